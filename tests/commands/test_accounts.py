"""`dateline accounts`, and what `dateline serve` asks before it lets others in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dateline import cli
from dateline.model.errors import AccountError, ConfigError
from dateline.store import open_store, passwords
from dateline.web import server

WORDS = "four words in a row"


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_STORE", str(tmp_path / "store.sqlite"))
    monkeypatch.setattr(passwords.Passwords.__init__, "__defaults__", (passwords.Cost(2, 1, 1),))


def call(*arguments: str, input: str | None = None) -> str:
    result = CliRunner().invoke(cli.app, list(arguments), input=input, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_accounts_are_made_and_kept(tmp_path: Path) -> None:
    """A password is typed twice or comes from a file; it is never shown, and the list tells who may what."""
    said = call("accounts", "add", "Ada", "--role", "admin", input=f"{WORDS}\nanother\n{WORDS}\n{WORDS}\n")
    (tmp_path / "ben.txt").write_text(f"{WORDS}\r\nand a note\n")
    said += call("accounts", "add", "Ben", "--role", "reviewer", "--password-file", str(tmp_path / "ben.txt"))
    said += call("accounts", "role", "ben", "reader") + call("accounts", "disable", "Ben")
    said += call("accounts", "password", "Ada", "--password-file", "-", input="five words in a row\n")
    listed = call("accounts", "list", "--format", "jsonl")
    rows = [json.loads(line) for line in listed.splitlines()]
    assert [(row["name"], row["role"], row["active"]) for row in rows] == [
        ("Ada", "admin", True),
        ("Ben", "reader", False),
    ]
    assert WORDS not in said + listed
    accounts = open_store(str(tmp_path / "store.sqlite")).accounts
    assert accounts.check("Ada", "five words in a row") is not None
    assert "Ben  reader; " in call("accounts", "enable", "Ben")
    assert accounts.check("Ben", WORDS) is not None


@pytest.mark.parametrize(
    "arguments",
    [("add", "Ada", "--role", "admin"), ("password", "Nobody"), ("disable", "Nobody"), ("role", "Nobody", "reader")],
)
def test_what_cannot_be_is_told_without_the_password(arguments: tuple[str, ...]) -> None:
    """A weak password and an account that is not there are errors of ours, which name the account only."""
    given = ("--password-file", "-") if arguments[0] in ("add", "password") else ()
    with pytest.raises(AccountError) as problem:
        CliRunner().invoke(cli.app, ["accounts", *arguments, *given], input="hunter2\n", catch_exceptions=False)
    assert "hunter2" not in str(problem.value)


def test_serving_others_needs_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another host, a name or a proxy need --auth, --auth needs an admin, and then all is handed on as it was given."""
    served: list[dict[str, Any]] = []
    for refused in (
        ("--host", "0.0.0.0"),
        ("--allowed-host", "news.example"),
        ("--behind-proxy", "10.0.0.1"),
        ("--auth",),
    ):
        with pytest.raises(ConfigError):
            CliRunner().invoke(cli.app, ["serve", "--no-open", "--port", "0", *refused], catch_exceptions=False)
    call("accounts", "add", "Ada", "--role", "admin", "--password-file", "-", input=f"{WORDS}\n")
    monkeypatch.setattr(server, "serve", lambda view, **given: served.append(given))
    said = call(
        "serve",
        "--no-open",
        "--auth",
        "--host",
        "0.0.0.0",
        "--allowed-host",
        "a.example",
        "--allowed-host",
        "b.example",
    )
    assert "unencrypted" in said
    assert "unencrypted" not in call("serve", "--no-open", "--auth", "--host", "0.0.0.0", "--behind-proxy", "10.0.0.1")
    assert "unencrypted" not in call("serve", "--no-open")
    assert [(one["host"], list(one["allowed_hosts"]), one["proxies"]) for one in served] == [
        ("0.0.0.0", ["a.example", "b.example"], ""),
        ("0.0.0.0", [], "10.0.0.1"),
        ("127.0.0.1", [], ""),
    ]
    assert [one["accounts"] is not None for one in served] == [True, True, False]
