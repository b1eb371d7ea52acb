"""What several reports claim in words: a claim with its tellings, its origins, and whether they agree."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.consolidate.assertions import Assertion
from dateline.consolidate.gathering import days
from dateline.consolidate.origins import Ancestry, Voices, independence, origins, summary
from dateline.model.consolidated import Agreement, Claim, Telling

DENYING = frozenset({"denies", "denied"})


def claimed(members: Sequence[Assertion], score: float, ancestry: Ancestry, voices: Voices) -> Claim:
    """The claim that assertions make up, which are alike by `score`; its tellings are in their order."""
    who, place = origins(members, ancestry, voices)
    reports = {one.source.id for one in members}
    first = min(
        (number for number, one in enumerate(members) if one.source.id in who[place[number]].first),
        key=lambda number: (place[number], members[number].source.published or "9", members[number].id),
        default=0,
    )
    apart = independence(who)
    tellings = tuple(_telling(one, place[number]) for number, one in enumerate(members))
    head = members[first]
    return Claim(
        head.id,
        "event" if any(one.events for one in members) else "said",
        " ".join(head.words.split()),
        None,
        summary(len(reports), who, apart),
        apart,
        _agreement(tellings),
        tuple(who),
        tellings,
        round(score, 3),
    )


def _telling(one: Assertion, origin: int) -> Telling:
    said, when = one.statement, days(one)
    return Telling(
        one.source.cite(one.span),
        origin,
        one.source.report.published,
        one.source.cite(said.source[0]) if said and said.source else None,
        one.status,
        earliest=when[0].isoformat() if when else None,
        latest=when[1].isoformat() if when else None,
    )


def _agreement(tellings: Sequence[Telling]) -> Agreement:
    if len({told.cite.report for told in tellings}) < 2:
        return "single"
    denied = {told.status in DENYING for told in tellings}
    by_origin = {told.origin: told.status in DENYING for told in tellings}
    return "conflict" if len(denied) > 1 and len(set(by_origin.values())) > 1 else "same"
