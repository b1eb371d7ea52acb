"""Which of two reports with one text behind them had it first: said where the page itself tells, not guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from dateline.consolidate.credits import Credits, Publisher
from dateline.consolidate.features import Coverage
from dateline.model.lineage import Direction
from dateline.model.report import Report

ADDRESS_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(\d{1,2})[/-]?(\d{1,2})(?!\d)")


VERBATIM = 0.95
"""Share of a report's words from which it adds nothing of its own."""
BUILT_ON = 0.6
"""Share from which it is built on the other."""


def direction(a: Report, b: Report, from_a: Credits, from_b: Credits, coverage: Coverage) -> tuple[Direction, str]:
    """The direction and the reason, in words.

    In this order: the one credits the other's publisher; both are of one publisher and the one is older; both credit a
    third; the other is the announcement itself, or the agency's own page; the one introduces the shared text as
    somebody's, or names the agency whose tag the other bears, of which no publisher is known, or is a page where people
    post what others wrote, or a page of no known outlet that adds nothing to that of a known one. All else has a common
    source, as has what two clients of one agency print.
    """
    forth = _credited(from_a, from_b)
    back = _credited(from_b, from_a)
    if forth and not back:
        return "a_from_b", forth
    if back and not forth:
        return "b_from_a", back
    if same_house(from_a.publisher, from_b.publisher):
        return _by_time(a, b)
    if shared := from_a.sources() & from_b.sources():
        return "common_source", f"both credit {', '.join(sorted(shared))}"
    forth, back = _follows(from_a, from_b, coverage), _follows(from_b, from_a, coverage.turned())
    if bool(forth) == bool(back):
        return "common_source", "neither is known to be the origin"
    return ("a_from_b", forth) if forth else ("b_from_a", back)


def _credited(one: Credits, other: Credits) -> str:
    """How the one credits the publisher of the other; empty where it does not."""
    if not other.publisher.known:
        return ""
    if one.signs(other.publisher):
        return f"is signed {_name(other.publisher)}"
    return f"credits {_name(other.publisher)}" if one.naming(other.publisher) else ""


def _follows(one: Credits, other: Credits, coverage: Coverage) -> str:
    """Why the one should have its text from the other; empty where nothing tells."""
    here, there = one.publisher, other.publisher
    if there.own_words and not here.own_words:
        return "the other page is the announcement itself"
    if other.is_agency and not one.is_agency:
        return f"{_name(there)} is an agency"
    if coverage.cited_a >= BUILT_ON and coverage.cited_b < 1 - BUILT_ON:
        return "introduces the shared text as somebody else's"
    if not there.known:
        cited = {row.id or row.outlet.casefold() for row in one.listed if row.how in ("cited", "told")}
        if named := (cited & other.sources()) - one.sources():
            return f"credits {', '.join(sorted(named))}, whose tag the other bears"
    if one.sources() or other.sources():
        return ""
    if here.reposts and there.known and not there.reposts and coverage.a >= BUILT_ON:
        return "a page where people post what others wrote, made of the other"
    if here.host and not here.outlet and there.outlet and coverage.a >= VERBATIM:
        return f"adds nothing to the page of {there.outlet.name}, a known outlet"
    named = {row.id for row in one.listed if row.how == "cited" and row.id} - {row.id for row in other.listed}
    if named and not there.known:
        return f"credits {', '.join(sorted(map(str, named)))}, and the other does not"
    return ""


def same_house(one: Publisher, other: Publisher) -> bool:
    """Whether two publishers are one, or outlets of one family."""
    if one.outlet and other.outlet:
        return one.outlet.family == other.outlet.family
    if one.host and other.host:
        return one.host == other.host
    return bool(one.names and other.names and one.names[0].casefold() == other.names[0].casefold())


def _by_time(a: Report, b: Report) -> tuple[Direction, str]:
    first, second = when(a), when(b)
    if first is None or second is None or first == second:
        return "unclear", "one publisher, and no telling which is older"
    return ("b_from_a", "one publisher, the other is older") if first < second else (
        "a_from_b", "one publisher, the other is older"
    )  # fmt: skip


def when(report: Report) -> datetime | None:
    """When a report came out, in UTC, from its date or else from its address; None where neither tells."""
    if report.published:
        try:
            found = datetime.fromisoformat(report.published.replace("Z", "+00:00"))
        except ValueError:
            found = None
        if found is not None:
            try:
                return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
            except (OverflowError, ValueError):
                return None
    match = ADDRESS_DATE.search(report.url or "")
    if match:
        try:
            day = date(*map(int, match.groups()))
        except ValueError:
            return None
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    return None


def _name(publisher: Publisher) -> str:
    return publisher.names[0] if publisher.names else publisher.host or "the other"
