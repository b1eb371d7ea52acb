"""The article of an HTML page, and the way back from each of its words to the source."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.clean import clean
from dateline.clean.align import align
from dateline.clean.decode import replay
from dateline.clean.visible import visible
from dateline.model.errors import EmptyInput, InputError
from dateline.model.report import Report
from dateline.model.text import Span
from tests.clean.pages import PARAGRAPHS, html, page


def test_article_without_clutter() -> None:
    """All paragraphs are there, in order, and no navigation, headline, advertising, comment or copyright line."""
    assert clean(page(html())).text == "\n\n".join(PARAGRAPHS)


def test_lists_and_quotes_are_kept() -> None:
    """A list and a quotation in the middle of a report are part of it."""
    body = "<ul><li>Nine people are missing.</li><li>Two ships help.</li></ul>"
    body += "<blockquote><p>No one warned us of it.</p></blockquote>"
    text = clean(page(html(body))).text
    for words in ("Nine people are missing.", "Two ships help.", "No one warned us of it."):
        assert words in text


def test_caption_with_a_date_is_kept_and_marked() -> None:
    """A dated caption of the page stands at its place in the text and is marked; a bare one is left out."""
    caption = "Relatives wait for news at the harbour of Port Vale, March 9, 2021."
    figures = f"<figure><img src=a.jpg><figcaption>{caption}</figcaption></figure><figcaption>The ship</figcaption>"
    report = clean(page(html(figures)))
    assert report.text == "\n\n".join((PARAGRAPHS[0], caption, *PARAGRAPHS[1:]))
    assert [(one.kind, one.span.of(report.text)) for one in report.furniture] == [("caption", caption)]


def verbatim(report: Report, source: str) -> None:
    """Assert that every verbatim piece has the same characters on both sides, white space aside."""
    for piece in report.offsets.pieces:
        if piece.verbatim:
            one, other = piece.clean.of(report.text), piece.source.of(source)
            assert [" " if c.isspace() else c for c in one] == [" " if c.isspace() else c for c in other]


def test_each_word_leads_back() -> None:
    """Every word of the text leads to the same word in the source, through entities and tags."""
    raw = page(
        html("<p>A <b>sec</b>ond ship, the <i>Northern\n   Star</i>, sank &mdash; no one was aboard&nbsp;it.</p>")
    )
    report = clean(raw)
    source = replay(raw.content, report.encoding)
    verbatim(report, source)
    at = 0
    for word in report.text.split():
        at = report.text.index(word, at)
        found = report.offsets.to_source(Span(at, at + len(word)))
        assert found is not None, word
        if word.isalnum() and word != "second":
            assert found.of(source) == word
        at += len(word)
    first = report.offsets.to_source(Span(0, len(PARAGRAPHS[0])))
    assert first is not None
    assert source[first.start :].startswith("The ferry Aurora")


def test_repeated_paragraphs_keep_their_order() -> None:
    """Where a page has a paragraph twice, the one in the run of the article is found, not a stray copy."""
    source = f"<p>{PARAGRAPHS[2]}</p><hr>" + "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    text = "\n\n".join(PARAGRAPHS)
    offsets = align(text, visible(source))
    last = offsets.to_source(Span(text.index(PARAGRAPHS[2]), text.index(PARAGRAPHS[2]) + 10))
    assert last is not None
    assert last.start > source.index(PARAGRAPHS[1])


def test_text_in_json_ld_leads_back_there() -> None:
    """Text that only JSON-LD has leads back into the script, escapes and all."""
    body = "The dam held.\\nThe \\u201cold\\u201d bridge did not, the mayor said on Friday."
    source = f'<script type="application/ld+json">{{"articleBody": "{body}"}}</script>'
    offsets = align("The “old” bridge did not, the mayor said", visible(source))
    assert offsets.to_source(Span(5, 8)) is not None
    assert offsets.to_source(Span(5, 8)).of(source) == "old"  # type: ignore[union-attr]


MARKUP = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b", "&amp;", "&lt", "&#x41;", "<!--", "-->", "<a b='>'", '"', ">", "<", " ", "\n"]
)
WORDS = st.sampled_from(
    ["ferry", "sank", "Port Vale", "twelve people died", "the harbour master said", "é", "\u200b", "0"]
)


@settings(deadline=None)
@given(st.lists(st.one_of(MARKUP, WORDS, st.text(max_size=5)), max_size=40).map("".join), st.data())
def test_any_page_maps_within_itself(source: str, data: st.DataObject) -> None:
    """Whatever the source, its visible text leads back to equal characters within it, and rearranged text does too."""
    seen = visible(source)
    lines = seen.text.split("\n")
    for text in (seen.text, "\n".join(data.draw(st.permutations(lines)))):
        offsets = align(text, seen)
        for piece in offsets.pieces:
            assert piece.source.end <= len(source)
            assert piece.clean.end <= len(text)
            if piece.verbatim:
                assert piece.clean.of(text).split() == piece.source.of(source).split()


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 20_000 + "deep",
        "<p>" + "<b><i>" * 5_000 + "x" * 10_000,
        "<p>word " * 4_000,
        "<a href='" * 20_000,
        '<p title="' * 20_000 + "x",
        "<!--" * 20_000,
        "<script>" * 10_000,
        "&" * 50_000,
        "<" * 50_000,
        "<p>" + ". " * 30_000,
        "<p>" + "a" * 200_000,
        "<table><tr><td>" * 3_000,
        "\x00<p>\x00" * 1_000,
        '<script type="application/ld+json">' + "[" * 50_000 + "</script>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": [[[{}]], 5]}</script>',
    ],
)
def test_hostile_page(source: str) -> None:
    """A page made to break readers gives a report or an error of ours, and soon."""
    began = time.process_time()
    try:
        answer: Report | InputError = clean(page(source), english_only=False)
    except InputError as problem:
        answer = problem
    assert isinstance(answer, Report) or answer.advice
    assert time.process_time() - began < 10


def test_page_without_an_article() -> None:
    """A page that only scripts fill is an error that says so."""
    source = "<html><head><title>Coast Daily</title></head><body><div id=app></div><script>go()</script>"
    with pytest.raises(EmptyInput, match="no article text"):
        clean(page(source))
