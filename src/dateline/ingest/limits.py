"""How much is read of one input, and how long it is waited for: each limit with its reason."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds."""

    max_bytes: int = 20 * MEGABYTE
    """One page. News pages weigh 0.05 to 2 MB with all their scripts; ten times that is no report."""

    max_line: int = 20 * MEGABYTE
    """One line of a JSON Lines file: a page each. The file itself is read line by line and may have any size."""

    max_redirects: int = 5
    """Sites redirect once or twice (http to https, short link to page); more is a loop."""

    connect_seconds: float = 10.0
    """One attempt to reach one address."""

    read_seconds: float = 15.0
    """Silence from a server that had answered."""

    total_seconds: float = 45.0
    """The whole fetch with all redirects, however slowly the bytes trickle."""


LIMITS = Limits()
"""What holds where nothing else is said."""


def megabytes(size: int) -> str:
    """A size for people: `20 MB`."""
    return f"{size / MEGABYTE:.0f} MB" if size >= MEGABYTE else f"{size:,} bytes"
