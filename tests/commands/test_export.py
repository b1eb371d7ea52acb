"""`dateline export`: the overview's filter on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli import app
from dateline.model.errors import ConfigError
from dateline.store import open_store
from tests.made import page, reading


@pytest.fixture
def store(tmp_path: Path) -> str:
    where = str(tmp_path / "export.sqlite")
    opened = open_store(where)
    with opened.writer() as writer:
        writer.add(reading(), page())
    opened.close()
    return where


def test_a_filter_is_that_of_the_pages(store: str, tmp_path: Path) -> None:
    """The address of the overview says what is written, to a file or to the screen."""
    run = CliRunner().invoke
    table = run(app, ["export", "http://127.0.0.1:8631/?type=RETREAT&at=1,2,3", "-f", "csv", "--store", store])
    assert [row["report"] for row in csv.DictReader(io.StringIO(table.stdout))] == ["portville"]
    assert run(app, ["export", "type=ASSAULT", "--store", store]).stdout == ""
    file = tmp_path / "events.geojson"
    assert run(app, ["export", "-f", "geojson", "-o", str(file), "--store", store]).exit_code == 0
    assert len(json.loads(file.read_text())["features"]) == 1
    wrong = run(app, ["export", "colour=red", "--store", store])
    assert isinstance(wrong.exception, ConfigError)
