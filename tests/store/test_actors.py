"""Who is told of, for every store: counted, found, settled, and taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import text as sql

from dateline.model.errors import NoSuchActor
from dateline.model.judgement import Judgement
from dateline.model.names import own_key
from dateline.store import Store
from dateline.store.judging import Judging
from dateline.store.migrations import MIGRATIONS
from dateline.store.view import View
from tests.store.telling import LAND, Did, Has, One, Said, tell

OSTMARK = One("Ostmark", "state:AUT", "AUT", "GOV")
LIND = One("Oda Lind", None, "AUT", "GOV")
SHORT = One("O. Lind")
GUARDS = One("two guards", None, "AUT", "MIL")
CROWD = One("Crowds", None, "AUT", "CVL", begins=True)


@pytest.fixture
def told(store: Store) -> Store:
    """Three reports in which one person has two names."""
    tell(
        store,
        "a",
        "2024-05-01",
        [Did(LIND, "met", OSTMARK, day="2024-04-30"), Said(LIND), Did(GUARDS, "held", LIND, "COERCE")],
    )
    tell(store, "b", "2024-05-03", [Did(OSTMARK, "warned", SHORT, "THREATEN", "2024-05-02"), Said(SHORT)])
    tell(
        store,
        "c",
        "2024-05-02",
        [Has(OSTMARK, (40, 40, 40), LAND), Did(OSTMARK, "met", One("a crowd")), Did(CROWD, "met", LIND)],
    )
    return store


def judge(store: Store, left: str, right: str, verdict: str = "same", reasons: tuple[str, ...] = ()) -> int:
    made = Judgement(left, right, "actor", verdict, None, reasons, "Ada", "2024-06-01T10:00:00+00:00")  # type: ignore[arg-type]
    return Judging(store).judge(made)


def counts(store: Store, id: str) -> tuple[int, int, int, int]:
    one = store.view.actors.one(id)
    return one["reports"], one["acts"], one["acted_on"], one["statements"]


def test_actors_are_listed_by_what_they_do(told: Store) -> None:
    """Those with a name come with counts of events, statements and reports; a description is only there if asked for,
    and a search takes the beginnings of words."""
    actors = told.view.actors
    total, rows = actors.listed()
    assert (3, ["name:oda lind", "state:AUT", "name:o lind"]) == (total, [row["id"] for row in rows])
    assert (2, 1, 1) == (rows[1]["acts"], rows[1]["acted_on"], rows[1]["presences"])
    assert ["code:AUT-CVL", "code:AUT-MIL"] == sorted(row["id"] for row in actors.listed(shown="described")[1])
    assert ["name:oda lind"] == [row["id"] for row in actors.listed("od lind")[1]]
    assert "state:AUT" == actors.listed(order="statements")[1][-1]["id"]
    assert (3, 1) == (actors.listed(limit=1, offset=1)[0], len(actors.listed(limit=1, offset=1)[1]))


def test_one_actor_has_events_words_and_counterparts(told: Store) -> None:
    """Events come latest first with their sentences, in one role if asked; counterparts tell who acts upon whom by
    quad, also those that are only described."""
    actors = told.view.actors
    total, events = actors.events("name:oda lind")
    assert 3 == total
    assert "2024-04-30" == events[0]["earliest"]
    words, trigger = events[0]["words"], events[0]["trigger"]
    assert "met" == words[trigger["start"] : trigger["end"]]
    assert (1, 2) == (actors.events("name:oda lind", "who")[0], actors.events("name:oda lind", "whom")[0])
    about = actors.one("name:oda lind")
    sides = {one["id"]: (sum(one["toward"]), sum(one["against"])) for one in about["counterparts"]}
    assert {"state:AUT": (1, 0), "code:AUT-MIL": (0, 1), "code:AUT-CVL": (0, 1)} == sides
    assert ("2024-05-01", "2024-05-02") == (about["first"], about["last"])
    assert [{"day": "2024-04-30", "counts": [1, 0, 0, 0]}] == about["days"]["bars"]
    assert 2 == about["days"]["undated"]
    assert "that nothing had changed" in actors.statements("name:oda lind")[1][0]["words"]
    with pytest.raises(NoSuchActor):
        actors.one("name:nobody of note")


def test_a_settled_name_counts_with_whose_it_is(told: Store) -> None:
    """A name that is said to be another's leaves the queue, its page leads there, and what it did counts there; taking
    that back leaves all as it was."""
    actors = told.view.actors
    before = counts(told, "name:oda lind")
    assert ["name:oda lind", "name:o lind"] == [one["id"] for one in actors.newcomers()[1]]
    number = judge(told, "name:o lind", "name:oda lind")
    assert ["name:oda lind"] == [one["id"] for one in actors.newcomers()[1]]
    assert "name:oda lind" == actors.one("name:o lind")["id"]
    assert (3, 1, 3, 2) == counts(told, "name:oda lind")
    warned = actors.events("state:AUT", "who")[1][0]
    assert ["name:oda lind"] == [one["id"] for one in warned["whom"]]
    Judging(told).take_back(number, "Ben", "2024-06-02T10:00:00+00:00")
    assert before == counts(told, "name:oda lind")
    trail = actors.settled()[1]
    assert [(number, None), (None, number + 1)] == [(one["retracts"], one["taken_back"]) for one in trail]


def test_a_new_actor_and_nobody(told: Store) -> None:
    """A person adds an actor with name and country, to whom further names can be given; a name that is nobody's is in
    no list, yet its page says who decided so."""
    actors = told.view.actors
    judge(told, "name:oda lind", own_key("Oda Lind"), reasons=("name: Oda Lind", "country: AUT", "sector: GOV"))
    judge(told, "name:o lind", own_key("Oda Lind"))
    one = actors.one("own:oda lind")
    assert ("Oda Lind", "known", "AUT", 2) == (one["name"], one["kind"], one["country"], len(one["settled"]))
    assert (3, 1, 3, 2) == counts(told, "own:oda lind")
    assert 0 == actors.newcomers()[0]
    judge(told, "name:o lind", "name:o lind", "different")
    assert (2, 1, 2, 1) == counts(told, "own:oda lind")
    assert "Ada" == actors.one("name:o lind")["nobody"]["author"]
    assert "name:o lind" not in [row["id"] for row in actors.listed(shown="all")[1]]


def test_names_that_are_each_others_lead_to_one(told: Store) -> None:
    """Two people who settle two names on each other do not lock the pages up."""
    judge(told, "name:o lind", "name:oda lind")
    judge(told, "name:oda lind", "name:o lind")
    assert told.view.actors.one("name:o lind")["id"] == told.view.actors.one("name:oda lind")["id"]


def test_a_rejected_event_is_no_part_of_an_actor(told: Store) -> None:
    """An event that a person rejected is not counted among an actor's, until that is taken back."""
    event = told.view.actors.events("name:o lind")[1][0]
    reading = told.view.reading("b")["events"][event["index"]]
    of = f"b@1#{reading['start']}-{reading['end']}"
    number = Judging(told).judge(Judgement(of, of, "event", "different", None, (), "Ada", "2024-06-01T10:00:00+00:00"))
    assert (1, 0, 0, 1) == counts(told, "name:o lind")
    Judging(told).take_back(number, "Ada", "2024-06-02T10:00:00+00:00")
    assert (1, 0, 1, 1) == counts(told, "name:o lind")


def test_what_is_read_anew_takes_the_place_of_what_was_read(told: Store) -> None:
    """A new reading of a report leaves no row of the old one behind."""
    tell(
        told,
        "b",
        "2024-05-03",
        [Did(OSTMARK, "warned", SHORT, "THREATEN", "2024-05-02"), Said(SHORT)],
        maker="hand/2/0",
    )
    assert (1, 0, 1, 1) == counts(told, "name:o lind")


def test_an_older_store_gets_its_actors(told: Store) -> None:
    """The rows are made from the readings of a store that was written before there were any."""
    before = told.view.actors.one("name:oda lind"), told.view.presences.on()
    with told.writer() as writer:
        for table in ("appearances", "roles", "presences"):
            writer._connection.execute(sql(f"DELETE FROM {table}"))
        next(change for name, change in MIGRATIONS if name.startswith("who is told of"))(writer._connection)
    view = View(told.view._engine)
    assert before == (view.actors.one("name:oda lind"), view.presences.on())
