"""Who copied whom, on reports of the tests' own."""

from __future__ import annotations

import csv
import json
import time
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dateline.clean import clean
from dateline.consolidate.lineage import ALSO, COMPARED, Comparer, LineageIndex, lineage, reversed_edge
from dateline.consolidate.lines import lineage_rows
from dateline.knowledge import Knowledge
from dateline.model.lineage import Edge
from dateline.model.report import Page, Report
from dateline.samples import sample_manifest
from tests.consolidate.conftest import CASES

texts = some.one_of(some.text(max_size=200), some.sampled_from(sorted(CASES["texts"].values())))
quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def judged(comparer: Comparer, a: Report, b: Report) -> Edge:
    """The edge of two reports."""
    return comparer.judge(comparer.candidate(a), comparer.candidate(b))


@pytest.mark.parametrize("case", CASES["pairs"], ids=lambda case: f"{case['a']}-{case['b']}")
def test_relation(comparer: Comparer, made: dict[str, Report], case: dict[str, str]) -> None:
    """Trimmed copies, paraphrases, blends, shared quotations and shared boilerplate are told apart."""
    edge = judged(comparer, made[case["a"]], made[case["b"]])
    assert edge.relation == case["relation"]
    assert edge.direction == case.get("direction", edge.direction)


def test_passages_are_spans_of_both_texts(comparer: Comparer, made: dict[str, Report]) -> None:
    """A passage of the same words shows the same words on both sides, spelling aside."""
    edge = judged(comparer, made["trimmed"], made["quarry"])
    first = edge.passages[0]
    assert first.kind == "same"
    assert first.a.of(made["trimmed"].text)[:50] == first.b.of(made["quarry"].text)[:50]


def test_later_copy_is_found_before_its_origin_comes(made: dict[str, Report], knowledge: Knowledge) -> None:
    """The direction does not hang on which report came in first."""
    edge = lineage([made["trimmed"], made["quarry"]], knowledge)[0]
    assert (edge.a, edge.direction) == ("quarry", "b_from_a")


def test_clients_of_one_agency_have_a_common_source(comparer: Comparer, made: dict[str, Report]) -> None:
    """Neither of two papers with one agency's tag is the origin, whichever came first."""
    papers = [
        replace(made["quarry"], id=name, publisher=f"The {name} Post", published=f"2024-06-0{day}")
        for name, day in (("North", 3), ("South", 4))
    ]
    assert judged(comparer, *papers).direction == "common_source"


def test_a_later_state_of_a_page_is_from_the_earlier(comparer: Comparer, made: dict[str, Report]) -> None:
    """Of two reports by one publisher the later one has its text from the earlier."""
    early = replace(made["ferry"], id="early", published="2024-10-04T08:00:00Z")
    late = replace(made["ferry"], id="late", published="2024-10-04T12:00:00+00:00", text=made["ferry"].text + "\nOn.")
    assert judged(comparer, late, early).direction == "a_from_b"


def test_one_report_a_thousand_times(made: dict[str, Report], knowledge: Knowledge) -> None:
    """A report that comes a thousand times is compared with the first of them only, and quickly."""
    index = LineageIndex(knowledge)
    began = time.perf_counter()
    edges = [edge for n in range(1000) for edge in index.add(replace(made["ferry"], id=str(n)))]
    assert {(edge.b, edge.relation) for edge in edges} == {("0", "copy")}
    assert index.comparisons == 999
    assert time.perf_counter() - began < 15


def test_one_report_edited_many_times(made: dict[str, Report], knowledge: Knowledge) -> None:
    """Of many reports that are nearly one, each is held against a few, and all hang together by that."""
    index, text = LineageIndex(knowledge), made["quarry"].text
    copies = [replace(made["quarry"], id=f"{n:03}", text=text.replace("eleven", str(n + 12), 1)) for n in range(40)]
    edges = [edge for copy in copies for edge in index.add(copy)]
    assert {edge.relation for edge in edges} == {"copy"}
    assert {edge.a for edge in edges} == {copy.id for copy in copies[1:]}
    assert len(edges) <= (COMPARED + ALSO) * len(copies)


@pytest.mark.parametrize("text", ["", " \n\n", "...", "\ud800", "a", "é" * 5000, '"' * 3000, "12 " * 3000])
def test_bad_texts(made: dict[str, Report], knowledge: Knowledge, text: str) -> None:
    """An empty body, a lone word or marks without words are independent of a report."""
    odd = Report("odd", text, url="http://[", published="9999-12-31T23:59:59-14:00")
    assert lineage([made["quarry"], odd], knowledge) == []


def test_dates_in_the_future_change_no_relation(comparer: Comparer, made: dict[str, Report]) -> None:
    """What a report says of its own date does not make it another text."""
    edge = judged(comparer, replace(made["trimmed"], published="2999-01-01"), made["quarry"])
    assert edge.relation == "copy"


@quick
@given(text=texts)
def test_a_text_is_a_copy_of_itself(comparer: Comparer, text: str) -> None:
    """Where a report has words enough to be compared, its twin is a copy."""
    if len(comparer.candidate(Report("a", text)).prepared.words) < 5:
        return
    assert judged(comparer, Report("a", text), Report("b", text)).relation == "copy"


@quick
@given(one=texts, other=texts)
def test_the_relation_is_the_same_from_both_sides(comparer: Comparer, one: str, other: str) -> None:
    """Changing the reports over changes the direction over and nothing else."""
    a, b = Report("a", one), Report("b", other)
    assert judged(comparer, a, b) == reversed_edge(judged(comparer, b, a))


@quick
@given(one=texts, other=texts)
def test_every_passage_is_a_span(comparer: Comparer, one: str, other: str) -> None:
    """No passage reaches beyond its text."""
    for passage in judged(comparer, Report("a", one), Report("b", other)).passages:
        assert passage.a.end <= len(one)
        assert passage.b.end <= len(other)


def test_the_sample_story(knowledge: Knowledge) -> None:
    """Every copy and retelling of the sample is found, and nothing else has a direction."""
    with sample_manifest() as path:
        reports = [clean(_page(json.loads(line))) for line in path.read_text(encoding="utf-8").splitlines()]
    table = (files("dateline.samples") / "lineage.tsv").read_text(encoding="utf-8").splitlines()
    expected = {(row["report"], row["from"], row["relation"]) for row in csv.DictReader(table, delimiter="\t")}
    actual = set()
    for row in lineage_rows(reports, knowledge):
        if row["direction"] != "common_source":
            pair = (row["a"], row["b"]) if row["direction"] == "a_from_b" else (row["b"], row["a"])
            actual.add((*pair, row["relation"]))
    assert actual == expected


def _page(row: dict[str, str]) -> Page:
    body = row.get("html") or row["text"]
    media = "text/html" if "html" in row else "text/plain"
    given = {key: row.get(key) for key in ("id", "text", "url", "title", "published", "publisher")}
    return Page(row["id"], body.encode(), media, **given)
