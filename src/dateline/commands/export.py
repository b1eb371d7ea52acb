"""`dateline export`: what a filter of the overview finds, in any format."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dateline.commands.options import StoreOption, store_of
from dateline.config import configure


class Format(StrEnum):
    """How what is found is written."""

    csv = "csv"
    geojson = "geojson"
    jsonl = "jsonl"
    json = "json"
    html = "html"


def export(
    filter: Annotated[
        str, typer.Argument(metavar="[FILTER]", help="The query of the overview's address, or all of that; none: all.")
    ] = "",
    format: Annotated[
        Format, typer.Option("--format", "-f", help="Of events: csv, geojson. Of readings: the rest.")
    ] = Format.jsonl,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    store: StoreOption = None,
) -> None:
    """Write what a filter of the overview finds in the store.

    dateline export "type=ASSAULT&first=2024-05-01" --format csv -o attacks.csv
    """
    from dateline.export import EXPORTERS
    from dateline.model.wanted_query import from_query

    wanted = from_query(filter)
    view = store_of(configure(dict(os.environ), store=store)).view
    pieces = EXPORTERS[format.value].write(view.exported(wanted))
    if output is None:
        sys.stdout.writelines(pieces)
        return
    with output.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)
