"""How long a wrong password makes the next one wait."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.web import throttle
from dateline.web.throttle import FREE, LONGEST, Throttle, network
from tests.clock import Clock


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["ada", "ben"]), st.sampled_from(["1.1.1.1", "2.2.2.2", "::1"]), st.integers(0, 4000))
    )
)
def test_nobody_waits_longer_than_the_longest(tries: list[tuple[str, str, int]]) -> None:
    """Whatever is tried, from wherever: after the longest wait everybody may try."""
    clock = Clock()
    slow = Throttle(clock)
    for name, address, seconds in tries:
        assert 0 <= slow.attempt(name, address) <= LONGEST.total_seconds()
        clock.on(seconds=seconds)
    clock.on(seconds=LONGEST.total_seconds())
    assert slow.attempt("ada", "1.1.1.1") == 0


def test_waits_double() -> None:
    """Two seconds, then four, and so on; and all is forgotten after a while."""
    clock = Clock()
    slow = Throttle(clock)
    waits = []
    for _ in range(14):
        while wait := slow.attempt("ada", "1.1.1.1"):
            waits.append(wait)
            clock.on(seconds=wait)
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300]
    clock.on(minutes=30)
    assert [slow.attempt("ada", "1.1.1.1") for _ in range(FREE["pair"] + 1)] == [0] * (FREE["pair"] + 1)


def test_guesses_from_many_addresses_do_not_lock_out_who_was_here() -> None:
    """An account under attack waits for addresses that it does not know, and not for the one where it is used."""
    clock = Clock()
    slow = Throttle(clock)
    assert slow.attempt("ada", "10.0.0.1") == 0
    slow.right("ada", "10.0.0.1")
    for n in range(FREE["account"] + 10):
        slow.attempt("ada", f"192.0.2.{n}")
    assert slow.attempt("ada", "198.51.100.1") > 0
    assert slow.attempt("ada", "10.0.0.1") == 0


def test_an_address_that_guesses_at_many_accounts_waits() -> None:
    """One password tried on every name is guessing too; a network of IPv6 is one address."""
    slow = Throttle(Clock())
    waits = [slow.attempt(f"name {n}", f"2001:db8::{n:x}") for n in range(FREE["address"] + 2)]
    assert waits[: FREE["address"] + 1] == [0] * (FREE["address"] + 1)
    assert waits[-1] > 0
    assert network("2001:db8:0:1::5") != network("2001:db8::5") == network("2001:db8::6")


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many names are tried from wherever, only the latest are remembered."""
    monkeypatch.setattr(throttle, "KEPT", 30)
    slow = Throttle(Clock())
    for n in range(100):
        slow.attempt(f"name {n}", f"10.0.0.{n}")
        slow.right(f"name {n}", f"10.0.0.{n}")
        slow.attempt(f"name {n}", f"10.0.1.{n}")
    assert (len(slow._wrong), len(slow._known)) == (30, 30)
