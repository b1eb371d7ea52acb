"""The sentences of the project's own that its reader learns acts from."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from dateline.knowledge import Knowledge
from dateline.model.event import EventType, Status

SENTENCES = Path(__file__).parents[2] / "training" / "sentences"
FILES = sorted(SENTENCES.glob("*.jsonl"))
TRIGGERED = ("triggers-", "modes-")
"""How files begin whose lines mark the word that tells the act."""
MARK = re.compile(r"\[([^\[\]]+)\]([art])(?![^\W\d_])")


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def marks(text: str) -> list[str]:
    return [match[2] for match in MARK.finditer(text)]


def bare(text: str) -> str:
    return MARK.sub(r"\1", text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_is_an_object_of_known_values(path: Path) -> None:
    """A line has a type of PLOVER or null, a status that a reading knows, and words."""
    for row in lines(path):
        assert set(row) <= {"type", "status", "mode", "text"}, row
        assert row["type"] is None or row["type"] in get_args(EventType), row
        assert row.get("status", "happened") in get_args(Status), row
        assert ("status" in row) == (path.name.startswith(TRIGGERED) and row["type"] is not None), row
        assert bare(row["text"]).strip() == bare(row["text"]) != "", row


def test_a_mode_is_one_of_its_type(knowledge: Knowledge) -> None:
    """Where triggers are marked, each act of a type with modes has one or null, and each mode is there ten times."""
    modes = {kind: set(entry.modes) for kind, entry in knowledge.ontology.kinds.items() if entry.modes}
    count: Counter[tuple[str, str]] = Counter()
    for path in FILES:
        for row in lines(path):
            assert ("mode" in row) == (path.name.startswith(TRIGGERED) and row["type"] in modes), row
            if row.get("mode") is not None:
                assert row["mode"] in modes[row["type"]], row
                count[row["type"], row["mode"]] += 1
    assert [(kind, mode) for kind, listed in modes.items() for mode in listed if count[kind, mode] < 10] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_marks_are_well_formed(path: Path) -> None:
    """No bracket is left over, no mark is inside another, empty or amid a word."""
    for row in lines(path):
        assert not re.search(r"[\[\]]", bare(row["text"])), row
        for match in MARK.finditer(row["text"]):
            assert match[1] == match[1].strip(), row
            assert not re.search(r"\w$", row["text"][: match.start()]), row


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_act_has_one_trigger(path: Path) -> None:
    """Where triggers are marked, an act has exactly one, of at most two words, and no act has no mark at all."""
    for row in lines(path):
        found = [match[1] for match in MARK.finditer(row["text"]) if match[2] == "t"]
        if row["type"] is None:
            assert not marks(row["text"]), row
        elif path.name.startswith(TRIGGERED):
            assert len(found) == 1, row
            assert len(found[0].split()) <= 2, row
        else:
            assert not found, row


def test_no_line_stands_twice() -> None:
    """The same type, status and marked text is there once in all files together."""
    count = Counter((row["type"], row.get("status"), row["text"]) for path in FILES for row in lines(path))
    assert [line for line, number in count.items() if number > 1] == []


def test_a_trigger_has_one_type_and_status() -> None:
    """The same word of the same sentence is not taught as two different acts."""
    told: dict[tuple[str, int], tuple[str, str]] = {}
    for path in FILES:
        for row in lines(path):
            text = row["text"]
            for match in MARK.finditer(text):
                if match[2] == "t":
                    place = (bare(text), len(bare(text[: match.start()])))
                    act = (row["type"], row["status"])
                    assert told.setdefault(place, act) == act, row


def test_a_sentence_without_an_act_has_none_elsewhere() -> None:
    """A text given as free of acts is not given with one in another line."""
    with_act = {bare(row["text"]) for path in FILES for row in lines(path) if row["type"] is not None}
    assert [row for path in FILES for row in lines(path) if row["type"] is None and row["text"] in with_act] == []
