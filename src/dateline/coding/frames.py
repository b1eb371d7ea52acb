"""Who stands where in a clause: the slots of a verb or of a noun that tells an act.

A frame names its slots as the rules of the ontology do: `subject`, `object`, `dative`, `by`, a preposition, `comp` (the
verb of a complement), `comp-subject`, `comp-object`, `adj`, `adv`; for nouns `poss`, `mod`, `of`, `light-subject`. All
values are positions in `Reading.tokens`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.model.grammar import Grammar
from dateline.model.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
OBJECTS = ("dobj", "obj", "oprd")
GOVERNED = frozenset({"pobj", "npadvmod", "appos"})
"""What hangs so on a preposition is what it governs: nothing else can stand beside one."""
PARTICLES = frozenset({"prt", "advmod", "prep", "acomp", "dobj", "ccomp", "xcomp", "oprd"})
MODIFIERS = ("compound", "amod", "nmod", "poss")
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
OBJECT_CONTROL = frozenset(
    {
        *("urge", "ask", "order", "force", "allow", "permit", "tell", "press", "call", "invite", "request", "enable"),
        *("persuade", "convince", "instruct", "command", "compel", "oblige", "advise", "warn", "encourage", "push"),
        *(
            "authorize",
            "authorise",
            "help",
            "let",
            "make",
            "see",
            "have",
            "want",
            "expect",
            "beg",
            "implore",
            "require",
        ),
    }
)
"""Verbs whose object is the subject of their infinitive."""
ORDERING = frozenset({"order", "tell", "ask", "urge", "instruct", "command", "beg", "persuade", "oblige", "compel"})
"""Those of them of which an infinitive behind the object is what is asked, however the parser hung it."""
FOLLOWING = 4
"""Words behind the object in which such an infinitive begins."""
NESTING = frozenset({"in", "at", "for", "into", "as", "during", "to", "of"})
NESTED = frozenset({"against", "on", "with", "to", "from"})
"""Prepositions on a phrase of the verb that often belong to the verb: "filed suit in a court against"."""
ABOUT = ("on", "about", "over")
PASSED = frozenset({"with", "to"})
"""What hangs on the matter of an exchange and belongs to its verb: "shared data on smugglers with Chad"."""
BESIDE = frozenset({"before", "after", "since", "during", "following", "despite", "amid", "until", "over", "about"})
"""What stands behind these is told beside the act of the clause: its subject has no part in it."""
CHAINED = frozenset({"by", "on", "against", "with", "to", "from"})
"""They belong to the act even where they hang on one who takes part: "the arrest of the editor by police"."""
REPORTING = frozenset({"report", "believe", "fear", "presume", "leave", "confirm", "feel", "find", "see"})
"""Verbs whose participle tells what was done to their object: "were reported killed", "left twelve wounded"."""
LENDING = frozenset({"from", "of", "for", "into", "with", "in"})
"""Prepositions whose verb has the object before them as its subject: "barred them from marching"."""
OCCURRING = frozenset(
    {
        "be",
        "begin",
        "start",
        "resume",
        "continue",
        "end",
        "take",
        "occur",
        "happen",
        "erupt",
        "break",
        "collapse",
        "fail",
    }
)
"""Verbs whose subject is the act itself, so that what hangs on them takes part in it: "talks began with Chad"."""
NEVER_PARENT = frozenset({"relcl", "advcl", "appos", "acl", "parataxis"})


@dataclass
class Frame:
    """The slots of one trigger. `clause` is the verb that carries tense and modality; None in a verbless phrase."""

    head: int
    nominal: bool
    clause: int | None
    passive: bool = False
    slots: dict[str, list[int]] = field(default_factory=dict)

    def add(self, slot: str, *positions: int) -> None:
        listed = self.slots.setdefault(slot, [])
        listed.extend(position for position in positions if position not in listed)

    def get(self, slot: str) -> list[int]:
        return self.slots.get(slot, [])


CLIPPED = re.compile(r"[^aeiou]*[aeiou][bcdfgklmnprstvz]")
"""A short stem that would double its last letter before -ed and -ing: where it did not, it has lost an "e"."""


def lemma(grammar: Grammar, position: int) -> str:
    """The lemma in small letters, mended where the lemmatizer clipped it ("staged" is of "stage", not of "stag")."""
    return mended(grammar.tokens[position])


def mended(token: Token) -> str:
    found = token.lemma.lower()
    if token.pos == "VERB" and token.lower in (f"{found}ed", f"{found}ing") and CLIPPED.fullmatch(found):
        return f"{found}e"
    return found


def is_verb(grammar: Grammar, position: int) -> bool:
    return grammar.tokens[position].pos in ("VERB", "AUX")


def prepositional(grammar: Grammar, head: int) -> Iterator[tuple[str, int, bool]]:
    """(preposition, what it governs, whether that is a verb) for each phrase on `head`; "out of" counts as "of"."""
    waiting = [(child, "") for child in grammar.with_dep(head, "prep", "agent", "dative")]
    while waiting:
        child, _ = waiting.pop(0)
        token = grammar.tokens[child]
        if token.pos not in ("ADP", "SCONJ", "ADV", "VERB", "PART") and token.dep != "prep":
            continue
        name = "by" if token.dep == "agent" else token.lower
        if name == "according":
            continue
        for below in grammar.children[child]:
            dep = grammar.tokens[below].dep
            if dep in GOVERNED:
                for one in grammar.conjuncts(below):
                    yield name, one, False
            elif dep == "pcomp":
                for one in grammar.conjuncts(below):
                    yield name, one, True
            elif dep in ("prep", "conj"):
                waiting.append((below, name))


MINDED = frozenset({"commit", "prepare", "determine", "concern", "oppose", "dedicate", "poise", "resolve"})
"""Participles that tell the mind of their subject: "is committed to" has no hidden doer."""


def _is_main(grammar: Grammar, verb: int) -> bool:
    """Whether a participle on the root noun must be the main verb that the parser missed: there is no other."""
    above = grammar.tokens[verb].head
    if grammar.tokens[above].dep != "ROOT" or grammar.with_dep(verb, "agent"):
        return False
    sentence = grammar.sentences[grammar.sentence_of[verb]]
    return not any(
        grammar.tokens[at].tag in ("VBD", "VBZ", "VBP", "MD")
        and grammar.tokens[at].dep not in ("relcl", "ccomp", "advcl")
        for at in range(sentence.first, sentence.last)
        if at != verb
    )


def is_passive(grammar: Grammar, verb: int) -> bool:
    if lemma(grammar, verb) in MINDED and not grammar.with_dep(verb, "agent"):
        return False
    if grammar.with_dep(verb, "auxpass", "nsubjpass"):
        return True
    token = grammar.tokens[verb]
    if token.dep == "acl" and _is_main(grammar, verb):
        return False
    if token.tag != "VBN" or grammar.with_dep(verb, "aux", "nsubj"):
        return False
    if token.dep == "conj" and is_verb(grammar, token.head):
        return is_passive(grammar, token.head)
    if token.dep in ("xcomp", "oprd", "ccomp") and lemma(grammar, token.head) in REPORTING:
        return True
    return token.dep in ("acl", "relcl", "advcl", "ROOT", "pcomp") and not grammar.with_dep(verb, *OBJECTS)


def verb_frame(grammar: Grammar, verb: int) -> Frame:
    """The slots of a verb, with subjects that it shares with, or is lent by, another verb."""
    frame = Frame(verb, nominal=False, clause=verb, passive=is_passive(grammar, verb))
    lent, lent_object = _subjects(grammar, verb, frame.passive)
    if not lent and not frame.passive and grammar.tokens[verb].dep == "ROOT":
        lent = _before(grammar, verb)
    (_add_objects if frame.passive else _add_subjects)(grammar, frame, lent)
    if lent_object:
        _add_objects(grammar, frame, lent_object)
    token = grammar.tokens[verb]
    if token.dep == "acl" and not frame.passive:
        frame.add("outer-subject", *_owner(grammar, token.head, 0))
    for child in objects_of(grammar, verb):
        token = grammar.tokens[child]
        if token.lower in RELATIVES and grammar.tokens[verb].dep == "relcl":
            _add_objects(grammar, frame, [grammar.tokens[verb].head])
        else:
            _add_objects(grammar, frame, [child])
    if not frame.get("object") and not frame.passive:
        _share_object(grammar, frame, verb)
    for child in grammar.with_dep(verb, "dative"):
        if grammar.tokens[child].pos not in ("ADP",):
            frame.add("dative", *grammar.conjuncts(child))
    for child in grammar.with_dep(verb, "acomp", "oprd", "attr"):
        frame.add("adj", child)
        for name, at, verbal in prepositional(grammar, child):
            frame.add("comp" if verbal else name, at)
            if not verbal:
                frame.add("adj-recipient", at)
        for below in grammar.with_dep(child, "xcomp", "ccomp"):
            _add_complement(grammar, frame, below)
    for child in grammar.with_dep(verb, "advmod", "prt"):
        frame.add("adv", child)
    for name, at, verbal in prepositional(grammar, verb):
        if verbal:
            _add_complement(grammar, frame, at)
        else:
            frame.add(name, at)
    for slot in tuple(frame.slots):
        if slot in NESTING:
            for thing in tuple(frame.get(slot)):
                for name, at, verbal in prepositional(grammar, thing):
                    if not verbal and name in NESTED and not frame.get(name):
                        frame.add(name, at)
    if frame.passive and not frame.get("by"):
        _seek_agent(grammar, frame)
    for child in grammar.with_dep(verb, "xcomp", "ccomp"):
        _add_complement(grammar, frame, child)
    for child in grammar.with_dep(verb, "advcl"):
        if any(grammar.tokens[c].lower == "to" for c in grammar.with_dep(child, "aux")) and not grammar.with_dep(
            child, "mark"
        ):
            if (
                lemma(grammar, verb) in ORDERING
                and frame.get("object")
                and child - frame.get("object")[-1] <= FOLLOWING
            ):
                _add_complement(grammar, frame, child)
                continue
            frame.add("purpose", child)
            for thing in grammar.with_dep(child, *OBJECTS):
                frame.add("purpose-object", *grammar.conjuncts(thing))
            for below in grammar.with_dep(child, "ccomp", "xcomp"):
                frame.add("purpose-object", *_own_subjects(grammar, below))
    for thing in list(frame.get("object")):
        for name, at, verbal in prepositional(grammar, thing):
            if verbal:
                _add_complement(grammar, frame, at)
            else:
                frame.add(name, at)
        for below in grammar.with_dep(thing, "acl", "ccomp", "relcl"):
            told = grammar.tokens[below].dep != "relcl" and any(
                grammar.tokens[c].lower == "that" for c in grammar.with_dep(below, "mark")
            )
            if told or any(grammar.tokens[c].lower == "to" for c in grammar.with_dep(below, "aux")):
                _add_complement(grammar, frame, below)
    for slot in ABOUT:
        for thing in tuple(frame.get(slot)):
            for name, at, verbal in prepositional(grammar, thing):
                if not verbal and name in PASSED and not frame.get(name):
                    frame.add(name, at)
    _add_deeper(grammar, frame)
    return frame


def _add_deeper(grammar: Grammar, frame: Frame) -> None:
    """What belongs to the verb but hangs lower: "returned dozens of masks to Benin", "lifted the ban put on him"."""
    for thing in list(frame.get("object")):
        inside = [thing]
        for child in grammar.with_dep(thing, "prep"):
            if grammar.tokens[child].lower == "of":
                inside.extend(one for below in grammar.with_dep(child, "pobj") for one in grammar.conjuncts(below))
        below_them = [
            *inside[1:],
            *(child for one in inside for child in grammar.with_dep(one, "acl") if grammar.tokens[child].tag == "VBN"),
        ]
        for one in below_them:
            for name, at, verbal in prepositional(grammar, one):
                if not verbal and name in NESTED and not frame.get(name):
                    frame.add(name, at)
    for child in grammar.with_dep(frame.head, "ccomp", "oprd", "xcomp"):
        if not is_verb(grammar, child):
            frame.add("comp-subject", *_own_subjects(grammar, child))


def objects_of(grammar: Grammar, verb: int) -> list[int]:
    """Objects of a verb; a noun behind it that is labelled as if it hung on a preposition or a noun is one too."""
    found = grammar.with_dep(verb, *OBJECTS)
    if found or not is_verb(grammar, verb):
        return found
    return [
        child
        for child in grammar.with_dep(verb, "pobj", "appos")
        if child > verb and grammar.tokens[child].pos in ("NOUN", "PROPN", "PRON", "NUM")
    ]


def _seek_agent(grammar: Grammar, frame: Frame) -> None:
    """The agent of a passive that the parser hung too low: "was accused of smuggling by …"."""
    for at in grammar.subtree(frame.head, without=NEVER_PARENT | {"ccomp", "conj"}):
        if at > frame.head and grammar.tokens[at].lower == "by" and grammar.tokens[at].pos == "ADP":
            frame.add("by", *grammar.with_dep(at, "pobj"))


def frame_of(grammar: Grammar, verb: int) -> Frame:
    """The frame of a verb, however the parser took it."""
    if grammar.tokens[verb].dep in ("amod", "compound"):
        found = mistaken_frame(grammar, verb)
        if found is not None:
            return found
    return verb_frame(grammar, verb)


def mistaken_frame(grammar: Grammar, verb: int) -> Frame | None:
    """The slots of a verb that the parser took for a modifier of its object ("Armenia massed troops"); else None."""
    token = grammar.tokens[verb]
    thing = token.head
    clausal = grammar.tokens[thing].dep in ("ROOT", "advcl", "ccomp", "conj", "relcl", "prep", "dep")
    if token.pos != "VERB" or token.tag not in ("VB", "VBD", "VBZ", "VBP") or thing < verb or not clausal or not verb:
        return None
    before = grammar.tokens[verb - 1]
    if before.pos not in ("PROPN", "NOUN") or grammar.sentence_of[verb - 1] != grammar.sentence_of[verb]:
        return None
    frame = Frame(verb, nominal=False, clause=verb)
    frame.add("subject", verb - 1)
    frame.add("object", *grammar.conjuncts(thing))
    for name, at, verbal in prepositional(grammar, thing):
        if not verbal:
            frame.add(name, at)
    return frame


def _add_subjects(grammar: Grammar, frame: Frame, positions: list[int]) -> None:
    for position in positions:
        frame.add("subject", *grammar.conjuncts(position))


def _add_objects(grammar: Grammar, frame: Frame, positions: list[int]) -> None:
    for position in positions:
        frame.add("object", *grammar.conjuncts(position))


def _add_complement(grammar: Grammar, frame: Frame, position: int, depth: int = 0) -> None:
    """A complement and, through verbs that only begin or try, what is begun."""
    for one in grammar.conjuncts(position):
        if not is_verb(grammar, one):
            continue
        frame.add("comp", one)
        if any(grammar.tokens[child].lower == "to" for child in grammar.with_dep(one, "aux")):
            frame.add("inf", one)
        frame.add("comp-subject", *_own_subjects(grammar, one))
        for child in grammar.with_dep(one, *OBJECTS):
            frame.add("comp-object", *grammar.conjuncts(child))
            for _, at, verbal in prepositional(grammar, child):
                if not verbal:
                    frame.add("comp-recipient", at)
        for child in grammar.with_dep(one, "dative"):
            frame.add("comp-recipient", child)
        for _, at, verbal in prepositional(grammar, one):
            if not verbal:
                frame.add("comp-recipient", at)
        for child in grammar.with_dep(one, "xcomp"):
            if depth < 6 and is_verb(grammar, child) and child not in frame.get("comp"):
                _add_complement(grammar, frame, child, depth + 1)


def _before(grammar: Grammar, verb: int) -> list[int]:
    """The name that stands just before a main verb whose subject the parser lost."""
    for at in range(verb - 1, max(-1, verb - 5), -1):
        token = grammar.tokens[at]
        if grammar.sentence_of[at] != grammar.sentence_of[verb]:
            break
        if token.pos == "PROPN" and token.entity not in ("DATE", "TIME"):
            return [at]
        if token.pos not in ("ADV", "PROPN", "PUNCT", "AUX"):
            break
    return []


def _own_subjects(grammar: Grammar, verb: int) -> list[int]:
    found = []
    for child in grammar.with_dep(verb, "nsubj", "nsubjpass"):
        found.extend(grammar.conjuncts(child))
    return found


def _subjects(grammar: Grammar, verb: int, passive: bool, depth: int = 0) -> tuple[list[int], list[int]]:
    """Subjects of the verb (in a passive: who it is done to), and an object that a relative clause lends it."""
    if depth > 12:
        return [], []
    token = grammar.tokens[verb]
    own = [child for child in grammar.with_dep(verb, *SUBJECTS) if is_nominal(grammar, child)]
    if own:
        if own[-1] == verb - 2 and grammar.tokens[verb - 1].text in ("-", "‐", "‑"):
            # "test-fired": the first part of the verb hangs between it and its subject.
            own = [*own[:-1], *grammar.with_dep(own[-1], "nsubj", "compound")] or own
        if len(own) > 1 and own[-1] < verb:
            own = own[-1:]
        own = [_after_dateline(grammar, one) for one in own]
        if token.dep == "relcl" and grammar.tokens[own[0]].lower in RELATIVES:
            return [token.head], []
        if token.dep == "relcl" and not grammar.with_dep(verb, *OBJECTS) and not passive:
            return own, [token.head]
        return own, []
    if token.head == verb:
        return [], []
    if token.dep == "conj" and is_verb(grammar, token.head):
        return _subjects(grammar, joined_to(grammar, verb), passive, depth + 1)
    if token.dep in ("acl", "relcl"):
        if token.tag == "VB" or any(grammar.tokens[c].lower == "to" for c in grammar.with_dep(verb, "aux")):
            if said_to_be := _told_of(grammar, token.head):
                return said_to_be, []
            return _owner(grammar, token.head, depth), []
        return [token.head], []
    governor = token.head
    if token.dep == "pcomp":
        governor = grammar.tokens[governor].head
        if not is_verb(grammar, governor):
            outer = grammar.clause_head(governor)
            if outer != governor and is_verb(grammar, outer) and outer != verb:
                if objects := grammar.with_dep(outer, *OBJECTS):
                    return objects if governor not in objects else _subjects(grammar, outer, passive, depth + 1)[0], []
                return _subjects(grammar, outer, is_passive(grammar, outer), depth + 1)[0], []
            return [], []
        objects = grammar.with_dep(governor, *OBJECTS)
        if objects and grammar.tokens[token.head].lower in LENDING and token.head > governor:
            return objects, []
    if not is_verb(grammar, governor) and is_verb(grammar, grammar.tokens[governor].head):
        governor = grammar.tokens[governor].head
    if is_verb(grammar, governor) and token.dep in ("xcomp", "ccomp", "advcl", "pcomp", "dep", "parataxis"):
        objects = [child for child in grammar.with_dep(governor, *OBJECTS) if grammar.tokens[child].pos != "ADJ"]
        if token.dep in ("xcomp", "ccomp") and lemma(grammar, governor) in OBJECT_CONTROL and objects:
            return objects, []
        return _subjects(grammar, governor, False, depth + 1)[0], []
    return [], []


def _told_of(grammar: Grammar, noun: int) -> list[int]:
    """Who is said to be "the first to …", "the only ones to …": the subject of the copula."""
    token = grammar.tokens[noun]
    if token.dep not in ("attr", "acomp") or lemma(grammar, token.head) not in ("be", "become", "remain"):
        return []
    return grammar.with_dep(token.head, "nsubj")


def joined_to(grammar: Grammar, verb: int) -> int:
    """The verb that a coordinated one goes with, finite with finite: "asked them to leave and turned"."""
    head = grammar.tokens[verb].head
    for _ in range(4):
        above = grammar.tokens[head].head
        if grammar.tokens[verb].tag not in ("VBD", "VBZ") or grammar.tokens[head].tag != "VB" or above == head:
            break
        if not is_verb(grammar, above) or grammar.with_dep(head, "nsubj"):
            break
        head = above
    return head


def _after_dateline(grammar: Grammar, subject: int) -> int:
    """The subject itself where the parser took the dateline for it: "GOMA, Congo -- A raid has …"."""
    for child in grammar.with_dep(subject, "appos"):
        if any(grammar.tokens[at].text in ("--", "–", "—", "-") for at in range(subject, child)):
            return child
        for below in grammar.with_dep(child, "appos"):
            if any(grammar.tokens[at].text in ("--", "–", "—", "-") for at in range(child, below)):
                return below
    return subject


def _owner(grammar: Grammar, noun: int, depth: int) -> list[int]:
    """Whose decision it is: the possessor of a noun, else the subject of its clause."""
    if owners := grammar.with_dep(noun, "poss"):
        return owners
    outer = grammar.clause_head(noun)
    return _subjects(grammar, outer, False, depth + 1)[0] if outer != noun and is_verb(grammar, outer) else []


def _share_object(grammar: Grammar, frame: Frame, verb: int) -> None:
    """ "arrested and jailed the men": the first verb has the object of the second, nearer words first."""
    for child in grammar.with_dep(verb, "conj"):
        if is_verb(grammar, child) and not grammar.with_dep(child, *SUBJECTS) and child - verb <= 3:
            for thing in grammar.with_dep(child, *OBJECTS):
                _add_objects(grammar, frame, [thing])


def is_nominal(grammar: Grammar, position: int) -> bool:
    return grammar.tokens[position].pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM", "VERB")


def noun_frame(grammar: Grammar, noun: int, light: frozenset[str] = frozenset()) -> Frame:
    """The slots of a noun that tells an act, with the clause that it stands in.

    What hangs on the verb of that clause takes part only where the verb is one of `light`, which carries the act and
    tells none of its own ("launched a raid on"), or says that the act occurs.
    """
    frame = Frame(noun, nominal=True, clause=None)
    for child in grammar.children[noun]:
        dep = grammar.tokens[child].dep
        if dep == "poss":
            frame.add("poss", *grammar.conjuncts(child))
        elif dep in ("compound", "amod", "nmod"):
            frame.add("mod", child)
        elif dep == "acl" and is_verb(grammar, child):
            told = any(grammar.tokens[c].lower == "that" for c in grammar.with_dep(child, "mark"))
            if told or any(grammar.tokens[c].lower == "to" for c in grammar.with_dep(child, "aux")):
                _add_complement(grammar, frame, child)
            else:
                for name, at, verbal in prepositional(grammar, child):
                    if not verbal:
                        frame.add(name, at)
                if grammar.tokens[child].tag == "VBG":
                    for thing in grammar.with_dep(child, *OBJECTS):
                        frame.add("object", *grammar.conjuncts(thing))
        elif dep == "relcl" and is_passive(grammar, child):
            for name, at, verbal in prepositional(grammar, child):
                if not verbal:
                    frame.add(name, at)
    for name, at, verbal in prepositional(grammar, noun):
        if verbal:
            _add_complement(grammar, frame, at)
        else:
            frame.add(name, at)
    for slot in ("of", "by", "on", "against", "from", "in"):
        for thing in frame.get(slot):
            for name, at, verbal in prepositional(grammar, thing):
                if not verbal and name in CHAINED and not frame.get(name):
                    frame.add(name, at)
    top = noun
    while grammar.tokens[top].dep == "conj" and grammar.tokens[top].head != top:
        top = grammar.tokens[top].head
    token = grammar.tokens[top]
    governor = token.head
    if governor != top and is_verb(grammar, governor):
        frame.clause = governor
        passive = is_passive(grammar, governor)
        if token.dep in OBJECTS or token.dep == "nsubjpass":
            if passive:
                frame.add(
                    "light-subject", *(at for n, at, v in prepositional(grammar, governor) if n == "by" and not v)
                )
            else:
                for subject in _subjects(grammar, governor, passive)[0]:
                    frame.add("light-subject", *grammar.conjuncts(subject))
        carried = light if token.dep in (*OBJECTS, "nsubjpass") else OCCURRING
        if lemma(grammar, governor) in carried:
            for name, at, verbal in prepositional(grammar, governor):
                if not verbal and not (name == "by" and not passive):
                    frame.add(name, at)
    elif governor != top and grammar.tokens[governor].dep == "prep":
        outer = grammar.tokens[governor].head
        if grammar.tokens[outer].dep == "acomp":
            outer = grammar.tokens[outer].head
        if is_verb(grammar, outer):
            frame.clause = outer
            frame.add("outer-prep", governor)
            if grammar.tokens[governor].lower in BESIDE:
                frame.clause = None
                return frame
            for subject in _subjects(grammar, outer, is_passive(grammar, outer))[0]:
                frame.add("outer-subject", *grammar.conjuncts(subject))
    return frame
