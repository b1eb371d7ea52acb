"""What kind of thing some bytes are, by looking at them: plain text, HTML, JSON Lines, or nothing that is read."""

from __future__ import annotations

import re
from itertools import islice

from dateline.model.errors import BinaryInput, EmptyInput

PLAIN, HTML, JSON_LINES = "text/plain", "text/html", "application/jsonl"
FEED = "application/feed"
"""RSS, Atom or JSON Feed: no page, but the names of some."""

LOOKED_AT = 65_536
"""Bytes at the front that decide. Pages that begin with long comments or licences still show a tag by then."""

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a WebP, WAV or AVI file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"OggS", "an audio file"),
    (b"ID3", "an audio file"),
)
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of UTF-16 (and UTF-32, little endian): text in which NUL bytes are at home."""

OPENING = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta)\b", re.I | re.S
)
TAG = re.compile(rb"<(?:p|div|a\s+href|br|span|article|h[1-6]|meta|table|ul|script)\b[^<>]{0,400}>", re.I)
RECORD = re.compile(rb'\s*\{\s*(?:"|\}|\Z)')
RECORD_KEY = re.compile(rb'"(?:id|text|html|url)"\s*:')
TAGS_FOR_HTML = 3
"""So many tags make a fragment without `<html>` a page; a plain text may name one or two."""


def refuse_binary(content: bytes, source: str) -> None:
    """Raise EmptyInput or BinaryInput where the bytes are no text at all."""
    if not content.strip(b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"):
        raise EmptyInput(source, "is empty.")
    for signature, name in SIGNATURES:
        if content.startswith(signature):
            raise BinaryInput(source, f"is {name}, not text or HTML.", "Save it as text or HTML first.")
    if content.startswith(WIDE_MARKS) or _wide_without_mark(content[:LOOKED_AT]):
        return
    if b"\x00" in content:
        raise BinaryInput(source, "holds NUL bytes, so it is not text.", "Save it as UTF-8 text or HTML first.")


def media_type(content: bytes, source: str) -> str:
    """`text/plain`, `text/html` or `application/jsonl`. Raises EmptyInput or BinaryInput."""
    refuse_binary(content, source)
    head = _narrow(content[:LOOKED_AT])
    if is_record(head):
        return JSON_LINES
    return HTML if is_html(head) else PLAIN


def is_html(head: bytes) -> bool:
    """Whether the bytes begin as a page does, or hold so many tags that they are a piece of one."""
    return bool(OPENING.match(head)) or len(list(islice(TAG.finditer(head), TAGS_FOR_HTML))) == TAGS_FOR_HTML


def is_record(head: bytes) -> bool:
    """Whether the first line begins as a JSON object with one of the keys that a record must have."""
    first_line = head.lstrip().split(b"\n", 1)[0]
    return bool(RECORD.match(first_line) and RECORD_KEY.search(first_line))


def _wide_without_mark(head: bytes) -> bool:
    """UTF-16 without a mark: every other byte is NUL, as it is for Latin letters."""
    even, odd = head[0::2], head[1::2]
    if len(head) < 8:
        return False
    few, many = sorted((even.count(0) / len(even), odd.count(0) / len(odd)))
    return few < 0.02 and many > 0.6


def _narrow(head: bytes) -> bytes:
    return head.replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").removeprefix(b"\xef\xbb\xbf")
