"""How weighty a place is, all else unknown: its people, by what it is."""

from __future__ import annotations

from dateline.knowledge.gazetteer import Entry

WEIGHT = {"country": 40.0, "admin1": 4.0, "admin2": 0.8, "region": 1.0, "water": 1.0}
"""How much rather a name stands for a country or division than for a town of as many people."""
ASSUMED = {"region": 8_000_000, "water": 4_000_000, "landmark": 300_000, "base": 200_000, "airport": 100_000}
"""The population that a place without inhabitants is weighed with."""


def weight_of(entry: Entry) -> float:
    """How likely a name stands for this place where nothing else is known: its people, by its kind."""
    people = max(entry.population, ASSUMED.get(entry.kind, 0))
    factor = WEIGHT.get(entry.kind, 1.0)
    if entry.feature == "PPLC":
        factor = 8.0
    elif entry.feature == "PPLA":
        factor = 2.0
    elif entry.feature == "PPLX":
        factor = 0.3
    return (people + 500.0) * factor * (1.0 if entry.primary else 0.3)
