"""Words that can tell an act and tell another thing here; and acts that are told in ways that are easily missed."""

from __future__ import annotations

import pytest

from dateline.knowledge import Knowledge
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.pipeline import run
from tests.coding.marked import coded, names

NOT = [
    ("Six coups have hit the plain in three years.", "ASSAULT"),
    ("A gale hit the coast of Oman.", "ASSAULT"),
    ("The minister clashed with the senator over the budget.", "ASSAULT"),
    ("The officials were not authorized to discuss the positions of their ships.", "CONSULT"),
    ("The airfield hosts Danish soldiers.", "CONSULT"),
    ("The number of seats will never rise.", "REJECT"),
    ("The spokesman denied that Togo had bought the ship.", "REJECT"),
    ("The firm offered tours of the harbour.", "AGREE"),
    ("The result demonstrates the inability of Finland to pay.", "PROTEST"),
    ("The festival promises to be loud.", "AGREE"),
    ("The ministry would not discuss the ships.", "REJECT"),
    ("The senator asked whether the ministry had paid.", "REQUEST"),
    ("The company has met the new restrictions of Finland.", "CONSULT"),
    ("A strict ban has killed the trade of Marseille.", "ASSAULT"),
    ("A governor told the agency that rain is due.", "THREATEN"),
]
HEARD = [
    # The reader hears an act where a rule knows better, and is too sure of it.
    ("Danish soldiers are still deployed at the airfield.", "MOBILIZE"),
    ("The regulator rolled out a strict ban in Finland.", "CONCEDE"),
]
IS = [
    ("Oman and Qatar were the first to turn to Turkey for training.", "COOPERATE", ["Oman", "Qatar"], ["Turkey"]),
    ("Kenya ended its military accord with Denmark.", "REJECT", ["Kenya"], ["Denmark"]),
    ("Danish soldiers handed over the airfield.", "RETREAT", ["soldiers"], []),
    ("Togo demanded that Benin release the fishermen.", "REQUEST", ["Togo"], ["Benin"]),
    ("After banning the march, Togo sent soldiers to the square.", "COERCE", ["Togo"], []),
    ("The raids of Eritrea on Yemen continued.", "ASSAULT", ["Eritrea"], ["Yemen"]),
    ("Peru will move 75 of some 100 soldiers out of Chile.", "CONCEDE", ["Peru"], ["Chile"]),
]
PLACES = [
    ("Togo told Accra to release the fishermen.", ("Accra",), None),
    ("Peru exported gas to Chile.", ("Chile",), None),
    ("Russian soldiers entered a base in Niger.", ("Niger",), 0),
    ("Russian soldiers arrived in Niger's capital.", ("Niger",), 0),
    ("Niger's army arrested a mayor.", ("Niger",), None),
    ("Gunmen attacked a market in Gao, said an officer in Paris.", ("Gao", "Paris"), 0),
    ("An officer in Paris said gunmen attacked a market.", ("Paris",), None),
    ("France withdrew its soldiers from Chad.", ("Chad",), 0),
]


def whole(text: str, knowledge: Knowledge) -> Reading:
    """A text read with all stages, so that only those who are known as such take part."""
    return run(Report(id="test", text=text), knowledge)


@pytest.mark.parametrize(("text", "kind"), NOT, ids=lambda value: str(value))
def test_another_sense(text: str, kind: str, knowledge: Knowledge) -> None:
    """What only sounds like an act of the type is none."""
    assert kind not in [event.type for event in whole(text, knowledge).events]


@pytest.mark.parametrize(("text", "kind"), HEARD, ids=lambda value: str(value))
def test_heard_in_vain(text: str, kind: str, knowledge: Knowledge) -> None:
    """Known failures: what only sounds like an act is heard as one. Once it is not, move it to the others."""
    assert kind in [event.type for event in whole(text, knowledge).events]


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), IS, ids=lambda value: str(value))
def test_not_missed(text: str, kind: str, actors: list[str], recipients: list[str], manual: Knowledge) -> None:
    """An act told in an unusual way is found, with those who take part."""
    reading = coded(text, manual)
    event = next(event for event in reading.events if event.type == kind)
    assert [name.split()[-1] for name in names(reading, event.actors)] == actors
    assert [name.split()[-1] for name in names(reading, event.recipients)] == recipients


@pytest.mark.parametrize(("text", "places", "expected"), PLACES, ids=lambda value: str(value))
def test_where_it_is(text: str, places: tuple[str, ...], expected: int | None, knowledge: Knowledge) -> None:
    """The place of an act is where its own clause says that it is: nobody who is spoken to, owns or vouches."""
    reading = coded(text, knowledge, places=places)
    assert [event.place for event in reading.events][:1] == [expected]


def test_the_dead_belong_to_the_attack(knowledge: Knowledge) -> None:
    """A toll that another clause tells goes to the one attack of the sentence, and to no meeting."""
    text = "Ten farmers died when gunmen attacked a bus, and the ministers of Peru and Chile met."
    reading = coded(text, knowledge, figures=(("Ten", 10, "dead"),))
    told = {event.type: len(event.figures) for event in reading.events}
    assert told == {"ASSAULT": 1, "CONSULT": 0}


def test_a_toll_holds_an_attack(knowledge: Knowledge) -> None:
    """An attack that nobody is named for is kept where it is told whom it killed; without that it is not."""
    (event,) = whole("Clashes overnight left 12 dead.", knowledge).events
    assert (event.type, event.figures) == ("ASSAULT", (0,))
    assert whole("There were clashes overnight.", knowledge).events == ()


def test_a_sign_is_part_of_its_protest(knowledge: Knowledge) -> None:
    """What a protest demands is no event beside it, and the protest keeps the place and the day told of it."""
    text = "Marchers hold a banner demanding that soldiers leave Chad during a rally in Accra, Ghana, May 3, 2021."
    reading = whole(text, knowledge)
    event = next(event for event in reading.events if event.type == "PROTEST")
    assert event.place is not None
    assert reading.places[event.place].name == "Accra"
    assert event.time is not None
    assert reading.times[event.time].value == "2021-05-03"


def test_what_is_talked_about_is_elsewhere(knowledge: Knowledge) -> None:
    """An act that somebody is asked about is not where the asking is done."""
    reading = whole("Asked about the Danish deployment, a clerk spoke to reporters in Oslo.", knowledge)
    assert [event.place for event in reading.events if event.type == "MOBILIZE"] == [None]
