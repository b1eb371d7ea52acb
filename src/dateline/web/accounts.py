"""Logging in and out, a password of one's own, and, for admins, the accounts of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from dateline.model.account import Account, Role, folded
from dateline.web.access import COOKIE, Admin, Caller, Reader, Refused, Sessions, csrf, session_token
from dateline.web.answers import Answer, Problem
from dateline.web.throttle import Throttle

MAX_NAME, MAX_PASSWORD, MAX_ID = 200, 1000, 200

WEEK = 7 * 24 * 3600
"""Seconds for which a browser keeps the cookie; whether the session still lives is for the server to say."""


class Openings(Sessions, Protocol):
    """Sessions as they are opened and closed."""

    def open(self, name: str) -> str:
        """A new session of an account: its token."""

    def close(self, token: str) -> None:
        """End a session."""

    def close_all(self, name: str) -> None:
        """End all sessions of an account."""

    def feed_key(self, search: str, name: str) -> str:
        """A new key to the feed of a saved search."""


class Accounts(Protocol):
    """Who may log in, as a store keeps it. What cannot be raises AccountError."""

    @property
    def sessions(self) -> Openings:
        """Who is logged in."""

    def check(self, name: str, password: str) -> Account | None:
        """The account of that name and password, if there is one."""

    def listed(self) -> Sequence[Account]:
        """All of them."""

    def add(self, name: str, role: Role, password: str | None = None) -> tuple[Account, str]:
        """A new one with its password, which is made unless given."""

    def set_role(self, name: str, role: Role) -> Account:
        """Give it another role."""

    def set_active(self, name: str, active: bool) -> Account:
        """Disable or enable it."""

    def set_password(self, name: str, password: str | None = None) -> tuple[Account, str]:
        """A new password, which is made unless given."""


class SessionAnswer(Answer):
    """Who is logged in. Without `accounts` everybody here may write; `csrf` goes into the header of what writes;
    `passing`: a password of one's own has to be chosen first."""

    accounts: bool
    name: str | None = None
    role: Role | None = None
    csrf: str | None = None
    passing: bool = False


class AccountAnswer(Answer):
    """An account; `created` and `seen` are ISO 8601 in UTC."""

    name: str
    role: Role
    active: bool
    passing: bool
    created: str
    seen: str | None = None


class AccountList(Answer):
    """All accounts by name."""

    accounts: list[AccountAnswer]


class MadeAnswer(Answer):
    """An account, and the password that was made for it, shown this once."""

    account: AccountAnswer
    password: str


class FeedKey(Answer):
    """The key that opens one feed, shown this once, and the query that it goes into."""

    key: str
    query: str


class Given(BaseModel):
    """What is sent; what is not asked for is refused."""

    # A value that is refused is not told back: it may be a password.
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME)]
Password = Annotated[str, Field(min_length=1, max_length=MAX_PASSWORD)]


class ToLogIn(Given):
    """Who logs in."""

    name: Name
    password: Password


class ToEnd(Given):
    """Which sessions end: this one, or all of the account."""

    everywhere: bool = False


class ToChoose(Given):
    """A new password of one's own, and the old one."""

    old: Password
    new: Password


class ToAdd(Given):
    """A new account."""

    name: Name
    role: Role


class ToChange(Given):
    """What of an account becomes another; what is null stays."""

    name: Name
    role: Role | None = None
    active: bool | None = None


class ToReset(Given):
    """Whose password is made anew."""

    name: Name


def router(
    accounts: Accounts | None, *, secure: bool = False, cookie: str = COOKIE, throttle: Throttle | None = None
) -> APIRouter:
    """The routes of accounts. `secure`: the browser speaks TLS to whoever stands before this server."""
    api = APIRouter(
        prefix="/api", responses={422: {"model": Problem, "description": "Something is not what it should be."}}
    )
    slow = throttle or Throttle()
    busy: dict[int | str, dict[str, Any]] = {429: {"model": Problem, "description": "Too many wrong passwords."}}
    clash: dict[int | str, dict[str, Any]] = {409: {"model": Problem, "description": "The account cannot be so."}}

    def logged_in(account: Account, response: Response) -> SessionAnswer:
        token = known().sessions.open(account.name)
        response.set_cookie(cookie, token, max_age=WEEK, path="/", secure=secure, httponly=True, samesite="strict")
        return SessionAnswer(
            accounts=True, name=account.name, role=account.role, csrf=csrf(token), passing=account.passing
        )

    def logged_out(response: Response) -> SessionAnswer:
        response.delete_cookie(cookie, path="/", secure=secure, httponly=True, samesite="strict")
        return SessionAnswer(accounts=True)

    def known() -> Accounts:
        if accounts is None:
            raise Refused(409, "no-accounts", "These pages have no accounts: they are for this machine alone.")
        return accounts

    def checked(name: str, password: str, request: Request) -> Account:
        """The account, if the password is right; a wrong one makes the next wait."""
        whose, address = folded(name), request.client.host if request.client else ""
        if seconds := slow.attempt(whose, address):
            raise Refused(
                429,
                "wait",
                f"Too many wrong passwords. Try again in {seconds} seconds.",
                {"retry-after": str(seconds)},
            )
        found = known().check(name, password)
        if found is None:
            raise Refused(401, "wrong", "Name or password is wrong, or the account is disabled.")
        slow.right(whose, address)
        return found

    @api.get("/session", operation_id="getSession", response_model=SessionAnswer)
    def get_session(request: Request) -> Any:
        """Who is logged in, and what they may."""
        caller: Caller | None = request.state.caller
        if accounts is None:
            return SessionAnswer(accounts=False)
        if caller is None or caller.token is None:
            return SessionAnswer(accounts=True)
        return SessionAnswer(
            accounts=True, name=caller.name, role=caller.role, csrf=csrf(caller.token), passing=caller.passing
        )

    @api.post("/session", operation_id="logIn", response_model=SessionAnswer, responses=busy | clash)
    def log_in(given: ToLogIn, request: Request, response: Response) -> Any:
        """Log in. The session is a new one, whatever the browser brought; the one that it brought ends."""
        known()
        account = checked(given.name, given.password, request)
        if brought := session_token(request.headers, cookie):
            known().sessions.close(brought)
        return logged_in(account, response)

    @api.post("/session/ended", operation_id="logOut", response_model=SessionAnswer, responses=clash)
    def log_out(given: ToEnd, caller: Reader, response: Response) -> Any:
        """Log out, here or everywhere."""
        if given.everywhere:
            known().sessions.close_all(caller.name or "")
        else:
            known().sessions.close(caller.token or "")
        return logged_out(response)

    @api.post("/session/password", operation_id="choosePassword", response_model=SessionAnswer, responses=busy | clash)
    def choose(given: ToChoose, caller: Reader, request: Request, response: Response) -> Any:
        """Choose a password; all other sessions of the account end, and this one goes on under a new token."""
        known()
        account = checked(caller.name or "", given.old, request)
        changed, _ = known().set_password(account.name, given.new)
        return logged_in(changed, response)

    @api.get("/accounts", operation_id="listAccounts", response_model=AccountList, responses=clash)
    def list_accounts(caller: Admin) -> Any:
        """All accounts."""
        return {"accounts": [_shown(one) for one in known().listed()]}

    @api.post("/accounts", operation_id="addAccount", response_model=MadeAnswer, responses=clash)
    def add_account(given: ToAdd, caller: Admin) -> Any:
        """Add an account; a password is made for it, which has to be changed at the first log-in."""
        account, password = known().add(given.name, given.role)
        return {"account": _shown(account), "password": password}

    @api.post("/accounts/changed", operation_id="changeAccount", response_model=AccountAnswer, responses=clash)
    def change_account(given: ToChange, caller: Admin) -> Any:
        """Give an account another role, disable or enable it."""
        changed = None
        if given.role is not None:
            changed = known().set_role(given.name, given.role)
        if given.active is not None:
            changed = known().set_active(given.name, given.active)
        if changed is None:
            raise Refused(422, "bad-request", "role or active: give what should be changed.")
        return _shown(changed)

    @api.post("/accounts/reset", operation_id="resetPassword", response_model=MadeAnswer, responses=clash)
    def reset_password(given: ToReset, caller: Admin) -> Any:
        """Make a new password for somebody, which has to be changed at the next log-in."""
        account, password = known().set_password(given.name)
        return {"account": _shown(account), "password": password}

    @api.post("/feeds/{search_id}/key", operation_id="makeFeedKey", response_model=FeedKey, responses=clash)
    def make_feed_key(search_id: str, caller: Reader) -> Any:
        """A key by which a program reads the feed of a saved search without logging in; an older one opens no more."""
        if not 0 < len(search_id) <= MAX_ID or "/" in search_id:
            raise Refused(422, "bad-request", "search_id: that is no saved search.")
        key = known().sessions.feed_key(search_id, caller.name or "")
        return {"key": key, "query": f"key={key}"}

    return api


def _shown(account: Account) -> AccountAnswer:
    return AccountAnswer(**{name: getattr(account, name) for name in AccountAnswer.model_fields})
