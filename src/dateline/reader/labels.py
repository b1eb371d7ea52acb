"""Labels of arcs that cannot be: what the encoder says of each arc by itself, held against the arcs about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
PASSIVE = {"nsubjpass": "nsubj", "csubjpass": "csubj", "auxpass": "aux"}


def settled(labels: Sequence[str], heads: Sequence[int], tags: Sequence[str]) -> list[str]:
    """The labels with those changed that break a rule of English trees; a root is its own head and is "ROOT".

    A passive needs a past participle; a verb has one subject, before it; numbers qualify no verb; a clause is no
    preposition.
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
            elif found[at] == "prep" and tags[at] in ("VB", "VBD", "VBP", "VBZ"):
                marked = any(found[one] in ("mark", "aux") or found[one] in SUBJECTS for one in below.get(at, ()))
                found[at] = "ccomp" if marked and verb else "advcl"
    return found
