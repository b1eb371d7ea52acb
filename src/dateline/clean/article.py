"""The article of a page: its main text with the captions that testify, and the map from there back to the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.clean.align import align
from dateline.clean.dates import DATED
from dateline.clean.tree import prune
from dateline.clean.visible import visible
from dateline.model.errors import EmptyInput, TooLarge
from dateline.model.text import OffsetMap

SHORT = 1500
"""Code points of a text under which a fuller reading of the page is tried too. Precision mode alone cuts some reports
to a few paragraphs: with this, F1 on the 83 scrapinghub pages of the development half went from .953 to .963."""

FULLER = 1.5
"""How many times longer the fuller reading must be to be taken; 1.5 to 3 gave the same."""

CAPTION_WORDS = (8, 80)
"""A caption that tells something: neither "The old bridge" nor a text that is set under a picture."""

LETTERS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Article:
    """`captions` holds the letters and digits of each caption of the page: so its line in `text` is known."""

    text: str
    offsets: OffsetMap
    captions: frozenset[str]


def of_html(html: str, tree: Any, source: str, title: str | None = None, url: str | None = None) -> Article:
    """The article of a page, paragraphs parted by blank lines. Raises EmptyInput where there is none, or TooLarge.

    `tree` is `html` parsed; it is used up. A dated caption between two paragraphs stands where the picture does; the
    headline above the text is left out.
    """
    if tree is not None:
        prune(tree)
    lines = _lines(tree, source, url) if tree is not None else []
    if lines and title and letters(lines[0]) == letters(title):
        del lines[0]
    if not lines:
        raise EmptyInput(source, "has no article text.", "Is it a front page, or one that only scripts fill?")
    captions, placed = _captions(tree, lines)
    text = "\n\n".join(_woven(lines, placed))
    return Article(text, align(text, visible(html)), captions)


def letters(text: str) -> str:
    """What two spellings of one line have in common."""
    return "".join(LETTERS.findall(text)).casefold()


def _lines(tree: Any, source: str, url: str | None) -> list[str]:
    precise = _extracted(tree, source, url, precise=True)
    if len(precise) < SHORT:
        fuller = _extracted(tree, source, url, precise=False)
        if len(fuller) > FULLER * len(precise):
            precise = fuller
    return [stripped for line in precise.split("\n") if (stripped := line.strip())]


def _extracted(tree: Any, source: str, url: str | None, *, precise: bool) -> str:
    import trafilatura

    try:
        found: Any = trafilatura.bare_extraction(tree, url=url, favor_precision=precise, include_comments=False)
    except RecursionError as problem:
        raise TooLarge(source, "is nested too deeply.", "Save the article itself.") from problem
    return (found.text if found else None) or ""


def _captions(tree: Any, lines: list[str]) -> tuple[frozenset[str], list[tuple[int, str]]]:
    """The letters of all captions, and those to be put in: after which line, with what words."""
    places = {letters(line): number for number, line in enumerate(lines)}
    known: set[str] = set()
    placed: list[tuple[int, str]] = []
    at = -1
    for node in tree.iter("p", "h2", "h3", "li", "blockquote", "figcaption"):
        if node.tag != "figcaption":
            at = places.get(letters(node.text_content()), at) if len(node) < 50 else at
            continue
        words = " ".join(node.text_content().split())
        key = letters(words)
        if not key or len(words) > 800 or key in known:
            continue
        known.add(key)
        tells = CAPTION_WORDS[0] <= len(words.split()) <= CAPTION_WORDS[1] and DATED.search(words)
        if tells and key not in places and at >= 0:
            placed.append((at, words))
    return frozenset(known), [(after, words) for after, words in placed if after < len(lines) - 1]


def _woven(lines: list[str], placed: list[tuple[int, str]]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield line
        for after, words in placed:
            if after == number:
                yield words
