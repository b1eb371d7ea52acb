"""Every place in the trees where somebody could be cited: a word that takes a content, whether it cites or not.

A candidate is a cue word with one way of reading its content: the clause or phrase below a verb, noun or adjective,
the clause around "according to" or "he said", the antecedent of "which he promised". Which of them cite is decided
elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.model.grammar import Grammar

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
CLAUSES = frozenset({"ccomp", "xcomp"})
LIGHT = frozenset({"make", "issue", "give", "release", "have", "take", "express", "offer", "hold", "reach", "publish"})
"""Verbs whose subject is the source of the noun that they govern ("issued a statement that …")."""
LEADING = frozenset(
    {
        "lead",
        "draw",
        "follow",
        "spark",
        "prompt",
        "trigger",
        "fuel",
        "meet",
        "provoke",
        "bring",
        "raise",
        "cause",
        "stir",
    }
)
"""Verbs by which something gives rise to what others say: "the pact drew demands that …"."""
RAISING = frozenset({"as", "of", "with", "for"})
"""Prepositions that go on with a passive's content: "was accused of", "is seen as"."""
AUXILIARY = ("aux", "auxpass", "neg", "prt")
LONGEST_CLIMB = 6
LONGEST_LEAD = 14
"""Words of a noun phrase or an opening that are put right where the parser had them wrong."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
FRONTED = frozenset(
    {"despite", "while", "although", "though", "if", "when", "once", "unless", "because", "since", "given"}
)
TELLING = frozenset({"say", "add", "claim", "insist", "argue", "allege"})
APART = frozenset({"during", "since", "on", "in", "at", "within", "after", "before", "according"})
""" "The minister on Tuesday", "the aide, in Paris": prepositions that do not belong to who speaks."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """`shape` names the construction; `key` is the content's head; positions are sorted."""

    head: int
    shape: str
    key: int
    content: tuple[int, ...]
    cue: tuple[int, ...]
    source: tuple[int, ...]
    speaker: int | None


def candidates(grammar: Grammar, blocked: Sequence[bool]) -> Iterator[Candidate]:
    """All candidates whose cue word is not `blocked` (inside a quotation, or taken)."""
    for position, token in enumerate(grammar.tokens):
        if blocked[position]:
            continue
        if token.lower == "according":
            yield from _according(grammar, position)
        elif token.pos == "VERB" or (token.pos == "AUX" and token.dep not in ("aux", "auxpass")):
            yield from _of_verb(grammar, position)
        elif token.pos in ("NOUN", "PROPN"):
            yield from _of_noun(grammar, position)
        elif token.pos == "ADJ":
            yield from _of_adjective(grammar, position)
        elif token.dep == "prep" and token.pos in ("ADP", "SCONJ"):
            yield from _of_preposition(grammar, position)


@dataclass(frozen=True)
class _Verb:
    """A verb that could cite, with what all its candidates share."""

    grammar: Grammar
    verb: int
    speaker: int | None
    source: tuple[int, ...]
    words: tuple[int, ...]

    def candidate(self, shape: str, key: int, content: Sequence[int], extra: Sequence[int] = ()) -> Iterator[Candidate]:
        cue = sorted({*self.words, *extra})
        kept = tuple(sorted(set(content) - {self.verb, *cue, *self.source}))
        if kept:
            yield Candidate(self.verb, shape, key, kept, tuple(cue), self.source, self.speaker)

    def clauses(self, objects: Sequence[int]) -> Iterator[Candidate]:
        tokens = self.grammar.tokens
        for clause in self.grammar.with_dep(self.verb, *CLAUSES):
            whole = [*_led_in(self.grammar, self.verb, clause), *clause_words(self.grammar, clause)]
            if _cut_off(self.grammar, self.verb, clause):
                continue
            before = tokens[clause].dep == "ccomp" and clause < self.verb
            shape = tokens[clause].dep + ("<" if before else "")
            yield from self.candidate(shape, clause, whole)
            if objects and clause > objects[0] and _mark(self.grammar, clause) != "that":
                both = [*self.grammar.subtree(objects[0]), *whole]
                yield from self.candidate(f"dobj+{shape}", objects[0], both)
        # "told reporters that …": a parser can hang the clause on the listeners.
        for thing in objects[:1]:
            for clause in self.grammar.with_dep(thing, "acl", "relcl", "ccomp"):
                whole = clause_words(self.grammar, clause)
                if tokens[whole[0]].lower == "that" and _mark(self.grammar, clause) == "that":
                    yield from self.candidate("dobj>that", clause, whole)
        if not self.grammar.with_dep(self.verb, *CLAUSES):
            for clause in self.grammar.with_dep(self.verb, "advcl"):
                if tokens[clause].tag in ("VB", "VBG") and clause > self.verb:
                    yield from self.candidate("advcl", clause, self.grammar.subtree(clause))

    def objects(self, objects: Sequence[int]) -> Iterator[Candidate]:
        tokens = self.grammar.tokens
        for thing in objects[:2]:
            yield from self.candidate(tokens[thing].dep, thing, self.grammar.subtree(thing))
        for thing in objects[:1]:
            phrase = self.grammar.subtree(thing)
            rest = [child for child in self.grammar.with_dep(self.verb, "oprd", "prep", "advcl") if child > thing]
            for number, other in enumerate(rest):
                as_what = tokens[other].lower == "as"
                if tokens[other].dep != "prep" or as_what or number == 0:
                    shape = "as" if as_what else f"{tokens[other].dep}:{_preposition(self.grammar, other)}"
                    yield from self.candidate(f"dobj+{shape}", thing, [*phrase, *self.grammar.subtree(other)])

    def passives(self) -> Iterator[Candidate]:
        tokens = self.grammar.tokens
        speaker, source = _agent(self.grammar, self.verb)
        for subject in self.grammar.with_dep(self.verb, "nsubjpass")[:1]:
            phrase = self.grammar.subtree(subject, without=frozenset({"relcl"}))
            if _wh(self.grammar, subject):
                phrase = []
            for other in self.grammar.with_dep(self.verb, "xcomp", "oprd", "prep", "ccomp"):
                if other < self.verb or (tokens[other].dep == "prep" and tokens[other].lower not in RAISING):
                    continue
                both = tuple(sorted({*phrase, *self.grammar.subtree(other)}))
                yield Candidate(self.verb, f"pass+{tokens[other].dep}", other, both, self.words, source, speaker)
            if phrase:
                yield Candidate(self.verb, "pass", subject, tuple(phrase), self.words, source, speaker)

    def prepositions(self) -> Iterator[Candidate]:
        for child in self.grammar.with_dep(self.verb, "prep", "agent", "dative"):
            if child < self.verb:
                continue
            things = self.grammar.with_dep(child, "pobj", "pcomp")
            for thing in things:
                if not _wh(self.grammar, thing):
                    shape = f"prep:{self.grammar.tokens[child].lower}"
                    yield from self.candidate(shape, thing, self.grammar.subtree(thing), (child,))
            for deeper in self.grammar.with_dep(child, "prep") if not things else ():
                for thing in self.grammar.with_dep(deeper, "pobj", "pcomp"):
                    yield from self.candidate("prep:prep", thing, self.grammar.subtree(thing), (child, deeper))


def _of_verb(grammar: Grammar, verb: int) -> Iterator[Candidate]:
    one = _Verb(grammar, verb, *source_of(grammar, verb), cue_of(grammar, verb))
    objects = [child for child in grammar.with_dep(verb, "dobj", "oprd", "attr") if not _wh(grammar, child)]
    yield from one.clauses(objects)
    yield from one.objects(objects)
    yield from one.passives()
    yield from one.prepositions()
    yield from _around(grammar, verb, one.words, one.source, one.speaker)
    yield from _antecedent(grammar, verb, one.words, one.source, one.speaker)
    yield from _behind(grammar, verb, one.words)


def clause_words(grammar: Grammar, clause: int) -> list[int]:
    """The words of a clause without what is joined to it and cannot be: "asked them to leave and turned away"."""
    whole = grammar.subtree(clause)
    if not grammar.with_dep(clause, "aux") or not any(
        grammar.tokens[one].tag == "TO" for one in grammar.with_dep(clause, "aux")
    ):
        return whole
    for other in grammar.conjuncts(clause)[1:]:
        token = grammar.tokens[other]
        beside = grammar.with_dep(other, "aux", "auxpass")
        finite = any(grammar.tokens[one].tag in FINITE for one in (other, *beside)) or (
            token.tag == "VBN" and not beside
        )
        if token.pos in ("VERB", "AUX") and finite:
            outside = set(grammar.subtree(other))
            first = min(outside)
            return [one for one in whole if (one < first and grammar.tokens[one].dep != "cc") or one < first - 1]
    return whole


def _led_in(grammar: Grammar, verb: int, clause: int) -> list[int]:
    """Words right behind a verb of saying that open its clause, though the parser hangs them on the verb.

    "Said around 60 men were there", "said between 40 and 60 men came", "said despite the truce, men came".
    """
    tokens = grammar.tokens
    first = next((one for one in grammar.subtree(clause) if tokens[one].pos != "PUNCT"), clause)
    if tokens[clause].dep != "ccomp" or first <= verb + 1 or _mark(grammar, clause) == "that":
        return []
    gap = list(range(verb + 1, first))
    if gap[-1] - gap[0] > LONGEST_LEAD or any(tokens[one].entity in ("DATE", "TIME") for one in gap[:1] + gap[-1:]):
        return []
    if not all(verb in (one, *grammar.ancestors(one)) for one in gap):
        return []
    if tokens[gap[-1]].text == ",":
        return gap if tokens[gap[0]].lower in FRONTED else []
    if any(tokens[one].pos == "PUNCT" or tokens[one].dep in SUBJECTS for one in gap):
        return []
    counted = tokens[gap[-1]].pos == "NUM" and tokens[first].pos in ("NOUN", "PROPN", "ADJ")
    bare = not grammar.with_dep(clause, *SUBJECTS, "expl") and any(tokens[one].pos == "NUM" for one in gap)
    return gap if counted or bare else []


def _cut_off(grammar: Grammar, verb: int, clause: int) -> bool:
    """Whether a semicolon stands between a verb and the clause below it: the parser joined two sentences."""
    first, last = sorted((verb, clause))
    return any(grammar.tokens[one].text == ";" for one in range(first, last))


def _behind(grammar: Grammar, verb: int, words: tuple[int, ...]) -> Iterator[Candidate]:
    """ "Men have landed in the port, two guards and a porter told the paper": a subject that the parser did not see."""
    tokens = grammar.tokens
    token = tokens[verb]
    if token.tag not in ("VBD", "VBZ", "VBP") or token.dep in ("ROOT", "relcl"):
        return
    if grammar.with_dep(verb, *SUBJECTS, "ccomp", "xcomp", "mark", "expl"):
        return
    begin = grammar.sentences[grammar.sentence_of[verb]].first
    position = verb - 1
    while position > begin and tokens[position].text not in (",", ";", ":"):
        if tokens[position].pos in ("VERB", "AUX", "SCONJ", "PUNCT") or verb - position > LONGEST_LEAD:
            return
        position -= 1
    if position <= begin or tokens[position].text != ",":
        return
    source = tuple(range(position + 1, verb))
    if len(source) < 2 or tokens[source[0]].pos not in ("DET", "NUM", "PROPN", "ADJ", "NOUN", "PRON"):
        return
    content = tuple(range(begin, position))
    clauses = [one for one in content if tokens[one].tag in FINITE]
    heads = [one for one in source if tokens[one].head not in source and tokens[one].pos in ("NOUN", "PROPN", "PRON")]
    if clauses and heads:
        key = next((one for one in (verb, *grammar.ancestors(verb)) if one in content), clauses[0])
        yield Candidate(verb, "around:parataxis", key, content, words, source, heads[0])


def _preposition(grammar: Grammar, position: int) -> str:
    return grammar.tokens[position].lower if grammar.tokens[position].dep == "prep" else ""


def _around(
    grammar: Grammar, verb: int, words: tuple[int, ...], source: tuple[int, ...], speaker: int | None
) -> Iterator[Candidate]:
    """The clause around "…, he said, …" and "as he said"."""
    token = grammar.tokens[verb]
    if token.dep not in ("parataxis", "advcl", "ccomp", "conj", "dep") or token.head == verb:
        return
    own = set(grammar.subtree(verb))
    marks = [grammar.tokens[child].lower for child in grammar.with_dep(verb, "mark", "advmod") if child < verb]
    if token.dep == "advcl" and "as" not in marks:
        return
    if token.dep in ("ccomp", "conj") and any(
        grammar.tokens[child].dep in ("ccomp", "xcomp", "dobj", "attr") for child in grammar.children[verb]
    ):
        return
    host = [position for position in grammar.subtree(token.head) if position not in own]
    if host and not _cut_off(grammar, verb, token.head):
        shape = f"around:{token.dep}" + (":as" if "as" in marks else "")
        kept = tuple(position for position in host if position not in source)
        if kept:
            yield Candidate(verb, shape, token.head, kept, words, source, speaker)


def _antecedent(
    grammar: Grammar, verb: int, words: tuple[int, ...], source: tuple[int, ...], speaker: int | None
) -> Iterator[Candidate]:
    """ "the pledge that he made", "a town they say is lost": the content begins before the cue."""
    clause = verb
    for _ in range(LONGEST_CLIMB):
        if grammar.tokens[clause].dep in ("relcl", "acl") or grammar.tokens[clause].head == clause:
            break
        if grammar.tokens[clause].dep not in ("xcomp", "ccomp", "conj"):
            return
        clause = grammar.tokens[clause].head
    if grammar.tokens[clause].dep != "relcl":
        return
    if any(grammar.tokens[child].dep == "dobj" and not _wh(grammar, child) for child in grammar.children[verb]):
        return
    if speaker is None or grammar.tokens[speaker].tag in ("WDT", "WP"):
        return
    noun = grammar.tokens[clause].head
    phrase = grammar.subtree(noun, without=frozenset({"relcl", "acl", "appos", "punct"}))
    rest = [
        position
        for child in grammar.children[verb]
        if grammar.tokens[child].dep in ("xcomp", "ccomp", "oprd")
        for position in grammar.subtree(child)
    ]
    kept = tuple(sorted({*phrase, *rest} - set(words) - set(source)))
    if kept:
        yield Candidate(verb, "relcl+" if rest else "relcl", noun, kept, words, source, speaker)


def _of_noun(grammar: Grammar, noun: int) -> Iterator[Candidate]:
    tokens = grammar.tokens
    if tokens[noun].dep in ("compound", "appos") and not grammar.with_dep(noun, "acl", "prep"):
        return
    parts: list[tuple[str, int, list[int], tuple[int, ...]]] = []
    for child in grammar.children[noun]:
        if child < noun:
            continue
        dep = tokens[child].dep
        if dep in ("acl", "ccomp", "relcl"):
            parts.append((f"n:{dep}:{_mark(grammar, child)}", child, grammar.subtree(child), ()))
        elif dep == "prep":
            shape = f"n:prep:{tokens[child].lower}"
            things = grammar.with_dep(child, "pobj", "pcomp")
            parts.extend((shape, thing, grammar.subtree(thing), (child,)) for thing in things)
    governor = tokens[noun].head
    if tokens[noun].dep in SUBJECTS and tokens[governor].lemma == "be":
        said = [one for one in grammar.with_dep(governor, "ccomp", "xcomp", "attr", "acomp") if one > governor]
        parts.extend((f"n:be:{tokens[child].dep}", child, grammar.subtree(child), (governor,)) for child in said)
    if not parts:
        return
    speaker, source = _owner(grammar, noun)
    light: tuple[int, ...] = ()
    governs = tokens[noun].dep in ("dobj", "attr") and tokens[governor].pos in ("VERB", "AUX")
    if speaker is None and governs and tokens[governor].lemma.lower() not in LEADING:
        speaker, source = source_of(grammar, governor)
        light = cue_of(grammar, governor)
    for shape, key, content, extra in parts:
        kept = tuple(sorted(set(content) - set(source)))
        if kept:
            yield Candidate(noun, shape, key, kept, tuple(sorted({noun, *light, *extra})), source, speaker)


def _of_adjective(grammar: Grammar, adjective: int) -> Iterator[Candidate]:
    tokens = grammar.tokens
    speaker: int | None = None
    source: tuple[int, ...] = ()
    words: tuple[int, ...] = (adjective,)
    if tokens[adjective].dep in ("acomp", "oprd", "attr", "conj", "advcl", "ROOT"):
        governor = tokens[adjective].head
        if tokens[governor].pos in ("VERB", "AUX") and governor != adjective:
            speaker, source = source_of(grammar, governor)
            words = tuple(sorted({adjective, governor}))
        else:
            speaker, source = source_of(grammar, adjective)
    elif tokens[adjective].dep == "amod":
        noun = tokens[adjective].head
        speaker, source = noun, tuple(grammar.subtree(noun, without=frozenset({"amod", "acl", "relcl"})))
    for child in grammar.children[adjective]:
        dep = tokens[child].dep
        if child > adjective and dep in ("ccomp", "xcomp", "advcl"):
            kept = tuple(sorted(set(grammar.subtree(child)) - set(source)))
            if kept:
                yield Candidate(adjective, f"a:{dep}", child, kept, words, source, speaker)
        elif child > adjective and dep == "prep":
            for thing in grammar.with_dep(child, "pobj", "pcomp"):
                kept = tuple(sorted(set(grammar.subtree(thing)) - set(source)))
                if kept:
                    shape = f"a:prep:{tokens[child].lower}"
                    yield Candidate(adjective, shape, thing, kept, tuple(sorted({*words, child})), source, speaker)


def _according(grammar: Grammar, position: int) -> Iterator[Candidate]:
    to = next((child for child in grammar.children[position] if grammar.tokens[child].lower == "to"), None)
    things = grammar.with_dep(to, "pobj", "pcomp") if to is not None else grammar.with_dep(position, "pobj")
    cue = (position,) if to is None else (position, to)
    yield from _phrase(grammar, position, cue, things, "according")


def _of_preposition(grammar: Grammar, position: int) -> Iterator[Candidate]:
    token = grammar.tokens[position]
    if token.lower not in ("for", "to", "per", "in"):
        return
    things = grammar.with_dep(position, "pobj")
    first = position == grammar.sentences[grammar.sentence_of[position]].first
    if token.lower == "per" or (first and token.lower != "in"):
        yield from _phrase(grammar, position, (position,), things, f"p:{token.lower}")
    elif token.lower == "in":
        for noun in things:
            if grammar.tokens[noun].lemma in ("word", "view", "opinion", "eye", "telling"):
                of = [deeper for child in grammar.with_dep(noun, "prep") for deeper in grammar.with_dep(child, "pobj")]
                owner = grammar.with_dep(noun, "poss")
                words = (position, noun, *grammar.with_dep(noun, "prep"))
                yield from _phrase(grammar, position, tuple(sorted(words)), of or owner, "p:in-view")


def _phrase(
    grammar: Grammar, position: int, cue: tuple[int, ...], things: Sequence[int], shape: str
) -> Iterator[Candidate]:
    if not things:
        return
    speaker = things[0]
    host = grammar.tokens[position].head
    source = _opened(grammar, position, host, tuple(grammar.subtree(speaker)))
    own = {*cue, *source} if len(source) < len(grammar.subtree(speaker)) else set(grammar.subtree(position)) | set(cue)
    if host == position:
        return
    sentence = grammar.sentences[grammar.sentence_of[position]]
    clause = host if grammar.tokens[host].pos in ("VERB", "AUX") else grammar.clause_head(host)
    for key, name in ((clause, shape), (host, f"{shape}:phrase")):
        if name.endswith("phrase") and host == clause:
            continue
        content = tuple(one for one in grammar.subtree(key) if one not in own)
        if content:
            yield Candidate(position, name, key, content, cue, source, speaker)
    root = next((one for one in (clause, *grammar.ancestors(clause)) if grammar.tokens[one].head == one), clause)
    if root != clause:
        content = tuple(one for one in range(sentence.first, sentence.last) if one not in own)
        if content:
            yield Candidate(position, f"{shape}:sentence", root, content, cue, source, speaker)


def _opened(grammar: Grammar, position: int, host: int, source: tuple[int, ...]) -> tuple[int, ...]:
    """The source without the subject that stands behind it: "According to the party, a plea had been filed"."""
    tokens = grammar.tokens
    if position > host or grammar.with_dep(host, *SUBJECTS, "expl"):
        return source
    commas = [one for one in source if tokens[one].text == ","]
    if not commas or any(tokens[one].dep == "cc" for one in source if one > commas[0] and tokens[one].head < commas[0]):
        return source
    return tuple(one for one in source if one < commas[-1])


def source_of(grammar: Grammar, verb: int) -> tuple[int | None, tuple[int, ...]]:
    """The subject that a verb has or shares: its own, that of the verb it is joined to, or the noun it describes."""
    tokens = grammar.tokens
    position = verb
    for _ in range(LONGEST_CLIMB):
        subjects = grammar.with_dep(position, "nsubj", "csubj")
        if not subjects:
            subjects = grammar.with_dep(position, "nsubjpass")
            if subjects and position == verb:
                return _agent(grammar, verb)
        if subjects:
            speaker = subjects[-1] if position == verb and subjects[-1] > verb else subjects[0]
            return speaker, tuple(_joined(grammar, subjects, speaker, verb))
        dep, head = tokens[position].dep, tokens[position].head
        if dep == "agent" or head == position:
            return None, ()
        if dep in ("acl", "advcl") and tokens[position].tag == "VBN" and not grammar.with_dep(position, "aux"):
            return _agent(grammar, verb)
        if dep in ("acl", "relcl") and tokens[head].pos in ("NOUN", "PROPN", "PRON"):
            if tokens[position].tag in ("VBG", "VB") and tokens[head].dep in ("dobj", "attr", "pobj", "nsubj"):
                governor = tokens[head].head
                if tokens[head].dep == "dobj" and tokens[position].lemma in TELLING and tokens[governor].pos == "VERB":
                    position = governor
                    continue
                owner, phrase = _owner(grammar, head)
                if owner is not None:
                    return owner, phrase
                if tokens[head].dep in ("dobj", "attr") and tokens[governor].lemma in LIGHT:
                    position = governor
                    continue
            return head, tuple(_np(grammar, head, verb))
        if dep in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep", "parataxis"):
            position = head
            continue
        return None, ()
    return None, ()


def _agent(grammar: Grammar, verb: int) -> tuple[int | None, tuple[int, ...]]:
    for by in grammar.with_dep(verb, "agent"):
        for thing in grammar.with_dep(by, "pobj"):
            return thing, tuple(_np(grammar, thing, verb))
    return None, ()


def _owner(grammar: Grammar, noun: int) -> tuple[int | None, tuple[int, ...]]:
    """Whose claim it is: "the rebels' claim", "a claim by the rebels"."""
    for child in grammar.with_dep(noun, "poss"):
        return child, tuple(grammar.subtree(child))
    for child in grammar.with_dep(noun, "prep", "agent"):
        if grammar.tokens[child].lower in ("by", "from"):
            for thing in grammar.with_dep(child, "pobj"):
                return thing, tuple(_np(grammar, thing, noun))
    return None, ()


def _joined(grammar: Grammar, subjects: Sequence[int], speaker: int, verb: int) -> list[int]:
    """The subject; both of "A and B agreed" where the parser gave the verb two."""
    phrase = _np(grammar, speaker, verb)
    for other in subjects:
        more = _np(grammar, other, verb)
        between = range(phrase[-1], more[0]) if phrase else range(0)
        if other > speaker and more[0] - phrase[-1] == 1 and any(grammar.tokens[one].dep == "cc" for one in between):
            phrase = [*phrase, *more]
    while phrase and grammar.tokens[phrase[-1]].dep in ("cc", "punct"):
        phrase.pop()
    return phrase or [speaker]


def _np(grammar: Grammar, head: int, cue: int) -> list[int]:
    """A noun phrase with its appositions; without the clause that the cue itself stands in, and without when."""
    inside = grammar.subtree(head)
    below: set[int] = set()
    for child in grammar.children[head]:
        branch = grammar.subtree(child)
        if cue in branch or _apart(grammar, head, child):
            below.update(branch)
    return [position for position in inside if position not in below]


def _apart(grammar: Grammar, head: int, child: int) -> bool:
    """Whether a phrase behind a speaker tells when, or where a named person spoke."""
    token = grammar.tokens[child]
    if child < head or token.dep not in ("prep", "npadvmod") or token.lower not in APART:
        return token.dep == "npadvmod" and token.entity in ("DATE", "TIME") and child > head
    if token.lower == "according" or grammar.tokens[head].entity == "PERSON":
        return True
    return any(grammar.tokens[one].entity in ("DATE", "TIME") for one in grammar.with_dep(child, "pobj"))


def cue_of(grammar: Grammar, verb: int) -> tuple[int, ...]:
    """A verb with its auxiliaries, negation and particle, as far as they stand together with it."""
    return tuple(sorted({verb, *grammar.with_dep(verb, *AUXILIARY)}))


def _wh(grammar: Grammar, position: int) -> bool:
    return grammar.tokens[position].tag in ("WDT", "WP", "WRB")


def _mark(grammar: Grammar, verb: int) -> str:
    """What opens a clause: `that`, `to`, `ing`, `wh` or nothing."""
    for child in grammar.children[verb]:
        token = grammar.tokens[child]
        if child > verb:
            break
        if token.dep == "mark":
            return token.lower
        if token.dep == "aux" and token.tag == "TO":
            return "to"
        if token.tag in ("WDT", "WP", "WRB"):
            return "that" if token.lower == "that" else "wh"
    return "ing" if grammar.tokens[verb].tag == "VBG" else ""
