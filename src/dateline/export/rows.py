"""Events as flat rows, for formats that are tables: one row an event, each with the words that it rests on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dateline.export import words

Answer = dict[str, Any]

COLUMNS = (
    "report", "version", "event", "title", "publisher", "published", "url", "type", "mode", "cameo", "quad", "status",
    "factuality", "score", "actors", "actor_countries", "recipients", "recipient_countries", "place", "place_kind",
    "country", "lat", "lon", "radius_km", "earliest", "latest", "figures", "source", "source_kind", "start", "end",
    "trigger", "words", "judged", "judged_by",
)  # fmt: skip
"""`event` counts from 1, as the links to events do; `start` and `end` are code points of the trigger in the text;
`source` is who vouches, and empty where the report itself does; `words` is the sentence; `judged` what a person
made of the event: accepted, edited, rejected or open."""


def event_rows(answers: Iterable[Answer]) -> Iterator[dict[str, Any]]:
    """A row for each event of each reading; of a reading with `wanted` only those. What is unknown is None."""
    for answer in answers:
        if "error" in answer:
            continue
        chosen = answer.get("wanted")
        sentences = answer.get("sentences") or []
        starts = [one["start"] for one in sentences]
        for position, event in enumerate(answer["events"]):
            if (not event.get("rejected")) if chosen is None else position in chosen:
                yield _row(answer, position, event, _sentence(sentences, starts, event))


def _row(answer: Answer, position: int, event: Mapping[str, Any], sentence: Mapping[str, Any]) -> dict[str, Any]:
    place = _at(answer["places"], event["place"])
    time = _at(answer["times"], event["time"])
    said = _at(answer["statements"], event["statement"])
    judged = event.get("judged") or {}
    sides: dict[str, Any] = {}
    for side, name in (("actors", "actor_countries"), ("recipients", "recipient_countries")):
        actors = [one for index in event[side] if (one := _at(answer["actors"], index))]
        sides[side] = _joined(one["name"] for one in actors)
        sides[name] = _joined(one["country"] for one in actors)
    figures = [one for index in event["figures"] if (one := _at(answer["figures"], index))]
    return {
        "report": answer["id"],
        "version": answer.get("version"),
        "event": position + 1,
        **{name: answer[name] for name in ("title", "publisher", "published", "url")},
        **{name: event[name] for name in ("type", "mode", "cameo", "quad", "status", "factuality", "score")},
        **sides,
        "place": place["name"] if place else None,
        "place_kind": place["kind"] if place else None,
        **{name: place[name] if place else None for name in ("country", "lat", "lon", "radius_km")},
        **{name: time[name] if time else None for name in ("earliest", "latest")},
        "figures": _joined(words.figure(one) for one in figures),
        "source": (words.joined(answer, said["source"]) or "an unnamed source") if said else None,
        "source_kind": said["source_kind"] if said else None,
        "start": event["start"],
        "end": event["end"],
        "trigger": words.surface(answer, dict(event)),
        "words": words.surface(answer, dict(sentence)),
        "judged": judged.get("state"),
        "judged_by": judged.get("author"),
    }


def _at(items: Sequence[Any], index: int | None) -> Any:
    return items[index] if index is not None and 0 <= index < len(items) else None


def _joined(values: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(value for value in values if value)) or None


def _sentence(
    sentences: Sequence[Mapping[str, Any]], starts: Sequence[int], event: Mapping[str, Any]
) -> Mapping[str, Any]:
    index = bisect_right(starts, event["start"]) - 1
    return sentences[index] if index >= 0 and sentences[index]["end"] >= event["end"] else event
