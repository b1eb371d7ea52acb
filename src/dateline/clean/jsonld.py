"""JSON-LD: what a page's publisher says of it for machines (schema.org), found however it is nested."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

ARTICLES = re.compile(r"(?:\w*(?:Article|Posting)|Report|Review|WebPage|VideoObject|PodcastEpisode)", re.I)
"""Types that can carry a report's data; those named first in PREFERRED win."""

PREFERRED = ("newsarticle", "reportagenewsarticle", "liveblogposting", "article", "blogposting")
LESS = ("webpage", "videoobject", "podcastepisode", "review")
NODES = 5_000
"""Nodes looked at on one page; lists of related stories can be long."""

CONTROLS = re.compile(r"[\x00-\x1f]+")
CDATA = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*;?\s*$")


def nodes(scripts: list[str]) -> list[dict[str, Any]]:
    """Every object with a `@type` of a page's `application/ld+json` scripts, outer ones first; broken ones skipped."""
    found: list[dict[str, Any]] = []
    for script in scripts:
        loaded = _loads(script)
        for node in _walk(loaded):
            found.append(node)
            if len(found) >= NODES:
                return found
    return found


def types(node: dict[str, Any]) -> list[str]:
    """The node's types in lower case, without a namespace."""
    listed = node.get("@type")
    return [
        str(one).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower()
        for one in (listed if isinstance(listed, list) else [listed])
        if one
    ]


def article(found: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The node that tells of the report itself: the best type, then the most said, then the first."""
    candidates = [node for node in found if any(ARTICLES.fullmatch(one) for one in types(node))]
    return max(candidates, key=_weight, default=None)


def text_of(value: Any) -> str | None:
    """A string value in one line, with entities resolved; of a list the first, of an object its `name` or `@value`."""
    if isinstance(value, list):
        return next((text for one in value[:20] if (text := text_of(one))), None)
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value"))
    if isinstance(value, str):
        return " ".join(re.sub(r"<[^<>]{0,200}>", "", unescape(value)).split()) or None
    return None


def _weight(node: dict[str, Any]) -> tuple[int, int, int]:
    kinds = types(node)
    rank = 2 if any(one in PREFERRED for one in kinds) else 0 if all(one in LESS for one in kinds) else 1
    said = sum(bool(node.get(key)) for key in ("headline", "datePublished", "author", "articleBody", "publisher"))
    return bool(node.get("headline")) and bool(node.get("datePublished")), rank, said


def _loads(script: str) -> Any:
    script = CDATA.sub("", script).strip()
    for text in (
        script,
        CONTROLS.sub(" ", script).rstrip(" ;"),
        re.sub(r",\s*([\]}])", r"\1", CONTROLS.sub(" ", script)),
    ):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(loaded: Any) -> Iterator[dict[str, Any]]:
    waiting = [loaded]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = node[:NODES]
        elif isinstance(node, dict):
            if "@type" in node:
                yield node
            inner = [
                value for key, value in node.items() if key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
            ]
            waiting.extend(one for one in inner if isinstance(one, list | dict))
