"""The reports of the tests, and the rooms that judge them, made once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.consolidate.lineage import Comparer
from dateline.knowledge import Knowledge
from dateline.model.report import Report

CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def made() -> dict[str, Report]:
    """The reports by name."""
    publishers = CASES["publishers"]
    return {name: Report(name, text, publisher=publishers[name]) for name, text in CASES["texts"].items()}


@pytest.fixture(scope="session")
def comparer(knowledge: Knowledge) -> Comparer:
    """Judges two reports."""
    return Comparer(knowledge)
