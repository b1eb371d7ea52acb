"""From a page as it came to a report: decoded, its article found, its furniture marked, its data read."""

from __future__ import annotations

from dateline.clean import article, furniture, language, metadata, plaintext
from dateline.clean.decode import decode
from dateline.clean.identity import identify
from dateline.clean.tree import parsed
from dateline.model.errors import EmptyInput, InputError, NotEnglish
from dateline.model.report import TESTIFYING, Page, Report
from dateline.model.text import OffsetMap


def clean(page: Page, *, english_only: bool = True) -> Report:
    """The report of a page. Raises EmptyInput, BadEncoding, NotEnglish or TooLarge, with the page's id if it has one.

    Without `english_only` a report in any language is cleaned; the stages after this one read English alone.
    """
    try:
        return _clean(page, english_only)
    except InputError as problem:
        problem.id = problem.id or page.id
        raise


def _clean(page: Page, english_only: bool) -> Report:
    if page.text is not None:
        source, encoding = page.text, "utf-8"
    else:
        source, encoding = decode(page)
    if page.text is None and page.media_type == "text/html":
        tree = parsed(source, page.source)
        found = metadata.of_html(tree, page)
        body = article.of_html(source, tree, page.source, page.title or found.title, page.url)
        text, offsets, captions = body.text, body.offsets, body.captions
    else:
        text, offsets, captions = source, OffsetMap.identity(len(source)), frozenset()
        found = plaintext.of_text(source, page.url)
    if not text.strip():
        raise EmptyInput(page.source, "has no text.")
    foreign = language.foreign(text)
    title = page.title or found.title
    url = page.url or found.url
    report = Report(
        id=identify(page, url),
        text=text,
        title=title,
        publisher=page.publisher or found.publisher,
        url=url,
        lang=foreign or page.lang or found.lang or "en",
        authors=found.authors,
        published=page.published or found.published,
        published_from="given" if page.published else found.published_from,
        furniture=furniture.find(text, title, captions),
        offsets=offsets,
        page_sha256=page.sha256,
        encoding=encoding,
    )
    if not _has_words(report):
        raise EmptyInput(page.source, "has nothing but the furniture of a page.", "Give a page that has a report.")
    if english_only and foreign:
        problem = NotEnglish(page.source, f"is not in English (it looks like `{foreign}`).", "Only English is read.")
        problem.report = report
        raise problem
    return report


def _has_words(report: Report) -> bool:
    """Whether any word of the text is left when its furniture is taken away, captions apart."""
    text = list(report.text)
    for one in report.furniture:
        if one.kind not in TESTIFYING:
            text[one.span.start : one.span.end] = " " * len(one.span)
    return any(character.isalnum() for character in text)
