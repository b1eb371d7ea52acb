"""The ontology: complete, consistent with PLOVER's manual, and true to its own sentences."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from dateline.knowledge import Knowledge
from dateline.knowledge.plover import load
from dateline.model.errors import KnowledgeError
from dateline.model.event import QUADS, EventType
from tests.coding.marked import coded

ONTOLOGY = load()
IS = [(kind.name, sentence) for kind in ONTOLOGY.kinds.values() for sentence in kind.is_it]
IS_NOT = [(kind.name, sentence) for kind in ONTOLOGY.kinds.values() for sentence in kind.is_not]
MODES = [
    (kind.name, mode, sentence)
    for kind in ONTOLOGY.kinds.values()
    for mode, sentences in kind.mode_sentences.items()
    for sentence in sentences
]


@pytest.mark.parametrize(("kind", "sentence"), IS)
def test_sentence_is_it(kind: str, sentence: str, manual: Knowledge) -> None:
    """What an entry gives as an example of its type is read as that type."""
    assert kind in [event.type for event in coded(sentence, manual).events]


@pytest.mark.parametrize(("kind", "sentence"), IS_NOT)
def test_sentence_is_not(kind: str, sentence: str, manual: Knowledge) -> None:
    """What an entry gives as a counter-example is not read as its type."""
    assert kind not in [event.type for event in coded(sentence, manual).events]


KNOWN = {
    "Police in Oman freed the two Indian sailors.": "the tree takes what is freed for a clause",
    "The arrest of the general shocked Kampala.": "the tree takes the general for an adjective",
}
"""Sentences that are not read right yet."""


@pytest.mark.parametrize(("kind", "mode", "sentence"), MODES)
def test_mode(kind: str, mode: str, sentence: str, manual: Knowledge) -> None:
    """What a mode gives as an example is read as its type in that mode."""
    if sentence in KNOWN:
        pytest.xfail(KNOWN[sentence])
    assert (kind, mode) in [(event.type, event.mode) for event in coded(sentence, manual).events]


def test_every_type_is_there() -> None:
    """All sixteen types have an entry, with the quad that the model gives them."""
    assert set(ONTOLOGY.kinds) == set(get_args(EventType))
    assert {name: kind.quad for name, kind in ONTOLOGY.kinds.items()} == QUADS


@pytest.mark.parametrize("kind", ONTOLOGY.kinds.values(), ids=lambda kind: kind.name)
def test_enough_sentences(kind: object) -> None:
    """An entry brings at least six sentences that are it and three that are not."""
    assert len(kind.is_it) >= 6  # type: ignore[attr-defined]
    assert len(kind.is_not) >= 3  # type: ignore[attr-defined]


def test_scores_agree_with_the_quads() -> None:
    """Cooperation scores 0 or more, conflict 0 or less, and all lie between -10 and 10."""
    for kind in ONTOLOGY.kinds.values():
        scores = [kind.score, *(mode.score for mode in kind.modes.values() if mode.score is not None)]
        assert all(-10 <= score <= 10 for score in scores)
        if kind.quad.endswith("cooperation"):
            assert min(scores) >= 0
        elif kind.name != "REQUEST":
            assert max(scores) <= 0


def test_codes_are_strings_of_digits() -> None:
    """CAMEO codes keep their leading zero."""
    codes = [kind.cameo for kind in ONTOLOGY.kinds.values()]
    codes += [mode.cameo for kind in ONTOLOGY.kinds.values() for mode in kind.modes.values() if mode.cameo]
    codes += [rule.cameo for rule in ONTOLOGY.rules.values() if rule.cameo]
    assert all(code.isdigit() and 3 <= len(code) <= 4 for code in codes)


def test_rules_name_classes_or_lemmas() -> None:
    """No rule speaks of a class that was renamed: names with a plural `s` that are no lemma would be one."""
    special = {"$", "ANY", "TOLL", "ACTOR", "PERSON", "GPE", "ANYPLACE", "SEVERAL", "cooperative"}
    for rule in ONTOLOGY.rules.values():
        for names in (*rule.when.values(), *rule.unless.values()):
            assert all(name == name.lower() or name in special for name in names), rule.id


def test_a_rule_tells_itself() -> None:
    """A rule can be told to a person in one plain sentence."""
    rule = ONTOLOGY.rules["mobilize/3v"]
    assert ONTOLOGY.telling.rule(rule, "moved") == "“moved” with a force as its subject is read as forces moved"


def test_every_rule_is_told_in_words() -> None:
    """What a rule makes and whose slots it fills is told without the names that only the ontology knows."""
    for rule in ONTOLOGY.rules.values():
        said = ONTOLOGY.telling.rule(rule, "x")
        assert rule.type not in said, rule.id
        assert not any(sign in said for sign in ("|", "→", "comp-", "_")), rule.id


def test_preposition_on_is_a_word(tmp_path: Path) -> None:
    """`on` in a rule is the preposition, not a truth value."""
    (tmp_path / "one.yaml").write_text(
        "type: AID\nscore: 10\ncameo: '070'\nabout: x\nrules:\n  - {verbs: [give], recipient: [on, to]}\n"
    )
    assert load(tmp_path).rules["one/0v"].recipient == ("on", "to")


@pytest.mark.parametrize(
    "entry",
    [
        "type: NOTHING\nscore: 1\ncameo: '1'\nabout: x\n",
        "type: AID\nscore: 1\nabout: x\n",
        "type: AID\nscore: 1\ncameo: '070'\nabout: x\nrules:\n  - {verbs: [give], mood: x}\n",
        "type: AID\nscore: 1\ncameo: '070'\nabout: x\nrules:\n  - {verbs: [give], mode: violence}\n",
        "type: [\n",
    ],
)
def test_a_bad_entry_is_named(tmp_path: Path, entry: str) -> None:
    """A file that is not as it should be gets an error that names it."""
    (tmp_path / "odd.yaml").write_text(entry)
    with pytest.raises(KnowledgeError, match="odd"):
        load(tmp_path)


def test_older_edition() -> None:
    """An older edition's type is found by the longest code that it lists; other codes are as in the manual."""
    assert ONTOLOGY.older("2021", "0353") == ("AGREE", None)
    assert ONTOLOGY.older("2021", "163") == ("COERCE", "restrict")
    assert ONTOLOGY.older("2021", "190") is None
    assert ONTOLOGY.older("2024", "163") is None
