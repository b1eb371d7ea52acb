"""How a text speaks: like a report, or like somebody who talks of themselves (letters, reviews, forums).

The two tell facts apart differently: in a report a plain past tense is an event, in a letter much of it is wish, rule
or advice. In: the trees of a text. Out: named shares from 0 to 1, the mean over its sentences.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import exp

from dateline.model.grammar import Grammar

WORDS = {
    "i": frozenset({"i", "me", "my", "mine", "im"}),
    "you": frozenset({"you", "your", "u"}),
    "we": frozenset({"we", "our", "us"}),
    "others": frozenset({"he", "she", "it", "they"}),
    "!": frozenset({"!"}),
    "?": frozenset({"?"}),
    "contracted": frozenset({"n't", "'m", "'ve", "'ll", "'d", "'re", "n’t", "’m", "’ve", "’ll", "’re"}),
}
TAGS = {"past": frozenset({"VBD"}), "present": frozenset({"VBP"}), "third": frozenset({"VBZ"})}
SHARES = {
    "PROPN": "name",
    "NUM": "number",
    "ADJ": "adjective",
    "ADV": "adverb",
    "NOUN": "noun",
    "VERB": "verb",
    "AUX": "verb",
}
SPEAKING = frozenset({"say", "report", "announce", "tell"})
BODIES = frozenset({"ORG", "GPE", "NORP"})
AMOUNTS = frozenset({"DATE", "MONEY", "PERCENT"})
LONG = 40
SHORT = 8


def register(grammar: Grammar) -> dict[str, float]:
    """The shares by name; empty where there are no words."""
    total: defaultdict[str, float] = defaultdict(float)
    for sentence in grammar.sentences:
        tokens = grammar.tokens[sentence.first : sentence.last]
        size = len(tokens)
        if not size:
            continue
        here: set[str] = set()
        for token in tokens:
            lower = token.lower
            here.update(name for name, words in WORDS.items() if lower in words)
            here.update(name for name, tags in TAGS.items() if token.tag in tags)
            if token.lemma in SPEAKING:
                here.add("speaking")
            if token.entity in BODIES:
                here.add("bodies")
            if token.entity in AMOUNTS:
                here.add("amounts")
            share = SHARES.get(token.pos)
            if share is not None:
                total[share] += 1 / size
            if token.entity:
                total["entity"] += 1 / size
        for name in here:
            total[name] += 1.0
        total["length"] += min(size, LONG) / LONG
        total["short"] += size < SHORT
        total["lower"] += tokens[0].text[:1].islower()
    count = len(grammar.sentences)
    return {name: value / count for name, value in total.items()}


def web_share(shares: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """From 0, a report, to 1, somebody talking: a logistic model over the shares."""
    total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in shares.items())
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))
