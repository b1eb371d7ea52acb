"""Which coded events are one event in the world, and what a person says of that."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dateline.consolidate.incidents import incidents
from dateline.consolidate.likeness import Terming
from dateline.consolidate.lineage import Comparer
from dateline.consolidate.linkage import linked
from dateline.consolidate.origins import Ancestry, Voices
from dateline.knowledge import Knowledge
from dateline.model.judgement import Judgement
from tests.consolidate.marked import actor, event, place, reading, sources, time


def raid(id: str, text: str, who: str, where: str, on: str, day: str, act: str = "raided") -> Any:
    return reading(
        id,
        text,
        actors=(actor(text, who, id=f"group:{who.casefold()}"),),
        places=(place(text, where, "ML", "settlement"),),
        times=(time(text, on, day),),
        events=(event(text, act, "ASSAULT", actors=(0,), place=0, time=0),),
    )


SAME = (
    raid("north", "JNIM fighters raided the post at Gao on Monday.", "JNIM", "Gao", "Monday", "2024-04-29"),
    raid("south", "The post at Gao was raided by JNIM on April 29.", "JNIM", "Gao", "April 29", "2024-04-29"),
)
OTHERS = {
    "day": raid("other", "JNIM fighters raided the post at Gao on April 2.", "JNIM", "Gao", "April 2", "2024-04-02"),
    "who": raid("other", "Gunmen of ISGS raided a market in Gao on Monday.", "ISGS", "Gao", "Monday", "2024-04-29"),
}


def groups(knowledge: Knowledge, comparer: Comparer, *readings: Any, judged: Any = None) -> list[set[str]]:
    listed = sources(comparer, *readings)
    found, _ = incidents(listed, Ancestry(()), Voices(knowledge), Terming(knowledge), judged)
    return [{part.cite.report for part in one.parts} for one in found]


def test_two_reports_of_one_raid(knowledge: Knowledge, comparer: Comparer) -> None:
    """The same act by the same group, at the same place on the same day, is one incident in whatever words."""
    assert groups(knowledge, comparer, *SAME) == [{"north", "south"}]


@pytest.mark.parametrize("kind", OTHERS)
def test_another_raid(knowledge: Knowledge, comparer: Comparer, kind: str) -> None:
    """Another day, or another group, is another incident."""
    assert {"other"} in groups(knowledge, comparer, *SAME, OTHERS[kind])


def test_a_person_parts_and_joins(knowledge: Knowledge, comparer: Comparer) -> None:
    """What a person says of two events stands above what is found."""
    one, other = "north@1#14-20", "south@1#20-26"
    said = Judgement(one, other, "incident", "different", None, (), "A. Reader", "2024-06-01T00:00:00+00:00")
    assert groups(knowledge, comparer, *SAME, judged={(one, other): said}) == [{"north"}, {"south"}]


PAIRS = some.sets(
    some.tuples(some.integers(0, 7), some.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]), max_size=8
)


@given(
    some.dictionaries(some.tuples(some.integers(0, 7), some.integers(0, 7)), some.floats(0, 1), max_size=20),
    PAIRS,
    PAIRS,
)
def test_what_must_be_together_and_apart(
    edges: dict[tuple[int, int], float], together: set[tuple[int, int]], apart: set[tuple[int, int]]
) -> None:
    """Pairs that must be together are; pairs that must be apart are, where nothing that must be together joins them."""
    found = linked(range(8), edges, 0.5, together=together, apart=apart)
    home = {node: number for number, group in enumerate(found) for node in group}
    assert all(home[a] == home[b] for a, b in together)
    joined = {
        node: number for number, group in enumerate(linked(range(8), {}, 0.5, together=together)) for node in group
    }
    assert all(home[a] != home[b] for a, b in apart if joined[a] != joined[b])
