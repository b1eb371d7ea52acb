"""What several questions ask of a phrase: its unbroken words, and whether one of them tells a time."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.model.grammar import Grammar

TIMES = frozenset({"DATE", "TIME"})


def unbroken(inside: Iterable[int], head: int) -> list[int]:
    """The neighbours of `head` among the words, without a gap."""
    words = sorted(inside)
    run = [head]
    for position in reversed([one for one in words if one < head]):
        if position == run[0] - 1:
            run.insert(0, position)
    for position in (one for one in words if one > head):
        if position == run[-1] + 1:
            run.append(position)
    return run


def of_time(grammar: Grammar, position: int, top: int) -> bool:
    """Whether the word is in a phrase of time below `top` ("on Thursday")."""
    while position != top:
        token = grammar.tokens[position]
        if token.entity in TIMES or token.dep == "npadvmod":
            return True
        if token.dep == "prep" and any(
            grammar.tokens[one].entity in TIMES for one in grammar.with_dep(position, "pobj")
        ):
            return True
        position = token.head
    return False
