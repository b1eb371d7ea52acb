"""PLOVER's modes on the project's own sentences that the reader's training leaves out: rules, reader, and both.

    python -m bench.modes [--misses]

Each line marks the word that tells an act of a type with modes. Asked is whether the mode is right (none, where the
line tells none), of those acts that were found on that word with the right type.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from dateline.coding.modes import HEARD
from dateline.knowledge import load_knowledge
from dateline.model.heard import HeardAct
from dateline.model.report import Report
from dateline.model.text import Span
from dateline.pipeline import run
from training.prepare import MODES_DEV, TRIGGERED, held_out, own, unmark

Asked = tuple[str, Span, str, str | None]


def lines() -> Iterator[Asked]:
    """Text, trigger, type and mode of each line held out."""
    for row in own():
        text, marks = unmark(row["text"])
        if row["id"].startswith(TRIGGERED) and "mode" in row and held_out(text, MODES_DEV):
            yield text, Span(*marks["trigger"][0]), row["type"], row["mode"]


def answers(text: str, trigger: Span, kind: str, knowledge: Any) -> dict[str, str | None]:
    """The mode that each of rules, reader and both give; who found no act of the type on the word is left out."""
    reading = run(Report(id="own", text=text), knowledge)
    found: dict[str, str | None] = {}
    event = next((one for one in reading.events if one.type == kind and one.span.overlaps(trigger)), None)
    if event is not None:
        found["both"] = event.mode
        found["rules"] = None if HEARD in event.why else event.mode
    heard = [one for one in reading.heard if isinstance(one, HeardAct)]
    act = next((one for one in heard if one.type == kind and one.trigger.overlaps(trigger)), None)
    if act is not None:
        found["reader"] = act.mode
    return found


def measure(misses: bool = False) -> dict[str, dict[str, Any]]:
    """The share right of each, and of how many lines."""
    knowledge = load_knowledge()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text, trigger, kind, mode in lines():
        told = answers(text, trigger, kind, knowledge)
        total["lines"] += 1
        for name, mine in told.items():
            total[name] += 1
            right[name] += mine == mode
        if misses and told.get("both", mode) != mode:
            print(f"{kind} {mode}, not {json.dumps(told)}: {text}")
    figures: dict[str, Any] = {f"{name}_mode": right[name] / total[name] for name in ("rules", "reader", "both")}
    return {"own_sentences": figures | {"lines": total["lines"]}}


def main() -> None:
    """Print the figures, with `--misses` what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="what both got wrong")
    for name, figure in measure(parser.parse_args().misses)["own_sentences"].items():
        print(f"{name:30} {figure:.3f}")


if __name__ == "__main__":
    main()
