"""Which candidates cite: a logistic model over readable features, trained weights in `knowledge/weights/said.json`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import exp
from typing import Any

from dateline.annotate.said.candidates import Candidate

THRESHOLD = 0.3
"""Tuned on 100 reports of PolNeAR's train part that the weights had not seen: content-match F1 .67, flat from .28 to
.38."""
SECOND = 0.6
"""A second content of the same cue word must be this likely, and must not overlap the first; .5 does as well."""
NEARLY = 0.7
"""How near in likelihood the fuller content must come; no figure moves between .6 and .9."""


def probability(weights: Mapping[str, float], names: Iterable[str]) -> float:
    """How likely a candidate with these features is to cite."""
    total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) for name in names)
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))


def choose(scored: Iterable[tuple[float, Candidate]], threshold: float = THRESHOLD) -> list[tuple[float, Candidate]]:
    """The likely ones: the best for each cue word, others only where they are likely and elsewhere."""
    by_head: dict[int, list[tuple[float, Candidate]]] = defaultdict(list)
    for likely, one in scored:
        if likely >= threshold:
            by_head[one.head].append((likely, one))
    kept: list[tuple[float, Candidate]] = []
    for listed in by_head.values():
        listed.sort(key=lambda pair: -pair[0])
        listed.insert(0, listed.pop(_fuller(listed)))
        taken: set[int] = set()
        for number, (likely, one) in enumerate(listed):
            if number == 0 or (likely >= SECOND and not taken & set(one.content)):
                kept.append((likely, one))
                taken.update(one.content)
    return _without_repeats(kept)


def _fuller(listed: list[tuple[float, Candidate]]) -> int:
    """Where "asked the men to leave" is read with and without the men, nearly as likely with them: the reading with."""
    best, first = listed[0]
    for number, (likely, one) in enumerate(listed[1:], 1):
        if likely >= NEARLY * best and first.shape == "xcomp" and one.shape == "dobj+xcomp":
            return number
    return 0


def _without_repeats(kept: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """What two words of one cue claim ("issued a statement of support for …") goes to the likelier."""
    best: dict[int, float] = defaultdict(float)
    for likely, one in kept:
        best[one.head] = max(best[one.head], likely)
    contents: dict[tuple[int, ...], float] = {}
    for likely, one in kept:
        for word in one.cue:
            if word != one.head and word in best and best[one.head] > best[word]:
                best[word] = 0.0
            elif word != one.head and best.get(word, 0.0) > best[one.head]:
                best[one.head] = 0.0
        contents[one.content] = max(contents.get(one.content, 0.0), likely)
    return sorted(
        ((likely, one) for likely, one in kept if best[one.head] > 0.0 and likely == contents[one.content]),
        key=lambda pair: pair[1].head,
    )


def weights_of(data: Any) -> Mapping[str, float]:
    """The weights out of the parsed JSON file."""
    found: Mapping[str, float] = data["weights"]
    return found
