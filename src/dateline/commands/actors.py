"""`dateline actors`: who is who for whom; looked up, added, dated, settled and tested."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.commands.options import OK, SOME_FAILED, ActorsOption, Rows, RowsOption, StoreOption, store_of
from dateline.config import configure
from dateline.model.errors import BadLine

if TYPE_CHECKING:
    from dateline.commands.own_actors import OwnActors
    from dateline.knowledge.actors import ActorEntry

app = typer.Typer(
    no_args_is_help=True,
    help="Who is who for whom: look up, add, date and test entries; settle names that are new.\n\n"
    "Your own entries are kept in a file beside the store (or the one of --actors), tab-separated, one row a spell.",
)
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A name, or an entry's id.")]
FromOption = Annotated[str | None, typer.Option("--from", help="First day, month or year.", metavar="DATE")]
ToOption = Annotated[str | None, typer.Option("--to", help="Last day, month or year.", metavar="DATE")]
RoleOption = Annotated[str | None, typer.Option("--role", help="Office or part, as “foreign minister”.")]


@app.command("find")
def find(
    name: NameArgument,
    on: Annotated[str | None, typer.Option("--on", help="Day, month or year.", metavar="DATE")] = None,
    actors: ActorsOption = None,
) -> None:
    """Look a name up, best entry first. A date brings those who held their part then.

    dateline actors find "M23" --on 2023-11
    """
    known = _own_actors(actors)
    state = known.index.state(name, on)
    if state is not None:
        typer.echo(f"{state.state.name} ({state.state.alpha3}): {name} is its {state.form}.")
    found = known.find(name, on)
    _print_actors(found)
    if not found and state is None:
        typer.echo("Nobody of that name is on the list. `dateline actors add` makes an entry.")
        raise typer.Exit(SOME_FAILED)


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name as reports have it.")],
    country: Annotated[str | None, typer.Option("--country", help="Three letters (ISO 3166-1), as NER.")] = None,
    sector: Annotated[str | None, typer.Option("--sector", help="PLOVER sector, as GOV, MIL, REB.")] = None,
    alias: Annotated[list[str] | None, typer.Option("--alias", help="Another name; can be given again.")] = None,
    role: RoleOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    person: Annotated[bool, typer.Option("--person", help="A human being, known by a last name alone too.")] = False,
    id: Annotated[str | None, typer.Option("--id", help="Id; another spell of an actor has the same.")] = None,
    confidence: Annotated[float, typer.Option("--confidence", help="How far it answers alone, 0 to 1.")] = 0.9,
    actors: ActorsOption = None,
) -> None:
    """Add an entry of your own.

    dateline actors add "Amina Diallo" --person --country NER --sector GOV --role "foreign minister" --from 2024-05
    """
    from dateline.knowledge.actors import ActorEntry

    known = _own_actors(actors)
    aliases, code = tuple(alias or ()), country.upper() if country else None
    kind = sector.upper() if sector else None
    own_id = id or known.new_id(name, person)
    entry = ActorEntry(own_id, name, aliases, code, kind, role, from_, to, confidence, "own")
    _print_actors([known.add(entry)])
    typer.echo(f"Kept in {known.path}")


@app.command("date")
def date(
    name: NameArgument,
    role: RoleOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    actors: ActorsOption = None,
) -> None:
    """Set when a spell begins or ends: that of --role, else the latest. An empty date takes the old one away.

    dateline actors date "Amina Diallo" --to 2025-02
    """
    known = _own_actors(actors)
    _print_actors([known.date(name, role, from_, to)])
    typer.echo(f"Kept in {known.path}")


@app.command("settle")
def settle(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new name.")],
    known: Annotated[str, typer.Argument(metavar="KNOWN", help="Whose name it is: an id or a name on the list.")],
    actors: ActorsOption = None,
) -> None:
    """Settle a new name: it is one more name of somebody who is known.

    dateline actors settle "A. Diallo" person:amina-diallo
    """
    own = _own_actors(actors)
    _print_actors([own.settle(name, known)])
    typer.echo(f"Kept in {own.path}")


@app.command("new")
def new(
    readings: Annotated[
        list[Path] | None, typer.Argument(metavar="READINGS…", help="Files of readings; none: the store.")
    ] = None,
    store: StoreOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")] = 50,
    format: RowsOption = Rows.people,
    actors: ActorsOption = None,
) -> None:
    """List names that are on no list, most mentioned first, with what reports call them.

    dateline actors new
    """
    from dateline.commands.newcomers import newcomers

    found = newcomers(_answers(readings or [], store), _own_actors(actors).index)
    for one in found[:limit]:
        row = one.as_json()
        if format is Rows.jsonl:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
            continue
        told = ", ".join((*row["countries"], *row["sectors"])) or "nothing told"
        said = ", ".join(f"“{words}”" for words in row["called"])
        typer.echo(f"{one.mentions:4}  {one.name}  ({told}; {said}; {', '.join(row['reports'])})")
    if format is Rows.people:
        typer.echo(f"{len(found)} new names." if found else "No new names.")


@app.command("test")
def check(actors: ActorsOption = None) -> None:
    """Test your own entries: codes, dates, and whether each name leads to its entry."""
    known = _own_actors(actors)
    wrong = list(known.test())
    for entry, problem in wrong:
        typer.echo(f"{entry.id} ({entry.name}): {problem}")
    typer.echo(f"{len(known.entries)} entries, {len(wrong)} problems.")
    raise typer.Exit(SOME_FAILED if wrong else OK)


def _own_actors(actors: str | None) -> OwnActors:
    from dateline.commands.own_actors import OwnActors

    return OwnActors(configure(dict(os.environ), actors=actors).actors_file)


def _print_actors(entries: Iterable[ActorEntry]) -> None:
    for one in entries:
        spell = f"{one.start or '…'} to {one.end or 'now'}" if one.start or one.end else "undated"
        codes = " ".join(filter(None, (one.country, one.sector))) or "no codes"
        also = f"; also {', '.join(one.aliases)}" if one.aliases else ""
        typer.echo(f"{one.name}  [{one.id}]  {codes}  {one.role or 'no role told'}, {spell}{also}")
        typer.echo(f"      confidence {one.confidence:g}, from {one.source}")


def _answers(paths: list[Path], store: str | None) -> Iterator[dict[str, Any]]:
    """Readings of files, or of the whole store where no file is given."""
    if not paths:
        view = store_of(configure(dict(os.environ), store=store)).view
        total, _ = view.reports(limit=1)
        yield from (view.reading(row["id"]) for row in view.reports(limit=max(total, 1))[1])
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
            yield from (answer for line in lines if line.strip() and "actors" in (answer := json.loads(line)))
        except (OSError, ValueError) as problem:
            raise BadLine(str(path), f"is no file of readings ({problem}).") from problem
