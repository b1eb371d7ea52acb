"""Who did it to whom, where and when: from the clause of the trigger, however the sentence is built."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from dateline.knowledge import Knowledge
from tests.coding.marked import coded, names


@dataclass(frozen=True)
class Case:
    """A sentence with the actors and recipients of its event of `kind`."""

    text: str
    kind: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...] = ()


CASES = [
    Case("Guatemala accused Belize of smuggling.", "ACCUSE", ("Guatemala",), ("Belize",)),
    Case("Belize was accused of smuggling by Guatemala.", "ACCUSE", ("Guatemala",), ("Belize",)),
    Case("Norway and Sweden condemned Hungary.", "ACCUSE", ("Norway", "Sweden"), ("Hungary",)),
    Case("Germany imposed sanctions on Belarus.", "SANCTION", ("Germany",), ("Belarus",)),
    Case("France condemned Mali and expelled Libyan diplomats.", "SANCTION", ("France",), ("diplomats",)),
    Case("Egypt, which borders Libya, rejected the Qatari plan.", "REJECT", ("Egypt",), ("Qatari",)),
    Case("The Ghanaian minister who visited Togo praised Benin.", "CONSULT", ("minister",), ("Togo",)),
    Case("The Ghanaian minister who visited Togo praised Benin.", "SUPPORT", ("minister",), ("Benin",)),
    Case("Soldiers entering Chad arrested no one.", "MOBILIZE", ("Soldiers",), ("Chad",)),
    Case("Talks between Serbia and Kosovo resumed.", "CONSULT", ("Serbia", "Kosovo")),
    Case("The army clashed with rebels near the river.", "ASSAULT", ("army", "rebels")),
    Case("An ambush by militants on soldiers shocked the valley.", "ASSAULT", ("militants",), ("soldiers",)),
    Case("Canada provided tents to Haiti.", "AID", ("Canada",), ("Haiti",)),
    Case("Kuwait asked Iraq to withdraw its soldiers.", "REQUEST", ("Kuwait",), ("Iraq",)),
    Case("Uganda said it had arrested Rwandan traders.", "COERCE", ("Uganda",), ("traders",)),
    Case("Austria was praised by Slovenia.", "SUPPORT", ("Slovenia",), ("Austria",)),
    Case("The arrest of the editor by police angered Ghana.", "COERCE", ("police",), ("editor",)),
    Case("Russian soldiers were deployed to Mali.", "MOBILIZE", ("soldiers",), ("Mali",)),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_roles(case: Case, knowledge: Knowledge) -> None:
    """Actors and recipients come from subject, object, agent and phrases of the act's own clause."""
    reading = coded(case.text, knowledge)
    event = next(event for event in reading.events if event.type == case.kind)
    assert [_last(name) for name in names(reading, event.actors)] == list(case.actors)
    assert [_last(name) for name in names(reading, event.recipients)] == list(case.recipients)


def _last(name: str) -> str:
    return name.split()[-1]


def test_place_and_time_of_the_same_clause(knowledge: Knowledge) -> None:
    """Two acts of one sentence keep each its own place and time."""
    text = "Rebels attacked a village near Gao on Monday, and police arrested a mayor in Kayes on Friday."
    reading = coded(text, knowledge, places=("Gao", "Kayes"), times=("Monday", "Friday"))
    told = {event.type: (event.place, event.time) for event in reading.events}
    assert told == {"ASSAULT": (0, 0), "COERCE": (1, 1)}


def test_background_is_kept_and_dated(knowledge: Knowledge) -> None:
    """What happened before, told in passing, is an event with its own date."""
    text = "Before a coup in Gabon in August 2023, France trained Gabonese soldiers."
    reading = coded(text, knowledge, places=("Gabon",), times=("August 2023",))
    (coup,) = [event for event in reading.events if event.span.of(text) == "coup"]
    assert (coup.type, coup.mode, coup.place, coup.time) == ("COERCE", "seize", 0, 0)


def test_figures_of_the_clause(knowledge: Knowledge) -> None:
    """A toll goes to the act that it counts, not to the other one."""
    text = "Rebels attacked a village, killing nine villagers, and police arrested two men in Kayes."
    reading = coded(text, knowledge, figures=(("nine", 9, "villager"), ("two", 2, "man")))
    told = {event.type: [reading.figures[index].value for index in event.figures] for event in reading.events}
    assert told == {"ASSAULT": [9], "COERCE": [2]}


def test_one_attack_told_twice_is_one(knowledge: Knowledge) -> None:
    """An attack and the deaths that it caused, told in one sentence, are one event."""
    reading = coded("Jihadists attacked a market, killing four traders.", knowledge)
    assert [event.type for event in reading.events] == ["ASSAULT"]


def test_nothing_is_filled_in(knowledge: Knowledge) -> None:
    """Without a place or a time in the sentence, none is given."""
    (event,) = coded("Bolivia rejected the treaty.", knowledge, places=(), times=()).events
    assert (event.place, event.time, event.recipients) == (None, None, ())
