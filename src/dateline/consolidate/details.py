"""What a rewriting keeps when it changes every word: the names, and the figures, each by how much it gives away."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dateline.consolidate.features import NAMED, Prepared
from dateline.consolidate.passages import Content, Pairing
from dateline.consolidate.words import Words
from dateline.knowledge import Knowledge

FIGURE = 2.0
"""Weight of a number in a sentence's content."""
LONGEST = 15
"""Digits of the longest number that is worked out; more are a serial number."""
ALIKE, CONTAINED = 1.38, 1.68
"""Names in common plus figures in common, less what ordinary words in common explain, from which one report is a
rewriting of the other: of both reports (Dice), or of the lesser one alone, which then must be `LARGELY` so of both. Set
on nine happenings of the project's own, each told up to twelve times: 1.43 and more of the rewritings and their origin.
Of 2,683 pairs of ECB+ and of chains that tell one story, those that share next to no run of words have 1.32 at most,
but for one, of two reports made of one release."""
ORDINARY = 0.5
"""What of that ordinary words in common explain, or those not in common where these are fewer. Two who saw the same use
some of the same words; who copies uses nearly all of the other's, and who hides that avoids them."""
LARGELY = 1.1
NAMES, FIGURES = 7, 5.0
"""Least names in common, and least weight of figures in common."""
EVIDENCE, SCANT = 18.0, 0.04
"""Names and weight of figures in common that are enough, and by how much more alike the reports must be for each that
is missing."""
FEW, MANY, NAMED_ALL, NAMED_ALIKE = 3.0, 20, 0.9, 1.58
"""Weight of figures under which a report has so few that names alone must tell; the names in common that they take, the
share of the lesser report's, and twice that of both, less what ordinary words explain. No pair of ECB+ has so many."""
STEEP = 12.0
"""How soon likeness becomes certainty."""
TOGETHER, SHOWN = 2, 200
"""Names and figures that two sentences share to be shown beside each other, and sentences of a report that are."""
YEARS, ROUND = range(1900, 2101), 12
SINGLE = ("a", "an", "one")
"""Words that are a 1 before `hundred` and the like."""


@dataclass(frozen=True)
class Details:
    """The names of a report, stemmed, all its words that tell anything, and its figures with their weights.

    A name at the head of a sentence looks like any word: it counts where the other report shows that it is a name.
    """

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    figures: Mapping[str, float] = field(default_factory=dict)


class Detailing:
    """Finds names and figures. Numbers in words are worked out: `forty-five` is 45, `two hundred thousand` 200000."""

    def __init__(self, knowledge: Knowledge) -> None:
        lists = knowledge.lexicons.read("comparing")
        self._scales: dict[str, int] = lists["scales"]
        self._abbreviations = frozenset(lists["abbreviations"].split())

    def of(self, prepared: Prepared) -> Details:
        """The details of a report."""
        telling = prepared.telling
        names, words = (telling.between(least, FIGURE) - self._abbreviations for least in (NAMED, 1.0))
        figures = {figure: weight_of(figure) for figure in self.figures(prepared.words)}
        return Details(names, words, figures)

    def figures(self, words: Words) -> list[str]:
        """The numbers of a report in text order, as digits. No telephone number, date, score or time of day is one:
        their parts are divided by marks alone."""
        folded = words.folded
        found: list[tuple[str, int, int]] = []
        at = 0
        scaled = not self._scales.keys().isdisjoint(folded)
        for first in range(len(folded)) if scaled else words.digits:
            word = folded[first]
            if first < at or not (word[:1].isdigit() or (word in SINGLE and self._scaled(folded, first + 1))):
                continue
            figure, at = self._figure(words, first)
            found.append((figure, first, at))
        parts = {
            number
            for number, ((_, _, after), (_, first, _)) in enumerate(pairwise(found))
            if after == first and _digits(words, after - 1, first)
        }
        return [figure for number, (figure, _, _) in enumerate(found) if not {number, number - 1} & parts]

    def _scaled(self, folded: Sequence[str], at: int) -> bool:
        return at < len(folded) and folded[at] in self._scales

    def _figure(self, words: Words, first: int) -> tuple[str, int]:
        """The number that begins at a word, and the word behind it."""
        folded = words.folded
        value = 1.0 if folded[first] in SINGLE else _value(folded[first])
        if value == 1.0 and first and folded[first - 1] == "half":
            value = 0.5
        if value is None:
            return folded[first], first + 1
        total, at, spelled = 0.0, first + 1, _spelled(words, first)
        low = _below(value) if spelled else 0.0
        while at < len(folded):
            scale = self._scales.get(folded[at])
            if scale is not None and value:
                value, low = value * scale, scale if spelled else 0.0
                if scale > 100:
                    total, value = total + value, 0.0
                at += 1
                continue
            step = at + 1 if folded[at] == "and" and low >= 100 and at + 1 < len(folded) else at
            more = _value(folded[step]) if low and _spelled(words, step) else None
            if more is None or not 0 < more < low:
                break
            value, low, at = value + more, _below(more), step + 1
        return f"{total + value:.4f}".rstrip("0").rstrip("."), at


def _value(word: str) -> float | None:
    if word == "one":
        return 1.0
    if len(word) > LONGEST or not word[:1].isdigit():
        return None
    try:
        return float(word)
    except ValueError:
        return None


def _digits(words: Words, *places: int) -> bool:
    return not any(_spelled(words, at) for at in places)


def _spelled(words: Words, at: int) -> bool:
    return not words.report.text[words.starts[at]].isdigit()


def _below(value: float) -> float:
    """What a numeral that is added to one must be less than: `forty` takes a `five`, and `five` nothing."""
    return 10.0 if value >= 20 and value % 10 == 0 else 0.0


def weight_of(figure: str) -> float:
    """How much it says that two reports have a figure: its digits but for the zeros at its ends. Years, days of a
    month and the numbers up to twelve are in many reports.

    >>> weight_of("14500"), weight_of("300"), weight_of("2017"), weight_of("6")
    (3.0, 1.0, 1.0, 0.5)
    """
    value = _value(figure)
    if value is None or len(figure) > LONGEST:
        return 1.0
    if value == int(value):
        if value <= 31:
            return 0.5 if value <= ROUND else 0.75
        if int(value) in YEARS:
            return 1.0
    return float(max(1, len(figure.replace(".", "").strip("0"))))


@dataclass(frozen=True)
class Likeness:
    """How much two reports have in common: names by number, figures by weight; of each, how much there is in the one,
    in the other, and in both. `ordinary`: share of the other words of the report with fewer that the other has too."""

    names: tuple[int, int, int]
    figures: tuple[float, float, float]
    ordinary: float

    @property
    def alike(self) -> float:
        """Shares of both reports' names and figures (Dice): 0 to 2. Of names alone where these are many and tell more,
        for want of figures."""
        names = _dice(*self.names)
        both = names + _dice(*self.figures)
        return max(both, 2 * names) if self.names[2] >= MANY and min(self.figures[:2]) < FEW else both

    @property
    def rewriting(self) -> float:
        """The probability that one report tells the other's details, not merely of the same happening; 0 where they
        have too few in common for that."""
        names, figures = self.names[2], self.figures[2]
        contained, explained = names / max(1, min(self.names[:2])), ORDINARY * min(self.ordinary, 1 - self.ordinary)
        if min(self.figures[:2]) < FEW:
            enough = names >= MANY and contained >= NAMED_ALL
            return _probability(self.alike - explained - NAMED_ALIKE) if enough else 0.0
        if names < NAMES or figures < FIGURES:
            return 0.0
        contained += figures / min(self.figures[:2])
        margin = max(self.alike - ALIKE, contained - CONTAINED if self.alike >= LARGELY else -1.0)
        return _probability(margin - explained - SCANT * max(0.0, EVIDENCE - names - figures))


def likeness(a: Details, b: Details) -> Likeness:
    """What two reports have in common."""
    one, other = a.names | (b.names & a.words), b.names | (a.names & b.words)
    figures = math.fsum(weight for figure, weight in a.figures.items() if figure in b.figures)
    words, others = a.words - one, b.words - other
    return Likeness(
        (len(one), len(other), len(one & other)),
        (math.fsum(a.figures.values()), math.fsum(b.figures.values()), figures),
        len(words & others) / max(1, min(len(words), len(others))),
    )


def _dice(one: float, other: float, both: float) -> float:
    return 2 * both / max(1.0, one + other)


def _probability(margin: float) -> float:
    return 1 / (1 + math.exp(-STEEP * margin))


def together(a: Sequence[Content], b: Sequence[Content]) -> list[Pairing]:
    """For each sentence of `a` that of `b` with most of its names and figures, where these are `TOGETHER` at least."""
    found = []
    others = [_named(two) for two in b[:SHOWN]]
    for number, content in enumerate(a[:SHOWN]):
        own = _named(content)
        if len(own) < TOGETHER or content.stock:
            continue
        best = max(range(len(others)), key=lambda at: (len(own & others[at]), -at), default=0)
        both = len(own & others[best]) if others else 0
        if both >= TOGETHER:
            share = both / min(len(own), len(others[best]))
            found.append(Pairing(number, best, share, 2 * both / (len(own) + len(others[best]))))
    return found


def _named(content: Content) -> frozenset[str]:
    return frozenset(word for word, weight in content.weights.items() if weight >= NAMED)
