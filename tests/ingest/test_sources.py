"""Files, standard input and JSON Lines become pages, and what cannot be read becomes one clear error in its place."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.ingest import jsonl, pages
from dateline.ingest.limits import Limits
from dateline.model.errors import (
    BadLine,
    BinaryInput,
    DatelineError,
    EmptyInput,
    ForbiddenAddress,
    InputError,
    NotFound,
    TooLarge,
)
from dateline.model.report import Page

HTML = b"<!doctype html><html><body><p>The ferry sank.</p></body></html>"


def only(source: str | Path, **options: object) -> Page | InputError:
    """The one answer of a source."""
    (answer,) = pages(str(source), **options)  # type: ignore[arg-type]
    return answer


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.txt", b"The ferry sank.", "text/plain"),
        ("a.txt", b"<p>tags in a text file stay text</p>" * 9, "text/plain"),
        ("a.html", b"no tag at all", "text/html"),
        ("a.HTM", HTML, "text/html"),
        ("page", HTML, "text/html"),
        ("page", b"<!-- saved -->\n<HTML><p>x</p>", "text/html"),
        ("page", b"A < B and B > C, he wrote.", "text/plain"),
        ("wide", "The ferry sank.".encode("utf-16"), "text/plain"),
        ("wide", "The ferry sank near the old port.".encode("utf-16-le"), "text/plain"),
    ],
)
def test_kind_of_file(tmp_path: Path, name: str, content: bytes, media_type: str) -> None:
    """The name tells what a file is, and where it does not, its first bytes do."""
    path = tmp_path / name
    path.write_bytes(content)
    answer = only(path)
    assert isinstance(answer, Page)
    assert (answer.media_type, answer.content) == (media_type, content)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("empty.txt", b"", EmptyInput),
        ("blank.txt", b" \n\t\r\n", EmptyInput),
        ("mark.txt", b"\xef\xbb\xbf\n", EmptyInput),
        ("report.pdf", b"%PDF-1.7 rest", BinaryInput),
        ("report.txt", b"%PDF-1.7 rest", BinaryInput),
        ("report.docx", b"PK\x03\x04rest", BinaryInput),
        ("photo.html", b"\x89PNG\r\n\x1a\nrest", BinaryInput),
        ("noise.txt", b"some\x00thing\x00 odd", BinaryInput),
    ],
)
def test_unreadable_file(tmp_path: Path, name: str, content: bytes, error: type[InputError]) -> None:
    """An empty or binary file is one error that names it, whatever its suffix says."""
    path = tmp_path / name
    path.write_bytes(content)
    answer = only(path)
    assert type(answer) is error
    assert str(path) in str(answer)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    """A path that leads nowhere, or to a folder, is NotFound with a way out."""
    for source in (tmp_path / "none.txt", tmp_path, "", "bad\x00name.txt"):
        answer = only(source)
        assert type(answer) is NotFound
        assert answer.advice


def test_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file over the limit is refused by its size, without being opened."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("it was opened"))
    answer = only(path)
    assert type(answer) is TooLarge
    assert "50 MB" in answer.reason


def test_other_schemes_are_refused() -> None:
    """Only http and https are fetched; `file://` is no back door."""
    for source in ("file:///etc/passwd", "ftp://coast.example/a", "gopher://coast.example"):
        assert type(only(source)) is ForbiddenAddress


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(b"\n\nThe ferry sank.\nTwo died.", "text/plain"), (HTML, "text/html")],
)
def test_standard_input(content: bytes, media_type: str) -> None:
    """Text and HTML that are piped in are told apart, and nothing of them is lost."""
    answer = only("-", stream=io.BytesIO(content))
    assert isinstance(answer, Page)
    assert (answer.media_type, answer.content) == (media_type, content)


def test_standard_input_of_records() -> None:
    """JSON Lines on standard input give a page a line."""
    lines = b"".join(json.dumps({"id": str(n), "text": f"Ferry {n} sank."}).encode() + b"\n" for n in range(3))
    assert [answer.id for answer in pages("-", stream=io.BytesIO(b"\n" + lines))] == ["0", "1", "2"]


def test_blank_standard_input() -> None:
    """Nothing but blank lines is an error, not a wait for more."""
    for content in (b"", b"\n", b" \n\n\t"):
        assert type(only("-", stream=io.BytesIO(content))) is EmptyInput


def test_standard_input_without_end() -> None:
    """Input over the limit is refused after the limit has been read, not at its end."""

    class Endless(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert size >= 0
            self.taken += size
            return b"x" * size

        def readline(self, size: int | None = -1, /) -> bytes:
            return self.read(size)

    stream = Endless()
    answer = only("-", stream=stream, limits=Limits(max_bytes=100_000))
    assert type(answer) is TooLarge
    assert stream.taken <= 100_001 + 65_536


@pytest.mark.parametrize(
    ("line", "error", "id"),
    [
        (b'{"id": "a", "text": "The ferry sank."', BadLine, None),
        (b"[1, 2]", BadLine, None),
        (b'{"text": "The ferry sank."}', BadLine, None),
        (b'{"id": true, "text": "x"}', BadLine, None),
        (b'{"id": "a"}', BadLine, "a"),
        (b'{"id": "a", "text": 5}', BadLine, "a"),
        (b'{"id": "a", "text": "x", "published": "yesterday"}', BadLine, "a"),
        (b'{"id": "a", "text": "x \\ud800"}', BadLine, "a"),
        (b'{"id": "a", "text": "  "}', EmptyInput, "a"),
        (b'{"id": "a", "html": ""}', EmptyInput, "a"),
        (b'{"id": "a", "url": "http://127.0.0.1/"}', ForbiddenAddress, "a"),
        (b'{"id": "a", "text": "caf\xe9"}', BadLine, None),
        (b"[" * 100_000, BadLine, None),
    ],
)
def test_bad_line_is_answered_in_its_place(
    tmp_path: Path, line: bytes, error: type[InputError], id: str | None
) -> None:
    """A bad line gives one error with the id where it is known, and the lines around it are read."""
    good = b'{"id": "g", "text": "The dam held."}'
    path = tmp_path / "all.jsonl"
    path.write_bytes(b"\n".join((good, line, b"", good)))
    first, bad, last = pages(str(path))
    assert isinstance(first, Page)
    assert isinstance(last, Page)
    assert type(bad) is error
    assert bad.id == id
    assert f"{path}:2" in bad.source


def test_too_long_a_line_is_passed_over(tmp_path: Path) -> None:
    """A line over the limit is an error, and reading goes on behind its end."""
    path = tmp_path / "all.ndjson"
    path.write_bytes(b'{"id": "a", "text": "' + b"x" * 300_000 + b'"}\n{"id": "b", "text": "The dam held."}')
    long, short = pages(str(path), limits=Limits(max_line=1000))
    assert type(long) is TooLarge
    assert short.id == "b"


def test_record_is_taken_as_given() -> None:
    """A record's text is kept to the letter, with all that is said of it."""
    record = {"id": 7, "text": " The ferry\r\nsank. \n", "title": "Ferry sinks", "published": "2021-03-04T05:06:07Z"}
    record |= {"publisher": "Coast Daily", "lang": "en", "url": "https://coastdaily.example/a"}
    page = jsonl.page(json.dumps(record).encode(), "x:1")
    assert (page.id, page.text, page.content) == ("7", record["text"], str(record["text"]).encode())
    assert (page.title, page.published, page.publisher) == ("Ferry sinks", record["published"], "Coast Daily")
    assert (page.lang, page.url) == ("en", record["url"])


def test_record_with_a_url_is_fetched() -> None:
    """A record with nothing but a url gets its page by the fetcher that is handed in, and keeps its own id."""
    fetched = Page("https://coastdaily.example/a", HTML, "text/html", url="https://coastdaily.example/a")
    page = jsonl.page(
        b'{"id": "a", "url": "https://coastdaily.example/a", "title": "T"}', "x:1", fetch=lambda _: fetched
    )
    assert (page.id, page.content, page.title, page.url) == ("a", HTML, "T", fetched.url)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_crash_a_line(line: bytes) -> None:
    """Whatever stands in a line, the answer is a page or an error of ours."""
    for answer in jsonl.pages(io.BytesIO(line), "x"):
        assert isinstance(answer, Page | InputError)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_crash_standard_input(content: bytes) -> None:
    """Whatever is piped in, the answer is a page or an error of ours."""
    for answer in pages("-", stream=io.BytesIO(content)):
        assert isinstance(answer, Page | DatelineError)
