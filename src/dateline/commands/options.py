"""What several commands share: exit codes, options, and the store that they name."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from dateline.config import Config

OK, SOME_FAILED, USAGE, ALL_FAILED = 0, 1, 2, 3
"""Exit codes: all was read; some inputs could not be read; the call was wrong; none could be read."""

StoreOption = Annotated[str | None, typer.Option("--store", help="File or database URL of the store.", metavar="FILE")]
EditionOption = Annotated[
    str | None, typer.Option("--edition", help="Edition of PLOVER's event types: 2021 or 2024.", metavar="YEAR")
]
OntologyOption = Annotated[
    str | None, typer.Option("--ontology", help="Event rules of your own, a YAML file.", metavar="FILE")
]
ActorsOption = Annotated[str | None, typer.Option("--actors", help="File of actors of your own.", metavar="FILE")]


class Rows(StrEnum):
    """How rows are written."""

    people = "people"
    jsonl = "jsonl"


RowsOption = Annotated[Rows, typer.Option("--format", "-f", help="people, or jsonl for programs.")]


def store_of(config: Config) -> Any:
    """The store that the options name, opened."""
    from dateline.store import open_store

    return open_store(config.store_url)
