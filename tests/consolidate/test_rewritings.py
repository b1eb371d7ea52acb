"""Whom a report has its text from, where somebody took pains that it should not be seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.consolidate.lineage import Candidate, Comparer, reversed_edge
from dateline.model.report import Report
from tests.consolidate.retold import PARTS, Label, happening, happenings

TOLD: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("rewritings.yaml").read_text(encoding="utf-8"))
AGENCIES = {"grain": "Coastal Newswire", "water": "Inland Press"}
HOW = {
    "trimmed": ("copy", "a_from_b"),
    "edited": ("copy|derived", "a_from_b"),
    "rewritten": ("derived", "a_from_b"),
    "blend": ("derived", "a_from_b"),
    "witness": ("independent", "unclear"),
}
"""A copy of which every sentence was touched is on the border: of the two here, one is taken for a rewriting."""


def report(happening: str, kind: str) -> Report:
    """A telling: the original by its agency, the others by a paper each, two days later."""
    publisher = AGENCIES[happening] if kind == "original" else f"The {kind.title()} Post"
    day = 4 if kind == "original" else 6
    return Report(f"{happening}-{kind}", TOLD[happening][kind], publisher=publisher, published=f"2024-05-{day:02}")


@pytest.mark.parametrize("happening", TOLD)
@pytest.mark.parametrize("kind", HOW)
def test_a_telling_and_its_original(comparer: Comparer, happening: str, kind: str) -> None:
    """Trimmed and edited copies, rewritings and blends of two agencies' texts lead back to them; a witness does not."""
    telling, original = (comparer.candidate(report(happening, one)) for one in (kind, "original"))
    edge = comparer.judge(telling, original)
    relation, direction = HOW[kind]
    assert edge.relation in relation.split("|"), edge.reasons
    assert edge.direction == direction, edge.reasons
    other = next(one for one in TOLD if one != happening)
    away = comparer.judge(telling, comparer.candidate(report(other, "original")))
    assert away.relation == ("derived" if kind == "blend" else "independent")


SAME_TEXT = ("copy", "derived")
HAPPENINGS = ("clash", "mutiny")
"""Two of the development part; of the second nothing tells who published what, and when."""
RETOLD = [label for name in HAPPENINGS for label in happening("development", name).labels]


@pytest.fixture(scope="module")
def retold(comparer: Comparer) -> dict[str, Candidate]:
    """The tellings of `RETOLD` by id, ready to be compared."""
    reports = [report for name in HAPPENINGS for report in happening("development", name).reports.values()]
    return {report.id: comparer.candidate(report) for report in reports}


@pytest.mark.parametrize("label", RETOLD, ids=lambda label: f"{label.a}-{label.b.split('-')[1]}")
def test_a_happening_told_in_every_way(comparer: Comparer, retold: dict[str, Candidate], label: Label) -> None:
    """Tellings of one text are known by its words or its details; a report of one's own on the same happening, on
    another at the same place, or on a page with the same furniture is none."""
    edge = comparer.judge(retold[label.a], retold[label.b])
    assert (edge.relation in SAME_TEXT) == (label.relation in SAME_TEXT), edge.reasons
    if label.relation in SAME_TEXT and label.direction != "unclear":
        turned = edge if edge.a == label.a else reversed_edge(edge)
        assert turned.direction == label.direction, edge.reasons
        assert edge.passages


def test_happenings_have_nothing_from_each_other(comparer: Comparer, retold: dict[str, Candidate]) -> None:
    """No telling of the one is taken for a copy of a telling of the other."""
    ours, others = ([one for name, one in retold.items() if name.startswith(part)] for part in HAPPENINGS)
    found = {comparer.judge(one, other).relation for one in ours for other in others}
    assert found == {"independent"}


def test_the_parts_are_whole() -> None:
    """Every happening of either part has its original, a rewriting, a report of somebody else, and labels of its own
    reports only; none is in both parts."""
    parts = {part: list(happenings(part)) for part in PARTS}
    assert not {one.name for one in parts["kept"]} & {one.name for one in parts["development"]}
    for one in (one for part in parts.values() for one in part):
        assert {"original", "paraphrase", "second"} <= one.reports.keys()
        assert {name for label in one.labels for name in label[:2]} <= {report.id for report in one.reports.values()}
