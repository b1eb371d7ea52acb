"""Furniture: lines that stay in the text and are not read as news."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.clean.furniture import find, match
from dateline.knowledge.lexicons import Lexicons

LEXICON: dict[str, Any] = Lexicons().read("furniture")
BODY = "The ferry Aurora sank off Port Vale on Monday night, and at least 12 people died, the coast guard said."
REPORT = f"""Ferry sinks off Port Vale, 12 dead

March 9, 2021
3 mins read
FERRY SINKS OFF PORT VALE, 12 DEAD

{BODY}

ferry-map.png

Google Maps

Rescue boats searched until dawn, and 41 people were pulled out alive, among them two children.

VALE-FERRY-DISASTER
Relatives wait for news at the harbour of Port Vale, March 9, 2021.

AFP via Getty

Divers look at the hull of the ship in Port Vale, on March 10, 2021. (AP Photo/Lena Marsh)

READ MORE: Why the old ferries still sail

Related stories
Storm warnings and who reads them
The coast guard and its boats

The company has not said why the ship sailed.

Report contributed by Nora Lind
© 2021 Coast Daily. All rights reserved.

Source link
"""


def marked(text: str, title: str | None = None) -> list[tuple[str, str]]:
    """Kind and words of all furniture."""
    return [(one.kind, one.span.of(text)) for one in find(text, title)]


def test_a_whole_report() -> None:
    """Each line that a report drags along is marked with its kind, and no other."""
    assert marked(REPORT, "Ferry sinks off Port Vale, 12 dead") == [
        ("boilerplate", "March 9, 2021"),
        ("reading-time", "3 mins read"),
        ("headline-repeat", "FERRY SINKS OFF PORT VALE, 12 DEAD"),
        ("image-name", "ferry-map.png"),
        ("credit", "Google Maps"),
        ("credit", "VALE-FERRY-DISASTER"),
        ("caption", "Relatives wait for news at the harbour of Port Vale, March 9, 2021."),
        ("credit", "AFP via Getty"),
        ("caption", "Divers look at the hull of the ship in Port Vale, on March 10, 2021."),
        ("credit", "(AP Photo/Lena Marsh)"),
        ("promo", "READ MORE: Why the old ferries still sail"),
        ("promo", "Related stories"),
        ("promo", "Storm warnings and who reads them"),
        ("promo", "The coast guard and its boats"),
        ("contributor", "Report contributed by Nora Lind"),
        ("boilerplate", "© 2021 Coast Daily. All rights reserved."),
        ("source-link", "Source link"),
    ]


def cases(key: str) -> list[Any]:
    """The lexicon's own examples."""
    return [
        pytest.param(line, entry["kind"], id=line[:40]) for entry in LEXICON["lines"] for line in entry.get(key, [])
    ]


@pytest.mark.parametrize(("line", "kind"), cases("examples"))
def test_examples_of_the_lexicon(line: str, kind: str) -> None:
    """Every example of the lexicon is marked with the kind that it stands under."""
    assert marked(f"{BODY}\n\n{line}")[-1:] == [(kind, line)]


@pytest.mark.parametrize(("line", "kind"), cases("not"))
def test_counterexamples_of_the_lexicon(line: str, kind: str) -> None:
    """Every counterexample stays to be read."""
    assert match(line) is None


@pytest.mark.parametrize("cue", LEXICON["caption_cues"], ids=lambda cue: cue["example"][:40])
def test_caption_cues(cue: dict[str, str]) -> None:
    """A line above a photo credit that tells of a picture is a caption."""
    assert re.search(cue["pattern"], cue["example"], re.I)
    assert marked(f"{BODY}\n\n{cue['example']}\n\nReuters")[0] == ("caption", cue["example"])


def test_paragraph_above_a_credit_stays() -> None:
    """A paragraph of the report that happens to stand above a credit is no caption."""
    assert marked(f"{BODY}\n\nReuters") == [("credit", "Reuters")]


def test_headline_stands_once() -> None:
    """The headline stays where it stands first, and every later one is a repeat."""
    title = "Ferry sinks off Port Vale"
    assert marked(f"{title}\n\n{BODY}", title) == []
    assert marked(f"{title}\n\n{title}\n\n{BODY}\n\n{title}", title) == [("headline-repeat", title)] * 2


def test_date_in_a_chronicle_stays() -> None:
    """A date that heads a section far down is not the page's own."""
    assert marked(f"{BODY} {BODY}\n\nMarch 9, 2021\n\n{BODY}") == []


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(REPORT.splitlines()), st.text(max_size=60)), max_size=25), st.booleans())
def test_spans_are_in_order_and_apart(lines: list[str], windows: bool) -> None:
    """Spans lie within the text, in order, without overlaps or white space at their ends, whatever ends the lines."""
    text = ("\r\n" if windows else "\n").join(lines)
    end = 0
    for one in find(text, "Ferry sinks off Port Vale, 12 dead"):
        assert end <= one.span.start < one.span.end <= len(text)
        assert one.span.of(text) == one.span.of(text).strip()
        end = one.span.end


@pytest.mark.parametrize(
    "unit", ["A-", "Avia", "By A-", "A ", "a/", "Photo ", "(", "A, ", "© A ", "1 min ", "Read more "]
)
def test_long_lines_take_no_time(unit: str) -> None:
    """No line makes the patterns run away."""
    began = time.process_time()
    for length in (30, 100, 280, 595):
        for end in ("", "!", " AFP"):
            find((unit * length)[:length] + end, None)
    assert time.process_time() - began < 2
