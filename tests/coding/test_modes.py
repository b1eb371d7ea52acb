"""Modes that means, content, place and word tell; and none where several fit."""

from __future__ import annotations

import pytest

from dateline.knowledge import Knowledge
from dateline.model.report import Report
from dateline.pipeline import run

TOLD = [
    ("Chad asked Qatar for more lorries and rice.", "REQUEST", "assist"),
    ("The envoy urged Eritrea to free its prisoners.", "REQUEST", "yield"),
    ("The rebels refused to leave Goma.", "REJECT", "yield"),
    ("Chad threatened to sink the boats of Libya.", "THREATEN", "violence"),
    ("Angola's minister met the king of Spain in Madrid.", "CONSULT", "visit"),
    ("Poland moved tanks to its border with Belarus.", "MOBILIZE", "weapons"),
    ("Boko Haram freed 21 girls in Borno State.", "RETREAT", "release"),
    ("Libyan drones struck a depot in Misrata.", "ASSAULT", "drone"),
    ("A truce between Oman and Yemen took effect on Monday.", "RETREAT", "ceasefire"),
]


@pytest.mark.parametrize(("text", "kind", "mode"), TOLD, ids=lambda value: str(value))
def test_told(text: str, kind: str, mode: str, knowledge: Knowledge) -> None:
    """The mode comes from the words of the act itself, whoever found its type."""
    assert (kind, mode) in [(event.type, event.mode) for event in run(Report(id="x", text=text), knowledge).events]


def test_none_is_guessed(knowledge: Knowledge) -> None:
    """Two who meet nowhere are not said to visit each other."""
    (event,) = run(Report(id="x", text="Angela Merkel met Barack Obama."), knowledge).events
    assert (event.type, event.mode) == ("CONSULT", None)


def test_code_and_mode_agree(knowledge: Knowledge) -> None:
    """The code is that of the mode that was found."""
    (event,) = run(Report(id="x", text="Joe Biden spoke with Narendra Modi by telephone."), knowledge).events
    assert (event.mode, event.cameo) == ("phone", "041")
