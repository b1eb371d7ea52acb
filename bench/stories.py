"""Stories against ECB+ and the chains of energy news: formed all at once, and as the reports come in.

As a program: `python -m bench.stories` prints the same.
"""

from __future__ import annotations

import json
from typing import Any

from bench.common import corpus, score
from dateline.consolidate.lines import story_rows
from dateline.consolidate.stories import StoryIndex
from dateline.knowledge import load_knowledge
from dateline.model.report import Report

CORPORA = ("stories_ecb", "stories_chains")


def measure() -> dict[str, dict[str, Any]]:
    """The scorer's figures by corpus; `online_b3_f1` where each report was given its story as it came."""
    knowledge = load_knowledge()
    figures: dict[str, dict[str, Any]] = {}
    for name in CORPORA:
        rows = corpus(name)
        if rows is None:
            continue
        reports = [_report(row) for row in rows]
        figures[name] = score("stories", name, story_rows(reports, knowledge))
        index = StoryIndex(knowledge)
        for report in reports:
            index.add(report)
        online = [{"id": one.id, "story": one.story} for one in index.stories()]
        figures[name]["online_b3_f1"] = score("stories", name, online)["b3_f1"]
    return figures


def _report(row: dict[str, Any]) -> Report:
    return Report(row["id"], row["text"], title=row.get("title"), url=row.get("url"), published=row.get("published"))


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
