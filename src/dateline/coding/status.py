"""Who vouches for each event, and how sure it is: its statement, status, factuality and the words that set them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dateline.coding.factuality import Factualities
from dateline.knowledge import Knowledge
from dateline.model.event import Event
from dateline.model.marks import Statement
from dateline.model.reading import Reading
from dateline.model.stage import Provided, Stage
from dateline.model.text import Span


def compute(reading: Reading, knowledge: Knowledge) -> Provided:
    """`events`, revised: `statement`, `status`, `factuality` and `because` of each."""
    factualities = Factualities(reading.grammar, knowledge.lexicons, knowledge.weights.read("factuality"))
    vouchers = Vouchers(reading.statements)
    events = []
    for event in reading.events:
        position = reading.grammar.head_of(event.span)
        voucher = vouchers.of(event.span)
        if position is None:
            events.append(replace(event, statement=voucher))
            continue
        found = factualities.assess(position)
        status, because = found.status, found.because
        ahead = _lies_ahead(reading, event) if status in ("happened", "ongoing") else None
        if ahead is not None and not factualities.past(position):
            status, because = "planned", tuple(sorted({*because, ahead}))
        events.append(replace(event, statement=voucher, status=status, factuality=found.value, because=because))
    return {"events": tuple(events)}


class Vouchers:
    """For a trigger the innermost statement in whose content it stands.

    Of two with the same content it is the one that was cited: what an agency tells of an official is the official's.
    """

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._cited = [statement.via is not None for statement in statements]
        parts = [(span, number) for number, statement in enumerate(statements) for span in statement.content]
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
    2,
    requires=("tokens", "sentences", "statements", "events", "times"),
    provides=("events",),
    compute=compute,
)
