"""Borders of neighbouring countries, each told by a few points along it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from dateline.model.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class Border:
    """A border: a point in its middle, how far in km it reaches from there, and up to twelve points spread along it."""

    lat: float
    lon: float
    radius_km: float
    points: tuple[tuple[float, float], ...]


@cache
def borders() -> Mapping[tuple[str, str], Border]:
    """All borders by the two alpha-2 codes in alphabetical order. Raises KnowledgeError where the table is broken."""
    try:
        text = (files("dateline.knowledge.gazetteer") / "data" / "borders.tsv").read_text(encoding="utf-8")
        return MappingProxyType(dict(map(_row, text.splitlines()[1:])))
    except (OSError, ValueError) as problem:
        raise KnowledgeError("gazetteer/borders.tsv", f"cannot be read: {problem}.", "Reinstall dateline.") from problem


def border(one: str, other: str) -> Border | None:
    """The border of two countries, by alpha-2 codes in any order; None where they have none in common."""
    return borders().get((min(one, other), max(one, other)))


def _row(line: str) -> tuple[tuple[str, str], Border]:
    one, other, lat, lon, radius, along = line.split("\t")
    points = tuple((float(point.partition(",")[0]), float(point.partition(",")[2])) for point in along.split("|"))
    return (one, other), Border(float(lat), float(lon), float(radius), points)
