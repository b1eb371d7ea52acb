"""Readings in the formats that others use. One file a format, one line in EXPORTERS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dateline.export import as_csv, as_geojson, as_html, as_json, as_jsonl

Answer = dict[str, Any]
"""A reading in the reading format, or `{"id", "error": {"kind", "message"}}` in its place. With `wanted`, positions of
events, formats that are tables of events write only these."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its name on the command line, media type and file suffix, and how answers are written in it."""

    name: str
    media_type: str
    suffix: str
    help: str
    write: Callable[[Iterable[Answer]], Iterator[str]]


EXPORTERS: dict[str, Exporter] = {
    one.name: one
    for one in (
        Exporter(
            "jsonl", "application/x-ndjson", ".jsonl", "one JSON object a line, the reading format", as_jsonl.write
        ),
        Exporter("json", "application/json", ".json", "one JSON array of readings, indented", as_json.write),
        Exporter("csv", "text/csv", ".csv", "a table with a row an event, for spreadsheets", as_csv.write),
        Exporter("geojson", "application/geo+json", ".geojson", "events as points for maps", as_geojson.write),
        Exporter("html", "text/html", ".html", "one page that needs no server and no script", as_html.write),
    )
}
