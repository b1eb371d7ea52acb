"""How a name is compared: folded to plain lower-case words, with a guard for acronyms."""

from __future__ import annotations

import re
import unicodedata

from dateline.model.names import fold

__all__ = ["fold", "fold_lines", "is_acronym", "may_be"]

_APART_IN_LINE = re.compile(r"(?:[-‐‑–—_/]|[^\S\n])+")
_MARKS = re.compile("[\u0300-\u036f]+")
_WITHOUT = re.compile(r"[.'’‘`ʼ´\"“”()]")


def fold_lines(text: str) -> list[list[str]]:
    """Many names at once: each line's names, which `|` separates, folded; much faster than one by one."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    text = _WITHOUT.sub("", _APART_IN_LINE.sub(" ", text)).casefold()
    return [[name.strip() for name in line.split("|") if name] for line in text.split("\n")]


def is_acronym(name: str) -> bool:
    """Whether a name is an abbreviation by its capitals (`WHO`, `U.S.`, `M23`, `LeT`): case counts in these."""
    return len(name) <= 8 and " " not in name and (name.isupper() or sum(c.isupper() for c in name) > 1)


def may_be(name: str, surface: str) -> bool:
    """Whether `surface` can stand for `name`, equal when folded: `us` is not `US`, `niger` is not `Niger`."""
    if not is_acronym(name):
        return any(c.isupper() or c.isdigit() or not c.isascii() for c in surface)
    if name.isupper():
        return sum(c.isupper() for c in surface) >= sum(c.isupper() for c in name)
    return surface.isupper() or _WITHOUT.sub("", name) in _WITHOUT.sub("", surface)
