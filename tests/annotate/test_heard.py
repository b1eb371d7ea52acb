"""What the trained reader heard and what the rules found, put together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.annotate import said, tokens
from dateline.knowledge import Knowledge
from dateline.model.heard import HeardStatement
from dateline.model.marks import Statement
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.model.text import Span

TEXT = (
    "The ferry sank off the cape on Monday, the harbour master said. The word on the quay was that nobody had checked "
    "its pumps. An engineer, who spoke on condition of anonymity, said the pumps were old."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def found(knowledge: Knowledge, *heard: HeardStatement) -> list[Statement]:
    reading = Reading(Report("ferry", TEXT))
    reading = replace(reading, **{**tokens.compute(reading, knowledge), "heard": heard})
    return list(said.compute(reading, knowledge)["statements"])


def contents(statements: list[Statement]) -> list[str]:
    return [" … ".join(part.of(TEXT) for part in one.content) for one in statements]


def test_rules_do_it_alone(knowledge: Knowledge) -> None:
    """Where nothing was heard the rules find what they find."""
    assert "The ferry sank off the cape on Monday" in contents(found(knowledge))


def test_what_only_the_reader_heard_is_kept(knowledge: Knowledge) -> None:
    """A statement that no rule knows is taken from the reader."""
    rumour = HeardStatement((), (span("The word on the quay"),), (span("nobody had checked its pumps"),), 0.9)
    assert "nobody had checked its pumps" not in contents(found(knowledge))
    assert "nobody had checked its pumps" in contents(found(knowledge, rumour))


QUOTED = '"We won," the mayor said, adding later: "Nobody cheered," and left. "It rained."'


def test_each_cue_has_its_quotation(knowledge: Knowledge) -> None:
    """A quotation that the reader gives to a second cue is not the first one's, nor told twice."""
    second = [Span(QUOTED.index(words), QUOTED.index(words) + len(words)) for words in ("adding", '"Nobody cheered,"')]
    heard = HeardStatement((Span(11, 20),), (second[0],), (second[1],), 0.9)
    reading = Reading(Report("won", QUOTED))
    reading = replace(reading, **{**tokens.compute(reading, knowledge), "heard": (heard,)})
    told = [one.content for one in said.compute(reading, knowledge)["statements"]]
    assert sum(second[1] in content for content in told) == 1
    assert (second[1],) in told


@pytest.mark.parametrize(("score", "expected"), [(0.1, False), (0.5, True)])
def test_what_is_hardly_heard_is_no_statement(knowledge: Knowledge, score: float, expected: bool) -> None:
    """The reader tells all that it half hears; a statement is made of what it is sure enough of."""
    rumour = HeardStatement((), (span("The word on the quay"),), (span("nobody had checked its pumps"),), score)
    assert ("nobody had checked its pumps" in contents(found(knowledge, rumour))) is expected


def test_grounds_are_no_statement(knowledge: Knowledge) -> None:
    """That somebody spoke on condition of anonymity is not what was said."""
    heard = HeardStatement((span("who"),), (span("spoke on"),), (span("condition of anonymity"),), 0.9)
    assert "condition of anonymity" not in contents(found(knowledge, heard))


PACT = "The pact drew demands that the harbour be reopened."


@pytest.mark.parametrize(
    ("text", "heard", "expected"),
    [
        (PACT, ("The pact", "demands", "that the harbour be reopened"), [("", "that the harbour be reopened")]),
        ("The hill, formerly known as the Old Man, was shut.", ("The hill", "known as", "the Old Man"), []),
        ("The union called a meeting.", ("The union", "called", "a meeting"), []),
        ("You will love the view.", ("You", "will love", "the view"), []),
        ("We love this small blue kettle.", ("We", "love", "this small blue kettle"), []),
        (
            "The council asked the miners to go home and turned to the army.",
            ("The council", "asked", "the miners to go home and turned to the army"),
            [("The council", "the miners to go home")],
        ),
    ],
)
def test_what_grammar_rules_out(
    text: str, heard: tuple[str, str, str], expected: list[tuple[str, str]], knowledge: Knowledge
) -> None:
    """What was heard is cut, or left out, or loses a source, where the trees leave no doubt."""
    spans = [(Span(text.index(words), text.index(words) + len(words)),) for words in heard]
    reading = Reading(Report("case", text))
    given = {**tokens.compute(reading, knowledge), "heard": (HeardStatement(spans[0], spans[1], spans[2], 0.9),)}
    found = said.compute(replace(reading, **given), knowledge)["statements"]
    told = [(" ".join(p.of(text) for p in one.source), " ".join(p.of(text) for p in one.content)) for one in found]
    assert told == expected
