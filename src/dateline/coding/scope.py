"""Whose a figure is, where and as of when: the actor, place and time of its noun phrase, else of its clause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.coding.frames import verb_frame
from dateline.knowledge import Knowledge
from dateline.model.grammar import CLAUSAL, Grammar
from dateline.model.marks import Actor, Figure, Place, Scope, When
from dateline.model.reading import Reading
from dateline.model.stage import Provided, Stage
from dateline.model.text import Span

Mark = Actor | Place | When
OWNING = ("amod", "compound", "nmod", "poss")
LOCATING = ("pobj", "dobj", "pcomp", "npadvmod", "appos", "conj", "advmod", "ROOT")
LONGEST = 400
"""Words of a sentence beyond which it is a table and not a sentence, and no scope is read from it."""


def compute(reading: Reading, knowledge: Knowledge) -> Provided:
    """`figures` again, each with its scope as far as the grammar gives it."""
    tree = reading.grammar
    at = {
        name: _by_sentence(tree, marks)
        for name, marks in (("actor", reading.actors), ("place", reading.places), ("time", reading.times))
    }
    holders = frozenset(knowledge.lexicons.read("figures")["holders"].split())
    return {
        "figures": tuple(
            replace(figure, scope=_scope(reading, figure, at, holders), note=_contradiction(reading, figure))
            for figure in reading.figures
        )
    }


def _contradiction(reading: Reading, figure: Figure) -> str | None:
    """The note of a figure, with what the globe says of it where it is a distance that a place is told by."""
    if figure.unit != "km":
        return figure.note
    told = (place for place in reading.places if place.form == "relative" and place.note)
    return next((place.note for place in told if place.span.overlaps(figure.span)), figure.note)


def _by_sentence(tree: Grammar, marks: Sequence[Mark]) -> dict[int, list[tuple[int, int]]]:
    """For each sentence the marks in it: index of the mark, position of its governing word."""
    found: dict[int, list[tuple[int, int]]] = {}
    for index, mark in enumerate(marks):
        head = tree.head_of(mark.span)
        if head is not None:
            found.setdefault(tree.sentence_of[head], []).append((index, head))
    return found


def _scope(
    reading: Reading, figure: Figure, at: dict[str, dict[int, list[tuple[int, int]]]], holders: frozenset[str]
) -> Scope:
    tree = reading.grammar
    inside = tree.within(figure.span)
    if not inside:
        return figure.scope
    sentence = tree.sentence_of[inside[-1]]
    if reading.sentences[sentence].last - reading.sentences[sentence].first > LONGEST:
        return figure.scope
    noun = _counted_noun(reading, inside)
    phrase = set(tree.subtree(noun, without=frozenset(CLAUSAL - {"ROOT"}) | {"appos", "punct"}))
    wide = set(tree.subtree(noun))
    verb = tree.clause_head(noun)
    clause = set(tree.subtree(verb, without=frozenset(CLAUSAL - {"ROOT"})))
    near = at["actor"].get(sentence, [])
    actor = _covering(reading.actors, near, tree, noun)
    if actor is None:
        actor = _nearest([one for one in near if _owns(tree, one[1])], phrase, noun)
    if actor is None and tree.tokens[verb].lemma in holders:
        actor = _subject(near, tree, verb)
    where, when = at["place"].get(sentence, []), at["time"].get(sentence, [])
    own = [one for one in where if reading.places[one[0]].form in ("name", "relative") and _locates(tree, one[1])]
    dated = [one for one in when if _dated(reading.times[one[0]])]
    return Scope(
        actor,
        _first(_nearest(own, area, noun) for area in (phrase, wide, clause)),
        _first(_nearest(dated, area, noun) for area in (phrase, wide, clause)),
    )


def _dated(time: When) -> bool:
    """A time that says as of when: one with a day or a stretch of days, but no bare length and no "now"."""
    return time.type != "SET" and (
        time.earliest is not None or time.latest is not None or time.type in ("DATE", "TIME")
    )


def _first(found: Iterable[int | None]) -> int | None:
    return next((one for one in found if one is not None), None)


def _counted_noun(reading: Reading, inside: range) -> int:
    """The word that the figure's own words hang on."""
    tokens = reading.tokens
    for position in reversed(inside):
        head = tokens[position].head
        if (
            head not in inside
            and tokens[position].dep in ("nummod", "quantmod", "amod", "compound", "det", "nmod")
            and head > position
        ):
            return head
    return inside[-1]


def _covering(actors: Sequence[Actor], near: list[tuple[int, int]], tree: Grammar, noun: int) -> int | None:
    """The actor mention that the counted noun stands in."""
    spot = tree.tokens[noun].span
    for index, _ in near:
        if actors[index].span.overlaps(Span(spot.start, spot.end)):
            return index
    return None


def _owns(tree: Grammar, head: int) -> bool:
    """Whether an actor stands so that what is counted is its own: "Malian officers", "Mali's officers", "of Mali"."""
    token = tree.tokens[head]
    return token.dep in OWNING or (token.dep == "pobj" and tree.tokens[token.head].lower in ("of", "from"))


def _locates(tree: Grammar, head: int) -> bool:
    """Whether a place says where: behind a preposition or beside one that does, not as owner, doer or attribute."""
    return tree.tokens[head].dep in LOCATING


def _subject(near: list[tuple[int, int]], tree: Grammar, verb: int) -> int | None:
    """The actor that has, keeps, sends or spends what is counted: the subject of the active verb, its own or lent."""
    frame = verb_frame(tree, verb)
    for child in () if frame.passive else frame.get("subject"):
        inside = set(tree.subtree(child, without=frozenset(CLAUSAL)))
        if (found := _nearest(near, inside, child)) is not None:
            return found
    return None


def _nearest(near: list[tuple[int, int]], area: set[int], noun: int) -> int | None:
    inside = [(abs(head - noun), index) for index, head in near if head in area]
    return min(inside)[1] if inside else None


STAGE = Stage(
    "scope",
    3,
    requires=("tokens", "sentences", "figures", "actors", "places", "times"),
    provides=("figures",),
    compute=compute,
)
