"""Who vouches for each event, and how sure it is: its statement, status, factuality and the words that set them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace

from dateline.coding.factuality import BOUNDS, Factualities
from dateline.knowledge import Knowledge
from dateline.model.event import Event
from dateline.model.heard import HeardAct
from dateline.model.marks import Statement
from dateline.model.reading import Reading
from dateline.model.stage import Provided, Stage
from dateline.model.text import Span

LATER = frozenset({"ongoing", "planned", "asked"})
SURE = 0.7
"""Score of a heard act whose status counts where no word tells one and nothing is told in the past tense: of the
project's 190 cases it mends three and spoils none; everywhere else the rules are righter."""


def compute(reading: Reading, knowledge: Knowledge) -> Provided:
    """`events`, revised: `statement`, `status`, `factuality` and `because` of each."""
    factualities = Factualities(reading.grammar, knowledge.lexicons, knowledge.weights.read("factuality"))
    vouchers = Vouchers(reading.statements, _presupposing(reading))
    heard = _heard(reading)
    events = []
    for event in reading.events:
        position = reading.grammar.head_of(event.span)
        voucher = vouchers.of(event.span)
        if position is None:
            events.append(replace(event, statement=voucher))
            continue
        found = factualities.assess(position)
        status, because, why, value = found.status, found.because, event.why, found.value
        told = heard.get(position)
        if status == "happened" and not because and told is not None and not factualities.past(position):
            low, high = BOUNDS[told.status]
            status, value = told.status, max(low, min(high, value))
            why = (*why, f"reader: heard as {told.status}, {told.score:.2f}")
        ahead = _lies_ahead(reading, event) if status in ("happened", "ongoing") else None
        if ahead is not None and not factualities.past(position):
            status, because = "planned", tuple(sorted({*because, ahead}))
        events.append(replace(event, statement=voucher, status=status, factuality=value, because=because, why=why))
    return {"events": tuple(events)}


def _heard(reading: Reading) -> dict[int, HeardAct]:
    """The acts that the reader surely heard as still going on, planned or asked for, by their word."""
    found: dict[int, HeardAct] = {}
    for act in reading.heard:
        if isinstance(act, HeardAct) and act.status in LATER and act.score >= SURE:
            position = reading.grammar.head_of(act.trigger)
            # A finite verb tells its own time: "Thousands march" at the head of a report is no plan.
            if position is not None and reading.tokens[position].tag not in ("VBP", "VBZ", "VBD"):
                found[position] = act
    return found


def _presupposing(reading: Reading) -> set[int]:
    """Questions about a thing by nobody who is named: "asked about the attack" takes it for granted, claims it not."""
    found: set[int] = set()
    for number, statement in enumerate(reading.statements):
        if statement.source or statement.stance not in ("asks", "doubts") or len(statement.content) != 1:
            continue
        top = reading.grammar.head_of(statement.content[0])
        if top is not None and reading.tokens[top].pos in ("NOUN", "PROPN") and reading.tokens[top].dep == "pobj":
            found.add(number)
    return found


class Vouchers:
    """For a trigger the innermost statement in whose content it stands.

    Of two with the same content it is the one that was cited: what an agency tells of an official is the official's.
    """

    def __init__(self, statements: Sequence[Statement], but: Collection[int] = ()) -> None:
        """Statements whose index is in `but` vouch for nothing."""
        self._cited = [statement.via is not None for statement in statements]
        parts = [
            (span, number)
            for number, statement in enumerate(statements)
            if number not in but
            for span in statement.content
        ]
        self._parts = sorted(parts, key=lambda part: (part[0].start, -part[0].end))
        self._starts = [span.start for span, _ in self._parts]
        self._reach: list[int] = []
        furthest = 0
        for span, _ in self._parts:
            furthest = max(furthest, span.end)
            self._reach.append(furthest)

    def of(self, trigger: Span) -> int | None:
        """Index of the statement; None where the report tells it in its own voice."""
        best: tuple[int, bool, int] | None = None
        at = bisect_right(self._starts, trigger.start) - 1
        while at >= 0 and self._reach[at] >= trigger.end:
            span, number = self._parts[at]
            found = (len(span), not self._cited[number], number)
            if span.contains(trigger) and (best is None or found < best):
                best = found
            at -= 1
        return None if best is None else best[-1]


def _lies_ahead(reading: Reading, event: Event) -> Span | None:
    """The event's own time, where it begins after the day the report came out ("is visiting on Monday")."""
    published = reading.report.published
    if event.time is None or not published or event.time >= len(reading.times):
        return None
    time = reading.times[event.time]
    return time.span if time.earliest is not None and time.earliest[:10] > published[:10] else None


STAGE = Stage(
    "status",
    5,
    requires=("tokens", "sentences", "heard", "statements", "events", "times"),
    provides=("events",),
    compute=compute,
)
