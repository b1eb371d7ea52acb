"""Readings made by hand, for tests that need one and no knowledge."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from dateline.model.event import Event, Presence
from dateline.model.marks import Actor, Figure, Place, Scope, Statement, When
from dateline.model.reading import Reading
from dateline.model.report import Furniture, Page, Report
from dateline.model.text import OffsetMap, Span
from dateline.model.tokens import Sentence

TEXT = "Troops leave harbour\n\nSome 40 soldiers left Portville on 3 May, the mayor said.\n\nSource link"


def span(words: str, text: str = TEXT) -> Span:
    """Where `words` first stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def page(text: str = TEXT, **given: str) -> Page:
    """The page that `reading` is of."""
    return replace(Page("portville.txt", text.encode(), "text/plain", id="portville"), **given)


def reading(text: str = TEXT, id: str = "portville", maker: str = "hand/1/0") -> Reading:
    """A reading with one mark of each kind; of another text only the text."""
    report = Report(
        id,
        text,
        title="Troops leave harbour",
        publisher="Portville Post",
        published="2024-05-04",
        published_from="given",
        lang="en",
        authors=("The newsroom",),
        offsets=OffsetMap.identity(len(text)),
    )
    makers = MappingProxyType({"events": maker})
    if text != TEXT:
        return Reading(report, makers=makers)
    report = Report(
        **{name: getattr(report, name) for name in report.__slots__ if name != "furniture"},
        furniture=(Furniture(span("Source link"), "source-link"),),
    )
    return Reading(
        report,
        sentences=(Sentence(span("Some 40 soldiers left Portville on 3 May, the mayor said."), 0, 12, 1),),
        times=(When(span("3 May"), "DATE", "2024-05-03", "2024-05-03", "2024-05-03", 0.9),),
        figures=(Figure(span("Some 40"), 40, 36, 44, True, "people", "soldiers", Scope(actor=0, place=0, time=0)),),
        places=(
            Place(span("Portville"), "Portville", kind="settlement", lat=50.0, lon=-1.0, radius_km=4, country="GB"),
        ),
        actors=(
            Actor(span("Some 40 soldiers"), "soldiers", sector="MIL"),
            Actor(span("the mayor"), "mayor", sector="GOV"),
        ),
        statements=(
            Statement(
                (span("the mayor"),), (span("said"),), (span("Some 40 soldiers left Portville on 3 May"),), "unnamed", 1
            ),
        ),
        events=(
            Event(
                span("left"),
                "RETREAT",
                "material-cooperation",
                "withdraw",
                "0874",
                actors=(0,),
                place=0,
                time=0,
                figures=(0,),
                statement=0,
                because=(span("said"),),
                why=("verb:leave + subject forces",),
            ),
        ),
        presence=(Presence("forces", 0, 0, 0, 0, 0),),
        makers=makers,
    )
