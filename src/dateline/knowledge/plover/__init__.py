"""PLOVER as data: one YAML file an event type, `classes.yaml` for the word classes that rules speak of,
`telling.yaml` for the words in which a rule is told to a person.

An entry holds what the type is, its modes, its place in other schemes, the rules by which words are read as it, and
sentences that are it and that are not, which the tests run. A user's own ontology is one more file: see `own`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, get_args

import yaml

from dateline.model.errors import KnowledgeError
from dateline.model.event import QUADS, EventType, Quad

MANUAL = "2024"
"""The edition that the entries follow: the manual of 2024."""


@dataclass(frozen=True, slots=True)
class Mode:
    """How an act of a type is done. `score` is its intensity, -10 (conflict) to 10 (cooperation)."""

    name: str
    score: float | None
    cameo: str | None
    about: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that are read as a type and mode.

    `when` and `unless` name, for a slot of the clause (`subject`, `object`, `of`, a preposition, `comp` for the verb of
    a complement, `any`), the classes or lemmas of which one must stand there (or none). `actor` and `recipient` say in
    which slots to look, in order; `sides` is true where both parties act on each other whatever the grammar says,
    `mutual` where several who act alike act on each other if nobody else receives it ("Chad and Sudan agreed"). `own`
    rules are a user's.
    """

    id: str
    type: EventType
    mode: str | None
    heads: tuple[str, ...]
    nominal: bool
    when: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unless: Mapping[str, frozenset[str]] = field(default_factory=dict)
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    sides: bool = False
    mutual: bool = False
    weight: float = 1.0
    cameo: str | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """The words in which a rule is told: what a type is read as, how a slot and how a class of words is called."""

    read_as: Mapping[str, str] = field(default_factory=dict)
    slots: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[str, str] = field(default_factory=dict)

    def rule(self, rule: Rule, word: str) -> str:
        """One sentence: “moved” with a force as its subject is read as forces moved."""
        parts = [self._part(slot, names) for slot, names in rule.when.items()]
        given = f" with {' and '.join(parts)}" if parts else ""
        return f"“{word}”{given} is read as {self.kind(rule.type, rule.mode)}"

    def kind(self, type: str, mode: str | None) -> str:
        """A type and mode in plain words."""
        known = self.read_as.get(f"{type} {mode}") if mode is not None else None
        return known or self.read_as.get(type) or (type if mode is None else f"{type} ({mode})")

    def _part(self, slot: str, names: frozenset[str]) -> str:
        where = [self.slots.get(one) or f"after “{one}”" for one in slot.split("|")]
        listed = sorted(
            (self.things.get(name) or f"“{name}”" for name in names), key=lambda said: (said[0] == "“", said)
        )
        said = listed[:FEW]
        more = " or the like" if len(listed) > FEW else ""
        return f"{' or '.join(dict.fromkeys(said))}{more} {' or '.join(dict.fromkeys(where))}"


FEW = 3
"""So many of the words that can stand in a slot are told; the rest are in the ontology."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One of PLOVER's event types."""

    name: EventType
    quad: Quad
    score: float
    cameo: str
    recipient_required: bool
    about: str
    modes: Mapping[str, Mode]
    acled: tuple[str, ...]
    ucdp: tuple[int, ...]
    contexts: tuple[str, ...]
    is_it: tuple[str, ...]
    is_not: tuple[str, ...]
    mode_sentences: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Ontology:
    """All types with their rules, indexed by the word that can trigger them."""

    kinds: Mapping[str, Kind]
    classes: Mapping[str, frozenset[str]]
    rules: Mapping[str, Rule]
    verbs: Mapping[str, tuple[Rule, ...]]
    nouns: Mapping[str, tuple[Rule, ...]]
    editions: Mapping[str, Mapping[str, tuple[EventType, str | None]]] = field(default_factory=dict)
    telling: Telling = field(default_factory=Telling)
    edition: str = MANUAL

    @property
    def dyads(self) -> bool:
        """Whether an act between several runs from one to another; in the manual of 2024 all of them are actors."""
        return self.edition != MANUAL

    def older(self, edition: str, cameo: str) -> tuple[EventType, str | None] | None:
        """Type and mode that an older edition gives the code; None where it is as in the manual of 2024."""
        codes = self.editions.get(edition, {})
        return next((codes[cameo[:end]] for end in range(len(cameo), 1, -1) if cameo[:end] in codes), None)

    def cameo(self, type: str, mode: str | None) -> str:
        """The default CAMEO code of a type and mode."""
        kind = self.kinds[type]
        found = kind.modes.get(mode) if mode is not None else None
        return found.cameo if found is not None and found.cameo is not None else kind.cameo

    def intensity(self, type: str, mode: str | None) -> float:
        """PLOVER's score, -10 to 10: the mode's own, else the type's."""
        kind = self.kinds[type]
        found = kind.modes.get(mode) if mode is not None else None
        return found.score if found is not None and found.score is not None else kind.score

    def has(self, name: str, lemmas: Iterable[str]) -> bool:
        """Whether one of the lemmas is in the class `name` (or is `name`)."""
        members = self.classes.get(name)
        return any(lemma in members for lemma in lemmas) if members is not None else name in lemmas


def load(folder: Traversable | None = None, edition: str = MANUAL) -> Ontology:
    """The ontology of a folder, Dateline's own unless told. Raises KnowledgeError for a file that is off."""
    root = folder if folder is not None else files(__name__)
    raw = {
        path.name.removesuffix(".yaml"): _read(path)
        for path in sorted(root.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".yaml")
    }
    classes = opened(raw.pop("classes", {}), {})
    said = raw.pop("telling", {})
    telling = Telling(said.get("read_as", {}), said.get("slots", {}), said.get("things", {}))
    editions = {
        edition: {code: (told[0], told[1]) for code, told in codes.items()}
        for edition, codes in raw.pop("editions", {}).items()
    }
    kinds: dict[str, Kind] = {}
    rules: dict[str, Rule] = {}
    for name, entry in raw.items():
        try:
            kind = _kind(entry)
            kinds[kind.name] = kind
            for rule in rules_of(name, kind, entry):
                rules[rule.id] = rule
        except (KeyError, TypeError, ValueError) as problem:
            raise KnowledgeError(f"ontology entry {name}", f"is not as it should be ({problem!r}).") from problem
    return indexed(Ontology(kinds, classes, rules, {}, {}, editions, telling, edition))


def indexed(ontology: Ontology) -> Ontology:
    """The ontology with its rules by the word that can trigger them; a user's own come first."""
    verbs: dict[str, list[Rule]] = {}
    nouns: dict[str, list[Rule]] = {}
    for rule in sorted(ontology.rules.values(), key=lambda rule: not rule.own):
        index = nouns if rule.nominal else verbs
        for head in rule.heads:
            index.setdefault(head.split()[-1] if rule.nominal else head.split()[0], []).append(rule)
    return replace(ontology, verbs=_frozen(verbs), nouns=_frozen(nouns))


def _frozen(index: Mapping[str, list[Rule]]) -> dict[str, tuple[Rule, ...]]:
    return {word: tuple(rules) for word, rules in index.items()}


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which `on` is the preposition, not a truth value; only `true` and `false` are such."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in listed if tag != "tag:yaml.org,2002:bool"]
    for first, listed in _Loader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def read_entries(text: str) -> list[Any]:
    """The documents of a YAML text, which `---` parts."""
    return [entry for entry in yaml.load_all(text, Loader=_Loader) if entry is not None]


def _read(path: Traversable) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, yaml.YAMLError) as problem:
        raise KnowledgeError(f"ontology file {path.name}", f"cannot be read ({problem}).") from problem


def opened(raw: Mapping[str, list[str]], known: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Classes with those that they name (`+troop-words`), among them or among the known ones, opened up."""
    done: dict[str, frozenset[str]] = dict(known)
    for name, members in raw.items():
        found: set[str] = set()
        for member in members:
            if member.startswith("+"):
                found |= done[member[1:]]
            else:
                found.add(member)
        done[name] = frozenset(found)
    return done


def _kind(entry: Mapping[str, Any]) -> Kind:
    name = entry["type"]
    if name not in get_args(EventType):
        raise ValueError(f"{name} is no event type")
    modes = {
        mode: Mode(mode, told.get("score"), _text(told.get("cameo")), told.get("about", ""))
        for mode, told in (entry.get("modes") or {}).items()
    }
    return Kind(
        name=name,
        quad=QUADS[name],
        score=float(entry["score"]),
        cameo=str(entry["cameo"]),
        recipient_required=bool(entry.get("recipient_required", False)),
        about=entry["about"],
        modes=modes,
        acled=tuple(entry.get("acled") or ()),
        ucdp=tuple(entry.get("ucdp") or ()),
        contexts=tuple(entry.get("contexts") or ()),
        is_it=tuple(entry.get("is") or ()),
        is_not=tuple(entry.get("is_not") or ()),
        mode_sentences={mode: tuple(told) for mode, told in (entry.get("mode_is") or {}).items()},
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def rules_of(file: str, kind: Kind, entry: Mapping[str, Any]) -> Iterable[Rule]:
    """The rules of an entry, named after its file."""
    for number, told in enumerate(entry.get("rules") or ()):
        if unknown := set(told) - KEYS:
            raise ValueError(f"rule {number} has {', '.join(sorted(unknown))}")
        mode = told.get("mode")
        if mode is not None and mode not in kind.modes:
            raise ValueError(f"rule {number} has the mode {mode}, which {kind.name} lacks")
        for form in ("verbs", "nouns"):
            if form not in told:
                continue
            yield Rule(
                id=f"{file}/{number}{form[0]}",
                type=kind.name,
                mode=mode,
                heads=tuple(told[form]),
                nominal=form == "nouns",
                when=_slots(told.get("if")),
                unless=_slots(told.get("unless")),
                actor=_names(told.get("actor")),
                recipient=_names(told.get("recipient")),
                sides=bool(told.get("sides", False)),
                mutual=bool(told.get("mutual", False)),
                weight=float(told.get("weight", 1.0)),
                cameo=_text(told.get("cameo")),
            )


KEYS = frozenset(
    {"verbs", "nouns", "mode", "if", "unless", "actor", "recipient", "sides", "mutual", "weight", "cameo", "example"}
)
"""What a rule can say."""


def _slots(told: Mapping[str, list[str] | str] | None) -> dict[str, frozenset[str]]:
    return {str(slot): frozenset(_names(names)) for slot, names in (told or {}).items()}


def _names(told: list[str] | str | None) -> tuple[str, ...]:
    if told is None:
        return ()
    return (told,) if isinstance(told, str) else tuple(told)
