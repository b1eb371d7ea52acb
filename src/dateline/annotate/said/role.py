"""What a source is apart from its name: "defence minister", "a spokesman for the railway", "former guard"."""

from __future__ import annotations

from dateline.annotate.said.describe import NOMINAL, Description
from dateline.annotate.said.phrases import unbroken
from dateline.model.grammar import Grammar

WITHOUT = frozenset({"relcl", "acl", "appos", "advcl", "cc", "conj"})
COUNTING = ("det", "nummod", "predet")
LONGEST = 12
"""Words of a role; a longer phrase is a parser's error, or a story."""
BARE = frozenset(
    {"person", "people", "man", "woman", "one", "other", "source", "mr.", "mrs.", "ms.", "mr", "mrs", "ms"}
)
"""Nouns that by themselves tell nothing of what somebody is."""


def role(text: str, grammar: Grammar, said: Description) -> str | None:
    """The words for the role, as the report has them; None where it tells none."""
    if said.form == "name" and said.name is not None:
        words = _apposition(grammar, said.name) or _title(grammar, said.name)
        if not words and said.head != said.name:
            words = _phrase(grammar, said.head, without=frozenset(grammar.subtree(said.name)))
    elif said.form == "noun":
        words = _phrase(grammar, said.head)
    elif said.form == "member" and said.of is not None and grammar.tokens[said.of].pos in ("NOUN", "PROPN"):
        words = _phrase(grammar, said.of)
    else:
        return None
    if not words or len(words) > LONGEST:
        return None
    if len(words) == 1 and grammar.tokens[words[0]].lemma.lower() in BARE:
        return None
    return " ".join(grammar.span(words).of(text).split())


def _title(grammar: Grammar, name: int) -> list[int]:
    """The nouns and adjectives right before a name that are no part of it."""
    tokens = grammar.tokens
    first = name
    while first > 0 and tokens[first - 1].entity == "PERSON" and tokens[first - 1].pos == "PROPN":
        first -= 1
    begin = first
    while begin > 0 and _titular(grammar, begin - 1, name):
        begin -= 1
    while begin < first and _joined_before(grammar, begin):
        begin -= 1
    words = list(range(begin, first))
    return words if any(tokens[one].pos in ("NOUN", "PROPN") for one in words) else []


def _titular(grammar: Grammar, position: int, name: int) -> bool:
    token = grammar.tokens[position]
    below = name in (token.head, *grammar.ancestors(position))
    if not below or token.entity == "PERSON" or token.lower in BARE:
        return False
    return token.dep in (*NOMINAL, "case", "poss", "punct") and token.text not in (",", ";", "(") and token.tag != "DT"


def _apposition(grammar: Grammar, name: int) -> list[int]:
    """ "A spokesman for the railway" behind the name, or the noun that the name is set beside."""
    tokens = grammar.tokens
    for child in grammar.with_dep(name, "appos"):
        if tokens[child].pos == "NOUN" and tokens[child].entity not in ("PERSON", "PRODUCT", "QUANTITY"):
            return _phrase(grammar, child, article=True)
    return []


def _phrase(grammar: Grammar, head: int, without: frozenset[int] = frozenset(), *, article: bool = False) -> list[int]:
    """The noun with what stands with it, without its clauses, and without an article before it."""
    aside = set() if article else {*grammar.with_dep(head, *COUNTING)}
    inside = [one for one in grammar.subtree(head, without=WITHOUT) if one not in without | aside]
    run = unbroken(inside, head)
    while run and grammar.tokens[run[-1]].pos in ("PUNCT", "ADP", "CCONJ", "DET"):
        run.pop()
    while run and _joined_before(grammar, run[0]):
        run.insert(0, run[0] - 1)
    while run and grammar.tokens[run[0]].pos == "PUNCT":
        run.pop(0)
    return run


def _joined_before(grammar: Grammar, position: int) -> bool:
    """Whether a hyphen joins the word to the one before it: the "-" of "well-known", wherever the tree hangs it."""
    if position == 0:
        return False
    before, token = grammar.tokens[position - 1], grammar.tokens[position]
    return "-" in (token.text, before.text) and before.span.end == token.span.start
