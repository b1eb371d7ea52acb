"""Somebody who may log in to the pages, and what they may do there."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

Role = Literal["reader", "reviewer", "admin"]

ROLES: tuple[Role, ...] = ("reader", "reviewer", "admin")
"""A reader sees and exports everything; a reviewer also judges, edits and adds; an admin also keeps the accounts."""


@dataclass(frozen=True, slots=True)
class Account:
    """`passing`: the password was made for them, and they have to change it. `created` and `seen` are ISO 8601, UTC."""

    name: str
    role: Role
    active: bool
    passing: bool
    created: str
    seen: str | None = None


def folded(name: str) -> str:
    """What two spellings of one name have in common."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def covers(role: Role, needed: Role) -> bool:
    """Whether who has `role` may do what `needed` may."""
    return ROLES.index(role) >= ROLES.index(needed)
