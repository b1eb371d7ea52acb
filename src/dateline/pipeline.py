"""The whole flow of one report on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from dateline.annotate import howmany, said, tokens, when, where, who
from dateline.clean import clean
from dateline.coding import hearing, home, match, opinion, presence, roles, scope, status
from dateline.knowledge import Knowledge
from dateline.model.errors import DatelineError, StageFailed, StageOrder
from dateline.model.reading import LISTS, Reading
from dateline.model.report import Page, Report
from dateline.model.stage import Stage

__all__ = ["STAGES", "check", "clean", "makers", "read_page", "run", "stages_for"]

STAGES: tuple[Stage, ...] = (
    tokens.STAGE,
    when.STAGE,
    howmany.STAGE,
    where.STAGE,
    who.STAGE,
    said.STAGE,
    match.STAGE,
    roles.STAGE,
    hearing.STAGE,
    opinion.STAGE,
    home.STAGE,
    scope.STAGE,
    status.STAGE,
    presence.STAGE,
)


def stages_for(knowledge: Knowledge) -> tuple[Stage, ...]:
    """The stages, those that a user's own data bear on named after these, so that a change of them is read anew."""
    own = knowledge.own
    named = {who.STAGE.name: own.who, match.STAGE.name: own.events}
    return tuple(
        replace(stage, config=(*stage.config, *named[stage.name])) if named.get(stage.name) else stage
        for stage in STAGES
    )


def check(stages: Sequence[Stage]) -> None:
    """Raise StageOrder where a stage stands before what it requires, or gives a list that no reading has."""
    provided: set[str] = set()
    for stage in stages:
        if missing := set(stage.requires) - provided:
            raise StageOrder(stage.name, f"requires {', '.join(sorted(missing))}, which no stage before it provides.")
        if unknown := set(stage.provides) - set(LISTS):
            raise StageOrder(stage.name, f"provides {', '.join(sorted(unknown))}, which no reading has.")
        if again := (set(stage.provides) & provided) - set(stage.requires):
            raise StageOrder(stage.name, f"provides {', '.join(sorted(again))} again without requiring it.")
        provided |= set(stage.provides)


def run(report: Report, knowledge: Knowledge, stages: Sequence[Stage] = STAGES) -> Reading:
    """Read one report. Raises StageFailed, with the stage and the report, where a stage raises."""
    check(stages)
    reading = Reading(report)
    for stage in stages:
        try:
            provided = stage.compute(reading, knowledge)
        except DatelineError:
            raise
        except Exception as problem:
            raise StageFailed(report.id, f"stage {stage.name} failed: {problem!r}.", "Please report this.") from problem
        if set(provided) != set(stage.provides):
            raise StageFailed(report.id, f"stage {stage.name} gave {sorted(provided)}, not {sorted(stage.provides)}.")
        made = MappingProxyType(_made(dict(reading.makers), stage))
        lists: dict[str, Any] = dict(provided)
        reading = replace(reading, **lists, makers=made)
    return reading


def read_page(page: Page, knowledge: Knowledge) -> Reading:
    """Clean a page and read the report on it. Raises InputError where there is no report to read."""
    return run(clean(page), knowledge, stages_for(knowledge))


def makers(stages: Sequence[Stage] = STAGES) -> dict[str, str]:
    """Who would make each list of a reading today: what a stored reading's makers are held against."""
    made: dict[str, str] = {}
    for stage in stages:
        made = _made(made, stage)
    return made


def _made(before: dict[str, str], stage: Stage) -> dict[str, str]:
    """A list that is revised has several makers, in their order."""
    return before | {name: f"{before.get(name, '')} {stage.maker}".strip() for name in stage.provides}
