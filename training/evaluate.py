"""Dev figures of a checkpoint, by the rules of decoding that the shipped reader uses.

python -m training.evaluate [--run last] [--limit N]
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import sys
import time
from collections import Counter, defaultdict
from typing import Any

import numpy as np
import torch

from dateline.reader import decode
from training.batches import Window, batches, collate, windows
from training.model import TAGGED, Reader, load
from training.paths import CORPORA, RUNS
from training.prepare import NAMES, OUT, ROLES, Doc

Scores = dict[str, np.ndarray]

sys.path.insert(0, str(CORPORA.parent / "score"))


def f1(right: int, found: int, gold: int) -> float:
    return 2 * right / max(1, found + gold)


def predict(reader: Reader, docs: list[Doc]) -> list[tuple[Window, Scores]]:
    """Each window with the scores of every question, unpadded."""
    found = []
    listed = [window for doc in docs for window in windows(doc, 160)]
    with torch.inference_mode():
        for group in batches(listed, 4096):
            batch = collate(group)
            x, whole = reader.words(batch.pieces, batch.looks, batch.sides, batch.firsts)
            column = batch.outside[:, None, :]
            scores = {name: reader.tagged[name](x) for name in TAGGED}
            scores["to_cue"] = reader.to_cue(x).masked_fill(column, -1e4)
            scores["to_source"] = reader.to_source(x).masked_fill(column, -1e4)
            scores["arc"] = reader.arc(x).masked_fill(column, -1e4)
            heads = scores["arc"].argmax(-1)
            scores["dep"] = reader.dep_scores(x, heads)
            scores["fact"] = reader.fact(x)
            word_sides = torch.gather(batch.sides, 1, batch.firsts).masked_fill(batch.outside, 0)
            acts = reader.act_scores(x, whole, word_sides, batch.outside).numpy()
            arrays = {name: value.numpy() for name, value in scores.items()}
            for row, window in enumerate(group):
                count = window.last - window.first
                one = {name: value[row, :count] for name, value in arrays.items()}
                for name in ("to_cue", "to_source", "arc"):
                    one[name] = one[name][:, :count]
                one["acts"] = acts[row]
                found.append((window, one))
    return found


def spans_of(labels: np.ndarray) -> list[tuple[int, int, int]]:
    return [(one.first, one.last, one.kind) for one in decode.runs(np.eye(int(labels.max(initial=0)) + 2)[labels])]


def figures(reader: Reader, lists: dict[str, list[str]], docs: list[Doc], limit: int, seed: int = 5) -> dict[str, Any]:
    rng = random.Random(seed)
    by_corpus: dict[str, list[Doc]] = defaultdict(list)
    for doc in docs:
        if doc.dev:
            by_corpus[doc.corpus].append(doc)
    out: dict[str, Any] = {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    facts: dict[str, list[tuple[float, float]]] = defaultdict(list)
    acts: list[tuple[str, str]] = []
    said: list[tuple[Window, Scores]] = []
    for corpus, listed in sorted(by_corpus.items()):
        chosen = rng.sample(listed, min(len(listed), limit * (20 if corpus.startswith(("fact", "plv")) else 1)))
        for window, scores in predict(reader, chosen):
            labels = {name: values[window.first : window.last] for name, values in window.doc.labels.items()}
            for name in ("names", "times", "places"):
                if name in labels:
                    gold = spans_of(labels[name].clip(0))
                    mine = [(one.first, one.last, one.kind) for one in decode.runs(scores[name])]
                    key = name if name != "places" else f"places {corpus}"
                    counts[key].update(gold=len(gold), found=len(mine), right=len(set(gold) & set(mine)))
                    if name == "names":
                        for label, kind in enumerate(NAMES):
                            g, m = ({one for one in side if one[2] == label} for side in (gold, mine))
                            counts[f"names {kind}"].update(gold=len(g), found=len(m), right=len(g & m))
                    if name != "names":
                        pairs = sum(any(a < d and c < b for c, d, _ in mine) for a, b, _ in gold)
                        counts[key + " relaxed"].update(gold=len(gold), found=len(mine), right=pairs)
            for name in ("xpos", "upos", "sent"):
                if name in labels:
                    ok = labels[name] != OUT
                    guess = scores[name].argmax(-1)
                    counts[f"{name} {'gum' if corpus == 'gum' else 'silver'}"].update(
                        all=int(ok.sum()), right=int((guess[ok] == labels[name][ok]).sum())
                    )
            if "head" in labels:
                starts = np.flatnonzero(scores["sent"].argmax(-1) == 1).tolist()
                if corpus == "gum":
                    starts = np.flatnonzero(labels["sent"] == 1).tolist()
                if not starts or starts[0] != 0:
                    starts = [0, *starts]
                heads = decode.tree(scores["arc"], starts)
                ok = (labels["head"] >= window.first) & (labels["head"] < window.last)
                same = ok & (heads == labels["head"] - window.first)
                both = same & (scores["dep"].argmax(-1) == labels["dep"])
                part = "gum" if corpus == "gum" else "news"
                counts[f"heads {part}"].update(all=int(ok.sum()), right=int(same.sum()), both=int(both.sum()))
            if "sides" in labels:
                chances = decode.softmax(scores["acts"])
                concede, retreat = lists["acts"].index("CONCEDE"), lists["acts"].index("RETREAT")
                chances[concede] += chances[retreat]
                chances[retreat] = 0
                acts.append((window.doc.events[0]["type"], lists["acts"][int(chances.argmax())]))
            if "fact" in labels and window.first == 0:
                for event in window.doc.events:
                    first = int(np.searchsorted(window.doc.ends, event["start"], side="right"))
                    last = int(np.searchsorted(window.doc.starts, event["end"], side="left"))
                    if last <= window.last:
                        facts[corpus].append((event["factuality"], float(scores["fact"][first:last].mean())))
            if "roles" in labels:
                said.append((window, scores))
    for name, count in sorted(counts.items()):
        if "all" in count:
            out[name] = round(count["right"] / max(1, count["all"]), 4)
            if "both" in count:
                out[name + " labelled"] = round(count["both"] / max(1, count["all"]), 4)
        else:
            out[name] = round(f1(count["right"], count["found"], count["gold"]), 4)
    if acts:
        from common import macro_f1

        out["acts macro"] = round(macro_f1([g for g, _ in acts], [m for _, m in acts]) or 0, 4)
        out["acts accuracy"] = round(sum(g == m for g, m in acts) / len(acts), 4)
    for corpus, pairs in facts.items():
        gold, mine = np.array(pairs).T
        out[f"{corpus} r"] = round(float(np.corrcoef(gold, mine)[0, 1]), 4)
        out[f"{corpus} mae"] = round(float(np.abs(gold - mine).mean()), 4)
    if said:
        for name, value in said_figures(said).items():
            out[f"statements {name}"] = round(value, 4) if isinstance(value, float) else value
    return out


def said_figures(found: list[tuple[Window, Scores]], bias: np.ndarray | float = 0.0) -> dict[str, Any]:
    """The scorer's figures for the statements in windows of PolNeAR's dev part."""
    from statements import score

    listed: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for window, scores in found:
        doc, first = window.doc, window.first
        mine = listed[doc.id]
        for one in decode.statements(scores["roles"] + bias, scores["to_cue"], scores["to_source"]):
            mine.append(
                {
                    role: [
                        {"start": int(doc.starts[a + first]), "end": int(doc.ends[b + first - 1])}
                        for a, b in getattr(one, role)
                    ]
                    for role in ROLES
                }
            )
    gold_path, mine_path = RUNS / "dev-gold.jsonl", RUNS / "dev-mine.jsonl"
    rows = {row["id"]: row for row in map(json.loads, (CORPORA / "polnear_dev.jsonl").open(encoding="utf-8"))}
    gold_path.write_text("".join(json.dumps(rows[name]) + "\n" for name in listed), encoding="utf-8")
    mine_path.write_text(
        "".join(json.dumps({"id": name, "statements": mine}) + "\n" for name, mine in listed.items()), encoding="utf-8"
    )
    return dict(score(gold_path, mine_path))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="last")
    parser.add_argument("--weights", choices=("average", "reader"), default="average", help="mean or last")
    parser.add_argument("--limit", type=int, default=1000, help="texts of each corpus at most")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    began = time.monotonic()
    reader, lists = load(RUNS / f"{options.run}.pt", options.weights)
    docs = pickle.loads((RUNS / "examples.pkl").read_bytes())["docs"]
    for name, value in figures(reader, lists, docs, options.limit).items():
        print(f"{name:40} {value}")
    print(f"{time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
