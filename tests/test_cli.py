"""The command line as a person and a script use it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline import cli

Call = Callable[..., Result]

REPORT = """Soldiers leave harbour town

May 3, 2024

Some 40 British soldiers left Portsmouth on Thursday, a spokesman for the ministry said.
"They will not come back," he said.

The mayor demanded that the government explain the withdrawal from the town.
"""
GERMAN = (
    "Die Soldaten haben am Donnerstag die Stadt verlassen, sagte ein Sprecher des Ministeriums. Der Bürgermeister "
    "verlangte von der Regierung eine Erklärung für den Abzug aus der Stadt und nannte ihn einen schweren Fehler. "
) * 4
BAD = {
    "empty.txt": (b"", "empty-input"),
    "blank.txt": (b" \n\n\t \n", "empty-input"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "binary-input"),
    "paper.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" + bytes(range(256)), "binary-input"),
    "huge.txt": (b"word " * (10 * 1024 * 1024), "too-large"),
    "odd.txt": ("Ein Bericht über Städte. ".encode("utf-16-le")[1:] * 40 + b"\x81\x8d\x8f", None),
    "german.txt": (GERMAN.encode(), "not-english"),
    "frame.html": (b"<html><head><title>x</title></head><body><nav>Home</nav></body></html>", "empty-input"),
}


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Runs the command line in an empty folder with a store of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_STORE", str(tmp_path / "store.sqlite"))

    def run(*arguments: str, input: str | None = None) -> Result:
        return CliRunner().invoke(cli.app, list(arguments), input=input, catch_exceptions=False)

    (tmp_path / "report.txt").write_text(REPORT)
    return run


def test_help_teaches_by_example(call: Call) -> None:
    """The help shows calls that can be copied, and the exit codes."""
    said = call("--help").output
    assert "dateline read report.txt" in said
    assert "Exit codes" in said


def test_a_report_is_read_for_people(call: Call) -> None:
    """The print has the headline, a source with its words, an event and a figure."""
    result = call("read", "report.txt")
    assert result.exit_code == 0
    for words in ("Soldiers leave harbour town", "2024-05-03", "a spokesman for the ministry", "RETREAT", "Some 40"):
        assert words in result.output


def test_standard_input_is_read(call: Call) -> None:
    """`-` reads what is piped in, and gives the same marks as the file."""
    piped = json.loads(call("read", "-f", "jsonl", "-", input=REPORT).stdout)
    named = json.loads(call("read", "-f", "jsonl", "report.txt").stdout)
    assert piped["events"] == named["events"]
    assert piped["text"] == named["text"]


def test_bad_input_is_one_clear_error_each(call: Call, tmp_path: Path) -> None:
    """Each bad file is answered by its kind of error, in its place, and the good ones around it are read."""
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)
    names = ["report.txt", *BAD, "nowhere.txt", "report.txt"]
    result = call("read", "--format", "jsonl", *names)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    kinds = [answer.get("error", {}).get("kind") for answer in answers]
    assert result.exit_code == cli.SOME_FAILED
    assert len(kinds) == len(names)
    assert (None, None, "not-found") == (kinds[0], kinds[-1], kinds[-2])
    for name, kind in zip(BAD, kinds[1:-2], strict=True):
        expected = BAD[name][1]
        assert kind == expected if expected else kind in ("bad-encoding", "not-english", "binary-input"), (name, kind)
        assert name in result.stderr


def test_nothing_bad_is_stored(call: Call, tmp_path: Path) -> None:
    """A batch with bad inputs stores the good ones whole, records the bad ones, and says how many."""
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)
    result = call("add", *BAD, "report.txt")
    assert result.exit_code == cli.SOME_FAILED
    assert "1 new" in result.output
    assert f"{len(BAD)} could not be read" in result.output
    from dateline.store import open_store

    view = open_store(str(tmp_path / "store.sqlite")).view
    assert (1, len(BAD)) == (view.reports()[0], len(view.failures()))


def test_all_bad_has_its_own_exit_code(call: Call) -> None:
    """A script can tell that nothing was read."""
    assert call("read", "nowhere.txt").exit_code == cli.ALL_FAILED


def test_add_list_search_show(call: Call) -> None:
    """A report that was added is listed, found by its words, and shown by the start of its id."""
    assert "1 new" in call("add", "report.txt").output
    assert "1 known already" in call("add", "report.txt").output
    listed = call("list").output
    assert "Soldiers leave harbour town" in listed
    assert "Soldiers leave" in call("search", "mayor", "portsmouth").output
    assert "No report" in call("search", "zeppelin").output
    report_id = listed.splitlines()[1].split()[0]
    assert "a spokesman for the ministry" in call("show", report_id[:6]).output


def test_an_empty_store_says_what_to_do(call: Call) -> None:
    """An empty list names the command that fills it."""
    assert "dateline add" in call("list").output


class Handler(BaseHTTPRequestHandler):
    """A small site: one report, everything else is not there."""

    def do_GET(self) -> None:
        found = self.path == "/report.txt"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(REPORT.encode() if found else b"no such page")

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a site on this machine."""
    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_an_address_is_read(call: Call, site: str) -> None:
    """A page is fetched and read; one that is not there is an error; private addresses need to be allowed."""
    answers = call("read", "-f", "jsonl", "--allow-loopback", f"{site}/gone", f"{site}/report.txt")
    gone, read = (json.loads(line) for line in answers.stdout.splitlines())
    assert gone["error"]["kind"] == "not-found"
    assert read["events"]
    assert "forbidden-address" in call("read", f"{site}/report.txt").stderr


COPY = REPORT.replace("Soldiers leave harbour town", "Troops quit Portsmouth") + (
    "\nShops near the base said that they would close earlier from now on, and two cafés shut their doors for good.\n"
)
OTHER = """Bakery turns one hundred

May 4, 2024

The oldest bakery on the quay celebrates its hundredth birthday this weekend with free rolls for every child who brings
a drawing
of a loaf, its owner said, and a brass band will play on the steps of the town hall at noon.
"""


def test_reports_are_set_side_by_side(call: Call, tmp_path: Path) -> None:
    """A trimmed text is told to be a copy, an unrelated one is not named, and each report gets a story."""
    (tmp_path / "copy.txt").write_text(COPY)
    (tmp_path / "other.txt").write_text(OTHER)
    files = ["report.txt", "copy.txt", "other.txt"]
    edges = [json.loads(line) for line in call("lineage", "-f", "jsonl", *files).stdout.splitlines()]
    assert ["copy"] == [edge["relation"] for edge in edges]
    assert edges[0]["passages"]
    rows = [json.loads(line) for line in call("stories", "-f", "jsonl", *files).stdout.splitlines()]
    assert 3 == len({row["id"] for row in rows})
    assert 2 == len({row["story"] for row in rows})
    assert "copy" in call("lineage", *files).stdout
    assert "2 reports" in call("stories", *files).stdout
