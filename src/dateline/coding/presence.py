"""Who has how many people or what equipment where, as of when, according to whom.

Read from figures that count forces or equipment, from forces that are, remain or are based at a place, and from bases
and missions that somebody has there. Losses, arrivals to come and what is denied are no presence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.coding.frames import is_passive, is_verb, lemma, verb_frame
from dateline.coding.parties import Parties
from dateline.knowledge import Knowledge
from dateline.model.event import Presence, PresenceKind
from dateline.model.grammar import Grammar
from dateline.model.reading import Reading
from dateline.model.stage import Provided, Stage

LEXICON = "presence"
SEPARATE = frozenset({"relcl", "advcl", "ccomp", "parataxis", "conj"})
PARTS = frozenset({"most", "some", "many", "part", "half", "majority", "several", "few", "number", "rest", "all"})
"""Quantities that take a part of a figure: "most of the 1,000 troops"."""


KILOMETRES = {"km": 1.0, "miles": 1.609, "m": 0.001, "yards": 0.000914, "feet": 0.000305}
WITHIN = 5.0
"""Kilometres within which two stand on the ground of one airport or base."""


class Surveyor:
    """Looks for presence in one reading."""

    def __init__(self, reading: Reading, knowledge: Knowledge) -> None:
        self.reading = reading
        self.grammar: Grammar = reading.grammar
        self.parties = Parties(reading, knowledge.ontology)
        words = knowledge.lexicons.read(LEXICON)
        self.kinds: dict[str, PresenceKind] = {
            word: kind for kind in ("forces", "equipment", "base", "mission") for word in words[kind]
        }
        self.sites = frozenset(words["base"])
        self.being = frozenset(words["being"])
        self.having = frozenset(words["having"])
        self.ending = frozenset(words["ending"])
        self.armed = frozenset(words["armed"])
        self.figures_at: dict[int, int] = {}
        for index, figure in enumerate(reading.figures):
            for at in self.grammar.within(figure.span):
                self.figures_at.setdefault(at, index)
        self.times_at: dict[int, int] = {}
        for index, time in enumerate(reading.times):
            for at in self.grammar.within(time.span):
                self.times_at.setdefault(at, index)

    def rows(self) -> Iterable[Presence]:
        """Every presence told, in the order of the text; the same one may come again."""
        for at in range(len(self.grammar.tokens)):
            kind = self._kind(at)
            if kind is not None:
                yield from self._thing(at, kind)

    def _kind(self, at: int) -> PresenceKind | None:
        token = self.grammar.tokens[at]
        if token.pos not in ("NOUN", "PROPN", "PRON", "ADJ") or token.dep in ("compound", "amod", "poss"):
            return None
        kind = self.kinds.get(lemma(self.grammar, at)) or self.kinds.get(token.lower)
        if kind is not None:
            if kind in ("mission", "base") and not self._military(at):
                return None
            return kind
        actor = self.parties.on(at)
        if actor is not None and token.dep in ("nsubj", "nsubjpass") and self._people(at, actor):
            return "forces"
        return None

    def _military(self, at: int) -> bool:
        """A base or mission that is told to be one of forces, or that somebody has."""
        words = {lemma(self.grammar, child) for child in self.grammar.children[at]}
        return bool(words & self.armed) or bool(self._owners(at))

    def _people(self, at: int, actor: int) -> bool:
        """Forces named by their nation alone ("the Russians"), or by a pronoun, where the report has spoken of them."""
        token = self.grammar.tokens[at]
        name = self.reading.actors[actor]
        return token.tag in ("NNPS", "PRP") or (
            token.lower.endswith("s") and name.sector in ("MIL", "UAF", "REB", "PRM")
        )

    def _thing(self, at: int, kind: PresenceKind) -> Iterable[Presence]:
        grammar = self.grammar
        top = self._top(at)
        clause = grammar.clause_head(top)
        verb = clause if is_verb(grammar, clause) else None
        if verb is not None and not self._stands(verb, top):
            return
        owner = self._owners(at)
        part = top != at and lemma(grammar, top) in PARTS
        figure = self._figure(at)
        inner = self._places(grammar.subtree(at, without=SEPARATE))
        relative = [child for child in grammar.with_dep(at, "relcl", "acl") if self._holds(child)]
        for child in relative:
            placed = self._places(grammar.subtree(child, without=SEPARATE))
            who = owner or self._doer(child)
            if placed and who is not None:
                yield self._row(kind, who, placed[-1] if inner == placed else placed[0], figure, at)
                inner = inner or placed
        told = bool(relative)
        if inner and owner is not None and not told:
            yield self._row(kind, owner, inner[0], figure, at)
            told = True
        if verb is None:
            return
        has = lemma(grammar, verb) in self.having and grammar.tokens[top].dep == "dobj"
        who = owner if owner is not None else self._doer(verb) if has else None
        if who is None and lemma(grammar, at) not in self.sites:
            who = self.parties.on(at)
        if not self._placing(verb, top):
            return
        if inner and owner is None and not told and who is not None:
            yield self._row(kind, who, inner[0], figure, at)
            told = True
        placed = [place for place in self._places(grammar.subtree(verb, without=SEPARATE)) if place not in inner]
        placed = placed or self._close_by(verb)
        if who is not None and placed:
            yield self._row(
                kind, who, placed[-1] if part and inner else placed[0], None if part and inner else figure, at
            )
        elif who is not None and figure is not None and not told and lemma(grammar, verb) in self.having:
            yield self._row(kind, who, None, figure, at)

    def _close_by(self, verb: int) -> list[int]:
        """The place that they are told to be a short way off from: "two miles from where others are at the airport"."""
        grammar = self.grammar
        for way in grammar.with_dep(verb, "npadvmod", "dobj", "advmod"):
            figures = [self.figures_at[at] for at in grammar.subtree(way, without=SEPARATE) if at in self.figures_at]
            if not any(self._short(index) for index in figures):
                continue
            for above in (verb, way):
                for child in grammar.with_dep(above, "prep"):
                    if grammar.tokens[child].lower in ("from", "off"):
                        return self._places(grammar.subtree(child)) or self._places(grammar.subtree(way))
        return []

    def _short(self, figure: int) -> bool:
        """Whether a figure is a distance within the bounds of an airport or a base."""
        one = self.reading.figures[figure]
        scale = KILOMETRES.get(one.unit or "")
        return scale is not None and one.value is not None and one.value * scale <= WITHIN

    def _top(self, at: int) -> int:
        """The head of "most of the troops", "a number of soldiers" for the troops and soldiers."""
        tokens = self.grammar.tokens
        while tokens[at].dep == "pobj" and tokens[tokens[at].head].lower == "of":
            above = tokens[tokens[at].head].head
            if lemma(self.grammar, above) not in PARTS and tokens[above].pos not in ("NUM", "ADJ", "DET", "PRON"):
                break
            at = above
        return at

    def _stands(self, verb: int, top: int) -> bool:
        """Whether the clause leaves the things where they are: not lost, not to come, not denied."""
        grammar = self.grammar
        if grammar.with_dep(verb, "neg"):
            return False
        return lemma(grammar, verb) not in self.ending

    def _holds(self, verb: int) -> bool:
        return is_verb(self.grammar, verb) and lemma(self.grammar, verb) in (self.being | self.having)

    def _placing(self, verb: int, top: int) -> bool:
        """A clause that says where its subject is, or where somebody has its object."""
        grammar = self.grammar
        if any(
            grammar.tokens[child].lower in ("will", "would", "may", "could", "to")
            for child in grammar.with_dep(verb, "aux")
        ):
            return False
        dep = grammar.tokens[top].dep
        word = lemma(grammar, verb)
        if dep in ("nsubj", "nsubjpass"):
            return word in self.being
        return dep == "dobj" and word in self.having and not is_passive(grammar, verb)

    def _owners(self, at: int) -> int | None:
        grammar = self.grammar
        for child in grammar.with_dep(at, "poss", "compound", "amod", "nmod"):
            found = self.parties.of(child, inner=False)
            if found and not (lemma(grammar, at) in self.sites and self._is_town(child)):
                return found[0]
        for child in grammar.with_dep(at, "prep"):
            if grammar.tokens[child].lower in ("of", "from"):
                for below in grammar.with_dep(child, "pobj"):
                    found = self.parties.of(below)
                    if found:
                        return found[0]
        own = self.parties.on(at)
        one = self.reading.actors[own] if own is not None else None
        if one is not None and (one.country or one.id) and lemma(grammar, at) not in self.sites:
            return own
        return None

    def _is_town(self, at: int) -> bool:
        """Whether the word names a place below a country: a base is called after it, not owned by it."""
        kinds = {self.reading.places[index].kind for index in self.parties.place_at.get(at, ())}
        return bool(kinds - {"country", None})

    def _doer(self, verb: int) -> int | None:
        frame = verb_frame(self.grammar, verb)
        for at in frame.get("by") if frame.passive else frame.get("subject"):
            found = self.parties.of(at)
            if found:
                return found[0]
        return None

    def _figure(self, at: int) -> int | None:
        for child in (at, *self.grammar.with_dep(at, "nummod", "amod", "quantmod", "advmod")):
            for one in self.grammar.subtree(child, without=SEPARATE | {"prep", "conj"}) if child != at else (at,):
                if one in self.figures_at:
                    return self.figures_at[one]
        top = self._top(at)
        return self.figures_at.get(top) if top != at else None

    def _places(self, words: Iterable[int]) -> list[int]:
        """Places on the words, in text order; an owner's name ("U.S. troops") is none."""
        found: list[int] = []
        for at in words:
            if self.grammar.tokens[at].dep in ("compound", "amod", "nmod", "poss") and not self._in_place(at):
                continue
            for index in self.parties.place_at.get(at, ()):
                if index not in found and self.reading.places[index].form != "demonym":
                    found.append(index)
        return found

    def _in_place(self, at: int) -> bool:
        """A modifier that belongs to a longer name of a place, or to a base ("the Agadez base")."""
        head = self.grammar.tokens[at].head
        shared = set(self.parties.place_at.get(at, ())) & set(self.parties.place_at.get(head, ()))
        return bool(shared) or self.kinds.get(lemma(self.grammar, head)) == "base"

    def _row(self, kind: PresenceKind, actor: int | None, place: int | None, figure: int | None, at: int) -> Presence:
        return Presence(kind, actor, place, figure, self._time(at), self._statement(at))

    def _time(self, at: int) -> int | None:
        clause = self.grammar.subtree(self.grammar.clause_head(at), without=SEPARATE)
        found = [one for one in clause if one in self.times_at]
        return self.times_at[min(found, key=lambda one: abs(one - at))] if found else None

    def _statement(self, at: int) -> int | None:
        span = self.grammar.tokens[at].span
        for index, statement in enumerate(self.reading.statements):
            if any(content.contains(span) for content in statement.content):
                return index
        return None


def compute(reading: Reading, knowledge: Knowledge) -> Provided:
    """`presence` rows, each told once."""
    surveyor = Surveyor(reading, knowledge)
    rows: dict[tuple[object, ...], Presence] = {}
    for found in surveyor.rows():
        shared = surveyor.parties.shared(found.actor) if found.actor is not None else []
        for row in [replace(found, actor=one) for one in shared] or [found]:
            rows.setdefault(_key(reading, row), row)
    counted = {_key(reading, row)[:3] for row in rows.values() if row.figure is not None}
    return {
        "presence": tuple(
            row for key, row in rows.items() if row.figure is not None or key[:3] not in counted or key[2] is None
        )
    }


def _key(reading: Reading, row: Presence) -> tuple[object, ...]:
    actor = reading.actors[row.actor] if row.actor is not None else None
    place = reading.places[row.place] if row.place is not None else None
    return (
        row.kind,
        (actor.country or actor.id or actor.name) if actor is not None else None,
        (place.geonames or place.name) if place is not None else None,
        _number(reading, row.figure),
    )


def _number(reading: Reading, figure: int | None) -> object:
    if figure is None:
        return None
    one = reading.figures[figure]
    return (one.value, one.low, one.high, one.counts)


STAGE = Stage(
    "presence",
    3,
    requires=("tokens", "sentences", "actors", "places", "times", "figures", "statements", "events"),
    provides=("presence",),
    compute=compute,
)
