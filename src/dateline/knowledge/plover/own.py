"""A user's own ontology: one YAML file with rules, modes and classes of words beside those that ship.

An entry names one of PLOVER's types; `---` stands between entries. All other keys may be left out:

    type: PROTEST
    modes:
      flashmob: {score: -3, cameo: "141", about: "A crowd that meets by appointment and is gone at once."}
    rules:
      - mode: flashmob
        verbs: [stage, hold]
        if: {object: [flashmobs]}
        recipient: [against]
    is: ["Students staged a flash mob against the minister in Sofia."]
    is_not: ["A dealer staged a sale of bicycles."]
    mode_is:
      flashmob: ["Pensioners held a flash mob against the bank in Riga."]
    ---
    classes:
      flashmobs: [flashmob, "flash mob"]

Rules are as in the shipped files (`Rule` tells their keys; `weight` sets one above another, 1 unless told). Of rules
that fit equally well a user's own wins, and the reader's opinion does not change what it says. A class that ships is
added to. The sentences under `is`, `is_not` and `mode_is` are what `dateline ontology FILE` reads to test the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from dateline.knowledge.plover import Kind, Mode, Ontology, indexed, opened, read_entries, rules_of
from dateline.model.errors import KnowledgeError
from dateline.model.own import text_of

KEYS = frozenset({"type", "modes", "rules", "is", "is_not", "mode_is", "classes"})


def added(ontology: Ontology, path: str) -> Ontology:
    """The ontology with the entries of a user's file. Raises KnowledgeError for a file that is off, naming what is."""
    kinds = dict(ontology.kinds)
    classes = dict(ontology.classes)
    rules = dict(ontology.rules)
    stem = Path(path).stem
    for number, entry in enumerate(entries(path)):
        try:
            for name, members in opened(entry.get("classes") or {}, classes).items():
                classes[name] = classes.get(name, frozenset()) | members
            if "type" not in entry:
                continue
            kind = kinds[entry["type"]] = _widened(kinds[entry["type"]], entry)
            for rule in rules_of(f"{stem}-{number}", kind, entry):
                rules[rule.id] = replace(rule, own=True)
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise KnowledgeError(f"{path}, entry {number + 1}", f"is not as it should be ({problem!r}).") from problem
    return indexed(replace(ontology, kinds=kinds, classes=classes, rules=rules))


def entries(path: str) -> list[Mapping[str, Any]]:
    """The entries of a user's file as they are written. Raises KnowledgeError where it is no such file."""
    try:
        listed = read_entries(text_of("ontology", path))
    except yaml.YAMLError as problem:
        raise KnowledgeError(path, f"is no YAML ({problem}).") from problem
    for entry in listed:
        if not isinstance(entry, dict):
            raise KnowledgeError(path, "has an entry that is no list of keys with values.")
        if unknown := set(entry) - KEYS:
            raise KnowledgeError(path, f"has {', '.join(sorted(map(str, unknown)))}.", f"Keys are {', '.join(KEYS)}.")
    return listed


def _widened(kind: Kind, entry: Mapping[str, Any]) -> Kind:
    modes = {
        name: Mode(name, told.get("score"), str(told["cameo"]) if told.get("cameo") else None, told.get("about", ""))
        for name, told in (entry.get("modes") or {}).items()
    }
    return replace(kind, modes={**kind.modes, **modes})
