"""Status and factuality of events, the words that set them, and who vouches."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate import tokens
from dateline.coding import status
from dateline.coding.status import Vouchers
from dateline.knowledge import Knowledge
from dateline.model.event import Event
from dateline.model.marks import Statement, When
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.model.text import Span
from dateline.pipeline import run

HERE = Path(__file__).parent
CASES = [
    case
    for name in ("status_cases", "status_aside")
    for case in yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
]
OWN = yaml.safe_load((HERE / "own_status.yaml").read_text(encoding="utf-8"))
FAILURES = yaml.safe_load((HERE / "status_known_failures.yaml").read_text(encoding="utf-8"))
BRACKETS = re.compile(r"\[([^]]*)]")


def marked(sentence: str) -> tuple[str, list[Span]]:
    """A sentence without its brackets, and the spans that stood in them."""
    text, spans, at = "", [], 0
    for match in BRACKETS.finditer(sentence):
        text += sentence[at : match.start()]
        spans.append(Span(len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    return text + sentence[at:], spans


def read(
    sentence: str,
    knowledge: Knowledge,
    statements: tuple[Statement, ...] = (),
    published: str | None = None,
    times: tuple[When, ...] = (),
) -> Reading:
    """The report with its one bracketed event, revised by the stage."""
    text, spans = marked(sentence)
    reading = Reading(Report(id="case", text=text, published=published), statements=statements, times=times)
    reading = replace(reading, **tokens.compute(reading, knowledge))
    events = tuple(Event(span, "ASSAULT", "material-conflict", time=0 if times else None) for span in spans)
    reading = replace(reading, events=events)
    return replace(reading, **status.compute(reading, knowledge))


@cache
def event_of(sentence: str, knowledge: Knowledge) -> Event:
    return read(sentence, knowledge).events[0]


@pytest.mark.parametrize(("expected", "low", "high", "sentence"), CASES, ids=[case[3] for case in CASES])
def test_status_and_factuality(expected: str, low: float, high: float, sentence: str, knowledge: Knowledge) -> None:
    """The words around an event settle whether it happened, goes on, is planned, asked for, possible or denied."""
    event = event_of(sentence, knowledge)
    right = event.status == expected and low <= event.factuality <= high
    if sentence in FAILURES:
        assert not right, "a known failure is read right now: take it off the list"
        pytest.xfail(FAILURES[sentence])
    assert (event.status, low <= event.factuality <= high) == (expected, True), event


@pytest.mark.parametrize(("expected", "sentence"), OWN, ids=[case[1] for case in OWN])
def test_more_statuses(expected: str, sentence: str, knowledge: Knowledge) -> None:
    """Claims, plans, demands and denials keep their status in the many ways of telling them."""
    found = event_of(sentence, knowledge).status
    if sentence in FAILURES:
        assert found != expected, "a known failure is read right now: take it off the list"
        pytest.xfail(FAILURES[sentence])
    assert found == expected


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The army did not [shell] the village.", ["not"]),
        ("The fleet will [sail] on Friday.", ["will"]),
        ("The junta asked the soldiers to [leave].", ["asked"]),
        ("The militia may [attack] the port.", ["may"]),
        ("Gunmen [stormed] the bank.", []),
    ],
)
def test_because(sentence: str, words: list[str], knowledge: Knowledge) -> None:
    """An event cites the words that set its status; a plain telling needs none."""
    text, _ = marked(sentence)
    assert [span.of(text) for span in event_of(sentence, knowledge).because] == words


def test_what_is_told_plainly_is_surer_than_what_may_be(knowledge: Knowledge) -> None:
    """Factuality falls from a plain telling over a hedge and a modal to a denial."""
    told = ["The army [shelled] the port.", "The army may [shell] the port.", "The army did not [shell] the port."]
    values = [event_of(sentence, knowledge).factuality for sentence in told]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == 3


def test_alleged_lowers_factuality_only(knowledge: Knowledge) -> None:
    """ "Allegedly" makes an event less sure and leaves it one that happened."""
    plain, hedged = (
        event_of(sentence, knowledge) for sentence in ("He [shot] the guard.", "He allegedly [shot] the guard.")
    )
    assert (plain.status, hedged.status) == ("happened", "happened")
    assert hedged.factuality < plain.factuality


def test_a_time_ahead_makes_a_plan(knowledge: Knowledge) -> None:
    """What is dated after the day of the report has not happened yet."""
    when = When(Span(0, 1), "DATE", "2021-05-07", "2021-05-07", "2021-05-07")
    sentence = "The king is [visiting] Oslo on Friday."
    assert read(sentence, knowledge, published="2021-05-03", times=(when,)).events[0].status == "planned"
    assert read(sentence, knowledge, published="2021-05-09", times=(when,)).events[0].status != "planned"


def test_the_innermost_statement_vouches(knowledge: Knowledge) -> None:
    """An event belongs to the smallest content around it; outside of any the report vouches itself."""
    text = "The daily said the mayor said rebels attacked the depot. Rain fell."
    outer = Statement((Span(0, 9),), (Span(10, 14),), (Span(15, 55),))
    inner = Statement((Span(15, 24),), (Span(25, 29),), (Span(30, 55),))
    vouchers = Vouchers((outer, inner))
    assert vouchers.of(Span(text.index("attacked"), text.index("attacked") + 8)) == 1
    assert vouchers.of(Span(25, 29)) == 0
    assert vouchers.of(Span(text.index("fell"), text.index("fell") + 4)) is None


def test_voucher_of_a_split_content() -> None:
    """Each part of a content that a cue splits counts."""
    vouchers = Vouchers((Statement((Span(10, 12),), (Span(13, 15),), (Span(0, 9), Span(16, 30))),))
    assert [vouchers.of(Span(2, 5)), vouchers.of(Span(10, 12)), vouchers.of(Span(20, 22))] == [0, None, 0]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=8), st.integers(0, 50), st.integers(1, 5))
def test_voucher_holds_the_event(contents: list[tuple[int, int]], start: int, length: int) -> None:
    """A voucher's content always holds the event, and no smaller one does."""
    spans = [Span(at, at + size) for at, size in contents]
    trigger = Span(start, start + length)
    found = Vouchers([Statement((), (), (span,)) for span in spans]).of(trigger)
    holding = [len(span) for span in spans if span.contains(trigger)]
    assert (None if found is None else len(spans[found])) == (min(holding) if holding else None)


@given(st.text(min_size=1, max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_text(knowledge: Knowledge, text: str) -> None:
    """Wherever an event lies, status and factuality come out and lie in their ranges."""
    reading = Reading(Report(id="x", text=text), events=(Event(Span(0, len(text)), "AID", "material-cooperation"),))
    reading = replace(reading, **tokens.compute(reading, knowledge))
    event = status.compute(reading, knowledge)["events"][0]
    assert -3 <= event.factuality <= 3


def test_who_asks_about_a_thing_claims_nothing(knowledge: Knowledge) -> None:
    """What somebody was asked about is told by the report, what somebody was asked whether it is, by nobody yet."""
    text = (
        "Asked about Chad's invasion of Sudan, the envoy said that talks would go on. "
        "The envoy was asked whether Kenya had invaded Uganda."
    )
    reading = run(Report("asked", text), knowledge)
    told = {event.span.of(text): event for event in reading.events}
    assert told["invasion"].statement is None
    assert told["invaded"].status == "hypothetical"
