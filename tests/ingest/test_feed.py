"""A feed becomes the pages that it names; what is wrong with one entry leaves the others as they are."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ingest import feed, pages, sniff
from dateline.model.errors import BadFeed, ForbiddenAddress, InputError, NotFound
from dateline.model.report import Page

HOME = "https://coast.example/news/feed.xml"
RSS = b"""\xef\xbb\xbf<?xml version="1.0"?><!-- made by hand --><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Coast</title><link>https://coast.example/</link>
<item><title>A ferry sinks</title><link> /a?x=1&amp;y=2 </link></item><item><link>/a?x=1&amp;y=2</link></item>
<item><title>No page</title><content:encoded><![CDATA[<p>The harbour froze.</p>]]></content:encoded></item>
<item><title>Nothing at all</title></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="edit" href="/edit"/><link href="b.html"/></entry>
<entry><link rel="alternate" href="https://other.example/c"/><title type="html">C</title></entry></feed>"""
RDF = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><item rdf:about="x"><link>https://coast.example/d</link></item></rdf:RDF>"""
JSON = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/e"}, {"content_text": "Snow fell."}, 7, {}]}
).encode()


@pytest.mark.parametrize(
    ("content", "links"),
    [
        (RSS, ["https://coast.example/a?x=1&y=2", None]),
        (ATOM, ["https://coast.example/news/b.html", "https://other.example/c"]),
        (RDF, ["https://coast.example/d"]),
        (JSON, ["https://coast.example/e", None]),
    ],
)
def test_every_kind_of_feed(content: bytes, links: list[str | None]) -> None:
    """RSS, Atom, RSS 1.0 and JSON Feed give their addresses, each once and whole; without one, an entry's words."""
    assert feed.is_feed(content)
    found = feed.entries(content, HOME, HOME)
    assert links == [one.link for one in found]
    assert all(one.content for one in found if one.link is None)


@pytest.mark.parametrize(
    "content",
    [b"<html><body><p>rss</p></body></html>", b'{"id": "a", "text": "b"}', b"", b"<?xml version='1.0'?><svg/>"],
)
def test_what_is_no_feed(content: bytes) -> None:
    """A page, a record and other XML are none."""
    assert not feed.is_feed(content)


def test_a_feed_is_followed() -> None:
    """Its pages come in their order; one that cannot be fetched, a feed in a feed and other schemes are refused."""
    many = b"<rss><channel>" + b"".join(
        b"<item><link>%s</link></item>" % one for one in (b"/a", b"/gone", b"/feed", b"file:///etc/passwd", b"/b")
    )

    def fetch(address: str) -> Page:
        if address.endswith("/gone"):
            raise NotFound(address, "the server has no such page (404).")
        kind = sniff.FEED if address == HOME or address.endswith("/feed") else sniff.HTML
        return Page(address, many if kind == sniff.FEED else b"<p>Rain.</p>", kind, url=address)

    found = list(pages(HOME, fetch=fetch))
    assert [type(one) for one in found] == [Page, NotFound, BadFeed, ForbiddenAddress, Page]
    assert [one.source for one in found][::4] == ["https://coast.example/a", "https://coast.example/b"]


def test_a_line_that_names_a_feed(tmp_path: Path) -> None:
    """A record has one report, so a feed is refused there, with the record's id."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "f", "url": HOME}) + "\n")
    (found,) = pages(str(tmp_path / "a.jsonl"), fetch=lambda address: Page(address, RSS, sniff.FEED))
    assert isinstance(found, BadFeed)
    assert found.id == "f"


def test_nothing_is_read_through_a_feed(tmp_path: Path) -> None:
    """Entities of files, of other hosts and of themselves are never followed."""
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    hostile = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
    <!ENTITY f SYSTEM "file://{secret}"><!ENTITY g SYSTEM "http://127.0.0.1:9/x">]>
    <rss><channel><item><title>&f;&b;&g;</title><link>/a</link><description>&f;</description></item></channel></rss>"""
    (one,) = feed.entries(hostile.encode(), HOME, HOME)
    assert "secret" not in f"{one.title}{one.content}"


@given(st.binary(max_size=200) | st.sampled_from([RSS, ATOM, RDF, JSON]).map(lambda one: one[: len(one) // 2]))
def test_no_bytes_break_it(content: bytes) -> None:
    """Whatever comes, there are entries or an error of ours."""
    with suppress(InputError):
        assert feed.entries(content, HOME, HOME)
