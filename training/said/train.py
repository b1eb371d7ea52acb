"""Train the weights that tell which candidates cite.

    python training/said/train.py PARSED.pickle OUT.json

PARSED is a pickle of `(report, provided)` pairs: a report of PolNeAR's train part with its gold statements, and what
`annotate.tokens` gave for it. Features are counted there, and those that occur in fewer than `RARE` reports are
dropped, so that no word of a single report is kept, and so are those with names; what ships is numbers for lemmas and
grammar. Needs scikit-learn.
"""

from __future__ import annotations

import json
import pickle
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dateline.annotate.said import spans as said
from dateline.annotate.said.candidates import candidates
from dateline.annotate.said.features import features
from dateline.knowledge import load_knowledge
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.model.text import Span
from dateline.model.tokens import Token

RARE = 5
MATCH = 0.5


def letters(text: str, spans: list[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end) if text[at].isalnum()}


def examples(report: dict, provided: dict, cues: dict) -> list[tuple[list[str], bool]]:
    """Features and truth of each candidate: its content and cue are those of a gold statement."""
    text = report["text"]
    reading = Reading(Report(id=report["id"], text=text), **provided)
    grammar = reading.grammar
    listed, spoken, _ = said.utterances(reading, cues)
    quoted, blocked = said.masks(grammar, listed, spoken)
    gold = []
    for statement in report["gold"]["statements"]:
        content, cue = (
            letters(text, [Span(one["start"], one["end"]) for one in statement[role]]) for role in ("content", "cue")
        )
        gold.append((content, cue))
    by_cue: dict[int, list[int]] = {}
    for number, (_, cue) in enumerate(gold):
        for at in cue:
            by_cue.setdefault(at, []).append(number)
    found = []
    for one in candidates(grammar, blocked):
        cue_letters = letters(text, [grammar.tokens[one.head].span])
        own = {number for at in cue_letters for number in by_cue.get(at, ())}
        truth = False
        if own:
            content = letters(text, list(said.as_found(grammar, 1.0, one, listed).content))
            for number in own:
                wanted = gold[number][0]
                union = len(content | wanted)
                truth = truth or (union > 0 and len(content & wanted) / union >= MATCH)
        found.append((list(features(grammar, one, quoted, cues)), truth))
    return found


def names_among(texts: Iterable[Sequence[Token]]) -> set[str]:
    """Lemmas that are mostly names, for the tagger at times takes a name for a verb or noun."""
    total: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for tokens in texts:
        for token in tokens:
            lemma = token.lemma.lower()
            total[lemma] += 1
            named[lemma] += token.pos == "PROPN" or token.entity in ("PERSON", "ORG", "GPE")
    return {lemma for lemma, count in total.items() if lemma.isalpha() and len(lemma) > 2 and named[lemma] > count / 2}


def main(parsed: str, out: str) -> None:
    cues = load_knowledge().lexicons.read("cues")
    with Path(parsed).open("rb") as file:
        reports = pickle.load(file)
    rows, truths, seen = [], [], Counter()
    for report, provided in reports:
        listed = examples(report, provided, cues)
        seen.update({name for names, _ in listed for name in names})
        rows.extend(names for names, _ in listed)
        truths.extend(truth for _, truth in listed)
    proper = names_among(provided["tokens"] for _, provided in reports)
    kept = sorted(name for name, n in seen.items() if n >= RARE and not proper & set(re.split(r"[=|: ]", name)))
    columns = {name: number for number, name in enumerate(kept)}
    indices, pointers = [], [0]
    for names in rows:
        indices.extend({columns[name] for name in names if name in columns})
        pointers.append(len(indices))
    matrix = csr_matrix(([1.0] * len(indices), indices, pointers), shape=(len(rows), len(columns)))
    model = LogisticRegression(C=0.25, max_iter=300, solver="liblinear").fit(matrix, truths)
    weights = {name: round(float(model.coef_[0][number]), 3) for name, number in columns.items()}
    weights = {name: weight for name, weight in weights.items() if abs(weight) >= 0.02}
    weights["bias"] = round(float(model.intercept_[0]), 3)
    print(f"{len(reports)} reports, {len(rows)} candidates, {sum(truths)} true, {len(weights)} weights")
    card = {
        "what": "logistic weights: does a cue candidate cite somebody",
        "trained on": f"PolNeAR 1.0, train part, {len(reports)} reports (research use; no text of it is kept)",
        "made by": "training/said/train.py",
    }
    Path(out).write_text(
        json.dumps({"card": card, "weights": weights}, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
