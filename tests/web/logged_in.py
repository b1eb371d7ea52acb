"""Accounts of a store in memory, and clients that are logged in to them."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from dateline.model.account import Role
from dateline.store.accounts import Accounts
from dateline.store.judging import Judging
from dateline.store.passwords import Cost, Passwords
from dateline.web.app import create_app
from tests.clock import Clock
from tests.web.fake import FakeView

WORDS = "four words in a row"
NAMES: dict[Role, str] = {"reader": "Rita", "reviewer": "Ben", "admin": "Ada"}


class House:
    """The pages with accounts: one of each role, all with the same password, and a clock that stands still."""

    def __init__(self, view: FakeView | None = None, **given: Any) -> None:
        self.view = view or FakeView()
        self.clock = Clock()
        self.accounts = Accounts(self.view.stored._engine, self.clock, Passwords(Cost(2, 1, 1)))
        known = {one.name for one in self.accounts.listed()}
        for role, name in NAMES.items():
            if name not in known:
                self.accounts.add(name, role, WORDS)
        self.app: FastAPI = create_app(
            self.view, desk=Judging(self.view.stored), accounts=self.accounts, clock=self.clock, **given
        )

    def client(self, role: Role | None = None) -> TestClient:
        """A browser that is logged in with that role, and shows its token with all it writes; None: a stranger's."""
        client = TestClient(self.app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        if role is not None:
            client.headers["x-csrf-token"] = log_in(client, NAMES[role]).json()["csrf"]
        return client


def log_in(client: TestClient, name: str, password: str = WORDS) -> Any:
    return client.post("/api/session", json={"name": name, "password": password})
