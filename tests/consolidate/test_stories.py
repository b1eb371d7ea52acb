"""Which reports tell of one happening."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dateline.consolidate.lines import story_rows
from dateline.consolidate.linkage import linked
from dateline.consolidate.stories import HELD, StoryIndex, stories
from dateline.knowledge import Knowledge
from dateline.model.report import Report

QUAKES = {
    "ridge-1": "A quake of magnitude 5.1 shook Calder Ridge on May 4, surveyors said. Two barns fell at Hollin.",
    "ridge-2": "Two barns collapsed in Hollin when a magnitude 5.1 quake hit Calder Ridge on May 4, the survey said.",
    "ridge-3": "Calder Ridge counts the damage of the May 4 quake: two barns at Hollin fell, Mayor Ida Stroud said.",
    "coast-1": "A quake of magnitude 6.3 shook Port Amsel on July 19, the survey said. A pier fell at Dunmere.",
    "coast-2": "A pier broke in Dunmere when a magnitude 6.3 quake hit Port Amsel on July 19, the survey said.",
    "coast-3": "Port Amsel counts the damage of the July 19 quake: the Dunmere pier gone, Governor Omar Vance said.",
}


def groups(found: list[dict[str, str]]) -> set[frozenset[str]]:
    """Stories as sets of ids."""
    by: dict[str, set[str]] = {}
    for row in found:
        by.setdefault(row["story"], set()).add(row["id"])
    return {frozenset(ids) for ids in by.values()}


def test_two_happenings_of_one_kind(knowledge: Knowledge) -> None:
    """Two earthquakes with other names, days and figures are two stories."""
    rows = list(story_rows([Report(name, text) for name, text in QUAKES.items()], knowledge))
    assert groups(rows) == {frozenset(n for n in QUAKES if n.startswith(kind)) for kind in ("ridge", "coast")}


def test_a_report_joins_or_opens(knowledge: Knowledge) -> None:
    """Online, the first report of a happening opens a story and the next one joins it."""
    index = StoryIndex(knowledge)
    joined = {name: index.add(Report(name, text)) for name, text in QUAKES.items()}
    assert joined["ridge-1"].opened
    assert joined["ridge-2"].story == "ridge-1"
    assert joined["coast-1"].opened


def test_a_story_is_named_by_its_first_report(knowledge: Knowledge, made: dict[str, Report]) -> None:
    """Every story is named by one of its reports, which is in it."""
    found = stories(made.values(), knowledge)
    assert [one.id for one in found] == list(made)
    own = {one.id: one.story for one in found}
    assert all(own[story] == story for story in own.values())


def test_the_same_report_again(knowledge: Knowledge, made: dict[str, Report]) -> None:
    """An id that comes again stays in its story."""
    index = StoryIndex(knowledge)
    first, again = index.add(made["ferry"]), index.add(made["ferry"])
    assert (first.story, again.story, len(index)) == ("ferry", "ferry", 1)


@pytest.mark.parametrize("online", [True, False])
def test_one_text_many_times_is_one_story(knowledge: Knowledge, made: dict[str, Report], online: bool) -> None:
    """Hundreds of copies of one report are one story, also beyond the size up to which stories are parted again."""
    copies = [replace(made["ferry"], id=str(n)) for n in range(3 * HELD)]
    if online:
        index = StoryIndex(knowledge)
        joined = [index.add(copy) for copy in copies]
        assert [one.story for one in joined] == ["0"] * len(copies)
        assert not any(one.moved for one in joined[HELD + 1 :])
    else:
        assert {row["story"] for row in story_rows(copies, knowledge)} == {"0"}


def test_a_large_story_is_not_formed_anew(knowledge: Knowledge, made: dict[str, Report]) -> None:
    """A report that is somewhat like a large story and like a small one moves none of the large one."""
    index = StoryIndex(knowledge)
    for n in range(HELD + 5):
        index.add(replace(made["quarry"], id=f"q{n}"))
    index.add(replace(made["ferry"], id="f"))
    found = index.add(replace(made["blend"], id="b"))
    assert not [one for one in found.moved if one.id.startswith("q")]
    assert len({one.story for one in index.stories() if one.id.startswith("q")}) == 1


def test_what_a_person_says_holds_for_large_stories(knowledge: Knowledge, made: dict[str, Report]) -> None:
    """Two reports that a person parts stay parted when more reports come and when all is formed anew."""
    index = StoryIndex(knowledge)
    for n in range(HELD + 5):
        index.add(replace(made["quarry"], id=f"q{n}"))
    index.add(replace(made["trimmed"], id="t"))
    index.judge([("q0", "t", False)])
    index.add(replace(made["paraphrase"], id="p"))
    assert index.story("t") != index.story("q0")
    index.settle()
    assert index.story("t") != index.story("q0")
    index.judge([("q0", "t", True)])
    index.settle()
    assert index.story("t") == index.story("q0")


@pytest.mark.parametrize("text", ["", "...", "\ud800", "7", "é" * 5000])
def test_bad_texts_stand_alone(knowledge: Knowledge, made: dict[str, Report], text: str) -> None:
    """A report without words, or dated beyond all calendars, is a story of its own."""
    odd = Report("odd", text, published="9999-12-31T23:59:59-14:00", url="http://x/0000/99/99")
    assert stories([made["ferry"], odd], knowledge)[1].story == "odd"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.text(max_size=60), max_size=8))
def test_every_report_has_one_story(knowledge: Knowledge, listed: list[str]) -> None:
    """Each report gets exactly one line, in the order in which they came."""
    reports = [Report(str(number), text) for number, text in enumerate(listed)]
    assert [row["id"] for row in story_rows(reports, knowledge)] == [report.id for report in reports]


@given(some.dictionaries(some.tuples(some.integers(0, 9), some.integers(0, 9)), some.floats(0, 1), max_size=30))
def test_linkage_parts_the_nodes(edges: dict[tuple[int, int], float]) -> None:
    """Groups part the nodes, and without edges each node stands alone."""
    found = linked(range(10), edges, 0.5)
    assert sorted(node for group in found for node in group) == list(range(10))
    assert linked(range(10), {}, 0.5) == [[node] for node in range(10)]
