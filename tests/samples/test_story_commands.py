"""The commands that tell what many reports say together, on the sample story."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dateline import cli
from dateline.store import Store

Call = Callable[..., str]


@pytest.fixture
def call(story: Store, story_path: Path) -> Call:
    """Runs a command on the sample store and gives what it prints."""

    def run(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(cli.app, [*words, "--store", str(story_path)])
        assert done.exit_code == code, done.output
        return done.output

    return run


def rows(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.split("\n") if line]


def test_stories_are_listed(call: Call, story: Store) -> None:
    """`story` lists all stories, latest first, and as rows with everything in them."""
    assert call("story").startswith("2024-09-17  US withdrawal from Niger is complete")
    assert len(rows(call("story", "-f", "jsonl"))) == story.view.stories()[0]
    assert "… and" in call("story", "-n", "1")


def test_one_story_is_told(call: Call) -> None:
    """`story ID` tells reports, lineage, claims with origins, conflicts and series; the start of an id is enough."""
    output = call("story", "worlddesk-05")
    for words in (
        "10 reports, 3 origins, all unnamed U.S. officials",
        "⟵ copy of mpa-0502-airbase",
        "numbers that disagree",
        "as told by Meridian Press Agency",
        "northline-0502-airbase changed from version 1 to 2",
    ):
        assert words in output


@pytest.mark.parametrize("command", ["claims", "conflicts"])
def test_lists_can_be_narrowed(call: Call, command: str) -> None:
    """`claims` and `conflicts` tell all, or what a story or a report is part of; each cites words."""
    everything = rows(call(command, "-f", "jsonl"))
    some = rows(call(command, "--story", "cw-0412", "-f", "jsonl"))
    none = rows(call(command, "--report", "harbourgazette-0503-bridge", "-f", "jsonl"))
    assert len(everything) > len(some) > len(none)
    assert "“" in call("claims")
    assert "because:" in call("conflicts")


def test_no_conflicts_is_said(call: Call) -> None:
    """Where there is no conflict, that is said."""
    assert call("conflicts", "--report", "harbourgazette-0503-bridge") == "No conflicts.\n"


def test_changes_are_told(call: Call) -> None:
    """`changes` tells what became of each sentence."""
    assert "attribution: “a U.S. official” is now “two U.S. officials”" in call("changes", "northline")


def test_a_judgement_and_back(call: Call, story: Store) -> None:
    """`judge` numbers a judgement that is shown beside the conflict, `take-back` takes it back."""
    id = story.view.conflicts()[0]["id"]
    number = re.findall(r"Judgement (\d+)", call("judge", "conflict", id, id, "same", "--by", "A. Reader"))[0]
    assert "A. Reader: is none" in call("conflicts")
    call("take-back", number, "--by", "A. Reader")
    assert "A. Reader" not in call("conflicts")
    call("judge", "story", "cw-0412", "cw-0412", "same", "--by", "dateline:me", code=2)
