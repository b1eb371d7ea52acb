"""Passwords are hashed so that only the password itself is right."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model.errors import AccountError
from dateline.store.passwords import COST, Cost, Passwords, check_strength

CHEAP = Passwords(Cost(2, 1, 1))
ANY = st.text(max_size=40)


@settings(max_examples=60, deadline=None)
@given(ANY, ANY)
def test_only_the_password_is_right(one: str, other: str) -> None:
    """Any text is right for its own hash, also after a change of cost; another is not, and nobody's never is."""
    kept = CHEAP.hashed(one)
    assert CHEAP.right(one, kept)
    assert Passwords(Cost(3, 1, 1)).right(one, kept)
    assert not CHEAP.right(one + "x", kept)
    assert not CHEAP.right(one, None)
    assert one not in kept or len(one) < 8
    assert CHEAP.hashed(one) != kept


def test_the_same_signs_from_another_keyboard_are_right() -> None:
    """An accent typed as a sign of its own is the same accent."""
    assert CHEAP.right("cafe\u0301 at the corner", CHEAP.hashed("caf\u00e9 at the corner"))


def test_the_cost_is_kept_beside_the_hash() -> None:
    """What was hashed at another cost is known to be, so that it can be hashed anew."""
    kept = CHEAP.hashed("four words in a row")
    assert kept.startswith("scrypt$2$1$1$")
    assert not CHEAP.stale(kept)
    assert Passwords().stale(kept)
    assert COST.memory >= 128 * 2**15 * 8


@pytest.mark.parametrize(
    "password", ["", "short", "aaaaaaaaaaaaaaaa", "Ada Lovelace", "ada lovelaceAda Lovelace", "x" * 1001]
)
def test_a_weak_password_is_refused_and_not_told(password: str) -> None:
    """The error names the account and the way out, never what was typed."""
    with pytest.raises(AccountError) as problem:
        check_strength(password, "Ada Lovelace")
    assert len(password) < 6 or password not in str(problem.value).replace("Ada Lovelace:", "")
    check_strength("four words in a row", "Ada Lovelace")
