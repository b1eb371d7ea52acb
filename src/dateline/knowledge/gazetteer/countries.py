"""Countries and territories: their codes, names, adjectives, capitals and neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from dateline.knowledge.gazetteer.names import fold
from dateline.model.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with an ISO 3166-1 code (or XK). `area_km2` 0 where it is not known."""

    alpha2: str
    alpha3: str
    capital: str
    area_km2: float
    population: int
    continent: str
    neighbours: tuple[str, ...]
    tld: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.names[0].removeprefix("the ")


@cache
def countries() -> Mapping[str, Country]:
    """All countries by alpha-2 code. Raises KnowledgeError where the table is missing or broken."""
    try:
        text = (files("dateline.knowledge.gazetteer") / "data" / "countries.tsv").read_text(encoding="utf-8")
        return MappingProxyType({one.alpha2: one for one in map(_country, text.splitlines()[1:])})
    except (OSError, ValueError) as problem:
        raise KnowledgeError(
            "gazetteer/countries.tsv", f"cannot be read: {problem}.", "Reinstall dateline."
        ) from problem


def _country(line: str) -> Country:
    alpha2, alpha3, capital, area, population, continent, neighbours, tld, names, adjectives = line.split("\t")
    return Country(
        alpha2,
        alpha3,
        capital,
        float(area or 0),
        int(population or 0),
        continent,
        _split(neighbours),
        tld,
        _split(names),
        _split(adjectives),
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def _by_alpha3() -> Mapping[str, str]:
    return MappingProxyType({one.alpha3: one.alpha2 for one in countries().values() if one.alpha3})


@cache
def _by_name() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one in countries().values():
        for name in one.names:
            found.setdefault(fold(name), one.alpha2)
    return MappingProxyType(found)


@cache
def _by_adjective() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one in countries().values():
        for name in one.adjectives:
            found.setdefault(fold(name), one.alpha2)
    return MappingProxyType(found)


@cache
def _by_capital() -> Mapping[str, str]:
    return MappingProxyType({fold(one.capital): one.alpha2 for one in countries().values() if one.capital})


def alpha3(alpha2: str | None) -> str | None:
    """`NER` for `NE`; None where there is none."""
    country = countries().get(alpha2 or "")
    return country.alpha3 or None if country else None


def alpha2(alpha3: str | None) -> str | None:
    """`NE` for `NER`; None where there is none."""
    return _by_alpha3().get(alpha3 or "")


def by_name(name: str) -> str | None:
    """Alpha-2 code of the country of that name or variant (`Burma`, `the UK`); None where there is none."""
    return _by_name().get(fold(name))


def by_adjective(name: str) -> str | None:
    """Alpha-2 code for a nationality adjective or people (`Nigerien`, `Americans`); None where there is none."""
    return _by_adjective().get(fold(name))


def by_capital(name: str) -> str | None:
    """Alpha-2 code of the country whose capital has this name; None where there is none."""
    return _by_capital().get(fold(name))
