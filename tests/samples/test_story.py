"""What the sample story is made to show: who copied whom, origins, conflicts, revisions, and nothing else."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from dateline import samples
from dateline.corpus.consolidate import Consolidated, consolidate
from dateline.knowledge import Knowledge
from dateline.model.judgement import Judgement
from dateline.store import Store


def table(name: str) -> list[dict[str, str]]:
    text = (files(samples) / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))


LINEAGE, PLANTED = table("lineage.tsv"), table("planted.tsv")


def planted(*kinds: str) -> set[tuple[str, ...]]:
    return {
        (row["kind"], row["verdict"], row["about"], *row["says"].split("|")) for row in PLANTED if row["kind"] in kinds
    }


def cites(value: Any) -> Iterator[dict[str, Any]]:
    """All cites in plain values."""
    if isinstance(value, dict):
        if {"report", "version", "words"} <= value.keys():
            yield value
        for one in value.values():
            yield from cites(one)
    elif isinstance(value, list):
        for one in value:
            yield from cites(one)


def test_every_edge_and_no_other(story: Store) -> None:
    """Each copy and rewriting that was planted is found, in its direction; other edges join copies of one report."""
    found = set()
    parents: dict[str, set[str]] = {}
    for row in LINEAGE:
        parents.setdefault(row["report"], set()).add(row["from"])
    for edge in story.view.lineage():
        if edge["direction"] == "common_source":
            assert parents[edge["a"]] & parents[edge["b"]]
            continue
        child, parent = (edge["a"], edge["b"]) if edge["direction"] == "a_from_b" else (edge["b"], edge["a"])
        found.add((child, parent, edge["relation"]))
    assert found == {(row["report"], row["from"], row["relation"]) for row in LINEAGE}


def test_ten_reports_have_three_origins(story: Store) -> None:
    """The claim of the day is told by ten reports, and goes back to unnamed officials of one country three times."""
    claim = next(one for one in story.view.claims(story="worlddesk-0504-airbase") if one["kind"] == "event")
    assert claim["summary"] == (
        "10 reports, 3 origins, all unnamed U.S. officials; whether they are independent is not known"
    )
    assert {tuple(one["through"]) for one in claim["origins"]} == {
        ("Meridian Press Agency",),
        ("Continental Wire",),
        ("Northline News",),
    }
    assert sum(len(one["reports"]) for one in claim["origins"]) == 10


def test_one_person_is_one_origin(story: Store) -> None:
    """Who speaks on the record through two papers, once named and once described, is one origin."""
    claim = next(one for one in story.view.claims() if (one["about"] or "").endswith("who left"))
    assert [one["name"] for one in claim["origins"]] == ["Maman Sani Kiaou"]
    assert claim["agreement"] == "same"


def test_differently_precise_figures_agree(story: Store) -> None:
    """`more than $100 million` and `$110 million` are no conflict."""
    claim = next(one for one in story.view.claims() if (one["about"] or "").startswith("cost of the base"))
    assert (claim["agreement"], len(claim["origins"])) == ("compatible", 2)


def test_every_conflict_and_no_other(story: Store) -> None:
    """Each contradiction that was planted is found with all its sides, and nothing else is called one."""
    found = {
        (one["kind"], one["verdict"], one["about"], *(side["says"] for side in one["sides"]))
        for one in story.view.conflicts()
    }
    assert found == planted("number", "distance", "count", "date", "place", "who", "whether", "weekday", "future")


def test_every_revision_and_no_other(story: Store) -> None:
    """A figure that one publisher told anew is a series over time."""
    found = {
        ("revision", "same", one["about"], *(point["says"] for point in one["points"])) for one in story.view.series()
    }
    assert found == planted("revision")


def test_what_the_changed_page_says_now(story: Store) -> None:
    """Of the page that came twice: two attributions changed, two sentences added, none removed."""
    changes = story.view.changes("northline-0502-airbase")["changes"]
    assert [one["kind"] for one in changes] == ["changed", "changed", "added", "added"]
    found = {
        ("change", "same", "northline-0502-airbase", detail["before"]["words"], detail["after"]["words"])
        for one in changes
        for detail in one["details"]
        if detail["kind"] == "attribution"
    }
    assert found == planted("change")


def test_every_line_walks_back_to_words(story: Store) -> None:
    """What is cited stands in the report where the cite says, in every list of every story."""
    total, rows = story.view.stories()
    text_of = cache(lambda report, version: story.view.reading(report, version)["text"])
    seen = 0
    for row in rows:
        for cite in cites(story.view.story(row["id"])):
            text = text_of(cite["report"], cite["version"])
            assert text[cite["start"] : cite["end"]] == cite["words"] != ""
            seen += 1
    assert total == len(rows)
    assert seen > 500


def test_a_report_on_another_topic_stands_alone(story: Store) -> None:
    """The bridge has nothing to do with the rest."""
    row = story.view.story("harbourgazette-0503-bridge")
    assert (row["reports"], row["lineage"], row["conflicts"]) == (["harbourgazette-0503-bridge"], [], [])


def test_the_story_at_a_glance(story: Store) -> None:
    """The headline is that of the report that most others were made of; days, places and actors are told."""
    row = story.view.story("worlddesk-0504-airbase")
    assert row["headline_of"] == "mpa-0502-airbase"
    assert (row["publishers"], row["latest"]) == (10, "2024-05-04")
    assert {"Niamey", "Niger"} <= {one["name"] for one in row["places"]}
    assert {"Niger", "Russia", "United States"} <= {one["name"] for one in row["actors"]}


def test_an_incident_is_told_by_several(story: Store) -> None:
    """The hand-over of a base is one event, told by two reports that have nothing from each other."""
    told = [{part["cite"]["report"] for part in one["parts"]} for one in story.view.incidents()]
    assert {"sahelcourier-0708-handover", "dailyledger-0708-handover"} in told


def test_nothing_new_is_nothing_done(story: Store, knowledge: Knowledge) -> None:
    """A second run compares nothing and changes nothing."""
    assert consolidate(story, knowledge) == Consolidated(0, 0, 0, 0)


@pytest.mark.parametrize("verdict", ["different", "same"])
def test_a_persons_word_stands_until_taken_back(story: Store, knowledge: Knowledge, verdict: str) -> None:
    """Two reports that a person parts or joins are apart or together, whatever is found, until it is taken back."""
    one = "worlddesk-0504-airbase"
    other = {"different": "northline-0502-airbase", "same": "harbourgazette-0503-bridge"}[verdict]

    def together() -> bool:
        return bool(story.view.story(one)["id"] == story.view.story(other)["id"])

    before = together()
    said = Judgement(one, other, "story", verdict, None, (), "A. Reader", "2024-06-01T00:00:00+00:00")  # type: ignore[arg-type]
    with story.writer() as writer:
        key = writer.judge(said)
    consolidate(story, knowledge)
    assert (before, together()) == (verdict == "different", verdict == "same")
    consolidate(story, knowledge)
    assert together() == (verdict == "same")
    with story.writer() as writer:
        writer.take_back(key, "A. Reader", "2024-06-02T00:00:00+00:00")
    consolidate(story, knowledge)
    assert together() == before
