"""Fit the weights of the signs that tell how far an event is presented as a fact.

    python training/factuality/train.py PARSED.pickle OUT.json

PARSED is a pickle of `(key, rows, sentences)`: the rows of one sentence of the factuality corpora and the words that
the parser gave for it. Rows whose id says `dev` are only measured on. Features in fewer than `RARE` sentences are
dropped. Two sets are fitted, for reports (UW, MEANTIME) and for people talking (UDS-IH2, CommitmentBank), and a
logistic model that tells the two apart by register. Needs scikit-learn.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression, Ridge

from dateline.coding.factuality import Factualities, features, ruling, signs_of
from dateline.coding.register import register
from dateline.knowledge import load_knowledge
from dateline.model.grammar import Grammar
from dateline.model.text import Span
from dateline.model.tokens import Sentence

RARE = 6
ALPHA = 40.0
NEWS = {"uw": 1.0, "uds-ih2": 0.02, "meantime": 5.0, "cb": 0.5}
WEB = {"uw": 0.05, "uds-ih2": 1.0, "meantime": 0.0, "cb": 0.7}
"""How much a row of each corpus counts for either set."""
SLOPE, SHIFT = 1.5, -0.6
"""Applied to the register model, so that a doubtful text is read as a report. Tuned on the dev parts."""


def grammar_of(parsed: list) -> Grammar:
    tokens = [token for sentence in parsed for token in sentence]
    sentences, first = [], 0
    for sentence in parsed:
        last = first + len(sentence)
        sentences.append(Sentence(Span(tokens[first].span.start, tokens[last - 1].span.end), first, last, 0))
        first = last
    return Grammar(tokens, sentences)


def main(parsed: str, out: str) -> None:
    knowledge = load_knowledge()
    lexicons = knowledge.lexicons
    hedges, embedding = lexicons.read("hedges"), lexicons.read("embedding")
    with Path(parsed).open("rb") as file:
        data = pickle.load(file)
    names, ruled, gold, corpus, dev, shares = [], [], [], [], [], []
    seen: Counter[str] = Counter()
    for (source, _), rows, sentences in data:
        grammar = grammar_of(sentences)
        spoken = register(grammar)
        here: set[str] = set()
        for row in rows:
            position = grammar.head_of(Span(row["gold"]["start"], row["gold"]["end"]))
            if position is None:
                continue
            signs = list(signs_of(grammar, position, hedges, embedding))
            status, value, _ = ruling(signs)
            listed = sorted(set(features(grammar, position, signs, status)))
            names.append(listed)
            ruled.append(value)
            gold.append(row["gold"]["factuality"])
            corpus.append(source)
            shares.append(spoken)
            dev.append(row["id"].split("/")[1] == "dev")
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

    def fit(weight: dict[str, float]) -> dict[str, float]:
        sample = np.array([weight[source] for source in corpus])[train]
        model = Ridge(alpha=ALPHA, solver="sparse_cg").fit(matrix[train], gold_array[train], sample_weight=sample)
        found = {name: round(float(model.coef_[number]), 3) for name, number in columns.items()}
        found = {name: value for name, value in found.items() if abs(value) >= 0.01}
        return {**found, "ruled": round(float(model.coef_[width]), 3), "bias": round(float(model.intercept_), 3)}

    kinds = sorted({name for one in shares for name in one})
    rows_of = np.array([[one.get(name, 0.0) for name in kinds] for one in shares])
    told = train & np.isin(corpora, ["uw", "meantime", "uds-ih2"])
    gate = LogisticRegression(C=1, max_iter=500, class_weight="balanced").fit(rows_of[told], corpora[told] == "uds-ih2")
    spoken = {name: round(float(gate.coef_[0][number]) * SLOPE, 3) for number, name in enumerate(kinds)}
    spoken["bias"] = round(float(gate.intercept_[0]) * SLOPE + SHIFT, 3)
    trained = {"news": fit(NEWS), "web": fit(WEB), "register": spoken}
    figures = measure(data, lexicons, trained)
    print(f"{int(train.sum())} events, {len(trained['news'])} and {len(trained['web'])} weights", figures)
    card = {
        "what": "ridge weights of signs of factuality, for reports and for people talking, and what tells these apart",
        "trained on": "train parts of UW, UDS-IH2, MEANTIME and CommitmentBank (research use; no text of them is kept)",
        "dev": figures,
        "made by": "training/factuality/train.py",
    }
    Path(out).write_text(json.dumps({"card": card, **trained}, ensure_ascii=False, indent=0, sort_keys=True) + "\n")


def measure(data: list, lexicons: object, trained: dict) -> dict[str, str]:
    """Mean absolute error and Pearson's r on the dev rows of each corpus."""
    guesses: dict[str, list[tuple[float, float]]] = {}
    for (source, _), rows, sentences in data:
        if rows[0]["id"].split("/")[1] != "dev":
            continue
        factualities = Factualities(grammar_of(sentences), lexicons, trained)
        for row in rows:
            position = factualities.grammar.head_of(Span(row["gold"]["start"], row["gold"]["end"]))
            if position is not None:
                pair = (factualities.assess(position).value, row["gold"]["factuality"])
                guesses.setdefault(source, []).append(pair)
    found = {}
    for source, pairs in guesses.items():
        guess, wanted = np.array(pairs).T
        error, r = float(np.abs(guess - wanted).mean()), float(np.corrcoef(guess, wanted)[0, 1])
        found[source] = f"MAE {error:.3f}, r {r:.3f} on {len(pairs)}"
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
