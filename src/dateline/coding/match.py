"""What happened: the words that tell an act, with PLOVER's type and mode and the rule that says so.

Every verb and event noun is looked up in the ontology; of the rules whose slots are filled the most specific wins.
Acts that are only the content of another (what was agreed, demanded, refused, threatened) give it its mode and are no
event of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from dateline.coding.frames import (
    Frame,
    frame_of,
    is_verb,
    joined_to,
    lemma,
    mended,
    mistaken_frame,
    noun_frame,
    verb_frame,
)
from dateline.coding.parties import Parties
from dateline.knowledge import Knowledge
from dateline.knowledge.plover import Ontology, Rule
from dateline.model.event import QUADS, Event, EventType
from dateline.model.grammar import Grammar
from dateline.model.reading import Reading
from dateline.model.stage import Provided, Stage
from dateline.model.tokens import Token

NAMES = frozenset({"DATE", "ORG", "GPE", "PERSON", "FAC", "LAW", "WORK_OF_ART", "PRODUCT", "LOC"})
"""Nouns within such names tell no act of their own."""
COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE"})
MENACING = {
    "ASSAULT": "violence",
    "COERCE": "restrict",
    "SANCTION": "relations",
}
"""What a declared hostile act to come threatens, by its type."""
PROMISED = {"CONSULT": "036", "SUPPORT": "032", "COOPERATE": "031", "AID": "033"}
"""CAMEO code of the promise of an act, by the type of the act."""
HOLDING = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
"""Types whose content is no event of its own."""
ASKED = {
    **dict.fromkeys(("AID", "COOPERATE", "SUPPORT", "MOBILIZE"), "assist"),
    **dict.fromkeys(("RETREAT", "CONCEDE"), "yield"),
    **dict.fromkeys(("CONSULT",), "meet"),
    **dict.fromkeys(("AGREE", "SANCTION", "COERCE", "ACCUSE", "ASSAULT", "REJECT", "PROTEST"), "change"),
}
"""Mode of a REQUEST or REJECT by the type of what is asked for or refused."""
AMOUNTS = frozenset({"some", "most", "many", "part", "number", "dozens", "hundreds", "scores", "half", "rest", "lot"})
ASKING = frozenset({"whether", "if", "why", "how", "what", "who", "when", "where", "which"})
STATIVE = frozenset(
    {
        *("be", "have", "know", "affect", "need", "become", "matter", "happen", "last", "want", "change", "work"),
        *("rise", "fall", "grow", "drop", "increase", "decrease", "shrink", "exceed", "reach", "survive", "die"),
        *("suffer", "feel", "find", "forget", "understand", "remember", "mean", "seem", "appear", "remain", "get"),
        *(
            "cost",
            "win",
            "lose",
            "see",
            "hear",
            "discuss",
            "comment",
            "say",
            "name",
            "confirm",
            "identify",
            "specify",
            "disclose",
            "qualify",
            "play",
            "miss",
            "succeed",
            "fail",
            "run",
            "look",
            "like",
        ),
    }
)
"""Verbs that, denied of the future, refuse nothing."""
OBLIGING = frozenset({"must", "should", "ought"})
NARROWS = 0.12
"""Each slot that a rule demands raises it by so much over one that demands less."""


@dataclass(frozen=True)
class Candidate:
    """A trigger with the rule that reads it, and its type as far as the context has changed it."""

    at: int
    frame: Frame
    rule: Rule
    type: EventType
    mode: str | None
    weight: float
    why: tuple[str, ...]
    cameo: str | None = None


class Matcher:
    """The rules of an ontology put to the clauses of one reading."""

    def __init__(self, reading: Reading, ontology: Ontology) -> None:
        self.reading = reading
        self.ontology = ontology
        self.grammar: Grammar = reading.grammar
        self.parties = Parties(reading, ontology)
        self.light = ontology.classes.get("light", frozenset())
        self.tolls = {
            at
            for figure in reading.figures
            if figure.counts in ("dead", "injured")
            for at in self.grammar.within(figure.span)
        }
        self._forms: dict[int, frozenset[str]] = {}
        self._words: dict[int, frozenset[str]] = {}
        self._kinds: dict[int, str | None] = {}

    def candidates(self, first: int, last: int) -> list[Candidate]:
        """The best reading of each word from `first` to `last` that can tell an act."""
        found = []
        for at in range(first, last):
            token = self.grammar.tokens[at]
            if token.pos in ("VERB", "AUX"):
                best = self._verb(at, token)
            elif token.pos in ("NOUN", "PROPN") and not (token.entity in NAMES and token.pos == "PROPN"):
                best = self._noun(at, token)
            else:
                best = None
            if best is None and token.pos == "VERB":
                best = self._modal(at, token)
            if best is not None:
                found.append(best)
        return found

    def _modal(self, at: int, token: Token) -> Candidate | None:
        """ "X will not …": a refusal, whatever it is that is refused."""
        grammar = self.grammar
        if not grammar.with_dep(at, "neg") or mended(token) in STATIVE or not _refusing(grammar, at):
            return None
        frame = verb_frame(grammar, at)
        if frame.passive or not any(self.parties.of(subject, strict=True) for subject in frame.get("subject")):
            return None
        rule = self.ontology.rules.get("reject/0v")
        if rule is None:
            return None
        return Candidate(
            at, frame, rule, "REJECT", None, 0.6, ("rule:reject/0v", f"“will not {token.lemma}” is read as a refusal")
        )

    def _verb(self, at: int, token: Token) -> Candidate | None:
        rules = self._rules(at, token)
        if not rules or token.dep in ("aux", "auxpass", "nmod", "case", "prep"):
            return None
        if mended(token) == "ask" and _question(self.grammar, at):
            return None
        if token.dep in ("amod", "compound"):
            frame = mistaken_frame(self.grammar, at)
            return self._best(at, frame, rules) if frame is not None else None
        frame = verb_frame(self.grammar, at)
        return self._best(at, frame, rules)

    def _rules(self, at: int, token: Token) -> tuple[Rule, ...] | None:
        """Those of the verb, with its hyphenated first part ("test-fired") if it has one."""
        joined = (self.ontology.verbs.get(form) for form in sorted(self.forms(at)) if "-" in form)
        return next((found for found in joined if found), None) or self.ontology.verbs.get(mended(token))

    def _noun(self, at: int, token: Token) -> Candidate | None:
        rules = next(
            (
                found
                for form in sorted(self.forms(at), key=len, reverse=True)
                if (found := self.ontology.nouns.get(form))
            ),
            None,
        )
        if not rules or token.dep in ("compound", "nmod", "amod"):
            return None
        return self._best(at, noun_frame(self.grammar, at, self.light), rules)

    def _best(self, at: int, frame: Frame, rules: tuple[Rule, ...]) -> Candidate | None:
        best: tuple[float, Rule, str] | None = None
        for rule in rules:
            head = next((head for head in rule.heads if self.is_head(head, at, frame)), None)
            if head is None or not self._fits(rule, frame):
                continue
            worth = rule.weight + NARROWS * len(rule.when) + 0.2 * (len(head.split()) - 1)
            if best is None or worth > best[0]:
                best = worth, rule, head
        if best is None:
            return None
        worth, rule, head = best
        why = (f"rule:{rule.id}", self.ontology.telling.rule(rule, self._said(head, at)))
        return Candidate(at, frame, rule, rule.type, rule.mode, rule.weight, why)

    def _said(self, head: str, at: int) -> str:
        """The trigger as the report has it, with the other words of the rule's head."""
        words = head.split()
        said = self.grammar.tokens[at].text
        if len(words) == 1:
            return said
        return f"{' '.join(words[:-1])} {said}" if words[-1] in self.forms(at) else f"{said} {' '.join(words[1:])}"

    def asks(self, at: int) -> bool:
        """Whether the verb at `at` asks a question and asks for nothing."""
        return mended(self.grammar.tokens[at]) == "ask" and _question(self.grammar, at)

    def excluded(self, at: int, kind: str) -> bool:
        """Whether rules of the type know the verb at `at`, none fits, and one of them is kept off by the object."""
        frame = frame_of(self.grammar, at)
        known = self._rules(at, self.grammar.tokens[at]) or ()
        rules = [
            rule for rule in known if rule.type == kind and any(self.is_head(one, at, frame) for one in rule.heads)
        ]
        if any(self._fits(rule, frame) for rule in rules):
            return False
        return any(
            self._holds("object", rule.unless["object"], frame, strict=True)
            for rule in rules
            if "object" in rule.unless
        )

    def content(self, at: int, frame: Frame) -> list[int]:
        """Words of what is asked, refused or threatened by the word at `at`, in text order."""
        rule = Rule(id="", type="REQUEST", mode=None, heads=(), nominal=frame.nominal)
        return sorted(_content(self, Candidate(at, frame, rule, "REQUEST", None, 0.0, ())))

    def is_head(self, head: str, at: int, frame: Frame) -> bool:
        """Whether the head of a rule, with all its words, stands at `at`."""
        words = head.split()
        token = self.grammar.tokens[at]
        if frame.nominal:
            own = words[-1] in self.forms(at)
            others = words[:-1]
        else:
            own = words[0] == mended(token) or ("-" in words[0] and words[0] in self.forms(at))
            others = words[1:]
        if not own or not others:
            return own
        near = [self.grammar.tokens[child] for child in self.grammar.children[at]]
        said = {child.lower for child in near}
        if frame.nominal:
            said |= {child.lemma.lower() for child in near}
        return said.issuperset(others)

    def _fits(self, rule: Rule, frame: Frame) -> bool:
        return all(self._holds(slot, names, frame) for slot, names in rule.when.items()) and not any(
            self._holds(slot, names, frame, strict=True) for slot, names in rule.unless.items()
        )

    def _holds(self, slot: str, names: frozenset[str], frame: Frame, *, strict: bool = False) -> bool:
        """Whether one of `names` stands in the slot; `strict` asks the heads of its phrases alone."""
        if "|" in slot:
            return any(self._holds(one, names, frame, strict=strict) for one in slot.split("|"))
        positions = self._positions(slot, frame)
        if not positions:
            return "TOLL" in names and self._toll(frame)
        things = [at for at in positions if self.grammar.tokens[at].entity not in ("DATE", "TIME")]
        if ("ANY" in names and things) or ("SEVERAL" in names and len(things) > 1):
            return True
        if strict or slot in ("any", "any2", "sentence"):
            words = set().union(*(self.words_of(at) if self._carries(at) else self.forms(at) for at in positions))
        else:
            words = set().union(*(self.words_of(at) for at in positions))
        for name in names:
            if name == "ACTOR":
                if any(self.parties.of(at, inner=slot != "object") for at in positions):
                    return True
            elif name == "TOLL":
                if self._toll(frame):
                    return True
            elif name == "PERSON":
                if any(self.grammar.tokens[at].entity == "PERSON" for at in positions):
                    return True
            elif name in ("GPE", "ANYPLACE"):
                if any(self.grammar.tokens[at].entity in ("GPE", "LOC", "FAC") for at in positions):
                    return True
            elif name == "cooperative":
                if any(self._kind_of(at) in COOPERATIVE for at in positions):
                    return True
            elif self.ontology.has(name, words):
                return True
        return False

    def _carries(self, at: int) -> bool:
        """Whether the word only tells how much of what stands behind its "of"."""
        return self.grammar.tokens[at].pos in ("NUM", "DET") or self.grammar.tokens[at].lower in AMOUNTS

    def _toll(self, frame: Frame) -> bool:
        """Whether the clause, or one that hangs on it, tells how many were killed or hurt."""
        if not self.tolls:
            return False
        top = frame.clause if frame.clause is not None else self.grammar.clause_head(frame.head)
        return any(at in self.tolls for at in self.grammar.subtree(top))

    def _positions(self, slot: str, frame: Frame) -> list[int]:
        if slot in ("any", "any2"):
            return self.around(frame)
        if slot == "sentence":
            sentence = self.reading.sentences[self.grammar.sentence_of[frame.head]]
            return list(range(sentence.first, sentence.last))
        if slot == "party":
            return [
                at
                for name, positions in frame.slots.items()
                if name not in ("adv", "outer-prep", "comp")
                for at in positions
            ]
        if slot == "self":
            return [*frame.get("mod"), frame.head]
        if slot == "subject":
            return frame.get("by") if frame.passive else frame.get("subject")
        if slot == "comp":
            return [*frame.get("comp"), *frame.get("purpose")]
        return frame.get(slot)

    def around(self, frame: Frame) -> list[int]:
        """Words of the clause but for its subject and the clauses that hang on it."""
        grammar = self.grammar
        without = frozenset({"nsubj", "nsubjpass", "relcl", "advcl", "ccomp", "conj", "parataxis", "csubj", "appos"})
        inside = grammar.subtree(frame.head, without=without)
        inside.extend(at for at in frame.get("object") if at not in inside)
        inside.extend(at for at in grammar.with_dep(frame.head, "ccomp") if not is_verb(grammar, at))
        return [at for at in inside if at != frame.head]

    def forms(self, at: int) -> frozenset[str]:
        """A word as its lemma, as it stands, with its hyphenated parts ("cease-fire") and with the word before."""
        known = self._forms.get(at)
        if known is not None:
            return known
        grammar = self.grammar
        token = grammar.tokens[at]
        own = {mended(token), token.lower}
        if at and grammar.tokens[at - 1].span.end >= token.span.start - 1:
            before = grammar.tokens[at - 1]
            if before.text == "-" and at >= 2:
                own |= {f"{grammar.tokens[at - 2].lower}-{one}" for one in tuple(own)}
            elif before.pos in ("NOUN", "ADJ", "PROPN"):
                own |= {f"{before.lower} {one}" for one in tuple(own)}
        self._forms[at] = frozenset(own)
        return self._forms[at]

    def words_of(self, at: int) -> frozenset[str]:
        """The words that say what a phrase is: its head, compounds, what is joined, and what stands behind "of"."""
        known = self._words.get(at)
        if known is not None:
            return known
        grammar = self.grammar
        words = set(self.forms(at))
        for child in grammar.children[at]:
            dep = grammar.tokens[child].dep
            if dep in ("compound", "amod", "nmod", "appos"):
                words |= self.forms(child)
            elif dep == "prep" and grammar.tokens[child].lower == "of":
                for below in grammar.with_dep(child, "pobj"):
                    for one in grammar.conjuncts(below):
                        words |= self.forms(one)
                        words.update(lemma(grammar, c) for c in grammar.with_dep(one, "compound"))
        self._words[at] = frozenset(words)
        return self._words[at]

    def _kind_of(self, at: int) -> str | None:
        """The type that the word would tell by itself; None where no rule reads it."""
        if at in self._kinds:
            return self._kinds[at]
        token = self.grammar.tokens[at]
        self._kinds[at] = None
        best = self._verb(at, token) if is_verb(self.grammar, at) else self._noun(at, token)
        self._kinds[at] = best.type if best is not None else None
        return best.type if best is not None else None


def compute(reading: Reading, knowledge: Knowledge) -> Provided:
    """`events` with trigger, type, mode, code, quad, score and why; the roles are not looked for yet."""
    matcher = Matcher(reading, knowledge.ontology)
    events: list[Event] = []
    for sentence in reading.sentences:
        found = matcher.candidates(sentence.first, sentence.last)
        found = _obliged(matcher, found, sentence.first, sentence.last)
        found = _outermost(matcher, found)
        found = [_in_context(matcher, one) for one in found]
        events.extend(_event(matcher, one) for one in found)
    events.sort(key=lambda event: event.span)
    return {"events": tuple(events)}


def _obliged(matcher: Matcher, found: list[Candidate], first: int, last: int) -> list[Candidate]:
    """With a REQUEST wherever somebody says that somebody else must do a thing."""
    grammar = matcher.grammar
    rule = matcher.ontology.rules.get("request/0v")
    if rule is None:
        return found
    by_word = {one.at: one for one in found}
    for at in range(first, last):
        token = grammar.tokens[at]
        if token.pos not in ("VERB", "AUX") or token.dep not in ("ccomp", "ROOT", "conj"):
            continue
        first_subject = min(grammar.with_dep(at, "nsubj", "nsubjpass"), default=at)
        musts = [child for child in grammar.with_dep(at, "aux") if grammar.tokens[child].lower in OBLIGING]
        if not musts or musts[0] < first_subject < at:
            continue
        sayer = token.head if token.dep == "ccomp" and token.head != at else None
        if sayer is None:
            sayer = next(
                (
                    c
                    for c in grammar.with_dep(at, "ccomp", "parataxis")
                    if matcher.ontology.has("say", [lemma(grammar, c)])
                ),
                None,
            )
        if sayer is None or not matcher.ontology.has("say", [lemma(grammar, sayer)]) or sayer in by_word:
            continue
        frame = verb_frame(grammar, sayer)
        if not any(matcher.parties.of(one) for one in frame.get("subject")):
            continue
        frame.add("comp", at)
        frame.add("comp-subject", *(c for c in grammar.with_dep(at, "nsubj", "nsubjpass")))
        said = grammar.tokens[sayer].text
        why = ("rule:request/0v", f"“{said}” that somebody must or should do a thing is read as a demand")
        by_word[sayer] = Candidate(sayer, frame, rule, "REQUEST", None, 0.8, why)
    return [by_word[at] for at in sorted(by_word)]


def _outermost(matcher: Matcher, found: list[Candidate]) -> list[Candidate]:
    """Without what is only the content of another, which takes its mode from it."""
    grammar = matcher.grammar
    by_word = {one.at: one for one in found}
    dropped: set[int] = set()
    modes: dict[int, str | None] = {}
    same: set[int] = set()
    for one in found:
        if one.at in dropped and one.type not in HOLDING:
            continue
        content = _content(matcher, one)
        for at in one.frame.get("purpose"):
            if at in by_word and not (one.type == by_word[at].type == "ASSAULT"):
                dropped.add(at)
        inner = [by_word[at] for at in sorted(content) if at in by_word and at != one.at]
        if one.type in HOLDING:
            within = one.at in dropped
            dropped.update(other.at for other in inner if not (within and other.type == "PROTEST"))
            modes[one.at] = _content_mode(matcher, one, inner, content)
            dropped.update(other.at for other in found if _condition_of(matcher.grammar, one.at, other.at))
        elif one.type in ("ACCUSE", "SUPPORT"):
            dropped.update(other.at for other in inner if not _stands_alone(matcher, other))
        elif one.type == "PROTEST":
            dropped.update(other.at for other in inner if other.type in ("REQUEST", "ACCUSE"))
            shown = [other for other in found if _shown(grammar, one, other.at)]
            dropped.update(other.at for other in shown if other.type == "REQUEST")
            same.update(other.at for other in shown if other.type == "ACCUSE")
        elif one.type == "CONCEDE":
            dropped.update(other.at for other in inner if not other.frame.nominal or other.weight <= one.weight)
        elif one.type in ("COERCE", "SANCTION") and not one.frame.nominal:
            reasons = _reasons(matcher.grammar, one.at)
            near = {*one.frame.get("object"), *(at for at in content if not is_verb(grammar, at))}
            for other in inner:
                if other.at in reasons or (other.frame.nominal and other.at in near and one.weight >= other.weight):
                    dropped.add(other.at)
        elif not one.frame.nominal:
            near = {*one.frame.get("object"), *(at for at in content if not is_verb(grammar, at))}
            for other in inner:
                if other.frame.nominal and other.at in near and one.weight >= other.weight:
                    dropped.add(other.at)
        else:
            dropped.update(other.at for other in inner if other.frame.nominal and other.weight <= one.weight)
    for one in found:
        if one.frame.nominal and one.at not in dropped:
            clause = one.frame.clause
            governor = by_word.get(clause) if clause is not None else None
            if governor is not None and governor.at not in dropped and one.at in governor.frame.get("object"):
                if governor.rule.when or governor.weight >= one.weight:
                    continue
                dropped.add(governor.at)
    told = [
        replace(one, mode=modes[one.at] or one.mode) if one.at in modes else one
        for one in found
        if one.at not in dropped
    ]
    called = f"as a protest says it, it is {_called(matcher, 'PROTEST')}"
    return [_become(one, "PROTEST", None, called) if one.at in same else one for one in told]


ASIDE = frozenset(
    {"before", "after", "since", "during", "following", "despite", "amid", "until", "while", "because", "as"}
)
"""What stands behind these is told beside the act, not as its content."""


def _shown(grammar: Grammar, protest: Candidate, demand: int) -> bool:
    """Whether a demand is only what the protest shows: "held a sign demanding", "marched, calling for"."""
    token = grammar.tokens[demand]
    carriers = {protest.at, protest.frame.clause, *protest.frame.get("object")}
    return token.tag == "VBG" and token.dep in ("advcl", "acl", "xcomp") and token.head in carriers


def _condition_of(grammar: Grammar, verb: int, other: int) -> bool:
    """Whether `other` tells on what condition the promise, threat or demand of `verb` stands."""
    below = other
    for above in (other, *grammar.ancestors(other)):
        if grammar.tokens[above].dep == "advcl" and _conditional(grammar, above):
            below = above
            break
    else:
        return False
    return any(above == verb or grammar.tokens[above].head == verb for above in grammar.ancestors(below))


def _reasons(grammar: Grammar, verb: int) -> set[int]:
    """What somebody is arrested, expelled or punished for: an allegation, not an act that is told."""
    inside: set[int] = set()
    for child in grammar.with_dep(verb, "prep"):
        if grammar.tokens[child].lower in ("for", "over"):
            inside.update(grammar.subtree(child))
    return inside


def _content(matcher: Matcher, one: Candidate) -> set[int]:
    """Words of the complement, the object and the phrases of a trigger, without relative clauses and reasons."""
    grammar = matcher.grammar
    without = frozenset({"relcl", "nsubj", "advcl"})
    heads = [*one.frame.get("comp"), *one.frame.get("object"), *one.frame.get("purpose"), *one.frame.get("adj")]
    inside: set[int] = set()
    for child in grammar.children[one.at]:
        if grammar.tokens[child].lower in ASIDE:
            continue
        if grammar.tokens[child].dep in ("prep", "xcomp", "ccomp", "dobj", "acomp", "acl", "pcomp", "dative", "agent"):
            inside.update(grammar.subtree(child, without=without))
    for head in heads:
        inside.update(grammar.subtree(head, without=without))
        if is_verb(grammar, head):
            for child in grammar.with_dep(head, "nsubj", "nsubjpass"):
                inside.update(grammar.subtree(child, without=without))
    for at in [at for at in inside if grammar.tokens[at].dep == "conj" and is_verb(grammar, at)]:
        if joined_to(grammar, at) == one.at:
            inside.difference_update(grammar.subtree(at))
    inside.discard(one.at)
    return inside


def _stands_alone(matcher: Matcher, other: Candidate) -> bool:
    """An act that is blamed but told by a noun with its own doer is an event beside the blame."""
    if not other.frame.nominal or other.type not in ("ASSAULT", "COERCE"):
        return False
    return any(matcher.parties.of(at) for slot in ("by", "poss") for at in other.frame.get(slot))


def _content_mode(matcher: Matcher, one: Candidate, inner: list[Candidate], content: set[int]) -> str | None:
    if one.rule.mode is not None or one.type == "AGREE":
        return one.rule.mode
    first = next(iter(inner), None)
    if one.type == "THREATEN":
        if first is None:
            return None
        if first.mode in ("arrest", "expel"):
            return first.mode
        if first.type == "SANCTION" and first.mode == "discontinue":
            return "restrict"
        return MENACING.get(first.type)
    if first is not None:
        return "change" if first.mode == "resign" else ASKED.get(first.type)
    words = {lemma(matcher.grammar, at) for at in content}
    for mode, classes in (
        ("meet", ("talks", "visit", "ceasefire-talks")),
        ("yield", ("ceasefire", "restriction", "captive-release", "withdrawal", "release", "extradition")),
        ("assist", ("aid", "cooperation", "support", "asylum")),
        ("change", ("reform", "leadership")),
    ):
        if any(matcher.ontology.has(name, words) for name in classes):
            return mode
    return None


def _in_context(matcher: Matcher, one: Candidate) -> Candidate:
    """The type after tense and negation: what is to come is a promise or a threat, what will not be done a refusal."""
    grammar = matcher.grammar
    clause = one.frame.clause
    if clause is None:
        return one
    future = to_come(grammar, clause)
    negated = bool(grammar.with_dep(clause, "neg"))
    kind = one.type
    if negated and (kind in COOPERATIVE or kind in ("CONCEDE", "RETREAT")):
        if future or _refusing(grammar, clause):
            return _become(
                one, "REJECT", ASKED.get(kind), f"as it will not be done, it is {_called(matcher, 'REJECT')}"
            )
        return one
    if negated:
        return one
    if kind == "CONCEDE" and one.frame.nominal and not future and _takes_effect(matcher, one):
        return _become(one, "RETREAT", "ceasefire", f"as it took effect, it is {_called(matcher, 'RETREAT')}", "0871")
    if future and not _conditional(grammar, clause):
        if kind in ("CONSULT", "SUPPORT", "COOPERATE", "AID"):
            return _become(
                one, "AGREE", None, f"as it is still to come, it is {_called(matcher, 'AGREE')}", PROMISED[kind]
            )
        if kind == "RETREAT" and one.mode != "resign":
            code = "0353" if one.mode == "release" else "0355" if one.mode == "access" else "0356"
            return _become(one, "CONCEDE", None, f"as it is still to come, it is {_called(matcher, 'CONCEDE')}", code)
        if kind == "MOBILIZE" and one.frame.get("against"):
            return _become(one, "THREATEN", "violence", f"as it is still to come, it is {_called(matcher, 'THREATEN')}")
        if kind in MENACING and one.mode != "convict":
            mode = one.mode if one.mode in ("arrest", "expel") else MENACING[kind]
            mode = "restrict" if kind == "SANCTION" and one.mode == "discontinue" else mode
            return _become(one, "THREATEN", mode, f"as it is still to come, it is {_called(matcher, 'THREATEN')}")
    if one.frame.nominal and lemma(grammar, clause) in DECLARING and one.at in _objects(grammar, clause):
        if kind == "RETREAT":
            return _become(one, "CONCEDE", None, f"as it is only announced, it is {_called(matcher, 'CONCEDE')}")
        if kind in ("CONSULT", "COOPERATE", "AID"):
            return _become(one, "AGREE", None, f"as it is only announced, it is {_called(matcher, 'AGREE')}")
    return one


EFFECTIVE = frozenset({"take", "come", "go", "enter", "hold", "begin", "start"})
"""Verbs by which a ceasefire is in force."""


def _takes_effect(matcher: Matcher, one: Candidate) -> bool:
    """Whether the noun is a ceasefire that is in force: "a truce took effect"."""
    grammar, clause = matcher.grammar, one.frame.clause
    told = matcher.ontology.has("ceasefire", [lemma(grammar, one.at)])
    return told and clause is not None and lemma(grammar, clause) in EFFECTIVE and grammar.tokens[one.at].dep == "nsubj"


DECLARING = frozenset({"announce", "declare", "promise", "propose", "plan", "pledge", "order"})


def _question(grammar: Grammar, verb: int) -> bool:
    """Whether somebody asks a question, and asks for nothing: "asked whether", "asked why", "asked: Who …?"."""
    for child in grammar.with_dep(verb, "ccomp", "parataxis"):
        inside = grammar.subtree(child)
        if any(grammar.tokens[one].lower in ASKING and grammar.tokens[one].head == child for one in inside):
            return True
        if any(grammar.tokens[one].text == "?" for one in inside):
            return True
    if any(grammar.tokens[one].lower == "about" for one in grammar.with_dep(verb, "prep")):
        return True
    sentence = grammar.sentences[grammar.sentence_of[verb]]
    return any(grammar.tokens[at].text == "?" for at in range(verb, sentence.last))


def _called(matcher: Matcher, kind: str) -> str:
    return matcher.ontology.telling.kind(kind, None)


def _objects(grammar: Grammar, clause: int) -> list[int]:
    return grammar.with_dep(clause, "dobj", "nsubjpass", "obj")


def to_come(grammar: Grammar, verb: int) -> bool:
    """Whether the verb is said to happen yet: will, would, going to, plans to, is due to."""
    for child in grammar.with_dep(verb, "aux"):
        lower = grammar.tokens[child].lower
        if lower in ("will", "shall", "'ll", "would", "wo", "’ll"):
            return not any(grammar.tokens[c].lower == "have" for c in grammar.with_dep(verb, "aux"))
    token = grammar.tokens[verb]
    if token.dep == "xcomp" and any(grammar.tokens[c].lower == "to" for c in grammar.with_dep(verb, "aux")):
        return lemma(grammar, token.head) in PLANNING or grammar.tokens[token.head].lower in ("due", "set", "going")
    if token.dep == "conj" and is_verb(grammar, token.head) and not grammar.with_dep(verb, "aux", "nsubj"):
        return to_come(grammar, token.head)
    return False


PLANNING = frozenset(
    {"plan", "intend", "go", "expect", "schedule", "aim", "due", "set", "hope", "prepare", "decide", "want"}
)


def _refusing(grammar: Grammar, verb: int) -> bool:
    return any(grammar.tokens[c].lower in ("would", "will", "wo", "shall") for c in grammar.with_dep(verb, "aux"))


def _conditional(grammar: Grammar, verb: int) -> bool:
    return any(grammar.tokens[c].lower in ("if", "unless", "whether") for c in grammar.with_dep(verb, "mark"))


def _become(one: Candidate, kind: str, mode: str | None, why: str, cameo: str | None = None) -> Candidate:
    return replace(one, type=cast(EventType, kind), mode=mode, why=(*one.why, why), cameo=cameo)


def _event(matcher: Matcher, one: Candidate) -> Event:
    span = matcher.grammar.tokens[one.at].span
    changed = one.type != one.rule.type or one.mode != one.rule.mode
    cameo = one.rule.cameo if one.rule.cameo and not changed else matcher.ontology.cameo(one.type, one.mode)
    cameo = one.cameo or cameo
    edition = matcher.ontology.edition
    kind, mode = matcher.ontology.older(edition, cameo) or (one.type, one.mode)
    why = one.why if kind == one.type else (*one.why, f"in the edition of {edition} that is {_called(matcher, kind)}")
    return Event(
        span=span,
        type=kind,
        quad=QUADS[kind],
        mode=mode,
        cameo=cameo,
        score=min(1.0, 0.6 * one.weight),
        why=why,
    )


STAGE = Stage(
    "match",
    4,
    requires=("tokens", "sentences", "actors", "places", "times", "figures", "statements"),
    provides=("events",),
    compute=compute,
)
