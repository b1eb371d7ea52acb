"""What cannot be a statement, however much it looks like one: rules over the likelihood that training gave.

In: a candidate, the lexicons. Out: whether it may stand. The rules keep out deeds ("sent out police"), things that can
hold no view ("the talks wanted"), asides about naming a source, and what nobody is said to have said ("too early to
say").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.annotate.said.candidates import Candidate
from dateline.annotate.said.describe import describe, kind
from dateline.model.grammar import Grammar
from dateline.model.reading import Reading

UNLISTED = 0.4
"""Likelihood that a word needs which no lexicon has, unless it has a clause with "that". Tuned on PolNeAR's dev part:
.4 has the best content F1 (.709; .705 at .5)."""
DOING = frozenset({"xcomp", "dobj+xcomp", "advcl"})
CARRYING_ON = frozenset({"continue", "begin", "start", "remain", "keep", "stop", "go", "come", "meet"})
""" "Continued to rise": with an infinitive these say how a deed goes on."""
WITHHOLDING = frozenset({"ask", "decline", "refuse", "wish", "want", "request", "prefer", "demand", "insist", "agree"})
NAMING = frozenset({"name", "identify", "anonymous", "anonymity", "quote"})
HOLDING = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
NOT_HOLDING = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "EVENT", "WORK_OF_ART"})
PREDICATING = frozenset({"call", "see", "know", "find", "describe", "regard", "hear", "treat", "view", "consider"})
""" "Called it a mistake" cites, "called a meeting" and "found the body" do not."""
BARE = frozenset({"dobj", "pass", "prep:by", "prep:in", "prep:at", "prep:on"})
PRONOUNS = frozenset({"PRP", "DT", "WDT", "WP", "EX"})
LISTED = ("VERB", "AUX", "NOUN", "PROPN", "ADJ")
ASKING = frozenset({"ask", "question", "contact", "reach", "press"})


NAMES_GIVEN = frozenset({"call", "know", "name", "dub", "nickname", "title", "entitle", "style", "christen"})


def gives_name(grammar: Grammar, verb: int) -> bool:
    """Whether a thing is given its name, by nobody: "formerly known as", "named after"."""
    token = grammar.tokens[verb]
    if token.lemma.lower() not in NAMES_GIVEN or token.tag != "VBN" or grammar.with_dep(verb, "agent", "nsubj"):
        return False
    perfect = any(grammar.tokens[child].lemma == "have" for child in grammar.with_dep(verb, "aux"))
    return not perfect or bool(grammar.with_dep(verb, "auxpass"))


class Fitting:
    """The rules for one report."""

    def __init__(self, reading: Reading, cues: Mapping[str, Any], kinds: Mapping[str, Any]) -> None:
        self.reading, self.grammar, self.cues, self.kinds = reading, reading.grammar, cues, kinds

    def allows(self, likely: float, one: Candidate) -> bool:
        """Whether a candidate may be a statement."""
        head = self.grammar.tokens[one.head]
        if one.shape.startswith(("according", "p:")):
            return True
        if gives_name(self.grammar, one.head):
            return False
        table = {"NOUN": "nouns", "PROPN": "nouns", "ADJ": "adjectives"}.get(head.pos, "verbs")
        entry = self.cues[table].get(head.lemma.lower())
        if head.lemma == "make" and any(self.grammar.tokens[at].lower == "clear" for at in one.content[:3]):
            return one.speaker is not None
        if head.lemma.lower() in CARRYING_ON and one.shape in DOING:
            return False
        if entry is None and head.pos in LISTED and likely < UNLISTED and not self._that(one):
            return self._phrasal(one) is not None
        if head.lemma.lower() in PREDICATING and one.shape in BARE:
            return False
        if len(one.content) == 1 and self.grammar.tokens[one.content[0]].tag in PRONOUNS:
            return False
        if one.speaker is None:
            return not self._nobody(one)
        if self._naming(one) or self._other_preposition(one):
            return False
        return not (entry is not None and entry.get("kind") == "wish" and not self.holds(one.speaker))

    def _that(self, one: Candidate) -> bool:
        return one.shape.endswith(("ccomp", "that")) and any(
            self.grammar.tokens[child].lower == "that" for child in self.grammar.with_dep(one.key, "mark")
        )

    def _phrasal(self, one: Candidate) -> str | None:
        """The preposition or particle that makes the verb a cue: "called for"."""
        tokens = self.grammar.tokens
        for child in self.grammar.with_dep(one.head, "prt", "prep", "advmod", "dobj", "agent"):
            if child > one.head and f"{tokens[one.head].lemma.lower()} {tokens[child].lower}" in self.cues["phrasal"]:
                return tokens[child].lower
        return None

    def _other_preposition(self, one: Candidate) -> bool:
        """ "Asked for help against the floods": what is asked stands behind "for", not behind "against"."""
        if not one.shape.startswith("prep:"):
            return False
        telling = self._phrasal(one)
        return telling is not None and one.shape != f"prep:{telling}"

    def _nobody(self, one: Candidate) -> bool:
        """ "Too early to say", "asked about the raid": no source, and none meant."""
        tokens = self.grammar.tokens
        head = tokens[one.head]
        if head.pos == "NOUN":
            return head.lemma.lower() == "question"
        if head.tag == "VB" and any(tokens[child].tag == "TO" for child in self.grammar.with_dep(one.head, "aux")):
            return not self.grammar.with_dep(one.head, "auxpass")
        if head.tag == "VBG":
            return one.shape.startswith("prep")
        if head.tag != "VBN" or self.grammar.with_dep(one.head, "auxpass", "aux"):
            return False
        return head.lemma.lower() in ASKING or one.shape.startswith(("prep", "dobj"))

    def _naming(self, one: Candidate) -> bool:
        """ "Asked not to be named": why a source has no name is no claim of it."""
        tokens = self.grammar.tokens
        if tokens[one.head].lemma.lower() not in WITHHOLDING:
            return False
        return len(one.content) < 12 and any(tokens[at].lemma.lower() in NAMING for at in one.content[:7])

    def holds(self, speaker: int) -> bool:
        """Whether a source is one that can think or want something."""
        token = self.grammar.tokens[speaker]
        if token.entity in NOT_HOLDING:
            return False
        if token.entity in HOLDING or token.pos in ("PRON", "PROPN", "DET", "NUM") or token.tag in ("WP", "WDT"):
            return True
        said = describe(self.grammar, speaker)
        return said.form != "noun" or kind(self.grammar, said, self.kinds, nameless=False) is not None
