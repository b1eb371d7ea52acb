"""Figures of several reports beside each other: what each origin says, where they contradict, how one revised it."""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.consolidate.assertions import Assertion
from dateline.consolidate.origins import Ancestry, Voices, independence, named, origins, summary
from dateline.consolidate.quantities import Quantity, agree, same_time
from dateline.knowledge.gazetteer.countries import countries
from dateline.model.consolidated import Agreement, Claim, Conflict, Origin, Point, Series, Side, Telling


@dataclass(frozen=True)
class Compared:
    """What figures of one measure come to."""

    claims: list[Claim]
    conflicts: list[Conflict]
    series: list[Series]


ALIKE, APART = 0.4, 0.15
"""Share of words beside two tolls, of the lesser sentence, from which they are of one event, and below which not."""
MOST = 300
"""Figures of one measure that are held beside each other, the latest ones."""


def compared(listed: Iterable[Quantity], ancestry: Ancestry, voices: Voices) -> Compared:
    """All figures by what they measure: a claim for each measure, its conflicts, and a series for each publisher."""
    figures = Figures()
    names = figures.add(listed)
    found = Compared([], [], [])
    for name in names:
        one = figures.measured(name, ancestry, voices)
        found.claims.extend(one.claims)
        found.conflicts.extend(one.conflicts)
        found.series.extend(one.series)
    return found


class Figures:
    """Figures by what they measure, to which more can be added. Each two of one measure are held against each other
    once."""

    def __init__(self) -> None:
        self._names: dict[tuple[object, ...], int] = {}
        self._groups: list[list[Quantity]] = []
        self._apart: list[dict[frozenset[str], tuple[bool, tuple[str, ...]]]] = []
        self._of_report: dict[str, set[int]] = {}

    def add(self, listed: Iterable[Quantity], told: Iterable[str] = ()) -> list[int]:
        """Take in figures: the names of the measures that have more now, and of those that reports `told` tell."""
        changed: dict[int, None] = {}
        for one in listed:
            name = self._names.setdefault(one.key, len(self._groups))
            if name == len(self._groups):
                self._groups.append([])
                self._apart.append({})
            members = self._groups[name]
            for other in members:
                if (clash := _clash(one, other)) is not None:
                    self._apart[name][frozenset((one.id, other.id))] = clash
            insort(members, one, key=lambda one: (one.source.published or "", one.id))
            if len(members) > MOST:
                del members[0]
            changed[name] = None
            self._of_report.setdefault(one.source.id, set()).add(name)
        for report in told:
            changed |= dict.fromkeys(sorted(self._of_report.get(report, ())))
        return list(changed)

    def remove(self, report: str) -> list[int]:
        """Take away the figures of a report; the names of the measures that it told."""
        names = sorted(self._of_report.pop(report, ()))
        for name in names:
            self._groups[name] = [one for one in self._groups[name] if one.source.id != report]
            left = {one.id for one in self._groups[name]}
            self._apart[name] = {pair: clash for pair, clash in self._apart[name].items() if pair <= left}
        return names

    def measured(self, name: int, ancestry: Ancestry, voices: Voices) -> Compared:
        """What the figures of a measure come to."""
        members = self._groups[name]
        if not members:
            return Compared([], [], [])
        asserted = [_assertion(one) for one in members]
        who, place = origins(asserted, ancestry, voices, lambda a, b: agree(members[a], members[b]))
        about = described(members[0])
        number = {one.id: index for index, one in enumerate(members)}
        clashes: list[Clash] = []
        for pair, (sure, reasons) in self._apart[name].items():
            ends = sorted(number[id] for id in pair if id in number)
            if len(ends) == 2 and place[ends[0]] != place[ends[1]]:
                clashes.append((ends[0], ends[1], sure, reasons))
        clashes.sort()
        return Compared(
            [_claim(members, who, place, about, any(sure for _, _, sure, _ in clashes))],
            list(_conflicts(members, who, place, about, clashes)),
            list(_series(members, who, place, about, ancestry)),
        )


def described(one: Quantity) -> str:
    """What is measured, in words: `American forces in Niger`, `dead in Mali`."""
    row = countries().get(one.who or "")
    whose = f"{row.adjectives[0]} " if row and row.adjectives else ""
    country = countries().get(one.country or "")
    where = f" in {country.name}" if country else ""
    if one.measure.startswith("currency:"):
        return f"cost of the {one.measure.split(' ', 1)[1]}{where}"
    return f"{whose}{one.measure}{where}{' who left' if one.leaving else ''}"


def _assertion(one: Quantity) -> Assertion:
    terms = {f"#{one.value or one.low}": 1.0, f"@{one.spot}": 1.0}
    return Assertion(one.source, (one.span,), one.voucher, (), (one.figure,), terms)


def _telling(one: Quantity, origin: int) -> Telling:
    said = None if one.voucher is None else one.source.reading.statements[one.voucher]
    return Telling(
        one.source.cite(one.span),
        origin,
        one.source.report.published,
        one.source.cite(said.source[0]) if said and said.source else None,
        said.stance if said else None,
        one.value,
        None if math.isinf(one.low) else one.low,
        None if math.isinf(one.high) else one.high,
        one.first.isoformat() if one.first else None,
        one.last.isoformat() if one.last else None,
    )


def _claim(members: Sequence[Quantity], who: Sequence[Origin], place: Sequence[int], about: str, clash: bool) -> Claim:
    reports = {one.source.id for one in members}
    bounds = {(one.value, one.low, one.high) for one in members}
    agreement: Agreement = "conflict" if clash else "compatible" if len(bounds) > 1 else "same"
    first = next((number for number, one in enumerate(members) if one.source.id in who[place[number]].first), 0)
    apart = independence(who)
    return Claim(
        members[first].id,
        "figure",
        members[first].says,
        about,
        summary(len(reports), who, apart),
        apart,
        "single" if len(members) == 1 else agreement,
        tuple(who),
        tuple(_telling(one, place[number]) for number, one in enumerate(members)),
        1.0,
    )


Clash = tuple[int, int, bool, tuple[str, ...]]
"""Two figures by their numbers, whether all that matters is aligned, and what was found about that."""


def _clash(one: Quantity, other: Quantity) -> tuple[bool, tuple[str, ...]] | None:
    """Whether two figures contradict each other, if they are of two origins: whether for sure, and what was found."""
    a, b = sorted((one, other), key=lambda one: (one.source.published or "", one.id))
    if agree(a, b) or _one_hand(a, b) or not _nested(a, b):
        return None
    when = same_time(a, b)
    one_event = _one_event(a, b)
    if when is False or _later_toll(a, b) or one_event is False:
        return None
    reasons = ["of the same unit, people and country"]
    if when:
        reasons.append("as of the same days")
    else:
        undated = a if a.first is None and a.last is None else b
        reasons.append(f"as of when “{undated.says}” holds is not told")
    if when and not (a.dated or b.dated):
        reasons.append("taken to be as of the day of the report")
    if one_event is None:
        reasons.append("whether both are of one event is not sure")
    return bool(when) and one_event is not None, tuple(reasons)


def _one_hand(a: Quantity, b: Quantity) -> bool:
    """Whether one publisher told both: in one breath, or on different days; then the later one revises the earlier."""
    if a.source.id == b.source.id:
        return a.voucher == b.voucher
    return bool(a.source.house) and a.source.house == b.source.house and a.source.published != b.source.published


def _one_event(a: Quantity, b: Quantity) -> bool | None:
    """Whether two tolls are of one event, by its place or the words beside them; None where that is not sure."""
    if not a.grows:
        return True
    shared = len(a.beside & b.beside) / max(1, min(len(a.beside), len(b.beside)))
    if a.spot is not None and a.spot == b.spot:
        return True if shared >= APART else None
    return None if APART <= shared < ALIKE else shared >= ALIKE


def _nested(a: Quantity, b: Quantity) -> bool:
    """Whether they count in one place; of a part of it there can be fewer, not more."""
    if a.spot == b.spot:
        return True
    if a.spot is not None and b.spot is not None:
        return False
    part, whole = (a, b) if a.spot is not None else (b, a)
    return part.low > whole.high


def _later_toll(a: Quantity, b: Quantity) -> bool:
    """Whether the later of two is the higher count of what only grows."""
    if not a.grows or not a.source.report.published or not b.source.report.published:
        return False
    early, late = sorted((a, b), key=lambda one: str(one.source.report.published))
    return str(early.source.report.published)[:13] < str(late.source.report.published)[:13] and late.low >= early.low


def _conflicts(
    members: Sequence[Quantity], who: Sequence[Origin], place: Sequence[int], about: str, clashes: Sequence[Clash]
) -> Iterable[Conflict]:
    """A conflict for each set of figures that hang together by contradiction; those that agree are one side.

    What is sure is kept apart from what would be a conflict if it were of one time.
    """
    for sure in (True, False):
        for found in _components([clash for clash in clashes if clash[2] == sure]):
            numbers = sorted({number for one, other, _, _ in found for number in (one, other)})
            sides: dict[tuple[object, ...], list[int]] = {}
            for number in numbers:
                one = members[number]
                sides.setdefault((one.low, one.high, one.spot), []).append(number)
            involved = [who[index] for index in dict.fromkeys(place[number] for number in numbers)]
            yield Conflict(
                f"number:{'|'.join(members[side[0]].id for side in sides.values())}",
                "number",
                about,
                "different" if sure else "unsure",
                independence(involved),
                tuple(_side(members, who, place, side) for side in sides.values()),
                tuple(dict.fromkeys(reason for clash in found for reason in clash[3])),
                0.9 if sure else 0.5,
            )


def _components(clashes: Sequence[Clash]) -> list[list[Clash]]:
    """Clashes that hang together by a figure of theirs."""
    up: dict[int, int] = {}

    def top(number: int) -> int:
        while up.setdefault(number, number) != number:
            number = up[number]
        return number

    for one, other, _, _ in clashes:
        first, second = sorted((top(one), top(other)))
        up[second] = first
    groups: dict[int, list[Clash]] = {}
    for clash in clashes:
        groups.setdefault(top(clash[0]), []).append(clash)
    return [groups[key] for key in sorted(groups)]


def _side(members: Sequence[Quantity], who: Sequence[Origin], place: Sequence[int], numbers: Sequence[int]) -> Side:
    rows = [members[number] for number in numbers]
    head = min(rows, key=lambda one: (one.source.published or "9", one.id))
    return Side(
        head.says + (f" ({head.spot})" if head.spot else ""),
        tuple(dict.fromkeys(named(who[place[number]]) for number in numbers)),
        tuple(dict.fromkeys(one.source.id for one in rows)),
        tuple(one.source.cite(one.span) for one in rows),
        head.first.isoformat() if head.first else None,
        head.last.isoformat() if head.last else None,
    )


def _series(
    members: Sequence[Quantity], who: Sequence[Origin], place: Sequence[int], about: str, ancestry: Ancestry
) -> Iterable[Series]:
    """For each publisher that told a figure first-hand at several times: what it said, in the order of the days."""
    houses: dict[str, list[int]] = {}
    for number, one in enumerate(members):
        origin = who[place[number]]
        if one.spot is None and one.source.id in origin.first and (one.first or one.last):
            houses.setdefault(one.source.publisher, []).append(number)
    for house, numbers in houses.items():
        ordered = sorted(
            numbers, key=lambda number: (str(members[number].first or members[number].last), members[number].id)
        )
        points: list[Point] = []
        for number in ordered:
            one = members[number]
            if points and (points[-1].low, points[-1].high) == (_finite(one.low), _finite(one.high)):
                continue
            points.append(
                Point(
                    one.says,
                    named(who[place[number]]),
                    one.source.cite(one.span),
                    one.source.report.published,
                    one.value,
                    _finite(one.low),
                    _finite(one.high),
                    one.first.isoformat() if one.first else None,
                    one.last.isoformat() if one.last else None,
                )
            )
        if len({point.cite.report for point in points}) > 1:
            yield Series(f"{members[ordered[0]].id}/{house}", about, house, tuple(points))


def _finite(value: float) -> float | None:
    return None if math.isinf(value) else value
