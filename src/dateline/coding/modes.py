"""How it was done: PLOVER's mode of an event whose rule tells none, or a broader one than its words do.

In: events whose types are settled. Out: the same with the mode that their word, their means, their content or those who
take part in them tell. A mode is never guessed: where several fit a word, it stays open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.coding.frames import Frame, frame_of, is_verb, lemma, noun_frame
from dateline.coding.match import ASKED, MENACING, Matcher
from dateline.knowledge import Knowledge
from dateline.model.event import Event
from dateline.model.heard import HeardAct
from dateline.model.reading import Reading

HEARD = "reader: heard how"
"""The reason of a mode that the reader heard and no rule told."""
ASKING = frozenset({"REQUEST", "REJECT", "THREATEN"})
"""Types whose mode is what is asked for, refused or threatened."""
REMOTE = frozenset({"phone", "telephone", "call", "video", "videoconference", "conference-call", "zoom", "hotline"})
HOSTING = frozenset({"host", "receive", "greet", "welcome"})
ARMED = frozenset({"REB", "PRM", "UAF", "CRM"})
"""Sectors whose fighters are a militia."""
NOUNS = (
    ("meet", ("talks", "visit", "ceasefire-talks")),
    ("yield", ("ceasefire", "restriction", "release", "access", "withdrawal", "extradition")),
    ("assist", ("aid", "arms", "weapon", "force", "cooperation", "support", "asylum", "money")),
    ("change", ("reform", "leadership")),
)
"""Modes of what is asked for by the noun that names it, in order."""


class Modes:
    """Finds the modes of the events of one reading."""

    def __init__(self, reading: Reading, knowledge: Knowledge) -> None:
        self.reading = reading
        self.grammar = reading.grammar
        self.ontology = knowledge.ontology
        self.alpha3 = knowledge.actors.alpha3
        self._matcher: Matcher | None = None
        self._acts: dict[int, HeardAct] | None = None

    @property
    def matcher(self) -> Matcher:
        if self._matcher is None:
            self._matcher = Matcher(self.reading, self.ontology)
        return self._matcher

    def told(self, event: Event) -> Event:
        """The event with its mode, and the code that goes with it."""
        mode, why = self._mode(event), event.why
        if mode is None and event.mode is None:
            mode, why = self._heard(event), (*why, HEARD)
        if mode is None or mode == event.mode or mode not in self.ontology.kinds[event.type].modes:
            return event
        usual = event.cameo == self.ontology.cameo(event.type, event.mode)
        cameo = self.ontology.cameo(event.type, mode) if usual else event.cameo
        return replace(event, mode=mode, cameo=cameo, why=why)

    def _heard(self, event: Event) -> str | None:
        """The mode that the reader heard on the event's own word, where it heard the same type."""
        if self._acts is None:
            acts = [one for one in self.reading.heard if isinstance(one, HeardAct) and one.mode is not None]
            self._acts = {at: one for one in acts for at in self.grammar.within(one.trigger)}
        heard = (self._acts.get(at) for at in self.grammar.within(event.span))
        return next((one.mode for one in heard if one is not None and one.type == event.type), None)

    def _mode(self, event: Event) -> str | None:
        at = self.grammar.head_of(event.span)
        if at is None or not self.ontology.kinds[event.type].modes:
            return None
        if event.type == "CONSULT":
            return self._meeting(event, at)
        if event.type == "MOBILIZE" and event.mode in ("troops", None):
            return self._moved(event, at)
        if event.mode is not None:
            return None
        if event.type in ASKING:
            return self._asked(event, at)
        return self._by_word(event.type, at)

    def _frame(self, at: int) -> Frame:
        if is_verb(self.grammar, at):
            return frame_of(self.grammar, at)
        return noun_frame(self.grammar, at, self.ontology.classes.get("light", frozenset()))

    def _by_word(self, kind: str, at: int) -> str | None:
        """The mode in which all rules of the type for this word agree."""
        index = self.ontology.verbs if is_verb(self.grammar, at) else self.ontology.nouns
        matcher, frame = self.matcher, self._frame(at)
        rules = [
            rule
            for form in matcher.forms(at)
            for rule in index.get(form, ())
            if rule.type == kind and any(matcher.is_head(head, at, frame) for head in rule.heads)
        ]
        modes = {rule.mode for rule in rules}
        return modes.pop() if len(modes) == 1 else None

    def _meeting(self, event: Event, at: int) -> str | None:
        actors = [self.reading.actors[index] for index in event.actors]
        others = [self.reading.actors[index] for index in event.recipients]
        below = {self.grammar.tokens[one].lower for one in self.grammar.subtree(at)}
        if event.mode is None and below & REMOTE:
            return "phone"
        theirs = {one.country or one.id or one.name for one in others}
        if lemma(self.grammar, at) in HOSTING:
            joined = any(self.grammar.tokens[one].lower == "between" for one in self.grammar.subtree(at))
            return "third-party" if joined or len(theirs) > 1 else "visit" if others else None
        if event.mode is not None:
            return None
        if self._within_body(event, at):
            return "multilateral"
        place = self.reading.places[event.place] if event.place is not None else None
        country = self.alpha3.get(place.country or "") if place is not None and place.form == "name" else None
        ours = {one.country for one in actors}
        if country is not None and {one.country for one in others} == {country} and country not in ours:
            return "visit"
        return None

    def _within_body(self, event: Event, at: int) -> bool:
        """Whether those who meet do so as members of one body: "ministers of the league met"."""
        if event.recipients:
            return False
        inside = {
            index
            for subject in self._frame(at).get("subject")
            for one in self.grammar.subtree(subject)
            for index in self.matcher.parties.at.get(one, ())
        }
        named = [self.reading.actors[index] for index in inside]
        return any(one.sector == "IGO" and one.id is not None for one in named) and not any(
            one.country for one in named
        )

    def _moved(self, event: Event, at: int) -> str | None:
        """Who or what is moved: police, arms, fighters of no state, else troops."""
        frame = self._frame(at)
        moved = frame.get("object") or frame.get("of") or frame.get("subject")
        if any(self.grammar.tokens[one].entity == "GPE" for one in moved) or not moved:
            moved = frame.get("subject")
        words = {lemma(self.grammar, one) for one in moved}
        if not words:
            return None
        if words <= self.ontology.classes["weapon"] - {"fighter"}:
            return "weapons"
        if words <= self.ontology.classes["policeforce"] - {"guard", "officer", "agent", "trooper"}:
            return "police"
        sectors = {self.reading.actors[index].sector for index in event.actors}
        if sectors and sectors <= ARMED and self.ontology.has("force", words):
            return "militia"
        return event.mode or ("troops" if self.ontology.has("force", words) else None)

    def _asked(self, event: Event, at: int) -> str | None:
        """What is asked for, refused or threatened, by its verb, else by its noun."""
        frame = self._frame(at)
        content = self.matcher.content(at, frame)
        verbs = [one for one in (*frame.get("comp"), *content) if is_verb(self.grammar, one)]
        for one in verbs:
            found = self._of_verb(event.type, one)
            if found is not None:
                return found
        if event.type == "THREATEN":
            words = {lemma(self.grammar, one) for one in content}
            return "restrict" if self.ontology.has("sanction", words) else None
        return self._of_noun(lemma(self.grammar, one) for one in content if not is_verb(self.grammar, one))

    def _of_verb(self, kind: str, at: int) -> str | None:
        word = lemma(self.grammar, at)
        if kind == "THREATEN" and self.ontology.has("harm", [word]):
            return "violence"
        rules = self.ontology.verbs.get(word, ())
        types = {rule.type: rule for rule in sorted(rules, key=lambda rule: rule.weight)}
        if not types:
            return None
        if kind == "THREATEN":
            return self._threatened(at, set(types))
        if kind in ("REQUEST", "REJECT") and self.ontology.has("giving-way", [word]):
            return "yield"
        modes = {ASKED[one] for one in types if one in ASKED}
        return modes.pop() if len(modes) == 1 else None

    def _threatened(self, at: int, types: set[str]) -> str | None:
        objects = {lemma(self.grammar, one) for one in self.grammar.with_dep(at, "dobj")}
        if "COERCE" in types and objects and self.ontology.has("territory", objects):
            return "territory" if lemma(self.grammar, at) in TAKING else "restrict"
        modes = {MENACING[one] for one in types if one in MENACING}
        return modes.pop() if len(modes) == 1 else None

    def _of_noun(self, words: Iterable[str]) -> str | None:
        said = set(words)
        for mode, classes in NOUNS:
            if any(self.ontology.has(name, said) for name in classes):
                return mode
        return None


TAKING = frozenset({"seize", "occupy", "annex", "capture", "take", "conquer", "overrun", "retake"})


def moded(reading: Reading, events: Iterable[Event], knowledge: Knowledge) -> tuple[Event, ...]:
    """The events with the modes that can be told."""
    modes = Modes(reading, knowledge)
    return tuple(modes.told(event) for event in events)
