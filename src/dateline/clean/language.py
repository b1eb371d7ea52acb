"""Is it English? A report is refused only where it surely is not."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LETTERS_NEEDED = 120
"""Below so many letters a guess is not worth a refusal: headlines are names for the most part."""

LOOKED_AT = 6_000
MARGIN = 30.0
"""By how much, in log probability of the identifier, another language must lead over English."""

WORD = re.compile(r"[^\W\d_]+")
FUNCTION_WORDS = frozenset(
    """the of and to in a that is was for on with as by at from it he they said has have had but not be were are this
    who which an or his her their its after before would will been""".split()  # noqa: SIM905
)
ENGLISH_SHARE = 0.12
"""Share of such words above which a text is English whatever else says: reports have .30 to .45, lists of names less;
other European languages stay under .08 ("in", "a", "as", "on" are words elsewhere too)."""


def foreign(text: str) -> str | None:
    """The ISO 639-1 code of the language, where it surely is another than English; else None."""
    words = WORD.findall(text[: 4 * LOOKED_AT])
    letters = sum(map(len, words))
    if letters < LETTERS_NEEDED:
        wide = sum(len(word) for word in words if not word[0].isascii() and ord(word[0]) > 0x24F)
        if letters < 20 or wide < 0.6 * letters:
            return None
    if sum(word.lower() in FUNCTION_WORDS for word in words) >= ENGLISH_SHARE * len(words):
        return None
    code, lead = _ranked(text[:LOOKED_AT])
    return code if code != "en" and lead > MARGIN else None


def _ranked(text: str) -> tuple[str, float]:
    """The likeliest language and its lead over English in log probability."""
    ranks = _identifier()(text)
    english = next((score for code, score in ranks if code == "en"), float("-inf"))
    return ranks[0][0], ranks[0][1] - english


@cache
def _identifier() -> Callable[[str], list[tuple[str, float]]]:
    import py3langid

    return lambda text: [(str(code), float(score)) for code, score in py3langid.rank(text)]
