"""Where a publisher is at home: by the table of papers, else the places in its name or address and its domain."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.knowledge import outlets
from dateline.knowledge.gazetteer import Entry, Gazetteer, countries

SHORTEST = 5
"""Letters that a place must have to be read out of an address without spaces."""

MOST = 40
"""A name of more places than this tells nothing about a home."""

HOST = re.compile(r"^(?:https?://)?(?:www\d?\.)?([^/:\s]+\.[a-z]{2,})(?:[/:]|$)", re.IGNORECASE)
OFF = frozenset(
    {"news", "daily", "the", "online", "times", "post", "press", "media", "today", "world", "star", "first"}
)


@lru_cache(maxsize=1024)
def country_of(publisher: str) -> str:
    """Alpha-2 code of the country that the publisher is known to be of, or whose domain the address is in; else ""."""
    if (home := outlets.home_of(publisher)) is not None:
        return home.within.partition(".")[0]
    host = HOST.match(publisher)
    known = outlets.load().at(host.group(1)) if host else outlets.load().named(publisher)
    if known is not None and known.kind == "newspaper" and known.country:
        return countries.alpha2(known.country) or ""
    if host is None:
        return ""
    tail = host.group(1).lower().rsplit(".", 1)[1]
    if tail == "uk":
        return "GB"
    if tail in ("tv", "me", "co", "io", "fm", "ai", "to", "cc", "ws", "eu", "la"):
        return ""
    if tail in ("gov", "mil", "us"):
        return "US"
    code = tail.upper()
    return code if len(code) == 2 and code in countries.countries() else ""


def homes(publisher: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The places that the name or address could be at home in; () where it names none, or one of too many."""
    if (home := outlets.home_of(publisher)) is not None:
        towns = [
            one for one in gazetteer.lookup(home.town)
            if one.kind == "settlement" and home.within in (one.division, one.country)
        ]  # fmt: skip
        return (max(towns, key=lambda one: one.population),) if towns else ()
    host = HOST.match(publisher)
    found: tuple[Entry, ...] = ()
    if host is not None:
        for label in host.group(1).lower().split(".")[:-1]:
            found = found or _in_label(label, gazetteer)
    else:
        words = publisher.split()
        for size in (3, 2, 1):
            for at in range(len(words) - size + 1):
                name = " ".join(words[at : at + size])
                if not found and name[:1].isupper() and name.lower() not in OFF:
                    found = gazetteer.lookup(name)
    return found if len(found) <= MOST else ()


def _in_label(label: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    for part in sorted(re.split(r"[-_\d]+", label), key=len, reverse=True):
        for begin in ("", "the", "news", "my"):
            rest = part.removeprefix(begin)
            for end in range(len(rest), SHORTEST - 1, -1):
                if rest[:end] not in OFF and (found := gazetteer.lookup(rest[:end])):
                    return found
    return ()
