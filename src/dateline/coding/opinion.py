"""A second opinion on each event: the trained reader, told who acts and who receives, weighs the rule's type.

The rule has a start; where the reader is surer of another type than the rule's start is worth, the event gets that one.
An act of nobody who is named is not asked about: the reader tells an act by who does it.
What neither of them is sure of is left out, first where the same sentence tells something surer. Without the reader's
file the rules stand alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp
from typing import cast

from dateline.coding.affairs import Affairs
from dateline.coding.modes import moded
from dateline.knowledge import Knowledge
from dateline.knowledge.plover import Ontology
from dateline.model.event import QUADS, Event, EventType
from dateline.model.heard import HeardAct
from dateline.model.reading import Reading
from dateline.model.stage import Provided, Stage
from dateline.model.text import Span
from dateline.model.tokens import Sentence

START = 2.0
"""How many times the reader must be surer of another type, as a natural logarithm. On the fifth of the development
sentences that the reader has not seen (209) the type is right in .809 at no opinion, .852 at 1.5, .843 at 2, .830 at 3;
the rules were tuned on these sentences, so that less than 2 would trust the rules too little there."""
CONVINCED = 0.5
"""Chance that the reader must give another type for it to be taken, however little it thinks of the rule's."""
UNDECIDED = 0.5
"""What is left of a rule's score where the reader is convinced of nothing."""
ABOUT_ANOTHER = 0.8
"""The same where it speaks of another act of the sentence."""
EXTRA = 0.25
"""Score under which an event is left out beside a surer one of its sentence: precision there .550 to .621, recall the
same."""
NOBODY = 0.35
"""The same for an act of nobody who is named: precision .599 at 0.25 to .621 there, recall the same."""
FLOOR = 0.15
"""Score under which an event is left out: .621 to .626 there, and one sentence in two hundred loses its only event."""
TAUGHT = "2021"
"""The edition whose types the reader was taught."""
HEARD = 0.8
"""Score of an act heard on an event's own word that tells it from the other acts of its sentence."""
NEVER, HARDLY = 2.0, 0.9
"""Chances from which the type of another act of the sentence is taken for an event's own after all."""
LITTLE = 1e-6
GIVING_WAY = frozenset({"CONCEDE", "RETREAT"})
"""One type in most of what the reader was taught: giving way in words and in deed are one answer."""

Asked = tuple[str, list[Span], list[Span]]
Chances = Mapping[str, float]


def compute(reading: Reading, knowledge: Knowledge) -> Provided:
    """`events` again, with the type, score and reasons after the reader was asked; doubtful ones are left out."""
    reader = knowledge.reader
    affairs = Affairs(reading) if reading.events else None
    if reader is None or affairs is None:
        kept = [event for event in reading.events if affairs is None or affairs.holds(event)]
        return {"events": moded(reading, kept, knowledge)}
    owners = [_sentence(reading, event) for event in reading.events]
    named = [number for number, event in enumerate(reading.events) if event.actors]
    answers = reader.acts([_question(reading, reading.events[number], owners[number]) for number in named])
    weighed = list(reading.events)
    beside = _beside(reading, owners)
    for number, chances in zip(named, answers, strict=True):
        weighed[number] = weigh(weighed[number], chances, knowledge.ontology, beside[number])
    best: dict[int, float] = {}
    for event, sentence in zip(weighed, owners, strict=True):
        best[sentence.first] = max(best.get(sentence.first, 0.0), event.score)
    kept = [
        event
        for event, sentence in zip(weighed, owners, strict=True)
        if affairs.holds(event)
        and (
            event.score >= (EXTRA if event.actors else NOBODY)
            or counted_or_dated(reading, event)
            or (event.score >= FLOOR and event.score >= best[sentence.first])
        )
    ]
    return {"events": moded(reading, kept, knowledge)}


DATED = re.compile(r"\d{4}(?:-\d\d)?(?:-\d\d)?")
"""Days, months and years."""


def counted_or_dated(reading: Reading, event: Event) -> bool:
    """Whether the event has a number of people, or a month, a year or a full date of its own: what a report counts or
    looks back to.

    "On Monday" is no such date: the day of the news stands in every other sentence.
    """
    if any(reading.figures[index].unit == "people" for index in event.figures):
        return True
    if event.time is None:
        return False
    time = reading.times[event.time]
    full = len(time.value) < len("2024-05-02") or any(sign.isdigit() for sign in time.span.of(reading.text))
    return full and DATED.fullmatch(time.value) is not None


def _beside(reading: Reading, owners: Sequence[Sentence]) -> list[dict[EventType, float]]:
    """For each event the types of those acts of its sentence that it is not taken for under the chance given.

    The reader is told who takes part and not by which word: of two acts between the same sides it knows the stronger.
    What was heard on its own word is none of the others; what was not is hardly one that was, of the same actor.
    """
    heard = [one for one in reading.heard if isinstance(one, HeardAct) and one.score >= HEARD]
    starts = [sentence.span.start for sentence in reading.sentences]
    acts: dict[int, list[tuple[Span, EventType]]] = defaultdict(list)
    for act in heard:
        acts[bisect_right(starts, act.trigger.start)].append((act.trigger, act.type))
    events: dict[int, list[int]] = defaultdict(list)
    for number, owner in enumerate(owners):
        events[owner.first].append(number)
    told: list[dict[EventType, float]] = []
    for number, (event, owner) in enumerate(zip(reading.events, owners, strict=True)):
        here = acts.get(bisect_right(starts, event.span.start), ())
        rest = [reading.events[other] for other in events[owner.first] if other != number]
        if _confirmed(event, here):
            others = dict.fromkeys((*(other.type for other in rest), *(kind for _, kind in here)), NEVER)
        else:
            others = {other.type: HARDLY for other in rest if _to_another(event, other) and _confirmed(other, here)}
        if event.type == "COERCE" and _at_home(reading, event):
            others["SANCTION"] = NEVER
        others.pop(event.type, None)
        told.append(others)
    return told


def _to_another(one: Event, other: Event) -> bool:
    """Whether two acts are of the same actor, each to somebody else."""
    if not set(one.actors) & set(other.actors):
        return False
    return bool(one.recipients) and bool(other.recipients) and not set(one.recipients) & set(other.recipients)


def _at_home(reading: Reading, event: Event) -> bool:
    """Whether both sides are of one country, so that no tie between two is cut."""
    ours = {reading.actors[index].country for index in event.actors}
    theirs = {reading.actors[index].country for index in event.recipients}
    return len(ours) == 1 and ours == theirs and ours != {None}


def _confirmed(event: Event, heard: Sequence[tuple[Span, EventType]]) -> bool:
    """Whether the event was heard on its own word as what its rule says."""
    return any(span.overlaps(event.span) and kind == event.type for span, kind in heard)


def weigh(event: Event, chances: Chances, ontology: Ontology, beside: Mapping[EventType, float] | None = None) -> Event:
    """The event after a reader's chances for each type: kept, or given the type that both together make likeliest.

    What a user's own rule says stands. A type `beside` it is taken for its own from the chance given there only.
    """
    rule = ontology.rules.get(event.why[0].removeprefix("rule:")) if event.why else None
    if rule is not None and rule.own:
        return event
    taught = ontology.older(TAUGHT, event.cameo) if event.cameo is not None else None
    own = taught[0] if taught is not None else event.type
    family = GIVING_WAY if own in GIVING_WAY else frozenset({own})
    joint = {name: chance for name, chance in chances.items() if name not in family}
    agreed = sum(chances.get(name, 0.0) for name in family)
    weights = {name: chance + LITTLE for name, chance in joint.items()}
    ours = (agreed + LITTLE) * exp(START)
    other = max(weights, key=weights.__getitem__, default=own)
    rest = _with_family(weights, other)
    total = ours + sum(weights.values())
    another = joint.get(other, 0.0) < (beside or {}).get(cast(EventType, other), 0.0)
    convinced = joint.get(other, 0.0) >= CONVINCED and not another
    if ours >= rest or not convinced:
        sure = ours / total if convinced else max(ABOUT_ANOTHER if another else UNDECIDED, ours / total)
        return replace(
            event,
            score=round(event.score * sure, 3),
            why=(*event.why, f"reader:{own}={agreed:.2f}", _said(ontology, event, agreed)),
        )
    kind = cast(EventType, other)
    told = f"the trained reader takes it for {ontology.telling.kind(kind, None)} ({_percent(joint[other])}) rather "
    return replace(
        event,
        type=kind,
        mode=None,
        quad=QUADS[kind],
        cameo=ontology.cameo(kind, None),
        score=round(event.score * rest / total, 3),
        why=(*event.why, f"reader:{kind}={joint[other]:.2f}", f"{told}({_percent(agreed)} for what the rule says)"),
    )


def _with_family(weights: Mapping[str, float], kind: str) -> float:
    """The weight of a type, with that of its twin where the two are one answer."""
    return sum(weights.get(name, 0.0) for name in GIVING_WAY) if kind in GIVING_WAY else weights.get(kind, 0.0)


def _said(ontology: Ontology, event: Event, agreed: float) -> str:
    called = ontology.telling.kind(event.type, None)
    if agreed >= 0.5:
        return f"the trained reader takes it for {called} too ({_percent(agreed)})"
    return f"the trained reader is not sure of {called} ({_percent(agreed)}), and of nothing else by far"


def _percent(chance: float) -> str:
    return f"{round(100 * chance)} %"


def _sentence(reading: Reading, event: Event) -> Sentence:
    words = reading.grammar.within(event.span)
    return reading.sentences[reading.grammar.sentence_of[words[0]]]


def _question(reading: Reading, event: Event, sentence: Sentence) -> Asked:
    """The sentence with the spans of those who act and those who receive, counted from its start."""
    whole = sentence.span

    def spans(indexes: Sequence[int]) -> list[Span]:
        marked = (reading.actors[index].span for index in indexes)
        return [span.shift(-whole.start) for span in marked if whole.contains(span)]

    return whole.of(reading.text), spans(event.actors), spans(event.recipients)


STAGE = Stage(
    "opinion",
    2,
    requires=("tokens", "sentences", "heard", "actors", "times", "figures", "events"),
    provides=("events",),
    compute=compute,
)
