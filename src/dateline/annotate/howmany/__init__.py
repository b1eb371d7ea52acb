"""How many: the figures of a report, each with its bounds, its unit and what it counts.

`quantity` finds number phrases, `counted` looks in the grammar for what they count. What belongs to a time, a name or
an age is no figure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from dateline.annotate.howmany import counted, quantity
from dateline.knowledge import Knowledge
from dateline.model.marks import Figure
from dateline.model.reading import Reading
from dateline.model.stage import Provided, Stage
from dateline.model.text import Span

PART = re.compile(
    r"\b((?:most|many|some|part|half|none|all|several|few|one|a (?:third|quarter|fifth|majority|minority)) of)"
    r"\s+(?:the|its|their|his|her|those|these)?\s*$",
    re.IGNORECASE,
)
PART_REACH = 30
FATES = frozenset({"dead", "injured", "arrested", "missing", "abducted", "captured", "displaced"})
AFTER = re.compile(r"\s+of\s+(?:them|whom)\b", re.IGNORECASE)
BEFORE = re.compile(r"(?:\bincluding|\bamong (?:them|whom))\s+(?:at least\s+|the\s+)?$", re.IGNORECASE)
APART = re.compile(r"[.;:]|\b(?:and|but|while)\b[^,]*,", re.IGNORECASE)
"""What ends the phrase of those before, so that "including" speaks of others."""


def compute(reading: Reading, knowledge: Knowledge) -> Provided:
    """`figures` of the report, in the order of the text; their scope is left open."""
    quantities = quantity.load(knowledge.lexicons)
    lexicon = counted.load(knowledge.lexicons)
    times = sorted(time.span for time in reading.times)
    begins = [span.start for span in times]
    figures: list[Figure] = []
    for sentence in reading.sentences:
        for whole in quantities.find(reading.text, sentence.span.start, sentence.span.end):
            for found in _taken_apart(reading, lexicon, quantities, whole):
                span = Span(found.start, found.end).strip(reading.text)
                near = max(0, bisect_left(begins, span.start) - 1)
                if any(time.overlaps(span) for time in times[near : near + 3]):
                    continue
                what = counted.look(reading, lexicon, found)
                if what is not None and (fate := _of_those(reading.text, figures, sentence.span.start, span)):
                    what = counted.What("people", fate, what.noun)
                if what is not None:
                    figures.append(_figure(found, span, what, _part(reading.text, sentence.span.start, span.start)))
    return {"figures": tuple(figures)}


def _of_those(text: str, before: list[Figure], floor: int, span: Span) -> str | None:
    """What became of those of whom the figure is a part: "killed eleven, three of them children", "including two"."""
    if not before or before[-1].span.start < floor or before[-1].counts not in FATES:
        return None
    between = text[before[-1].span.end : span.start]
    if AFTER.match(text, span.end) or (BEFORE.search(between) and not APART.search(between)):
        return before[-1].counts
    return None


def _taken_apart(
    reading: Reading, lexicon: counted.Counted, quantities: quantity.Quantities, found: quantity.Quantity
) -> Iterator[quantity.Quantity]:
    """A range as one; "rose from 10 to 12" and what falls ("from 12 to 10") as two."""
    if found.split is None or found.joint is None:
        yield found
        return
    inside = reading.grammar.within(Span(found.core, found.end))
    verb = reading.tokens[reading.grammar.clause_head(inside[0])].lemma if inside else ""
    falling = found.low is not None and found.high is not None and found.low >= found.high
    two = falling or (found.joint == "from" and verb in lexicon.changes)
    if not two:
        yield found
        return
    yield from quantities.find(reading.text, found.core, found.split)
    yield from quantities.find(reading.text, found.split, found.end)


def _part(text: str, floor: int, start: int) -> str | None:
    """The words that say that only a part is meant ("most of")."""
    match = PART.search(text, max(floor, start - PART_REACH), start)
    return " ".join(match[1].lower().split()) if match else None


def _figure(found: quantity.Quantity, span: Span, what: counted.What, part: str | None) -> Figure:
    return Figure(
        span=span,
        value=found.value,
        low=found.low,
        high=found.high,
        approximate=found.approximate,
        unit=what.unit,
        counts=what.counts,
        note=f"{part} these" if part else None,
    )


STAGE = Stage("howmany", 1, requires=("tokens", "sentences", "times"), provides=("figures",), compute=compute)
