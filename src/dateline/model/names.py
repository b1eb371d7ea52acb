"""How names are told from other words, and compared with one another."""

from __future__ import annotations

import re
import unicodedata

_APART = re.compile(r"[-‐‑–—_/\s]+")
_MARKS = re.compile("[\u0300-\u036f]+")
_WITHOUT = re.compile(r"[.'’‘`ʼ´\"“”()]")
_POSSESSIVE = re.compile(r"['’]s$")

SMALL = frozenset(
    {"of", "the", "and", "for", "de", "da", "do", "del", "al", "el", "ibn", "bin", "von", "van", "in", "on"}
)
"""Words that a name may have without a capital."""


def fold(name: str) -> str:
    """`Côte d'Ivoire` as `cote divoire`, `U.S.` as `us`: no case, accents, dots, apostrophes; hyphens as spaces."""
    if not name.isascii():
        name = _MARKS.sub("", unicodedata.normalize("NFKD", name))
    return _WITHOUT.sub("", _APART.sub(" ", _POSSESSIVE.sub("", name))).strip().casefold()


def is_name(words: str) -> bool:
    """Whether all words but small ones begin with a capital, and one of them is more than a sentence's first."""
    parts = [word for word in words.replace("-", " ").split() if word.lower() not in SMALL]
    if not parts or not all(word[0].isupper() or word[0].isdigit() for word in parts):
        return False
    return len(parts) > 1 or any(sign.isalpha() for sign in parts[0])


OWN = "own:"
"""How the key of an actor begins that a person added while settling a name."""


def own_key(name: str) -> str:
    """The key of an actor that a person adds under a name."""
    return OWN + (fold(name) or name.strip())
