"""Figures read in the project's own labelled sentences (tests/annotate/howmany_cases.yaml)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dateline.annotate import howmany, tokens, when
from dateline.knowledge import load_knowledge
from dateline.model.reading import Reading
from dateline.model.report import Report
from tests.annotate.figure_cases import cases


def measure() -> dict[str, dict[str, Any]]:
    """F1 of the spans, and of those found the share with the right bounds, unit and noun, and with all of it right."""
    knowledge = load_knowledge()
    gold = found = same = bounds = what = whole = dead = dead_right = 0
    for case in cases():
        reading = Reading(Report("r", case.text, published="2024-05-02"))
        for stage in (tokens.STAGE, when.STAGE, howmany.STAGE):
            reading = replace(reading, **stage.compute(reading, knowledge))
        ours = {figure.span.of(case.text): figure for figure in reading.figures}
        gold, found = gold + len(case.figures), found + len(reading.figures)
        for words, value, low, high, approximate, unit, counts in case.figures:
            figure = ours.get(words)
            dead += counts == "dead"
            if figure is None:
                continue
            same += 1
            blurred = approximate and figure.approximate and value is not None
            right = figure.value == value and (blurred or (figure.low, figure.high) == (low, high))
            named = (figure.unit, figure.counts) == (unit, counts)
            bounds, what, whole = bounds + right, what + named, whole + (right and named)
            dead_right += counts == "dead" and right and named
    return {
        "own sentences": {
            "sentences": len(cases()),
            "figures": gold,
            "f1": 2 * same / (found + gold),
            "bounds_right": bounds / same,
            "unit_and_noun_right": what / same,
            "all_right_f1": 2 * whole / (found + gold),
            "dead_right": dead_right / dead,
        }
    }
