"""Acts are found at their words, typed by context, and what is only content is no event."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding import match
from dateline.knowledge import Knowledge
from tests.coding.marked import coded, parsed

ONLY = [
    ("Peru agreed to send doctors to Haiti.", [("AGREE", None)]),
    ("Peru refused to send doctors to Haiti.", [("REJECT", "assist")]),
    ("Peru asked Brazil to send doctors.", [("REQUEST", "assist")]),
    ("Kosovo demanded the release of three policemen.", [("REQUEST", "yield")]),
    ("Angola called for a meeting with Zambia.", [("REQUEST", "meet")]),
    ("Morocco threatened to expel the diplomats.", [("THREATEN", "expel")]),
    ("Yemen accused Eritrea of attacking a village.", [("ACCUSE", "allege")]),
    ("Finland will meet Estonian officials on Monday.", [("AGREE", None)]),
    ("Finland will not meet Estonian officials.", [("REJECT", "meet")]),
    ("Niger announced the withdrawal of its troops.", [("CONCEDE", None)]),
    ("The army shelled the town.", [("ASSAULT", "heavy-weapons")]),
    ("The town was shelled by the army.", [("ASSAULT", "heavy-weapons")]),
    ("Kenya said that Uganda should release the fishermen.", [("REQUEST", "yield")]),
    ("The spokesman said that the weather in Bonn was fine.", []),
    ("The minister was born in Lyon and studied law.", []),
]


@pytest.mark.parametrize(("text", "expected"), ONLY)
def test_types_in_context(text: str, expected: list[tuple[str, str | None]], knowledge: Knowledge) -> None:
    """What is promised, asked, refused or threatened is one event, of the outer type and the inner mode."""
    assert [(event.type, event.mode) for event in coded(text, knowledge).events] == expected


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Rebels ambushed a convoy near Gao.", "ambushed"),
        ("An ambush by rebels near Gao killed a driver.", "ambush"),
        ("Chad declared a cease-fire with the rebels.", "declared"),
        ("The withdrawal of Rwandan forces from Goma has ended.", "withdrawal"),
    ],
)
def test_trigger(text: str, trigger: str, knowledge: Knowledge) -> None:
    """The trigger's span is the word that tells the act, verb or noun."""
    assert trigger in [event.span.of(text) for event in coded(text, knowledge).events]


def test_why_names_the_rule(knowledge: Knowledge) -> None:
    """An event says which rule made it, by id and in words, and what the context changed."""
    (event,) = coded("Togo will not release the journalist.", knowledge).events
    assert event.why[0].startswith("rule:retreat/")
    assert event.why[1] == "“release” with captives or somebody named as its object is read as captives let go"
    assert event.why[2] == "as it will not be done, it is a refusal"


def test_code_follows_type_and_mode(knowledge: Knowledge) -> None:
    """CAMEO code and quad are those of the type and mode that were decided."""
    (event,) = coded("Police in Rabat arrested the editor.", knowledge).events
    assert (event.type, event.mode, event.cameo, event.quad) == ("COERCE", "arrest", "173", "material-conflict")


def test_nobody_no_verbal_event(knowledge: Knowledge) -> None:
    """A promise or refusal that nobody makes is no event."""
    assert coded("It was rejected.", knowledge).events == ()


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_text(knowledge: Knowledge, text: str) -> None:
    """Whatever the text, spans lie within it and scores between 0 and 1."""
    for event in coded(text, knowledge).events:
        assert 0 <= event.span.start < event.span.end <= len(text)
        assert 0 <= event.score <= 1


def test_nothing_to_read(knowledge: Knowledge) -> None:
    """An empty report has no events."""
    assert match.compute(parsed("", knowledge), knowledge) == {"events": ()}
