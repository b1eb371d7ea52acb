"""From a page to a report: encodings, languages, and text that is used as it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.clean import clean
from dateline.clean.decode import decode, replay
from dateline.clean.language import foreign
from dateline.model.errors import BadEncoding, EmptyInput, InputError, NotEnglish
from dateline.model.report import Page, Report
from dateline.model.text import Span
from tests.clean.pages import PARAGRAPHS, html, page

ENGLISH = (
    "The café’s owner said that “no one” was hurt when the roof came down in the night, and that it will stay shut."
)
GERMAN = (
    "Die Fähre ist in der Nacht zum Dienstag vor der Küste gesunken, und mindestens zwölf Menschen sind dabei"
    " ums Leben gekommen, wie die Küstenwache mitteilte."
)
FRENCH = (
    "Le ferry a coulé dans la nuit de lundi à mardi au large du port, et au moins douze personnes sont mortes,"
    " selon les garde-côtes qui poursuivent les recherches."
)
RUSSIAN = (
    "Паром затонул в ночь на вторник у берегов порта, погибли не менее двенадцати человек, сообщила береговая охрана."
)


@pytest.mark.parametrize(
    ("content", "declared", "encoding"),
    [
        (ENGLISH.encode(), None, "utf-8"),
        (ENGLISH.encode(), "iso-8859-1", "utf-8"),
        (ENGLISH.encode("utf-8-sig"), None, "utf-8-sig"),
        (ENGLISH.encode("utf-16"), None, "utf-16"),
        (ENGLISH.encode("utf-16-le"), None, "utf-16-le"),
        (ENGLISH.encode("cp1252"), None, "cp1252"),
        (ENGLISH.encode("cp1252"), "iso-8859-1", "cp1252"),
        (ENGLISH.encode("cp1252"), "no-such-charset", "cp1252"),
        (ENGLISH.encode("mac-roman"), "macintosh", "mac-roman"),
    ],
)
def test_encodings(content: bytes, declared: str | None, encoding: str) -> None:
    """The bytes are read in their own encoding, whatever they are said to be in, and can be read so again."""
    text, found = decode(page(content, "text/plain", encoding=declared))
    assert (text, found) == (ENGLISH, encoding)
    assert replay(content, found) == text


def test_encoding_of_a_page() -> None:
    """A page's own declaration counts where its bytes are not UTF-8."""
    content = f'<meta http-equiv="content-type" content="text/html; charset=koi8-r"><p>{RUSSIAN}'.encode("koi8-r")
    assert RUSSIAN in decode(page(content))[0]


def test_a_broken_character_is_shown_as_such() -> None:
    """A character cut in two becomes U+FFFD; the rest is read."""
    text, encoding = decode(page((ENGLISH * 9).encode()[:-60] + b"\xe2\x80 end", "text/plain"))
    assert encoding == "utf-8"
    assert text.endswith("\ufffd end")


def test_garbled_text_stays_as_it_came() -> None:
    """What was garbled before it reached the page is what the page says: no repair."""
    garbled = "Itâ€™s over, the mayor said on Monday after the last of the boats had come back to the port."
    assert clean(page(garbled, "text/plain")).text == garbled


@pytest.mark.parametrize("content", [bytes(range(128, 256)) * 20, b"\x01\x02\x03\x04" * 50])
def test_no_text_in_any_encoding(content: bytes) -> None:
    """Bytes that make no text are one clear error."""
    with pytest.raises(BadEncoding) as caught:
        decode(page(content, "text/plain"))
    assert caught.value.advice


@pytest.mark.parametrize(("text", "code"), [(GERMAN, "de"), (FRENCH, "fr"), (RUSSIAN, "ru")])
def test_other_languages_are_refused(text: str, code: str) -> None:
    """A report in another language is refused, and the language is named."""
    with pytest.raises(NotEnglish, match=f"`{code}`"):
        clean(page(text, "text/plain"))
    assert clean(page(text, "text/plain"), english_only=False).text == text


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Ferry sinks",
        "Tchiani, Bazoum, Traoré, Goïta",
        "Niamey: Général Tchiani rencontre",
        "Mohamed Bazoum and Abdourahamane Tchiani met Assimi Goïta and Ibrahim Traoré in Bamako, officials said.",
        "The minister said “La situation est grave et nous ne pouvons plus attendre” before he left the hall.",
    ],
)
def test_english_is_let_through(text: str) -> None:
    """Headlines, lists of names and English with foreign words in it are not refused."""
    assert foreign(text) is None


@pytest.mark.parametrize(
    "text", ["  lead\r\n\r\nThe ferry sank.\t\n", "\ufeffThe ferry sank.", "The ferry\x0bsank.\u2028Two died.\n"]
)
def test_given_text_is_used_as_it_is(text: str) -> None:
    """A text that is vouched for is not changed by one character, and leads back to itself."""
    report = clean(Page("x:1", text.encode(), "text/plain", id="a", text=text))
    assert report.text == text
    assert report.offsets.to_source(Span(0, len(text))) == Span(0, len(text))


def test_windows_line_ends_stay() -> None:
    """A text file keeps its line ends, so that offsets hold."""
    content = "\r\n\r\n".join(PARAGRAPHS).encode()
    assert clean(page(content, "text/plain")).text.encode() == content


def test_page_is_named_by_its_hash() -> None:
    """A report names the bytes that it was made from, and the encoding to read them in."""
    raw = page(html())
    report = clean(raw)
    assert (report.page_sha256, report.encoding) == (raw.sha256, "utf-8")


def test_errors_name_the_report() -> None:
    """An error of a page with an id carries it."""
    with pytest.raises(EmptyInput) as caught:
        clean(page(" \n ", "text/plain", id="a"))
    assert caught.value.id == "a"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Any Unicode, as it is, gives a report of itself or an error of ours."""
    try:
        report = clean(Page("x", text.encode("utf-8", "surrogatepass"), "text/plain", text=text))
    except InputError:
        return
    assert isinstance(report, Report)
    assert report.text == text


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """Any bytes give a report or an error of ours."""
    for media_type in ("text/plain", "text/html"):
        try:
            clean(page(content, media_type))
        except InputError:
            continue
