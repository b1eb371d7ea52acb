"""All that several reports say together, from their readings, their lineage and the judgements of people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.consolidate.alignment import Modality, Passages
from dateline.consolidate.assertions import Assertion, assertions, standing
from dateline.consolidate.claims import claimed
from dateline.consolidate.disputes import disputes
from dateline.consolidate.figures import Figures
from dateline.consolidate.gathering import Gathering
from dateline.consolidate.incidents import Happened, Happening, Judged, happenings
from dateline.consolidate.likeness import Terming
from dateline.consolidate.origins import Ancestry, Voices
from dateline.consolidate.quantities import Quantities, Quantity
from dateline.consolidate.sources import Source
from dateline.consolidate.world import About, World
from dateline.knowledge import Knowledge
from dateline.model.consolidated import Claim, Conflict, Incident, Series
from dateline.model.judgement import Judgement
from dateline.model.lineage import Edge

Record = Claim | Incident | Conflict | Series
Name = tuple[str, Any]
"""Names what some records come from: a claim, an incident, what is measured, or what the world contradicts."""


@dataclass(frozen=True)
class Together:
    """What some reports say together, each list in the order in which a person would read it."""

    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]
    conflicts: tuple[Conflict, ...]
    series: tuple[Series, ...]
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A version of a report taken to pieces: what it asserts, which events it tells, and what it counts."""

    source: Source
    asserted: Sequence[Assertion]
    happened: Sequence[Happening]
    counted: Sequence[Quantity]


@dataclass(frozen=True, slots=True)
class Said:
    """What more reports change: names of what is no more, the records that are new or told otherwise by name, and how
    two events each were judged."""

    gone: Sequence[Name]
    new: Mapping[Name, Sequence[Record]]
    judged: Sequence[Judged]


class Consolidator:
    """Holds word lists and patterns, and nothing of the reports."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.terming = Terming(knowledge)
        self.voices = Voices(knowledge)
        self.quantities = Quantities(knowledge)
        self.modality = Modality(knowledge)

    def pieces(self, source: Source) -> Pieces:
        """A version of a report, taken to pieces."""
        return Pieces(
            source,
            assertions(source, self.terming),
            happenings(source, self.terming),
            self.quantities.of(source),
        )

    def held(self, judged: Mapping[tuple[str, str], Judgement] | None = None) -> Held:
        """No reports yet, to which some can be added; `judged` are people's words on two events."""
        return Held(self.voices, self.modality, judged)

    def together(
        self,
        sources: Sequence[Source],
        edges: Iterable[Edge],
        judged: Mapping[tuple[str, str], Judgement] | None = None,
    ) -> Together:
        """Claims, incidents, conflicts and series of some reports, one version of each; `judged` are people's words
        on two events."""
        said = self.held(judged).add([self.pieces(source) for source in sources], edges)
        records = [record for listed in said.new.values() for record in listed]
        return Together(
            tuple(sorted((one for one in records if isinstance(one, Claim)), key=order)),
            tuple(sorted((one for one in records if isinstance(one, Incident)), key=order)),
            tuple(sorted((one for one in records if isinstance(one, Conflict)), key=order)),
            tuple(one for one in records if isinstance(one, Series)),
            tuple(said.judged),
        )


def order(record: Record) -> tuple[object, ...]:
    """Where a record stands among those of its kind: what is told most widely, earliest, or most surely, first."""
    if isinstance(record, Claim):
        return -len({telling.cite.report for telling in record.tellings}), record.kind != "event", record.id
    if isinstance(record, Incident):
        return record.earliest or record.latest or "9999", record.id
    if isinstance(record, Conflict):
        return record.verdict != "different", -len(record.sides), record.id
    return (record.id,)


class Held:
    """What some reports say together, kept so that more reports change it with little work.

    All that is added at first is weighed by how rare its words are among that; what comes later by the same.
    """

    def __init__(
        self,
        voices: Voices,
        modality: Callable[[str], tuple[bool, bool]],
        judged: Mapping[tuple[str, str], Judgement] | None = None,
    ) -> None:
        self._voices = voices
        self._ancestry = Ancestry(())
        self._passages = Passages((), modality)
        self._claims = Gathering(self._passages)
        self._incidents = Happened(judged)
        self._figures = Figures()
        self._world = World()
        self._pieces: dict[str, Pieces] = {}

    @property
    def ancestry(self) -> Ancestry:
        """Who has what from whom among the reports."""
        return self._ancestry

    def add(self, pieces: Sequence[Pieces], edges: Iterable[Edge], left: Iterable[str] = ()) -> Said:
        """Take in reports that are not there, and the edges of these to each other and to those that are. What reports
        `left` say is taken away before."""
        edges = list(edges)
        alone: set[str] = set()
        figures: dict[int, None] = {}
        told: dict[About, None] = {}
        for report in left:
            alone |= self._ancestry.remove(report)
            self._claims.remove(report)
            self._incidents.remove(report)
            figures |= dict.fromkeys(self._figures.remove(report))
            told |= dict.fromkeys(self._world.remove(report))
            del self._pieces[report]
        self._pieces |= {one.source.id: one for one in pieces}
        added = {one.source.id for one in pieces}
        follow = sorted((self._ancestry.add(edges) | alone) & self._pieces.keys() - added)
        had = {end: len(self._passages.had(end)) for edge in edges for end in (edge.a, edge.b) if end not in added}
        kept = self._passages.add(edges)
        asserted = [one for piece in pieces for one in standing(piece.asserted, self._passages.had(piece.source.id))]
        for report, before in had.items():
            asserted += self._also(report, before)
        gone: list[Name] = []
        new: list[Name] = []
        old, names = self._claims.add(asserted, kept, follow)
        gone += [("claim", name) for name in old]
        new += [("claim", name) for name in names]
        old, names, pairs = self._incidents.add([one for piece in pieces for one in piece.happened], follow)
        gone += [("incident", name) for name in old]
        new += [("incident", name) for name in names]
        figures |= dict.fromkeys(self._figures.add([one for piece in pieces for one in piece.counted], follow))
        told |= dict.fromkeys(self._world.add([piece.source for piece in pieces]))
        again: list[Name] = [*(("figure", name) for name in figures), *(("world", about) for about in told)]
        return Said([*gone, *again], {name: self.records(name) for name in (*new, *again)}, pairs)

    def records(self, name: Name) -> list[Record]:
        """The records of a name."""
        kind, of = name
        if kind == "claim":
            members, score = self._claims.claim(of)
            claim = claimed(members, score, self._ancestry, self._voices)
            return [claim, *disputes(claim, members)]
        if kind == "incident":
            return [self._incidents.incident(of, self._ancestry, self._voices)]
        if kind == "figure":
            compared = self._figures.measured(of, self._ancestry, self._voices)
            return [*compared.claims, *compared.conflicts, *compared.series]
        return list(self._world.conflicts(of))

    def _also(self, report: str, before: int) -> list[Assertion]:
        """Bare assertions of a report that count since it is known to have more from others."""
        had = self._passages.had(report)
        if len(had) == before:
            return []
        asserted = self._pieces[report].asserted
        known = {one.id for one in standing(asserted, had[:before])}
        return [one for one in standing(asserted, had) if one.bare and one.id not in known]
