"""Who did it to whom, where, when and how many: roles of each event from the clause that its trigger stands in.

An event with nobody in it is dropped, unless it is an act of material conflict with a place, a time or a figure.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.coding.frames import Frame, frame_of, is_verb, lemma, noun_frame
from dateline.coding.parties import Parties
from dateline.knowledge import Knowledge
from dateline.knowledge.plover import Rule
from dateline.model.event import Event
from dateline.model.grammar import Grammar
from dateline.model.reading import Reading
from dateline.model.stage import Provided, Stage

RECIPIENTS = (
    "object",
    "dative",
    "against",
    "on",
    "to",
    "with",
    "toward",
    "towards",
    "from",
    "into",
    "for",
    "at",
    "in",
    "of",
    "comp-subject",
    "comp-object",
    "comp-recipient",
    "purpose-object",
)
"""Where a recipient is looked for, in order, if the rule does not say."""
DOERS = ("by", "poss", "mod", "light-subject")
"""Where the doer of an act that a noun tells is looked for, in order, if the rule does not say."""
MATERIAL = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION", "RETREAT"})
TOLL = frozenset(
    {"dead", "death", "killed", "injured", "wounded", "arrested", "detained", "casualty", "victim", "injury"}
)
PARTS = frozenset({"most", "some", "part", "many", "number", "half", "all", "dozen", "hundred", "thousand"})
OWN_FORCES = frozenset({"MOBILIZE", "RETREAT", "AGREE", "CONCEDE", "AID", "THREATEN"})
"""Types whose object can be the forces of the one who acts."""
ASIDE = {"relcl": 0.75, "advcl": 0.8, "acl": 0.8, "appos": 0.8}
SEPARATE = frozenset({"relcl", "advcl", "ccomp", "parataxis"})


class Caster:
    """Finds the roles of the events of one reading."""

    def __init__(self, reading: Reading, knowledge: Knowledge) -> None:
        self.reading = reading
        self.grammar: Grammar = reading.grammar
        self.parties = Parties(reading)
        self.ontology = knowledge.ontology
        self.times_at = self._index([time.span.start for time in reading.times])
        self.places_at = self._index([place.span.start for place in reading.places])
        self.figures_at = self._index([figure.span.start for figure in reading.figures])

    def _index(self, starts: list[int]) -> dict[int, int]:
        """Position of the first word at or after each start → index of the mark."""
        from dateline.model.text import Span

        found: dict[int, int] = {}
        for index, start in enumerate(starts):
            inside = self.grammar.within(Span(start, max(start + 1, len(self.reading.text))))
            if len(inside):
                found.setdefault(inside[0], index)
        return found

    def cast(self, event: Event) -> Event | None:
        """The event with its roles; None where nobody and nothing is there to hold it."""
        at = self.grammar.within(event.span)
        if not at:
            return None
        head = at[0]
        rule = self._rule(event)
        nominal = rule.nominal if rule is not None else not is_verb(self.grammar, head)
        frame = noun_frame(self.grammar, head) if nominal else frame_of(self.grammar, head)
        actors = self._actors(frame, rule, event)
        recipients = self._recipients(frame, rule, event, actors)
        if rule is not None and rule.sides and recipients:
            actors, recipients = [*actors, *(one for one in recipients if one not in actors)], []
        place = self._near(head, frame, self.places_at, set(actors))
        time = self._near(head, frame, self.times_at, set())
        figures = self._figures(head, frame)
        if not actors and (event.type not in MATERIAL or not (recipients or figures or place is not None)):
            return None
        whole = 0.5 + 0.25 * bool(actors) + 0.25 * bool(recipients)
        score = min(1.0, event.score * whole * self._depth(frame))
        return replace(
            event,
            actors=tuple(actors),
            recipients=tuple(recipients),
            place=place,
            time=time,
            figures=tuple(figures),
            score=round(score, 3),
        )

    def _rule(self, event: Event) -> Rule | None:
        named = [one.removeprefix("rule:") for one in event.why if one.startswith("rule:")]
        return self.ontology.rules.get(named[0]) if named else None

    def _depth(self, frame: Frame) -> float:
        """What the sentence says in its main clause, or lets somebody say, weighs more than what it adds by the way."""
        at = frame.clause if frame.clause is not None else frame.head
        weight = 1.0
        for one in (at, *self.grammar.ancestors(at)):
            weight *= ASIDE.get(self.grammar.tokens[one].dep, 1.0)
        return max(weight, 0.3)

    def _actors(self, frame: Frame, rule: Rule | None, event: Event) -> list[int]:
        if rule is not None and rule.actor:
            slots = rule.actor
        elif frame.nominal:
            slots = (*DOERS, "of") if event.type not in ("ASSAULT", "COERCE", "SANCTION", "ACCUSE") else DOERS
        else:
            slots = ("by",) if frame.passive else ("subject",)
        found = self._first(frame, slots)
        if not found and not (frame.passive and not frame.nominal):
            found = self._first(frame, ("outer-subject",))
        if not found and event.type in ("MOBILIZE", "RETREAT", "AID") and not frame.nominal and frame.passive:
            forces = [at for at in frame.get("object") if self.ontology.has("force", [lemma(self.grammar, at)])]
            found = [index for at in forces for index in self.parties.of(at)]
        return found

    def _recipients(self, frame: Frame, rule: Rule | None, event: Event, actors: list[int]) -> list[int]:
        but = set(actors)
        slots = rule.recipient if rule is not None and rule.recipient else RECIPIENTS
        if frame.passive and "object" not in slots:
            slots = (*slots, "object")
        found = self._first(frame, slots, but=but, event=event)
        if not found:
            rest = tuple(slot for slot in RECIPIENTS if slot not in slots)
            found = self._first(frame, rest, but=but, event=event)
        return found

    def _first(
        self, frame: Frame, slots: tuple[str, ...], but: set[int] | None = None, event: Event | None = None
    ) -> list[int]:
        """Actors of the first slot that has any. With `event`, they are recipients: others than those in `but`."""
        for slot in slots:
            if event is not None and event.type == "PROTEST" and slot in ("in", "at", "of"):
                continue
            if slot in ("light-subject", "outer-subject") and frame.nominal and not self._light(frame):
                continue
            found: list[int] = []
            for at in frame.get(slot):
                if event is not None and not self._can_receive(at, event, but or set()):
                    continue
                for index in self.parties.of(at):
                    if index not in found and (but is None or self._other(index, but)):
                        found.append(index)
            if found:
                return found
        return []

    def _light(self, frame: Frame) -> bool:
        """Whether the verb of a nominal act only carries it, so that its subject acts: "launched an attack"."""
        return frame.clause is not None and self.ontology.has("light", [lemma(self.grammar, frame.clause), "-"])

    def _can_receive(self, at: int, event: Event, taken: set[int]) -> bool:
        """Whether the phrase can name a recipient: not one's own forces moved, nor the meeting that is held."""
        word = lemma(self.grammar, at)
        if event.type in OWN_FORCES and (word in PARTS or self.ontology.has("force", [word])):
            mine = {self.reading.actors[index].country for index in taken}
            theirs = {self.reading.actors[index].country for index in self.parties.of(at)} - {None}
            return bool(theirs) and not theirs & mine
        return not (event.type == "CONSULT" and word in self.ontology.nouns)

    def _other(self, index: int, taken: set[int]) -> bool:
        """Whether the mention is somebody else than those who act."""
        if index in taken:
            return False
        one = self.reading.actors[index]
        if one.span.of(self.reading.text).lower() in ("its", "his", "her", "their", "itself", "himself", "themselves"):
            return False
        return not any(one.name == self.reading.actors[other].name for other in taken)

    def _clause(self, frame: Frame) -> list[int]:
        """Words of the event's own clause."""
        head = frame.clause if frame.clause is not None else frame.head
        return self._walk(head, SEPARATE, frozenset({"conj"}))

    def _walk(self, head: int, without: frozenset[str], joined: frozenset[str]) -> list[int]:
        """Words below `head`, without branches that hang by `without`, and without the verbs `joined` to it."""
        grammar = self.grammar
        found, waiting = [], [head]
        while waiting:
            at = waiting.pop()
            found.append(at)
            for child in grammar.children[at]:
                dep = grammar.tokens[child].dep
                if dep in without or (at == head and dep in joined and is_verb(grammar, child)):
                    continue
                waiting.append(child)
        return sorted(found)

    def _near(self, head: int, frame: Frame, marks: dict[int, int], but: set[int]) -> int | None:
        """The mark of the trigger's own phrase, else of its clause, else of the sentence; the nearest of several."""
        sentence = self.grammar.sentences[self.grammar.sentence_of[head]]
        own = self._clause(Frame(head, frame.nominal, head))
        for words in (own, self._clause(frame), range(sentence.first, sentence.last)):
            found = [at for at in words if at in marks and (marks is not self.places_at or self._locates(at))]
            if found:
                return marks[min(found, key=lambda at: (abs(at - head), at))]
        return None

    def _locates(self, at: int) -> bool:
        """Whether a place says where: not a people, a power, an owner or a modifier, nor what acts itself."""
        place = self.reading.places[self.places_at[at]]
        if place.form in ("demonym", "metonym"):
            return False
        inside = self.grammar.within(place.span)
        top = self.grammar.head_of(place.span)
        if top is None:
            return False
        dep = self.grammar.tokens[top].dep
        if dep in ("compound", "amod", "nmod", "poss"):
            word = lemma(self.grammar, self.grammar.tokens[top].head)
            return len(inside) > 0 and self.ontology.has("territory", [word])
        return dep not in ("nsubj", "dative")

    def _figures(self, head: int, frame: Frame) -> list[int]:
        own = {*self._told(head), *self._told(frame.clause if frame.clause is not None else head)}
        return sorted(index for at, index in self.figures_at.items() if at in own)

    def _told(self, head: int) -> list[int]:
        """The words that hang on `head`, without the other acts that are joined to it."""
        return self._walk(head, frozenset(), frozenset({"conj", "ccomp", "parataxis"}))


def compute(reading: Reading, knowledge: Knowledge) -> Provided:
    """`events` with actors, recipients, place, time and figures; those that nobody takes part in are left out."""
    caster = Caster(reading, knowledge)
    cast = [one for one in (caster.cast(event) for event in reading.events) if one is not None]
    return {"events": tuple(_once(caster, cast))}


def _once(caster: Caster, events: list[Event]) -> list[Event]:
    """One event for one act that a sentence tells twice with the same actors: "attacked the post, killing two"."""
    kept: list[Event] = []
    for event in sorted(events, key=lambda event: _is_result(caster, event)):
        number = _sentence(caster, event)
        result = _is_result(caster, event)
        twin = next(
            (
                index
                for index, one in enumerate(kept)
                if _sentence(caster, one) == number
                and (_same(one, event) or (result and one.type == "ASSAULT" and not _is_result(caster, one)))
            ),
            None,
        )
        if twin is None:
            kept.append(event)
            continue
        one = kept[twin]
        stronger, weaker = (one, event) if result or one.score >= event.score else (event, one)
        nominal = event.type == "PROTEST" and not weaker.actors
        kept[twin] = replace(
            stronger,
            recipients=_joined(stronger.recipients, weaker.recipients if result else ()) or weaker.recipients,
            mode=stronger.mode or weaker.mode,
            figures=tuple(sorted({*one.figures, *event.figures})),
            place=_first_known(weaker.place, stronger.place) if nominal else _first_known(stronger.place, weaker.place),
            time=_first_known(stronger.time, weaker.time),
            why=(*stronger.why, f"also told by {weaker.span.of(caster.reading.text)}"),
        )
    return sorted(kept, key=lambda event: event.span)


def _first_known(one: int | None, other: int | None) -> int | None:
    return one if one is not None else other


def _joined(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return (*one, *(index for index in other if index not in one))


RESULTS = frozenset({"kill", "wound", "injure", "damage", "destroy", "maim"})


def _is_result(caster: Caster, event: Event) -> bool:
    """Whether the trigger tells what an attack did that is told beside it: "a blast that killed", "a raid killed"."""
    grammar = caster.grammar
    at = grammar.within(event.span)[0]
    token = grammar.tokens[at]
    if event.type != "ASSAULT" or lemma(grammar, at) not in RESULTS:
        return False
    if token.dep in ("relcl", "acl") and any(
        grammar.tokens[child].lower in ("that", "which") for child in grammar.with_dep(at, "nsubj")
    ):
        return True
    if token.dep == "advcl" and token.tag == "VBG":
        return True
    subjects = grammar.with_dep(at, "nsubj")
    return any(lemma(grammar, child) in caster.ontology.nouns for child in subjects)


def _sentence(caster: Caster, event: Event) -> int:
    return caster.grammar.sentence_of[caster.grammar.within(event.span)[0]]


def _same(one: Event, other: Event) -> bool:
    if one.type == other.type == "PROTEST" and bool(one.actors) != bool(other.actors):
        return True
    if one.type != other.type or set(one.actors) != set(other.actors) or not one.actors:
        return False
    return not one.recipients or not other.recipients or bool(set(one.recipients) & set(other.recipients))


STAGE = Stage(
    "roles",
    1,
    requires=("tokens", "sentences", "actors", "places", "times", "figures", "statements", "events"),
    provides=("events",),
    compute=compute,
)
