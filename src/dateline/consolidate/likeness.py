"""What words tell, as terms that reports share even where they chose other words, and how alike two sentences are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.consolidate.sources import Source
from dateline.consolidate.words import stem
from dateline.knowledge import Knowledge
from dateline.knowledge.gazetteer.countries import alpha2
from dateline.model.text import Span

Terms = Mapping[str, float]
NAME, NUMBER, GROUP, WORD, COMMON = 1.4, 1.6, 1.0, 1.0, 0.25
"""How much a term tells before its rarity is counted in. Set on the sample story."""


@dataclass(frozen=True)
class Lists:
    """The word lists of `consolidating.yaml`, by word."""

    groups: Mapping[str, str]
    function_words: frozenset[str]
    common: frozenset[str]

    @classmethod
    def of(cls, knowledge: Knowledge) -> Lists:
        data = knowledge.lexicons.read("consolidating")
        common = knowledge.lexicons.read("comparing")
        groups = {word: row["group"] for row in data["alike"] for word in row["words"].split()}
        function_words = frozenset(common["function_words"].split())
        return cls(groups, function_words, function_words | frozenset(common["reporting_words"].split()))


class Terming:
    """Makes terms of a report's words: countries by code, places and persons by name, alike words by their group."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._lists = Lists.of(knowledge)

    def names(self, source: Source) -> dict[int, tuple[int, str]]:
        """For the start of each mark that names something: its end and the term."""
        found: dict[int, tuple[int, str]] = {}
        for actor in source.reading.actors:
            if actor.id and actor.id.startswith("state:"):
                term = f"@{alpha2(actor.country) or actor.country}"
            elif actor.id:
                term = f"@{actor.id}"
            else:
                continue
            found[actor.span.start] = (actor.span.end, term)
        for place in source.reading.places:
            if place.country and (place.kind == "country" or place.form in ("demonym", "metonym")):
                term = f"@{place.country}"
            elif place.form == "relative" and len(place.name.split()) > 3:
                continue
            else:
                term = f"@{place.name.casefold()}"
            known = found.get(place.span.start)
            if known is None or known[0] <= place.span.end:
                found[place.span.start] = (place.span.end, term)
        return found

    def terms(self, source: Source, spans: Sequence[Span], names: Mapping[int, tuple[int, str]]) -> Terms:
        """The terms of some spans of a report with their weights."""
        words, text = source.words, source.report.text
        weights: dict[str, float] = {}
        reached = 0
        for at in _within(words.starts, spans):
            start = words.starts[at]
            if start < reached:
                continue
            named = names.get(start)
            if named is not None:
                reached = named[0]
                weights[named[1]] = NAME
                continue
            fold = words.folded[at]
            if fold[:1].isdigit():
                weights[f"#{fold}"] = NUMBER
                continue
            group = self._lists.groups.get(fold)
            if group is not None:
                weights[f"~{group}"] = GROUP
            elif fold and fold not in self._lists.function_words:
                weight = COMMON if fold in self._lists.common else NAME if text[start].isupper() else WORD
                weights[stem(fold)] = weight
        return weights


def _within(starts: Sequence[int], spans: Sequence[Span]) -> Iterable[int]:
    from bisect import bisect_left

    for span in spans:
        at = bisect_left(starts, span.start)
        while at < len(starts) and starts[at] < span.end:
            yield at
            at += 1


class Rarity:
    """How rare each term is among some sentences: few sentences have rare words too, so more are supposed."""

    def __init__(self, listed: Iterable[Terms], supposed: float = 20.0) -> None:
        self._count = supposed
        self._frequency: dict[str, int] = {}
        for terms in listed:
            self._count += 1
            for term in terms:
                self._frequency[term] = self._frequency.get(term, 0) + 1

    def __call__(self, term: str) -> float:
        return max(0.2, math.log((self._count + 1) / (self._frequency.get(term, 0) + 1.0)) / 3.0)

    def weighed(self, terms: Terms) -> dict[str, float]:
        """The terms with their rarity counted in."""
        return {term: weight * self(term) for term, weight in terms.items()}


def alike(one: Terms, other: Terms) -> float:
    """How much of the two is the same, 0 to 1: the mean of Dice and of the share of the lesser one that is shared."""
    if len(other) < len(one):
        one, other = other, one
    shared = sum(min(weight, other[term]) for term, weight in one.items() if term in other)
    if not shared:
        return 0.0
    first, second = sum(one.values()), sum(other.values())
    return shared / (first + second) + shared / (2 * max(min(first, second), 2.0))
