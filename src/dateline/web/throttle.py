"""Guessing passwords is made slow: each wrong one makes the next try wait, and nobody is ever locked out for good."""

from __future__ import annotations

import ipaddress
import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

FREE = {"pair": 4, "address": 20, "account": 20}
"""Wrong passwords that cost nothing: of one account from one address, of all from one address, of one from anywhere."""

FIRST = timedelta(seconds=2)
"""The first wait; every further wrong password doubles it."""

LONGEST = timedelta(minutes=5)
FORGOTTEN = timedelta(minutes=30)
"""Without another wrong password, after so long all are forgotten."""

KEPT = 20_000
"""Accounts and addresses that are remembered at most, the latest ones."""

Key = tuple[str, str, str]


class Throttle:
    """Counts wrong passwords. An account that somebody guesses at from elsewhere stays open to addresses from which
    it was logged in to, so that guessing locks nobody out."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock
        self._wrong: OrderedDict[Key, tuple[int, datetime]] = OrderedDict()
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._lock = threading.Lock()

    def attempt(self, name: str, address: str) -> int:
        """0 where a password for that account is looked at from that address, else the seconds until it would be.

        It counts as wrong until it is said to be `right`, so that many at once are not one.
        """
        with self._lock:
            keys = list(self._keys(name, address))
            if wait := max(self._left(key) for key in keys):
                return wait
            for key in keys:
                times, last = self._wrong.pop(key, (0, self._clock()))
                self._wrong[key] = (1 if self._clock() - last >= FORGOTTEN else times + 1, self._clock())
            while len(self._wrong) > KEPT:
                self._wrong.popitem(last=False)
            return 0

    def right(self, name: str, address: str) -> None:
        """The password was right: this account is known at this address, and its count there begins anew."""
        with self._lock:
            near = network(address)
            for key in self._keys(name, address):
                times, last = self._wrong.pop(key, (0, self._clock()))
                if key[0] != "pair" and times > 1:
                    self._wrong[key] = (times - 1, last)
            self._known[name, near] = None
            self._known.move_to_end((name, near))
            while len(self._known) > KEPT:
                self._known.popitem(last=False)

    def _keys(self, name: str, address: str) -> Iterator[Key]:
        near = network(address)
        yield ("pair", name, near)
        if (name, near) not in self._known:
            yield ("address", "", near)
            yield ("account", name, "")

    def _left(self, key: Key) -> int:
        times, last = self._wrong.get(key, (0, self._clock()))
        over = times - FREE[key[0]]
        if over <= 0:
            return 0
        until: datetime = last + min(LONGEST, FIRST * (1 << min(over - 1, 20)))
        return max(0, math.ceil((until - self._clock()).total_seconds()))


def network(address: str) -> str:
    """An address as far as one person has it: of IPv6 the first 64 bits, which is the least that a network is given."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(found) if found.version == 4 else str(ipaddress.ip_network((int(found) >> 64 << 64, 64)))
