"""Pronouns of the third person in GUM's dev part: whether who-reading takes each for the one whom it stands for.

    python -m bench.pronouns

Right is a pronoun whose actor bears a name or noun by which the same chain was called before it. Pronouns of chains
that nothing but pronouns have spoken of are left out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.common import SHARED
from dateline.annotate import tokens, who
from dateline.knowledge import load_knowledge
from dateline.model.marks import Actor
from dateline.model.reading import Reading
from dateline.model.report import Report
from training.prepare import antecedents

KINDS = {
    "he, she": "he him his himself she her hers herself",
    "they": "they them their theirs themselves",
    "it": "it its itself",
}
KIND = {word: kind for kind, words in KINDS.items() for word in words.split()}
OTHERS = frozenset(
    (
        "i",
        "you",
        "we",
        "me",
        "us",
        "my",
        "mine",
        "your",
        "our",
        "who",
        "whom",
        "whose",
        "which",
        "that",
        "this",
        "these",
    )
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of GUM: where its words are, and the number of the chain that each heads a mention of, or -1."""

    id: str
    text: str
    spans: Sequence[tuple[int, int]]
    chains: Sequence[int]


def texts(path: Path) -> Iterator[Text]:
    """GUM's texts with their own words; paragraphs stand apart."""
    for chunk in path.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        text, spans, misc, heads = "", [], [], []
        for block in chunk.split("\n\n"):
            if "# newpar" in block and text:
                text = text.rstrip() + "\n\n"
            offset = len(spans)
            glue_until, glued_end = 0, False
            for cells in (line.split("\t") for line in block.split("\n")):
                if len(cells) < 10 or "." in cells[0]:
                    continue
                if "-" in cells[0]:
                    glue_until, glued_end = int(cells[0].split("-")[1]), "SpaceAfter=No" in cells[9]
                    continue
                number = int(cells[0])
                spans.append((len(text), len(text) + len(cells[1])))
                glued = "SpaceAfter=No" in cells[9] or number < glue_until or (number == glue_until and glued_end)
                text += cells[1] if glued else cells[1] + " "
                misc.append(cells[9])
                heads.append(offset + int(cells[6]) - 1 if cells[6] != "0" else len(spans) - 1)
        same = antecedents(misc, np.array(heads))
        chains = np.full(len(spans), -1)
        for at, before in enumerate(same.tolist()):
            if before >= 0:
                chains[at] = at if before == at else chains[before]
        yield Text(chunk.split("\n")[0], text, spans, chains.tolist())


def judged(one: Text, actors: Sequence[Actor]) -> Iterator[tuple[str, str]]:
    """Each pronoun's kind, and `right`, `wrong` or `left` (nobody is named for it)."""
    at = {actor.span.start: actor for actor in actors}
    words = [one.text[start:end] for start, end in one.spans]
    for position, word in enumerate(words):
        kind = KIND.get(word.lower())
        if kind is None or one.chains[position] < 0:
            continue
        before = [
            other
            for other in range(position)
            if one.chains[other] == one.chains[position] and words[other].lower() not in OTHERS | KIND.keys()
        ]
        if not before:
            continue
        actor = at.get(one.spans[position][0])
        if actor is None or actor.name.lower() in KIND:
            yield kind, "left"
            continue
        called = {words[other] for other in before}
        named = {
            mention.name
            for mention in actors
            for other in before
            if mention.span.start <= one.spans[other][0] < mention.span.end
        }
        yield kind, "right" if actor.name in named or called & set(actor.name.split()) else "wrong"


def measure() -> dict[str, dict[str, Any]]:
    """Share of right ones by kind of pronoun, and how many there are."""
    path = SHARED / "corpora" / "gum" / "dev.conllu"
    if not path.is_file():
        return {}
    knowledge = load_knowledge()
    count: Counter[tuple[str, str]] = Counter()
    for one in texts(path):
        reading = Reading(Report(one.id, one.text))
        reading = replace(reading, **tokens.STAGE.compute(reading, knowledge))
        count.update(judged(one, who.STAGE.compute(reading, knowledge)["actors"]))
    figures: dict[str, Any] = {}
    for kind in KINDS:
        total = sum(number for (other, _), number in count.items() if other == kind)
        figures[f"{kind}: right"] = count[kind, "right"] / max(1, total)
        figures[f"{kind}: pronouns"] = total
    return {"gum_dev_pronouns": figures}


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
