"""How far an event is told as a fact, on the texts of the factuality corpora that nothing was trained on.

As a program: `python -m bench.factuality` prints the same. What is measured is what `python -m dateline.reader
factuality` answers, and beside it the rules alone. The rival is a handful of rules without a parser, measured on the
official test parts.
"""

from __future__ import annotations

import json
from statistics import fmean
from typing import Any

from bench.common import corpus
from dateline.coding.certainty import certainties, grammar
from dateline.coding.factuality import Factualities
from dateline.knowledge import Knowledge, load_knowledge
from dateline.model.text import Span
from training.factuality.train import left_out

RIVALS = {"uw": 0.55, "uds-ih2": 0.34, "meantime": 0.58}
"""Pearson's r of the rival, on the test parts."""

Row = dict[str, Any]


def measure() -> dict[str, dict[str, Any]]:
    """`r` (Pearson) and `mae` (mean absolute error) by corpus, `r` of the rules alone, and the rival's."""
    rows = corpus("factuality")
    if rows is None:
        return {}
    knowledge = load_knowledge()
    rows = [row for row in rows if left_out(row)]
    found = certainties([(row["text"], _span(row)) for row in rows], knowledge)
    ruled = _ruled(rows, knowledge)
    figures: dict[str, dict[str, Any]] = {}
    for name in sorted({_corpus(row) for row in rows}):
        own = [number for number, row in enumerate(rows) if _corpus(row) == name]
        wanted = [rows[number]["gold"]["factuality"] for number in own]
        both = list(zip((_or_plain(found[number]) for number in own), wanted, strict=True))
        alone = list(zip((_or_plain(ruled[number]) for number in own), wanted, strict=True))
        figures[name] = {
            "r": pearson(both),
            "rules alone r": pearson(alone),
            "mae": fmean(abs(guess - gold) for guess, gold in both),
            "events": len(own),
        }
        if name in RIVALS:
            figures[name]["toy rules (on the test part) r"] = RIVALS[name]
    return figures


def _ruled(rows: list[Row], knowledge: Knowledge) -> list[float | None]:
    """What the rules say of each row without the reader, with the bounds that a status sets."""
    texts = list(dict.fromkeys(row["text"] for row in rows))
    weights = knowledge.weights.read("factuality")
    assessed = {
        text: Factualities(grammar(parsed.sentences), knowledge.lexicons, weights)
        for text in texts
        for parsed in knowledge.parser.parse([text])
    }
    found: list[float | None] = []
    for row in rows:
        here = assessed[row["text"]]
        position = here.grammar.head_of(_span(row))
        found.append(None if position is None else here.assess(position).value)
    return found


def _span(row: Row) -> Span:
    return Span(row["gold"]["start"], row["gold"]["end"])


def _corpus(row: Row) -> str:
    return str(row["id"].split("/")[0])


def _or_plain(value: float | None) -> float:
    return 3.0 if value is None else value


def pearson(pairs: list[tuple[float, float]]) -> float:
    """Pearson's correlation of the two columns; 0 where one of them does not vary."""
    left, right = fmean(one for one, _ in pairs), fmean(other for _, other in pairs)
    joint = sum((one - left) * (other - right) for one, other in pairs)
    spread = sum((one - left) ** 2 for one, _ in pairs) * sum((other - right) ** 2 for _, other in pairs)
    return joint / float(spread**0.5) if spread else 0.0


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
