"""Bytes to text, honestly: what the bytes are, not what would look nice.

Text that was garbled before it reached the page ("â€™" for an apostrophe) stays as it came: it is what the page says,
and a repair would move every offset.
"""

from __future__ import annotations

import codecs
import re

from dateline.model.errors import BadEncoding
from dateline.model.report import Page

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
HIGH = re.compile(r"[^\x00-\x7f]")
RAW_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1b\x7f]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f]")
META_WITHIN = 8192
"""The standard says 1,024 bytes; pages put long comments and scripts before it."""

AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "utf-16": "utf-8"}
"""What a label stands for on the web (WHATWG Encoding), by Python's name of it."""

BROKEN_SHARE = 0.002
"""UTF-8 with fewer broken bytes than this share (at least one is let pass) is UTF-8 with damage, such as a character
cut in two: those bytes become U+FFFD. Above it the bytes are in another encoding."""

WESTERN_SHARE = 0.2
"""English in Windows-1252 has quotes, dashes and accents, but never a fifth of its letters above 127."""

CONTROL_SHARE = 0.01
"""Text has tabs and line ends; other control characters above this share mean that it is none."""


def decode(page: Page) -> tuple[str, str]:
    """The text of a page and the name of its encoding, so that `replay` gives the same text. Raises BadEncoding."""
    for encoding in _candidates(page):
        if (text := _strict(page.content, encoding)) is not None and _plausible(text, encoding):
            return text, encoding
    damaged = page.content.decode("utf-8", "replace")
    broken = damaged.count("\ufffd")
    if broken <= max(1, BROKEN_SHARE * len(damaged)) and len(damaged) > 20 and _plausible(damaged, "utf-8"):
        return damaged, "utf-8"
    raw_controls = len(RAW_CONTROL.findall(page.content[:100_000]))
    guesses = () if raw_controls > CONTROL_SHARE * len(page.content[:100_000]) else ("cp1252", _guessed(page.content))
    for guess in guesses:
        if guess and (text := _strict(page.content, guess)) is not None and _plausible(text, guess):
            return text, guess
    raise BadEncoding(page.source, "is no text in any likely encoding.", "Save it as UTF-8.")


def replay(content: bytes, encoding: str) -> str:
    """The decoded page that offsets point into, from its stored bytes and the encoding of its report."""
    return content.decode(encoding, "replace")


def _candidates(page: Page) -> list[str]:
    for mark, marked in MARKS:
        if page.content.startswith(mark):
            return [marked]
    found = ["utf-8"]
    if b"\x00" in page.content[:1000]:
        found = ["utf-16-le", "utf-16-be"]
    declared = META.search(page.content[:META_WITHIN]) if page.media_type == "text/html" else None
    for label in (page.encoding, declared[1].decode("ascii") if declared else None):
        if label and (encoding := _known(label)):
            found.append(encoding)
    return list(dict.fromkeys(found))


def _known(label: str) -> str | None:
    try:
        info = codecs.lookup(label.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True):
        return None
    return AS_BROWSERS_DO.get(info.name, info.name)


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _plausible(text: str, encoding: str) -> bool:
    if not text:
        return False
    looked_at = text[:100_000]
    if len(CONTROL.findall(looked_at)) > CONTROL_SHARE * len(looked_at):
        return False
    if encoding != "cp1252":
        return True
    return len(HIGH.findall(looked_at)) <= WESTERN_SHARE * len(looked_at)


def _guessed(content: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000]).best()
    return best.encoding if best else None
