"""Happenings of the project's own that are told up to twelve times each, and how each two of the tellings are related.

One file a happening in `rewritings/`: those in `development` may be looked at when a rule is made, those in `kept` are
only measured. The tellings: the `original`; by others from it a verbatim `copy` under another headline, an `abridged`
one, an `edited` one, a `paraphrase` made so that no copy check finds it, one that reads as if it were `translated`
back, a `brief` that is short and reworded; a `second` report of somebody who was there too; a `blend` of both; a later
`update` by the original's publisher; a `later` report on another happening at the same place; and two with nothing but
a page's furniture in common.

In a text `= 3` is the third paragraph of the original, `= all` all of it, without date line and tag. `quoting` are
those that have the same quotation as `second`; `labels` stand beside `RELATIONS` or in their place; a `bare` happening
has neither publishers nor dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from dateline.model.report import Report

FOLDER = Path(__file__).with_name("rewritings")
PARTS = ("development", "kept")
BYLINE = re.compile(r"By [A-Z][\w ,]+")
TAGGED = re.compile(r"^[A-Z][\w ,.'/-]{2,60}?(?: \([A-Z][\w ]+\))? (?:--?|—|–) ")
RELATIONS = (
    *((one, "original", "copy", "a_from_b") for one in ("copy", "abridged", "edited")),
    *((one, "original", "derived", "a_from_b") for one in ("paraphrase", "translated", "brief", "blend", "update")),
    ("blend", "second", "derived", "a_from_b"),
    *((one, "copy", "copy", "common_source") for one in ("abridged", "edited")),
    *((one, "copy", "derived", "common_source") for one in ("paraphrase", "translated", "blend")),
    *((one, "edited", "derived", "common_source") for one in ("paraphrase", "translated")),
    ("paraphrase", "translated", "derived", "common_source"),
    ("update", "copy", "derived", "unclear"),
    *(
        (one, "second", "independent", "none")
        for one in ("original", "copy", "abridged", "edited", "paraphrase", "translated", "brief", "update")
    ),
    *((one, "later", "independent", "none") for one in ("original", "second", "copy", "paraphrase", "brief", "update")),
    ("notice_a", "notice_b", "independent", "none"),
)


class Label(NamedTuple):
    """How two reports, by id, are related; the direction as in `Edge`, or `none`."""

    a: str
    b: str
    relation: str
    direction: str


class Happening(NamedTuple):
    """The tellings of one happening by kind, and how they are related."""

    name: str
    reports: dict[str, Report]
    labels: list[Label]


def happenings(part: str) -> Iterator[Happening]:
    """The happenings of a part, by name."""
    for path in sorted((FOLDER / part).glob("*.yaml")):
        yield happening(part, path.stem)


@cache
def happening(part: str, name: str) -> Happening:
    """A happening by its name."""
    rows = yaml.load((FOLDER / part / f"{name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    told = rows["reports"]
    origin = TAGGED.sub("", _untitled(told["original"])).strip().split("\n\n")
    reports = {kind: _report(f"{name}-{kind}", row, origin) for kind, row in told.items()}
    return Happening(name, reports, list(_labels(name, rows)))


def _untitled(row: dict[str, Any]) -> str:
    text: str = row["text"]
    title = row.get("title")
    text = text.removeprefix(f"{title}\n\n") if title else text
    return "\n\n".join(line for line in text.strip().split("\n\n") if not BYLINE.fullmatch(line))


def _report(name: str, row: dict[str, Any], origin: list[str]) -> Report:
    paragraphs = []
    for paragraph in row["text"].strip().split("\n\n"):
        which = paragraph.removeprefix("= ") if paragraph.startswith("= ") else ""
        paragraphs += origin if which == "all" else [origin[int(which) - 1]] if which else [paragraph]
    given: dict[str, Any] = {key: row.get(key) for key in ("url", "title", "published", "publisher")}
    return Report(name, "\n\n".join(paragraphs), **given)


def _labels(name: str, rows: dict[str, Any]) -> Iterator[Label]:
    own = {(a, b): (relation, direction) for a, b, relation, direction in rows.get("labels", ())}
    for a, b, relation, direction in RELATIONS:
        if not {a, b} <= rows["reports"].keys():
            continue
        if b == "second" and relation == "independent" and {a, b} <= set(rows["quoting"]):
            relation = "shared-quotes"
        relation, direction = own.get((a, b), (relation, direction))
        yield Label(f"{name}-{a}", f"{name}-{b}", relation, direction)
