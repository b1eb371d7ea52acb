"""Who may log in: accounts with a role and the hash of a password."""

from __future__ import annotations

import secrets
import unicodedata
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from dateline.model.account import ROLES, Account, Role, folded
from dateline.model.errors import AccountError
from dateline.store import schema
from dateline.store.passwords import Passwords, check_strength
from dateline.store.sessions import Clock, Sessions, account_of, end_all, now, stamp

LONGEST_NAME = 100
SIGNS, GROUPS, GROUP = "abcdefghjkmnpqrstuvwxyz23456789", 4, 4
"""Of a password that is made for somebody: signs that nobody mistakes for others, 79 bits until it is changed."""


class Accounts:
    """All accounts of a store. Names are told apart without regard to case; `sessions` are theirs."""

    def __init__(self, engine: Engine, clock: Clock = now, passwords: Passwords | None = None) -> None:
        self._engine = engine
        self._clock = clock
        self._passwords = passwords or Passwords()
        self.sessions = Sessions(engine, clock)

    def listed(self) -> list[Account]:
        """All of them by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(schema.accounts).order_by(schema.accounts.c.folded)).all()
        return [account_of(row) for row in rows]

    def one(self, name: str) -> Account:
        """The account of that name. Raises AccountError where there is none."""
        with self._engine.connect() as connection:
            return account_of(_row(connection, name))

    def has_admin(self) -> bool:
        """Whether there is an active admin, without whom nobody could let others in."""
        return any(one.active and one.role == "admin" for one in self.listed())

    def add(self, name: str, role: Role, password: str | None = None) -> tuple[Account, str]:
        """A new account and its password: the one that is given, or one that is made and has to be changed.

        Raises AccountError for a name that is taken or none, for a role there is not, and for a weak password.
        """
        bare, known = named(name), _role(role)
        given, passing = self._password(bare, password)
        row = {
            "name": bare,
            "folded": folded(bare),
            "role": known,
            "password": self._passwords.hashed(given),
            "active": 1,
            "passing": int(passing),
            "created": stamp(self._clock()),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(schema.accounts).values(row))
        except IntegrityError:
            raise AccountError(bare, "has an account already.", "Take another name.") from None
        return Account(bare, known, True, passing, str(row["created"])), given

    def set_role(self, name: str, role: Role) -> Account:
        """Give an account another role. Raises AccountError where no admin would be left."""
        with self._engine.begin() as connection:
            row = _row(connection, name)
            if _role(role) != "admin":
                _keep_an_admin(connection, row)
            return _changed(connection, row, role=role)

    def set_active(self, name: str, active: bool) -> Account:
        """Disable an account, which ends its sessions, or enable it. Raises AccountError for the last admin."""
        with self._engine.begin() as connection:
            row = _row(connection, name)
            if not active:
                _keep_an_admin(connection, row)
                end_all(connection, row.key)
            return _changed(connection, row, active=int(active))

    def set_password(self, name: str, password: str | None = None) -> tuple[Account, str]:
        """A new password, given or made (as with `add`), which ends all sessions of the account."""
        with self._engine.connect() as connection:
            row = _row(connection, name)
        given, passing = self._password(row.name, password)
        kept = self._passwords.hashed(given)
        with self._engine.begin() as connection:
            end_all(connection, row.key)
            return _changed(connection, row, password=kept, passing=int(passing)), given

    def check(self, name: str, password: str) -> Account | None:
        """The active account of that name and password. It takes as long, and says as little, where there is none."""
        with self._engine.connect() as connection:
            row = connection.execute(select(schema.accounts).where(schema.accounts.c.folded == folded(name))).first()
        if not self._passwords.right(password, row.password if row else None) or row is None or not row.active:
            return None
        if self._passwords.stale(row.password):
            with self._engine.begin() as connection:
                _changed(connection, row, password=self._passwords.hashed(password))
        return account_of(row)

    def _password(self, name: str, password: str | None) -> tuple[str, bool]:
        """The password to be kept, and whether it was made here."""
        if password is None:
            made = ("".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(GROUPS))
            return "-".join(made), True
        check_strength(password, name)
        return password, False


def named(name: str) -> str:
    """A name as it is kept. Raises AccountError for what is none."""
    bare = " ".join(unicodedata.normalize("NFKC", name).split())
    hidden = any(unicodedata.category(sign)[0] == "C" for sign in bare)
    if not bare or hidden or ":" in bare or len(bare) > LONGEST_NAME:
        raise AccountError(
            bare[:LONGEST_NAME] or "name", "cannot be a name.", "Give a name without colons, 1 to 100 long."
        )
    return bare


def _role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise AccountError(role, "is no role.", f"Roles are {', '.join(ROLES)}.")


def _row(connection: Connection, name: str) -> Any:
    row = connection.execute(select(schema.accounts).where(schema.accounts.c.folded == folded(name))).first()
    if row is None:
        raise AccountError(name, "has no account.", "`dateline accounts list` shows who has.")
    return row


def _keep_an_admin(connection: Connection, row: Any) -> None:
    table = schema.accounts
    admins = select(table.c.key).where(table.c.role == "admin", table.c.active == 1).with_for_update()
    if set(connection.execute(admins).scalars()) == {row.key}:
        raise AccountError(row.name, "is the only admin.", "Make somebody else one first.")


def _changed(connection: Connection, row: Any, **values: Any) -> Account:
    table = schema.accounts
    connection.execute(update(table).where(table.c.key == row.key).values(**values))
    return account_of(connection.execute(select(table).where(table.c.key == row.key)).one())
