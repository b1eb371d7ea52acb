"""Who is cited for what, as spans: the part of the stage that another detector can stand in for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.annotate.said.blend import blended
from dateline.annotate.said.candidates import Candidate, candidates
from dateline.annotate.said.choose import THRESHOLD, choose, probability, weights_of
from dateline.annotate.said.direct import Speakers
from dateline.annotate.said.features import features
from dateline.annotate.said.fitting import CARRYING_ON, Fitting
from dateline.annotate.said.found import Found, spans_of
from dateline.annotate.said.heard import heard
from dateline.annotate.said.quotes import Quote, quotes
from dateline.annotate.said.tidy import says_something, tidied
from dateline.annotate.said.transcript import turns
from dateline.model.grammar import Grammar
from dateline.model.reading import Reading
from dateline.model.text import Span, cover

SPOKEN = frozenset({"ccomp", "ccomp<", "dobj>that", "around:parataxis"})
PLAIN = 0.1
"""Likelihood from which a verb of speech with its clause cites."""
CLAUSAL = frozenset({"ccomp", "xcomp", "dobj+xcomp", "dobj>that"})
"""Contents that are clauses, whoever is told."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """What rules find in a report: its quotations, which words stand in them, utterances, other statements, and the
    cue words of speech within speech."""

    quotes: tuple[Quote, ...]
    quoted: list[bool]
    spoken: list[Found]
    clauses: list[Found]
    inner: set[int | None]


def find(reading: Reading, cues: Mapping[str, Any], kinds: Mapping[str, Any], trained: Any) -> list[Found]:
    """The statements of a report, ordered by where they begin."""
    return joined(reading, by_rules(reading, cues, kinds, trained), heard(reading), cues)


def joined(reading: Reading, ruled: Ruled, told: Iterable[Found], cues: Mapping[str, Any]) -> list[Found]:
    """What rules found and what was heard as one list, ordered by where they begin."""
    tidy = tidied(reading, told, ruled.quotes, cues)
    found = blended(ruled.spoken, tidy, ruled.clauses, ruled.inner)
    found = [one for one in found if says_something(reading.grammar, one, ruled.quoted)]
    return sorted(found, key=lambda one: min((*one.source, *one.cue, *one.content)))


def by_rules(reading: Reading, cues: Mapping[str, Any], kinds: Mapping[str, Any], trained: Any) -> Ruled:
    """What rules and the trained weights of `said.json` find by themselves."""
    grammar = reading.grammar
    listed, spoken, alone = utterances(reading, cues)
    quoted, blocked = masks(grammar, listed, spoken)
    weights = weights_of(trained)
    fitting = Fitting(reading, cues, kinds)
    every = [
        (_raised(grammar, probability(weights, features(grammar, one, quoted, cues)), one, cues), one)
        for one in candidates(grammar, blocked)
    ]
    scored = [(likely, one) for likely, one in every if likely < PLAIN or fitting.allows(likely, one)]
    chosen = choose(scored)
    chosen.extend(nested(grammar, scored, chosen, cues))
    clauses = [as_found(grammar, likely, one, listed) for likely, one in without_carriers(grammar, chosen)]
    taken = {span for one in spoken for span in one.content}
    kept = [one for one in clauses if one.content and not set(one.content) <= taken]
    kept.extend(floating(reading, alone, [*spoken, *kept]))
    return Ruled(listed, quoted, spoken, kept, inner_heads(grammar, chosen, cues, fitting))


def floating(reading: Reading, alone: Sequence[Quote], known: Sequence[Found]) -> list[Found]:
    """Quotations that fill a paragraph and that nobody is cited for, right behind one that tells what somebody said.

    Their source is the one who was cited last there; they have no cue. Several in a row are one utterance.
    """
    blocks = paragraphs(reading)
    cited = sorted((one for one in known if one.source and one.cue), key=lambda one: max(one.source))
    ends = [max((*one.source, *one.cue)).start for one in cited]
    found: list[Found] = []
    for quote in alone:
        block = blocks[quote.paragraph]
        if quote.paragraph == 0 or block.of(reading.text).count("\n") or len(quote.span) < 0.9 * len(block):
            continue
        last = found[-1] if found else None
        if last is not None and last.content[-1].end >= blocks[quote.paragraph - 1].start:
            found[-1] = replace(last, content=(*last.content, quote.span))
            continue
        before = [one for one in cited[: bisect_left(ends, block.start)][-3:] if _tells(reading, one)]
        if before and max(before[-1].source).start >= blocks[quote.paragraph - 1].start:
            one = before[-1]
            found.append(Found(None, one.speaker, one.source, (), (quote.span,), 0.5))
    return found


def _tells(reading: Reading, one: Found) -> bool:
    """Whether a statement leaves its source with the floor: somebody, in a main clause."""
    if one.head is None or one.speaker is None:
        return False
    token = reading.grammar.tokens[one.head]
    return token.dep in ("ROOT", "conj", "ccomp", "parataxis") and token.pos == "VERB"


def _raised(grammar: Grammar, likely: float, one: Candidate, cues: Mapping[str, Any]) -> float:
    """A verb of speech with a whole clause is taken at less: the lexicon knows verbs that training did not."""
    token = grammar.tokens[one.head]
    if one.shape == "according":
        return max(likely, THRESHOLD)
    carried = token.dep == "xcomp" and grammar.tokens[token.head].lemma in CARRYING_ON
    if (likely < PLAIN and not carried) or one.speaker is None or one.shape not in SPOKEN:
        return likely
    entry = cues["verbs"].get(grammar.tokens[one.head].lemma.lower())
    return max(likely, THRESHOLD) if entry is not None and entry["kind"] == "speech" else likely


def without_carriers(grammar: Grammar, chosen: Sequence[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Without the noun of "held a sign demanding that …" where the verb behind it cites for the same source."""
    verbs = {one.head: one for _, one in chosen if grammar.tokens[one.head].pos == "VERB"}
    return [
        (likely, one)
        for likely, one in chosen
        if not (one.shape == "n:acl:ing" and one.key in verbs and {*verbs[one.key].source} & {*one.source, one.head})
    ]


def nested(
    grammar: Grammar,
    scored: Sequence[tuple[float, Candidate]],
    chosen: Sequence[tuple[float, Candidate]],
    cues: Mapping[str, Any],
) -> list[tuple[float, Candidate]]:
    """What somebody is said to have said: plain speech with its clause inside a content that was chosen.

    The corpus that the weights come from rarely marks those, so they are taken by rule.
    """
    inside = {position for _, one in chosen for position in one.content}
    heads = {one.head for _, one in chosen}
    found: dict[int, tuple[float, Candidate]] = {}
    for likely, one in scored:
        if one.head in heads or one.head not in inside or not _plain_speech(grammar, one, cues):
            continue
        before = found.get(one.head)
        if before is None or len(one.content) > len(before[1].content):
            found[one.head] = (likely, one)
    return list(found.values())


def inner_heads(
    grammar: Grammar, chosen: Sequence[tuple[float, Candidate]], cues: Mapping[str, Any], fitting: Fitting
) -> set[int | None]:
    """The cue words of plain speech that are what another one is cited for: "a clerk said [the mayor had told …]"."""
    keys = {one.key for _, one in chosen}
    return {
        one.head
        for _, one in chosen
        if one.head in keys
        and _plain_speech(grammar, one, cues)
        and _own_subject(grammar, one)
        and one.speaker is not None
        and fitting.holds(one.speaker)
    }


def _own_subject(grammar: Grammar, one: Candidate) -> bool:
    """Whether the verb of saying is a clause with somebody of its own, not what the outer source does itself or may."""
    modal = any(grammar.tokens[child].tag == "MD" for child in grammar.with_dep(one.head, "aux"))
    own = bool(grammar.with_dep(one.head, "nsubj")) and grammar.tokens[one.head].dep in ("ccomp", "conj", "advcl")
    return own and not modal


def _plain_speech(grammar: Grammar, one: Candidate, cues: Mapping[str, Any]) -> bool:
    """A verb of saying with its clause, by somebody else than the one who is quoted."""
    entry = cues["verbs"].get(grammar.tokens[one.head].lemma.lower())
    if entry is None or entry["kind"] != "speech" or one.shape not in CLAUSAL or one.speaker is None:
        return False
    return grammar.tokens[one.speaker].lower not in ("i", "we", "you")


def utterances(reading: Reading, cues: Mapping[str, Any]) -> tuple[tuple[Quote, ...], list[Found], list[Quote]]:
    """The quotations of a report, the statements that are spoken as such, and the quotations that stand alone."""
    blocks = paragraphs(reading)
    listed = quotes(reading.text, blocks)
    script = turns(reading.text, blocks)
    inside = sorted(span for one in script for span in one.content)
    free = tuple(quote for quote in listed if not _within(quote.span, inside))
    speakers = Speakers(reading.text, reading.grammar, free, blocks, cues)
    speakers.listen()
    return listed, [*script, *(turn.found() for turn in speakers.turns)], speakers.alone


def _within(span: Span, inside: Sequence[Span]) -> bool:
    at = bisect_right(inside, span.start, key=lambda one: one.start) - 1
    return at >= 0 and inside[at].end >= span.end


def paragraphs(reading: Reading) -> list[Span]:
    """The blocks that were parsed, by number."""
    found: list[Span] = []
    for sentence in reading.sentences:
        while len(found) <= sentence.paragraph:
            found.append(sentence.span)
        found[sentence.paragraph] = found[sentence.paragraph].cover(sentence.span)
    return found


def masks(grammar: Grammar, listed: Sequence[Quote], spoken: Sequence[Found]) -> tuple[list[bool], list[bool]]:
    """For each word: whether it stands in a quotation, and whether it can be no cue (in one, or the cue of one)."""
    starts = [token.span.start for token in grammar.tokens]
    quoted = [False] * len(starts)
    for quote in listed:
        for position in range(bisect_left(starts, quote.span.start), bisect_left(starts, quote.span.end)):
            quoted[position] = True
    blocked = list(quoted)
    for one in spoken:
        for span in one.content:
            for position in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
                blocked[position] = True
        if one.head is not None:
            blocked[one.head] = True
    return quoted, blocked


def as_found(grammar: Grammar, likely: float, one: Candidate, listed: Sequence[Quote]) -> Found:
    """A candidate as spans; a quotation that its content ends in is taken whole."""
    content = tuple(_whole_quotes(span, listed) for span in spans_of(grammar, one.content))
    return Found(one.head, one.speaker, spans_of(grammar, one.source), spans_of(grammar, one.cue), content, likely)


def _whole_quotes(span: Span, listed: Sequence[Quote]) -> Span:
    """A content that ends within a quotation has all of it: the parser may have stopped at a full stop inside."""
    at = bisect_right(listed, span.end - 1, key=lambda quote: quote.span.start) - 1
    if at >= 0 and listed[at].span.start <= span.end <= listed[at].span.end + 1 and listed[at].span.start >= span.start:
        return cover((span, listed[at].span))
    return span
