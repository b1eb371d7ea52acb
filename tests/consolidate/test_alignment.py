"""Claims of a copied text whose statements were cut otherwise, and what a passage may not join."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.consolidate.lineage import Comparer
from dateline.consolidate.together import Consolidator
from dateline.knowledge import Knowledge
from dateline.model.lineage import Edge, Passage
from dateline.model.text import Span
from tests.consolidate.marked import event, reading, said, sources, span

FIRST = "Northern fishermen have blocked the harbour of Brenna with forty boats, the port authority said."
WHOLE = "Northern fishermen have blocked the harbour of Brenna with forty boats"
LONG = (
    "Northern fishermen have blocked the harbour of Brenna with forty boats, burned a crane and two customs lorries on "
    "the quay, and locked the keeper of the lighthouse into his tower, the port authority said."
)
CUT = "Northern fishermen have blocked"
AGAIN = "Boats of northern fishermen block Brenna's harbour, in a quarrel over quotas that the capital calls tiresome."
OTHERWISE = {
    "negated": "Northern fishermen are not at the harbour of Brenna to block it with boats, and the quotas stand.",
    "open": "Whether northern fishermen block the harbour of Brenna with forty boats was asked at the market.",
    "else": "Northern fishermen at Brenna have sold the catch of a week to the cannery of the valley.",
}


def edge(
    a: str, b: str, kind: Any, one: Span, other: Span, direction: Any = "b_from_a", relation: Any = "copy"
) -> Edge:
    return Edge(a, b, relation, direction, 0.9, (), (Passage(one, other, kind),))


def told(knowledge: Knowledge, comparer: Comparer, edges: list[Edge], *readings: Any) -> list[set[str]]:
    found = Consolidator(knowledge).together(sources(comparer, *readings), edges)
    return [{telling.cite.report for telling in claim.tellings} for claim in found.claims]


def source_of() -> Any:
    return reading("coast", FIRST, statements=(said(FIRST, "the port authority", "said", WHOLE),))


def test_a_copy_that_is_cut_shorter(knowledge: Knowledge, comparer: Comparer) -> None:
    """A statement of a copy that ends many words earlier tells the same claim; without the passage it does not."""
    whole = LONG.removesuffix(", the port authority said.")
    first, copy = (
        reading(id, LONG, statements=(said(LONG, "the port authority", "said", words),))
        for id, words in (("coast", whole), ("valley", CUT))
    )
    place = Span(0, len(LONG))
    assert told(knowledge, comparer, [edge("coast", "valley", "same", place, place)], first, copy) == [
        {"coast", "valley"}
    ]
    assert len(told(knowledge, comparer, [], first, copy)) == 2


@pytest.mark.parametrize(("direction", "joined"), [("b_from_a", True), ("a_from_b", False), ("unclear", False)])
def test_a_rewriting_that_was_not_understood(
    knowledge: Knowledge, comparer: Comparer, direction: Any, joined: bool
) -> None:
    """A sentence in which no event was found tells what stands beside it in the report that it was made of."""
    edges = [edge("coast", "valley", "reworded", span(FIRST, FIRST), span(AGAIN, AGAIN), direction, "derived")]
    assert ({"coast", "valley"} in told(knowledge, comparer, edges, source_of(), reading("valley", AGAIN))) is joined


def test_no_lineage_is_no_claim(knowledge: Knowledge, comparer: Comparer) -> None:
    """The same sentence in a report that has nothing from the other is not counted in."""
    assert told(knowledge, comparer, [], source_of(), reading("valley", AGAIN)) == [{"coast"}]


@pytest.mark.parametrize("kind", OTHERWISE)
def test_a_rewriting_that_says_something_else(knowledge: Knowledge, comparer: Comparer, kind: str) -> None:
    """A sentence that negates it, leaves it open or tells another act of the same people is no telling of it."""
    text = OTHERWISE[kind]
    edges = [edge("coast", "valley", "reworded", span(FIRST, FIRST), span(text, text), "b_from_a", "derived")]
    assert told(knowledge, comparer, edges, source_of(), reading("valley", text)) == [{"coast"}]


def test_passages_of_an_older_version(knowledge: Knowledge, comparer: Comparer) -> None:
    """A passage that reaches beyond the text joins nothing and breaks nothing."""
    far = Span(5_000, 6_000)
    edges = [edge("coast", "valley", "same", far, far), edge("coast", "valley", "same", Span(0, 0), Span(0, 0))]
    other = reading("valley", OTHERWISE["else"], events=(event(OTHERWISE["else"], "sold", "COOPERATE"),))
    assert told(knowledge, comparer, edges, source_of(), other) == [{"valley"}, {"coast"}]


def test_a_whole_and_its_part(knowledge: Knowledge, comparer: Comparer) -> None:
    """Where both copies have a statement and a piece of it, the piece goes with the piece."""
    whole = LONG.removesuffix(", the port authority said.")
    lists = tuple(said(LONG, "the port authority", "said", words) for words in (whole, CUT))
    first, copy = (reading(id, LONG, statements=lists) for id in ("coast", "valley"))
    place = Span(0, len(LONG))
    both = told(knowledge, comparer, [edge("coast", "valley", "same", place, place)], first, copy)
    assert both == [{"coast", "valley"}] * 2
