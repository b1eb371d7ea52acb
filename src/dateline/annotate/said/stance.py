"""How it was said: the stance that the cue words give a statement, from the lexicon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from dateline.annotate.said.found import Found
from dateline.model.grammar import Grammar
from dateline.model.marks import Stance

UNDER_NEGATION: dict[str, Stance] = {"states": "doubts", "confirms": "doubts", "denies": "states", "promises": "denies"}
"""What is left of a stance when its word is negated: "did not confirm" is no denial, "did not deny" no confirmation."""
REFUSING = frozenset({"decline", "refuse", "fail"})


def stance(grammar: Grammar, found: Found, cues: Mapping[str, Any]) -> Stance:
    """The stance of one statement; `states` where no word says otherwise."""
    if found.head is None:
        return "states"
    token = grammar.tokens[found.head]
    lemma = token.lemma.lower()
    entry = _phrasal(grammar, found, cues) or cues[_table(token.pos)].get(lemma)
    if entry is None:
        return "states"
    base = cast(Stance, entry["stance"])
    negated = any(grammar.tokens[child].dep == "neg" for child in grammar.children[found.head])
    above = grammar.tokens[token.head]
    if token.dep == "xcomp" and above.lemma.lower() in REFUSING:
        negated = True
    return UNDER_NEGATION.get(base, base) if negated else base


def _table(pos: str) -> str:
    return {"NOUN": "nouns", "ADJ": "adjectives"}.get(pos, "verbs")


def _phrasal(grammar: Grammar, found: Found, cues: Mapping[str, Any]) -> Mapping[str, Any] | None:
    assert found.head is not None
    lemma = grammar.tokens[found.head].lemma.lower()
    for child in grammar.children[found.head]:
        token = grammar.tokens[child]
        if child > found.head and token.dep in ("prt", "prep", "advmod", "dobj", "agent"):
            entry: Mapping[str, Any] | None = cues["phrasal"].get(f"{lemma} {token.lemma.lower()}")
            if entry is not None:
                return entry
    return None
