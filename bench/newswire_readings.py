"""What the reports of `bench.newswire` tell, as readings: marked by their sentences' shapes, nothing is parsed.

Who is named acts in the events, on whom is named next; who `told reporters` or `said` is cited. Places lie in one of a
few dozen countries, those of a report mostly in that of the first place that it names; part of the figures count the
dead, the homeless or troops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from zlib import crc32

from bench.newswire import ACTS, DAYS, TITLES, _words, reports
from dateline.model.event import QUADS, Event
from dateline.model.marks import Actor, Figure, Place, Scope, Statement, When
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.model.text import Span
from dateline.model.tokens import Sentence

COUNTRIES = tuple(
    (one[:2], one[2:])
    for one in _words("""
        NENER TDTCD MLMLI BFBFA NGNGA SDSDN LYLBY DZDZA USUSA FRFRA RURUS TRTUR UAUKR DEDEU PLPOL GBGBR
        ININD PKPAK AFAFG IRIRN IQIRQ SYSYR ILISR EGEGY ETETH KEKEN SOSOM CDCOD MMMMR CNCHN JPJPN PHPHL
        IDIDN BRBRA COCOL VEVEN MXMEX HTHTI GEGEO AMARM
    """)
)
"""ISO 3166-1, alpha-2 and alpha-3."""
COUNTED = ("dead", "wounded", "soldier", "home", "protester", "detainee", "refugee", "hostage")
TYPES = tuple(QUADS)
FIRSTS = ("In", "On", "By", "Off", "What", "Some", "Twice", "Then", "Nobody", *TITLES)
"""Words with a capital that begin no name."""
NAME = re.compile(rf"\b(?!(?:{'|'.join(FIRSTS)})\b)[A-Z][a-z]+ [A-Z][a-z]+\b")
PLACE = re.compile(r"\b(?:[Ii]n|of|between|and|off|Off|to) ([A-Z][a-z]+)\b(?! [A-Z])")
NUMBER = re.compile(r"\b\d+(?= (?:of the )?(\w+))")
ACT = re.compile(rf"\b(?:{'|'.join(ACTS)})\b")
DAY = re.compile(rf"\b(?:{'|'.join(DAYS)})\b")
TOLD = re.compile(r", ([A-Z]\w+ [A-Z]\w+) (told) reporters on \w+\.$")
SAID = re.compile(r"“(.*),” ([A-Z]\w+ [A-Z]\w+) (said),")
SHOWED = re.compile(r", (a \w+) of \d+ pages (showed)\.$")
ACCORDING = re.compile(r", (according to) (the [\w ]+ that \w+ keeps)\.$")


def readings(count: int, seed: int = 7) -> Iterator[Reading]:
    """So many readings in the order of their days."""
    for report in reports(count, seed):
        yield read(report)


def read(report: Report) -> Reading:
    """One report with its marks."""
    text = report.text
    marks = _Marks(report)
    for number, match in enumerate(re.finditer(r"[^.\s][^.]*\.”?", text)):
        marks.sentence(number, match.group(), match.start())
    return marks.reading()


class _Marks:
    def __init__(self, report: Report) -> None:
        self._report = report
        self._published = date.fromisoformat(report.published or "2024-01-01")
        first = PLACE.search(report.text)
        self._home = COUNTRIES[crc32((first.group(1) if first else "").encode()) % len(COUNTRIES)]
        self._sentences: list[Sentence] = []
        self._places: list[Place] = []
        self._times: list[When] = []
        self._actors: list[Actor] = []
        self._figures: list[Figure] = []
        self._said: list[Statement] = []
        self._events: list[Event] = []

    def sentence(self, number: int, words: str, at: int) -> None:
        """Mark what a sentence tells, which begins at an offset of the text."""
        self._sentences.append(Sentence(Span(at, at + len(words)), 0, 0, number))
        places = [self._place(match.group(1), at + match.start(1)) for match in PLACE.finditer(words)]
        times = [self._time(match.group(), at + match.start()) for match in DAY.finditer(words)]
        actors = [self._actor(match.group(), at + match.start()) for match in NAME.finditer(words)]
        figures = [
            self._figure(match.group(), match.group(1), at + match.start(), places) for match in NUMBER.finditer(words)
        ]
        said = self._statement(words, at)
        for match in list(ACT.finditer(words))[:2]:
            kind = TYPES[ACTS.index(match.group()) % len(TYPES)]
            self._events.append(
                Event(
                    Span(at + match.start(), at + match.end()),
                    kind,
                    QUADS[kind],
                    actors=tuple(actors[:1]),
                    recipients=tuple(actors[1:2]),
                    place=places[0] if places else None,
                    time=times[0] if times else None,
                    figures=tuple(figures[:1]),
                    statement=said,
                    score=0.8,
                )
            )

    def reading(self) -> Reading:
        """All of it."""
        return Reading(
            self._report,
            sentences=tuple(self._sentences),
            places=tuple(self._places),
            times=tuple(self._times),
            actors=tuple(self._actors),
            figures=tuple(self._figures),
            statements=tuple(self._said),
            events=tuple(self._events),
        )

    def _place(self, name: str, at: int) -> int:
        chance = crc32(name.encode())
        country = self._home[0] if chance % 4 else COUNTRIES[chance // 4 % len(COUNTRIES)][0]
        lat, lon = chance % 1000 / 10 - 50, chance // 1000 % 3400 / 10 - 170
        self._places.append(
            Place(Span(at, at + len(name)), name, kind="settlement", lat=lat, lon=lon, radius_km=5.0, country=country)
        )
        return len(self._places) - 1

    def _time(self, day: str, at: int) -> int:
        back = (self._published.weekday() - DAYS.index(day)) % 7
        iso = (self._published - timedelta(days=back)).isoformat()
        self._times.append(When(Span(at, at + len(day)), "DATE", iso, iso, iso, 0.9))
        return len(self._times) - 1

    def _actor(self, name: str, at: int) -> int:
        chance = crc32(name.encode())
        sector = ("GOV", "MIL", "COP", None)[chance % 4]
        self._actors.append(Actor(Span(at, at + len(name)), name, country=self._home[1], sector=sector))
        return len(self._actors) - 1

    def _figure(self, digits: str, noun: str, at: int, places: list[int]) -> int:
        chance = crc32((digits + noun).encode())
        counts = COUNTED[chance // 4 % len(COUNTED)] if not chance % 4 else noun
        value = int(digits)
        scope = Scope(place=places[0]) if places else Scope()
        self._figures.append(Figure(Span(at, at + len(digits)), value, value, value, False, "people", counts, scope))
        return len(self._figures) - 1

    def _statement(self, words: str, at: int) -> int | None:
        def span(match: re.Match[str], group: int) -> Span:
            return Span(at + match.start(group), at + match.end(group))

        if match := TOLD.search(words):
            source, cue, content = span(match, 1), span(match, 2), Span(at, at + match.start())
            made = Statement((source,), (cue,), (content,), "named", self._named(source), audience="reporters")
        elif match := SAID.search(words):
            source = span(match, 2)
            made = Statement((source,), (span(match, 3),), (span(match, 1),), "named", self._named(source))
        elif match := ACCORDING.search(words):
            made = Statement((span(match, 2),), (span(match, 1),), (Span(at, at + match.start()),), "unnamed")
        elif match := SHOWED.search(words):
            made = Statement((span(match, 1),), (span(match, 2),), (Span(at, at + match.start()),), "document")
        else:
            return None
        self._said.append(made)
        return len(self._said) - 1

    def _named(self, span: Span) -> int | None:
        return next((number for number, one in enumerate(self._actors) if one.span == span), None)
