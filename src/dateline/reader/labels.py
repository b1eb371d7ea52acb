"""Labels of arcs that cannot be: what the encoder says of each arc by itself, held against the arcs about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
KINDS = {
    "NN": ("NOUN",), "NNS": ("NOUN",), "NNP": ("PROPN",), "NNPS": ("PROPN",), "JJ": ("ADJ",), "JJR": ("ADJ",),
    "JJS": ("ADJ",), "VB": ("VERB", "AUX"), "VBD": ("VERB", "AUX"), "VBG": ("VERB", "AUX"), "VBN": ("VERB", "AUX"),
    "VBP": ("VERB", "AUX"), "VBZ": ("VERB", "AUX"), "MD": ("AUX",), "CD": ("NUM",), "PRP": ("PRON",),
    "PRP$": ("PRON",), "WP": ("PRON",), "WP$": ("PRON",),
}  # fmt: skip
"""The word classes that a tag can go with; the first is the commoner. Tags that are not here go with several."""
PASSIVE = {"nsubjpass": "nsubj", "csubjpass": "csubj", "auxpass": "aux"}


def classed(upos: str, tag: str, label: str) -> str:
    """The word class, where its tag allows it, else the one that the tag goes with: a VBD is no noun."""
    able = KINDS.get(tag)
    if able is None or upos in able:
        return upos
    return "AUX" if label in ("aux", "auxpass") and "AUX" in able else able[0]


def settled(labels: Sequence[str], heads: Sequence[int], tags: Sequence[str]) -> list[str]:
    """The labels with those changed that break a rule of English trees; a root is its own head and is "ROOT".

    A passive needs a past participle; a verb has one subject, before it; numbers qualify no verb; a clause is no
    preposition; what a preposition governs stands behind it ("a year after" is a measure); a particle governs nothing.
    """
    found = ["ROOT" if head == at else label for at, (label, head) in enumerate(zip(labels, heads, strict=True))]
    below: dict[int, list[int]] = defaultdict(list)
    for at, head in enumerate(heads):
        if head != at:
            below[head].append(at)
            if found[at] == "ROOT":
                found[at] = "dep"
    for head, words in below.items():
        verb = tags[head].startswith("VB")
        if verb and tags[head] not in ("VBN", "VBD"):
            for at in words:
                found[at] = PASSIVE.get(found[at], found[at])
        subjects = [at for at in words if found[at] in SUBJECTS]
        for at in words:
            if verb and found[at] == "quantmod":
                found[at] = "dobj" if at > head else "nsubj"
            elif verb and found[at] == "nsubj" and at > head and any(one < head for one in subjects):
                found[at] = "dobj"
            elif found[at] == "pobj" and at < head and tags[head] == "IN":
                found[at] = "npadvmod"
            elif tags[at] == "RP" and verb and found[at] == "prep" and not below.get(at):
                found[at] = "prt"
            elif found[at] == "prep" and tags[at] in ("VB", "VBD", "VBP", "VBZ"):
                marked = any(found[one] in ("mark", "aux") or found[one] in SUBJECTS for one in below.get(at, ()))
                found[at] = "ccomp" if marked and verb else "advcl"
    return found
