"""`dateline accounts`: who may log in to pages that others can reach, and what they may do there."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.commands.options import Rows, RowsOption, StoreOption, store_of
from dateline.config import configure
from dateline.model.account import Role
from dateline.model.errors import AccountError

if TYPE_CHECKING:
    from dateline.model.account import Account

app = typer.Typer(
    no_args_is_help=True,
    help="Who may log in when the pages are served with --auth. A reader sees and exports everything, a reviewer also "
    "judges, edits and adds, an admin also keeps the accounts. The first admin is made here.\n\n"
    "A password is asked for twice, or taken from the first line of --password-file (- for standard input).",
)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The name; its judgements are signed with it.")]
RoleChoice = Annotated[Role, typer.Option("--role", help="reader, reviewer or admin.")]
FileOption = Annotated[
    str | None, typer.Option("--password-file", metavar="FILE", help="Take the password from here, - for stdin.")
]


@app.command("add")
def add(name: NameArgument, role: RoleChoice, password_file: FileOption = None, store: StoreOption = None) -> None:
    """Add an account.

    dateline accounts add Ada --role admin
    """
    accounts = _accounts(store)
    account, _ = accounts.add(name, role, _password(name, password_file))
    typer.echo(f"{account.name} can log in as {account.role}.")


@app.command("list")
def list_(store: StoreOption = None, format: RowsOption = Rows.people) -> None:
    """List all accounts."""
    accounts = _accounts(store).listed()
    for one in accounts:
        if format is Rows.jsonl:
            row = {"name": one.name, "role": one.role, "active": one.active, "created": one.created, "seen": one.seen}
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            _print(one)
    if not accounts and format is Rows.people:
        typer.echo("There is no account. `dateline accounts add NAME --role admin` makes the first.")


@app.command("role")
def role(
    name: NameArgument,
    role: Annotated[Role, typer.Argument(help="reader, reviewer or admin.")],
    store: StoreOption = None,
) -> None:
    """Give an account another role; it holds from the next click.

    dateline accounts role Ada reviewer
    """
    _print(_accounts(store).set_role(name, role))


@app.command("password")
def password(name: NameArgument, password_file: FileOption = None, store: StoreOption = None) -> None:
    """Give an account another password; it is logged out everywhere."""
    accounts = _accounts(store)
    accounts.one(name)
    _print(accounts.set_password(name, _password(name, password_file))[0])


@app.command("disable")
def disable(name: NameArgument, store: StoreOption = None) -> None:
    """Keep an account from logging in, and log it out everywhere. What it judged stays."""
    _print(_accounts(store).set_active(name, False))


@app.command("enable")
def enable(name: NameArgument, store: StoreOption = None) -> None:
    """Let an account log in again."""
    _print(_accounts(store).set_active(name, True))


def _accounts(store: str | None) -> Any:
    return store_of(configure(dict(os.environ), store=store)).accounts


def _password(name: str, file: str | None) -> str:
    """What is typed twice unseen, or the first line of a file."""
    if file is None:
        asked: str = typer.prompt("Password", hide_input=True, confirmation_prompt="The same again")
        return asked
    try:
        text = sys.stdin.readline() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise AccountError(name, f"cannot get a password from {file}: {type(problem).__name__}.") from None
    return text.split("\n", 1)[0].rstrip("\r")


def _print(account: Account) -> None:
    state = "" if account.active else ", disabled"
    seen = f"last seen {account.seen[:16].replace('T', ' ')} UTC" if account.seen else "never logged in"
    typer.echo(f"{account.name}  {account.role}{state}; {seen}")
