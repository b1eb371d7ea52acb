"""Figures of several reports beside each other: what each origin says, where they contradict, how one revised it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

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
    groups: dict[tuple[object, ...], list[Quantity]] = {}
    for one in listed:
        groups.setdefault(one.key, []).append(one)
    found = Compared([], [], [])
    for members in groups.values():
        members = sorted(members, key=lambda one: (one.source.published or "", one.id))[-MOST:]
        asserted = [_assertion(one) for one in members]
        who, place = origins(asserted, ancestry, voices, lambda a, b, m=members: agree(m[a], m[b]))  # type: ignore[misc]
        about = described(members[0])
        clashes = list(_clashes(members, place))
        found.claims.append(_claim(members, who, place, about, any(sure for _, _, sure, _ in clashes)))
        found.conflicts.extend(_conflicts(members, who, place, about, clashes))
        found.series.extend(_series(members, who, place, about, ancestry))
    return found


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


def _clashes(members: Sequence[Quantity], place: Sequence[int]) -> Iterable[Clash]:
    for one, other in combinations(range(len(members)), 2):
        a, b = members[one], members[other]
        if place[one] == place[other] or agree(a, b) or _one_hand(a, b):
            continue
        nested = _nested(a, b)
        if not nested:
            continue
        when = same_time(a, b)
        one_event = _one_event(a, b)
        if when is False or _later_toll(a, b) or one_event is False:
            continue
        reasons = ["of the same unit, people and country"]
        if when:
            reasons.append("as of the same days")
        else:
            late = a if a.first is None and a.last is None else b
            reasons.append(f"as of when “{late.says}” holds is not told")
        if a.dated or b.dated:
            pass
        elif when:
            reasons.append("taken to be as of the day of the report")
        if one_event is None:
            reasons.append("whether both are of one event is not sure")
        yield one, other, bool(when) and one_event is not None, tuple(reasons)


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
