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
def test_roles(case: Case, manual: Knowledge) -> None:
    """Actors and recipients come from subject, object, agent and phrases of the act's own clause."""
    reading = coded(case.text, manual)
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


BETWEEN = [
    Case("Chad and Sudan agreed to reopen the border.", "AGREE", ("Chad",), ("Sudan",)),
    Case("Talks between Serbia and Kosovo resumed.", "CONSULT", ("Serbia",), ("Kosovo",)),
    Case("The army clashed with rebels near the river.", "ASSAULT", ("army",), ("rebels",)),
    Case("Oman and Qatar met with Bahrain.", "CONSULT", ("Oman", "Qatar"), ("Bahrain",)),
    Case("Peru and Chile condemned Bolivia.", "ACCUSE", ("Peru", "Chile"), ("Bolivia",)),
]


@pytest.mark.parametrize("case", BETWEEN, ids=lambda case: case.text)
def test_between_those_who_take_part(case: Case, knowledge: Knowledge) -> None:
    """As in coded data, what several do to each other runs from the first to the others."""
    reading = coded(case.text, knowledge)
    event = next(event for event in reading.events if event.type == case.kind)
    assert (names(reading, event.actors), names(reading, event.recipients)) == ([*case.actors], [*case.recipients])


LOWER = [
    Case("Denmark returned dozens of masks to Benin.", "RETREAT", ("Denmark",), ("Benin",)),
    Case("Kuwait lifted a ban imposed on Lebanon.", "CONCEDE", ("Kuwait",), ("Lebanon",)),
    Case("The judge found Moreno guilty of fraud.", "SANCTION", ("judge",), ("Moreno",)),
    Case("Mali said it would begin an offensive against rebels.", "THREATEN", ("Mali",), ("rebels",)),
]


@pytest.mark.parametrize("case", LOWER, ids=lambda case: case.text)
def test_what_hangs_lower(case: Case, manual: Knowledge) -> None:
    """Who receives an act is found where his words hang on another word than the verb."""
    reading = coded(case.text, manual)
    event = next(event for event in reading.events if event.type == case.kind)
    assert names(reading, event.recipients) == [*case.recipients]


def test_killed_and_wounded_is_one_attack(knowledge: Knowledge) -> None:
    """Those who were killed and those who were hurt by one act are told by one event, with both figures."""
    text = "Gunmen killed five herders and wounded three."
    reading = coded(text, knowledge, figures=(("five", 5, "dead"), ("three", 3, "injured")))
    (event,) = reading.events
    assert [reading.figures[index].value for index in event.figures] == [5, 3]


def test_a_demand_is_told_once(knowledge: Knowledge) -> None:
    """What is demanded is no event beside the demand, and nobody is made up who demands it."""
    reading = coded("The drought was followed by demands that Ghana leave the pact.", knowledge)
    (event,) = reading.events
    assert (event.type, event.actors, names(reading, event.recipients)) == ("REQUEST", (), ["Ghana"])


def test_the_date_beside_a_place(knowledge: Knowledge) -> None:
    """A caption's date stands beside its place."""
    text = "Students march in Accra, Ghana, April 3, 2023."
    (event,) = coded(text, knowledge, places=("Accra",), times=("April 3, 2023",)).events
    assert event.time == 0
