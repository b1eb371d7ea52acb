"""The command line: arguments and progress only. `dateline --help` teaches by example."""

from __future__ import annotations

import json
import os
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from dateline import __version__
from dateline.commands import accounts, actors, export, many, why
from dateline.commands.options import (
    ALL_FAILED,
    OK,
    SOME_FAILED,
    USAGE,
    ActorsOption,
    EditionOption,
    OntologyOption,
    Rows,
    RowsOption,
    StoreOption,
    store_of,
)
from dateline.config import Config, configure
from dateline.model.errors import ConfigError, DatelineError, InputError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Read news reports and turn them into evidence: who did what to whom, where, when, how many, and who says so.

[bold]Try it[/bold]

  dateline demo                              read the bundled sample story and open it
  dateline read report.txt                   what one report says, each line with its words
  dateline read https://news.example/a.html  the same for a page on the web
  dateline read --format jsonl a.jsonl       many reports, in the reading format
  dateline add reports/*.html                keep them in the store
  dateline serve                             open the store in the browser
  dateline lineage reports/*.html            which reports were made of which
  dateline story                             the stories in the store; with an id, all about one
  dateline export -f csv > events.csv        what was found, for spreadsheets and maps
  dateline conflicts                         where origins contradict each other, or the world
  dateline why 3f2a91:2                      what made the code of an event
  dateline actors find M23 --on 2023-11      who is who for whom, and when
""",
    epilog=f"Exit codes: {OK} all read, {SOME_FAILED} some inputs could not be read, {USAGE} wrong usage, "
    f"{ALL_FAILED} nothing could be read.",
)


class Format(StrEnum):
    """How readings are written."""

    people = "people"
    jsonl = "jsonl"
    json = "json"
    html = "html"
    csv = "csv"
    geojson = "geojson"


Sources = Annotated[
    list[str], typer.Argument(metavar="SOURCE…", help="Files (.txt, .html, .jsonl), URLs, feeds; - for standard input.")
]
JobsOption = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes that read at once.")]
LoopbackOption = Annotated[
    bool, typer.Option("--allow-loopback", help="Fetch from this machine too, for a server of your own.")
]


def main() -> None:
    """Run the command line; an error of ours ends it with one line, not a traceback."""
    try:
        app()
    except DatelineError as problem:
        _complain(problem)
        sys.exit(USAGE if not isinstance(problem, InputError) else ALL_FAILED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of every command."""


@app.command()
def read(
    sources: Sources,
    format: Annotated[Format, typer.Option("--format", "-f", help="people, or a format for programs.")] = Format.people,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    jobs: JobsOption = 1,
    allow_loopback: LoopbackOption = False,
    edition: EditionOption = None,
    ontology: OntologyOption = None,
    actors: ActorsOption = None,
) -> None:
    """Read reports and print what they say; nothing is stored.

    dateline read report.html

    cat report.txt | dateline read -

    dateline read --format jsonl many.jsonl > readings.jsonl
    """
    from dateline.corpus.run import Done, read_sources
    from dateline.knowledge import load_knowledge
    from dateline.model.reading import Reading
    from dateline.model.wire import error_to_json, reading_to_json

    tally = Tally()
    knowledge = load_knowledge(configure(dict(os.environ), edition=edition, ontology=ontology, actors=actors).own)

    def answers() -> Iterator[dict[str, Any]]:
        with _progress("Reading", shown=output is not None or not sys.stdout.isatty()) as advance:
            for done in read_sources(sources, knowledge, jobs=jobs, allow_loopback=allow_loopback):
                advance()
                tally.count(done.answer)
                yield reading_to_json(done.answer) if isinstance(done.answer, Reading) else _error(done)

    def _error(done: Done) -> dict[str, Any]:
        problem = done.answer
        assert isinstance(problem, DatelineError)
        _complain(problem)
        return error_to_json(done.id or problem.source, problem)

    with _out(output) as file:
        if format is Format.people:
            from dateline.export import people

            console = Console(file=file)
            for number, answer in enumerate(answers()):
                if "error" not in answer:
                    console.print("\n" * bool(number), end="")
                    people.show(answer, console)
        else:
            from dateline.export import EXPORTERS

            for piece in EXPORTERS[format.value].write(answers()):
                file.write(piece)
                file.flush()
    raise typer.Exit(tally.exit_code)


@app.command()
def add(
    sources: Sources,
    store: StoreOption = None,
    jobs: JobsOption = 1,
    allow_loopback: LoopbackOption = False,
    edition: EditionOption = None,
    ontology: OntologyOption = None,
    actors: ActorsOption = None,
) -> None:
    """Read reports and keep them in the store. Adding one twice changes nothing; a changed page is a new version.

    dateline add reports/*.html
    """
    from dateline.corpus.add import add_sources
    from dateline.knowledge import load_knowledge

    tally, outcomes = Tally(), dict.fromkeys(("new", "version", "reread", "nothing"), 0)
    config = configure(dict(os.environ), store=store, edition=edition, ontology=ontology, actors=actors)
    opened, knowledge = store_of(config), load_knowledge(config.own)
    with _progress("Adding", shown=True) as advance:
        for outcome in add_sources(sources, opened, knowledge, jobs=jobs, allow_loopback=allow_loopback):
            advance()
            tally.count(outcome.problem)
            if outcome.problem:
                _complain(outcome.problem)
            elif outcome.added:
                outcomes[outcome.added.outcome] += 1
    if any(outcomes[name] for name in ("new", "version", "reread")):
        _consolidate(opened, knowledge)
    said = {"new": "new", "version": "new versions", "reread": "read anew", "nothing": "known already"}
    line = ", ".join(f"{count} {said[name]}" for name, count in outcomes.items() if count)
    if tally.failed:
        line = ", ".join(filter(None, (line, f"{tally.failed} could not be read")))
    typer.echo((line or "nothing to add") + ".")
    raise typer.Exit(tally.exit_code)


@app.command(name="list")
def list_(
    store: StoreOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")] = 50,
) -> None:
    """List the reports in the store, latest first."""
    _print_rows(store_of(configure(dict(os.environ), store=store)), None, limit)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORD…", help="Words that must all stand in the report.")],
    store: StoreOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")] = 50,
) -> None:
    """List the reports in the store that have all these words.

    dateline search airbase Niamey
    """
    _print_rows(store_of(configure(dict(os.environ), store=store)), " ".join(words), limit)


@app.command()
def show(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="A report's id, as `dateline list` gives it; its start is enough.")
    ],
    store: StoreOption = None,
    version: Annotated[int | None, typer.Option("--version", help="An earlier version of the report.")] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="people, or a format for programs.")] = Format.people,
) -> None:
    """Print what a report in the store says."""
    from dateline.export import EXPORTERS, people

    view = store_of(configure(dict(os.environ), store=store)).view
    answer = view.reading(view.find(id), version)
    if format is Format.people:
        people.show(answer, Console())
    else:
        sys.stdout.writelines(EXPORTERS[format.value].write([answer]))


@app.command()
def lineage(sources: Sources, format: RowsOption = Rows.people, allow_loopback: LoopbackOption = False) -> None:
    """Tell which reports were made of which; nothing is stored. Two reports without a line are independent.

    dateline lineage reports/*.html
    """
    from dateline.corpus.compare import cleaned, lineage_of
    from dateline.knowledge import load_knowledge

    reports = {report.id: report for report in _reports(cleaned, sources, allow_loopback)}
    titles = {report.id: report.title or report.id for report in reports.values()}
    for row in lineage_of(reports.values(), load_knowledge()):
        if format is Rows.jsonl:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
            continue
        a, b = titles[row["a"]], titles[row["b"]]
        arrow = {"a_from_b": f"{a}  ⟵ from  {b}", "b_from_a": f"{b}  ⟵ from  {a}"}.get(row["direction"])
        typer.echo(f"{row['relation']:13} {arrow or f'{a}  —  {b}'}")
        typer.echo(f"              {row['direction'].replace('_', ' ')}: {'; '.join(row['reasons'])}")


@app.command()
def stories(sources: Sources, format: RowsOption = Rows.people, allow_loopback: LoopbackOption = False) -> None:
    """Tell which reports are of one happening; nothing is stored.

    dateline stories reports/*.html
    """
    from dateline.corpus.compare import cleaned, stories_of
    from dateline.knowledge import load_knowledge

    reports = {report.id: report for report in _reports(cleaned, sources, allow_loopback)}
    told: dict[str, list[str]] = {}
    for row in stories_of(reports.values(), load_knowledge()):
        if format is Rows.jsonl:
            sys.stdout.write(json.dumps(row) + "\n")
        report = reports[row["id"]]
        published = (report.published or "date unknown")[:10]
        told.setdefault(row["story"], []).append(f"{published}  {report.title or report.id}")
    if format is Rows.people:
        for lines in told.values():
            typer.echo(f"{len(lines)} report{'s' * (len(lines) > 1)}")
            for line in sorted(lines):
                typer.echo(f"  {line}")


def _reports(cleaned: Any, sources: list[str], allow_loopback: bool) -> Iterator[Any]:
    """Cleaned reports with a progress count; ends with the exit code of a failure where none could be read."""
    tally = Tally()
    with _progress("Reading", shown=True) as advance:

        def complain(problem: InputError) -> None:
            tally.count(problem)
            _complain(problem)

        for report in cleaned(sources, complain, allow_loopback=allow_loopback):
            advance()
            tally.count(report)
            yield report
    if tally.exit_code == ALL_FAILED:
        raise typer.Exit(ALL_FAILED)


@app.command()
def serve(
    store: StoreOption = None,
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on; loopback unless --auth.")] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port to listen on; 0 takes a free one.")] = None,
    auth: Annotated[bool | None, typer.Option("--auth", help="Ask for an account; see `dateline accounts`.")] = None,
    allowed_host: Annotated[
        list[str] | None,
        typer.Option("--allowed-host", metavar="NAME", help="With --auth: a name by which others reach it."),
    ] = None,
    behind_proxy: Annotated[
        str | None,
        typer.Option("--behind-proxy", metavar="ADDRESS", help="With --auth: the proxy that speaks TLS for it."),
    ] = None,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
) -> None:
    """Open the store in the browser: on this machine only, or with --auth to whoever has an account.

    dateline serve --auth --allowed-host news.example --behind-proxy 127.0.0.1
    """
    names = ",".join(allowed_host) if allowed_host else None
    given = {"host": host, "port": port, "auth": auth, "allowed_hosts": names, "behind_proxy": behind_proxy}
    config = configure(dict(os.environ), store=store, **given)
    _serve(config, open_)


@app.command()
def demo(
    once: Annotated[bool, typer.Option("--once", help="Read the story, print the summary, and end.")] = False,
    store: StoreOption = None,
    port: Annotated[int | None, typer.Option("--port", help="Port to listen on; 0 takes a free one.")] = None,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
) -> None:
    """Read the bundled sample story and open it in the browser.

    The reports are invented samples on real facts; they go into a store of their own.
    """
    from dateline.corpus.add import add_sources
    from dateline.knowledge import load_knowledge
    from dateline.samples import sample_manifest

    config = configure(dict(os.environ), store=store, port=port)
    config = config if config.store else replace(config, store=str(_demo_store()))
    opened = store_of(config)
    tally = Tally()
    with sample_manifest() as manifest, _progress("Reading the sample story", shown=True) as advance:
        for outcome in add_sources([str(manifest)], opened, load_knowledge()):
            advance()
            tally.count(outcome.problem)
            if outcome.problem:
                _complain(outcome.problem)
    _consolidate(opened, load_knowledge())
    counts = opened.view.counts()
    typer.echo(
        f"{counts['reports']} reports read: {counts.get('statements', 0)} statements, "
        f"{counts.get('events', 0)} events, {counts.get('places', 0)} places, {counts.get('times', 0)} times."
    )
    typer.echo(f"Store: {config.store}")
    _print_rows(opened, None, 10)
    if once:
        raise typer.Exit(tally.exit_code)
    _serve(config, open_)


app.command()(many.story)
app.command()(many.claims)
app.command()(many.conflicts)
app.command()(many.changes)
app.command()(many.judge)
app.command(name="take-back")(many.take_back)
app.command(name="export")(export.export)
app.command()(why.why)
app.command()(why.ontology)
app.add_typer(actors.app, name="actors")
app.add_typer(accounts.app, name="accounts")


class Tally:
    """How many inputs were read and how many were not."""

    def __init__(self) -> None:
        self.done = self.failed = 0

    def count(self, answer: object) -> None:
        """Count one answer; an error of ours is a failure."""
        self.done += 1
        self.failed += isinstance(answer, DatelineError)

    @property
    def exit_code(self) -> int:
        if not self.failed:
            return OK if self.done else ALL_FAILED
        return ALL_FAILED if self.failed == self.done else SOME_FAILED


def _consolidate(store: Any, knowledge: Any) -> None:
    """Compare what was added with what is there."""
    from dateline.corpus.consolidate import consolidate

    with _progress("Comparing", shown=True) as advance:
        consolidate(store, knowledge, advance)


def _demo_store() -> Path:
    from dateline.config import default_store

    return default_store().with_name("demo.sqlite")


def _serve(config: Config, open_: bool) -> None:
    from dateline.commands.directory import ListedActors
    from dateline.corpus.again import Again
    from dateline.corpus.jobs import Jobs
    from dateline.knowledge import load_knowledge
    from dateline.store.judging import Judging
    from dateline.web.guard import is_loopback
    from dateline.web.server import serve as run

    def ready(address: str) -> None:
        typer.echo(f"Dateline is at {address}  (Ctrl+C ends it)")
        if open_:
            webbrowser.open(address)

    store = store_of(config)
    if config.auth and not store.accounts.has_admin():
        raise ConfigError(
            "auth", "needs an admin who lets others in.", "Make one: `dateline accounts add NAME --role admin`."
        )
    if config.auth and not config.behind_proxy and not is_loopback(config.host):
        typer.echo("Passwords travel unencrypted: put a proxy with TLS before it, and give --behind-proxy.", err=True)
    names = [name.strip() for name in config.allowed_hosts.split(",") if name.strip()]
    with Jobs(store, config.own, allow_loopback=config.allow_loopback) as jobs:
        jobs.catch_up()
        run(
            store.view,
            host=config.host,
            port=config.port,
            desk=Judging(store, Again(store, partial(load_knowledge, config.own))),
            jobs=jobs,
            searches=store.searches,
            directory=ListedActors(config.actors_file),
            accounts=store.accounts if config.auth else None,
            allowed_hosts=names,
            proxies=config.behind_proxy,
            ready=ready,
        )


def _print_rows(store: Any, query: str | None, limit: int) -> None:
    total, rows = store.view.reports(query, limit)
    if not rows:
        typer.echo(
            "No report has all these words." if query else "The store is empty: `dateline add FILE` adds a report."
        )
        return
    table = Table(box=None, pad_edge=False, header_style="dim", expand=True)
    for column in ("id", "published", "publisher", "headline", "statements", "events"):
        table.add_column(
            column,
            no_wrap=True,
            overflow="ellipsis",
            ratio=1 if column == "headline" else None,
            justify="right" if column in ("statements", "events") else "left",
        )
    for row in rows:
        published = (row["published"] or "unknown")[:10]
        counts = (str(row["statements"]), str(row["events"]))
        cells = (row["id"], published, row["publisher"] or "", row["title"] or row["lede"], *counts)
        table.add_row(*(Text(cell) for cell in cells))
    Console(width=None if sys.stdout.isatty() else 160).print(table)
    if total > len(rows):
        typer.echo(f"… and {total - len(rows)} more.")


@contextmanager
def _out(path: Path | None) -> Iterator[Any]:
    if path is None:
        yield sys.stdout
        return
    with path.open("w", encoding="utf-8") as file:
        yield file


@contextmanager
def _progress(what: str, *, shown: bool) -> Iterator[Any]:
    """A count of what is done, on standard error, where a person watches it."""
    console = Console(stderr=True)
    if not shown or not console.is_terminal:
        yield lambda: None
        return
    columns = (SpinnerColumn(), TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda: progress.advance(task)


def _complain(problem: DatelineError) -> None:
    said = Text.assemble((problem.kind, "red"), f" {problem.source}: {problem.message}")
    Console(stderr=True, highlight=False).print(said, soft_wrap=True)


if __name__ == "__main__":
    main()
