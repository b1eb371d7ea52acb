"""The characters of a page that a reader can see, each with its place in the HTML source.

A single pass over the source in linear time: no tree is built, so neither depth nor broken nesting matters.
"""

from __future__ import annotations

import json
import re
from array import array
from dataclasses import dataclass, field
from html import unescape

TAG_OPEN = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
PLAIN_RUN = re.compile(r"[^>\"']*")
ENTITY = re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
ENDS = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.I)
    for name in ("script", "style", "noembed", "noframes", "iframe", "xmp")
}
JSON_STRING = re.compile(r'"((?:[^"\\\x00-\x1f]|\\.)*)"')
JSON_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4})?|[^u])")
BODY_KEY = re.compile(r'"(?:articleBody|text)"\s*:\s*(?=")')


@dataclass(slots=True)
class Visible:
    """Characters in order, `starts[i]` the source offset of `text[i]`. `ends` has those that took more than one code
    point of the source: entities, escapes."""

    source: str
    text: str = ""
    starts: array[int] = field(default_factory=lambda: array("l"))
    ends: dict[int, int] = field(default_factory=dict)

    def end(self, index: int) -> int:
        """Where, in the source, the character ends."""
        return self.ends.get(index, self.starts[index] + 1)


class _Builder:
    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.starts = array("l")
        self.ends: dict[int, int] = {}

    def verbatim(self, start: int, end: int) -> None:
        if start < end:
            self.parts.append(self.source[start:end])
            self.starts.extend(range(start, end))

    def rewritten(self, text: str, start: int, end: int) -> None:
        for _ in text:
            self.ends[len(self.starts)] = end
            self.starts.append(start)
        self.parts.append(text)

    def run(self, start: int, end: int) -> None:
        """A run of text between tags, its entities resolved."""
        at = start
        for match in ENTITY.finditer(self.source, start, end):
            resolved = unescape(match[0])
            if resolved == match[0]:
                continue
            self.verbatim(at, match.start())
            self.rewritten(resolved, match.start(), match.end())
            at = match.end()
        self.verbatim(at, end)


def visible(source: str) -> Visible:
    """All text of a page outside tags, comments, scripts and styles; after it, article bodies kept in JSON-LD."""
    builder = _Builder(source)
    bodies: list[tuple[int, int]] = []
    quotes = {quote: source.rfind(quote) for quote in "\"'"}
    at, size = 0, len(source)
    while at < size:
        opening = source.find("<", at)
        if opening < 0:
            builder.run(at, size)
            break
        builder.run(at, opening)
        if source.startswith("<!--", opening):
            closing = source.find("-->", opening + 4)
            at = size if closing < 0 else closing + 3
        elif source.startswith(("<!", "<?"), opening):
            closing = source.find(">", opening)
            at = size if closing < 0 else closing + 1
        elif tag := TAG_OPEN.match(source, opening):
            at = _tag_end(source, tag.end(), quotes)
            name = tag[2].lower()
            if not tag[1] and name in ENDS:
                closed = ENDS[name].search(source, at)
                end = closed.start() if closed else size
                if name == "script" and "json" in source[opening:at].lower():
                    bodies.append((at, end))
                at = end
        elif source.startswith("</", opening):
            closing = source.find(">", opening)
            at = size if closing < 0 else closing + 1
        else:
            builder.verbatim(opening, opening + 1)
            at = opening + 1
    for start, end in bodies:
        _json_bodies(builder, start, end)
    return Visible(source, "".join(builder.parts), builder.starts, builder.ends)


def _tag_end(source: str, at: int, quotes: dict[str, int]) -> int:
    """Where the tag ends; a `>` in quotes does not end it. `quotes` has the last of each quote in the source."""
    while True:
        match = PLAIN_RUN.match(source, at)
        at = match.end() if match else at
        if at >= len(source):
            return len(source)
        character = source[at]
        if character == ">":
            return at + 1
        closing = source.find(character, at + 1) if quotes[character] > at else -1
        at = closing + 1 if closing >= 0 else at + 1


def _json_bodies(builder: _Builder, start: int, end: int) -> None:
    for key in BODY_KEY.finditer(builder.source, start, end):
        value = JSON_STRING.match(builder.source, key.end(), end)
        if not value:
            continue
        at = value.start(1)
        for escape in JSON_ESCAPE.finditer(builder.source, at, value.end(1)):
            builder.run(at, escape.start())
            builder.rewritten(_unescaped(escape[0]), escape.start(), escape.end())
            at = escape.end()
        builder.run(at, value.end(1))


def _unescaped(escape: str) -> str:
    try:
        return str(json.loads(f'"{escape}"'))
    except ValueError:
        return escape[1:]
