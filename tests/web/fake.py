"""A store in memory with two invented reports, for the tests of the pages and for looking at them."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from dateline.model.errors import NoSuchReport
from dateline.model.report import Page
from dateline.model.wanted import Box, Wanted
from dateline.model.wire import reading_from_json
from dateline.store import Store, open_store
from dateline.store.actors import Actors
from dateline.store.presence import Presences
from tests.web import fake_story
from tests.web.words import CONVOY, MARKET, Words


def _ordered(marks: Mapping[str, dict[str, Any]]) -> tuple[list[dict[str, Any]], dict[str, int]]:
    names = sorted(marks, key=lambda name: marks[name]["start"])
    return [marks[name] for name in names], {name: index for index, name in enumerate(names)}


def _place(at: dict[str, int], name: str, kind: str, country: str | None, **more: Any) -> dict[str, Any]:
    blank = {
        "form": "name",
        "lat": None,
        "lon": None,
        "radius_km": None,
        "admin1": None,
        "geonames": None,
        "score": 0.9,
    }
    return {**at, **blank, "name": name, "kind": kind, "country": country, **more}


def _time(
    at: dict[str, int], value: str, earliest: str | None, latest: str | None, kind: str = "DATE"
) -> dict[str, Any]:
    return {**at, "type": kind, "value": value, "earliest": earliest, "latest": latest, "score": 0.9}


def _actor(at: dict[str, int], name: str, country: str | None, sector: str | None) -> dict[str, Any]:
    return {**at, "name": name, "id": None, "country": country, "sector": sector, "score": 0.8}


def convoy() -> dict[str, Any]:
    """A reading that has one of everything, with a letter outside the basic plane before most of its marks."""
    at = Words(CONVOY)
    places, place = _ordered(
        {
            "niamey-headline": _place(at("Niamey"), "Niamey", "settlement", "NE", lat=13.51, lon=2.11, radius_km=10),
            "dateline": _place(at("DIFFA"), "Diffa", "settlement", "NE", lat=13.32, lon=12.61, radius_km=5),
            "niger": _place(at("Niger"), "Niger", "country", "NE", lat=17.6, lon=8.08, radius_km=900),
            "road": _place(
                at("the lake road east of Diffa"),
                "lake road east of Diffa",
                "landmark",
                "NE",
                form="relative",
                lat=13.35,
                lon=12.9,
                radius_km=40,
            ),
            "chad-1": _place(at("Chad"), "Chad", "country", "TD", lat=15.4, lon=18.7, radius_km=900),
            "niger-2": _place(at("Niger", 1), "Niger", "country", "NE", lat=17.6, lon=8.08, radius_km=900),
            "niamey": _place(at("Niamey", 1), "Niamey", "settlement", "NE", lat=13.51, lon=2.11, radius_km=10),
            "nigerien": _place(
                at("Nigerien"), "Niger", "country", "NE", form="demonym", lat=17.6, lon=8.08, radius_km=900
            ),
            "islands": _place(at("the islands"), "the islands", "region", None),
            "bosso": _place(at("Bosso"), "Bosso", "settlement", "NE", lat=13.70, lon=13.31, radius_km=8),
            "agadez": _place(at("Agadez"), "Agadez", "settlement", "NE", lat=16.97, lon=7.99, radius_km=10),
            "ndjamena": _place(at("N'Djamena"), "N'Djamena", "settlement", "TD", form="metonym", lat=12.11, lon=15.04),
            "lake": _place(at("Lake Chad"), "Lake Chad", "water", None, lat=13.0, lon=14.2, radius_km=90),
            "niamey-asked": _place(at("Niamey", 2), "Niamey", "settlement", "NE", form="metonym", lat=13.51, lon=2.11),
        }
    )
    times, time = _ordered(
        {
            "friday": _time(at("on Friday"), "2024-05-03", "2024-04-26", "2024-05-03"),
            "since": _time(at("Saturday morning"), "2024-05-04TMO", "2024-05-04", "2024-05-04", "TIME"),
            "now": _time(at("now"), "PRESENT_REF", "2024-05-05", "2024-05-05"),
            "next-week": _time(at("next week"), "2024-W19", "2024-05-06", "2024-05-12"),
            "caption": _time(at("March 2023"), "2023-03", "2023-03-01", "2023-03-31"),
            "monday": _time(at("Monday"), "2024-05-06", "2024-05-06", "2024-05-06"),
            "2021": _time(at("2021"), "2021", "2021-01-01", "2021-12-31"),
        }
    )
    actors, actor = _ordered(
        {
            "gunmen": _actor(at("Gunmen"), "gunmen", None, "REB"),
            "drivers": _actor(at("four drivers"), "drivers", None, "CVL"),
            "official": _actor(at("a regional official"), "regional official", "NER", "GOV"),
            "delegates": _actor(at("delegates from Chad and Niger"), "delegates from Chad and Niger", None, "GOV"),
            "abdou": _actor(at("Moussa Abdou"), "Moussa Abdou", None, "CVL"),
            "men": _actor(at("men on motorcycles"), "gunmen", None, "REB"),
            "soldiers": _actor(at("Nigerien soldiers"), "Armed forces of Niger", "NER", "MIL"),
            "ministry": _actor(at("defence ministry"), "Ministry of Defence (Niger)", "NER", "MIL"),
            "ndjamena": _actor(at("N'Djamena"), "Government of Chad", "TCD", "GOV"),
            "spokesman": _actor(at("Chad's government spokesman"), "spokesman, Government of Chad", "TCD", "GOV"),
            "niamey": _actor(at("Niamey", 2), "Government of Niger", "NER", "GOV"),
            "unions": _actor(at("Farmers' unions in Diffa"), "farmers' unions", "NER", "BUS"),
            "sani": _actor(at("Hadiza Sani"), "Hadiza Sani", "NER", "BUS"),
        }
    )
    nowhere = {"actor": None, "place": None, "time": None}
    figures, figure = _ordered(
        {
            "wounded": {
                **at("four"),
                "value": 4,
                "low": 4,
                "high": 4,
                "approximate": False,
                "unit": "people",
                "counts": "wounded",
                "scope": {**nowhere, "place": place["road"], "time": time["friday"]},
            },
            "men": {
                **at("about 60 men"),
                "value": 60,
                "low": 54,
                "high": 66,
                "approximate": True,
                "unit": "people",
                "counts": "men",
                "scope": {**nowhere, "actor": actor["men"]},
            },
            "soldiers": {
                **at("some 200"),
                "value": 200,
                "low": 180,
                "high": 220,
                "approximate": True,
                "unit": "people",
                "counts": "soldiers",
                "scope": {"actor": actor["soldiers"], "place": place["bosso"], "time": time["now"]},
            },
            "millet": {
                **at("about $2 million"),
                "value": 2_000_000,
                "low": 1_800_000,
                "high": 2_200_000,
                "approximate": True,
                "unit": "currency:USD",
                "counts": "millet",
                "scope": None,
            },
            "distance": {
                **at("five kilometers"),
                "value": 5,
                "low": 5,
                "high": 5,
                "approximate": False,
                "unit": "km",
                "counts": "kilometer",
                "scope": None,
            },
            "dead": {
                **at("between 12 and 15 people"),
                "value": None,
                "low": 12,
                "high": 15,
                "approximate": False,
                "unit": "people",
                "counts": "dead",
                "scope": {**nowhere, "time": time["2021"]},
            },
        }
    )
    statements = [
        {
            "source": [at("a regional official")], "cue": [at("said")],
            "content": [at.between("Gunmen stopped", "four drivers")],
            "source_kind": "unnamed", "source_actor": actor["official"], "stance": "states", "audience": None,
        },
        {
            "source": [at("Moussa Abdou")], "cue": [at("said", 1)],
            "content": [at('"They came out of the reeds and there was nothing we could do,"')],
            "source_kind": "named", "source_actor": actor["abdou"], "stance": "states", "audience": None,
        },
        {
            "source": [at("He", 0)], "cue": [at("said", 2)],
            "content": [at("about 60 men on motorcycles took part")],
            "source_kind": "named", "source_actor": actor["abdou"], "stance": "states", "audience": None,
        },
        {
            "source": [at("A defence ministry statement")], "cue": [at("said", 3)],
            "content": [at("reinforcements would be sent from Agadez next week")],
            "source_kind": "document", "source_actor": actor["ministry"], "stance": "promises", "audience": None,
        },
        {
            "source": [at("N'Djamena")], "cue": [at("denied")],
            "content": [at("that the attackers had crossed from its side of Lake Chad")],
            "source_kind": "institution", "source_actor": actor["ndjamena"], "stance": "denies", "audience": None,
        },
        {
            "source": [at("Chad's government spokesman")], "cue": [at("told")],
            "content": [at('"Our posts saw no movement,"')],
            "source_kind": "named", "source_actor": actor["spokesman"], "stance": "denies", "audience": "reporters",
        },
        {
            "source": [at("union leader Hadiza Sani")], "cue": [at("warned")],
            "content": [
                at("If escorts are not granted"),
                at("lorries will stay parked and about $2 million of millet will rot"),
            ],
            "source_kind": "named", "source_actor": actor["sani"], "stance": "threatens", "audience": None,
        },
    ]  # fmt: skip
    statements.sort(key=lambda one: min(span["start"] for part in ("source", "cue", "content") for span in one[part]))

    def said_by(words: str) -> int:
        return next(i for i, one in enumerate(statements) if at(words) in one["cue"] or at(words) in one["source"])

    def event(trigger: dict[str, int], kind: str, quad: str, **more: Any) -> dict[str, Any]:
        blank: dict[str, Any] = {
            "mode": None, "cameo": None, "actors": [], "recipients": [], "place": None, "time": None, "figures": [],
            "statement": None, "status": "happened", "factuality": 3, "because": [], "score": 0.8, "why": [],
        }  # fmt: skip
        return {**trigger, **blank, "type": kind, "quad": quad, **more}

    events = [
        event(
            at("stopped"), "ASSAULT", "material-conflict", mode="attack", cameo="190", actors=[actor["gunmen"]],
            recipients=[actor["drivers"]], place=place["road"], time=time["friday"], figures=[figure["wounded"]],
            statement=said_by("a regional official"), because=[at("stopped")],
            why=["verb “stop” with an armed subject", "past tense in the main clause"],
        ),
        event(
            at("meet"), "CONSULT", "verbal-cooperation", mode="meet", cameo="046", actors=[actor["delegates"]],
            place=place["niamey"], status="planned", factuality=1, because=[at("due to")], why=["“due to”"],
        ),
        event(
            at("searching"), "COERCE", "material-conflict", mode="restrict", cameo="170",
            actors=[actor["soldiers"]], place=place["islands"], time=time["since"], status="ongoing",
            because=[at("have been")], why=["progressive"],
        ),
        event(
            at("sent"), "MOBILIZE", "material-conflict", mode="troops", cameo="152", actors=[actor["ministry"]],
            place=place["agadez"], time=time["next-week"], statement=said_by("A defence ministry statement"),
            status="planned", factuality=2, because=[at("would")], why=["“would” under a promise"],
        ),
        event(
            at("crossed"), "ASSAULT", "material-conflict", cameo="190", actors=[actor["ndjamena"]], place=place["lake"],
            statement=said_by("denied"), status="denied", factuality=-3, because=[at("denied")],
            why=["content of a denial"],
        ),
        event(
            at("asked"), "REQUEST", "verbal-conflict", mode="assist", cameo="020", actors=[actor["spokesman"]],
            recipients=[actor["niamey"]], because=[at("asked")],
        ),
        event(
            at("share"), "COOPERATE", "material-cooperation", mode="intelligence", cameo="064",
            actors=[actor["niamey"]], status="asked", factuality=0, because=[at("asked")], why=["object of a request"],
        ),
        event(
            at("march"), "PROTEST", "material-conflict", mode="demo", cameo="141", actors=[actor["unions"]],
            place=place["dateline"], time=time["monday"], status="planned", factuality=2, because=[at("called")],
        ),
        event(
            at("stay parked"), "SANCTION", "material-conflict", mode="withdraw", cameo="143", actors=[actor["sani"]],
            statement=said_by("warned"), status="hypothetical", factuality=1, because=[at("If"), at("will", 0)],
            figures=[figure["millet"]], why=["main clause of a condition"],
        ),
        event(
            at("attack", 1), "ASSAULT", "material-conflict", mode="attack", cameo="190", time=time["2021"],
            figures=[figure["dead"]], because=[at("killed")],
        ),
    ]  # fmt: skip
    events.sort(key=lambda one: one["start"])
    sentences = []
    start = 0
    for line in CONVOY.splitlines(keepends=True):
        if line.strip():
            sentences.append({"start": start, "end": start + len(line.rstrip()), "caption": "photographed" in line})
        start += len(line)
    return {
        "id": "delta-0503",
        "title": "Convoy halted on lake road as talks open in Niamey",
        "publisher": "Delta Wire (sample)",
        "url": "https://delta-wire.example/2024/05/convoy",
        "lang": "en",
        "authors": ["Aïcha Brandt", "Tom Oyelaran"],
        "published": "2024-05-05T07:40:00+01:00",
        "published_from": "json-ld",
        "text": CONVOY,
        "furniture": [
            {**at("Convoy halted on lake road as talks open in Niamey"), "kind": "headline-repeat"},
            {**at("3 mins read"), "kind": "reading-time"},
            {**at("The lake road at Bosso, photographed in March 2023. (Delta Wire/Sample)"), "kind": "caption"},
            {**at("Read more: What the lake has lost in forty years"), "kind": "promo"},
        ],
        "sentences": sentences,
        "places": places,
        "times": times,
        "actors": actors,
        "figures": figures,
        "statements": statements,
        "events": events,
        "presence": [
            {
                "kind": "forces", "actor": actor["soldiers"], "place": place["bosso"], "figure": figure["soldiers"],
                "time": time["now"], "statement": None,
            }
        ],
        "makers": {"places": "where/1/0a1b2c3d", "events": "match/1/0a1b2c3d", "statements": "said/1/0a1b2c3d"},
    }  # fmt: skip


def market() -> dict[str, Any]:
    """A report in which almost nothing was found, and of which little is known."""
    empty: dict[str, Any] = dict.fromkeys(("publisher", "url", "lang", "published", "published_from"))
    lists: dict[str, Any] = {
        name: []
        for name in ("authors", "furniture", "places", "times", "actors", "figures", "statements", "events", "presence")
    }
    return {
        "id": "bol market/1", "title": "Bol market reopens after the flood", **empty, "text": MARKET, "sentences": [],
        **lists, "makers": {},
    }  # fmt: skip


JUDGED = ("events", "places", "times", "actors", "figures", "statements")


class FakeView:
    """The View of a store that holds two reports, and of the first of them two versions."""

    def __init__(self, readings: Sequence[dict[str, Any]] | None = None) -> None:
        self._readings = {one["id"]: one for one in ((convoy(), market()) if readings is None else readings)}
        self._folder = tempfile.TemporaryDirectory()

    def reports(self, query: str | None = None, limit: int = 50, offset: int = 0) -> tuple[int, list[dict[str, Any]]]:
        rows = [self._row(one) for one in self._readings.values() if not query or query.lower() in one["text"].lower()]
        return len(rows), rows[offset : offset + limit]

    @cached_property
    def stored(self) -> Store:
        """The same reports in a store: what counts over many reports is not made up here a second time."""
        store = open_store(str(Path(self._folder.name) / "fake.sqlite"))
        with store.writer() as writer:
            for one in self._readings.values():
                figures = [figure | {"scope": figure["scope"] or {}} for figure in one["figures"]]
                page = Page(one["id"], one["text"].encode(), "text/plain", id=one["id"])
                writer.add(reading_from_json(one | {"figures": figures}), page)
        return store

    def overview(self, wanted: Wanted, zoom: float = 1.0, frame: Box | None = None, limit: int = 0) -> dict[str, Any]:
        return self.stored.view.overview(wanted, zoom, frame, limit)

    @property
    def actors(self) -> Actors:
        return self.stored.view.actors

    @property
    def presences(self) -> Presences:
        return self.stored.view.presences

    def exported(self, wanted: Wanted) -> Iterator[dict[str, Any]]:
        return self.stored.view.exported(wanted)

    def found(self, wanted: Wanted, limit: int = 20, offset: int = 0) -> tuple[int, list[dict[str, Any]]]:
        return self.stored.view.found(wanted, limit, offset)

    def stories(self, query: str | None = None, limit: int = 50, offset: int = 0) -> tuple[int, list[dict[str, Any]]]:
        told = [fake_story.story()] if self._readings and (not query or query in fake_story.story()["headline"]) else []
        counts = [{name: len(one[name]) for name in ("claims", "incidents", "conflicts")} for one in told]
        return len(told), [one | count for one, count in zip(told, counts, strict=True)][offset : offset + limit]

    def conflicts(self, story: str | None = None, report: str | None = None) -> list[dict[str, Any]]:
        given = self.stored.view.judgements("k1")
        return [one | {"judged": given[-1] if given else None} for one in fake_story.story()["conflicts"]]

    def uncertain(self, limit: int = 50, wanted: Wanted | None = None) -> list[dict[str, Any]]:
        return self.stored.view.uncertain(limit, wanted)

    def unjudged(self, wanted: Wanted) -> list[int]:
        return self.stored.view.unjudged(wanted)

    def count_unjudged(self, wanted: Wanted) -> int:
        return self.stored.view.count_unjudged(wanted)

    def known_places(self, query: str, limit: int = 20) -> list[dict[str, Any]]:
        return self.stored.view.known_places(query, limit)

    def changes(self, report_id: str, before: int | None = None, after: int | None = None) -> dict[str, Any]:
        if report_id != fake_story.IDS[0] or (before or 1, after or 2) != (1, 2):
            raise NoSuchReport(report_id, "has no such versions to compare.", "See its versions.")
        return fake_story.changes()

    def trail(self, limit: int = 50, offset: int = 0) -> tuple[int, list[dict[str, Any]]]:
        return self.stored.view.trail(limit, offset)

    def heads(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        names = ("id", "title", "publisher", "published")
        return [
            {name: self._readings[id][name] for name in names} | {"version": 1} for id in ids if id in self._readings
        ]

    def story(self, id: str) -> dict[str, Any]:
        if id not in self._readings:
            raise NoSuchReport(id, "is in no story.", "See /api/stories for what there is.")
        told = fake_story.story()
        for one in told["incidents"]:
            said = [row for part in one["parts"] for row in self.stored.view.judgements(part["id"])]
            one["judged"] = [row | {"id": row["batch"] or row["key"], "parts": [row["left"]]} for row in said[:1]]
        return told

    def reading(self, report_id: str, version: int | None = None) -> dict[str, Any]:
        if report_id not in self._readings or (version or 1) > len(self.versions(report_id)):
            raise NoSuchReport(report_id, "nothing is stored under that id.", "See `dateline list` for what is.")
        judged = self.stored.view.reading(report_id)
        if any("judged" in event for event in judged["events"]):
            return self._readings[report_id] | {name: judged[name] for name in JUDGED}
        return self._readings[report_id]

    def versions(self, report_id: str) -> list[dict[str, Any]]:
        if report_id not in self._readings:
            raise NoSuchReport(report_id, "nothing is stored under that id.", "See `dateline list` for what is.")
        reading = self._readings[report_id]
        known = {name: reading[name] for name in ("title", "published")}
        first = {"version": 1, "added": "2024-05-05T09:00:00Z", "sha256": "0" * 64, **known}
        second = {"version": 2, "added": "2024-05-06T09:00:00Z", "sha256": self.page_hash(report_id), **known}
        found = [first, second] if report_id == "delta-0503" else [first]
        return [{**one, "current": one is found[-1]} for one in found]

    def page(self, report_id: str, version: int | None = None) -> dict[str, Any]:
        reading = self.reading(report_id, version)
        return {
            "content": self._html(reading).encode(), "media_type": "text/html", "encoding": "utf-8",
            "sha256": self.page_hash(report_id), "url": reading["url"],
        }  # fmt: skip

    def page_hash(self, report_id: str) -> str:
        return hashlib.sha256(self._html(self._readings[report_id]).encode()).hexdigest()

    def source_span(self, report_id: str, start: int, end: int, version: int | None = None) -> list[list[int]]:
        before = self._html(self.reading(report_id, version)).index("<pre>") + len("<pre>")
        return [[before + start, before + end]] if end > start else []

    @staticmethod
    def _html(reading: dict[str, Any]) -> str:
        script = "<script>document.title = 'a script ran'</script>"
        return f"<!doctype html><title>{reading['title']}</title>{script}<pre>{reading['text']}</pre>"

    @staticmethod
    def _row(reading: dict[str, Any]) -> dict[str, Any]:
        lines = [line for line in reading["text"].splitlines() if len(line) > 60]
        row = {name: reading[name] for name in ("id", "title", "publisher", "published", "lang", "url")}
        counts = {name: len(reading[name]) for name in ("statements", "events", "places")}
        return {
            **row, **counts, "version": 1, "added": "2024-05-05T09:00:00Z", "lede": lines[0] if lines else None,
            "words": len(reading["text"].split()),
        }  # fmt: skip
