"""Mends what cannot be in a tree whose heads and labels were told apart: a preposition with nothing behind it, a verb's
object labelled as a preposition's, its subject as a copula's attribute. What can be stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.model.tokens import Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
LOOSE = frozenset({"dobj", "pobj", "appos", "npadvmod", "oprd", "attr", "dep"})
"""Labels of a noun behind a preposition that has nothing else, on the same head: it is what that governs."""
OBJECTS = frozenset({"dobj", "obj"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
COPULAS = frozenset({"be", "become", "remain", "seem", "appear", "look", "feel", "sound", "stay", "prove", "turn"})
"""Verbs that have an attribute; what other verbs have is an object."""


def mended(words: Sequence[Token], first: int) -> list[Token]:
    """The words of a sentence that begins at word `first` of its block, with heads and labels that can be."""
    found = list(words)
    _prepositions(found, first)
    _objects(found, first)
    _subjects(found, first)
    _clauses(found, first)
    return found


def _children(found: Sequence[Token], first: int) -> list[list[int]]:
    below: list[list[int]] = [[] for _ in found]
    for at, token in enumerate(found):
        if token.head != at + first and 0 <= token.head - first < len(found):
            below[token.head - first].append(at)
    return below


def _prepositions(found: list[Token], first: int) -> None:
    below = _children(found, first)
    for at, token in enumerate(found):
        head = token.head - first
        if not 0 <= head < len(found) or head == at or token.pos not in NOMINAL:
            continue
        if found[head].dep in ("prep", "agent") and head < at and token.dep in ("appos", "compound", "dobj", "dep"):
            found[at] = replace(token, dep="pobj")
        elif token.dep in LOOSE and head < at:
            left = min([at, *below[at]]) - 1
            before = found[left] if left > head else None
            free = before is not None and before.dep in ("prep", "agent", "dative") and before.head == token.head
            if free and before is not None and before.pos in ("ADP", "SCONJ") and not below[left]:
                found[at] = replace(token, dep="pobj", head=left + first)
                below[left].append(at)


def _objects(found: list[Token], first: int) -> None:
    below = _children(found, first)
    for at, token in enumerate(found):
        head = token.head - first
        if not 0 <= head < at or token.pos not in NOMINAL or token.dep not in ("pobj", "appos", "attr"):
            continue
        if token.dep == "attr" and found[head].lemma in COPULAS:
            continue
        verb = found[head].head - first if found[head].dep == "prt" else head
        if not 0 <= verb < len(found) or found[verb].pos != "VERB":
            continue
        if not any(found[child].dep in OBJECTS for child in below[verb]):
            found[at] = replace(token, dep="dobj", head=verb + first)
            below[verb].append(at)


def _subjects(found: list[Token], first: int) -> None:
    """What stands before a verb that has no subject and is no copula, and is labelled as if it were one."""
    below = _children(found, first)
    for at, token in enumerate(found):
        head = token.head - first
        if token.dep != "attr" or token.pos not in NOMINAL or not at < head < len(found):
            continue
        if found[head].pos != "VERB" or found[head].lemma in COPULAS:
            continue
        if not any(found[child].dep in SUBJECTS for child in below[head]):
            found[at] = replace(token, dep="nsubj")


def _clauses(found: list[Token], first: int) -> None:
    below = _children(found, first)
    for at, token in enumerate(found):
        head = token.head - first
        if token.pos != "VERB" or not 0 <= head < at or found[head].pos != "VERB":
            continue
        if token.dep in ("relcl", "acl") and any(
            found[one].dep == "aux" and found[one].lower == "to" for one in below[at]
        ):
            found[at] = replace(token, dep="xcomp")
        elif token.dep == "advcl" and any(found[one].dep == "mark" and found[one].lower == "that" for one in below[at]):
            found[at] = replace(token, dep="ccomp")
