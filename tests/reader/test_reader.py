"""The shipped reader: what it finds in plain news, and that no input breaks it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.model.errors import KnowledgeError
from dateline.model.text import Span
from dateline.reader import Marks, Reader, available, load
from dateline.reader.__main__ import answer
from dateline.reader.reader import DATA

FOLDER = Path(os.environ.get("DATELINE_READER", DATA))
pytestmark = pytest.mark.skipif(not available(FOLDER), reason="the reader's trained file is not here")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load(FOLDER, threads=1, check=True)


def surfaces(text: str, marks: Marks, what: str) -> set[tuple[str, str]]:
    return {(one.span.of(text), one.label) for one in getattr(marks, what)}


def test_names(reader: Reader) -> None:
    """Names of people, places and peoples are found with their exact words."""
    text = "Defence Minister Amina Mohammed met Kenyan officials in Nairobi on Friday, the Red Cross said."
    (marks,) = reader.read([text])
    found = surfaces(text, marks, "names")
    assert {("Amina Mohammed", "Person"), ("Nairobi", "Location"), ("Kenyan", "NORP")} <= found


def test_rare_town(reader: Reader) -> None:
    """A place is a place even where its name is rare."""
    text = "Defence Minister Amina Mohammed met Kenyan officials in Mombasa on Friday."
    (marks,) = reader.read([text])
    assert ("Mombasa", "Location") in surfaces(text, marks, "names")


def test_times(reader: Reader) -> None:
    """Days and durations are found."""
    text = "The strike began on 3 March 2019 and lasted two weeks."
    (marks,) = reader.read([text])
    assert {one.span.of(text) for one in marks.times} >= {"3 March 2019", "two weeks"}


def test_statement(reader: Reader) -> None:
    """Source, cue and a content in two parts are one statement."""
    text = "“The dam is safe,” Governor Okello told reporters. “Nobody needs to leave.”"
    (marks,) = reader.read([text])
    assert marks.statements
    said = marks.statements[0]
    assert [span.of(text) for span in said.cue] == ["told"]
    assert "Okello" in said.source[0].of(text)
    assert "The dam is safe" in said.content[0].of(text)


def test_grammar(reader: Reader) -> None:
    """Subject and object hang on the verb; there is one root a sentence."""
    text = "Rebels attacked the village. Soldiers fled."
    (marks,) = reader.read([text])
    by_word = {word.span.of(text): word for word in marks.words}
    assert [span.of(text) for span in marks.sentences] == ["Rebels attacked the village.", "Soldiers fled."]
    assert by_word["Rebels"].dep == "nsubj"
    assert marks.words[by_word["Rebels"].head].span.of(text) == "attacked"
    assert by_word["village"].dep == "dobj"
    assert by_word["attacked"].dep == "ROOT"


def test_acts(reader: Reader) -> None:
    """The same sentence with the sides told gives a type of PLOVER's."""
    text = "Gunmen killed nine soldiers near the border."
    (chances,) = reader.acts([(text, [Span(0, 6)], [Span(14, 27)])])
    assert max(chances, key=lambda name: chances[name]) == "ASSAULT"
    assert sum(chances.values()) == pytest.approx(1, abs=1e-4)


def test_factuality(reader: Reader) -> None:
    """What happened is more of a fact than what was denied."""
    happened = "The army captured the town on Monday."
    denied = "The army did not capture the town."
    values = reader.factuality([(happened, Span(9, 17)), (denied, Span(17, 24)), (denied, Span(300, 301))])
    assert values[0] is not None
    assert values[1] is not None
    assert values[0] > values[1]
    assert values[2] is None


def test_a_very_long_text_is_read_to_its_end(reader: Reader) -> None:
    """Thousands of words without a full stop are read in windows, each word once, the last name too."""
    text = "and then he went on and " * 500 + "met Angela Merkel in Berlin"
    (marks,) = reader.read([text])
    assert len(marks.words) == len(text.split())
    assert any(one.span.of(text) == "Berlin" for one in marks.names)


def test_names_all_along_a_long_text(reader: Reader) -> None:
    """In a paragraph of many windows names are found in each of them, in whatever order windows are read."""
    text = "The minister flew from Paris to Cairo to see the Egyptian president about the canal. " * 40
    (marks,) = reader.read([text])
    assert sum(one.span.of(text) == "Cairo" for one in marks.names) >= 38


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b", "…", "a" * 3000, "!" * 600, "日本" * 500, "\ud800x", "\0\0"])
def test_odd_texts(reader: Reader, text: str) -> None:
    """A text of no words, of one endless word, or of marks only is read or said to be skipped."""
    (marks,) = reader.read([text])
    assert bool(marks.words) != bool(marks.skipped)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text(reader: Reader, texts: list[str]) -> None:
    """Any Unicode is read, and every mark is a span of its text with words at both ends."""
    for text, marks in zip(texts, reader.read(texts), strict=True):
        for one in (*marks.names, *marks.times, *marks.places, *marks.kinds):
            assert 0 <= one.span.start < one.span.end <= len(text)
        assert all(0 <= word.head < len(marks.words) for word in marks.words)
        assert len(marks.factuality) == len(marks.words)


def test_neighbours_do_not_change_what_is_asked(reader: Reader) -> None:
    """A text read by itself in a crowd has the marks that it has alone."""
    text = "Peru expelled two Chilean diplomats on Monday."
    (alone,) = reader.read([text])
    crowd = reader.read(["The mayor slept.", text, "Rain fell in Oslo."], together=False)
    assert crowd[1].names == alone.names or {n.span for n in crowd[1].names} == {n.span for n in alone.names}


def test_answers_in_order(reader: Reader) -> None:
    """Each line has its answer in its place; a bad one has an error and stops nothing."""
    lines = [
        '{"id": 1, "text": "Oslo"}',
        "{",
        '{"id": 3}',
        "[]",
        '{"id": 5, "text": 7}',
        '{"id": 6, "text": "Ghana and Togo"}',
    ]
    rows = list(answer(reader, "names", lines))
    assert [row["id"] for row in rows] == [1, None, 3, None, 5, 6]
    assert ["error" in row for row in rows] == [False, True, True, True, True, False]


def test_acts_without_a_recipient(reader: Reader) -> None:
    """A party that is missing or outside the text is no error."""
    lines = [
        json.dumps({"id": 1, "text": "Farmers marched.", "actor": {"start": 0, "end": 7}, "recipient": None}),
        json.dumps({"id": 2, "text": "", "actor": {"start": 0, "end": 7}}),
        json.dumps({"id": 3, "text": "x " * 4000 + "Iran bombed Iraq", "actor": {"start": 8000, "end": 8004}}),
        json.dumps({"id": 4, "text": "Iran", "actor": {"start": 4, "end": 1}}),
    ]
    rows = list(answer(reader, "acts", lines))
    assert [set(row) for row in rows] == [{"id", "type", "score"}] * 3 + [{"id", "error"}]


def test_command(tmp_path: Path) -> None:
    """The three questions are commands; a file that is not there is said to be so."""
    given = tmp_path / "in.jsonl"
    given.write_text(json.dumps({"id": "a", "text": "He may resign.", "start": 7, "end": 13}) + "\n", encoding="utf-8")
    run = [sys.executable, "-m", "dateline.reader", "factuality"]
    if FOLDER == DATA:
        done = subprocess.run([*run, str(given)], capture_output=True, text=True, check=True)
        assert set(json.loads(done.stdout)) == {"id", "factuality"}
    missing = subprocess.run([*run, str(tmp_path / "none")], capture_output=True, text=True, check=False)
    assert missing.returncode == 2


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """Where the trained file is missing the error says so."""
    assert not available(tmp_path)
    with pytest.raises(KnowledgeError, match="reader"):
        load(tmp_path)


def test_an_answer_does_not_hang_on_what_else_is_asked(reader: Reader) -> None:
    """A report is read the same alone and among others, with scores to the last digit."""
    report = "The ministry said on Monday that 12 soldiers had left the base near Orlin."
    others = ["Farmers blocked the road to the port.", "A long and quiet winter followed. " * 40]
    alone = reader.read([report], together=False)
    among = reader.read([*others, report], together=False)
    assert among[-1] == alone[0]
