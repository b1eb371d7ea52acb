"""Where a sentence cannot begin, and where one must, whatever the encoder says."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FREE, INSIDE, END = 0, 1, 2
"""A sentence may begin at the word, cannot, or must."""

STOPS = re.compile(r"[.!?…:;—–―-]+$|^[\"“”„‟«»'’‘`)\]}|*•·/]+$")
"""A word that a sentence can end with. Scores alone also end one before a capital ("about 60 / Russians left")."""
TITLES = re.compile(
    r"(?:mr|mrs|ms|dr|gen|col|lt|maj|capt|cmdr|sgt|cpl|brig|adm|sen|rep|gov|pres|prof|rev|hon|st|lt\.-gen|vs|amb|supt|"
    r"insp|det)\.",
    re.IGNORECASE,
)
"""Abbreviations that a sentence does not end with where a name follows them."""
SLUG = re.compile(
    r"(?=[A-Z][A-Z.'’-]{2,}\b|[A-Z]\w+, [A-Z]|"
    r"[^\n]{0,60}(?:\(|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))"
    r"\w(?:[\w.,'’/-]|\s(?=[A-Z\d(])|\([^()\n]{2,40}\)){2,80}?(?:\s*(?:[—–]|--)\s*|\s+-\s+)(?=[A-Z\d\"“‘'])"
    r"|[A-Z][\w.'’-]+(?:,? [A-Z][\w.'’-]+){0,2}(?: ?\([A-Z][^()\n]{1,30}\))?:\s+(?=[A-Z][a-z]+\s+[\w(])"
)
"""Where from, when and whose, before the first words of a report: "HARBOUR CITY, May 2 (XYZ) -". It has capitals, a
month or brackets."""


def borders(text: str, spans: Sequence[tuple[int, int]]) -> NDArray[np.int8]:
    """For each word FREE, INSIDE or END."""
    found = np.zeros(len(spans), dtype=np.int8)
    slug = SLUG.match(text)
    begin = slug.end() if slug else 0
    last = ""
    for at, (start, end) in enumerate(spans):
        word = text[start:end]
        if at == 0 or (begin and start == begin):
            found[at] = END
        elif (begin and start < begin) or not _can_end(last, word):
            found[at] = INSIDE
        last = word
    return found


def _can_end(last: str, word: str) -> bool:
    if TITLES.fullmatch(last):
        return not word[:1].isupper()
    return bool(STOPS.search(last) or STOPS.search(word))
