"""Fit the weights of the signs that tell how far an event is presented as a fact.

    python -m training.factuality.train OUT.json [PARSED.pickle]

Reads the factuality corpora, parses them with the project's own parser (kept in PARSED where a name is given) and
leaves out the texts that the reader's training leaves out too (`held_out`): on these the figures on the card are
measured. Features in fewer than `RARE` sentences are dropped. Two sets are fitted, for reports (UW, MEANTIME) and for
people talking (UDS-IH2, CommitmentBank), and a logistic model that tells the two apart by register. Needs
scikit-learn.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression, Ridge

from dateline.coding.certainty import grammar
from dateline.coding.factuality import Factualities, features, ruling, signs_of
from dateline.coding.register import register
from dateline.knowledge import Knowledge, load_knowledge
from dateline.model.text import Span
from training.paths import CORPORA
from training.prepare import held_out

RARE = 6
ALPHA = {"news": 80.0, "web": 40.0}
NEWS = {"uw": 1.0, "uds-ih2": 0.02, "meantime": 5.0, "cb": 0.5}
WEB = {"uw": 0.05, "uds-ih2": 1.0, "meantime": 0.0, "cb": 0.7}
"""How much a row of each corpus counts for either set."""
SLOPE, SHIFT = 2.0, -1.0
"""Applied to the register model, so that a doubtful text is read as a report; tuned with `RULED` and `HEARD`."""

Rows = list[dict[str, Any]]


def left_out(row: dict[str, Any]) -> bool:
    """Whether a row is one of those that nothing is trained on."""
    return held_out(row["text"], 0.05 if row["id"].startswith("uds") else 0.1)


def parsed(knowledge: Knowledge, kept: Path | None) -> list[tuple[Rows, Any]]:
    """The rows of each text, with the trees of the text."""
    if kept is not None and kept.is_file():
        found: list[tuple[Rows, Any]] = pickle.loads(kept.read_bytes())
        return found
    by_text: dict[str, Rows] = {}
    for line in (CORPORA / "factuality.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            by_text.setdefault(row["text"], []).append(row)
    found = [(rows, one.sentences) for rows, one in zip(by_text.values(), knowledge.parser.parse(by_text), strict=True)]
    if kept is not None:
        kept.write_bytes(pickle.dumps(found))
    return found


def main(out: str, kept: str | None = None) -> None:
    knowledge = load_knowledge()
    lexicons = knowledge.lexicons
    hedges, embedding = lexicons.read("hedges"), lexicons.read("embedding")
    data = parsed(knowledge, Path(kept) if kept else None)
    names, ruled, gold, corpus, dev, shares = [], [], [], [], [], []
    seen: Counter[str] = Counter()
    for rows, sentences in data:
        source = rows[0]["id"].split("/")[0]
        trees = grammar(sentences)
        spoken = register(trees)
        here: set[str] = set()
        for row in rows:
            position = trees.head_of(Span(row["gold"]["start"], row["gold"]["end"]))
            if position is None:
                continue
            signs = list(signs_of(trees, position, hedges, embedding))
            status, value, _ = ruling(signs)
            listed = sorted(set(features(trees, position, signs, status)))
            names.append(listed)
            ruled.append(value)
            gold.append(row["gold"]["factuality"])
            corpus.append(source)
            shares.append(spoken)
            dev.append(left_out(row))
            if not dev[-1]:
                here.update(listed)
        seen.update(here)
    columns = {name: number for number, name in enumerate(sorted(name for name, n in seen.items() if n >= RARE))}
    width = len(columns)
    indices, values, pointers = [], [], [0]
    for listed, value in zip(names, ruled, strict=True):
        own = [columns[name] for name in listed if name in columns]
        indices.extend([*own, width])
        values.extend([1.0] * len(own) + [value])
        pointers.append(len(indices))
    matrix = csr_matrix((values, indices, pointers), shape=(len(names), width + 1))
    gold_array, train, corpora = np.array(gold), ~np.array(dev), np.array(corpus)

    def fit(weight: dict[str, float], alpha: float) -> dict[str, float]:
        sample = np.array([weight[source] for source in corpus])[train]
        model = Ridge(alpha=alpha, solver="sparse_cg").fit(matrix[train], gold_array[train], sample_weight=sample)
        found = {name: round(float(model.coef_[number]), 3) for name, number in columns.items()}
        found = {name: value for name, value in found.items() if abs(value) >= 0.01}
        return {**found, "ruled": round(float(model.coef_[width]), 3), "bias": round(float(model.intercept_), 3)}

    kinds = sorted({name for one in shares for name in one})
    rows_of = np.array([[one.get(name, 0.0) for name in kinds] for one in shares])
    told = train & np.isin(corpora, ["uw", "meantime", "uds-ih2"])
    gate = LogisticRegression(C=1, max_iter=500, class_weight="balanced").fit(rows_of[told], corpora[told] == "uds-ih2")
    spoken = {name: round(float(gate.coef_[0][number]) * SLOPE, 3) for number, name in enumerate(kinds)}
    spoken["bias"] = round(float(gate.intercept_[0]) * SLOPE + SHIFT, 3)
    trained = {"news": fit(NEWS, ALPHA["news"]), "web": fit(WEB, ALPHA["web"]), "register": spoken}
    figures = measure(data, knowledge, trained)
    print(f"{int(train.sum())} events, {len(trained['news'])} and {len(trained['web'])} weights", figures)
    card = {
        "what": "ridge weights of signs of factuality, for reports and for people talking, and what tells these apart",
        "trained on": "train and dev parts of UW, UDS-IH2, MEANTIME and CommitmentBank (research use; no text of them "
        "is kept), without one text in ten (UDS-IH2: in twenty)",
        "on the texts left out": figures,
        "made by": "training/factuality/train.py",
    }
    Path(out).write_text(json.dumps({"card": card, **trained}, ensure_ascii=False, indent=0, sort_keys=True) + "\n")


def measure(data: list[tuple[Rows, Any]], knowledge: Knowledge, trained: dict[str, Any]) -> dict[str, str]:
    """Pearson's r on the rows left out of each corpus: of the rules alone, and with the reader's value."""
    guesses: dict[str, list[tuple[float, float, float]]] = {}
    for rows, sentences in data:
        if not left_out(rows[0]):
            continue
        factualities = Factualities(grammar(sentences), knowledge.lexicons, trained)
        spans = [Span(row["gold"]["start"], row["gold"]["end"]) for row in rows]
        asked = [(row["text"], span) for row, span in zip(rows, spans, strict=True)]
        heard = knowledge.reader.factuality(asked) if knowledge.reader else [None] * len(rows)
        for row, span, value in zip(rows, spans, heard, strict=True):
            position = factualities.grammar.head_of(span)
            if position is not None:
                both = factualities.value(position, value)
                told = (factualities.value(position), both, row["gold"]["factuality"])
                guesses.setdefault(row["id"].split("/")[0], []).append(told)
    found = {}
    for source, told in guesses.items():
        alone, both, wanted = np.array(told).T
        figures = [float(np.corrcoef(guess, wanted)[0, 1]) for guess in (alone, both)]
        found[source] = f"r {figures[0]:.3f}, with the reader {figures[1]:.3f}, on {len(told)}"
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
