"""Consolidating a store: report by report or all at once, stopped and taken up, and with reports that say nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dateline.corpus.again import Again
from dateline.corpus.consolidate import Consolidation, consolidate
from dateline.knowledge import Knowledge
from dateline.model.errors import NoSuchReport, StoreError
from dateline.model.event import QUADS, Event
from dateline.model.judgement import Judgement
from dateline.model.reading import Reading
from dateline.model.report import Furniture, Page, Report
from dateline.model.text import Span
from dateline.model.tokens import Sentence
from dateline.store import Store, open_store
from dateline.store.judging import Judging

FLOOD = (
    "Five villages along the Oster were flooded on Tuesday after a dam at Kelham broke, the water board said. "
    "Some 400 people were taken to a school in Marbury, and two bridges were closed. "
    "The board had warned in March that the dam was cracked. Nobody was hurt, it said."
)
FIRE = "A fire burned down the covered market of Dunmere on Friday night. Its 60 stalls were insured, the town said."
FOOT = "All rights reserved. Sign up for our morning letter and follow us for more."


@pytest.fixture
def store(tmp_path: Path) -> Any:
    opened = open_store(str(tmp_path / "s.sqlite"))
    yield opened
    opened.close()


def add(store: Store, id: str, text: str, published: str | None = "2024-05-02", **more: Any) -> None:
    report = Report(id, text, published=published, publisher=more.pop("publisher", f"The {id} Post"), **more)
    sentences = (Sentence(Span(0, len(text)), 0, 0, 0, False),) if text else ()
    with store.writer() as writer:
        writer.add(
            Reading(report, sentences=sentences), Page(id, text.encode("utf-8", "replace"), "text/plain", fetched="x")
        )


def told(store: Store) -> tuple[Any, ...]:
    """What the store says together, without what depends on when."""
    total, rows = store.view.stories()
    edges = sorted((row["a"], row["b"], row["relation"], row["direction"]) for row in store.view.lineage())
    return total, sorted(tuple(row["reports"]) for row in rows), edges


def test_one_by_one_is_all_at_once(tmp_path: Path, knowledge: Knowledge) -> None:
    """A store that is opened and consolidated for each report says what one says that is consolidated once."""
    rows = [("a", FLOOD), ("b", FLOOD[:190]), ("c", FIRE), ("d", FLOOD + " " + FIRE), ("e", FIRE)]
    at_once = open_store(str(tmp_path / "once.sqlite"))
    for id, text in rows:
        add(at_once, id, text)
        step = open_store(str(tmp_path / "steps.sqlite"))
        add(step, id, text)
        consolidate(step, knowledge)
        step.close()
    consolidate(at_once, knowledge)
    step = open_store(str(tmp_path / "steps.sqlite"))
    assert told(step) == told(at_once)
    assert told(step)[0] >= 2


def test_boilerplate_is_nothing_in_common(store: Store, knowledge: Knowledge) -> None:
    """Two reports that share only the foot of their pages have nothing to do with each other."""
    for id, text in (("a", FLOOD), ("b", FIRE)):
        whole = f"{text} {FOOT}"
        add(store, id, whole, furniture=(Furniture(Span(len(text) + 1, len(whole)), "boilerplate"),))
    consolidate(store, knowledge)
    assert told(store)[::2] == (2, [])


def test_one_report_many_times(store: Store, knowledge: Knowledge) -> None:
    """A report that comes a hundred times is one story, each copy is told once, and few are compared."""
    for number in range(100):
        add(store, f"r{number}", FLOOD)
    done = consolidate(store, knowledge)
    assert (done.reports, done.edges) == (100, 99)
    assert told(store)[0] == 1


@pytest.mark.parametrize("text", ["", " ", "...", "7", "\u200b" * 50, "é" * 3000])
def test_reports_that_say_nothing(store: Store, knowledge: Knowledge, text: str) -> None:
    """Empty and wordless reports, undated or of the year 9999, stand alone and disturb nothing."""
    add(store, "odd", text, published="9999-12-31")
    add(store, "odder", text, published=None)
    add(store, "a", FLOOD)
    consolidate(store, knowledge)
    assert store.view.story("a")["reports"] == ["a"]
    assert store.view.story("odd")["conflicts"] == []


def test_a_new_version_is_compared_anew(store: Store, knowledge: Knowledge) -> None:
    """A page that was changed keeps its story, tells its changes, and its earlier edges stay in the store."""
    add(store, "a", FLOOD)
    add(store, "b", FLOOD)
    consolidate(store, knowledge)
    add(store, "a", FIRE)
    consolidate(store, knowledge)
    assert store.view.lineage() == []
    assert [one["kind"] for one in store.view.changes("a")["changes"]] == ["added", "removed"]
    with pytest.raises(NoSuchReport):
        store.view.changes("b")


def test_a_judgement_of_lineage(store: Store, knowledge: Knowledge) -> None:
    """A person who says that two reports are no copies is shown beside the edge; who takes it back is not."""
    add(store, "a", FLOOD)
    add(store, "b", FLOOD)
    consolidate(store, knowledge)
    with store.writer() as writer:
        key = writer.judge(Judgement("a", "b", "lineage", "different", None, ("I asked",), "A. Reader", "2024-06-01"))
    assert [row["judged"]["verdict"] for row in store.view.lineage("b")] == ["different"]
    with store.writer() as writer:
        writer.take_back(key, "A. Reader", "2024-06-02")
    assert [row["judged"] for row in store.view.lineage("b")] == [None]
    with store.writer() as writer, pytest.raises(StoreError, match="no judgement"):
        writer.take_back(999, "A. Reader", "2024-06-02")


def test_what_is_not_there(store: Store, knowledge: Knowledge) -> None:
    """An empty store has no stories; an unknown report has none."""
    assert consolidate(store, knowledge).reports == 0
    assert store.view.stories() == (0, [])
    assert (store.view.claims(), store.view.conflicts(), store.view.incidents(), store.view.series()) == (
        [],
        [],
        [],
        [],
    )
    with pytest.raises(NoSuchReport):
        store.view.story("nobody")


def test_incidents_are_joined_and_taken_apart_by_hand(store: Store, knowledge: Knowledge) -> None:
    """Two events that a person says are one are one incident, and none of it when it is taken back; what is said of a
    wider trigger, or of what the person edited or rejected, counts for the event as it is read now."""
    texts = ("The mayor met the fishers in Kelham on Tuesday.", "Rebels met a delegation in Marbury in the spring.")
    for id, text in zip("ab", texts, strict=True):
        add_event(store, id, text, span=(text.index("met"), 3))
    consolidate(store, knowledge)

    def parted() -> list[int]:
        return sorted(len(one["parts"]) for one in store.view.incidents())

    assert parted() == [1, 1]
    ids = [one["parts"][0]["id"] for one in store.view.incidents()]
    judging = Judging(store, Again(store, lambda: knowledge))
    number = judging.judge(Judgement(ids[0], ids[1], "incident", "same", None, (), "Ada", "2024-06-01"))
    assert judging.wait(20)
    both = store.view.incidents("a")
    assert (parted(), [one["author"] for one in both[0]["judged"]]) == ([2], ["Ada"])
    add_event(store, "a", texts[0], span=(texts[0].index("mayor"), 9), maker="2")
    consolidate(store, knowledge)
    assert parted() == [2]
    judging.take_back(number, "Ada", "2024-06-02")
    assert judging.wait(20)
    assert parted() == [1, 1]
    of = store.view.uncertain()[0]["id"]
    judging.judge(Judgement(of, of, "event", "different", None, (), "Ada", "2024-06-03"))
    assert judging.wait(20)
    assert parted() == [1]


def add_event(store: Store, id: str, text: str, *, span: tuple[int, int], maker: str = "1") -> None:
    """A report with one event, each of its lines a sentence."""
    report = Report(id, text, published="2024-05-02", publisher=f"The {id} Post")
    event = Event(Span(span[0], sum(span)), "CONSULT", QUADS["CONSULT"], score=0.5)
    lines = [Span(one.start(), one.end()) for one in re.finditer("[^\n]+", text)]
    sentences = tuple(Sentence(span, 0, 0, number, False) for number, span in enumerate(lines))
    with store.writer() as writer:
        writer.add(
            Reading(report, sentences=sentences, events=(event,), makers={"events": maker}),
            Page(id, text.encode(), "text/plain"),
        )


TOLD = (
    "Water minister Ada Lind met engineers in Kelham.\nThe dam at Kelham broke on Tuesday, the water board said.",
    "Two teachers of Marbury met over pay on Friday.\nA school bus went off a bridge there, and nobody was hurt.",
    "The fishers of Oster met their harbour master.\nIts ferry lies idle since the captain left for the museum.",
)


def tell(store: Store, number: int) -> None:
    """One of many reports of a few happenings, each with something of its own."""
    text = TOLD[number % len(TOLD)]
    add_event(store, f"r{number:03}", f"{text}\nReader {number} sent a cake.", span=(text.index("met"), 3))


def items(store: Store) -> tuple[list[set[str]], list[set[str]]]:
    """The reports of each claim and of each incident that more than one tells."""
    claims = ({one["cite"]["report"] for one in row["tellings"]} for row in store.view.claims())
    incidents = ({one["cite"]["report"] for one in row["parts"]} for row in store.view.incidents())
    return sorted((one for one in claims if len(one) > 1), key=sorted), sorted(incidents, key=sorted)


def test_a_growing_context_says_what_one_says_that_is_made_at_once(
    tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept at hand from run to run, also when a page changes, comes to what a process finds that keeps nothing;
    a run that is stopped among the reports, or before all contexts are made, is taken up again."""
    monkeypatch.setattr("dateline.corpus.consolidate.WHOLE", 6)
    grown, whole = (open_store(str(tmp_path / name)) for name in ("grown.sqlite", "whole.sqlite"))
    running = Consolidation(grown, knowledge)
    for number in range(16):
        tell(grown, number)
        tell(whole, number)
        if number in (9, 12, 15):
            running.run()
    for stop in (7, 16):
        left = iter(range(stop))
        with pytest.raises(StopIteration):
            consolidate(whole, knowledge, left.__next__)
    consolidate(whole, knowledge)
    assert (told(grown), items(grown)) == (told(whole), items(whole))
    assert any(len(one) > 2 for one in items(grown)[0])
    for store in (grown, whole):
        add_event(store, "r004", "A choir from Oster sang in Dunmere.", span=(18, 4))
    running.run()
    consolidate(whole, knowledge)
    assert items(grown) == items(whole)
