"""The sample story is whole, marked as a sample, and what its lineage says."""

from __future__ import annotations

import csv
import json
from importlib.resources import files

import pytest

from dateline import samples

FOLDER = files(samples)
ROWS = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
LINEAGE = list(csv.DictReader((FOLDER / "lineage.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t"))


def body(file: str) -> str:
    return (FOLDER / "reports" / file).read_text(encoding="utf-8")


def test_there_is_enough_of_it() -> None:
    """At least 24 reports, some half of them pages."""
    pages = sum(row["kind"] == "html" for row in ROWS)
    assert len({row["id"] for row in ROWS}) >= 24
    assert 0.4 <= pages / len(ROWS) <= 0.7


def test_every_file_is_listed_once() -> None:
    """The manifest and the folder have the same files."""
    assert sorted(row["file"] for row in ROWS) == sorted(one.name for one in (FOLDER / "reports").iterdir())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_every_report_is_marked_as_a_sample(row: dict[str, str]) -> None:
    """Nobody can take a sample for a report: its publisher says so, or the page."""
    assert "(sample)" in row.get("publisher", "") or "(sample)" in body(row["file"])


def test_lineage_names_reports_that_exist() -> None:
    """Both ends of every edge are in the story, and no report is its own origin."""
    ids = {row["id"] for row in ROWS}
    for edge in LINEAGE:
        assert {edge["report"], edge["from"]} <= ids
        assert edge["report"] != edge["from"]
        assert edge["relation"] in ("copy", "derived")
    first_hand = ids - {edge["report"] for edge in LINEAGE}
    assert {"mpa-0502-airbase", "cw-0502-airbase", "northline-0502-airbase"} <= first_hand
