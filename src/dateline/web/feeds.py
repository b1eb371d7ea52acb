"""A saved search as a feed: RSS 2.0, which every reader of feeds takes, and JSON Feed 1.1.

Links are absolute and lead to this server alone. An entry is a version of a report, and its id is made of nothing else,
so that it stays the same in every feed, on every day and at any address.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

ENTRIES = uuid.uuid5(uuid.NAMESPACE_URL, "urn:dateline:entries")
"""The namespace of the ids of entries; changed, every reader of feeds would show all of them again."""

NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, however it is escaped."""


@dataclass(frozen=True, slots=True)
class Feed:
    """The server's address with its final slash, the feed's own, the search, and what it finds."""

    home: str
    own: str
    search: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]]

    @property
    def page(self) -> str:
        """The overview with the filter of the search."""
        return f"{self.home}?{self.search['query']}" if self.search["query"] else self.home

    def link(self, row: Mapping[str, Any]) -> str:
        """The report, in the version that was added."""
        return f"{self.home}report/{quote(str(row['id']), safe='')}?version={row['version']}"


def entry_id(row: Mapping[str, Any]) -> str:
    """The id of an entry, a URN."""
    return uuid.uuid5(ENTRIES, f"{row['version']} {row['id']}").urn


def rss(feed: Feed) -> bytes:
    """The feed as RSS 2.0."""
    latest = max((row["added"] for row in feed.rows), default=feed.search["at"])
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">',
        "<channel>",
        _tag("title", f"{feed.search['name']} · Dateline"),
        _tag("link", feed.page),
        _tag("description", f"Reports that fit the saved search “{feed.search['name']}”, the latest added first."),
        f'<atom:link rel="self" type="application/rss+xml" href={quoteattr(_plain(feed.own))}/>',
        _tag("lastBuildDate", _rfc822(latest)),
    ]
    for row in feed.rows:
        lines += [
            "<item>",
            _tag("title", row["title"] or "Without a headline"),
            _tag("link", feed.link(row)),
            f'<guid isPermaLink="false">{entry_id(row)}</guid>',
            _tag("pubDate", _rfc822(row["added"])),
            *([_tag("dc:creator", row["publisher"])] if row["publisher"] else []),
            # A description is HTML to those who read it, so what is text is escaped once more.
            _tag("description", "".join(f"<p>{escape(line)}</p>" for line in _told(row))),
            "</item>",
        ]
    return "\n".join([*lines, "</channel>", "</rss>", ""]).encode()


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed 1.1."""
    items = [
        {
            "id": entry_id(row),
            "url": feed.link(row),
            "title": row["title"] or "Without a headline",
            "content_text": "\n\n".join(_told(row)),
            "date_published": row["added"],
            **({"authors": [{"name": row["publisher"]}]} if row["publisher"] else {}),
        }
        for row in feed.rows
    ]
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{feed.search['name']} · Dateline",
        "home_page_url": feed.page,
        "feed_url": feed.own,
        "items": items,
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode("utf-8", "replace")


FEEDS: dict[str, tuple[str, Callable[[Feed], bytes]]] = {
    "rss": ("application/rss+xml", rss),
    "xml": ("application/rss+xml", rss),
    "json": ("application/feed+json", json_feed),
}
"""By the end of the address: the media type, and what writes it."""


def _told(row: Mapping[str, Any]) -> Iterable[str]:
    """What the report says: when it is of, how it begins, and the words of events that fit."""
    said = [f"{row['publisher'] or 'Publisher not known'}, {row['published'] or 'date not known'}"]
    return [
        *said,
        *([row["lede"]] if row["lede"] else []),
        *(f"{one['type']}: {one['words']}" for one in row["events"]),
    ]


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(_plain(text))}</{name}>"


def _plain(text: str) -> str:
    return NO_XML.sub("\ufffd", text)


def _rfc822(iso: str) -> str:
    moment = datetime.fromisoformat(iso)
    return format_datetime(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
