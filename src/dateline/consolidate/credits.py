"""Whose text or news a report says it has: agency tags, `told Reuters`, `first reported by`, `contributed to this`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from dateline.knowledge import Knowledge
from dateline.knowledge.outlets import Outlet, Outlets
from dateline.knowledge.outlets import load as load_outlets
from dateline.model.lineage import Credit
from dateline.model.report import Report
from dateline.model.text import Span

CAPITAL = r"[A-Z][\w.&'’-]*"
CAPITALISED = r"[A-Z][\w.&'’-]*(?: (?:of |de |and )?[A-Z][\w.&'’-]*){0,4}"
EDGE = 600
"""Code points at the head and foot of a report where its tags stand."""
AROUND = 160
"""Code points before and behind a cue in which the outlet stands that it credits."""
LONGEST = 100_000
"""Code points that are searched for credits."""
AGENCY = re.compile(
    r"\b(?:Agency|Newswire|News Service|Press Service|Presse|Press Association)\b|(?<!^The )\bWire(?: Services?)?$"
)
"""Words in the names of agencies that no list has. A paper may have `Wire` in its name, or be called The Wire."""
BARE = frozenset(("blog", "www", "news", "m", "edition"))


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who puts a report out: its name, its host, its outlet where that is known, and what the address tells.

    `reposts` is a host where people post what others wrote; `own_words` an address where an organisation puts its own
    announcements.
    """

    names: tuple[str, ...]
    host: str | None
    outlet: Outlet | None
    reposts: bool
    own_words: bool

    @property
    def known(self) -> bool:
        return bool(self.names or self.host)


@dataclass(frozen=True, slots=True)
class Credits:
    """Whose a report is and whom it credits. `authors` are outlets in the byline; `signed` tells that it bears the tag
    of its own publisher, as agencies' own pages do."""

    publisher: Publisher
    listed: tuple[Credit, ...]
    authors: tuple[str, ...]
    signed: bool
    outlets: Outlets

    @property
    def is_agency(self) -> bool:
        """Whether the publisher is one whose text others run: a news agency, as far as the list or its tag tells."""
        outlet = self.publisher.outlet
        if outlet is not None:
            return outlet.kind == "agency"
        return self.signed or any(AGENCY.search(name) for name in self.publisher.names)

    def naming(self, other: Publisher) -> tuple[Credit, ...]:
        """The credits that mean another publisher."""
        return tuple(one for one in self.listed if self._means(one.outlet, other))

    def signs(self, other: Publisher) -> bool:
        """Whether the byline or a tag says that the text is another publisher's."""
        tags = [one.outlet for one in self.listed if one.how in ("tag", "link")]
        return any(self._means(name, other) for name in (*self.authors, *tags))

    def sources(self) -> frozenset[str]:
        """The outlets that the text is tagged with, by id or else by name folded."""
        names = [*self.authors, *(one.outlet for one in self.listed if one.how in ("tag", "contributed"))]
        rows = [(name, self.outlets.named(name)) for name in names]
        return frozenset(row.id if row else name.casefold() for name, row in rows)

    def _means(self, name: str, other: Publisher) -> bool:
        return same_outlet(other, name, self.outlets.named(name))


class Crediting:
    """Reads credits by the patterns of `credits.yaml` and the list of outlets."""

    def __init__(self, knowledge: Knowledge) -> None:
        data = knowledge.lexicons.read("credits")
        self._outlets = load_outlets()
        small = {name for row in self._outlets for name in (row.name, *row.aliases) if not name[:1].isupper()}
        named = "|".join([*map(re.escape, sorted(small, key=len, reverse=True)), CAPITALISED])
        lasts = {name.split(" ")[-1].casefold() for row in self._outlets for name in (row.name, *row.aliases)}
        self._patterns = [_Pattern.of(row, named, rf"(?:{CAPITAL}|{'|'.join(map(re.escape, small)) or '(?!)'})", lasts)
                          for row in data["patterns"]]  # fmt: skip
        self._cues = {cue for one in self._patterns for cue in one.cues}
        common = knowledge.lexicons.read("comparing")
        self._no_names = frozenset(f"{common['function_words']} {common['reporting_words']}".split())
        self._reposts = tuple(one.casefold() for one in data["same_words_hosts"])
        self._own_words = tuple(one.casefold() for one in data["own_words_addresses"])

    def read(self, report: Report) -> Credits:
        """The credits of a report in text order, one for each stretch of words; its own outlet is none of them."""
        text = report.text[:LONGEST]
        own = self.publisher(report)
        found: dict[tuple[int, int], Credit] = {}
        signed = False
        standing = {cue for cue in self._cues if cue in text}
        for one in self._patterns:
            if standing.isdisjoint(one.cues):
                continue
            for match in one.found(text):
                name = self._outlet(match.group("outlet"), one.unknown, one.first)
                at = match.start("outlet") + match.group("outlet").find(name)
                key = (at, at + len(name))
                if not name or any(other[0] < key[1] and key[0] < other[1] for other in found):
                    continue
                if one.how == "tag" and EDGE <= at < len(text) - EDGE:
                    continue
                row = self._outlets.named(name)
                if same_outlet(own, name, row):
                    signed = signed or one.how == "tag"
                else:
                    end = key[1] if match.end("outlet") == match.end() else match.end()
                    span = Span(match.start(), end).strip(text)
                    found[key] = Credit(span, name, row.id if row else None, one.how)
        byline = tuple(name for name in report.authors if self._outlets.named(name) or AGENCY.search(name))
        signed = signed or any(same_outlet(own, name, self._outlets.named(name)) for name in byline)
        authors = tuple(name for name in byline if not same_outlet(own, name, self._outlets.named(name)))
        return Credits(own, tuple(found[key] for key in sorted(found)), authors, signed, self._outlets)

    def publisher(self, report: Report) -> Publisher:
        """Who puts the report out, as far as name and address tell."""
        host = host_of(report.url)
        name = plain_name(report.publisher) if report.publisher else ""
        outlet = (self._outlets.named(name) if name else None) or (self._outlets.at(host) if host else None)
        names = tuple(dict.fromkeys(one for one in (name, outlet.name if outlet else "", *_site(host)) if one))
        address = (report.url or "").casefold()
        return Publisher(
            names,
            host,
            outlet,
            bool(host) and any(one in str(host) for one in self._reposts),
            any(one in address for one in self._own_words),
        )

    def _outlet(self, found: str, unknown: bool, first: bool) -> str:
        """The outlet in a run of capitalised words: the longest known one at the side of the cue, else all; or nothing.

        A part of a name must itself be two words, or an agency: the Vancouver Sun is not the Sun.
        """
        name = found.strip(" .'’")
        words = name.split(" ")
        for count in range(len(words)):
            part = " ".join(words[count:] if first else words[: len(words) - count]).strip(" .'’")
            bare = part.removesuffix("'s").removesuffix("’s")
            row = self._outlets.named(bare)
            if row is not None and (not count or " " in bare or row.kind == "agency"):
                return bare
        return name if unknown and name.casefold() not in self._no_names else ""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A pattern of `credits.yaml`. `first`: the outlet stands before the cue. `near` is the same with one word for the
    outlet, which is quickly looked for; where the outlet must be a known one, that word is one of `lasts`."""

    how: str
    full: re.Pattern[str]
    near: re.Pattern[str] | None
    unknown: bool
    first: bool
    cues: tuple[str, ...]
    lasts: AbstractSet[str]

    @classmethod
    def of(cls, row: Mapping[str, Any], named: str, word: str, lasts: AbstractSet[str]) -> _Pattern:
        """The pattern of a row; `named` are names of outlets, `word` is a word of one, as patterns."""
        pattern, first = row["pattern"], row["pattern"].startswith("{outlet}")
        full = re.compile(pattern.replace("{outlet}", rf"(?P<outlet>{named})(?!\w)"), re.MULTILINE)
        near = re.compile(pattern.replace("{outlet}", rf"(?P<outlet>{word})(?!\w)")) if first else None
        cues = tuple(row["cue"].split("|"))
        return cls(row["how"], full, near, bool(row.get("unknown")), first, cues, lasts)

    def found(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in a text that has one of the cues, each within one line; tags at its head and foot only."""
        for start, end in self._edges(text) if self.how == "tag" else self._windows(text):
            for match in self.full.finditer(text, start, end):
                if "\n" not in match.group():
                    yield match

    def _edges(self, text: str) -> Iterator[tuple[int, int]]:
        head = text.find("\n", EDGE)
        foot = text.rfind("\n", 0, max(0, len(text) - EDGE)) + 1
        if head < 0 or foot <= head:
            yield 0, len(text)
        else:
            yield 0, head
            yield foot, len(text)

    def _windows(self, text: str) -> Iterator[tuple[int, int]]:
        """The surroundings of the cues within their lines, without overlap."""
        begun, reached = 0, -1
        for at in sorted(self._spots(text)):
            start = max(text.rfind("\n", 0, at) + 1, at - AROUND)
            line, word = text.find("\n", at), text.find(" ", at + AROUND)
            end = min(one if one >= 0 else len(text) for one in (line, word))
            if start > reached:
                if reached >= 0:
                    yield begun, reached
                begun = start
            reached = max(reached, end)
        if reached >= 0:
            yield begun, reached

    def _spots(self, text: str) -> Iterator[int]:
        if self.near is not None:
            for match in self.near.finditer(text):
                word = match.group("outlet").strip(".'’").removesuffix("'s").removesuffix("’s")
                if self.unknown or word.casefold() in self.lasts:
                    yield match.start()
            return
        for cue in self.cues:
            at = text.find(cue)
            while at >= 0:
                yield at
                at = text.find(cue, at + len(cue))


def same_outlet(own: Publisher, name: str, row: Outlet | None) -> bool:
    """Whether a name means the publisher itself."""
    if row is not None and own.outlet is not None:
        return row.id == own.outlet.id
    return any(means(name, one) for one in own.names)


def means(name: str, publisher: str) -> bool:
    """Whether a name used in a text means a publisher: the same, its first words, or its initials.

    >>> means("Meridian", "Meridian Press Agency"), means("MPA", "Meridian Press Agency"), means("Press", "Sun Press")
    (True, True, False)
    """
    short, long = _words(name), _words(publisher)
    if not short or not long:
        return False
    if short == long[: len(short)] and (len(short) > 1 or len(short[0]) > 3):
        return True
    if "".join(short) == "".join(long):
        return True
    return len(long) > 1 and name.isupper() and "".join(short) == "".join(word[0] for word in long)


def plain_name(name: str) -> str:
    """A publisher's name without what stands in brackets behind it."""
    return re.sub(r"\s*[(\[][^)\]]*[)\]]\s*$", "", name).strip()


def host_of(url: str | None) -> str | None:
    """The host of an address without `www.`; None where there is none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _words(name: str) -> list[str]:
    words = re.findall(r"\w+", name.casefold())
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _site(host: str | None) -> tuple[str, ...]:
    """The telling label of a host: `harbourgazette` of `news.harbourgazette.example`."""
    labels = [label for label in (host or "").split(".")[:-1] if label not in BARE]
    return (max(labels, key=len),) if labels and len(max(labels, key=len)) > 3 else ()
