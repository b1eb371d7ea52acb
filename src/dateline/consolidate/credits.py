"""Whose text or news a report says it has: agency tags, `told Reuters`, `first reported by`, `contributed to this`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from dateline.knowledge import Knowledge
from dateline.knowledge.outlets import Outlet, Outlets
from dateline.knowledge.outlets import load as load_outlets
from dateline.model.lineage import Credit
from dateline.model.report import Report
from dateline.model.text import Span

CAPITALISED = r"[A-Z][\w.&'’-]*(?: (?:of |de |and )?[A-Z][\w.&'’-]*){0,4}"
EDGE = 600
"""Code points at the head and foot of a report where its tags stand."""
LONGEST = 100_000
"""Code points that are searched for credits."""
AGENCY = re.compile(r"\b(?:Agency|Newswire|Wire|News Service|Presse|Press Association)\b")
"""Words in the names of agencies that no list has."""
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
        self._patterns = []
        for row in data["patterns"]:
            pattern = row["pattern"].replace("{outlet}", rf"(?P<outlet>{named})(?!\w)")
            first = row["pattern"].startswith("{outlet}")
            self._patterns.append((row["how"], re.compile(pattern, re.MULTILINE), bool(row.get("unknown")), first))
        common = knowledge.lexicons.read("comparing")
        self._no_names = frozenset(f"{common['function_words']} {common['reporting_words']}".split())
        self._cues = re.compile("|".join(CUES))
        self._reposts = tuple(one.casefold() for one in data["same_words_hosts"])
        self._own_words = tuple(one.casefold() for one in data["own_words_addresses"])

    def read(self, report: Report) -> Credits:
        """The credits of a report in text order, one for each stretch of words; its own outlet is none of them."""
        text = report.text[:LONGEST]
        own = self.publisher(report)
        found: dict[tuple[int, int], Credit] = {}
        signed = False
        for start, end in self._windows(text):
            part = text[start:end]
            for how, pattern, unknown, first in self._patterns:
                for match in pattern.finditer(part):
                    name = self._outlet(match.group("outlet"), unknown, first)
                    at = match.start("outlet") + match.group("outlet").find(name) + start
                    key = (at, at + len(name))
                    if not name or any(one[0] < key[1] and key[0] < one[1] for one in found):
                        continue
                    if how == "tag" and EDGE <= at < len(text) - EDGE:
                        continue
                    row = self._outlets.named(name)
                    if same_outlet(own, name, row):
                        signed = signed or how == "tag"
                    else:
                        end = key[1] if match.end("outlet") == match.end() else match.end() + start
                        span = Span(match.start() + start, end).strip(text)
                        found[key] = Credit(span, name, row.id if row else None, how)
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

    def _windows(self, text: str) -> Iterator[tuple[int, int]]:
        """The lines in which a credit may stand: patterns are tried only where a word of theirs is."""
        at = 0
        for line in text.split("\n"):
            if line and (at < EDGE or at + len(line) > len(text) - EDGE or self._cues.search(line)):
                yield at, at + len(line)
            at += len(line) + 1


CUES = (
    r"\b(?:[Tt]old|[Tt]ell|[Ii]nformed|[Ss]p(?:oke|eaking)|[Tt]alk(?:ed|ing)|[Ii]nterview|[Rr]eport|[Pp]ublished|[Rr]evealed)",
    r"\b(?:[Cc]iting|[Cc]ited|[Qq]uot|[Aa]ccording|[Ww]rites|[Ww]rote|[Ss]aid|[Ss]ays|[Ss]peaks|[Nn]ote[ds]|[Ll]earned)",
    r"\b(?:[Cc]ontribut|[Ff]iles|[Vv]ia|[Ss]ource|SOURCE|appeared|[Ss]een|[Oo]btained|[Cc]onfirm|[Vv]erify|[Pp]iece|[Ss]tory)",
)


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
