"""One version of a report as the rooms of consolidation need it: its reading, its words, its credits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dateline.consolidate.credits import Credits
from dateline.consolidate.direction import when
from dateline.consolidate.lineage import Candidate, Comparer
from dateline.consolidate.words import Words
from dateline.model.consolidated import Cite
from dateline.model.reading import Reading
from dateline.model.report import TESTIFYING, Report
from dateline.model.text import Span


@dataclass(frozen=True)
class Source:
    """A version of a report, read. `version` is its number, from 1. `candidate` is None after `let_go`."""

    reading: Reading
    version: int
    candidate: Candidate | None
    credits: Credits

    @property
    def id(self) -> str:
        return self.reading.report.id

    @property
    def report(self) -> Report:
        return self.reading.report

    @property
    def words(self) -> Words:
        assert self.candidate is not None, "words are wanted before they are let go"
        return self.candidate.prepared.words

    def let_go(self) -> None:
        """Forget the words, which fill more memory than all else, once the report is taken to pieces."""
        object.__setattr__(self, "candidate", None)

    @cached_property
    def published(self) -> str | None:
        """The day on which it came out, as ISO date, by the clock of the place that it names; None where unknown."""
        moment = when(self.report)
        if moment is None:
            return None
        told = (self.report.published or "")[:10]
        return told if len(told) == 10 and told[4] == "-" else moment.date().isoformat()

    @cached_property
    def house(self) -> str:
        """Who publishes it, as far as known: the outlet's id, else the name folded, else the host; empty if unknown."""
        publisher = self.credits.publisher
        if publisher.outlet:
            return publisher.outlet.family or publisher.outlet.id
        return " ".join(publisher.names[:1]).casefold() or publisher.host or ""

    @cached_property
    def publisher(self) -> str:
        """The publisher's name for people; its host, or the report's id, where it has none."""
        publisher = self.credits.publisher
        return publisher.names[0] if publisher.names else publisher.host or self.id

    @cached_property
    def away(self) -> tuple[Span, ...]:
        """What is not told by the report itself: furniture, captions, and its headline where it stands in the text."""
        spans = [one.span for one in self.report.furniture if one.kind not in TESTIFYING or one.kind == "caption"]
        title = (self.report.title or "").strip()
        if title and self.report.text.lstrip().startswith(title):
            start = len(self.report.text) - len(self.report.text.lstrip())
            spans.append(Span(start, start + len(title)))
        return tuple(spans)

    def cite(self, span: Span) -> Cite:
        """Words of this version."""
        return Cite(self.id, self.version, span)


def source(reading: Reading, version: int, comparer: Comparer) -> Source:
    """A reading made ready to be consolidated."""
    return of_candidate(reading, version, comparer.candidate(reading.report))


def of_candidate(reading: Reading, version: int, candidate: Candidate) -> Source:
    """A reading whose report is ready to be compared."""
    return Source(reading, version, candidate, candidate.credits)
