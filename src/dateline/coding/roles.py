"""Who did it to whom, where, when and how many: roles of each event from the clause that its trigger stands in.

An event with nobody in it is dropped, unless it is an act of material conflict that people suffer. Force needs one who
can use it or one who suffers it; a word given, asked or refused needs somebody who is known to have a part in affairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.coding.affairs import public
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
PLACES = ("in", "at", "into")
"""Where they meet is nobody they meet."""
PARTNERS = ("with", "against", "from", "object")
"""Slots of those with or against whom several act together, who then receive it from all of them."""
DOERS = ("by", "poss", "mod", "light-subject")
"""Where the doer of an act that a noun tells is looked for, in order, if the rule does not say."""
CHARGED = frozenset({"allege", "arrest"})
"""Modes of what a court or an office does that need not be named: "was charged with", "a warrant was issued for"."""
MAIN = frozenset({"ROOT", "conj", "ccomp"})
MATERIAL = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION", "RETREAT"})
SPOKEN = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "REQUEST", "REJECT", "CONCEDE", "THREATEN", "ACCUSE"}
)
"""Types that need one who acts."""
KINDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"})
"""Types that any festival or firm can sound like: with nobody to receive it, the one who acts must be known."""
TOLLS = frozenset({"dead", "injured", "abducted", "captured", "missing", "displaced", "arrested"})
SUFFERED = frozenset({"explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "firearms", "targeted"})
"""Modes of ASSAULT whose place alone says whom it hit: "a car bombing in the market"."""
MEANS = (
    *("force", "policeforce", "person", "weapon", "attack", "explosive", "heavy", "aerial", "smallarms", "blade"),
    *("crowd", "captives", "body", "arms", "protestact", "hostilities"),
)
"""Classes of what can hurt by somebody's will; other things that "kill" or "hit" are no assault."""
MOVING = frozenset({"MOBILIZE", "RETREAT", "CONSULT", "AID", "AGREE", "CONCEDE"})
FORCEFUL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST"})
SITES = frozenset(
    {
        *("in", "at", "near", "inside", "outside", "across", "around", "along", "off", "through", "throughout"),
        *("within", "beyond", "beside", "above", "between", "under", "behind", "opposite", "alongside", "via"),
    }
)
"""Prepositions behind which a place says where, whatever happens there."""
TALKED = frozenset({"about", "regarding", "concerning"})
"""Prepositions behind which an act is only talked about: where and when that is done is not its own place and time."""
GOALS = frozenset({"to", "into", "toward", "towards", "from", "for"})
GROUNDS = frozenset({"on", "over", "upon"})
CLIMBING = frozenset({"xcomp", "advcl", "acl", "pcomp"})
"""How a clause hangs on another whose place and time are its own too; what somebody says hangs otherwise."""
ACTING = frozenset(
    {"visit", "tour", "enter", "leave", "quit", "reach", "cross", "exit", "vacate", "evacuate", "abandon"}
)
PARTS = frozenset({"most", "some", "part", "many", "number", "half", "all", "dozen", "hundred", "thousand"})
OWN_FORCES = frozenset({"MOBILIZE", "RETREAT", "AGREE", "CONCEDE", "AID", "THREATEN"})
"""Types whose object can be the forces of the one who acts."""
ASIDE = {"relcl": 0.75, "advcl": 0.8, "acl": 0.8, "appos": 0.8}
HIGHEST = 5
"""How far up a clause or a phrase is followed."""
DISTANCES = frozenset({"km", "m", "miles", "nautical miles", "yards", "feet", "inches", "degrees", "km/h", "mph"})
SEPARATE = frozenset({"appos", "relcl", "advcl", "ccomp", "parataxis"})


class Caster:
    """Finds the roles of the events of one reading."""

    def __init__(self, reading: Reading, knowledge: Knowledge) -> None:
        self.reading = reading
        self.grammar: Grammar = reading.grammar
        self.ontology = knowledge.ontology
        self.parties = Parties(reading, self.ontology)
        classes = self.ontology.classes
        self.light = classes.get("light", frozenset())
        self.means = frozenset().union(*(classes.get(name, frozenset()) for name in MEANS))
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
        frame = noun_frame(self.grammar, head, self.light) if nominal else frame_of(self.grammar, head)
        if event.type == "MOBILIZE" and not nominal and self._stands(head, frame):
            return None
        actors = self._actors(frame, rule, event)
        recipients = self._recipients(frame, rule, event, actors)
        actors = self._each(actors)
        if rule is not None and (rule.sides or rule.mutual):
            actors, recipients = self._among(frame, rule, actors, recipients)
        place = self._near(head, frame, self.places_at, event)
        time = self._near(head, frame, self.times_at, event)
        if time is None:
            time = self._beside(frame)
        figures = self._figures(head, frame)
        if not self._held(event, frame, actors, recipients, figures, place, time):
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

    def _held(
        self,
        event: Event,
        frame: Frame,
        actors: list[int],
        recipients: list[int],
        figures: list[int],
        place: int | None,
        time: int | None,
    ) -> bool:
        """Whether anybody is there to do or to suffer it."""
        if event.type in SPOKEN:
            known = event.type not in KINDLY or any(public(self.reading, index) for index in (*actors, *recipients))
            asked = event.type == "REQUEST" and frame.nominal and bool(frame.get("comp")) and bool(recipients)
            charged = event.mode in CHARGED and bool(recipients) and self._told_of(frame)
            return asked or charged or (bool(actors) and known)
        tolls = any(self.reading.figures[index].counts in TOLLS for index in figures)
        if event.type == "ASSAULT":
            if not self.by_will(frame) or self._a_number(frame):
                return False
            nominal_place = frame.nominal and place is not None and event.mode in SUFFERED
            return bool(actors or recipients or tolls or nominal_place)
        if actors:
            return True
        if event.type == "MOBILIZE" or event.type not in MATERIAL:
            return False
        if event.type in ("SANCTION", "RETREAT"):
            return bool(recipients)
        if frame.nominal and event.mode == "seize" and (time is not None or self._counts(frame, figures)):
            return True
        return bool(recipients) or tolls or (frame.nominal and place is not None)

    def _told_of(self, frame: Frame) -> bool:
        """Whether a passive clause tells of those it is done to, and does not only say who they are."""
        token = self.grammar.tokens[frame.head]
        return frame.passive and token.dep in MAIN and bool(self.grammar.with_dep(frame.head, "auxpass"))

    def _counts(self, frame: Frame, figures: list[int]) -> bool:
        """Whether a figure says how many of the acts there were: "six coups"."""
        around = set(self.grammar.children[frame.head])
        return any(set(self.grammar.within(self.reading.figures[index].span)) & around for index in figures)

    def by_will(self, frame: Frame) -> bool:
        """Whether the subject of a verb of force is one who acts, or a means: not a storm, a ban or a price."""
        if frame.nominal or frame.passive:
            return True
        for at in frame.get("subject"):
            token = self.grammar.tokens[at]
            if token.pos in ("PROPN", "PRON", "NUM", "DET") or self.parties.on(at) is not None:
                return True
            words = {lemma(self.grammar, at), token.lower}
            by_nation = self.grammar.with_dep(at, "amod", "compound", "nmod")
            if any(self.parties.on(one) is not None for one in by_nation):
                return True
            if words & self.means or lemma(self.grammar, at) in self.ontology.nouns or lemma(self.grammar, at) in PARTS:
                return True
        return not frame.get("subject")

    def _a_number(self, frame: Frame) -> bool:
        """Whether what is "hit" is a number: "the margin hit 53 percent"."""
        return any(
            at in self.figures_at
            and self.reading.figures[self.figures_at[at]].unit not in ("people", "items", "events")
            for thing in frame.get("object")
            for at in (thing, *self.grammar.with_dep(thing, "nummod", "quantmod"))
        )

    def _stands(self, head: int, frame: Frame) -> bool:
        """Whether the verb tells where forces are, not that they were moved: "where troops are still deployed"."""
        grammar = self.grammar
        present = any(grammar.tokens[child].tag in ("VBZ", "VBP") for child in grammar.with_dep(head, "auxpass"))
        if not frame.passive or not present or frame.get("by") or grammar.with_dep(head, "aux"):
            return False
        return not any(frame.get(slot) for slot in ("to", "into", "against", "from"))

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
        if not found and frame.nominal and event.type == "ASSAULT" and (frame.get("on") or frame.get("against")):
            found = self._first(frame, ("of",))
        if not found and not (frame.passive and not frame.nominal):
            found = self._first(frame, ("outer-subject",))
        if not found and event.type in ("MOBILIZE", "RETREAT", "AID") and not frame.nominal and frame.passive:
            forces = [at for at in frame.get("object") if self._forces(at)]
            found = [index for at in forces for index in self.parties.of(at)]
        return found

    def _recipients(self, frame: Frame, rule: Rule | None, event: Event, actors: list[int]) -> list[int]:
        but = set(actors)
        slots = rule.recipient if rule is not None and rule.recipient else RECIPIENTS
        if frame.passive and "object" not in slots:
            slots = (*slots, "object")
        found = self._first(frame, slots, but=but, event=event)
        if not found:
            only = rule is not None and rule.sides
            without = PLACES if only or event.type in ("CONSULT", "SUPPORT", "COOPERATE") else ()
            rest = tuple(slot for slot in RECIPIENTS if slot not in slots and slot not in without)
            found = self._first(frame, rest, but=but, event=event)
        return found

    def _each(self, actors: list[int]) -> list[int]:
        """Two who share a noun ("British and French envoys") each by themselves; others as they are."""
        found: list[int] = []
        for index in actors:
            inner = self.parties.shared(index)
            found.extend(one for one in (inner or [index]) if one not in found)
        return found

    def _among(self, frame: Frame, rule: Rule, actors: list[int], recipients: list[int]) -> tuple[list[int], list[int]]:
        """Roles of an act that runs between those who take part in it.

        In the manual of 2024 all of them are actors. Before, as in data coded after CAMEO, it runs from the one named
        first to the others.
        """
        dyads = self.ontology.dyads
        if rule.sides and not dyads:
            return [*actors, *(one for one in recipients if one not in actors)], []
        if not dyads or len(actors) < 2:
            return actors, recipients
        told = [
            index
            for slot in PARTNERS
            for at in frame.get(slot)
            for index in self.parties.of(at)
            if index in recipients and (slot != "object" or self.parties.on(at) is not None)
        ]
        return (actors, recipients) if told else (actors[:1], actors[1:])

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
                if self.grammar.tokens[at].lower == "own":
                    continue
                for index in self.parties.of(at, strict=event is None):
                    if index not in found and (but is None or self._other(index, but)):
                        found.append(index)
            if found:
                return found
        return []

    def _light(self, frame: Frame) -> bool:
        """Whether the verb of a nominal act only carries it, so that its subject acts: "launched an attack"."""
        if frame.clause is None:
            return False
        word = lemma(self.grammar, frame.clause)
        leads_to = word == "lead" and any(self.grammar.tokens[at].lower == "to" for at in frame.get("outer-prep"))
        return not leads_to and self.ontology.has("light", [word, "-"])

    def _can_receive(self, at: int, event: Event, taken: set[int]) -> bool:
        """Whether the phrase can name a recipient: not one's own forces moved, nor the meeting that is held."""
        word = lemma(self.grammar, at)
        own = event.type in OWN_FORCES and event.mode != "release" and not self._faced(at)
        if own and self._forces(at):
            if self.grammar.tokens[at].pos == "NUM" or word in PARTS:
                return False
            if self.grammar.children[at] == ():
                return False
            mine = {self.reading.actors[index].country for index in taken}
            theirs = {self.reading.actors[index].country for index in self.parties.of(at)} - {None}
            return bool(theirs) and not theirs & mine
        return not (event.type == "CONSULT" and word in self.ontology.nouns)

    def _faced(self, at: int) -> bool:
        """Whether the phrase stands behind "against": these forces are nobody's own."""
        token = self.grammar.tokens[at]
        return token.dep == "pobj" and self.grammar.tokens[token.head].lower == "against"

    def _forces(self, at: int) -> bool:
        """Whether the phrase is of forces, or of a number or part of some."""
        token = self.grammar.tokens[at]
        return (
            token.pos == "NUM"
            or lemma(self.grammar, at) in PARTS
            or self.ontology.has("force", [lemma(self.grammar, at)])
        )

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

    def _near(self, head: int, frame: Frame, marks: dict[int, int], event: Event) -> int | None:
        """The mark of the trigger's own phrase, else of its clause, else of the one that this belongs to."""
        for words in self._around(head, frame):
            if marks is self.times_at:
                found = [at for at in words if at in marks and not self._of_another(at, head)]
            else:
                found = [at for at in words if at in marks and self._locates(at, head, event)]
            if found:
                return marks[min(found, key=lambda at: (abs(at - head), at))]
        return None

    def _of_another(self, at: int, head: int) -> bool:
        """Whether a time belongs to a participle that only tells of somebody: "turned to a firm now owned by"."""
        above = self.grammar.clause_head(at)
        dep = self.grammar.tokens[above].dep
        return dep == "acl" and above != head and above not in self.grammar.ancestors(head)

    def _beside(self, frame: Frame) -> int | None:
        """The time that stands beside a place as in a caption: "in Niamey, Niger, April 13"."""
        for at in self._clause(frame):
            if at in self.places_at:
                beside = self.grammar.with_dep(at, "appos", "npadvmod")
                for child in (*beside, *(below for one in beside for below in self.grammar.with_dep(one, "npadvmod"))):
                    if child in self.times_at:
                        return self.times_at[child]
        return None

    def _around(self, head: int, frame: Frame) -> Iterator[list[int]]:
        """The words of the trigger's phrase, of its clause and of those above that share its place and time."""
        yield self._clause(Frame(head, frame.nominal, head))
        at = frame.clause if frame.clause is not None else head
        yield self._clause(frame)
        talked_of = any(self.grammar.tokens[one].lower in TALKED for one in frame.get("outer-prep"))
        if frame.nominal and frame.clause is None and frame.get("outer-prep") and not talked_of:
            yield self._clause(Frame(head, True, self.grammar.clause_head(head)))
        for _ in range(HIGHEST):
            token = self.grammar.tokens[at]
            above = token.head
            if above == at:
                return
            if token.dep == "relcl":
                yield self._walk(
                    above, frozenset({"relcl", "advcl", "ccomp", "parataxis", "appos"}), frozenset({"conj"})
                )
                return
            bare = token.dep == "conj" and not self.grammar.with_dep(at, "nsubj", "nsubjpass")
            if token.dep not in CLIMBING and not bare and not (token.dep == "prep" and frame.clause is None):
                return
            at = self.grammar.clause_head(above)
            yield self._walk(at, SEPARATE, frozenset({"conj"}))

    def _locates(self, at: int, head: int, event: Event) -> bool:
        """Whether a place says where the act is: not a people, a power, an owner, nor who acts or is spoken to."""
        if self.reading.places[self.places_at[at]].form not in ("name", "relative"):
            return False
        top = self.grammar.head_of(self.reading.places[self.places_at[at]].span)
        country = self.reading.places[self.places_at[at]].kind == "country"
        for _ in range(HIGHEST):
            if top is None:
                return False
            token = self.grammar.tokens[top]
            above = token.head
            if token.dep in ("compound", "amod", "nmod", "poss", "appos", "conj"):
                if token.dep in ("compound", "amod", "nmod", "poss"):
                    if not self.ontology.has("territory", [lemma(self.grammar, above)]):
                        return False
                    country = False
                top = above
                continue
            if token.dep == "pobj":
                name = self.grammar.tokens[above].lower
                thing = self.grammar.tokens[above].head
                if name == "of" and self.grammar.tokens[thing].lower == "out":
                    name = "from"
                if name == "of" and self.ontology.has("territory", [lemma(self.grammar, thing)]):
                    top, country = thing, False
                    continue
                if name in SITES or (name == "of" and thing == head and event.type in FORCEFUL):
                    return True
                if name in GOALS:
                    return event.type in MOVING
                return name in GROUNDS and (event.type in FORCEFUL or not country)
            if token.dep in ("dobj", "nsubjpass"):
                return event.type in FORCEFUL or lemma(self.grammar, above) in ACTING
            return token.dep == "advmod" or (token.dep == "npadvmod" and self._relative(at))
        return False

    def _relative(self, at: int) -> bool:
        return self.reading.places[self.places_at[at]].form == "relative"

    def _figures(self, head: int, frame: Frame) -> list[int]:
        clause = frame.clause if frame.clause is not None else self.grammar.clause_head(head) if frame.nominal else head
        own = {*self._told(head), *self._told(clause)}
        return sorted(index for at, index in self.figures_at.items() if at in own and self._figure_of_act(index))

    def _figure_of_act(self, index: int) -> bool:
        """Whether a figure can be one of the act: no distance, and not how many vouch for it."""
        figure = self.reading.figures[index]
        if figure.unit in DISTANCES:
            return False
        return not any(
            source.contains(figure.span) for statement in self.reading.statements for source in statement.source
        )

    def _told(self, head: int) -> list[int]:
        """The words that hang on `head`, without the other acts that are joined to it."""
        return self._walk(head, frozenset(), frozenset({"conj", "ccomp", "parataxis"}))


def compute(reading: Reading, knowledge: Knowledge) -> Provided:
    """`events` with actors, recipients, place, time and figures; those that nobody takes part in are left out."""
    caster = Caster(reading, knowledge)
    cast = [one for one in (caster.cast(event) for event in reading.events) if one is not None]
    return {"events": tuple(_counted(caster, _once(caster, cast)))}


def _counted(caster: Caster, events: list[Event]) -> list[Event]:
    """With all dead and hurt of a sentence at its one assault, however the sentence joins them to it."""
    by_sentence: dict[int, list[int]] = {}
    for number, event in enumerate(events):
        if event.type == "ASSAULT":
            by_sentence.setdefault(_sentence(caster, event), []).append(number)
    for at, index in caster.figures_at.items():
        only = by_sentence.get(caster.grammar.sentence_of[at], ())
        if len(only) == 1 and caster.reading.figures[index].counts in ("dead", "injured"):
            event = events[only[0]]
            events[only[0]] = replace(event, figures=tuple(sorted({*event.figures, index})))
    return [_without_tolls(caster, event) for event in events]


def _without_tolls(caster: Caster, event: Event) -> Event:
    """Nobody dies of a meeting: the dead and hurt that its clause tells of belong to something else."""
    if event.type in ("ASSAULT", "COERCE", "PROTEST"):
        return event
    figures = caster.reading.figures
    return replace(event, figures=tuple(one for one in event.figures if figures[one].counts not in ("dead", "injured")))


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
                and (
                    _same(one, event)
                    or (result and one.type == "ASSAULT" and not _is_result(caster, one))
                    or _one_harm(caster, one, event)
                )
            ),
            None,
        )
        if twin is None:
            kept.append(event)
            continue
        one = kept[twin]
        harm = _one_harm(caster, one, event)
        stronger, weaker = (one, event) if result or one.score >= event.score else (event, one)
        nominal = event.type == "PROTEST" and not weaker.actors
        kept[twin] = replace(
            stronger,
            recipients=_joined(stronger.recipients, weaker.recipients if result or harm else ()) or weaker.recipients,
            mode=stronger.mode or weaker.mode,
            figures=tuple(sorted({*one.figures, *event.figures})),
            place=_first_known(weaker.place, stronger.place) if nominal else _first_known(stronger.place, weaker.place),
            time=_first_known(stronger.time, weaker.time),
            why=(*stronger.why, f"the same act is also told by “{weaker.span.of(caster.reading.text)}”"),
        )
    return sorted(kept, key=lambda event: event.span)


def _first_known(one: int | None, other: int | None) -> int | None:
    return one if one is not None else other


def _joined(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return (*one, *(index for index in other if index not in one))


RESULTS = frozenset({"hit", "strike", "rock", "hurt", "target", "kill", "wound", "injure", "damage", "destroy", "maim"})


HARMS = frozenset({"kill", "wound", "injure", "hurt", "maim", "slay"})


def _one_harm(caster: Caster, one: Event, other: Event) -> bool:
    """Whether two joined verbs tell what one act did to several people: "killed two and wounded five"."""
    if not one.type == other.type == "ASSAULT" or set(one.actors) != set(other.actors):
        return False
    grammar = caster.grammar
    first, second = sorted(grammar.within(event.span)[0] for event in (one, other))
    if not {lemma(grammar, first), lemma(grammar, second)} <= HARMS:
        return False
    return grammar.tokens[second].dep == "conj" and second in grammar.conjuncts(first)


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
    3,
    requires=("tokens", "sentences", "actors", "places", "times", "figures", "statements", "events"),
    provides=("events",),
    compute=compute,
)
