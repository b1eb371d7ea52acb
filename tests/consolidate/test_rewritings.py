"""Whom a report has its text from, where somebody took pains that it should not be seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.consolidate.lineage import Comparer
from dateline.model.report import Report

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
