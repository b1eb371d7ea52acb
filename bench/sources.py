"""What kind of source it is, and whom a pronoun or a role stands for: own cases, through the whole pipeline.

As a program: `python -m bench.sources` prints the same. The cases are those of the tests (`tests/annotate/said_*`),
which hand the stage its mentions; here mentions are found as in any report.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from dateline.annotate import howmany, said, tokens, when, where, who
from dateline.knowledge import Knowledge, load_knowledge
from dateline.model.marks import Statement
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.model.text import Span
from dateline.pipeline import run

CASES = Path(__file__).resolve().parents[1] / "tests" / "annotate"
STAGES = (tokens.STAGE, when.STAGE, howmany.STAGE, where.STAGE, who.STAGE, said.STAGE)
FILES = {"own_sources": ("said_cases.yaml", "said_sources.yaml"), "own_sources_aside": ("said_aside.yaml",)}
"""Cases on which rules were tuned since, and more of them that were measured before any rule was tried on them."""
NEAR = 0.8
"""Share of the longer content's letters that the shorter must have for the two to be the same statement."""


def measure() -> dict[str, dict[str, Any]]:
    """Shares of what the cases want: statements found, kinds right, sources resolved, what else is known."""
    knowledge = load_knowledge()
    return {figure: _measured(files, knowledge) for figure, files in FILES.items()}


def _measured(files: tuple[str, ...], knowledge: Knowledge) -> dict[str, Any]:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for name in files:
        for case in yaml.safe_load((CASES / name).read_text(encoding="utf-8")):
            reading = run(Report(case["id"], case["text"]), knowledge, STAGES)
            for wanted in case["said"]:
                statement = _found(reading, wanted)
                for key, good in _judged(reading, case, wanted, statement):
                    total[key] += 1
                    right[key] += good
    figures: dict[str, Any] = {key: right[key] / total[key] for key in sorted(total)}
    return figures | {f"{key}, cases": total[key] for key in ("kind", "pronoun or role resolved")}


def _judged(
    reading: Reading, case: dict[str, Any], wanted: dict[str, Any], statement: Statement | None
) -> list[tuple[str, bool]]:
    judged = [("statement found", statement is not None)]
    if "kind" in wanted:
        judged.append(("kind", statement is not None and statement.source_kind == wanted["kind"]))
    if "stance" in wanted:
        judged.append(("stance", statement is not None and statement.stance == wanted["stance"]))
    if wanted.get("who") is not None:
        good = statement is not None and _stands_for(reading, statement, _place(case["text"], wanted["who"]))
        judged.append(("resolved", good))
        if wanted["who"].partition("#")[0] != wanted["by"]:
            judged.append(("pronoun or role resolved", good))
    if "via" in wanted:
        via = None if statement is None or statement.via is None else reading.statements[statement.via]
        judged.append(("chain", via is not None and _words(reading, via.source) == wanted["via"]))
    if "grounds" in wanted:
        judged.append(("grounds", statement is not None and _words(reading, statement.grounds) == wanted["grounds"]))
    return judged


def _stands_for(reading: Reading, statement: Statement, place: Span) -> bool:
    """Whether the source's mention is the one wanted, or one of the same name or entry."""
    if statement.source_actor is None:
        return False
    actor = reading.actors[statement.source_actor]
    if actor.span.overlaps(place):
        return True
    same = [one for one in reading.actors if one.span.overlaps(place)]
    return any(one.name == actor.name or (one.id is not None and one.id == actor.id) for one in same)


def _found(reading: Reading, wanted: dict[str, Any]) -> Statement | None:
    want, cue = _letters("".join(wanted["what"])), _letters(wanted["cue"])
    for statement in reading.statements:
        have = _letters(_words(reading, statement.content))
        near = min(len(want), len(have)) > NEAR * max(len(want), len(have))
        said = _letters(_words(reading, statement.cue))
        if near and (want in have or have in want) and (cue in said or (said and said in cue)):
            return statement
    return None


def _words(reading: Reading, spans: tuple[Span, ...]) -> str:
    return " ".join(span.of(reading.text) for span in spans)


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


def _place(text: str, words: str) -> Span:
    words, _, number = words.partition("#")
    at = -1
    for _ in range(int(number or 1)):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
