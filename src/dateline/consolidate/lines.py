"""Lineage and stories of reports that are in no store, as lines for people and programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.consolidate.lineage import lineage
from dateline.consolidate.stories import stories
from dateline.knowledge import Knowledge
from dateline.model.lineage import Edge, Passage
from dateline.model.report import Report


def lineage_rows(reports: Iterable[Report], knowledge: Knowledge) -> Iterator[dict[str, Any]]:
    """A line for each two reports that are related; two without a line are independent. `a` came after `b`."""
    yield from map(edge_row, lineage(reports, knowledge))


def edge_row(edge: Edge) -> dict[str, Any]:
    """An edge as plain values."""
    return {
        "a": edge.a,
        "b": edge.b,
        "relation": edge.relation,
        "direction": edge.direction,
        "score": edge.score,
        "reasons": list(edge.reasons),
        "passages": [_passage(one) for one in edge.passages],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "a": {"start": passage.a.start, "end": passage.a.end},
        "b": {"start": passage.b.start, "end": passage.b.end},
        "kind": passage.kind,
    }


def story_rows(reports: Iterable[Report], knowledge: Knowledge) -> Iterator[dict[str, Any]]:
    """A line for each report, in the order in which they came: its id and its story, named by a report's id."""
    for found in stories(reports, knowledge):
        yield {"id": found.id, "story": found.story}
