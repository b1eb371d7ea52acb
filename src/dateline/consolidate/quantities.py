"""Figures made comparable: what is counted, whose, where, as of when, and between which bounds it is told."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.consolidate.gathering import day
from dateline.consolidate.sources import Source
from dateline.consolidate.words import stem
from dateline.knowledge import Knowledge
from dateline.knowledge.gazetteer.countries import alpha2
from dateline.model.marks import Figure, Place, When
from dateline.model.text import Span

NEAR = 400
"""Code points between a figure and the one before it that says what both count."""
SHARE, LEAST_SHARE = 0.1, 0.03
"""How far off a figure can be that is told as approximate: at most, and at least whatever its digits say."""
LOCATIVE = re.compile(
    r"\b(?:in|at|to|into|out of|near|from|outside|inside|across|on|leaving|left|entered)\s+(?:the\s+)?(?:\w+ing\s+)?$",
    re.IGNORECASE,
)
"""Words before a place that make it a place where something is, not one that speaks or acts."""
BREAKS = frozenset(
    ("people", "persons", "were", "was", "have", "had", "died", "killed", "dead", "injured", "wounded", "in")
)
"""Words behind a figure after which no noun of it follows."""
SPOTS = frozenset({"base", "airport", "landmark", "settlement"})
OF_THESE = re.compile(
    r"\b(?:\d+|most|some|half|many|part|bulk|all|dozens?|third)\s+of\s+(?:the\s+|its\s+|their\s+|some\s+)?$",
    re.IGNORECASE,
)
"""Words before a figure that make it the whole of which a part is told: `75 of 100`."""


@dataclass(frozen=True)
class Quantity:
    """A figure of a report, made comparable.

    `measure` names what is counted (`forces`, `dead`, …), `leaving` tells that those are counted who go. `who` and
    `country` are alpha-2 codes, `spot` the name of a place within the country; None where nobody tells. `low` and
    `high` bound the value as it is told, `strict_low` and `strict_high` leave the bound itself out. `first` and `last`
    say as of when; `dated` tells that the words say so, else it is the day of the report. `voucher` is an index of its
    statement. `kind` says whom a toll counts, None: all; `beside` are the words of its sentence.
    """

    source: Source
    figure: int
    measure: str
    leaving: bool
    who: str | None
    country: str | None
    spot: str | None
    value: float | None
    low: float
    high: float
    strict_low: bool
    strict_high: bool
    first: date | None
    last: date | None
    dated: bool
    grows: bool
    stays: int
    voucher: int | None
    kind: str | None = None
    beside: frozenset[str] = frozenset()

    @property
    def span(self) -> Span:
        return self.source.reading.figures[self.figure].span

    @property
    def key(self) -> tuple[str, bool, str | None, str | None, str | None]:
        """What two figures must have in common to be held beside each other."""
        return self.measure, self.leaving, self.who, self.country, self.kind

    @property
    def says(self) -> str:
        """The figure in the report's words."""
        return " ".join(self.span.of(self.source.report.text).split())

    @property
    def id(self) -> str:
        return f"{self.source.id}@{self.source.version}:{self.span.start}-{self.span.end}"


class Quantities:
    """Reads the quantities of a report by the lists of `consolidating.yaml`."""

    def __init__(self, knowledge: Knowledge) -> None:
        data = knowledge.lexicons.read("consolidating")
        self._measures = {word: name for name, row in data["counted"].items() for word in row["words"].split()}
        self._rows = data["counted"]
        self._generic = frozenset(data["generic"].split())
        self._above = tuple(data["strict"]["above"].split())
        self._below = tuple(data["strict"]["below"].split())
        self._several = data["several"]["low"], data["several"]["high"]
        self._leaving = re.compile(rf"\b(?:{'|'.join(data['leaving'].split())})\b", re.IGNORECASE)
        self._first = re.compile(rf"\b(?:{'|'.join(data['anchors']['first'].split())})\b", re.IGNORECASE)
        self._last = re.compile(rf"\b(?:{'|'.join(data['anchors']['last'].split())})\b", re.IGNORECASE)
        self._kinds = frozenset(data["kinds"]["words"].split()) | {"child"}
        costs = data["costs"]
        self._costing = re.compile(rf"\b(?:{'|'.join(costs['verbs'].split())})\b", re.IGNORECASE)
        self._things = re.compile(rf"\b(?:{'|'.join(costs['things'].split())})s?\b", re.IGNORECASE)
        self._new_year = re.compile(data["year_begins"]["pattern"], re.IGNORECASE)

    def of(self, source: Source) -> list[Quantity]:
        """The quantities of a report in text order: those whose measure is known."""
        found: list[Quantity] = []
        for number, figure in enumerate(source.reading.figures):
            if any(figure.span.overlaps(away) for away in source.away):
                continue
            one = self._quantity(source, number, figure, found)
            if one is not None:
                found.append(one)
        return found

    def _quantity(self, source: Source, number: int, figure: Figure, before: Sequence[Quantity]) -> Quantity | None:
        bounds = self._bounds(figure, figure.span.of(source.report.text))
        if bounds is None:
            return None
        sentence = _sentence(source, figure.span)
        told = self._measure(source, figure, before)
        if told is None:
            return None
        measure, likely = told
        scope = figure.scope
        place = None if scope.place is None else source.reading.places[scope.place]
        anaphoric = likely is not None and not self._tells(figure)
        who = likely.who if likely is not None and anaphoric else self._who(source, figure, measure, sentence)
        country, spot = self._where(source, figure, place, who, sentence, likely)
        first, last, dated = self._as_of(source, figure, sentence)
        row = self._rows.get(measure, {})
        return Quantity(
            source, number, measure, self._goes(source, figure, sentence, measure), who, country, spot,
            None if figure.value is None else float(figure.value), *bounds, first, last, dated,
            bool(row.get("grows")), int(row.get("stays", 1)), _voucher(source, figure),
            self._kind(source, figure) if row.get("grows") else None, _beside(source, sentence),
        )  # fmt: skip

    def _tells(self, figure: Figure) -> bool:
        """Whether its own noun says what is counted: `60 trainers`, not `60 men`, `60 of them`."""
        counts = (figure.counts or "").casefold()
        return bool(counts) and counts.removesuffix("s") not in self._generic and counts not in self._generic

    def _measure(
        self, source: Source, figure: Figure, before: Sequence[Quantity]
    ) -> tuple[str, Quantity | None] | None:
        """What is counted, and the earlier quantity from which that follows, if any."""
        counts = figure.counts or ""
        lemma = counts.casefold().removesuffix("s") if counts.casefold() not in self._measures else counts.casefold()
        earlier = before[-1] if before and figure.span.start - before[-1].span.end <= NEAR else None
        if lemma in self._measures and figure.unit in ("people", None):
            known = self._measures[lemma]
            return known, earlier if earlier and earlier.measure == known else None
        if figure.unit == "people" and _is_people(source, figure):
            return "forces", earlier if earlier and earlier.measure == "forces" else None
        if figure.unit in ("people", None) and (not counts or lemma in self._generic):
            digits = any(sign.isdigit() for sign in figure.span.of(source.report.text))
            if digits and earlier is not None and earlier.source is source and earlier.measure in self._rows:
                return earlier.measure, earlier
        if (figure.unit or "").startswith("currency:"):
            thing = self._thing(source, figure)
            return (f"{figure.unit} {thing}", None) if thing else None
        return None

    def _kind(self, source: Source, figure: Figure) -> str | None:
        """Whom a toll counts, where its noun says that it does not count all: `5 civilians`."""
        after = source.report.text[figure.span.end : figure.span.end + 40]
        for word in re.findall(r"[a-z]+", after.casefold())[:3]:
            for form in (word, word.removesuffix("s"), word.removesuffix("es"), word.replace("men", "man")):
                if form in self._kinds:
                    return str(form)
            if word in BREAKS:
                break
        return None

    def _thing(self, source: Source, figure: Figure) -> str | None:
        """What a sum was paid for: a thing that is built or bought, where the sentence says that it was."""
        words = _sentence(source, figure.span).of(source.report.text)
        if not self._costing.search(words):
            return None
        found = list(self._things.finditer(words))
        at = figure.span.start - _sentence(source, figure.span).start
        nearest = min(found, key=lambda match: abs(match.start() - at), default=None)
        return nearest.group().casefold().removesuffix("s") if nearest else None

    def _bounds(self, figure: Figure, words: str) -> tuple[float, float, bool, bool] | None:
        """Low, high, and whether each is left out; None where nothing bounds the figure."""
        low = -math.inf if figure.low is None else float(figure.low)
        high = math.inf if figure.high is None else float(figure.high)
        if figure.value is None and low <= 1 and high == math.inf:
            return None
        folded = words.casefold()
        if "several" in folded and figure.value is None and low > 0:
            unit = low / 2
            low, high = self._several[0] * unit, self._several[1] * unit
        elif figure.value is not None and figure.approximate and low > -math.inf and high < math.inf:
            off = _off(float(figure.value))
            low, high = max(low, figure.value - off), min(high, figure.value + off)
        start = folded.split()[0] if folded.split() else ""
        return low, high, start in self._above and high == math.inf, start in self._below

    def _who(self, source: Source, figure: Figure, measure: str, sentence: Span) -> str | None:
        """The country of those who are counted: of the counted words themselves, else of who acts in the sentence."""
        if measure not in ("forces", "crowd"):
            return None
        reading = source.reading
        for place in reading.places:
            if figure.span.start <= place.span.start < figure.span.end + 30 and place.form in (
                "demonym",
                "metonym",
                "name",
            ):
                between = source.report.text[figure.span.end : place.span.start]
                if (
                    place.country
                    and re.fullmatch(r"[\s\w]{0,14}", between)
                    and not re.search(r"\b(?:in|at|to|from|of)\b(?! the )", between)
                ):
                    return place.country
        actor = None if figure.scope.actor is None else reading.actors[figure.scope.actor]
        if actor is not None and actor.country:
            return alpha2(actor.country)
        if measure != "forces":
            return None
        near = [
            one
            for one in reading.actors
            if one.country and one.sector in ("MIL", "GOV") and sentence.contains(one.span)
        ]
        earlier = [one for one in near if one.span.start < figure.span.start]
        if near:
            return alpha2((earlier or near)[-1 if earlier else 0].country)
        told: dict[str, int] = {}
        for one in reading.actors:
            if one.country and one.sector == "MIL":
                told[one.country] = told.get(one.country, 0) + 1
        return alpha2(max(told, key=lambda country: told[country])) if told else None

    def _where(
        self,
        source: Source,
        figure: Figure,
        place: Place | None,
        who: str | None,
        sentence: Span,
        likely: Quantity | None,
    ) -> tuple[str | None, str | None]:
        """The country in which is counted, and a place in it: of the figure, its sentence, or the report."""
        if place is not None and place.country and not (place.country == who and place.form == "demonym"):
            return place.country, None if place.kind == "country" else place.name
        found: list[Place] = []
        for one in source.reading.places:
            head = source.report.text[max(0, one.span.start - 30) : one.span.start]
            stands = one.country and one.country != who and one.form != "demonym"
            if stands and sentence.contains(one.span) and LOCATIVE.search(head):
                found.append(one)
        for one in found:
            if one.kind in SPOTS and one.span.start > figure.span.end:
                return one.country, one.name
        for one in found:
            if one.kind not in SPOTS:
                return one.country, None if one.kind == "country" else one.name
        if likely is not None and likely.country:
            return likely.country, likely.spot
        told: dict[str, int] = {}
        for one in source.reading.places:
            if one.country and one.country != who:
                told[one.country] = told.get(one.country, 0) + 1
        return (max(told, key=lambda country: told[country]), None) if told else (None, None)

    def _goes(self, source: Source, figure: Figure, sentence: Span, measure: str) -> bool:
        if measure != "forces":
            return False
        if OF_THESE.search(source.report.text[sentence.start : figure.span.start]):
            return False
        after = source.report.text[figure.span.end : min(sentence.end, figure.span.end + 70)]
        clause = re.split(r"[,;:]", after)[0]
        match = self._leaving.search(clause)
        if match is None:
            return bool(re.search(r"\bout of\b", clause))
        return match.group().casefold() not in ("left", "leave") or bool(
            re.search(r"\b(?:have|has|had|will|would|would have)\s+(?:\w+\s+)?(?:left|leave)\b", clause)
        )

    def _as_of(self, source: Source, figure: Figure, sentence: Span) -> tuple[date | None, date | None, bool]:
        """As of when: the time of the figure or its event; the day of the report for what is told as being so now."""
        reading, text = source.reading, source.report.text
        at = figure.scope.time
        if at is None:
            index = next((i for i, one in enumerate(reading.figures) if one is figure), -1)
            told = (one for one in reading.events if index in one.figures and not one.rejected)
            at = next((one.time for one in told if one.time is not None), None)
        if at is not None:
            first, last = self._days(reading.times[at], text)
            if first is not None or last is not None:
                return first, last, True
        words = sentence.of(text)
        published = day(source.published)
        if self._new_year.search(words) and published is not None:
            begun = date(published.year, 1, 1)
            return begun, begun, True
        after = text[figure.span.end : sentence.end]
        clause = re.split(r"[,;]| and ", after)[0]
        if re.search(r"\b(?:when|before|after|would|could|might|may|will|planned|once|until)\b", clause):
            return None, None, False
        said = _voucher(source, figure)
        if said is None and re.search(r"^[^.,;]{0,40}\b(?:were|was|served|had)\b", after):
            return None, None, False
        return published, published, False

    def _days(self, time: When, text: str) -> tuple[date | None, date | None]:
        """The ends of a time; of `the start of the year` the first day, of `the end of last year` the last."""
        first, last = day(time.earliest), day(time.latest)
        words = time.span.of(text)
        if first and last and (last - first).days > 31:
            if self._first.search(words):
                return first, first + timedelta(days=30)
            if self._last.search(words):
                return last - timedelta(days=30), last
        return first, last


def _is_people(source: Source, figure: Figure) -> bool:
    """Whether a nation's people are counted by their name: `60 Russians`."""
    counts = (figure.counts or "").casefold()
    return any(
        place.form == "demonym" and place.span.of(source.report.text).casefold() == counts
        for place in source.reading.places
        if figure.span.start <= place.span.start <= figure.span.end + 30
    )


def _off(value: float) -> float:
    """How far `about` reaches: a tenth, or half of the last digit that is told, whichever is less."""
    if not value or not math.isfinite(value):
        return 0.0
    whole, unit = abs(value), 1.0
    while whole % (unit * 10) == 0 and unit * 10 <= whole:
        unit *= 10
    if whole != int(whole):
        unit = 0.1
    return min(SHARE * whole, max(unit / 2, LEAST_SHARE * whole))


def _sentence(source: Source, span: Span) -> Span:
    for sentence in source.reading.sentences:
        if sentence.span.contains(span):
            return sentence.span
    return span


def _beside(source: Source, sentence: Span) -> frozenset[str]:
    """The longer words of the sentence, by which two tolls are known to be of one event."""
    words = re.findall(r"[^\W\d_]{4,}", sentence.of(source.report.text).casefold())
    return frozenset(stem(word) for word in words)


def _voucher(source: Source, figure: Figure) -> int | None:
    """The statement in which a figure stands: of several the one with the least content."""
    best: tuple[int, int] | None = None
    for number, said in enumerate(source.reading.statements):
        if any(span.contains(figure.span) for span in said.content):
            size = sum(map(len, said.content))
            if best is None or size < best[0]:
                best = size, number
    return best[1] if best else None


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether both can be right as numbers: `at least 5` and `5` can, `fewer than 5` and `more than 5` cannot."""
    low, high = max(one.low, other.low), min(one.high, other.high)
    if low < high:
        return True
    if low > high:
        return False
    return not any((one.strict_high and one.high == low, other.strict_high and other.high == low,
                    one.strict_low and one.low == low, other.strict_low and other.low == low))  # fmt: skip


def same_time(one: Quantity, other: Quantity) -> bool | None:
    """Whether both are as of one time, within as many days as such a figure holds; None where one is not told."""
    reach = timedelta(days=max(one.stays, other.stays))
    first, last = one.first or one.last, one.last or one.first
    begun, ended = other.first or other.last, other.last or other.first
    if first is None or last is None or begun is None or ended is None:
        return None
    return first - reach <= ended and begun - reach <= last


def bounded(one: Quantity) -> Quantity:
    """The same without where it was counted: for a figure that is told of the whole country."""
    return replace(one, spot=None)
