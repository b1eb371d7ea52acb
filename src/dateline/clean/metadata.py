"""What a page says of itself: title, authors, publisher, date, address, language.

The more deliberate a statement is, the sooner it is believed: JSON-LD, then meta tags, then what stands marked up on
the page, then a guess. Nothing is made up: what no one says stays None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from dateline.clean import byline, dates, jsonld
from dateline.model.report import Page

PUBLISHED_META = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:publishtime",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "publisheddate",
    "publish-date",
    "publish_date",
    "pub_date",
    "pubdate",
    "pdate",
    "date.published",
    "article.published",
    "dc.date",
    "dcterms.date",
    "datecreated",
    "originalpublicationdate",
    "article_date_original",
    "rnews:datepublished",
    "date",
)
AUTHOR_META = (
    "author",
    "byl",
    "byline",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "article:author",
    "article.author",
    "citation_author",
    "displayauthors",
    "cxenseparse:author",
)
TITLE_META = ("og:title", "parsely-title", "sailthru.title", "dc.title", "title", "twitter:title", "headline")
PUBLISHER_META = ("og:site_name", "dc.publisher", "publisher", "application-name", "citation_journal_title")
AUTHOR_PATHS = (
    '//*[@itemprop="author"]',
    '//a[@rel="author" or contains(concat(" ", @rel, " "), " author ")]',
    '//*[contains(concat(" ", normalize-space(@class), " "), " author-name ")'
    ' or contains(concat(" ", normalize-space(@class), " "), " byline-name ")'
    ' or contains(concat(" ", normalize-space(@class), " "), " author__name ")'
    ' or contains(concat(" ", normalize-space(@class), " "), " byline__name ")]',
    '//*[contains(translate(@class, "BYLINE", "byline"), "byline")]',
    '//*[@data-testid="byline" or contains(translate(@id, "BYLINE", "byline"), "byline")]',
    '//a[contains(@href, "/author/") or contains(@href, "/authors/") or contains(@href, "/profile/")'
    ' or contains(@href, "/staff/") or contains(@href, "/contributor") or contains(@href, "/people/")'
    ' or contains(@href, "/by/") or contains(@href, "/writers/")]',
    '//*[contains(translate(@class, "AUTHOR", "author"), "author")][not(self::body or self::html or self::article)]',
    "//p|//div[not(*)]|//span|//address|//h2|//h3|//h4|//h5",
)
"""Where a byline stands, the surest first. In the last only what begins with "By" counts."""

ELEMENTS = 400
"""Elements looked at for one path."""

SHOWN_WITHIN = 80
"""Elements after the headline among which the day of publication is shown; farther down are those of other reports."""

MOST_AUTHORS = 6
"""More names than this in one place are a masthead."""

PARTS = re.compile(r"\s+(?:[|–—•·»:]|-{1,2}|::)\s+")
WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Each None (or empty) where the page does not say. `published` is ISO 8601; `published_from` where it stood."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    published_from: str | None = None
    url: str | None = None
    lang: str | None = None


def of_html(tree: Any, page: Page) -> Metadata:
    """What the parsed HTML says; `tree` is left as it is. A broken page gives less, never an error."""
    if tree is None:
        return Metadata()
    meta = _meta(tree)
    scripts = [node.text or "" for node in tree.iter("script") if "ld+json" in (node.get("type") or "").lower()]
    nodes = jsonld.nodes(scripts)
    said = jsonld.article(nodes) or {}
    url = page.url or _canonical(tree, meta, said)
    publisher = _publisher(tree, meta, nodes, said, url)
    published, origin = _published(tree, meta, said, url)
    return Metadata(
        title=_title(tree, meta, said, publisher),
        authors=_authors(tree, meta, nodes, said, publisher),
        publisher=publisher,
        published=published,
        published_from=origin,
        url=url,
        lang=_lang(tree, meta, said),
    )


def _meta(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.iter("meta"):
        content = " ".join((node.get("content") or "").split())
        for key in (node.get("property"), node.get("name"), node.get("itemprop")):
            if key and content:
                found.setdefault(key.strip().lower(), []).append(content)
    return found


def _text(node: Any) -> str:
    return " ".join(" ".join(node.itertext()).split())


def _letters(text: str) -> str:
    return "".join(WORDS.findall(text)).casefold()


def _title(tree: Any, meta: dict[str, list[str]], said: dict[str, Any], publisher: str | None) -> str | None:
    """The headline on the page if something else bears it out; else that of the metadata, without the site's name."""
    element = next(iter(tree.iter("title")), None)
    window = _text(element) if element is not None else ""
    declared = [jsonld.text_of(said.get("headline")), *(value for key in TITLE_META for value in meta.get(key, [])[:1])]
    candidates = [_without_site(one, publisher) for one in (*declared, window) if one]
    headlines = [text for node in _first(tree.iter("h1"), 20) if 2 < len(text := _text(node)) <= 400]
    best = max(headlines, key=lambda text: _shared(text, candidates), default=None)
    if best and (_shared(best, candidates) >= 0.5 or (_shared(best, candidates) >= 0.25 and len(best.split()) >= 5)):
        return best
    if not candidates:
        return headlines[0] if headlines else None
    for one in candidates:
        if not one.endswith(("...", "…")):
            return one
    return candidates[0]


def _shared(text: str, candidates: Iterable[str]) -> float:
    """The largest share of common words, of the shorter of two, with any of the candidates."""
    mine = set(WORDS.findall(text.casefold()))
    shares = [0.0]
    for candidate in candidates:
        other = set(WORDS.findall(candidate.casefold()))
        if mine and other:
            shares.append(len(mine & other) / max(2, min(len(mine), len(other))))
    return max(shares)


def _without_site(title: str, publisher: str | None) -> str:
    """A window's title without the site's name and its sections, which stand behind a bar or a dash, or before it."""
    parts = PARTS.split(title)
    if len(parts) < 2:
        return title
    if publisher:
        site = _letters(publisher)
        kept = [part for part in parts if not (_letters(part) and (_letters(part) in site or site in _letters(part)))]
        if len(kept) < len(parts) and kept:
            longest = max(kept, key=len)
            start, end = title.index(kept[0]), title.rindex(kept[-1]) + len(kept[-1])
            return (
                longest if len(longest) > 2 * sum(len(one) for one in kept if one is not longest) else title[start:end]
            )
    if len(parts[-1].split()) <= 4 and len(parts[0].split()) >= 4:
        return title[: title.rindex(parts[-1])].rstrip(" |–—•·»:-")
    return title


def _authors(
    tree: Any, meta: dict[str, list[str]], nodes: list[dict[str, Any]], said: dict[str, Any], publisher: str | None
) -> tuple[str, ...]:
    people, others = _said_authors(said.get("author") or said.get("creator"), nodes)
    site = _letters(publisher or "")
    sources: list[Iterator[tuple[str, ...]]] = [
        iter([people]),
        (_joined(byline.names(value, sure=True) for value in meta.get(key, [])[:10]) for key in AUTHOR_META),
        iter([_byline(tree)]),
        iter([others]),
    ]
    for source in sources:
        for names in source:
            kept = tuple(name for name in names if not _is_site(name, site))
            if kept:
                return kept
    return others or people


def _is_site(name: str, site: str) -> bool:
    letters = _letters(name)
    return bool(site) and (letters == site or (len(letters) > 4 and letters in site) or site in letters)


def _said_authors(value: Any, nodes: list[dict[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """People and organisations that JSON-LD gives as authors; references to another node are followed."""
    by_id = {str(node["@id"]): node for node in nodes if node.get("@id")}
    people: list[str] = []
    others: list[str] = []
    for one in (value if isinstance(value, list) else [value])[:30]:
        node = one
        if isinstance(one, dict) and "name" not in one and str(one.get("@id")) in by_id:
            node = by_id[str(one["@id"])]
        kinds = jsonld.types(node) if isinstance(node, dict) else []
        listed = node.get("name") if isinstance(node, dict) else node
        for name in listed if isinstance(listed, list) else [listed]:
            found = byline.names(jsonld.text_of(name) or "", sure=True)
            organisation = (kinds and "person" not in kinds) or any(name.startswith("The ") for name in found)
            (others if organisation else people).extend(found)
    return tuple(dict.fromkeys(people)), tuple(dict.fromkeys(others))


def _byline(tree: Any) -> tuple[str, ...]:
    """The names of the surest place, or of a later one that has these and more: a link has one, the line has all."""
    found: tuple[str, ...] = ()
    for number in range(len(AUTHOR_PATHS)):
        if found and number == len(AUTHOR_PATHS) - 1:
            break
        names = _marked(tree, number)
        if not found or (len(names) <= MOST_AUTHORS and set(found) < set(names)):
            found = names
    return found


def _marked(tree: Any, number: int) -> tuple[str, ...]:
    free = number == len(AUTHOR_PATHS) - 1
    found: list[str] = []
    for node in tree.xpath(AUTHOR_PATHS[number])[: ELEMENTS if free else 20]:
        text = node.get("content") or _text(node)
        if free and not (text[:3].lower() == "by " and len(text) <= 80):
            continue
        if len(text) <= 120 and (names := byline.names(text)):
            if not found or node.tag == "a":
                found.extend(names)
            if free or node.tag != "a" or len(found) > 4:
                break
    return tuple(dict.fromkeys(found))


def _joined(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))


def _publisher(
    tree: Any, meta: dict[str, list[str]], nodes: list[dict[str, Any]], said: dict[str, Any], url: str | None
) -> str | None:
    by_id = {str(node["@id"]): node for node in nodes if node.get("@id")}
    value = said.get("publisher")
    if isinstance(value, dict) and "name" not in value:
        value = by_id.get(str(value.get("@id")), value)
    named = [*(one for key in PUBLISHER_META for one in meta.get(key, [])[:1]), jsonld.text_of(value)]
    for one in named:
        if one and 1 < len(one) <= 80 and not one.startswith(("http:", "https:")):
            return one.lstrip("@")
    return None


def _published(
    tree: Any, meta: dict[str, list[str]], said: dict[str, Any], url: str | None
) -> tuple[str | None, str | None]:
    declared = [(jsonld.text_of(said.get("datePublished")), "json-ld")]
    declared.extend((value, "meta") for key in PUBLISHED_META for value in meta.get(key, [])[:1])
    shown = _shown(tree)
    for value, origin in declared:
        if found := dates.of_value(value):
            if shown and _same_day_elsewhere(found, shown):
                return shown, "date-line"
            return found, origin
    if url and (found := dates.in_url(url)):
        return found, "url"
    for node in _first(tree.iter("time"), 20):
        marked = {(node.get(name) or "").lower() for name in ("itemprop", "class", "pubdate")}
        if any(re.search(r"publi|pubdate|entry-date|post(?:ed)?[-_]?date", value) for value in marked) and (
            found := dates.of_value(node.get("datetime")) or dates.written(_text(node)[:80])
        ):
            return found, "time-element"
    if shown:
        return shown, "date-line"
    if found := dates.of_value(jsonld.text_of(said.get("dateCreated") or said.get("uploadDate"))):
        return found, "json-ld"
    return _guessed_date(tree, url)


def _shown(tree: Any) -> str | None:
    """The day that the page shows its readers after the headline: that of the newsroom, where machines are told UTC."""
    since = 0 if next(iter(tree.iter("h1")), None) is None else SHOWN_WITHIN
    for node in tree.iter():
        since = 0 if node.tag == "h1" and since >= SHOWN_WITHIN else since + 1
        if since >= SHOWN_WITHIN or node.tag in ("script", "style", "body", "html", "article", "main"):
            continue
        if len(node) > 6 or not (text := _text(node)) or len(text) > 90 or not any(map(str.isdigit, text)):
            continue
        if (found := dates.line_date(text)) and not found[1]:
            return found[0]
    return None


def _same_day_elsewhere(utc: str, shown: str) -> bool:
    """Whether a moment told in UTC falls on the day that is shown, in a time zone that has another day then."""
    moment = datetime.fromisoformat(utc)
    if len(utc) <= 10 or moment.utcoffset() != timedelta(0):
        return False
    days = (date.fromisoformat(shown) - moment.date()).days
    return (days == 1 and moment.hour >= 10) or (days == -1 and moment.hour < 12)


def _guessed_date(tree: Any, url: str | None) -> tuple[str | None, str | None]:
    import htmldate

    try:
        found = htmldate.find_date(tree, original_date=True, url=url)
    except (ValueError, TypeError, RecursionError, AttributeError):
        return None, None
    return (found, "page-text") if found else (None, None)


def _canonical(tree: Any, meta: dict[str, list[str]], said: dict[str, Any]) -> str | None:
    links = [node.get("href") for node in tree.iter("link") if (node.get("rel") or "").lower() == "canonical"]
    value: str | None
    for value in (*links[:1], *meta.get("og:url", [])[:1], jsonld.text_of(said.get("url"))):
        if value and urlsplit(value.strip()[:2000]).scheme in ("http", "https"):
            return value.strip()
    return None


def _lang(tree: Any, meta: dict[str, list[str]], said: dict[str, Any]) -> str | None:
    root = tree.getroottree().getroot()
    for value in (root.get("lang"), jsonld.text_of(said.get("inLanguage")), *meta.get("og:locale", [])[:1]):
        if value and (found := re.match(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*\s*$", value)):
            return str(found[1]).lower()
    return None


def _first(nodes: Iterable[Any], most: int) -> Iterator[Any]:
    for number, node in enumerate(nodes):
        if number >= most:
            return
        yield node
