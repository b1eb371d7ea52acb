"""A feed (RSS, Atom or JSON Feed): the pages that it names, fetched one after another."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from dateline.ingest import sniff
from dateline.model.errors import BadFeed, ForbiddenAddress, InputError
from dateline.model.report import Page

MOST = 100
"""Entries of a feed that are fetched, the first ones. Feeds list their latest 10 to 50; more is an archive."""

JSON_FEED = re.compile(rb'\s*\{[^{}\[\]]{0,2000}?"version"\s*:\s*"https://jsonfeed\.org/version/')
XML_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]{0,400}>\s*)?(?:<\?[^>]{0,400}>\s*|<!--.{0,2000}?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.S
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the address of its page, or its own words (HTML) where it has no page."""

    link: str | None
    title: str | None = None
    content: str | None = None


def is_feed(content: bytes) -> bool:
    """Whether some bytes begin as a feed does."""
    head = content[: sniff.LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    return bool(XML_FEED.match(head) or JSON_FEED.match(head))


def entries(content: bytes, source: str, base: str) -> list[Entry]:
    """The entries of a feed that came from the address `base`, each address once. Raises BadFeed."""
    bare = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    listed = _of_json(bare, source) if bare.startswith(b"{") else _of_xml(bare, source)
    found: dict[str, Entry] = {}
    for one in listed:
        try:
            link = urljoin(base, one.link.strip()) if one.link and one.link.strip() else None
        except ValueError:
            link = one.link
        if link or (one.content or "").strip():
            found.setdefault(link or one.content or "", Entry(link, one.title, one.content))
    if not found:
        raise BadFeed(source, "is a feed without entries.", "Give the address of an article.")
    return list(found.values())[:MOST]


def pages(listed: list[Entry], source: str, fetch: Callable[[str], Page]) -> Iterator[Page | InputError]:
    """The page of each entry, or in its place the error that tells why not.

    A page speaks for itself: what the feed says of its date or title is not taken.
    """
    for number, one in enumerate(listed, start=1):
        try:
            if one.link is None:
                content = (one.content or "").encode("utf-8", "replace")
                yield Page(f"{source}#{number}", content, sniff.HTML, encoding="utf-8", title=one.title)
                continue
            if not one.link.lower().startswith(("http://", "https://")):
                raise ForbiddenAddress(one.link[:200], "only http and https are fetched.")
            page = fetch(one.link)
            if page.media_type == sniff.FEED:
                raise BadFeed(one.link, "is a feed in a feed, and not fetched.", "Give its address by itself.")
            yield page
        except InputError as problem:
            yield problem


def _of_json(content: bytes, source: str) -> list[Entry]:
    try:
        items = json.loads(content.decode("utf-8"))["items"]
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise BadFeed(source, "is no JSON Feed that can be read.", "Give the address of an article.") from problem

    def text(item: dict[str, Any], *names: str) -> str | None:
        return next((item[name] for name in names if isinstance(item.get(name), str) and item[name].strip()), None)

    listed = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return [
        Entry(text(item, "url", "external_url"), text(item, "title"), text(item, "content_html", "content_text"))
        for item in listed
    ]


def _of_xml(content: bytes, source: str) -> list[Entry]:
    from lxml import etree

    # Entities and document types of others are never followed: neither files nor hosts can be read through them.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise BadFeed(source, "is no feed that can be read.", "Give the address of an article.") from problem
    if tree is None:
        raise BadFeed(source, "is no feed that can be read.", "Give the address of an article.")
    found = []
    for item in tree.iter("{*}item", "{*}entry"):
        parts = {etree.QName(part).localname: part for part in reversed(item) if isinstance(part.tag, str)}
        found.append(
            Entry(
                _link(item),
                _text(parts.get("title")),
                _text(parts.get("encoded")) or _text(parts.get("content")) or _text(parts.get("description")),
            )
        )
    return found


def _link(item: Any) -> str | None:
    links = list(item.iterchildren("{*}link"))
    for one in links:
        if (href := one.get("href")) and one.get("rel", "alternate") == "alternate":
            return str(href)
    return next((text for one in links if (text := _text(one))), None)


def _text(part: Any) -> str | None:
    return "".join(part.itertext()).strip() or None if part is not None else None
