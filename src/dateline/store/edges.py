"""Edges of lineage as they are stored: between two versions, with the passages as pairs of spans."""

from __future__ import annotations

import json
from typing import Any

from dateline.model.lineage import Edge, Passage
from dateline.model.text import Span


def edge_of(row: Any) -> Edge:
    """The edge in a row that has the ids of its reports as `a_id` and `b_id`."""
    body = json.loads(row.body)
    passages = tuple(Passage(Span(a, b), Span(c, d), kind) for a, b, c, d, kind in body["passages"])
    return Edge(row.a_id, row.b_id, row.relation, row.direction, row.score, tuple(body["reasons"]), passages)
