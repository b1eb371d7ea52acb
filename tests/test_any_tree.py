"""Trees come from a trained reader, which can be wrong in any way: every stage must come to an end on any of them."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.knowledge import Knowledge
from dateline.model.heard import Heard, HeardAct, HeardStatement
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.model.text import Span
from dateline.model.tokens import Sentence, Token
from dateline.pipeline import STAGES

WORDS = re.findall(
    r"\S+",
    """
    the Mali Russia minister officials two troops attack demands by of against to that said told attacked leave was not
    may Monday Niamey 40 who which and but , . “ ” ; he it they according claim accused talks
    """,
)
CLASSES = (
    ("VERB", "VBD"), ("VERB", "VB"), ("VERB", "VBN"), ("VERB", "VBG"), ("AUX", "MD"), ("AUX", "VBZ"), ("NOUN", "NN"),
    ("NOUN", "NNS"), ("PROPN", "NNP"), ("PRON", "PRP"), ("PRON", "WP"), ("ADP", "IN"), ("PART", "TO"), ("DET", "DT"),
    ("ADJ", "JJ"), ("ADV", "RB"), ("CCONJ", "CC"), ("SCONJ", "IN"), ("NUM", "CD"), ("PUNCT", ","),
)  # fmt: skip
LABELS = re.findall(
    r"\S+",
    """
    nsubj nsubjpass dobj pobj prep agent dative ccomp xcomp advcl relcl acl conj cc aux auxpass neg mark compound amod
    poss det nummod appos attr acomp oprd pcomp npadvmod prt parataxis punct dep csubj expl
    """,
)
ENTITIES = ("", "", "", "PERSON", "ORG", "GPE", "NORP", "DATE", "CARDINAL")


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A report of up to three sentences of any words, each a tree of any shape, and what was heard."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    at = 0
    for number in range(draw(st.integers(1, 3))):
        first, size = len(tokens), draw(st.integers(1, 12))
        order = draw(st.permutations(range(size)))
        above = {order[0]: order[0]} | {
            one: order[draw(st.integers(0, place - 1))] for place, one in enumerate(order) if place
        }
        for word in range(size):
            text = draw(st.sampled_from(WORDS))
            pos, tag = draw(st.sampled_from(CLASSES))
            entity = draw(st.sampled_from(ENTITIES))
            label = "ROOT" if above[word] == word else draw(st.sampled_from(LABELS))
            span = Span(at, at + len(text))
            tokens.append(Token(span, text, text.lower(), pos, tag, label, above[word] + first, entity, bool(entity)))
            at += len(text) + 1
        whole = Span(tokens[first].span.start, tokens[-1].span.end)
        sentences.append(Sentence(whole, first, len(tokens), number // 2, draw(st.booleans())))
    spans = st.tuples(st.integers(0, len(tokens) - 1), st.integers(1, 5)).map(
        lambda run: Span(tokens[run[0]].span.start, tokens[min(len(tokens), sum(run)) - 1].span.end)
    )
    parts = st.lists(spans, max_size=2).map(lambda listed: tuple(sorted(set(listed))))
    said = st.builds(HeardStatement, parts, spans.map(lambda one: (one,)), parts.filter(bool), st.floats(0, 1))
    act = st.builds(
        HeardAct, spans, st.sampled_from(("ASSAULT", "REQUEST", "AID")), st.sampled_from(("happened", "denied")),
        st.none() | spans, st.none() | spans, st.floats(0, 1),
    )  # fmt: skip
    heard: list[Heard] = draw(st.lists(said | act, max_size=4))
    text = " ".join(token.text for token in tokens)
    return Reading(Report("any", text), tokens=tuple(tokens), sentences=tuple(sentences), heard=tuple(heard))


@settings(max_examples=100, deadline=5000)
@given(reading=readings())
def test_every_stage_ends_on_any_tree(knowledge: Knowledge, reading: Reading) -> None:
    """No stage fails or goes round in circles, and each mark is of words that are there."""
    for stage in STAGES[1:]:
        reading = replace(reading, **dict(stage.compute(reading, knowledge)))
    size = len(reading.text)
    spans = [
        span for statement in reading.statements for span in (*statement.source, *statement.cue, *statement.content)
    ]
    assert all(0 <= span.start < span.end <= size for span in (*spans, *(one.span for one in reading.actors)))
    assert all(event.statement is None or event.statement < len(reading.statements) for event in reading.events)
