"""Which tags a word can have at all, by its ending or because it is one of a closed class.

    python -m training.tags

Counted over the silver and gold texts. Writes `src/dateline/reader/data/tags.json`: `closed` has the words of each tag
that takes no new ones ("MD": can, may, must, …); `barred` the tags that words of an ending never have; `known` the
words that are exceptions to that.
"""

from __future__ import annotations

import json
import pickle
from collections import Counter, defaultdict

from training.paths import READER, RUNS
from training.prepare import OUT, Doc

CLOSED = ("MD", "PRP", "PRP$", "DT", "WDT", "WP", "WP$", "WRB", "CC", "TO", "EX", "POS", "PDT", "RP", "IN")
OPEN = ("VB", "VBP", "VBZ", "VBD", "VBN", "VBG", "NN", "NNS", "JJ", "JJR", "JJS", "RB", "RBR", "RBS")
SEEN = 4
"""A word is of a closed class if it is tagged so at least so often."""
SHARE = 0.02
"""… and in at least this share of its places: the rest are slips of the tagger."""
ENDING, TIMES, NEVER = 3, 400, 0.0008
"""Letters of an ending; how often it must be met; and the share under which a tag is barred from it."""


def main() -> None:
    kept = pickle.loads((RUNS / "examples.pkl").read_bytes())
    labels = kept["lists"]["xpos"]
    words: dict[str, Counter[str]] = defaultdict(Counter)
    docs: list[Doc] = kept["docs"]
    for doc in docs:
        if "xpos" not in doc.labels:
            continue
        for start, end, tag in zip(doc.starts, doc.ends, doc.labels["xpos"], strict=True):
            if tag != OUT:
                words[doc.text[start:end].lower().replace("’", "'")][labels[tag]] += 1
    closed = {
        tag: sorted(
            word
            for word, tags in words.items()
            if tags[tag] >= SEEN and tags[tag] >= SHARE * tags.total() and any(map(str.isalpha, word))
        )
        for tag in CLOSED
    }
    endings: dict[str, Counter[str]] = defaultdict(Counter)
    for word, tags in words.items():
        if word.isalpha() and len(word) > ENDING:
            endings[word[-ENDING:]].update({tag: min(count, 20) for tag, count in tags.items()})
    barred = {
        ending: sorted(tag for tag in OPEN if tags[tag] < NEVER * tags.total())
        for ending, tags in endings.items()
        if tags.total() >= TIMES
    }
    known = defaultdict(list)
    for word, tags in words.items():
        if len(word) > ENDING:
            for tag in barred.get(word[-ENDING:], ()):
                if tags[tag] >= 2 and tags[tag] >= SHARE * tags.total():
                    known[word].append(tag)
    target = READER / "data" / "tags.json"
    target.write_text(
        json.dumps({"closed": closed, "barred": barred, "known": known}, separators=(",", ":"), ensure_ascii=False),
        encoding="utf-8",
    )
    print(f"{target}: {target.stat().st_size / 1000:.0f} kB; {closed['MD']} {len(barred)} endings, {len(known)} known")


if __name__ == "__main__":
    main()
