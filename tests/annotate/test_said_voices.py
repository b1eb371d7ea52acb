"""Whose voice it is where no verb cites anybody: captions, transcripts, posts, the report's own author."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate.said.transcript import turns
from dateline.clean import clean
from dateline.knowledge import Knowledge
from dateline.model.marks import Statement
from dateline.model.reading import Reading
from dateline.model.report import Page, Report
from dateline.model.text import Span
from dateline.pipeline import run

BODY = "Fishermen in the bay have not been paid since May, the harbour union said on Tuesday.\n\n"
CAPTION = "Fishermen block the harbour gate with nets during a protest in Aroa, Chile, March 4, 2023."


def words(reading: Reading, spans: tuple[Span, ...]) -> str:
    return " … ".join(span.of(reading.text) for span in spans)


def read(text: str, knowledge: Knowledge, authors: tuple[str, ...] = ()) -> Reading:
    """The report through all stages, its page cleaned as a plain text."""
    report = clean(Page("own.txt", text.encode(), "text/plain", id="own"))
    return run(replace(report, authors=authors or report.authors), knowledge)


def holding(reading: Reading, some: str) -> list[Statement]:
    """The statements with these words in their content."""
    at = reading.text.index(some)
    return [one for one in reading.statements if any(part.start <= at < part.end for part in one.content)]


@pytest.mark.parametrize(
    ("layout", "source", "kind"),
    [
        (f"BAY-STRIKE-PROTEST\n{CAPTION}\n\nAFP via Getty\n\n", "AFP via Getty", "outlet"),
        (f"BAY-STRIKE-PROTEST\n{CAPTION}\nPhoto: Ana Ruiz/Coast Daily\n\n", "Ana Ruiz/Coast Daily", "outlet"),
        (f"{CAPTION} (AP Photo/Ana Ruiz)\n\n", "AP Photo/Ana Ruiz", "outlet"),
        (f"bay.jpg\n{CAPTION}\nPhoto by: Ana Ruiz\n\n", "Ana Ruiz", None),
    ],
)
def test_a_caption_is_the_agencys(layout: str, source: str, kind: str | None, knowledge: Knowledge) -> None:
    """What a caption tells is vouched for by whose credit stands beside it: in brackets, on its own line, labelled."""
    reading = read(f"Harbour strike goes on\n\n{BODY}{layout}{BODY}", knowledge)
    outer = next(one for one in holding(reading, "block the harbour gate") if one.via is None)
    assert (words(reading, outer.source), outer.source_kind, outer.cue) == (source, kind, ())
    assert words(reading, outer.content) == CAPTION
    told = [one for one in reading.events if CAPTION in reading.text and one.span.of(reading.text) == "block"]
    assert [reading.statements[one.statement or 0] for one in told] == [outer] * len(told)


def test_what_is_said_in_a_caption(knowledge: Knowledge) -> None:
    """What a caption says that somebody said reached the report by the agency."""
    caption = "Teacher Ida Marsh (left) says that the gate was never locked, in Aroa, March 4, 2023."
    reading = read(f"Harbour strike goes on\n\n{BODY}BAY-STRIKE\n{caption}\n\nReuters\n\n{BODY}", knowledge)
    inner = next(one for one in reading.statements if "Marsh" in words(reading, one.source))
    assert inner.via is not None
    assert words(reading, reading.statements[inner.via].source) == "Reuters"


def test_no_credit_no_agency(knowledge: Knowledge) -> None:
    """A caption without a credit, and a credit without a caption, are nobody's statement."""
    reading = read(f"Harbour strike\n\n{BODY}Caption: {CAPTION}\n\n{BODY}Google Maps\n\n{BODY}", knowledge)
    assert all(one.source and one.cue for one in holding(reading, "block the harbour gate"))
    assert not any("Google" in words(reading, one.source) for one in reading.statements)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "**Bay Post:** Who cut the nets?\n\n**Runa Dal:** The guards did.\n\n**Bay Post:** When?\n\n"
            "**Runa Dal:** At night.",
            [("Bay Post", "outlet"), ("Runa Dal", "named"), ("Bay Post", "outlet"), ("Runa Dal", "named")],
        ),
        (
            "HOST: Who cut the nets?\n\nJONAS WEBER: The guards did.\n\nHOST: When?\n\nWEBER: At night.",
            [("HOST", "unnamed"), ("JONAS WEBER", "named"), ("HOST", "unnamed"), ("WEBER", "named")],
        ),
        (
            "[10:32] Lena: Nets are cut.\n\n[10:35] Olu: All of them?\n\n[10:36] Lena: All of them.",
            [("Lena", "named"), ("Olu", "named"), ("Lena", "named")],
        ),
        (
            "@baywatch · 2h\nTwo boats burn near the pier\n\n@mayor_kell · Mar 4\nNobody was hurt.",
            [("@baywatch", "document"), ("@mayor_kell", "document")],
        ),
        (
            "Lena Marsh (@lenamarsh) Mar 4, 2023 10:12 AM: Nets are cut.\n\nOlu Ade (@oluade) 10:15 AM: All of them?",
            [("Lena Marsh (@lenamarsh)", "named"), ("Olu Ade (@oluade)", "named")],
        ),
        ("Q: Who cut the nets?\n\nA: The guards did.\n\nQ: When?\n\nA: At night.", [("Q", None), ("A", None)] * 2),
    ],
)
def test_labels(text: str, expected: list[tuple[str, str | None]], knowledge: Knowledge) -> None:
    """Speakers of transcripts and accounts of posts are the sources of what stands behind their label."""
    reading = run(Report("own", text), knowledge)
    assert [(words(reading, one.source), one.source_kind) for one in reading.statements] == expected


def test_a_last_name_is_the_speaker_before(knowledge: Knowledge) -> None:
    """A speaker whose label is shortened later stays the same one."""
    text = "ANN LINDE: Who cut them?\n\nJONAS WEBER: The guards.\n\nLINDE: When?\n\nWEBER: At night."
    linde, weber, again, last = (one.source_actor for one in run(Report("own", text), knowledge).statements)
    assert (linde, weber) == (again, last)
    assert linde != weber


def test_the_authors_own_voice(knowledge: Knowledge) -> None:
    """ "I" is the author who signs; where nobody does it is nobody known, and never an institution."""
    text = "The bay is dying. I believe the mill poisoned it. We think the city should pay for that."
    signed, unsigned = (
        [one.source_kind for one in run(Report("own", text, authors=authors), knowledge).statements]
        for authors in (("Ida Holm",), ())
    )
    assert (set(signed), set(unsigned)) == ({"named"}, {None})


def test_a_source_that_no_list_of_agents_knows(knowledge: Knowledge) -> None:
    """Whoever is cited has a mention that events and other statements can point to."""
    reading = run(Report("own", "An industry source said the mill would close. Another said it had closed."), knowledge)
    cited = [one.source_actor for one in reading.statements]
    assert [reading.actors[one].span.of(reading.text) for one in cited if one is not None] == [
        "An industry source",
        "Another",
    ]


@given(st.lists(st.text(alphabet="QA@:.*[] \n09aB·h", max_size=30), max_size=5))
@settings(deadline=None)
def test_labels_of_any_text(lines: list[str]) -> None:
    """Whatever stands before a colon, names and contents lie in their text and contents are never empty."""
    text = "\n\n".join(lines)
    blocks, at = [], 0
    for line in lines:
        blocks.append(Span(at, at + len(line)))
        at += len(line) + 2
    for one in turns(text, blocks):
        assert one.content
        assert all(0 <= span.start < span.end <= len(text) for span in (*one.source, *one.content))
