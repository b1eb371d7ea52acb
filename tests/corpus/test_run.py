"""Runs over many reports: in one process or in several, and what happens when one of them is bad."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.corpus.run import Done, read_sources
from dateline.knowledge import Knowledge
from dateline.model.errors import EmptyInput, NotFound
from dateline.model.reading import Reading
from dateline.model.wire import reading_to_json

REPORT = "Soldiers leave {town}\n\nMay 3, 2024\n\nSome 40 soldiers left {town} on Thursday, a spokesman said.\n"
TOWNS = ("Lyon", "Turin", "Porto")


@pytest.fixture
def sources(tmp_path: Path) -> list[str]:
    """Three reports with an empty file and a name of nothing between them."""
    for town in TOWNS:
        (tmp_path / f"{town}.txt").write_text(REPORT.format(town=town))
    (tmp_path / "empty.txt").write_bytes(b"")
    names = ("Lyon.txt", "empty.txt", "Turin.txt", "nowhere.txt", "Porto.txt")
    return [str(tmp_path / name) for name in names]


def shape(done: Done) -> object:
    return reading_to_json(done.answer) if isinstance(done.answer, Reading) else type(done.answer)


def test_several_processes_give_what_one_gives(sources: list[str], knowledge: Knowledge) -> None:
    """With two processes the answers are those of one, in the same order, errors in their places."""
    one = [shape(done) for done in read_sources(sources, knowledge)]
    two = [shape(done) for done in read_sources(sources, knowledge, jobs=2)]
    assert one == two
    assert [EmptyInput, NotFound] == [one[1], one[3]]


def test_a_reading_that_travelled_can_be_walked(sources: list[str], knowledge: Knowledge) -> None:
    """A reading from another process has its words, its trees and its makers."""
    done = next(iter(read_sources(sources[:1], knowledge, jobs=2)))
    assert isinstance(done.answer, Reading)
    assert done.answer.grammar.tokens == done.answer.tokens
    with pytest.raises(TypeError):
        done.answer.makers["events"] = "somebody else"  # type: ignore[index]
