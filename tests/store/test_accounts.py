"""Accounts, their sessions and keys of feeds, in every store."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from dateline.model.errors import AccountError
from dateline.store import Store
from dateline.store.accounts import Accounts
from dateline.store.passwords import Cost, Passwords
from tests.clock import Clock

WORDS = "four words in a row"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(store: Store, clock: Clock) -> Accounts:
    """Of a store with one admin, Ada."""
    made = Accounts(store._engine, clock, Passwords(Cost(2, 1, 1)))
    made.add("Ada", "admin", WORDS)
    return made


def test_a_name_and_its_password_give_the_account(accounts: Accounts) -> None:
    """Case and spaces of a name do not count; a wrong password, a wrong name and a disabled account give nothing."""
    assert accounts.check(" ada ", WORDS) == accounts.one("Ada")
    assert accounts.check("Ada", WORDS.upper()) is None
    assert accounts.check("Ben", WORDS) is None
    accounts.add("Ben", "admin", WORDS)
    accounts.set_active("Ada", False)
    assert accounts.check("Ada", WORDS) is None


def test_a_check_takes_one_hash_whoever_is_asked_for(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work is the same for a right password, a wrong one, nobody's name and an account that is disabled."""
    done: list[str] = []
    derived = accounts._passwords._derived
    monkeypatch.setattr(
        Passwords, "_derived", lambda self, given, salt, cost: done.append(given) or derived(given, salt, cost)
    )
    accounts.add("Ben", "reader", WORDS)
    accounts.set_active("Ben", False)
    done.clear()
    for name, password in (("Ada", WORDS), ("Ada", "wrong"), ("Nobody", WORDS), ("Ben", WORDS)):
        accounts.check(name, password)
    assert done == [WORDS, "wrong", WORDS, WORDS]


@pytest.mark.parametrize("name", ["", " ", "dateline:stories", "a\x00b", "a\u202eb", "x" * 101, "ADA"])
def test_what_cannot_be_a_name_is_refused(accounts: Accounts, name: str) -> None:
    """A name is one that a person has, can be told from a program's, and is nobody else's."""
    with pytest.raises(AccountError):
        accounts.add(name, "reader", WORDS)


def test_there_is_always_an_admin(accounts: Accounts) -> None:
    """The last active admin can be neither disabled nor made anything else."""
    for change in (lambda: accounts.set_role("Ada", "reader"), lambda: accounts.set_active("Ada", False)):
        with pytest.raises(AccountError, match="only admin"):
            change()
    accounts.add("Ben", "admin", WORDS)
    assert accounts.set_role("Ada", "reader").role == "reader"
    assert accounts.has_admin()


def test_a_made_password_has_to_be_changed(accounts: Accounts) -> None:
    """Whoever is given a password by an admin chooses one of their own."""
    account, made = accounts.add("Ben", "reader")
    assert account.passing
    assert accounts.check("Ben", made) == account
    changed, _ = accounts.set_password("Ben", "another four words")
    assert not changed.passing
    assert accounts.check("Ben", made) is None


def test_a_session_ends_by_itself(accounts: Accounts, clock: Clock) -> None:
    """After eight hours without a request, and after a week with however many."""
    idle, busy = accounts.sessions.open("Ada"), accounts.sessions.open("Ada")
    for _ in range(23):
        clock.on(hours=7)
        assert accounts.sessions.visitor(busy) is not None
    assert accounts.sessions.visitor(idle) is None
    clock.on(hours=7)
    assert accounts.sessions.visitor(busy) is None
    assert accounts.sessions.visitor("made up") is None


def test_a_session_is_known_while_somebody_writes(accounts: Accounts, store: Store, clock: Clock) -> None:
    """A long transaction keeps nobody waiting: when the session was last used is noted another time."""
    token = accounts.sessions.open("Ada")
    clock.on(minutes=5)
    with store._engine.begin() as connection:
        connection.execute(text("UPDATE accounts SET passing = 0"))
        if connection.dialect.name == "sqlite":
            assert accounts.sessions.visitor(token) == accounts.one("Ada")
    assert accounts.sessions.visitor(token) is not None
    assert accounts.one("Ada").seen == "2024-05-02T09:05:00+00:00"


def test_a_session_is_ended(accounts: Accounts) -> None:
    """By logging out here or everywhere, by a new password, and by disabling the account; never another's."""
    sessions = accounts.sessions
    accounts.add("Ben", "reviewer", WORDS)
    other = sessions.open("Ben")
    one, two = sessions.open("Ada"), sessions.open("Ada")
    sessions.close(one)
    assert (sessions.visitor(one), sessions.visitor(two) is None) == (None, False)
    sessions.close_all("Ada")
    assert sessions.visitor(two) is None
    three = sessions.open("Ada")
    accounts.set_password("Ada", "another four words")
    assert sessions.visitor(three) is None
    assert sessions.visitor(other) == accounts.one("Ben")
    accounts.set_active("Ben", False)
    assert sessions.visitor(other) is None


def test_a_feed_key_opens_that_feed_alone(accounts: Accounts) -> None:
    """A new key closes its maker's old one, and all of an account die with it."""
    sessions = accounts.sessions
    accounts.add("Ben", "reader", WORDS)
    key, own = sessions.feed_key("7", "Ben"), sessions.feed_key("7", "Ada")
    assert sessions.feed_opens("7", key)
    assert sessions.feed_opens("7", own)
    assert not sessions.feed_opens("8", key)
    assert not sessions.feed_opens("7", "")
    fresh = sessions.feed_key("7", "Ben")
    assert not sessions.feed_opens("7", key)
    accounts.set_active("Ben", False)
    assert not sessions.feed_opens("7", fresh)
    assert sessions.feed_opens("7", own)


def test_no_secret_is_in_the_store(accounts: Accounts, store: Store) -> None:
    """Neither a password nor a token nor a key can be read out of the tables."""
    secrets = [WORDS, accounts.sessions.open("Ada"), accounts.sessions.feed_key("7", "Ada")]
    with store._engine.connect() as connection:
        kept = [
            str(connection.execute(text(f"SELECT * FROM {table}")).all())
            for table in ("accounts", "sessions", "feed_keys")
        ]
    assert [one for one in secrets if any(one in rows for rows in kept)] == []
