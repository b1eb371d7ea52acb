"""Claims on which origins contradict each other beside figures: on which day, where, who did it, and whether at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import combinations

from dateline.consolidate.assertions import Assertion
from dateline.consolidate.claims import DENYING
from dateline.consolidate.gathering import acts, days
from dateline.consolidate.likeness import alike
from dateline.consolidate.origins import independence, named
from dateline.consolidate.world import NEAR_KM, km_between
from dateline.model.consolidated import Claim, Conflict, ConflictKind, Side
from dateline.model.marks import Place

EXACT = timedelta(days=1)
"""A time this long or shorter is told as a day."""
SURE = 0.55
"""Likeness of a claim from which its tellings are surely of one thing."""
DEED = 0.4
"""Likeness of what two tellings say beside names and numbers, from which they tell one deed. Of two raids of one sort
by the same people at one place a third of the words are the same."""
POINTS = frozenset({"settlement", "airport", "base", "landmark"})


Answer = tuple[object, str]
"""What a telling answers to a question, and how it is shown."""


def disputes(claim: Claim, members: Sequence[Assertion]) -> list[Conflict]:
    """The conflicts within a claim that several origins tell; `members` are its assertions, as its tellings are listed.

    Two origins contradict each other in one respect only where they agree in all others that both tell: who differs in
    the day and in the place tells of another happening.
    """
    listed: list[Conflict] = []
    if len(claim.origins) < 2:
        return listed
    asked: dict[ConflictKind, list[Answer | None]] = {"whether": [_whether(one) for one in members]}
    if claim.kind == "event":
        asked["date"] = [_day(one) for one in members]
        asked["place"] = [_place(one) for one in members]
        asked["who"] = [_who(one) for one in members]
    answers = {kind: _by_origin(claim, members, told) for kind, told in asked.items()}
    for kind, told in asked.items():
        rest = [other for name, other in answers.items() if name != kind]
        involved = set(_contradicting(claim, members, kind, answers[kind], rest))
        if involved:
            listed.append(_conflict(claim, members, kind, told, involved))
    return listed


def _by_origin(claim: Claim, members: Sequence[Assertion], told: Sequence[Answer | None]) -> dict[int, Answer]:
    """What each origin answers first-hand; those that answer twice, and not alike, answer nothing."""
    found: dict[int, list[Answer]] = {}
    for one, telling, answer in zip(members, claim.tellings, told, strict=True):
        if answer is not None and one.source.id in claim.origins[telling.origin].first:
            found.setdefault(telling.origin, []).append(answer)
    return {origin: listed[0] for origin, listed in found.items() if all(_alike(listed[0], one) for one in listed)}


def _alike(one: Answer, other: Answer) -> bool:
    """Whether two answers can both be right: days that overlap, places near one another or one within the other."""
    first, second = one[0], other[0]
    if isinstance(first, Place) and isinstance(second, Place):
        return _near(first, second)
    if isinstance(first, tuple) and isinstance(second, tuple):
        return bool(first[0] <= second[1] and second[0] <= first[1])
    return first == second


def _near(one: Place, other: Place) -> bool:
    if one.name.casefold() == other.name.casefold():
        return True
    if one.lat is not None and one.lon is not None and other.lat is not None and other.lon is not None:
        reach = NEAR_KM + (one.radius_km or 0.0) + (other.radius_km or 0.0)
        return km_between(one, other) <= reach
    # A site may lie in the town; of two names of one kind nobody would think so.
    return (one.kind == "settlement") != (other.kind == "settlement")


def _contradicting(
    claim: Claim,
    members: Sequence[Assertion],
    kind: ConflictKind,
    answers: dict[int, Answer],
    rest: Sequence[dict[int, Answer]],
) -> Iterable[int]:
    """The origins that answer otherwise than another that agrees in all the rest, and tells the same deed."""
    by_origin: dict[int, list[Assertion]] = {}
    for one, telling in zip(members, claim.tellings, strict=True):
        by_origin.setdefault(telling.origin, []).append(one)
    for first, second in combinations(sorted(answers), 2):
        if _alike(answers[first], answers[second]):
            continue
        if any(first in row and second in row and not _alike(row[first], row[second]) for row in rest):
            continue
        if kind == "whether" or any(
            alike(acts(one.terms), acts(other.terms)) >= DEED for one in by_origin[first] for other in by_origin[second]
        ):
            yield from (first, second)


def _conflict(
    claim: Claim, members: Sequence[Assertion], kind: ConflictKind, told: Sequence[Answer | None], involved: set[int]
) -> Conflict:
    """The conflict of some origins; those that answer alike are one side."""
    groups: list[tuple[Answer, list[int]]] = []
    for number, answer in enumerate(told):
        if answer is None or claim.tellings[number].origin not in involved:
            continue
        for head, numbers in groups:
            if _alike(head, answer):
                numbers.append(number)
                break
        else:
            groups.append((answer, [number]))
    sides = []
    for answer, numbers in groups:
        rows = [members[number] for number in numbers]
        sides.append(
            Side(
                answer[1],
                tuple(dict.fromkeys(named(claim.origins[claim.tellings[number].origin]) for number in numbers)),
                tuple(dict.fromkeys(one.source.id for one in rows)),
                tuple(one.source.cite(one.span) for one in rows),
            )
        )
    sure = claim.score >= SURE
    reasons = ("told of one thing in like words",) if sure else ("the words are alike, and it may be two things",)
    return Conflict(
        f"{kind}:{'|'.join(side.cites[0].report + ':' + str(side.cites[0].span.start) for side in sides)}",
        kind,
        claim.text,
        "different" if sure else "unsure",
        independence([claim.origins[origin] for origin in sorted(involved)]),
        tuple(sides),
        reasons,
        claim.score,
    )


def _whether(one: Assertion) -> Answer | None:
    answer = "denied" if one.status in DENYING else "told" if one.status in TOLD else None
    return (answer, answer) if answer else None


TOLD = frozenset({"states", "confirms", "happened", "ongoing"})


def _day(one: Assertion) -> Answer | None:
    """The day on which its event is told to have happened, where that is told as one day."""
    found = days(one)
    if found is None or found[1] - found[0] > EXACT or one.status not in TOLD:
        return None
    return found, found[0].isoformat()


def _place(one: Assertion) -> Answer | None:
    """The town or site at which its event is placed."""
    reading = one.source.reading
    for number in one.events:
        at = reading.events[number].place
        if at is not None and reading.places[at].kind in POINTS and reading.places[at].form == "name":
            return reading.places[at], reading.places[at].name
    return None


def _who(one: Assertion) -> Answer | None:
    """The one state, group or person, known by an id, that acts in its event; of a description nobody is sure whom."""
    reading = one.source.reading
    for number in one.events:
        acting = [reading.actors[at] for at in reading.events[number].actors]
        if len({actor.id for actor in acting}) == 1 and acting[0].id:
            return acting[0].id, acting[0].name
    return None
