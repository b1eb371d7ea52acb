"""Lineage on happenings of the project's own that are told again in every way (tests/consolidate/rewritings).

Half of them, `kept`, are never looked at when a rule is made. As a program: `python -m bench.rewritings` prints the
figures, and `python -m bench.rewritings development` the pairs of that part that are judged wrongly, too.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.copies import LABELS, scored
from dateline.consolidate.lineage import Comparer, lineage
from dateline.consolidate.lines import edge_row
from dateline.knowledge import Knowledge, load_knowledge
from dateline.model.lineage import Edge
from dateline.model.report import Report
from tests.consolidate.retold import PARTS, Label, happenings

SAME_TEXT = ("copy", "derived")


def measure() -> dict[str, dict[str, Any]]:
    """For each part the scorer's figures for the pairs as such and for what is found among all reports at once."""
    if not LABELS.is_file():
        print("rewritings: the scorer is not here; skipped", file=sys.stderr)
        return {}
    knowledge = load_knowledge()
    figures = {}
    for part in PARTS:
        reports, labels = told(part)
        judged = [edge for _, edge in judgements(reports, labels, knowledge)]
        found = lineage(reports.values(), knowledge)
        figures[f"{part}_pairs"] = _scored(labels, judged) | by_telling(labels, judged)
        figures[f"{part}_found"] = _scored(labels, found) | {"false_edges": _false(labels, found)}
    return figures


def told(part: str) -> tuple[dict[str, Report], list[Label]]:
    """The reports of a part by id, and all labels."""
    listed = list(happenings(part))
    reports = {report.id: report for one in listed for report in one.reports.values()}
    return reports, [label for one in listed for label in one.labels]


def judgements(
    reports: dict[str, Report], labels: Iterable[Label], knowledge: Knowledge
) -> Iterator[tuple[Label, Edge]]:
    """Each labelled pair beside what is said of it."""
    comparer = Comparer(knowledge)
    for label in labels:
        yield label, comparer.judge(comparer.candidate(reports[label.a]), comparer.candidate(reports[label.b]))


def by_telling(labels: Iterable[Label], edges: Iterable[Edge]) -> dict[str, float]:
    """How many of each kind of telling are taken for having its text from the original, or whatever it is compared
    with: for `second` and `later`, which have not, none should."""
    rows: dict[str, list[bool]] = {}
    for label, edge in zip(labels, edges, strict=True):
        one, other = (name.rsplit("-", 1)[1] for name in (label.a, label.b))
        key = f"{one} of {other}" if label.relation in SAME_TEXT else f"beside {other}"
        rows.setdefault(key, []).append(edge.relation in SAME_TEXT)
    return {key: sum(row) / len(row) for key, row in rows.items()}


def _scored(labels: Iterable[Label], edges: Iterable[Edge]) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t")
        table.writerows([Label._fields, *labels])
        file.flush()
        return scored(map(edge_row, edges), Path(file.name))


def _false(labels: Iterable[Label], edges: Iterable[Edge]) -> int:
    """Copies and derivations that are none: of two happenings, or of two that are labelled otherwise."""
    wrong = {frozenset(label[:2]) for label in labels if label.relation not in SAME_TEXT}
    return sum(
        edge.relation in SAME_TEXT
        and (edge.a.split("-")[0] != edge.b.split("-")[0] or frozenset((edge.a, edge.b)) in wrong)
        for edge in edges
    )


def _wrong(part: str) -> None:
    for label, edge in judgements(*told(part), load_knowledge()):
        named = label.direction in ("a_from_b", "b_from_a", "common_source")
        toward = edge.direction if edge.a == label.a else {"a_from_b": "b_from_a", "b_from_a": "a_from_b"}.get(
            edge.direction, edge.direction
        )  # fmt: skip
        if edge.relation != label.relation or (named and toward != label.direction):
            print(*label, "judged:", edge.relation, toward, edge.score, *edge.reasons, sep="\t")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        _wrong(name)
    print(json.dumps(measure(), indent=1))
