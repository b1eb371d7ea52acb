"""Claims on which origins contradict each other beside figures: on which day, where, who did it, and whether at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from dateline.consolidate.assertions import Assertion
from dateline.consolidate.claims import DENYING
from dateline.consolidate.gathering import days
from dateline.consolidate.origins import independence, named
from dateline.model.consolidated import Claim, Conflict, ConflictKind, Side

EXACT = timedelta(days=1)
"""A time this long or shorter is told as a day."""
SURE = 0.55
"""Likeness of a claim from which its tellings are surely of one thing."""
POINTS = frozenset({"settlement", "airport", "base", "landmark"})


def disputes(found: Sequence[tuple[Claim, list[Assertion]]]) -> list[Conflict]:
    """The conflicts within claims that several origins tell."""
    listed: list[Conflict] = []
    for claim, members in found:
        if len(claim.origins) < 2:
            continue
        listed += _split(claim, members, "whether", _whether)
        if claim.kind == "event":
            listed += _split(claim, members, "date", _day)
            listed += _split(claim, members, "place", _place)
            listed += _split(claim, members, "who", _who)
    return listed


def _split(
    claim: Claim, members: Sequence[Assertion], kind: ConflictKind, tell: Callable[[Assertion], str | None]
) -> Iterable[Conflict]:
    """A conflict where first-hand tellings of different origins answer differently; one origin may answer only once."""
    answers: dict[str, list[int]] = {}
    by_origin: dict[int, set[str]] = {}
    for number, one in enumerate(members):
        origin = claim.tellings[number].origin
        answer = tell(one)
        if answer is None:
            continue
        if one.source.id in claim.origins[origin].first:
            by_origin.setdefault(origin, set()).add(answer)
        answers.setdefault(answer, []).append(number)
    clear = {origin: next(iter(told)) for origin, told in by_origin.items() if len(told) == 1}
    if len(set(clear.values())) < 2:
        return
    sides = []
    for answer in dict.fromkeys(clear.values()):
        numbers = [number for number in answers[answer] if claim.tellings[number].origin in clear]
        rows = [members[number] for number in numbers]
        sides.append(
            Side(
                answer,
                tuple(dict.fromkeys(named(claim.origins[claim.tellings[number].origin]) for number in numbers)),
                tuple(dict.fromkeys(one.source.id for one in rows)),
                tuple(one.source.cite(one.span) for one in rows),
            )
        )
    sure = claim.score >= SURE
    reasons = ("told of one thing in like words",) if sure else ("the words are alike, and it may be two things",)
    yield Conflict(
        f"{kind}:{'|'.join(side.cites[0].report + ':' + str(side.cites[0].span.start) for side in sides)}",
        kind,
        claim.text,
        "different" if sure else "unsure",
        independence([claim.origins[origin] for origin in clear]),
        tuple(sides),
        reasons,
        claim.score,
    )


def _whether(one: Assertion) -> str | None:
    return "denied" if one.status in DENYING else "told" if one.status in TOLD else None


TOLD = frozenset({"states", "confirms", "happened", "ongoing"})


def _day(one: Assertion) -> str | None:
    """The day on which its event is told to have happened, where that is told as one day."""
    found = days(one)
    if found is None or found[1] - found[0] > EXACT or one.status not in TOLD:
        return None
    return found[0].isoformat()


def _place(one: Assertion) -> str | None:
    """The town or site at which its event is placed."""
    reading = one.source.reading
    for number in one.events:
        at = reading.events[number].place
        if at is not None and reading.places[at].kind in POINTS and reading.places[at].form == "name":
            return reading.places[at].name
    return None


def _who(one: Assertion) -> str | None:
    """The one state, group or person, known by an id, that acts in its event; of a description nobody is sure whom."""
    reading = one.source.reading
    for number in one.events:
        acting = [reading.actors[at] for at in reading.events[number].actors]
        if len({actor.id for actor in acting}) == 1 and acting[0].id:
            return acting[0].name
    return None
