"""All that several reports say together, from their readings, their lineage and the judgements of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.consolidate.alignment import Modality, Passages
from dateline.consolidate.assertions import assertions
from dateline.consolidate.claims import claims
from dateline.consolidate.disputes import disputes
from dateline.consolidate.figures import compared
from dateline.consolidate.incidents import Judged, incidents
from dateline.consolidate.likeness import Terming
from dateline.consolidate.origins import Ancestry, Voices
from dateline.consolidate.quantities import Quantities
from dateline.consolidate.sources import Source
from dateline.consolidate.world import world
from dateline.knowledge import Knowledge
from dateline.model.consolidated import Claim, Conflict, Incident, Series
from dateline.model.judgement import Judgement
from dateline.model.lineage import Edge


@dataclass(frozen=True)
class Together:
    """What some reports say together, each list in the order in which a person would read it."""

    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]
    conflicts: tuple[Conflict, ...]
    series: tuple[Series, ...]
    judged: tuple[Judged, ...]


class Consolidator:
    """Holds word lists and patterns, and nothing of the reports."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.terming = Terming(knowledge)
        self.voices = Voices(knowledge)
        self.quantities = Quantities(knowledge)
        self.modality = Modality(knowledge)

    def together(
        self,
        sources: Sequence[Source],
        edges: Iterable[Edge],
        judged: Mapping[tuple[str, str], Judgement] | None = None,
    ) -> Together:
        """Claims, incidents, conflicts and series of some reports, one version of each; `judged` are people's words
        on two events."""
        edges = list(edges)
        ancestry, passages = Ancestry(edges), Passages(edges, self.modality)
        asserted = [one for source in sources for one in assertions(source, self.terming, passages.had(source.id))]
        told = claims(asserted, ancestry, self.voices, passages)
        figures = compared([one for source in sources for one in self.quantities.of(source)], ancestry, self.voices)
        happened, pairs = incidents(sources, ancestry, self.voices, self.terming, judged)
        listed = sorted(
            [*figures.claims, *(claim for claim, _ in told)],
            key=lambda one: (-len({telling.cite.report for telling in one.tellings}), one.kind != "event", one.id),
        )
        conflicts = [*figures.conflicts, *disputes(told), *world(sources)]
        conflicts.sort(key=lambda one: (one.verdict != "different", -len(one.sides), one.id))
        return Together(tuple(listed), tuple(happened), tuple(conflicts), tuple(figures.series), tuple(pairs))
