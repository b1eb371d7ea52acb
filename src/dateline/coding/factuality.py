"""How real is it? Status and factuality of what a word tells, from the words around it.

In: the trees of a report and the position of a word (a verb, or a noun that names an event). Out: a status, a number
from -3 (certainly not) to 3 (certainly) as the voice that tells it presents it, and the words that set them. The climb
goes from the word up its tree, through what it hangs on ("plans to", "failed to", "no sign of"), and stops where
somebody else's voice begins ("said that"), so that a claim is judged as its maker presents it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from dateline.coding.register import register, web_share
from dateline.model.event import Status
from dateline.model.grammar import Grammar
from dateline.model.text import Span

CLIMB = 6
"""How many heads up a word is looked for; deeper nesting is rare and its effect washes out."""
PLAIN = 3.0
CLIMBING = frozenset({"ccomp", "xcomp", "pcomp", "advcl", "acl", "conj", "csubj", "csubjpass", "oprd", "dep"})
NOMINAL = frozenset({"dobj", "pobj", "nsubjpass", "nsubj", "attr", "compound", "conj", "appos", "npadvmod", "dative"})
OCCUR = frozenset(
    {"be", "occur", "happen", "take", "begin", "start", "come", "follow", "erupt", "continue", "end", "place", "remain"}
)
"""Verbs whose subject happens exactly when they say so: "the march did not take place"."""
CONTINUING = frozenset({"continue", "persist", "proceed", "drag", "rage"})
LASTING = frozenset(
    {
        "battle",
        "besiege",
        "blockade",
        "camp",
        "control",
        "detain",
        "fight",
        "govern",
        "guard",
        "hold",
        "imprison",
        "jail",
    }
    | {"occupy", "patrol", "rule", "shelter", "siege", "strike", "surround"}
)
"""Verbs of what lasts, so that "since" says that it still does."""
TRUE = frozenset({"case", "correct", "true"})
REFUSING = frozenset({"decline", "refuse"})
LATER = -1.5
"""What "would" takes from an event that somebody announced, beside -1 for "will" and -2 for a condition."""
SUBJUNCTIVE = frozenset(
    {"insist", "demand", "propose", "recommend", "suggest", "ask", "require", "order", "urge", "request", "stipulate"}
)
"""Verbs whose clause with a base form says what is to be done: "insisted that the mission leave"."""
OPENING = frozenset({"“", '"', "‘", "``", "'"})
SHARED = ("modal", "neg", "if=", "going-to")
"""Signs that a verb shares with the one joined to it: "will land and unload"."""
TABLES = {"VERB": "verbs", "AUX": "verbs", "NOUN": "nouns", "ADJ": "adjectives"}
PARTLY = frozenset(
    {"all", "always", "entirely", "every", "everybody", "everyone", "everything", "just", "merely", "only", "simply"}
)
"""Words of which "not" leaves a part."""
NEGATING = {
    "advmod": ("never", "nowhere", "neither", "nor"),
    "det": ("no", "neither"),
    "preconj": ("neither",),
}
VERB_LINKS = frozenset({"for", "of", "from", "to", "against", "into", "toward", "towards"})
NOUN_LINKS = VERB_LINKS | {"on", "about", "over"}
"""Prepositions by which a word decides on a noun: "called for a truce", "talk about a coup", not "asked about it"."""
PREPOSITIONAL = frozenset({"ADP", "SCONJ", "PART", "ADV"})
FORESEEING = frozenset({"modal=will", "modal=would"})
"""Signs of what is only foreseen where somebody doubts, fears or hopes it: "doubt that it will hold"."""
DOUBTING = frozenset({"in=doubt", "in=fear", "in=hope", "in=wonder", "in=pray", "in=worry"})
"""What makes it hypothetical then; who warns or threatens that it will come has planned it."""
SETTLING = ("in=", "not-", "purpose", "infinitive", "thwarted", "false")
"""Signs that set the value; the others add to it."""

RULED = 0.2
"""Share of the rule beside the weights in a report."""
HEARD = 0.5
"""Share of the trained reader beside the weights where people talk; in reports the reader adds nothing.

Both tuned on the texts that neither the weights nor the reader had seen: the least margin over .72, .60 and .70 of UW,
MEANTIME and UDS-IH2 is the widest there (r .758, .656, .738; the weights alone .741, .605, .722).
"""
NOUNS = 0.3
"""How far a noun counts as people talking: web text was annotated for verbs alone."""
BOUNDS: dict[str, tuple[float, float]] = {
    "happened": (0.5, 3.0),
    "ongoing": (0.5, 3.0),
    "planned": (-1.0, 2.6),
    "asked": (-2.0, 1.2),
    "hypothetical": (-2.5, 1.6),
    "denied": (-3.0, -1.2),
}
"""What a number may be beside each status, so that no denial reads like a fact."""


@dataclass(frozen=True, slots=True)
class Factuality:
    """`value` from -3 to 3; `because` holds the words that set it, in text order, empty for a plain telling."""

    status: Status
    value: float
    because: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A word that has a say: `name` is a feature, `level` how far above the event it stands.

    `ends` says that it undoes what was planned or asked for below it.
    """

    name: str
    positions: tuple[int, ...]
    level: int
    status: str | None = None
    value: float | None = None
    ends: bool = False


class Factualities:
    """Assesses the events of one report; weights for reports and for people talking are mixed by register."""

    def __init__(self, grammar: Grammar, lexicons: Any, trained: Mapping[str, Any]) -> None:
        self.grammar = grammar
        self.hedges, self.embedding = lexicons.read("hedges"), lexicons.read("embedding")
        self.trained = trained
        self.web = web_share(register(grammar), trained["register"])

    def assess(self, position: int, heard: float | None = None) -> Factuality:
        """Status, factuality and the reasons for the event that the word at `position` tells.

        `heard` is what the trained reader says of the word, from -3 to 3, where it was asked.
        """
        signs = list(signs_of(self.grammar, position, self.hedges, self.embedding))
        status, ruled, counted = ruling(signs)
        value = self._mixed(position, signs, status, ruled, heard, BOUNDS[status])
        at = {one for sign in counted for one in sign.positions}
        because = tuple(self.grammar.tokens[one].span for one in sorted(at))
        return Factuality(status, round(value, 2), because)

    def value(self, position: int, heard: float | None = None) -> float:
        """The number alone, free of the bounds that a status sets."""
        signs = list(signs_of(self.grammar, position, self.hedges, self.embedding))
        status, ruled, _ = ruling(signs)
        return self._mixed(position, signs, status, ruled, heard, (-math.inf, math.inf))

    def _mixed(
        self,
        position: int,
        signs: list[Sign],
        status: str,
        ruled: float,
        heard: float | None,
        bounds: tuple[float, float],
    ) -> float:
        """What weights, rule and reader say together, each as far as it knows this kind of text."""
        names = list(features(self.grammar, position, signs, status))
        low, high = bounds
        news = max(low, min(high, _weigh(self.trained["news"], ruled, names)))
        news = (1 - RULED) * news + RULED * ruled
        talk = _weigh(self.trained["web"], ruled, names)
        if heard is not None:
            talk = (1 - HEARD) * talk + HEARD * heard
        web = self.web * (NOUNS if self.grammar.tokens[position].pos in ("NOUN", "PROPN") else 1.0)
        return max(-3.0, min(3.0, (1 - web) * news + web * talk))

    def past(self, position: int) -> bool:
        """Whether the word is told in the past tense, so that no date can put it ahead."""
        tokens = self.grammar.tokens
        clause = self.grammar.clause_head(position)
        for above in self.grammar.ancestors(clause):
            if not _infinitive(self.grammar, clause):
                break
            clause = self.grammar.clause_head(above)
        beside = self.grammar.with_dep(clause, "aux", "auxpass")
        if any(tokens[one].tag == "MD" for one in beside):
            return False
        return tokens[clause].tag == "VBD" or any(tokens[one].tag == "VBD" for one in beside)


def assess(grammar: Grammar, position: int, knowledge: Any) -> Factuality:
    """The same for a single word; for many of one text make `Factualities` once."""
    return Factualities(grammar, knowledge.lexicons, knowledge.weights.read("factuality")).assess(position)


def _weigh(weights: Mapping[str, float], ruled: float, names: Iterable[str]) -> float:
    return weights["bias"] + weights["ruled"] * ruled + sum(weights.get(name, 0.0) for name in names)


def signs_of(
    grammar: Grammar, position: int, hedges: Mapping[str, Any], embedding: Mapping[str, Any]
) -> Iterator[Sign]:
    """All signs from the word up to where another voice begins, nearest first."""
    tokens = grammar.tokens
    here, level, told = position, 0, ""
    yield from _own(grammar, here, 0, hedges)
    for child in grammar.with_dep(here, "compound", "amod"):
        # "they negotiate withdrawal": a parser can take the verb for a part of the noun.
        entry = embedding["verbs"].get(tokens[child].lemma.lower()) if tokens[child].tag in ("VB", "VBP") else None
        if entry is not None:
            yield Sign(f"in={tokens[child].lemma.lower()}", (child,), 1, entry["status"], entry["value"])
    for _ in range(CLIMB):
        token = tokens[here]
        dep, head, via = token.dep, token.head, ""
        while True:
            joined = f"{tokens[head].lower} {via}"
            if via and joined in hedges["prepositions"]:
                via = joined
            elif tokens[head].dep in ("prep", "agent", "dative") and tokens[head].pos in PREPOSITIONAL:
                via = tokens[head].lower
                if via == "than" and head and tokens[head - 1].lower == "rather":
                    via = "rather than"
            else:
                break
            entry = hedges["prepositions"].get(via)
            if entry is not None and (dep == "pcomp" or not entry.get("gerund")):
                yield Sign(f"prep={via}", (head,), level + 1, entry.get("status"), entry["value"])
            if tokens[head].head == head:
                break
            head = tokens[head].head
        above = tokens[head]
        if head == here or dep == "relcl" or dep not in CLIMBING | NOMINAL:
            return
        if dep == "conj" and not via and _finite(grammar, here) and _infinitive(grammar, head):
            return
        if dep in ("conj", "appos") and not via:
            if not _inflected(grammar, here) or (_bare(grammar, here) and tokens[head].tag == token.tag):
                shared = (sign for sign in _own(grammar, head, level, hedges) if sign.name.startswith(SHARED))
                yield from shared
            here = head
            continue
        infinitive = _infinitive(grammar, here)
        verbal = above.pos in ("VERB", "AUX")
        entry = None
        if above.pos in TABLES:
            table = "adjectives" if above.tag == "JJ" else TABLES[above.pos]
            entry = _entry(grammar, head, via, embedding[table])
        if entry is not None and entry.get("of", told) != told:
            entry = None
        if above.pos == "NOUN" and above.lemma.lower() in embedding["reporting"] and (dep == "acl" or via == "of"):
            told = "reports"
        elif above.tag == "NNS" and above.lemma.lower() in embedding["reporting"] and dep == "ccomp":
            yield from _denied_beside(grammar, head, level + 1, embedding)
            return
        if dep == "acl" and not infinitive and not any(_that(grammar, here)):
            return
        if dep == "advcl" and not (infinitive and entry and (above.pos == "ADJ" or entry["status"] == "asked")):
            if infinitive:
                yield Sign("purpose", (infinitive - 1,), level + 1, "planned", 1.0)
            return
        if dep == "ccomp" and above.lemma.lower() in SUBJUNCTIVE and _subjunctive(grammar, here):
            yield Sign("subjunctive", (head,), level + 1, "asked", 0.0)
            return
        if entry is not None and entry.get("reports") and dep == "ccomp" and not infinitive:
            return
        noun = dep in ("dobj", "nsubjpass", "pobj")
        if entry is not None and verbal and noun and (via or dep) not in entry.get("only", (via or dep,)):
            return
        if entry is not None and _governs(dep, via, above.pos == "NOUN", entry):
            level += 1
            refused = _negation(grammar, head)
            lemma = above.lemma.lower()
            if not refused and "turned" in entry:
                refused = _refusal(grammar, head)
            if refused:
                value = entry.get("negated", -entry["value"] if entry["value"] > 1.5 else entry["value"] - 1)
                yield Sign(f"not-{lemma}", (*refused, head), level, _turned(entry), value)
            else:
                words = (head, *grammar.with_dep(head, "prt"))
                status = (
                    entry.get("others", entry["status"]) if _of_others(grammar, here, head, dep) else entry["status"]
                )
                yield Sign(f"in={lemma}", words, level, status, entry["value"], bool(entry.get("ends")))
                if above.pos == "NOUN" and status in ("planned", "asked"):
                    told = "plans"
                but = _thwarted(grammar, here, head) if entry.get("thwarted") else None
                if but is not None:
                    yield Sign("thwarted", (*words, but), level, "denied", -2.0)
            yield from (sign for sign in _own(grammar, head, level, hedges) if not sign.name.startswith("neg"))
            here = head
            continue
        if dep == "ccomp":
            refused = _negation(grammar, head) if verbal else []
            untrue = _untrue(grammar, head, bool(refused), embedding["false"]) if above.lemma == "be" else None
            if untrue is not None:
                yield Sign("false", (*refused, untrue), level + 1, "denied", -2.5)
                return
            if refused and above.lemma.lower() not in embedding["factives"]:
                yield Sign("not-said", (*refused, head), level + 1, "hypothetical", -0.5)
            return
        yet = [one for one in grammar.with_dep(head, "advmod") if tokens[one].lower == "yet"]
        if dep == "xcomp" and infinitive and above.lemma in ("have", "be") and yet:
            yield Sign("yet-to", (head, *yet), level + 1, "denied", -2.0)
        elif dep == "xcomp" and infinitive and above.lemma == "be":
            told_of = _predicate(grammar, head, embedding["adjectives"])
            if told_of is None:
                yield Sign("infinitive", (head, infinitive - 1), level + 1, "planned", 1.3)
            else:
                adjective, entry = told_of
                yield Sign(
                    f"in={tokens[adjective].lemma.lower()}", (adjective,), level + 1, entry["status"], entry["value"]
                )
            but = _thwarted(grammar, here, head)
            if but is not None:
                yield Sign("thwarted", (head, but), level + 1, "denied", -2.0)
        elif dep == "acl" and infinitive:
            yield Sign("infinitive", (infinitive - 1,), level + 1, "planned", 0.5)
        elif dep in ("nsubj", "nsubjpass"):
            if told == "reports" and above.lemma in ("be", "prove"):
                for beside in grammar.with_dep(head, "acomp", "attr"):
                    if tokens[beside].lemma.lower() in embedding["false"]:
                        turned = bool(_negation(grammar, head))
                        yield Sign("false", (beside,), level + 1, None if turned else "denied", 0.0 if turned else -2.5)
            would = [one for one in grammar.with_dep(head, "aux") if tokens[one].lower in ("would", "’d", "'d")]
            if above.lemma == "be" and dep == "nsubj" and would and grammar.with_dep(head, "attr", "acomp"):
                yield Sign("modal=would", tuple(would), level + 1, "hypothetical", -2.0)
            elif above.lemma.lower() in OCCUR or dep == "nsubjpass":
                yield from _own(grammar, head, level + 1, hedges)
            particles = {tokens[one].lower for one in grammar.with_dep(head, "prt", "advmod")}
            if above.lemma in CONTINUING or (above.lemma == "go" and "on" in particles):
                yield Sign("goes-on", (head, *grammar.with_dep(head, "prt")), level + 1, "ongoing", 0.0)
            return
        elif via:
            if verbal or via != "of":
                return
        elif dep == "dobj":
            if above.lemma.lower() not in embedding["carriers"] and _definite(grammar, here):
                return
            level += 1
            yield from _own(grammar, head, level, hedges)
        elif verbal or above.pos == "ADJ":
            level += 1
            yield from _own(grammar, head, level, hedges)
        here = head


def _own(grammar: Grammar, position: int, level: int, hedges: Mapping[str, Any], weak: bool = False) -> Iterator[Sign]:
    """Signs that hang on the word itself: negation, modals, adverbs, adjectives, conditions."""
    tokens = grammar.tokens
    negated = _negation(grammar, position)
    if negated:
        yield Sign("neg", tuple(negated), level, "denied", -6.0)
    children = grammar.children[position]
    perfect = any(tokens[child].lemma == "have" and tokens[child].dep == "aux" for child in children)
    for child in children:
        token = tokens[child]
        name = token.lemma.lower() if token.tag == "MD" else token.lower
        name = {"'ll": "will", "’ll": "will", "'d": "would", "’d": "would", "ca": "can", "wo": "will"}.get(name, name)
        if token.dep == "aux" and (token.tag == "MD" or name in hedges["modals"]):
            entry = hedges["modals"].get(name)
            if entry is not None:
                if name == "would" and not perfect and _told_before(grammar, position):
                    yield Sign("modal=would", (child,), level, "planned", LATER)
                elif perfect and name in ("could", "would", "should", "ought"):
                    yield Sign(f"modal={name}-have", (child,), level, "hypothetical", -4.0)
                else:
                    yield Sign(f"modal={name}", (child,), level, entry["status"], entry["value"])
        elif token.dep == "mark" and name in hedges["conditions"]:
            entry = hedges["conditions"][name]
            yield Sign(f"if={name}", (child,), level, entry.get("status"), entry["value"])
        elif token.dep in ("advmod", "npadvmod") and name in hedges["adverbs"]:
            entry = hedges["adverbs"][name]
            yield Sign(f"adv={name}", (child,), level, entry.get("status"), entry["value"])
        elif token.dep in ("amod", "compound") and name in hedges["adjectives"]:
            entry = hedges["adjectives"][name]
            yield Sign(f"adj={name}", (child,), level, entry.get("status"), entry["value"])
        elif token.dep == "det" and level == 0 and name == "any":
            entry = hedges["determiners"]["any"]
            yield Sign("det=any", (child,), level, entry.get("status"), entry["value"])
    word = tokens[position]
    if (
        word.lemma == "go"
        and word.tag == "VBG"
        and any(_infinitive(grammar, one) for one in grammar.with_dep(position, "xcomp"))
    ):
        yield Sign("going-to", (position,), level, "planned", -1.0)
    if level == 0 and word.tag in ("VBP", "VBZ") and word.dep == "advcl":
        during = [child for child in grammar.with_dep(position, "mark") if tokens[child].lower == "while"]
        if during:
            yield Sign("while", (during[0],), level, "ongoing", 0.0)
    if (
        level == 0
        and word.tag in ("VB", "VBP")
        and word.dep == "compound"
        and tokens[tokens[word.head].head].lower == "while"
    ):
        # "While they negotiate withdrawal": a parser can take the verb for a part of the noun.
        yield Sign("while", (tokens[word.head].head,), level, "ongoing", 0.0)
    if level == 0 and word.tag == "VBG":
        beside = [(child, tokens[child].lower) for child in grammar.with_dep(position, "aux")]
        going = [child for child, name in beside if name in ("is", "are", "am", "'s", "'re", "’s", "’re", "been")]
        still = [child for child in grammar.with_dep(position, "advmod") if tokens[child].lower == "still"]
        if not going and still and any(name in ("was", "were") for _, name in beside):
            yield Sign("still", (still[0],), level, "ongoing", 0.0)
        if going and not any(name in ("will", "would", "could", "may", "might", "had", "'ll") for _, name in beside):
            yield Sign("going-on", (going[-1],), level, "ongoing", 0.0)
    if level == 0 and word.lemma in CONTINUING and (word.tag in ("VBZ", "VBP") or _goes_on(grammar, position)):
        yield Sign("goes-on", (position,), level, "ongoing", 0.0)
    if level == 0 and word.lemma.lower() in LASTING and (since := _since(grammar, position)) is not None:
        yield Sign("since", (since,), level, "ongoing", 0.0)
    for child in grammar.with_dep(position, "advcl") if level == 0 else ():
        marks = [one for one in grammar.with_dep(child, "mark") if tokens[one].lower in ("if", "unless")]
        if marks and any(tokens[one].lower in ("will", "'ll", "’ll") for one in grammar.with_dep(position, "aux")):
            yield Sign("if-so", (marks[0],), level, "hypothetical", -1.0)
    if word.dep == "advcl" and level == 0 and (inverted := _inverted(grammar, position)) is not None:
        yield Sign("if=had", (inverted,), level, "hypothetical", -4.0)
    if (
        word.tag == "VB"
        and (word.dep == "ROOT" or _called_out(grammar, position))
        and not grammar.with_dep(position, "nsubj", "nsubjpass", "aux", "expl")
    ):
        yield Sign("imperative", (position,), level, "asked", -2.5)
    if word.dep in ("xcomp", "ROOT", "ccomp") and word.lemma == "be" and level > 0:
        yield Sign("copula", (), level, None, None)
    last = grammar.sentences[grammar.sentence_of[position]].last - 1
    if tokens[last].text.startswith("?") and word.dep in ("ROOT", "conj"):
        yield Sign("question", (last,), level, "hypothetical", -3.0)


def _entry(grammar: Grammar, head: int, via: str, table: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What the lexicon says of a word, first with its particle ("rule out") or preposition ("keep from")."""
    word = grammar.tokens[head].lemma.lower()
    for beside in (*(grammar.tokens[one].lower for one in grammar.with_dep(head, "prt")), via):
        found: Mapping[str, Any] | None = table.get(f"{word} {beside}") if beside else None
        if found is not None:
            return found
    return table.get(word)


def _refusal(grammar: Grammar, head: int) -> list[int]:
    """ "Refused to", "declined to" above a word: as good as "not"."""
    token = grammar.tokens[head]
    if token.dep == "xcomp" and grammar.tokens[token.head].lemma.lower() in REFUSING and _infinitive(grammar, head):
        return [token.head]
    return []


def _thwarted(grammar: Grammar, here: int, head: int) -> int | None:
    """The "but" behind a plan that is told as past: "was to sail on Monday but stayed in port"."""
    tokens = grammar.tokens
    if tokens[head].pos == "ADJ" and tokens[tokens[head].head].lemma == "be":
        head = tokens[head].head
    past = tokens[head].tag == "VBD" or any(
        tokens[one].tag == "VBD" or tokens[one].lower in ("was", "were", "had")
        for one in grammar.with_dep(head, "aux", "auxpass")
    )
    if not past:
        return None
    joined = [one for place in (here, head) for one in grammar.with_dep(place, "conj") if tokens[one].tag == "VBD"]
    joining = [one for place in (here, head) for one in grammar.with_dep(place, "cc") if tokens[one].lower == "but"]
    return next((one for one in joining if any(here < one < instead for instead in joined)), None)


def _untrue(grammar: Grammar, head: int, negated: bool, words: Sequence[str]) -> int | None:
    """What says beside a "be" that its clause is not so: "it is not true that", "it is a lie that"."""
    for child in grammar.with_dep(head, "acomp", "attr"):
        lemma = grammar.tokens[child].lemma.lower()
        if lemma in TRUE if negated else lemma in words:
            return child
    return None


def _predicate(grammar: Grammar, head: int, adjectives: Mapping[str, Any]) -> tuple[int, Mapping[str, Any]] | None:
    """The adjective beside a "be" that the infinitive was hung on: "is unlikely to attack"."""
    for child in grammar.with_dep(head, "acomp"):
        entry = adjectives.get(grammar.tokens[child].lemma.lower())
        if entry is not None:
            return child, entry
    return None


def _denied_beside(grammar: Grammar, noun: int, level: int, embedding: Mapping[str, Any]) -> Iterator[Sign]:
    """A finite verb that a parser took for a part of the noun: "the army denied reports that it had fired"."""
    for child in grammar.with_dep(noun, "amod"):
        token = grammar.tokens[child]
        entry = embedding["verbs"].get(token.lemma.lower()) if token.tag in ("VBD", "VBZ", "VBP") else None
        if entry is not None and entry["status"] == "denied":
            yield Sign(f"in={token.lemma.lower()}", (child,), level, "denied", entry["value"])


def _goes_on(grammar: Grammar, position: int) -> bool:
    """ "Dragged on", "raged on"."""
    return any(grammar.tokens[one].lower == "on" for one in grammar.with_dep(position, "prt"))


def _since(grammar: Grammar, position: int) -> int | None:
    """The "since" of what began then and lasts: "have held the port since May"."""
    perfect = any(
        grammar.tokens[one].lower in ("has", "have", "'ve", "’ve") for one in grammar.with_dep(position, "aux")
    )
    words = grammar.with_dep(position, "prep", "advmod") if perfect else []
    return next((one for one in words if grammar.tokens[one].lower == "since"), None)


def _of_others(grammar: Grammar, here: int, head: int, dep: str) -> bool:
    """Whether what is wanted is somebody else's doing: "want the ministry to pay", "seek the release of two men"."""
    if dep == "dobj" or grammar.tokens[here].pos == "NOUN":
        return True
    return bool(grammar.with_dep(head, "dobj") or grammar.with_dep(here, "nsubj", "nsubjpass"))


def _subjunctive(grammar: Grammar, verb: int) -> bool:
    """A base form with a singular subject: "that the mission leave"."""
    if grammar.tokens[verb].tag not in ("VB", "VBP") or grammar.with_dep(verb, "aux"):
        return False
    if any(grammar.tokens[one].tag == "VB" for one in grammar.with_dep(verb, "auxpass")):
        return True
    return any(grammar.tokens[one].tag in ("NN", "NNP") for one in grammar.with_dep(verb, "nsubj"))


def _inverted(grammar: Grammar, verb: int) -> int | None:
    """The "had" or "should" before its subject that stands for "if": "Had the army fired"."""
    subjects = grammar.with_dep(verb, "nsubj", "nsubjpass")
    for child in grammar.with_dep(verb, "aux"):
        if subjects and child < min(subjects) and grammar.tokens[child].lower in ("had", "should", "were"):
            return child
    return None


def _called_out(grammar: Grammar, verb: int) -> bool:
    """Whether the word begins what is quoted: “Leave our land,” the crowd shouted."""
    return (
        grammar.tokens[verb].dep in ("ccomp", "advcl", "parataxis")
        and verb > 0
        and grammar.tokens[verb - 1].text in OPENING
        and not grammar.with_dep(verb, "mark")
    )


def _negation(grammar: Grammar, position: int) -> list[int]:
    """Negating words that bear on the word: "not", "never", "no" before it or before its subject or object."""
    tokens = grammar.tokens
    found = grammar.with_dep(position, "neg")
    for child in grammar.children[position]:
        token = tokens[child]
        if token.lower in NEGATING.get(token.dep, ()):
            found.append(child)
        elif token.dep in ("nsubj", "nsubjpass", "dobj", "attr") and tokens[position].pos in ("VERB", "AUX"):
            if token.lower in ("nobody", "nothing", "none") or token.lower == "no-one":
                found.append(child)
            elif token.lower in ("anyone", "anybody", "anything", "any"):
                found.extend(
                    one for one in grammar.children[child] if tokens[one].lower in ("hardly", "scarcely", "barely")
                )
            elif token.lower == "one" and any(tokens[one].lower == "no" for one in grammar.children[child]):
                found.extend((*[one for one in grammar.children[child] if tokens[one].lower == "no"], child))
            elif token.dep != "nsubj" or tokens[position].lemma != "be":
                found.extend(one for one in grammar.with_dep(child, "det") if tokens[one].lower in ("no", "neither"))
    return sorted({one for one in found if not _of_a_part(grammar, one)})


def _of_a_part(grammar: Grammar, position: int) -> bool:
    """Whether "not" denies only that it was all or only that: some of "not all of the claims" were upheld."""
    tokens = grammar.tokens
    behind = tokens[position + 1].lower if position + 1 < len(tokens) else ""
    return tokens[position].lower in ("not", "n't") and behind in PARTLY


def _told_before(grammar: Grammar, position: int) -> bool:
    """Whether "would" is "will" told afterwards: in what somebody said in the past, with no condition beside it."""
    tokens = grammar.tokens
    if any(
        tokens[one].lower in ("if", "unless")
        for child in grammar.with_dep(position, "advcl")
        for one in grammar.with_dep(child, "mark")
    ):
        return False
    here = position
    while tokens[here].dep == "conj":
        here = tokens[here].head
    above = tokens[tokens[here].head]
    past = above.tag == "VBD" or any(tokens[one].lower == "had" for one in grammar.with_dep(tokens[here].head, "aux"))
    return tokens[here].dep == "ccomp" and past and above.pos == "VERB" and not _negation(grammar, tokens[here].head)


def _finite(grammar: Grammar, position: int) -> bool:
    """Whether a verb has a tense of its own; a past participle alone was meant as one."""
    beside = grammar.with_dep(position, "aux", "auxpass")
    if grammar.tokens[position].tag == "VBN" and not beside:
        return True
    return any(grammar.tokens[one].tag in ("VBD", "VBZ", "VBP", "MD") for one in (position, *beside))


def _infinitive(grammar: Grammar, position: int) -> int:
    """The position after the "to" of an infinitive; 0 where the word is none."""
    for child in grammar.with_dep(position, "aux"):
        if grammar.tokens[child].tag == "TO" or grammar.tokens[child].lower == "to":
            return child + 1
    return 0


def _inflected(grammar: Grammar, position: int) -> bool:
    return grammar.tokens[position].tag in ("VBD", "VBZ", "VBP", "MD") or bool(grammar.with_dep(position, "aux"))


def _bare(grammar: Grammar, position: int) -> bool:
    """A verb without subject or auxiliary of its own."""
    return not grammar.with_dep(position, "nsubj", "nsubjpass", "aux")


def _that(grammar: Grammar, position: int) -> Iterator[int]:
    return (
        child
        for child in grammar.with_dep(position, "mark")
        if grammar.tokens[child].lower in ("that", "if", "whether")
    )


def _definite(grammar: Grammar, noun: int) -> bool:
    """Whether a noun phrase speaks of something known: "the crisis", "their advance"."""
    words = [grammar.tokens[child] for child in grammar.with_dep(noun, "det", "poss")]
    return any(word.dep == "poss" or word.lower in ("the", "this", "that", "these", "those") for word in words)


def _governs(dep: str, via: str, noun: bool, entry: Mapping[str, Any]) -> bool:
    """Whether the word above decides on what hangs by `dep`: not on its own subject."""
    if dep in ("nsubj", "npadvmod"):
        return False
    if via and via not in (NOUN_LINKS if noun else VERB_LINKS):
        return False
    if dep == "nsubjpass":
        return bool(entry["status"] != "happened")
    return True


def _turned(entry: Mapping[str, Any]) -> str:
    """What a negated word makes of its complement: "did not fail to" says that it happened."""
    if "turned" in entry:
        return str(entry["turned"])
    negated = entry.get("negated")
    if negated is not None and negated > 1:
        return "happened"
    return "denied" if entry["status"] in ("happened", "ongoing", "planned", "hypothetical") else str(entry["status"])


def ruling(signs: list[Sign]) -> tuple[Status, float, list[Sign]]:
    """Status, value by rule, and the signs that counted.

    The nearest word settles the status, doubts add up, two denials cancel.
    """
    status: str | None = None
    value = PLAIN
    counted: list[Sign] = []
    seen: set[int] = set()
    foreseen = False
    for sign in signs:
        if sign.value is None or (sign.positions and set(sign.positions) <= seen):
            continue
        if sign.name.startswith("in=") and sign.status in ("happened", "ongoing") and status is not None:
            continue
        seen.update(sign.positions)
        if sign.name.startswith(SETTLING):
            value = sign.value if status is None else min(value, max(sign.value, -1.0)) if value > 0 else value
            settled = sign.status
        elif sign.name == "neg":
            value = -value if abs(value) > 1 else value - 1.0
            settled = "happened" if status == "denied" else "denied"
            if status in ("planned", "asked"):
                settled = "denied"
        else:
            value = max(-3.0, value + sign.value) if value > 0 else value
            settled = sign.status
        counted.append(sign)
        if settled is None:
            continue
        foreseen = foreseen or sign.name in FORESEEING
        if (
            status in (None, "happened", "ongoing")
            or sign.name in ("neg", "thwarted", "false")
            or (sign.ends and status in ("planned", "asked"))
            or (foreseen and status == "planned" and sign.name in DOUBTING)
            or (sign.name.startswith(("if=", "if-so", "question")) and status != "denied")
        ):
            status = settled
    return cast(Status, status or "happened"), max(-3.0, min(3.0, value)), counted


def features(grammar: Grammar, position: int, signs: list[Sign], status: str) -> Iterator[str]:
    """Names of the features that hold of an event, each with weight 1."""
    tokens = grammar.tokens
    token = tokens[position]
    yield f"t={token.tag}"
    yield f"td={token.tag}|{token.dep}"
    yield f"status={status}"
    yield f"ts={token.tag}|{status}"
    if token.pos != "PROPN":
        yield f"l={token.lemma.lower()}"
    for sign in signs:
        yield sign.name
        yield f"{sign.name}@{min(sign.level, 2)}"
    names = sorted({sign.name.split("=")[0] for sign in signs if sign.value is not None})
    yield f"signs={'+'.join(names[:3])}"
    auxiliaries = "+".join(tokens[child].lemma.lower() for child in grammar.with_dep(position, "aux", "auxpass"))
    yield f"aux={auxiliaries}|{token.tag}"
    subjects = grammar.with_dep(position, "nsubj", "nsubjpass")
    if subjects:
        subject = tokens[subjects[0]]
        yield f"sub={subject.lower if subject.pos == 'PRON' else subject.tag}"
    else:
        yield "sub=none"
    here = position
    for level in (1, 2, 3):
        if tokens[here].head == here:
            yield f"root@{level}"
            break
        dep, here = tokens[here].dep, tokens[here].head
        above = tokens[here]
        yield f"up{level}={dep}|{above.tag}"
        if above.pos != "PROPN":
            yield f"up{level}={dep}|{above.lemma.lower()}"
            yield f"upl={above.lemma.lower()}"
        for child in grammar.children[here]:
            other = tokens[child]
            if other.dep in ("neg", "mark") or other.tag == "MD":
                yield f"above{level}={other.lower}|{dep}"
    for child in grammar.children[position]:
        other = tokens[child]
        if other.dep in ("det", "amod", "advmod", "mark", "prt", "neg", "poss", "nummod") and other.pos != "PROPN":
            yield f"has={other.dep}|{other.lower}"
        yield f"kid={other.dep}"
    sentence = grammar.sentences[grammar.sentence_of[position]]
    for one in range(sentence.first, sentence.last):
        if tokens[one].text in ("?", "!", "if", "If"):
            yield f"near={tokens[one].lower}"
    if tokens[sentence.last - 1].text == "?":
        yield f"asks|{token.dep}"
