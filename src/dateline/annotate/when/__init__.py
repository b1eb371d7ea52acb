"""When: every expression of time in a report, with its TIMEX3 value and the days that it can mean.

`times.yaml` says how times are written; `grammar` matches, `guards` throw out what only looks like a time, `context`
tells what a time leans on, `resolve` works out the value. Times are read in the order of the text, since "two days
later" counts from the one before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from dateline.annotate.when import calendar, context, grammar
from dateline.annotate.when.guards import GUARDS, SOFT, Site
from dateline.annotate.when.happenings import anchored
from dateline.annotate.when.resolve import Answer, resolve
from dateline.knowledge import Knowledge
from dateline.model.heard import Hint
from dateline.model.marks import When
from dateline.model.reading import Reading
from dateline.model.stage import Provided, Stage
from dateline.model.text import Span
from dateline.model.tokens import Sentence

PLAIN_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
"""A value that is a date in EDTF too, so that `~` behind it says that it is approximate."""
CIRCA = re.compile(r"\b(?:about|around|circa)\s+[A-Z\d]", re.IGNORECASE)
PERHAPS = re.compile(
    r"\b(?:perhaps|possibly|probably|maybe)\s+(?:in|on|as early as|around)?\s*(?:the\s+)?$", re.IGNORECASE
)
LEAD = 12
"""Code points from the head of a sentence within which a time is taken to set its scene."""
HEARD = 0.6
"""A trained reader's time so sure overrules the soft checks. On the 44 documents that its training left out rules find
more than it does (relaxed F1 .948 against .931) and the two together no less than rules (.949)."""
SURE, NARROW, RELATIVE, OPEN = 0.95, 0.9, 0.8, 0.5
"""Scores: a date written out whole, one that leans on the report's date, on another time, and one left open."""


def compute(reading: Reading, knowledge: Knowledge) -> Provided:
    """`times` of the report, in the order of the text."""
    rules = grammar.load(knowledge.lexicons)
    published = calendar.parse(reading.report.published)
    read = " ".join(sentence.span.of(reading.text) for sentence in reading.sentences)
    state = context.Context(published, context.is_history(read, published))
    southern = context.southern(reading, rules.words)
    heard = [
        hint.span for hint in reading.heard
        if isinstance(hint, Hint) and hint.kind == "time" and hint.score >= HEARD
    ]  # fmt: skip
    starts = [token.span.start for token in reading.tokens]
    times: list[When] = []
    for number, sentence in enumerate(reading.sentences):
        taken, state.southern, state.sentence = sentence.span.start, number in southern, None
        for here in rules.candidates(reading.text, sentence.span.start, sentence.span.end):
            if here[0].start < taken or grammar.in_address(reading.text, here[0].start):
                continue
            answers = _first(here, reading, rules, state, starts, heard)
            for answer in answers:
                times.append(_mark(answer, _vague(reading.text, answer)))
                taken = max(taken, answer.end)
                if answer.moves and calendar.bounds(answer.value):
                    state.sentence = answer.value
                    state.move(answer.value, bare_year_leads=_leads(reading, answer.start, sentence))
    return {"times": anchored(reading, times, knowledge.lexicons.read("times"))}


def _first(
    here: list[grammar.Found],
    reading: Reading,
    rules: grammar.Grammar,
    state: context.Context,
    starts: list[int],
    heard: Sequence[Span],
) -> list[Answer]:
    """What the longest match says that no guard throws out, or that the trained reader takes for a time anyhow."""
    known_tense = False
    for found in here:
        first, last = _words(reading, starts, found)
        site = Site(reading, rules, found, first, last)
        against = [guard for guard in found.rule.unless if GUARDS[guard](site)]
        if against and not (SOFT.issuperset(against) and _hears(heard, found)):
            continue
        if not known_tense:
            span, known_tense = Span(found.start, found.end), True
            state.tense = context.tense(reading, rules.words, span)
            state.leading = context.leading(reading, rules.words, found.start)
            state.meant_for = state.sentence if context.follows(reading, found.start, "for") else None
            state.loose = context.loose(reading, rules.words, span)
        if answers := resolve(found, state, rules):
            return answers
    return []


def _hears(heard: Sequence[Span], found: grammar.Found) -> bool:
    at = bisect_right(heard, found.start, key=lambda span: span.start) - 1
    return at >= 0 and found.end <= heard[at].end


def _words(reading: Reading, starts: list[int], found: grammar.Found) -> tuple[int, int]:
    """The words of a match, at least one: a match can begin inside a word (`re-monthly`)."""
    first, last = bisect_left(starts, found.start), bisect_left(starts, found.end)
    if first and reading.tokens[first - 1].span.end > found.start:
        first -= 1
    return first, max(first + 1, last)


def _leads(reading: Reading, start: int, sentence: Sentence) -> bool:
    """Whether a time stands at the head of its sentence ("In 1943 …") or in a heading without a verb."""
    if start - sentence.span.start <= LEAD:
        return True
    words = reading.tokens[sentence.first : sentence.last]
    return not any(word.pos in ("VERB", "AUX") for word in words)


def _vague(text: str, answer: Answer) -> str:
    """EDTF's sign for a date that the report gives as about right, `~`, or as not sure, `?`; else ""."""
    if CIRCA.search(text[max(0, answer.start - 10) : answer.start + 8]):
        return "~"
    return "?" if PERHAPS.search(text[max(0, answer.start - 20) : answer.start]) else ""


def _mark(answer: Answer, vague: str = "") -> When:
    span = calendar.bounds(answer.value)
    earliest, latest = answer.earliest, answer.latest
    if span and answer.type in ("DATE", "TIME"):
        narrowed = calendar.narrow(span, answer.part)
        earliest, latest = earliest or narrowed[0], latest or narrowed[1]
    note = answer.note
    if note is None and vague and PLAIN_DATE.fullmatch(answer.value):
        note = answer.value + vague
    return When(
        span=Span(answer.start, answer.end),
        type=answer.type,
        value=answer.value,
        earliest=_iso(earliest),
        latest=_iso(latest),
        score=OPEN if "X" in answer.value or "REF" in answer.value else SURE if answer.note is None else RELATIVE,
        note=note,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


STAGE = Stage("when", 3, requires=("tokens", "sentences"), provides=("times",), compute=compute)
