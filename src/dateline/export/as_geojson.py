"""Events as points for maps (GeoJSON, RFC 7946); one that has no point is there without a geometry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.export.rows import COLUMNS, event_rows

PROPERTIES = tuple(name for name in COLUMNS if name not in ("lat", "lon"))
"""What each feature tells besides its point; `radius_km` is how far off the point can be."""


def write(answers: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One FeatureCollection, a feature an event, piece by piece."""
    yield '{"type": "FeatureCollection", "features": ['
    separator = "\n"
    for row in event_rows(answers):
        known = row["lat"] is not None and row["lon"] is not None
        feature = {
            "type": "Feature",
            "id": f"{row['report']}#{row['event']}",
            "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]} if known else None,
            "properties": {name: row[name] for name in PROPERTIES},
        }
        yield separator + json.dumps(feature, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"
