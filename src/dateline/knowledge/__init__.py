"""What Dateline knows of the world, as data with small loaders. Loaded at the edge, once, and handed in."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from dateline.model.own import Own

if TYPE_CHECKING:
    from dateline.knowledge.actors import ActorIndex
    from dateline.knowledge.gazetteer import Gazetteer
    from dateline.knowledge.lexicons import Lexicons
    from dateline.knowledge.parser import Parser
    from dateline.knowledge.plover import Ontology
    from dateline.knowledge.weights import Weights
    from dateline.reader import Reader


class Knowledge:
    """Each part is read from its files when it is first asked for, and then kept. `own` is what a user adds to them.

    `threads` is how many the trained reader may use: as many as there are cores, at most two, unless told.
    """

    def __init__(self, own: Own | None = None, threads: int | None = None) -> None:
        self.own = own or Own()
        self.threads = threads

    @cached_property
    def parser(self) -> Parser:
        """Words and grammar by the trained reader, or by what stands in where its file is missing."""
        if self.reader is None:
            from dateline.knowledge.spacy_parser import load

            return load()
        from dateline.knowledge.parser import ReaderParser

        return ReaderParser(self.reader)

    @cached_property
    def reader(self) -> Reader | None:
        """The trained reader; None where its file is missing, and rules do its work."""
        from dateline.reader import available, load

        return load(threads=self.threads) if available() else None

    @cached_property
    def gazetteer(self) -> Gazetteer:
        from dateline.knowledge.gazetteer import load

        return load()

    @cached_property
    def actors(self) -> ActorIndex:
        from dateline.knowledge.actors import load
        from dateline.knowledge.actors.own import rows_of

        return load(rows_of(self.own.actors) if self.own.actors else ())

    @cached_property
    def ontology(self) -> Ontology:
        from dateline.knowledge.plover import load
        from dateline.knowledge.plover.own import added

        ontology = load(edition=self.own.edition)
        return added(ontology, self.own.ontology) if self.own.ontology else ontology

    @cached_property
    def lexicons(self) -> Lexicons:
        from dateline.knowledge.lexicons import load

        return load()

    @cached_property
    def weights(self) -> Weights:
        from dateline.knowledge.weights import load

        return load()


def load_knowledge(own: Own | None = None, threads: int | None = None) -> Knowledge:
    """Knowledge with nothing read yet, and what a user adds to it."""
    return Knowledge(own, threads)
