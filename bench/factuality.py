"""How far an event is told as a fact, on a sample of the development rows of the factuality corpora.

As a program: `python -m bench.factuality` prints the same. The rival is a handful of rules without a parser, measured
on the official test parts.
"""

from __future__ import annotations

import hashlib
import json
from statistics import fmean
from typing import Any

from bench.common import corpus
from dateline.coding.factuality import Factualities
from dateline.knowledge import Knowledge, load_knowledge
from dateline.model.grammar import Grammar
from dateline.model.text import Span
from dateline.model.tokens import Sentence, Token

SAMPLE = 900
"""Sentences of each corpus at most, the first by the hash of their text."""
RIVALS = {"uw": 0.55, "uds-ih2": 0.34, "meantime": 0.58}
"""Pearson's r of the rival, on the test parts."""


def measure() -> dict[str, dict[str, Any]]:
    """`r` (Pearson) and `mae` (mean absolute error) by corpus, with the rival's r."""
    rows = corpus("factuality")
    if rows is None:
        return {}
    knowledge = load_knowledge()
    pairs: dict[str, list[tuple[float, float]]] = {}
    for name, sentences in _sample(rows).items():
        for parsed, listed in zip(knowledge.parser.parse(sentences), sentences.values(), strict=True):
            pairs.setdefault(name, []).extend(_assessed(_grammar(parsed), listed, knowledge))
    return {name: _figures(name, listed) for name, listed in pairs.items()}


def _sample(rows: list[dict[str, Any]]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """The development rows by corpus and sentence."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for row in rows:
        name, part, *_ = row["id"].split("/")
        if part == "dev":
            found.setdefault(name, {}).setdefault(row["text"], []).append(row)
    return {name: dict(sorted(texts.items(), key=lambda one: _hash(one[0]))[:SAMPLE]) for name, texts in found.items()}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _grammar(parsed: list[list[Token]]) -> Grammar:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for words in parsed:
        span = Span(words[0].span.start, words[-1].span.end)
        sentences.append(Sentence(span, len(tokens), len(tokens) + len(words), 0))
        tokens.extend(words)
    return Grammar(tokens, sentences)


def _assessed(grammar: Grammar, rows: list[dict[str, Any]], knowledge: Knowledge) -> list[tuple[float, float]]:
    factualities = Factualities(grammar, knowledge.lexicons, knowledge.weights.read("factuality"))
    found = []
    for row in rows:
        position = grammar.head_of(Span(row["gold"]["start"], row["gold"]["end"]))
        guess = 3.0 if position is None else factualities.assess(position).value
        found.append((guess, row["gold"]["factuality"]))
    return found


def _figures(name: str, pairs: list[tuple[float, float]]) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "r": pearson(pairs),
        "mae": fmean(abs(guess - gold) for guess, gold in pairs),
        "events": len(pairs),
    }
    if name in RIVALS:
        figures["toy rules (on the test part) r"] = RIVALS[name]
    return figures


def pearson(pairs: list[tuple[float, float]]) -> float:
    """Pearson's correlation of the two columns; 0 where one of them does not vary."""
    left, right = fmean(one for one, _ in pairs), fmean(other for _, other in pairs)
    joint = sum((one - left) * (other - right) for one, other in pairs)
    spread = sum((one - left) ** 2 for one, _ in pairs) * sum((other - right) ** 2 for _, other in pairs)
    return joint / float(spread**0.5) if spread else 0.0


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
