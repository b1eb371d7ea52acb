"""What is told of private life is no event; what is told of public life stays one."""

from __future__ import annotations

import pytest

from dateline.knowledge import Knowledge
from dateline.model.report import Report
from dateline.pipeline import run

PRIVATE = [
    "Customers praised the quick delivery.",
    "The team beat its old rival by three goals.",
    "The committee thanked all volunteers for their help.",
    "The striker fired a shot over the bar.",
    "The company launched a new phone with two cameras.",
]
PUBLIC = [
    ("Customers in Oslo praised the queen.", "SUPPORT"),
    ("Thousands marched on Friday.", "PROTEST"),
    ("Two men beat a trader in Lomé.", "ASSAULT"),
]


@pytest.mark.parametrize("text", PRIVATE)
def test_private(text: str, knowledge: Knowledge) -> None:
    """Shops, essays and match reports tell no events."""
    assert run(Report(id="x", text=text), knowledge).events == ()


@pytest.mark.parametrize(("text", "kind"), PUBLIC)
def test_public(text: str, kind: str, knowledge: Knowledge) -> None:
    """A country, an office, a place, or a march makes it a public affair."""
    assert kind in [event.type for event in run(Report(id="x", text=text), knowledge).events]
