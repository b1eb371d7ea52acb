"""A page as it came, and the report that was made of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from dateline.model.text import OffsetMap, Span

FurnitureKind = Literal[
    "headline-repeat",
    "reading-time",
    "image-name",
    "caption",
    "credit",
    "contributor",
    "source-link",
    "promo",
    "boilerplate",
]

TESTIFYING: frozenset[str] = frozenset({"caption"})
"""Furniture that is read all the same, by itself: a caption has its own date and place."""


@dataclass(frozen=True, slots=True)
class Page:
    """What an ingester hands over: the bytes as they came, and what the giver said of them.

    `text` is set where the giver vouches for a text that must be used as it is (a JSON line with `text`); then
    `content` is its UTF-8. `media_type` is `text/plain` or `text/html`. Dates are ISO 8601.
    """

    source: str
    content: bytes
    media_type: str
    id: str | None = None
    text: str | None = None
    encoding: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    lang: str | None = None
    fetched: str | None = None

    @property
    def sha256(self) -> str:
        """Hash of the bytes as they came, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line that the page drags along: kept in the text, kept out of what is read."""

    span: Span
    kind: FurnitureKind


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `text` never changes; every mark is a span of it.

    `offsets` leads from `text` to the page decoded with `encoding`; `page_sha256` names the page's bytes.
    `published_from` says where the date was found (`given`, `json-ld`, `meta`, `date-line`, `url`, …), so that a person
    can judge it; `published` is None where nobody says when.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    lang: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    published_from: str | None = None
    furniture: tuple[Furniture, ...] = ()
    offsets: OffsetMap = field(default_factory=lambda: OffsetMap(()))
    page_sha256: str | None = None
    encoding: str = "utf-8"
