"""Heard statements put right where grammar leaves no doubt.

In: a report, the statements as heard, its quotations, the cue lexicon. Out: the same, some cut where the cue's own
phrase ends, some without a source that was not theirs, some left out that are no claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dateline.annotate.said.candidates import LEADING, clause_words
from dateline.annotate.said.fitting import gives_name
from dateline.annotate.said.found import Found, trim
from dateline.annotate.said.quotes import Quote
from dateline.model.grammar import Grammar
from dateline.model.reading import Reading
from dateline.model.text import Span

DEEDS = frozenset({"call", "see", "hold", "hear", "find", "watch"})
""" "Called a meeting", "saw a play": with a thing alone these are deeds."""
BEARING = frozenset({"as", "against", "for", "with", "like", "to"})
OBJECTS = frozenset({"dobj", "pobj", "nsubjpass"})


def tidied(reading: Reading, heard: Iterable[Found], quotes: Sequence[Quote], cues: Mapping[str, Any]) -> list[Found]:
    """The heard statements as far as they stand."""
    grammar = reading.grammar
    marks = sorted(quote.span for quote in quotes)
    found: list[Found] = []
    for one in heard:
        quoted = any(part.overlaps(mark) for part in one.content for mark in marks)
        one = _without_strays(grammar, one, quoted)
        if one.head is None:
            found.append(one)
            continue
        if not quoted and (gives_name(grammar, one.head) or _does(grammar, one) or _no_claim(grammar, one)):
            continue
        cut = one if quoted else _cut(grammar, one)
        cut = _without_slug(reading, cut)
        if cut.content:
            found.append(_own_source(grammar, cut if quoted else _whole_phrases(grammar, cut), cues))
    return found


ASKED_FOR = frozenset({"comment", "comments", "remark", "remarks"})
AROUND = frozenset({"a", "any", "for", "further", "immediate", "more", "public", "request", "requests", "the", "to"})


def _no_claim(grammar: Grammar, one: Found) -> bool:
    """ "Did not respond to a request for comment" says nothing; "spoke on condition of anonymity because" tells why."""
    words = {grammar.tokens[at].lower for part in one.content for at in grammar.within(part)}
    if words & ASKED_FOR and words <= ASKED_FOR | AROUND:
        return True
    cue = {grammar.tokens[at].lower for part in one.cue for at in grammar.within(part)}
    return "condition" in cue and not cue.isdisjoint({"of", "anonymity"})


def _does(grammar: Grammar, one: Found) -> bool:
    """Whether the content is just the thing that a deed is done to, without a quality that it is given."""
    assert one.head is not None
    token = grammar.tokens[one.head]
    if token.lemma.lower() not in DEEDS or token.pos != "VERB" or len(one.content) > 1:
        return False
    top = grammar.head_of(one.content[0])
    if top is None or grammar.tokens[top].head != one.head or grammar.tokens[top].dep not in ("dobj", "nsubjpass"):
        return False
    # Where and when something was seen makes no claim of it; what it was seen as does, and what was called for.
    bearing = (at for at in grammar.with_dep(one.head, "prep") if at < top or grammar.tokens[at].lower in BEARING)
    return not grammar.with_dep(one.head, "ccomp", "xcomp", "oprd", "prt") and next(bearing, None) is None


def _cut(grammar: Grammar, one: Found) -> Found:
    """Without the clause that the cue stands in, behind it, and without a finite verb joined to an infinitive."""
    assert one.head is not None
    content = []
    dropped: set[int] = set()
    for clause in grammar.with_dep(one.head, "xcomp", "ccomp"):
        dropped.update(set(grammar.subtree(clause)) - set(clause_words(grammar, clause)))
    token = grammar.tokens[one.head]
    below = set(grammar.subtree(one.head))
    for part in one.content:
        inside = list(grammar.within(part))
        if not inside or inside[0] <= one.head:
            content.append(part)
            continue
        run = inside
        if dropped:
            run = _until(run, lambda position: position in dropped)
        if token.pos == "NOUN" and token.head in inside and token.dep in ("nsubj", "nsubjpass"):
            run = _until(run, lambda position: position not in below)
        run = list(trim(grammar, run))
        while run and grammar.tokens[run[-1]].pos == "CCONJ":
            run = list(trim(grammar, run[:-1]))
        if len(run) == len(inside) or not run:
            content.append(part)
        else:
            content.append(grammar.span(run))
    return replace(one, content=tuple(content))


def _until(run: Sequence[int], stops: Any) -> list[int]:
    kept: list[int] = []
    for position in run:
        if stops(position):
            break
        kept.append(position)
    return kept


def _without_slug(reading: Reading, one: Found) -> Found:
    """A content that begins with where and when a report was sent begins behind it."""
    first, *rest = one.content
    grammar = reading.grammar
    inside = grammar.within(first)
    if not inside or not one.cue:
        return one
    sentence = grammar.sentences[grammar.sentence_of[inside[0]]]
    following = [number for number in inside if number >= sentence.last]
    number = grammar.sentence_of[inside[0]]
    begins = number == 0 or grammar.sentences[number - 1].paragraph != sentence.paragraph
    words = grammar.tokens[sentence.first : sentence.last]
    slug = begins and bool(following) and words[-1].text in ("-", "–", "—", "--", ":", ")")
    if slug and not any(word.pos in ("VERB", "AUX") for word in words):
        return replace(one, content=(Span(grammar.tokens[following[0]].span.start, first.end), *rest))
    return one


LEFT = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "aux", "auxpass", "neg", "predet", "case"}
)
"""Words before their head that a phrase does not go without."""
BOUND = LEFT - {"amod", "compound", "nmod", "nummod", "quantmod"}
"""Those that nothing can end with."""
FARTHEST = 8
"""Words by which a phrase is made whole at its end."""


def _whole_phrases(grammar: Grammar, one: Found) -> Found:
    """With its first and last phrase whole: "[to] leave", "saw the [gate]".

    PolNeAR's dev part gives .003 less of content F1 for it, and .005 less where nothing ends with a preposition or in
    the middle of a compound.
    """
    taken = {at for span in (*one.source, *one.cue) for at in grammar.within(span)}
    tokens = grammar.tokens
    content: list[Span] = []
    for part in one.content:
        inside = grammar.within(part)
        if not inside:
            content.append(part)
            continue
        first, last = _from_its_subject(grammar, one, inside[0], taken), inside[-1]
        low = grammar.sentences[grammar.sentence_of[first]].first
        while first > low and first - 1 not in taken and tokens[first - 1].dep in LEFT:
            if not first <= tokens[first - 1].head <= last:
                break
            first -= 1
        head = tokens[last].head
        if (
            tokens[last].dep in BOUND
            and last < head <= last + FARTHEST
            and not taken.intersection(range(last, head + 1))
        ):
            last = head
        content.append(grammar.span((first, last)))
    return replace(one, content=_apart(content))


DASHES = frozenset({"-", "–", "—", "--", ":", ")"})


def _from_its_subject(grammar: Grammar, one: Found, first: int, taken: set[int]) -> int:
    """Where a content before its cue begins: with the subject, if it begins in the middle of the clause that is said.

    Behind a date line the beginning of the first sentence is often heard too faintly.
    """
    tokens = grammar.tokens
    if one.head is None or first > one.head:
        return first
    clause = grammar.clause_head(first)
    said = clause == one.head or tokens[clause].head in (one.head, clause) or tokens[one.head].head == clause
    subjects = [at for at in grammar.with_dep(clause, "nsubj", "nsubjpass") if at < first and at not in taken]
    if clause == one.head or not said or not subjects or grammar.sentence_of[clause] != grammar.sentence_of[first]:
        return first
    start = subjects[0]
    below = set(grammar.subtree(start))
    while start - 1 in below and start - 1 not in taken and tokens[start - 1].text not in DASHES:
        start -= 1
    return first if taken.intersection(range(start, first)) else start


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, without what an earlier one has."""
    kept: list[Span] = []
    for span in spans:
        start = max(span.start, kept[-1].end) if kept else span.start
        if start < span.end:
            kept.append(Span(start, span.end))
    return tuple(kept)


STRAY, STRAY_WORD = 0.4, 0.3
"""Share of a content's letters up to which a part of it, or a word by itself, is a stray."""


def _without_strays(grammar: Grammar, one: Found, quoted: bool) -> Found:
    """Without words by themselves, and without small parts that hang on what else somebody did: "told us to wait and
    ran [for help]", "who said it was late, left [a note]"."""
    if len(one.content) < 2 or quoted:
        return one
    one = replace(one, content=_before_semicolon(grammar, one))
    size = sum(map(len, one.content))
    words = {at for span in (*one.cue, *one.content) for at in grammar.within(span)}
    below = grammar.subtree(one.head) if one.head is not None and grammar.tokens[one.head].dep == "relcl" else None

    def stays(part: Span) -> bool:
        inside = grammar.within(part)
        if len(inside) < 2 and len(part) <= STRAY_WORD * size:
            return False
        top = grammar.head_of(part)
        if len(part) > STRAY * size or top is None:
            return True
        above = grammar.tokens[top].head
        elsewhere = grammar.tokens[above].dep == "conj" and grammar.tokens[above].pos == "VERB" and above not in words
        return not elsewhere and (below is None or not set(inside).isdisjoint(below))

    kept = tuple(part for part in one.content if stays(part))
    return replace(one, content=kept) if kept else one


def _before_semicolon(grammar: Grammar, one: Found) -> tuple[Span, ...]:
    """Without parts behind a semicolon that is in no part: what stands there, somebody else tells."""
    first, *rest = one.content
    start = grammar.within(first)
    kept = [first]
    for part in rest:
        inside = grammar.within(part)
        between = range(start[-1] + 1, inside[0]) if start and inside else range(0)
        if not any(grammar.tokens[at].text == ";" for at in between):
            kept.append(part)
    return tuple(kept)


def _own_source(grammar: Grammar, one: Found, cues: Mapping[str, Any]) -> Found:
    """Demands that a pact drew are not the pact's: who is cited by a noun has it or makes it."""
    assert one.head is not None
    if one.speaker is None or not one.source:
        return one
    verb, noun = one.head, one.head
    if grammar.tokens[noun].pos == "NOUN":
        for above in (verb, *grammar.ancestors(verb)):
            verb = above
            if grammar.tokens[above].dep not in OBJECTS and (above == noun or grammar.tokens[above].pos != "ADP"):
                break
    else:
        words = {position for cue in one.cue for position in grammar.within(cue)}
        things = [at for at in words if at != verb and grammar.tokens[at].lemma.lower() in cues["nouns"]]
        noun = next((at for at in things if grammar.tokens[at].pos == "NOUN"), noun)
    governor = grammar.tokens[verb]
    if noun == verb or governor.pos != "VERB" or governor.lemma.lower() not in LEADING:
        return one
    subjects = grammar.with_dep(verb, "nsubj", "nsubjpass")
    if any(above in subjects for above in (one.speaker, *grammar.ancestors(one.speaker))):
        return replace(one, head=noun, source=(), speaker=None)
    return one


EMPTY = frozenset({"DET", "PART", "ADP", "PUNCT", "CCONJ", "SPACE"})
"""Of such words alone no content is made."""


LIKING = frozenset({"love", "like", "enjoy", "adore", "hate", "prefer", "miss"})
""" "We love this kettle": with a thing alone, by the writer, these claim nothing."""


def says_something(grammar: Grammar, one: Found, quoted: Sequence[bool]) -> bool:
    """Whether somebody is cited for something: not the reader who is spoken to ("you will love it"), not for "the"."""
    inside = [position for part in one.content for position in grammar.within(part)]
    if all(grammar.tokens[position].pos in EMPTY for position in inside) and not any(
        quoted[position] for position in inside
    ):
        return False
    if _writer_likes(grammar, one, quoted):
        return False
    addressed = one.speaker is not None and grammar.tokens[one.speaker].lower == "you"
    return not (addressed and len(one.source) == 1 and one.head is not None and not quoted[one.head])


def _writer_likes(grammar: Grammar, one: Found, quoted: Sequence[bool]) -> bool:
    if one.head is None or one.speaker is None or quoted[one.head]:
        return False
    liking = grammar.tokens[one.speaker].lower in ("i", "we") and grammar.tokens[one.head].lemma.lower() in LIKING
    return liking and not grammar.with_dep(one.head, "ccomp", "xcomp")
