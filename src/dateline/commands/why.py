"""`dateline why` and `dateline ontology`: what makes the code of an event, and the test of rules of one's own."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.commands.options import OK, SOME_FAILED, Rows, RowsOption, StoreOption, store_of
from dateline.config import configure


def why(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="ID:N, a report's id and an event's number in it.")],
    store: StoreOption = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="Look in this file of readings, not in the store.", metavar="JSONL")
    ] = None,
    format: RowsOption = Rows.people,
) -> None:
    """Tell what made an event's code: its words, the rules and the scores. Without a number: every event of the report.

    dateline why 3f2a91:2

    dateline why 3f2a91 --file readings.jsonl
    """
    from dateline.commands.explanations import explanations
    from dateline.export.why import told

    found = explanations(event, lambda: store_of(configure(dict(os.environ), store=store)).view, file)
    for number, one in enumerate(found):
        if format is Rows.jsonl:
            sys.stdout.write(json.dumps(one, ensure_ascii=False) + "\n")
        else:
            typer.echo(("\n" if number else "") + f"{one['event']}  {told(one)}")


def ontology(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Event rules of your own, a YAML file.")],
) -> None:
    """Test event rules of your own: read the sentences of each entry and tell which are not read as they should be.

    dateline ontology mine.yaml
    """
    from dateline.commands.proofs import proofs
    from dateline.knowledge import load_knowledge

    config = configure(dict(os.environ), ontology=str(file))
    told = list(proofs(load_knowledge(config.own), str(file)))
    wrong = [one for one in told if not one.right]
    for one in wrong:
        typer.echo(f"{'is not' if one.wanted else 'is'} read as {one.kind}: {one.sentence}")
        typer.echo(f"    read as {', '.join(dict.fromkeys(one.found)) or 'no event'}")
    typer.echo(f"{len(told)} sentences, {len(told) - len(wrong)} read as they should be.")
    raise typer.Exit(SOME_FAILED if wrong else OK)
