"""Whose text a report says it has."""

from __future__ import annotations

import pytest

from dateline.consolidate.credits import Crediting, host_of, means
from dateline.knowledge import Knowledge
from dateline.model.report import Report


@pytest.fixture(scope="module")
def crediting(knowledge: Knowledge) -> Crediting:
    """Reads credits."""
    return Crediting(knowledge)


def test_every_pattern_finds_its_example(crediting: Crediting, knowledge: Knowledge) -> None:
    """Each pattern of the list finds a credit of its kind in the example beside it."""
    for row in knowledge.lexicons.read("credits")["patterns"]:
        found = [one.how for one in crediting.read(Report("r", row["example"])).listed]
        assert row["how"] in found, row["example"]


def test_a_credit_is_a_span(crediting: Crediting) -> None:
    """The span of a credit holds the outlet's name, and the id is that of the outlet list."""
    text = "The depot burned, a guard told Reuters."
    (credit,) = crediting.read(Report("r", text)).listed
    assert (credit.span.of(text), credit.outlet, credit.id, credit.how) == (
        "told Reuters",
        "Reuters",
        "reuters",
        "told",
    )


def test_an_agency_does_not_credit_itself(crediting: Crediting) -> None:
    """On the agency's own page its tag is a signature."""
    own = crediting.read(Report("r", "OSTER, May 1 (Reuters) - A bridge fell.", url="https://www.reuters.com/a"))
    assert own.listed == ()
    assert own.signed
    assert own.is_agency


@pytest.mark.parametrize(
    ("name", "publisher", "expected"),
    [
        ("MPA", "Meridian Press Agency", True),
        ("Meridian", "Meridian Press Agency", True),
        ("The Ledger", "The Daily Ledger", False),
        ("The Daily Ledger", "Daily Ledger", True),
        ("Press", "Meridian Press Agency", False),
        ("", "", False),
    ],
)
def test_means(name: str, publisher: str, expected: bool) -> None:
    """A publisher is meant by its name, its first words or its initials."""
    assert means(name, publisher) is expected


@pytest.mark.parametrize("url", [None, "", "http://[", "no address", "mailto:a@b"])
def test_no_host(url: str | None) -> None:
    """What is no web address has no host."""
    assert host_of(url) is None
