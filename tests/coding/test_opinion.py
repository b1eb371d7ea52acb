"""The reader's opinion: it can change a type or leave an event out, and every change is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding import opinion
from dateline.knowledge import Knowledge
from dateline.knowledge.plover import Ontology
from dateline.model.event import Event
from dateline.model.report import Report
from dateline.model.text import Span
from dateline.pipeline import run
from tests.coding.marked import coded

EVENT = Event(
    Span(0, 4), "MOBILIZE", "material-conflict", "troops", "152", actors=(0,), score=0.6, why=("rule:mobilize/0v",)
)
TYPES = ("MOBILIZE", "AID", "RETREAT", "CONCEDE", "ASSAULT")


@pytest.fixture(scope="session")
def ontology(knowledge: Knowledge) -> Ontology:
    return knowledge.ontology


def test_a_sure_reader_changes_the_type(ontology: Ontology) -> None:
    """Type, quad and code follow the reader where it is far surer; the mode of the old type goes."""
    found = opinion.weigh(EVENT, {"MOBILIZE": 0.02, "AID": 0.98}, ontology)
    assert (found.type, found.mode, found.quad, found.cameo) == ("AID", None, "material-cooperation", "070")
    assert found.why[-2:] == (
        "reader:AID=0.98",
        "the trained reader takes it for help given (98 %) rather (2 % for what the rule says)",
    )


def test_the_rule_has_a_start(ontology: Ontology) -> None:
    """A reader that is little surer of something else does not change the type, but lowers the score."""
    found = opinion.weigh(EVENT, {"MOBILIZE": 0.3, "AID": 0.7}, ontology)
    assert (found.type, found.mode) == ("MOBILIZE", "troops")
    assert found.score < EVENT.score


def test_giving_way_is_one_answer(ontology: Ontology) -> None:
    """Giving way in words or in deed is for the grammar to tell."""
    event = replace(EVENT, type="RETREAT", mode="release", cameo="0841")
    assert opinion.weigh(event, {"RETREAT": 0.01, "CONCEDE": 0.99}, ontology).type == "RETREAT"


def test_editions_are_no_disagreement(manual: Knowledge) -> None:
    """A verdict stays SANCTION in the manual's edition although the reader was taught to call it ACCUSE."""
    event = replace(EVENT, type="SANCTION", mode="convict", cameo="116")
    found = opinion.weigh(event, {"ACCUSE": 0.97, "SANCTION": 0.03}, manual.ontology)
    assert (found.type, found.mode) == ("SANCTION", "convict")


def test_without_a_reader_the_rules_stand(knowledge: Knowledge) -> None:
    """Where the reader's file is missing, events are as the rules made them."""
    alone = Knowledge()
    alone.reader = None
    reading = coded("Egypt condemned the raid by Sudan.", knowledge)
    assert opinion.compute(reading, alone) == {"events": reading.events}


@given(st.fixed_dictionaries(dict.fromkeys(TYPES, st.floats(0, 1))))
def test_any_chances(ontology: Ontology, chances: dict[str, float]) -> None:
    """Whatever the reader says, the score does not rise and the type is the rule's or one of the reader's."""
    found = opinion.weigh(EVENT, chances, ontology)
    assert 0 <= found.score <= EVENT.score
    assert found.type in TYPES


def test_another_act_of_the_sentence_is_not_taken_for_it(ontology: Ontology) -> None:
    """A type that another act of the sentence has is no reason to change this one's, and hardly one to doubt it."""
    chances = dict.fromkeys(TYPES, 0.01) | {"AID": 0.96}
    found = opinion.weigh(EVENT, chances, ontology, {"AID": 2.0})
    assert found.type == "MOBILIZE"
    assert found.score > opinion.weigh(EVENT, dict.fromkeys(TYPES, 0.2), ontology).score * 0.9


def test_two_acts_between_the_same(knowledge: Knowledge) -> None:
    """Of two acts told in one sentence each keeps its own type."""
    text = "The junta asked French soldiers to leave and turned to Russia for training."
    events = run(Report(id="x", text=text), knowledge).events
    assert {"REQUEST", "COOPERATE"} <= {event.type for event in events}
