"""Names folded for comparing: case, accents, punctuation and usual short forms make no difference."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ə": "e"}
)
DROPPED = re.compile(r"['’‘ʻʼ`´.]")
OTHER = re.compile(r"[^\w]+|_")
SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "&": "and"}
LONGEST = 120
"""A longer string is no name; it folds to nothing, so that looking it up costs nothing."""


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The key of a name: `St. Étienne-du-Bois` gives `saint etienne du bois`; "" for what is no name."""
    if not name or len(name) > LONGEST:
        return ""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    words = OTHER.sub(" ", DROPPED.sub("", plain.translate(LETTERS).replace("&", " and "))).split()
    if len(words) > 1:
        if words[0] == "the":
            words = words[1:]
        words = [SHORT.get(word, word) for word in words[:-1]] + words[-1:]
    return " ".join(words)
