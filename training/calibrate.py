"""Set how readily each kind of mark is made: what is added to the scores of its labels, for the best F1 on dev texts.

    python -m training.calibrate [--run last] [--limit N]

Writes RUNS/bias.json, which the export takes along. Names, times and places by exact spans, statements by the mean of
their two F1s; one kind after the other, twice.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from dateline.reader import decode
from training.evaluate import f1, predict, said_figures, spans_of
from training.model import load
from training.paths import RUNS
from training.prepare import Doc

STEPS = (-0.4, 0.0, 0.4, 0.8, 1.2, 1.6)


def bias_of(kinds: list[float]) -> list[float]:
    """What is added to each label: nothing to O, and to B and I what their kind says."""
    return [0.0, *(value for kind in kinds for value in (kind, kind))]


def climb(kinds: int, measure: Callable[[list[float]], float], rounds: int) -> tuple[list[float], float]:
    """All kinds together first, then one by one, each kept where it is best."""
    best = [0.0] * kinds
    figure = measure(best)
    for value in STEPS:
        if (now := measure([value] * kinds)) > figure + 1e-4:
            best, figure = [value] * kinds, now
    for _ in range(rounds):
        for kind in range(kinds):
            for change in (-0.4, 0.4):
                tried = [*best[:kind], best[kind] + change, *best[kind + 1 :]]
                if (now := measure(tried)) > figure + 1e-3:
                    best, figure = tried, now
                    break
    return best, figure


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="last")
    parser.add_argument("--weights", choices=("average", "reader"), default="average", help="mean or last")
    parser.add_argument("--limit", type=int, default=1000, help="texts of each corpus at most")
    options = parser.parse_args()
    torch.set_num_threads(1)
    reader, lists = load(RUNS / f"{options.run}.pt", options.weights)
    by_corpus: dict[str, list[Doc]] = defaultdict(list)
    for doc in pickle.loads((RUNS / "examples.pkl").read_bytes())["docs"]:
        if doc.dev:
            by_corpus[doc.corpus].append(doc)
    bias: dict[str, list[float]] = {}
    sets = {"names": ("newswire",), "times": ("timebank", "aquaint"), "places": ("lgl", "trnews", "gwn", "geovirus")}
    for name, corpora in sets.items():
        found = [one for corpus in corpora for one in predict(reader, by_corpus[corpus][: options.limit])]
        gold = [spans_of(window.doc.labels[name][window.first : window.last]) for window, _ in found]

        def exact(kinds: list[float], name: str = name, found: Any = found, gold: Any = gold) -> float:
            count: Counter[str] = Counter()
            added = np.array(bias_of(kinds))
            for wanted, (_, scores) in zip(gold, found, strict=True):
                mine = {(one.first, one.last, one.kind) for one in decode.runs(scores[name] + added)}
                count.update(gold=len(wanted), found=len(mine), right=len(set(wanted) & mine))
            return f1(count["right"], count["found"], count["gold"])

        plain = exact([0.0] * (len(lists[name]) // 2))
        kinds, figure = climb(len(lists[name]) // 2, exact, rounds=0)
        bias[name] = bias_of(kinds)
        print(f"{name}: {plain:.4f} to {figure:.4f} with {kinds}", flush=True)
    found = predict(reader, by_corpus["polnear_dev"][: options.limit])

    def said(kinds: list[float]) -> float:
        figures = said_figures(found, np.array(bias_of(kinds)))
        return (float(figures["content_f1"] or 0) + float(figures["full_f1"] or 0)) / 2

    plain = said([0.0] * 3)
    kinds, figure = climb(3, said, rounds=2)
    bias["roles"] = bias_of(kinds)
    print(f"statements: {plain:.4f} to {figure:.4f} with {kinds}")
    print({name: round(float(value or 0), 4) for name, value in said_figures(found, np.array(bias["roles"])).items()})
    (RUNS / "bias.json").write_text(json.dumps(bias) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
