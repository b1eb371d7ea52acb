"""What is looked at to tell whether a candidate cites: grammar, the kind of subject, and lemmas; never a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.annotate.said.candidates import Candidate
from dateline.model.grammar import Grammar
from dateline.model.tokens import Token

FIRST_PERSON = frozenset({"i", "we"})
PRONOUNS = frozenset({"he", "she", "they", "it", "you", "who", "that", "which", "this", "those", "these", "what"})


def features(grammar: Grammar, one: Candidate, quoted: Sequence[bool], cues: Mapping[str, Any]) -> Iterator[str]:
    """Names of the features that hold of a candidate, each with weight 1."""
    tokens = grammar.tokens
    head, key = tokens[one.head], tokens[one.key]
    lemma, shape = _lemma(head), one.shape
    part = "v" if head.pos in ("VERB", "AUX") else "n" if head.pos in ("NOUN", "PROPN") else "a"
    yield f"s={shape}"
    yield f"l={part}:{lemma}"
    yield f"ls={lemma}|{shape}"
    yield f"st={shape}|{head.tag}"
    yield f"sd={shape}|{head.dep}"
    table = {"v": "verbs", "n": "nouns", "a": "adjectives"}[part]
    entry = cues[table].get(lemma)
    family = shape.split(":")[0]
    phrasal = None
    for child in grammar.children[one.head]:
        if child > one.head and tokens[child].dep in ("prt", "prep", "advmod"):
            other = tokens[child].lemma.lower()
            yield f"lp={lemma} {other}|{family}"
            phrasal = phrasal or cues["phrasal"].get(f"{lemma} {other}")
    if phrasal is not None and part == "v":
        yield f"phrasal|{family}"
        yield f"c={phrasal['stance']}|{family}"
    elif entry is None:
        yield f"c=none|{family}"
    else:
        yield f"c={entry.get('kind', part)}|{family}"
        yield f"c={entry['stance']}|{family}"
        yield f"c=in|{shape}"
    speaker = "none" if one.speaker is None else _speaker(grammar, one.speaker)
    yield f"w={speaker}"
    yield f"ws={speaker}|{family}"
    yield f"wl={speaker}|{lemma}" if entry is not None else f"wp={speaker}|{part}"
    yield f"k={family}|{key.tag}"
    if not shape.startswith(("ccomp", "xcomp")):
        yield (f"kl={_lemma(key)}|{family}" if key.pos in ("NOUN", "VERB", "AUX", "PRON") else f"kp={key.pos}|{family}")
    yield f"ke={key.entity or '-'}|{family}"
    mark = _mark(grammar, one.key)
    yield f"m={mark}|{shape}"
    yield f"ml={mark}|{lemma}"
    if any(quoted[position] for position in one.content):
        yield "q=some"
        yield f"q={family}"
    long = len(one.content)
    size = 1 if long < 2 else 2 if long < 4 else 3 if long < 8 else 4 if long < 16 else 5
    yield f"n={size}|{family}"
    yield f"nl={size}|{shape}"
    for child in grammar.children[one.head]:
        token = tokens[child]
        if token.dep in ("neg", "auxpass") or (token.dep == "aux" and token.tag in ("MD", "TO")):
            yield f"x={token.dep}:{token.lemma.lower()}"
            yield f"xs={token.dep}:{token.lemma.lower()}|{family}"
        elif token.dep == "mark":
            yield f"hm={token.lower}"
        elif token.dep in ("dobj", "ccomp", "xcomp", "prep", "oprd") and child != one.key:
            yield f"sib={token.dep}|{family}"
    if head.dep != "ROOT":
        above = tokens[head.head]
        yield f"up={head.dep}|{above.pos}"
        yield f"ul={head.dep}|{_lemma(above)}"
    if grammar.sentences[grammar.sentence_of[one.head]].first <= 0:
        yield "headline"
    if one.key < one.head:
        yield f"before|{family}"


def _lemma(token: Token) -> str:
    """The lemma, and no name: a model must not know people."""
    return "-name-" if token.pos == "PROPN" or token.entity in ("PERSON", "ORG", "GPE") else token.lemma.lower()


def _speaker(grammar: Grammar, position: int) -> str:
    token = grammar.tokens[position]
    if token.lower in FIRST_PERSON:
        return "i"
    if token.lower in PRONOUNS:
        return token.lower
    if token.entity:
        return token.entity
    return f"{token.pos}:{token.lower if token.pos == 'PRON' else token.tag}"


def _mark(grammar: Grammar, position: int) -> str:
    for child in grammar.children[position]:
        token = grammar.tokens[child]
        if child > position:
            break
        if token.dep == "mark" or token.tag in ("TO", "WDT", "WP", "WRB"):
            return token.lower
    return "-"
