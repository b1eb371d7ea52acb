"""`dateline why`: what made an event's code, out of a store or a file of readings."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline import cli
from dateline.export.why import explained, told
from dateline.model.event import Event
from dateline.model.marks import Actor
from dateline.model.reading import Reading
from dateline.model.report import Page, Report
from dateline.model.text import Span
from dateline.model.tokens import Sentence
from dateline.model.wire import reading_to_json
from dateline.store import open_store

TEXT = "Malta recalled its envoy. Crete may follow."
WHY = (
    "rule:sanction/9v",
    "“recalled” with a diplomat as its object is read as people or staff called back",
    "reader:SANCTION=0.81",
    "the trained reader takes it for ties cut or a penalty imposed too (81 %)",
)


def reading() -> Reading:
    event = Event(Span(6, 14), "SANCTION", "material-conflict", "withdraw", "161", (0,), (1,), score=0.57, why=WHY)
    return Reading(
        Report("a1b2", TEXT),
        sentences=(Sentence(Span(0, 25), 0, 0, 0), Sentence(Span(26, 43), 0, 0, 0)),
        actors=(Actor(Span(0, 5), "Malta", country="MLT"), Actor(Span(15, 24), "its envoy")),
        events=(event, replace(event, span=Span(36, 42), recipients=(), why=())),
        makers={"events": "match/1/0"},
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "readings.jsonl"
    path.write_text(json.dumps({"id": "other", "error": {}}) + "\n" + json.dumps(reading_to_json(reading())) + "\n")
    return path


def test_an_explanation_is_data() -> None:
    """The words by role, the rules, the reader's chances and the steps are values of their own."""
    found = explained(reading_to_json(reading()), 1)
    assert found["words"]["sentence"] == "Malta recalled its envoy."
    assert (found["words"]["trigger"], found["words"]["actors"]) == ("recalled", ["Malta"])
    assert (found["rules"], found["reader"]) == (["sanction/9v"], {"SANCTION": 0.81})
    assert found["steps"] == [WHY[1], WHY[3]]
    assert json.loads(json.dumps(found)) == found


def test_an_explanation_is_told() -> None:
    """For people every part has a line."""
    said = told(explained(reading_to_json(reading()), 1))
    for words in ("SANCTION withdraw", "CAMEO 161", "“Malta”", "“its envoy”", "Rule sanction/9v", "SANCTION 0.81"):
        assert words in said


@pytest.mark.parametrize(("event", "count"), [("a1b2:1", 1), ("a1b2", 2), ("a1:2", 1)])
def test_out_of_a_file(file: Path, event: str, count: int) -> None:
    """An event is named by its report, or the start of that, and its number; without one all of them are told."""
    result = CliRunner().invoke(cli.app, ["why", event, "--file", str(file), "-f", "jsonl"], catch_exceptions=False)
    assert len(result.stdout.splitlines()) == count


def test_out_of_a_store(tmp_path: Path) -> None:
    """What made a code is stored with the event."""
    url = f"sqlite:///{tmp_path / 's.sqlite'}"
    with open_store(url).writer() as writer:
        writer.add(reading(), Page("a1b2", TEXT.encode(), "text/plain"))
    result = CliRunner().invoke(cli.app, ["why", "a1b2:1", "--store", url], catch_exceptions=False)
    assert "Rule sanction/9v" in result.output


@pytest.mark.parametrize("event", ["a1b2:0", "a1b2:3", "zz", "", ":", "a1b2:１"])
def test_no_such_event(file: Path, event: str) -> None:
    """What is not there is one clear error."""
    result = CliRunner().invoke(cli.app, ["why", event, "--file", str(file)])
    assert result.exit_code != 0
    assert type(result.exception).__name__ == "NoSuchReport"
