"""What a time leans on: the tense of its clause, the date of the report, and the dates that the text has named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateline.annotate.when import calendar
from dateline.model.reading import Reading
from dateline.model.text import Span

Tense = Literal["past", "present", "future"]
Words = Mapping[str, frozenset[str]]
"""The word lists of times.yaml."""
NOW_AUX = frozenset(["is", "are", "'s", "'re", "’s", "’re", "am"])
DONE_AUX = frozenset(["had", "was", "were", "did", "has", "have", "'ve", "’ve"])
FULL_YEAR = re.compile(r"(?<![\d$€£.,])(1[0-9]\d\d|20\d\d)(?![\d,.]?\d|%)")
NEWSY = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:last|this|next) (?:week|month|year|night)|"
    r"(?:(?i:on|last|next) )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?!,? (?:\d|[A-Z])))\b"
)
"""Words of the day, among them a weekday that no date follows."""
OLD = 2
"""A year that lies more than this many years before the report's is history."""
HISTORY_SHARE, HISTORY_COUNT, NEWSY_SHARE = 0.6, 6, 0.25
"""A text is a history, which takes its dates from itself and not from its publication, where it names at least this
many years, this share of them old, and has fewer words of the day (today, last week, Thursday) than this share of the
years. Chosen by hand; on the development halves all nine histories are told from news, of which one report in 684 with
a date is taken for a history."""


@dataclass
class Context:
    """What is known at one point of the text; `reference` moves on as dates are read."""

    published: date | None
    history: bool
    tense: Tense = "past"
    leading: bool = False
    """Whether until, through or by leads to the time: then it can lie ahead in any tense."""
    loose: bool = False
    """Whether the time hangs on a noun or an infinitive, whose verb's tense says little: "a visit in September"."""
    meant_for: str | None = None
    """The time before it in the sentence, where "for" leads to this one: "agreed in May on a vote for June"."""
    sentence: str | None = None
    """The time named last in the same sentence."""
    reference: str | None = None
    month: str | None = None
    """The last time named that told its month: what months and days without a year lean on in a history."""
    southern: bool = False
    """Whether the report speaks of lands in the south of the globe, so that its summers are not surely ours."""
    quarter: str | None = None
    """The quarter of a year that the text is about, if any: figures of account compare with it."""

    def move(self, value: str, bare_year_leads: bool = True) -> None:
        """Go on from a time that was just read; a bare year counts for months only where it leads its sentence."""
        self.reference = value
        if "-Q" in value:
            self.quarter = value
        if len(value) > 4 and value[4] == "-" and value[5:7].isdigit():
            self.month = value
        elif bare_year_leads and len(value) == 4:
            self.month = f"{value}-01"

    @property
    def story(self) -> date | None:
        """In a history the day from which a month or a day without a year is to be understood."""
        if self.month is not None and (span := calendar.bounds(self.month)):
            return span[0]
        return self.referred

    @property
    def anchor(self) -> date | None:
        """The day that "last week" counts from: the report's, in a history the last one named; None if not known."""
        return self.referred if self.history and self.published else self.published

    @property
    def referred(self) -> date | None:
        """The first day of the time that was named last, or the report's day."""
        if self.reference is not None and (span := calendar.bounds(self.reference)):
            return span[0]
        return None if self.history else self.published


def is_history(text: str, published: date | None) -> bool:
    """Whether the text tells of years long gone, so that its months are not those of its publication."""
    years = [int(match[1]) for match in FULL_YEAR.finditer(text)]
    if len(years) < HISTORY_COUNT:
        return False
    written = published.year if published else max(years)
    old = sum(year < written - OLD for year in years)
    return old >= HISTORY_SHARE * len(years) and len(NEWSY.findall(text)) < NEWSY_SHARE * len(years)


SOUTHERN_NAMED = 3
"""From so many mentions of southern lands on all seasons of a report are vague, not only those beside one."""


def southern(reading: Reading, words: Words) -> frozenset[int]:
    """The sentences whose seasons are not surely the northern ones: a land of the south is named there, or often."""
    named = words["southern lands"]
    tokens, sentence_of = reading.tokens, reading.grammar.sentence_of
    found = [
        at for at, token in enumerate(tokens)
        if (token.lower in named and token.text[:1].isupper())
        or (token.lower in ("africa", "african", "africans") and at and tokens[at - 1].lower == "south")
    ]  # fmt: skip
    return frozenset(
        range(len(reading.sentences)) if len(found) >= SOUTHERN_NAMED else (sentence_of[at] for at in found)
    )


def follows(reading: Reading, start: int, word: str) -> bool:
    """Whether a word stands right before a time."""
    first = _position(reading, start)
    return first > 0 and reading.tokens[first - 1].lower == word


def leading(reading: Reading, words: Words, start: int) -> bool:
    """Whether the word before is one that leads up to a time."""
    first = _position(reading, start)
    return first > 0 and reading.tokens[first - 1].lower in words["leading"]


def loose(reading: Reading, words: Words, span: Span) -> bool:
    """Whether a time hangs on a noun ("a visit in September"), an infinitive, or a verb that is done now and again."""
    head = reading.grammar.head_of(span)
    if head is None:
        return False
    tokens = reading.tokens
    if tokens[head].dep == "compound":
        first = reading.grammar.within(span).start
        return _tense_of(reading, words, reading.grammar.clause_head(first)) == "future"
    above = tokens[tokens[head].head]
    if above.pos != "ADP" or above.head == tokens[head].head:
        return False
    governor = tokens[above.head]
    if governor.pos in ("NOUN", "PROPN"):
        return True
    helpers = {tokens[child].lower for child in reading.grammar.with_dep(above.head, "aux", "auxpass")}
    return "to" in helpers or (governor.tag == "VBN" and bool(helpers & NOW_AUX)) or above.lower == "for"


def tense(reading: Reading, words: Words, span: Span) -> Tense:
    """Of the clause that the time stands in: from its verb, the verb's auxiliaries and what governs an infinitive."""
    first = _position(reading, span.start)
    if first == len(reading.tokens) or _possessive(reading, words, first, span):
        return "past"
    grammar, tokens = reading.grammar, reading.tokens
    verb = grammar.clause_head(first)
    if tokens[first - 1].lower in ("until", "till") and tokens[verb].lemma in words["stretching"]:
        return "future"
    if tokens[verb].lemma in words["expecting"] and grammar.with_dep(verb, "dobj"):
        return "future"
    for above in grammar.ancestors(first):
        if tokens[above].lemma in words["due"] and not _was(reading, verb):
            return "future"
        if above == verb:
            break
    for _ in range(3):
        if found := _tense_of(reading, words, verb):
            return found
        verb = next((one for one in grammar.ancestors(verb) if tokens[one].pos in ("VERB", "AUX")), verb)
    return "past"


def _position(reading: Reading, start: int) -> int:
    """The word that begins at `start`, or the first after it."""
    return reading.grammar.within(Span(start, start + 1)).start


def _was(reading: Reading, verb: int) -> bool:
    helpers = reading.grammar.with_dep(verb, "aux", "auxpass")
    return any(reading.tokens[one].lower in ("had", "was", "were") for one in helpers)


def _possessive(reading: Reading, words: Words, first: int, span: Span) -> bool:
    """Thursday's ruling, the Friday attack: the day of something that was."""
    token = reading.tokens[first]
    if any(reading.tokens[child].dep == "case" for child in reading.grammar.children[first]):
        return True
    named = token.dep == "compound" and token.tag == "NNP" and reading.tokens[token.head].span.start >= span.end
    return named and reading.tokens[token.head].lower not in words["future nouns"]


def _tense_of(reading: Reading, words: Words, verb: int) -> Tense | None:
    """What the form of one verb says; None where it leaves the tense to the verb above."""
    token = reading.tokens[verb]
    helpers = {reading.tokens[child].lower for child in reading.grammar.with_dep(verb, "aux", "auxpass")}
    if helpers & words["ahead"] and "have" not in helpers:
        if helpers & {"could"} and reading.grammar.with_dep(verb, "neg"):
            return "past"
        return "future"
    if "to" in helpers and token.tag in ("VB", "VBN"):
        governor = reading.tokens[token.head]
        if governor.lemma in words["expecting"] and governor.tag == "VBN":
            above = {reading.tokens[one].lower for one in reading.grammar.with_dep(token.head, "aux", "auxpass")}
            if "had" in above:
                return "past"
        lies_ahead = governor.lemma in words["planning"] or governor.tag in ("VBP", "VBZ", "NN", "NNS", "JJ")
        return "future" if lies_ahead or token.head == verb else None
    if token.lemma in words["expecting"] and token.tag == "VBN" and (helpers & (NOW_AUX | {"be"}) or not helpers):
        return "future" if helpers or (token.dep == "acl" and token.lemma != "set") else None
    if token.tag == "VBG" and helpers & NOW_AUX:
        return "present"
    if helpers & DONE_AUX or token.tag in ("VBD", "VBN"):
        return "past"
    return "present" if token.tag in ("VBP", "VBZ") else None
