"""`dateline actors`: looked up, added, dated, settled, tested; new names listed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline import cli
from dateline.commands.newcomers import is_name

Call = Callable[..., Result]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "own" / "actors.tsv"


@pytest.fixture
def call(file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Runs `dateline actors` with a file of its own."""
    monkeypatch.setenv("DATELINE_ACTORS", str(file))
    monkeypatch.setenv("DATELINE_STORE", str(tmp_path / "store.sqlite"))
    return lambda *arguments: CliRunner().invoke(cli.app, ["actors", *arguments])


def test_added_dated_and_found(call: Call) -> None:
    """A new actor is found by name and alias, and no longer holds the part after the day it ended."""
    added = call(
        *("add", "Tarmo Ilves", "--person", "--country", "est", "--sector", "gov", "--alias", "T. Ilves"),
        *("--role", "harbour minister", "--from", "2024-03"),
    )
    assert added.exit_code == 0
    assert "EST GOV  harbour minister, 2024-03 to now" in call("find", "T. Ilves").output
    assert call("date", "Tarmo Ilves", "--to", "2024-11-02").exit_code == 0
    assert "2024-03 to 2024-11-02" in call("find", "Tarmo Ilves", "--on", "2024-05-01").output
    assert "2 problems" not in call("test").output
    assert call("test").exit_code == 0


def test_a_shipped_actor_is_dated_anew(call: Call, file: Path) -> None:
    """All spells of a shipped actor go into the user's file, which then stands for him."""
    assert call("date", "M23", "--to", "2031").exit_code == 0
    rows = [line for line in file.read_text().splitlines() if line.startswith("group:m23\t")]
    assert [row.split("\t")[7] for row in rows] == ["2031"]
    assert call("find", "M23").output.count("[group:m23]") == 1


def test_a_new_name_is_settled(call: Call) -> None:
    """A name that reports use for somebody known becomes one of his."""
    assert call("settle", "the Vingt-Trois", "group:m23").exit_code == 0
    assert "group:m23" in call("find", "Vingt Trois").output or "group:m23" in call("find", "the Vingt-Trois").output


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "X", "--country", "ZZZ"),
        ("add", "X", "--sector", "KINGS"),
        ("add", "X", "--from", "May 2024"),
        ("add", " "),
        ("add", "X", "--confidence", "3"),
        ("date", "nobody at all", "--to", "2024"),
        ("settle", "X", "nobody at all"),
        ("find", "M23", "--on", "yesterday"),
    ],
)
def test_what_cannot_be(call: Call, file: Path, arguments: tuple[str, ...]) -> None:
    """A code, date or actor that does not exist is refused, and nothing is kept."""
    result = call(*arguments)
    assert type(result.exception).__name__ == "ConfigError"
    assert not file.exists()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("own:a\tAlba\t\tQQQ\tGOV\t\t\t\t0.9\town", "no country's code"),
        ("own:a\tAlba\t\tEST\tKINGS\t\t\t\t0.9\town", "no sector"),
        ("own:a\tAlba\t\tEST\tGOV\t\t2024-13\t\t0.9\town", "no ISO date"),
        ("own:a\tAlba\t\tEST\tGOV\t\t2024\t2023\t0.9\town", "before it begins"),
        ("own:a\tHezbollah\t\tEST\tGOV\t\t\t\t0.1\town", "is taken for"),
    ],
)
def test_entries_are_tested(call: Call, file: Path, row: str, problem: str) -> None:
    """Codes, dates and names that lead elsewhere are told, and the exit code says so."""
    file.parent.mkdir()
    file.write_text("# mine\n" + row + "\n")
    result = call("test")
    assert problem in result.output
    assert result.exit_code == 1


@pytest.mark.parametrize("row", ["own:a\tAlba", "\tAlba" + "\t" * 7 + "1\t", "a\tb" + "\t" * 7 + "high\t"])
def test_a_row_that_is_off(call: Call, file: Path, row: str) -> None:
    """A row with too few columns, no id or no confidence is named by its line."""
    file.parent.mkdir()
    file.write_text("# mine\n" + row + "\n")
    result = call("test")
    assert type(result.exception).__name__ == "KnowledgeError"
    assert "line 2" in str(result.exception)


def test_new_names_are_listed(call: Call, tmp_path: Path) -> None:
    """A name on no list is shown with what reports call and tell of it; known ones and common nouns are not."""
    text = "Colonel Brask met M23 and the miners. Brask left."
    spans = {"Colonel Brask": (0, 13), "M23": (18, 21), "miners": (26, 36), "Brask": (38, 43)}
    actors = [
        {"start": a, "end": b, "name": name.removeprefix("Colonel "), "id": None, "country": None, "sector": sector}
        for (name, (a, b)), sector in zip(spans.items(), ("MIL", "REB", "LAB", None), strict=True)
    ]
    path = tmp_path / "readings.jsonl"
    path.write_text(json.dumps({"id": "r1", "text": text, "actors": actors, "events": []}) + "\n")
    rows = [json.loads(line) for line in call("new", str(path), "-f", "jsonl").stdout.splitlines()]
    assert rows == [
        {
            "name": "Brask", "mentions": 2, "called": ["Colonel Brask", "Brask"], "countries": [], "sectors": ["MIL"],
            "reports": ["r1"],
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Brask", True), ("Front of the North", True), ("the miners", False), ("", False), ("7", False), ("M23", True)],
)
def test_what_is_a_name(words: str, expected: bool) -> None:
    """A name has capitals, small words aside."""
    assert is_name(words) is expected
