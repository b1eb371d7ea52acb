"""`dateline story`, `claims`, `conflicts`, `changes` and `judge`: what the reports of a store say together."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from dateline.commands.options import USAGE, Rows, RowsOption, StoreOption, store_of
from dateline.config import configure

StoryOption = Annotated[
    str | None, typer.Option("--story", help="Only of this story: its id, or the id of a report in it.", metavar="ID")
]
ReportOption = Annotated[str | None, typer.Option("--report", help="Only what this report is part of.", metavar="ID")]


class Relation(StrEnum):
    """What a judgement is about."""

    story = "story"
    incident = "incident"
    lineage = "lineage"
    conflict = "conflict"


class Verdict(StrEnum):
    """How two things are judged."""

    same = "same"
    different = "different"
    unsure = "unsure"


def story(
    id: Annotated[str | None, typer.Argument(metavar="[ID]", help="A story, or a report in it; none: all.")] = None,
    store: StoreOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")] = 50,
    format: RowsOption = Rows.people,
) -> None:
    """List the stories of the store, or tell one: its reports, who has whose text, claims, conflicts and incidents.

    dateline story

    dateline story 3f2a91
    """
    from dateline.export import together

    view = _consolidated(store)
    if id is not None:
        row = view.story(view.find(id))
        _print([row], format, together.story)
        return
    total, rows = view.stories(limit=limit)
    _print(rows, format, lambda one: iter([together.story_line(one)]))
    if not rows and format is Rows.people:
        typer.echo("The store is empty: `dateline add FILE` adds a report.")
    if total > len(rows) and format is Rows.people:
        typer.echo(f"… and {total - len(rows)} more.")


def claims(
    story: StoryOption = None, report: ReportOption = None, store: StoreOption = None, format: RowsOption = Rows.people
) -> None:
    """Tell what is claimed, by how many reports, and on whose word; the widest told first.

    dateline claims --story 3f2a91
    """
    from dateline.export import together

    view = _consolidated(store)
    _print(view.claims(*_named(view, story, report)), format, together.claim)


def conflicts(
    story: StoryOption = None, report: ReportOption = None, store: StoreOption = None, format: RowsOption = Rows.people
) -> None:
    """Tell where origins contradict each other, or the world: numbers, dates, places, who, and whether it happened.

    dateline conflicts
    """
    from dateline.export import together

    view = _consolidated(store)
    rows = view.conflicts(*_named(view, story, report))
    _print(rows, format, together.conflict)
    if not rows and format is Rows.people:
        typer.echo("No conflicts.")


def changes(
    id: Annotated[str, typer.Argument(metavar="ID", help="A report that has several versions.")],
    store: StoreOption = None,
    format: RowsOption = Rows.people,
) -> None:
    """Tell what changed from the last version of a report to the one before, sentence by sentence.

    dateline changes 3f2a91
    """
    from dateline.export import together

    view = _consolidated(store)
    _print([view.changes(view.find(id))], format, together.changes)


def judge(
    relation: Annotated[Relation, typer.Argument(help="What is judged.")],
    left: Annotated[
        str, typer.Argument(metavar="LEFT", help="Id of a report, an event of an incident, or a conflict.")
    ],
    right: Annotated[str, typer.Argument(metavar="RIGHT", help="The other one; of a conflict the same id again.")],
    verdict: Annotated[Verdict, typer.Argument(help="same, different (a conflict: is one) or unsure.")],
    by: Annotated[str, typer.Option("--by", help="Who judges.", metavar="NAME")],
    because: Annotated[str | None, typer.Option("--because", help="Why.", metavar="WORDS")] = None,
    store: StoreOption = None,
) -> None:
    """Say whether two reports are of one story, or two events one; it stands above what is found until taken back.

    dateline judge story 3f2a91 77c01d different --by "A. Reader"
    """
    from dateline.model.judgement import Judgement

    if by.startswith("dateline:"):
        typer.echo("A person's name cannot begin with dateline:.", err=True)
        raise typer.Exit(USAGE)
    opened = store_of(configure(dict(os.environ), store=store))
    if relation in (Relation.story, Relation.lineage):
        left, right = opened.view.find(left), opened.view.find(right)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    reasons = (because,) if because else ()
    with opened.writer() as writer:
        key = writer.judge(Judgement(left, right, relation.value, verdict.value, None, reasons, by, now))
    typer.echo(f"Judgement {key}. `dateline take-back {key}` takes it back.")


def take_back(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The judgement, as `dateline judge` numbered it.")],
    by: Annotated[str, typer.Option("--by", help="Who takes it back.", metavar="NAME")],
    store: StoreOption = None,
) -> None:
    """Take a judgement back; it stays in the store, and what it joined or parted is found anew.

    dateline take-back 12 --by "A. Reader"
    """
    opened = store_of(configure(dict(os.environ), store=store))
    with opened.writer() as writer:
        writer.take_back(number, by, datetime.now(UTC).isoformat(timespec="seconds"))
    typer.echo(f"Judgement {number} is taken back.")


def _consolidated(store: str | None) -> Any:
    """The view of a store, with all that was added or judged since the last time consolidated."""
    from dateline.corpus.consolidate import consolidate
    from dateline.knowledge import load_knowledge

    opened = store_of(configure(dict(os.environ), store=store))
    consolidate(opened, load_knowledge())
    return opened.view


def _named(view: Any, story: str | None, report: str | None) -> tuple[str | None, str | None]:
    return (view.find(story) if story else None), (view.find(report) if report else None)


def _print(
    rows: Sequence[Mapping[str, Any]], format: Rows, write: Callable[[Mapping[str, Any]], Iterator[str]]
) -> None:
    for row in rows:
        if format is Rows.jsonl:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            for line in write(row):
                typer.echo(line)
