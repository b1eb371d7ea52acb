"""People's words on coded events: shown everywhere, kept when a report is read anew, and taken back without a trace."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.attach import attached, moved, part_id, part_of
from dateline.model.edits import Edits, lines, parsed
from dateline.model.errors import StoreError
from dateline.model.event import QUADS, Event
from dateline.model.judgement import Judgement
from dateline.model.marks import Actor, Place, Statement, When
from dateline.model.reading import Reading
from dateline.model.report import Page, Report
from dateline.model.text import OffsetMap, Span
from dateline.model.tokens import Sentence
from dateline.model.wanted import Wanted
from dateline.store import Store

TEXT = "The mayor of Bol met the fishers on 3 May. A spokesman said that guards fired at two boats near Bosso."
LONGER = "Correction: an earlier version named another town. " + TEXT
AT = "2024-06-01T08:00:00+00:00"


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def reading(text: str = TEXT, first: str = "met", second: str | None = "fired at", maker: str = "1") -> Reading:
    """A report of two sentences with an event in each, as one maker or another has it."""
    here = [span(words, text) for words in ("The mayor", "the fishers", "guards", "two boats")]
    sentences = [span(text[: text.index(" A spokesman")], text), span(text[text.index("A spokesman") :], text)]
    events = [Event(span(first, text), "CONSULT", QUADS["CONSULT"], actors=(0,), recipients=(1,), time=0, score=0.4)]
    if second:
        assault = Event(span(second, text), "ASSAULT", QUADS["ASSAULT"], mode="attack", cameo="190", actors=(2,))
        events.append(replace(assault, recipients=(3,), place=1, statement=0, score=0.6))
    said = Statement((span("A spokesman", text),), (span("said", text),), (span("guards fired at two boats", text),))
    return Reading(
        Report("r", text, title="At the lake", published="2024-05-05", offsets=OffsetMap.identity(len(text))),
        sentences=tuple(Sentence(one, 0, 0, number) for number, one in enumerate(sentences)),
        times=(When(span("on 3 May", text), "DATE", "2024-05-03", "2024-05-03", "2024-05-03"),),
        places=(
            Place(span("Bol", text), "Bol", kind="settlement", country="TD", lat=13.46, lon=14.71, radius_km=4.0),
            Place(span("Bosso", text), "Bosso", kind="settlement", country="NE", lat=13.7, lon=13.31, radius_km=8.0),
        ),
        actors=tuple(Actor(one, one.of(text).removeprefix("The ").removeprefix("the ")) for one in here),
        statements=(said,),
        events=tuple(events),
        makers={"events": maker},
    )


def add(store: Store, one: Reading, fetched: str | None = None) -> None:
    with store.writer() as writer:
        writer.add(one, Page("r.txt", one.text.encode(), "text/plain", id="r", fetched=fetched))


def judge(store: Store, words: str, verdict: Any = "same", author: str = "Ada", **edits: Any) -> int:
    where = span(words)
    of = part_id("r", 1, where.start, where.end)
    with store.writer() as writer:
        return writer.judge(Judgement(of, of, "event", verdict, None, lines(edits, TEXT), author, AT))


def event(store: Store, index: int = 1, version: int | None = None) -> dict[str, Any]:
    found: dict[str, Any] = store.view.reading("r", version)["events"][index]
    return found


def listed(store: Store) -> list[dict[str, Any]]:
    return [one for row in store.view.found(Wanted())[1] for one in row["events"]]


def test_an_edited_event_stands_in_the_place_of_the_machines(store: Store) -> None:
    """Roles, type, status, place and day are those that a person gave, in the report, on the map, the timeline and in
    the list, with who and when; the machine's own is kept beneath, and is back when the word is taken back."""
    add(store, reading())
    own = event(store)
    number = judge(
        store,
        "fired at",
        who=[span("A spokesman")],
        where=[span("Bol")],
        type="THREATEN",
        status="denied",
        day=("2024-05-01", "2024-05-02"),
    )
    shown, marks = event(store), store.view.reading("r")
    assert (shown["type"], shown["quad"], shown["mode"], shown["cameo"]) == (
        "THREATEN",
        "verbal-conflict",
        None,
        None,
    )
    assert (shown["status"], shown["factuality"]) == ("denied", -3.0)
    assert [marks["actors"][at]["name"] for at in shown["actors"]] == ["A spokesman"]
    assert marks["places"][shown["place"]]["name"] == "Bol"
    assert marks["times"][shown["time"]]["earliest"] == "2024-05-01"
    assert shown["judged"] == {
        "id": number,
        "state": "edited",
        "author": "Ada",
        "at": AT,
        "changed": ["who", "where", "type", "status", "day"],
        "own": own,
    }
    wanted = Wanted(types=("THREATEN",), statuses=("denied",), first="2024-05-01", countries=("TD",))
    counted = store.view.overview(wanted)
    assert counted["found"] == {"events": 1, "reports": 1}
    row = next(one for one in listed(store) if one["type"] == "THREATEN")
    assert (row["who"], row["judged"]["state"], row["judged"]["author"]) == (["A spokesman"], "edited", "Ada")
    with store.writer() as writer:
        writer.take_back(number, "Ben", AT)
    assert event(store) == own
    assert store.view.overview(Wanted(types=("THREATEN",)))["found"]["events"] == 0


def test_a_rejected_event_stays_where_it_is_and_counts_nowhere(store: Store) -> None:
    """Indexes of the others stay what they were; counts and the list leave it out."""
    add(store, reading())
    judge(store, "met", "different")
    assert event(store, 0)["rejected"] is True
    assert event(store, 0)["judged"]["state"] == "rejected"
    assert [one["index"] for one in listed(store)] == [1]
    assert store.view.reports()[1][0]["events"] == 1
    assert store.view.overview(Wanted())["total"]["events"] == 1
    judge(store, "met", "same", "Ben")
    assert event(store, 0)["judged"]["author"] == "Ben"
    assert store.view.overview(Wanted())["total"]["events"] == 2


@pytest.mark.parametrize("again", ["fired at", "guards fired", "fired at two boats"])
def test_a_word_is_kept_when_the_report_is_read_anew(store: Store, again: str) -> None:
    """Another reading may have the event at another place of its list and with a wider trigger: the word is on it."""
    add(store, reading())
    judge(store, "fired at", status="denied")
    newer = reading(second=again, maker="2")
    add(store, replace(newer, events=newer.events[::-1]))
    assert event(store, 0)["judged"]["state"] == "edited"
    assert event(store, 0)["status"] == "denied"
    assert "judged" not in event(store, 1)
    assert [one["id"] for one in store.view.uncertain()] == [part_id("r", 1, span("met").start, span("met").end)]


def test_what_a_person_vouched_for_is_not_lost(store: Store) -> None:
    """An event that the machine no longer finds stays where a person accepted it, told by whom it was told; a rejected
    one is gone, and nothing of it comes up again."""
    add(store, reading())
    judge(store, "fired at")
    judge(store, "met", "different")
    add(store, replace(reading(second=None, maker="2"), statements=()))
    last = store.view.reading("r")
    kept = last["events"][-1]
    assert (kept["type"], kept["judged"]["state"], len(last["events"])) == ("ASSAULT", "accepted", 2)
    assert last["statements"][kept["statement"]]["source"] == [{"start": 43, "end": 54}]
    assert [(one["type"], one["told"]) for one in listed(store)] == [("ASSAULT", True)]


def test_a_word_goes_with_its_sentence_into_a_new_version(store: Store) -> None:
    """A page that was changed elsewhere keeps what was judged; a sentence that is told otherwise now is judged anew."""
    add(store, reading())
    judge(store, "fired at", status="denied")
    judge(store, "met")
    changed = LONGER.replace("met the fishers", "met the fishers and drivers")
    add(store, replace(reading(changed), report=replace(reading(changed).report, text=changed)), fetched="2024-06-02")
    now = store.view.reading("r")["events"]
    assert [one.get("judged", {}).get("state") for one in now] == [None, "edited"]
    assert now[1]["start"] == changed.index("fired at")


def test_many_are_accepted_and_taken_back_at_once(store: Store) -> None:
    """One word for all that nobody has judged, one row in the trail, and one undo."""
    add(store, reading())
    judge(store, "met", "different", "Ben")
    keys = store.view.unjudged(Wanted())
    with store.writer() as writer:
        number, count = writer.accept([*keys, *keys], "Ada", AT)
    assert (count, store.view.unjudged(Wanted()), store.view.uncertain()) == (1, [], [])
    assert event(store)["judged"]["state"] == "accepted"
    with store.writer() as writer, pytest.raises(StoreError, match="none"):
        writer.accept(keys, "Ada", AT)
    for _ in range(3):
        add(store, reading(maker=str(_)))
    with store.writer() as writer:
        writer.take_back(number, "Ada", AT)
    assert "judged" not in event(store)
    assert event(store, 0)["judged"]["author"] == "Ben"
    assert len(store.view.unjudged(Wanted())) == 1


@pytest.mark.parametrize(
    "reason",
    ["who: 5-2 “x”", "who: 1-3 “ab", "type: PARTY", "status: maybe", "day: 2024-13-01", "day: 2024-05-02 to 2024-05-01",
     "place: []", 'place: {"name": 7}', "where: ", "what: —", "mode: <b>", "I asked them"],
)  # fmt: skip
def test_what_is_no_edit_changes_nothing(reason: str) -> None:
    """A reason in a person's own words, or one that cannot be, is no edit."""
    assert parsed([reason]) == {}


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda at: Span(at[0], at[0] + at[1])), max_size=4
)
DAYS = st.one_of(st.none(), st.dates().map(str))


@given(
    text=st.text(min_size=80, max_size=120),
    who=SPANS,
    days=st.tuples(DAYS, DAYS).filter(lambda ends: not all(ends) or ends[0] <= ends[1]),
    mode=st.sampled_from([None, "attack"]),
    name=st.text(min_size=1, max_size=12).filter(str.strip),
)
def test_edits_come_back_from_their_lines(text: str, who: list[Span], days: Any, mode: str | None, name: str) -> None:
    """Whatever the words are, what was written is what is read."""
    place = {"name": name, **dict.fromkeys(("kind", "country", "lat", "lon", "radius_km", "geonames"))}
    edits: Edits = {"who": who, "type": "AID", "mode": mode, "day": days, "place": place}
    assert parsed(lines(edits, text)) == edits


@given(st.text(max_size=40), st.integers(0, 99), st.integers(0, 99), st.integers(1, 9))
def test_ids_name_what_they_were_made_of(report: str, version: int, start: int, long: int) -> None:
    """Also where the report's own id has the signs of one in it."""
    found = part_of(part_id(report or "#", version, start, start + long))
    assert found is not None
    assert tuple(found) == (report or "#", version, Span(start, start + long))


def test_the_nearest_is_attached() -> None:
    """The same words before any others, else those with the most in common; what shares none is not it."""
    assert attached(Span(4, 8), [Span(0, 5), Span(3, 9), Span(4, 8)]) == 2
    assert attached(Span(4, 8), [Span(0, 5), Span(5, 9)]) == 1
    assert attached(Span(4, 8), [Span(0, 4), Span(8, 9)]) is None
    assert moved(span("met"), TEXT, LONGER, [Span(0, len(TEXT))]) == span("met", LONGER)
    assert moved(span("met"), TEXT, TEXT + TEXT, [Span(0, len(TEXT))]) is None
