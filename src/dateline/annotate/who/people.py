"""The words of the lexicon that say whether he or she is meant, and which phrases are spoken of at home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Gender = Literal["m", "f"]


@dataclass(frozen=True, slots=True)
class Manners:
    """What `who.yaml` says: genders by title and first name, generic heads, heads at home, words that are no one."""

    titles: Mapping[str, Gender]
    first_names: Mapping[str, Gender]
    generic: frozenset[str]
    home: frozenset[str]
    nobody: frozenset[str]
    common_surnames: frozenset[str]
    collective: frozenset[str]
    country: frozenset[str]
    abroad: frozenset[str]
    subjects: frozenset[str]
    parts: frozenset[str]

    @classmethod
    def of(cls, lexicon: Any) -> Manners:
        """The parsed file as sets; raises KeyError where a list is missing."""
        titles: dict[str, Gender] = {}
        first: dict[str, Gender] = {}
        for key, genders in (("m", lexicon["male"]), ("f", lexicon["female"])):
            gender: Gender = "m" if key == "m" else "f"
            titles.update(dict.fromkeys(genders["titles"], gender))
            first.update(dict.fromkeys(genders["first_names"], gender))
        names = ("generic", "home", "nobody", "common_surnames", "collective", "country", "abroad", "subjects", "parts")
        sets = [frozenset(lexicon[name]) for name in names]
        return cls(titles, first, *sets)
