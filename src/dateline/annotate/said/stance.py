"""How it was said: the stance that the cue words give a statement, from the lexicon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from dateline.annotate.said.found import Found
from dateline.model.grammar import Grammar
from dateline.model.marks import Stance

UNDER_NEGATION: dict[str, Stance] = {
    "states": "doubts",
    "confirms": "doubts",
    "denies": "states",
    "promises": "denies",
    "asks": "doubts",
}
"""What is left of a stance when its word is negated: "did not confirm" is no denial, "did not deny" no confirmation."""
REFUSING = frozenset({"decline", "refuse", "fail"})
NOBODY = frozenset({"neither", "none", "nobody", "no", "no-one"})


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
    own, others = _infinitives(grammar, found.head)
    if others:
        base = cast(Stance, entry.get("to_others", base))
    elif own:
        base = cast(Stance, entry.get("to_do", base))
    negated = any(grammar.tokens[child].dep == "neg" for child in grammar.children[found.head]) or _by_nobody(
        grammar, found
    )
    if lemma in REFUSING and (refused := _speech_refused(grammar, found.head, cues)) is not None:
        return UNDER_NEGATION.get(refused, refused)
    above = grammar.tokens[token.head]
    if token.dep == "xcomp" and above.lemma.lower() in REFUSING:
        negated = True
    return UNDER_NEGATION.get(base, base) if negated else base


def _speech_refused(grammar: Grammar, head: int, cues: Mapping[str, Any]) -> Stance | None:
    """The stance of what somebody "declined to say" or "refused to confirm"; None where it is a deed."""
    for clause in grammar.with_dep(head, "xcomp"):
        entry = cues["verbs"].get(grammar.tokens[clause].lemma.lower())
        if entry is not None and entry["kind"] == "speech" and entry["stance"] in ("states", "confirms"):
            return cast(Stance, entry["stance"])
    return None


def _infinitives(grammar: Grammar, head: int) -> tuple[bool, bool]:
    """Whether the word has an infinitive of its own subject ("agreed to pay"), or of others ("told them to pay")."""
    tokens = grammar.tokens
    for clause in grammar.with_dep(head, "xcomp", "ccomp", "advcl"):
        if clause > head and any(tokens[child].tag == "TO" for child in grammar.with_dep(clause, "aux")):
            between = grammar.with_dep(head, "dobj", "dative") + grammar.with_dep(clause, "nsubj")
            others = any(head < child < clause for child in between)
            return not others, others
    return False, False


def _by_nobody(grammar: Grammar, found: Found) -> bool:
    """ "Neither official would say": the negation stands in the source."""
    if found.speaker is None:
        return False
    words = [found.speaker, *grammar.with_dep(found.speaker, "det", "preconj", "neg")]
    return any(grammar.tokens[one].lower in NOBODY for one in words)


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
