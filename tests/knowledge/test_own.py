"""A user's own ontology is one more file: its rules count, its sentences are its test, and a slip in it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.commands.proofs import proofs
from dateline.knowledge import Knowledge
from dateline.knowledge.plover import load
from dateline.knowledge.plover.own import added
from dateline.model.errors import ConfigError, KnowledgeError
from dateline.model.own import Own
from dateline.pipeline import STAGES, makers, stages_for
from tests.coding.marked import coded

MINE = """
type: PROTEST
modes:
  flashmob: {score: -3, cameo: "141", about: "A crowd that is gone at once."}
rules:
  - mode: flashmob
    verbs: [stage, hold]
    if: {object: [flashmobs]}
    recipient: [against]
is: ["Students staged a flashmob against the minister in Sofia."]
is_not: ["A dealer staged a sale of bicycles."]
mode_is:
  flashmob: ["Pensioners held a flashmob against the bank in Riga.", "Pensioners praised the bank in Riga."]
---
classes:
  flashmobs: [flashmob]
  force: [harbourguard]
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "mine.yaml"
    path.write_text(MINE.replace("type:", "classes: {flashmobs: [flashmob]}\ntype:", 1))
    return str(path)


def own(knowledge: Knowledge, file: str) -> Knowledge:
    shared = Knowledge(Own(ontology=file))
    for part in ("parser", "reader", "lexicons", "gazetteer", "actors", "weights"):
        setattr(shared, part, getattr(knowledge, part))
    return shared


def test_own_rules_count(knowledge: Knowledge, file: str) -> None:
    """A rule of the file reads words that no shipped rule reads so, and is named after the file."""
    text = "Nurses staged a flashmob against the governor."
    (event,) = coded(text, own(knowledge, file)).events
    assert (event.type, event.mode, event.cameo, event.why[0]) == ("PROTEST", "flashmob", "141", "rule:mine-0/0v")


def test_shipped_rules_stay(file: str) -> None:
    """Nothing that ships is lost, and a class that ships is added to."""
    shipped, ours = load(), added(load(), file)
    assert set(shipped.rules) < set(ours.rules)
    assert shipped.classes["force"] | {"harbourguard"} == ours.classes["force"]
    assert set(shipped.kinds["PROTEST"].modes) | {"flashmob"} == set(ours.kinds["PROTEST"].modes)


def test_own_sentences_are_the_test(knowledge: Knowledge, file: str) -> None:
    """Each sentence of the file is read and held against what the file says of it."""
    told = list(proofs(own(knowledge, file), file))
    assert [one.right for one in told] == [True, True, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "type: DANCE",
        "type: PROTEST\nmood: x",
        "type: PROTEST\nrules: [{verbs: [x], mode: none}]",
        "- PROTEST",
        "type: [",
        "type: PROTEST\nclasses: {a: [+nowhere]}",
        "type: PROTEST\nrules: 7",
    ],
)
def test_a_slip_is_named(tmp_path: Path, text: str) -> None:
    """A file that is off gets one error that names it."""
    path = tmp_path / "odd.yaml"
    path.write_text(text)
    with pytest.raises(KnowledgeError, match="odd"):
        added(load(), str(path))


def test_a_file_that_is_not_there() -> None:
    """A missing file and an edition that does not exist are errors of ours."""
    with pytest.raises(ConfigError):
        added(load(), "nowhere.yaml")
    with pytest.raises(ConfigError):
        Own(edition="1999")


def test_own_data_name_the_makers(tmp_path: Path, file: str) -> None:
    """Reports are read anew when a user's data change, and only then."""
    plain = makers(stages_for(Knowledge()))
    assert plain == makers(STAGES)
    ours = makers(stages_for(Knowledge(Own(ontology=file))))
    assert (ours["events"] != plain["events"], ours["actors"] == plain["actors"]) == (True, True)
    Path(file).write_text(MINE + "\n# changed\n")
    assert makers(stages_for(Knowledge(Own(ontology=file))))["events"] != ours["events"]
    assert makers(stages_for(Knowledge(Own(edition="2024"))))["events"] != plain["events"]
