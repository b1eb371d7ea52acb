"""One row for an event of a reading, with what its roles name: what the overview counts, draws and lists."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

LONGEST = 600
"""Code points of a sentence that are kept for the list; where a sentence is longer, the words around the trigger."""


def event_rows(reading: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of a reading in the reading format, in the order of its events."""
    sentences = reading.get("sentences") or []
    starts = [one["start"] for one in sentences]
    for position, event in enumerate(reading["events"]):
        place = at(reading["places"], event["place"])
        time = at(reading["times"], event["time"])
        said = at(reading["statements"], event["statement"])
        start, end = sentence_of(sentences, starts, event)
        yield {
            "position": position,
            "start": event["start"],
            "end": event["end"],
            "sentence_start": start,
            "sentence_end": end,
            "type": event["type"],
            "mode": event["mode"],
            "quad": event["quad"],
            "status": event["status"],
            "score": event["score"],
            "source": said["source_kind"] if said else None,
            "told": int(said is not None),
            "who": _names(reading["actors"], event["actors"]),
            "whom": _names(reading["actors"], event["recipients"]),
            **{f"place_{key}": place[key] if place else None for key in ("name", "kind", "geonames")},
            **{key: place[key] if place else None for key in ("country", "lat", "lon", "radius_km")},
            **{key: time[key] if time else None for key in ("earliest", "latest")},
            "judgement": (event.get("judged") or {}).get("id"),
        }


def at(items: Sequence[Mapping[str, Any]], index: int | None) -> Mapping[str, Any] | None:
    """What an index points to; None where it points to nothing."""
    return items[index] if index is not None and 0 <= index < len(items) else None


def _names(actors: Sequence[Mapping[str, Any]], indexes: Sequence[int]) -> str:
    names = dict.fromkeys(actor["name"] for index in indexes if (actor := at(actors, index)))
    return json.dumps(list(names), ensure_ascii=False)


def sentence_of(
    sentences: Sequence[Mapping[str, Any]], starts: Sequence[int], event: Mapping[str, Any]
) -> tuple[int, int]:
    """The sentence that words stand in; of a long one, what is around them."""
    start, end = event["start"], event["end"]
    index = bisect_right(starts, start) - 1
    if index >= 0 and sentences[index]["end"] >= end:
        start, end = sentences[index]["start"], sentences[index]["end"]
    if end - start > LONGEST:
        start = max(start, event["start"] - LONGEST // 2)
        end = min(end, start + LONGEST)
    return start, end
