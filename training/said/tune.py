"""From which score on a heard statement counts, with a source and without one.

Reads PolNeAR's dev part once with the reader that ships, then tries pairs of scores. Taken is the pair that falls
least short of what the figures should reach; the same is done on four fifths of the reports for the fifth that is left,
so that the figures printed last are of reports which the pair was not chosen on.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import replace
from typing import Any

from dateline.annotate import tokens
from dateline.annotate.said.heard import heard
from dateline.annotate.said.spans import Ruled, by_rules, joined
from dateline.knowledge import Knowledge, load_knowledge
from dateline.model.reading import Reading
from dateline.model.report import Report
from training.paths import CORPORA

sys.path.insert(0, str(CORPORA.parent / "score"))

GOALS = {"content": 0.80, "full": 0.70, "quoted": 0.96, "indirect": 0.76, "sourceless": 0.60}
WEIGHT = {"content": 4, "full": 4}
"""The F1s stand for all statements; of those without a source there are six in a hundred."""
SCORES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45)
FOLDS = 5
Pair = tuple[float, float]


def figures(count: Counter[str]) -> dict[str, float]:
    """F1 of contents and of whole statements, and recalls."""
    found = {name: 2 * count[name] / max(1, count["gold"] + count["found"]) for name in ("content", "full")}
    return found | {
        name: count[name + " recalled"] / max(1, count[name]) for name in ("quoted", "indirect", "sourceless")
    }


def best(counts: dict[Pair, list[Counter[str]]], numbers: list[int]) -> Pair:
    """The pair that falls least short of the goals over the reports of these numbers; of several the best F1."""

    def worth(pair: Pair) -> tuple[float, float]:
        found = figures(sum((counts[pair][number] for number in numbers), Counter()))
        short = sum(WEIGHT.get(name, 1) * min(0.0, found[name] - goal) for name, goal in GOALS.items())
        return round(short, 6), found["content"] + found["full"]

    return max(counts, key=worth)


def counted(row: dict[str, Any], reading: Reading, ruled: Ruled, pair: Pair, knowledge: Knowledge) -> Counter[str]:
    """What the scorer counts in one report."""
    import statements as scorer

    listed = joined(reading, ruled, heard(reading, *pair), knowledge.lexicons.read("cues"))
    text = row["text"]
    marks = [
        {role: [{"start": span.start, "end": span.end} for span in getattr(one, role)] for role in scorer.ROLES}
        for one in listed
    ]
    gold, found = (scorer.statements_of(text, side) for side in (row["gold"]["statements"], marks))
    quoted = scorer.between_quotes(text)
    groups = [{scorer.kind_of(one["content"], quoted)} | (set() if one["source"] else {"sourceless"}) for one in gold]
    count = Counter(name for group in groups for name in group)
    count.update(gold=len(gold), found=len(found))
    for left, right in scorer.match_contents(gold, found):
        count["content"] += 1
        count["full"] += all(scorer.agree(gold[left][role], found[right][role]) for role in ("source", "cue"))
        count.update(f"{name} recalled" for name in groups[left])
    return count


def tune(limit: int | None = None) -> None:
    """Print the scores to set in `annotate/said/heard.py`, with their figures."""
    knowledge = load_knowledge()
    lexicons, weights = knowledge.lexicons, knowledge.weights.read("said")
    cues, kinds = lexicons.read("cues"), lexicons.read("source_kinds")
    pairs = [(likely, alone) for likely in SCORES for alone in SCORES if alone <= likely]
    counts: dict[Pair, list[Counter[str]]] = {pair: [] for pair in pairs}
    rows = [json.loads(line) for line in (CORPORA / "polnear_dev.jsonl").open(encoding="utf-8")][:limit]
    for row in rows:
        reading = Reading(Report(row["id"], row["text"]))
        reading = replace(reading, **tokens.STAGE.compute(reading, knowledge))
        ruled = by_rules(reading, cues, kinds, weights)
        for pair in pairs:
            counts[pair].append(counted(row, reading, ruled, pair, knowledge))
    numbers = list(range(len(rows)))
    for pair in pairs:
        print(pair, *(f"{name} {value:.3f}" for name, value in figures(sum(counts[pair], Counter())).items()))
    held: Counter[str] = Counter()
    for fold in range(FOLDS):
        chosen = best(counts, [number for number in numbers if number % FOLDS != fold])
        held += sum((counts[chosen][number] for number in numbers if number % FOLDS == fold), Counter())
        print(f"without fold {fold}: {chosen}")
    print("LIKELY, LIKELY_ALONE = {}, {}".format(*best(counts, numbers)))
    print("on reports it was not chosen on:", *(f"{name} {value:.3f}" for name, value in figures(held).items()))
