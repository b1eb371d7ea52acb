"""The names and figures by which a rewriting is known."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dateline.consolidate.details import likeness, weight_of
from dateline.consolidate.features import compare
from dateline.consolidate.lineage import Comparer
from dateline.consolidate.remainder import kept_whole, only_furniture
from dateline.model.report import Report

quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FURNITURE = "Our desk is open from nine to five. Readers who find a mistake receive a cake from the baker next door."


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("forty-five lorries and 45 drivers", ["45", "45"]),
        ("two hundred thousand pounds", ["200000"]),
        ("one thousand and fifty-six men", ["1056"]),
        ("five thousand eight hundred and fifty mouths", ["5850"]),
        ("a hundred trainers and one billion four hundred million francs", ["100", "1400000000"]),
        ("1.4 billion francs, 14,500 people", ["1400000000", "14500"]),
        ("half a dozen boats, two dozen men and half a million pounds", ["6", "24", "500000"]),
        ("three cows and two calves", ["3", "2"]),
        ("call 0800 555 111 until 8:25 on 6/7/2021", []),
        ("one of the men", []),
        ("", []),
    ],
)
def test_figures(comparer: Comparer, words: str, figures: list[str]) -> None:
    """Numbers in words are worked out; telephone numbers, dates and times of day are none."""
    assert comparer.detailing.figures(comparer.candidate(Report("r", words)).prepared.words) == figures


@pytest.mark.parametrize(
    ("figure", "weight"), [("18293", 5.0), ("44.8", 3.0), ("300", 1.0), ("2021", 1.0), ("28", 0.75), ("4", 0.5)]
)
def test_what_a_figure_gives_away(figure: str, weight: float) -> None:
    """An odd number tells more than a round one, a year or a small one."""
    assert weight_of(figure) == weight


@quick
@given(one=some.text(max_size=120), other=some.text(max_size=120))
def test_likeness_is_the_same_from_both_sides(comparer: Comparer, one: str, other: str) -> None:
    """Changing the reports over changes no share, and a share is none above all."""
    a, b = (comparer.candidate(Report(name, text)).details for name, text in (("a", one), ("b", other)))
    forth, back = likeness(a, b), likeness(b, a)
    assert (forth.alike, forth.rewriting) == (back.alike, back.rewriting)
    assert 0 <= forth.alike <= 2


def test_furniture_is_no_text_behind_both(comparer: Comparer) -> None:
    """What is shared and has nothing to do with either report is furniture; what is told of in one of them is not."""
    texts = (
        f"Dockers at Selby Harbour stopped three grain ships after a crane fell on a foreman. {FURNITURE}",
        f"A choir from Marrow won the singers' prize with a song about rain and an old piano. {FURNITURE}",
        f"The baker next door gave Marrow's choir a cake, and every singer had a piece of it. {FURNITURE}",
    )
    one, two, three = (comparer.candidate(Report(str(at), text)) for at, text in enumerate(texts))
    assert only_furniture(compare(one.prepared, two.prepared))
    assert not only_furniture(compare(two.prepared, three.prepared))
    assert comparer.judge(one, two).relation == "independent"


def test_sentences_that_somebody_said_are_not_kept_ones(comparer: Comparer) -> None:
    """A whole sentence in both counts where neither has it from somebody's mouth."""
    told = "The loading arm had been welded twice since November and came down upon the foreman at noon."
    plain, quoted = Report("plain", told), Report("quoted", f'"{told}"')
    a, b = (comparer.candidate(report).prepared for report in (plain, quoted))
    assert kept_whole(compare(a, a)) == [17]
    assert kept_whole(compare(a, b)) == kept_whole(compare(b, a)) == []
