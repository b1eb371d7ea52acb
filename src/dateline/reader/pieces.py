"""Words into the encoder's word pieces, and the shape of a word, which an encoder of lower case cannot see."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

CLS, SEP, UNKNOWN = 101, 102, 100
MOST = 16
"""Pieces of one word: more say nothing more about it."""

SHAPES = 10
"""Classes of `shape`."""
GAPS = 3
"""What stands before a word: nothing, white space, a line break (or the beginning)."""


class Pieces:
    """BERT's lower-case word pieces by a vocabulary, one piece a line."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.of = lru_cache(maxsize=100_000)(self._of)

    @classmethod
    def load(cls, path: Path) -> Pieces:
        return cls(path.read_text(encoding="utf-8").split("\n")[:-1])

    def _of(self, word: str) -> tuple[int, ...]:
        """The pieces of one word: at least one, at most `MOST`."""
        found: list[int] = []
        for part in _parts(word):
            found.extend(self._split(part))
            if len(found) >= MOST:
                break
        return tuple(found[:MOST]) or (UNKNOWN,)

    def _split(self, part: str) -> list[int]:
        pieces: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = part[start:end] if start == 0 else "##" + part[start:end]
                if piece in self._ids:
                    pieces.append(self._ids[piece])
                    start = end
                    break
            else:
                return [UNKNOWN]
        return pieces


def _parts(word: str) -> list[str]:
    plain = unicodedata.normalize("NFD", word.lower())
    parts: list[str] = []
    fresh = True
    for character in plain:
        category = unicodedata.category(character)
        if category == "Mn" or category.startswith("C") or character == "\ufffd":
            continue
        if (category[0] in "PS" and (category[0] == "P" or character.isascii())) or _is_ideograph(character):
            parts.append(character)
            fresh = True
        elif character.isspace():
            fresh = True
        elif fresh:
            parts.append(character)
            fresh = False
        else:
            parts[-1] += character
    return parts


def _is_ideograph(character: str) -> bool:
    point = ord(character)
    return 0x4E00 <= point <= 0x9FFF or 0x3400 <= point <= 0x4DBF or 0xF900 <= point <= 0xFAFF or point >= 0x20000


@lru_cache(maxsize=100_000)
def shape(word: str) -> int:
    """How a word is written, 1 to 9: lower case, Title, CAPITALS, a capital, miXed, digits, with digits, marks."""
    letters = sum(character.isalpha() for character in word)
    digits = sum(character.isdigit() for character in word)
    if not letters:
        return 6 if digits else 9 if word in "\"'“”‘’«»``''" else 8
    if digits:
        return 7
    if word.islower():
        return 1
    if word.isupper():
        return 4 if letters == 1 else 3
    if word[0].isupper() and word[1:].islower():
        return 2
    return 5


def gap(text: str, start: int) -> int:
    """What stands before the word at `start`: 0 nothing, 1 white space, 2 a line break or the beginning of the text."""
    if start == 0:
        return 2
    if not text[start - 1].isspace():
        return 0
    at = start - 1
    while at >= 0 and text[at].isspace():
        if text[at] in "\n\r\u2028\u2029":
            return 2
        at -= 1
    return 1 if at >= 0 else 2
