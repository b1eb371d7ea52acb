"""Which tags a word can have at all: what the encoder's scores are held against before the best is taken."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ENDING = 3
"""Letters of an ending."""
MARKS = (",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP")
"""Tags of punctuation, which no word with a letter or digit has."""


class Tags:
    """`closed`: the words of each tag that takes no new ones; `barred`: tags by ending; `known`: exceptions by word."""

    def __init__(self, labels: Sequence[str], rules: Mapping[str, Any]) -> None:
        self._labels = list(labels)
        self._closed = {tag: frozenset(words) for tag, words in rules.get("closed", {}).items()}
        self._barred = rules.get("barred", {})
        self._known = rules.get("known", {})
        self.of = lru_cache(maxsize=1 << 16)(self._of)

    def _of(self, word: str) -> NDArray[np.float32]:
        """What to add to the scores of a word's tags: nothing, or so little that the tag is not taken."""
        word = word.lower().replace("’", "'")
        barred = {tag for tag, words in self._closed.items() if word not in words}
        if any(map(str.isalnum, word)):
            barred.update(MARKS)
        if word.isalpha() and len(word) > ENDING:
            known = self._known.get(word, ())
            barred.update(tag for tag in self._barred.get(word[-ENDING:], ()) if tag not in known)
        return np.array([-1e4 if tag in barred else 0.0 for tag in self._labels], dtype=np.float32)


def load(folder: Path, labels: Sequence[str]) -> Tags:
    """The rules of a reader's folder; none where the file is missing."""
    path = folder / "tags.json"
    return Tags(labels, json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {})
