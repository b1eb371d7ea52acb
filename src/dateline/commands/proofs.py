"""The sentences of a user's ontology, read, and held against what its entries say of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.knowledge import Knowledge
from dateline.knowledge.plover.own import entries
from dateline.model.report import Report
from dateline.pipeline import run, stages_for


@dataclass(frozen=True, slots=True)
class Proof:
    """A sentence of an entry, what it should be read as (or not) and what it is read as; `kind` is `TYPE mode`."""

    kind: str
    sentence: str
    wanted: bool
    found: tuple[str, ...]

    @property
    def right(self) -> bool:
        return (self.kind in self.found) is self.wanted


def proofs(knowledge: Knowledge, path: str) -> Iterator[Proof]:
    """Every sentence of a user's file, read by the whole pipeline. Raises KnowledgeError for a file that is off."""
    assert knowledge.ontology.rules, "a file that is off is told of before it is read with"
    for entry in entries(path):
        kind = entry.get("type", "")
        for sentence in entry.get("is") or ():
            yield _proof(knowledge, kind, sentence, wanted=True)
        for sentence in entry.get("is_not") or ():
            yield _proof(knowledge, kind, sentence, wanted=False)
        for mode, sentences in (entry.get("mode_is") or {}).items():
            for sentence in sentences:
                yield _proof(knowledge, f"{kind} {mode}", sentence, wanted=True)


def _proof(knowledge: Knowledge, kind: str, sentence: str, *, wanted: bool) -> Proof:
    reading = run(Report("sentence", str(sentence)), knowledge, stages_for(knowledge))
    found = [name for event in reading.events for name in (event.type, f"{event.type} {event.mode}")]
    return Proof(kind, sentence, wanted, tuple(name for name in found if not name.endswith(" None")))
