"""What a source's phrase says of it: pronoun, name or description; which noun; one of several; known or new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dateline.model.grammar import Grammar
from dateline.model.marks import SourceKind

HE = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
THEY = frozenset({"they", "them", "their", "both"})
IT = frozenset({"it", "its"})
PAIR = frozenset({"former", "latter"})
RELATIVE = frozenset({"WP", "WDT", "WP$"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
FRESH = frozenset({"second", "third", "fourth", "another", "other", "separate", "different", "new", "a", "an", "some"})
ORDINALS = frozenset({"first", "second", "third", "fourth"})
MEMBER = frozenset(
    {
        "one",
        "two",
        "three",
        "some",
        "several",
        "many",
        "most",
        "both",
        "another",
        "others",
        "few",
        "each",
        "all",
        "none",
        "dozens",
        "hundreds",
        "thousands",
        "scores",
        "number",
        "majority",
        "handful",
        "couple",
        "pair",
    }
)
RANKS = {
    "gen.": "general", "gen": "general", "col.": "colonel", "lt.": "lieutenant", "maj.": "major", "capt.": "captain",
    "sgt.": "sergeant", "adm.": "admiral", "sen.": "senator", "rep.": "representative", "gov.": "governor",
    "pres.": "president", "prof.": "professor", "dr.": "doctor", "rev.": "reverend", "amb.": "ambassador",
    "insp.": "inspector", "det.": "detective", "cmdr.": "commander", "supt.": "superintendent",
}  # fmt: skip
"""Ranks as they are shortened before a name, and written out where they take its bearer up."""
NOMINAL = ("compound", "amod", "nmod")
TITLES = {"mr.": "m", "mr": "m", "sir": "m", "mrs.": "f", "mrs": "f", "ms.": "f", "ms": "f", "madam": "f", "lady": "f"}


@dataclass(frozen=True, slots=True)
class Description:
    """`head` is the word that the phrase turns on, `name` the head of the personal name in it, if there is one.

    `form` is `pronoun`, `relative`, `member` ("one of the officials"), `pair` ("the latter"), `name` or `noun`; `fresh`
    marks somebody new ("a second official"), `definite` somebody known ("the minister"); `order` is the ordinal among
    its words.
    """

    head: int
    form: str
    noun: str
    name: int | None = None
    plural: bool = False
    definite: bool = False
    fresh: bool = False
    of: int | None = None
    order: str | None = None


def describe(grammar: Grammar, head: int) -> Description:
    """What the phrase around `head` says."""
    tokens = grammar.tokens
    token = tokens[head]
    lower = token.lower
    if token.tag in RELATIVE or (lower == "that" and token.dep in ("nsubj", "nsubjpass", "dobj")):
        return Description(head, "relative", lower)
    of = _partitive(grammar, head)
    picked = lower in MEMBER or token.pos == "ADJ" or token.tag in ("JJR", "JJS")
    if picked and of is not None:
        noun = tokens[of].lemma.lower()
        return Description(head, "member", noun, plural=lower in MEMBER - {"one", "another", "each"}, fresh=True, of=of)
    if lower in PAIR and token.pos in ("NOUN", "ADJ", "PRON", "DET"):
        return Description(head, "pair", lower, definite=True)
    if token.pos == "PRON" or lower in HE | THEY | IT:
        return Description(head, "pronoun", lower, plural=lower in THEY or lower == "we")
    words = {tokens[child].lower for child in grammar.with_dep(head, "det", "amod", "nummod", "poss", "predet")}
    name = _name(grammar, head)
    plural = token.tag in ("NNS", "NNPS") or bool(grammar.with_dep(head, "nummod"))
    return Description(
        head,
        "name" if name is not None else "noun",
        token.lemma.lower(),
        name,
        plural=plural,
        definite=bool(words & DEFINITE),
        fresh=bool(words & FRESH),
        order=min(words & ORDINALS, default=None),
    )


def _partitive(grammar: Grammar, head: int) -> int | None:
    for child in grammar.with_dep(head, "prep"):
        if grammar.tokens[child].lower == "of":
            for thing in grammar.with_dep(child, "pobj"):
                return thing
    return None


def _name(grammar: Grammar, head: int) -> int | None:
    """The head of a person's name that is the phrase, or that one stands in apposition to the other."""
    tokens = grammar.tokens
    if tokens[head].entity == "PERSON" and tokens[head].pos in ("PROPN", "NOUN", "ADJ", "VERB", "X"):
        return head
    above = tokens[head].head
    if tokens[head].dep == "appos" and tokens[above].entity == "PERSON" and tokens[above].pos == "PROPN":
        return above
    for child in grammar.with_dep(head, "appos"):
        if tokens[child].entity == "PERSON":
            return child
        if tokens[child].pos == "PROPN" and tokens[child].entity == "" and tokens[head].pos == "NOUN":
            return child
    return None


class People:
    """The persons that a report names, with the roles it gives them; found once, when first asked for."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    @cached_property
    def roles(self) -> dict[str, list[int]]:
        """For each role noun the heads of the names that bear it, in text order."""
        found: dict[str, list[int]] = {}
        for position, token in enumerate(self.grammar.tokens):
            if token.entity == "PERSON" and not self._inner(position):
                for role in self._roles_of(position):
                    found.setdefault(role, []).append(position)
        return found

    @cached_property
    def called(self) -> dict[str, list[int]]:
        """By the last word of a personal name, where it stands, in text order."""
        found: dict[str, list[int]] = {}
        for position, token in enumerate(self.grammar.tokens):
            if token.entity == "PERSON" and not self._inner(position):
                found.setdefault(token.text, []).append(position)
        return found

    def _inner(self, position: int) -> bool:
        """Whether the word is inside a longer name."""
        token = self.grammar.tokens[position]
        above = self.grammar.tokens[token.head]
        return token.dep == "compound" and above.entity == "PERSON" and token.head != position

    def _roles_of(self, head: int) -> set[str]:
        tokens = self.grammar.tokens
        found = set()
        for child in self.grammar.children[head]:
            token = tokens[child]
            if token.dep in NOMINAL and token.entity != "PERSON" and token.pos in ("NOUN", "PROPN"):
                found.add(RANKS.get(token.lower, token.lemma.lower()))
                beside = self.grammar.with_dep(child, "compound", "nmod", "amod")
                found.update(
                    tokens[one].lemma.lower()
                    for one in beside
                    if tokens[one].dep != "amod" or tokens[one].entity == "NORP"
                )
            elif token.dep == "amod" and token.entity == "NORP":
                found.add(token.lemma.lower())
            elif token.dep == "appos" and token.pos == "NOUN":
                found.update(tokens[one].lemma.lower() for one in self.grammar.conjuncts(child))
            elif token.dep == "relcl":
                found.update(tokens[one].lemma.lower() for one in self.grammar.with_dep(child, "attr"))
        token = tokens[head]
        if token.dep == "appos" and tokens[token.head].entity != "PERSON":
            found.add(tokens[token.head].lemma.lower())
        if token.dep == "nsubj" and tokens[token.head].lemma == "be":
            found.update(tokens[one].lemma.lower() for one in self.grammar.with_dep(token.head, "attr"))
        return found

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last words of the personal names of two words and more."""
        tokens = self.grammar.tokens
        return frozenset(
            token.text
            for position, token in enumerate(tokens)
            if position and token.entity == "PERSON" and not token.entity_start and not self._inner(position)
        )

    @cached_property
    def genders(self) -> dict[str, str]:
        """The gender that a title tells, by the last word of the name: Mr., Mrs."""
        tokens = self.grammar.tokens
        told = {}
        for position, token in enumerate(tokens[:-1]):
            if token.lower in TITLES:
                head = tokens[position].head
                told[tokens[head].text if tokens[head].pos == "PROPN" else tokens[position + 1].text] = TITLES[
                    token.lower
                ]
        return told


def kind(grammar: Grammar, said: Description, words: Mapping[str, Any], nameless: bool) -> SourceKind | None:
    """The kind of source that a description shows by itself; None for a pronoun and for what no list knows."""
    if said.form in ("pronoun", "relative", "pair"):
        return None
    token = grammar.tokens[said.head]
    if said.form == "member":
        of = None if said.of is None else kind(grammar, describe(grammar, said.of), words, nameless=False)
        return of if of in ("institution", "document", "outlet") else "unnamed"
    if said.name is not None and not nameless:
        return "named"
    surface = _surface(grammar, said.head)
    if _written(grammar, said, words["document"]):
        return "document"
    if _outlet(surface, said.noun, token.pos, token.entity, words["outlet"], said.definite) or _called_outlet(
        grammar, said, words
    ):
        return "outlet"
    one_of_many = token.pos == "NOUN" and any(
        grammar.tokens[one].lower in ("a", "an") for one in grammar.with_dep(said.head, "det")
    )
    if not one_of_many and (surface in words["institution"]["names"] or said.noun in words["institution"]["names"]):
        return "institution"
    if token.pos == "PROPN":
        if token.entity in ("ORG", "GPE", "LOC", "FAC"):
            return "institution"
        if token.entity == "NORP":
            return "unnamed" if token.tag == "NNPS" else "institution"
        for table in ("institution", "document"):
            if said.noun in words[table]["nouns"]:
                return "institution" if table == "institution" else "document"
        if said.noun in words["unnamed"]["nouns"]:
            return "unnamed"
        return "unnamed" if nameless else "named"
    if said.noun in words["unnamed"]["nouns"] or said.noun in words["unnamed"]["pronouns"]:
        return "unnamed"
    if said.noun in words["institution"]["nouns"]:
        return "unnamed" if one_of_many and said.noun == "guard" else "institution"
    if said.noun in words["document"]["nouns"]:
        return "document"
    if token.entity in ("ORG", "GPE", "FAC"):
        return "institution"
    if token.pos == "NUM" or token.entity == "NORP":
        return "unnamed"
    if said.noun.endswith(("er", "or", "ist", "man", "woman", "ian", "ee", "ant", "eer")) and token.pos == "NOUN":
        return "unnamed"
    return None


def _written(grammar: Grammar, said: Description, words: Mapping[str, Any]) -> bool:
    """What somebody else's page or papers say: "the ministry's website", "court papers"."""
    token = grammar.tokens[said.head]
    if token.pos != "NOUN":
        return False
    if said.noun in words["owned"]:
        return any(grammar.tokens[one].dep in ("poss", "prep") for one in grammar.children[said.head])
    if token.lower in words["in_plural_from"] and _origin(grammar, said.head):
        return True
    return token.lower in words["in_plural"] and any(
        grammar.tokens[one].dep in ("compound", "amod") for one in grammar.children[said.head]
    )


def _origin(grammar: Grammar, head: int) -> bool:
    """Whether it is told where something is from: "figures from the port authority", "figures by the bank"."""
    return any(grammar.tokens[one].lower in ("from", "by") for one in grammar.with_dep(head, "prep"))


def _called_outlet(grammar: Grammar, said: Description, words: Mapping[str, Any]) -> bool:
    """A name with the word for an outlet before it: "the weekly Fokus", "the channel Nizhny Watch"."""
    tokens, table = grammar.tokens, words["outlet"]
    if tokens[said.head].pos != "PROPN" or tokens[said.head].entity == "PERSON":
        return False
    before = [tokens[one] for one in grammar.with_dep(said.head, "compound", "amod", "nmod", "appos")]
    return any(
        one.lower in table["nouns"]
        and one.text.islower()
        and (one.lower not in table["only_in_names"] or one.lower == "channel")
        for one in before
    )


def _surface(grammar: Grammar, head: int) -> str:
    """The head with the names and nouns that it is put together with, in lower case: "state department"."""
    tokens = grammar.tokens
    first = head
    while (
        first > 0 and tokens[first - 1].head in range(first, head + 1) and tokens[first - 1].dep in ("compound", "nmod")
    ):
        first -= 1
    if tokens[head].entity and not tokens[head].entity_start:
        while first > 0 and tokens[first - 1].entity == tokens[head].entity and not tokens[first].entity_start:
            first -= 1
    words = [tokens[one].lower for one in range(first, head + 1)]
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _outlet(surface: str, noun: str, pos: str, entity: str, words: Mapping[str, Any], article: bool) -> bool:
    if surface in words["names"] or (pos == "PROPN" and article and noun in words["by_article"]):
        return True
    if pos == "PROPN" and entity != "PERSON" and set(surface.split()) & set(words["in_names"]):
        return True
    if noun not in words["nouns"] and surface.split()[-1:] != ["media"]:
        return False
    if noun == "agency":
        return any(word in surface.split()[:-1] for word in words["agencies"])
    if noun in words["only_in_names"]:
        return pos == "PROPN" and len(surface.split()) > 1 and entity != "PERSON"
    return True
