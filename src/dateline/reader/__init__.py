"""One small encoder that reads a text once and answers every question asked of it.

`load()` gives the `Reader`; its `read(texts)` gives the `Marks` of each: names, times, places, statements, words with
their grammar, factuality. Nothing here needs torch, spaCy or the network.
"""

from dateline.reader.marks import Marked, Marks, Said, Word
from dateline.reader.reader import Reader, available, load

__all__ = ["Marked", "Marks", "Reader", "Said", "Word", "available", "load"]
