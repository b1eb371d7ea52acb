"""Chains of sources: "the agency, citing an official, said that …" has the official say it as well.

Every statement but the outermost is told in another one, by which it reached the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dateline.annotate.said.candidates import cue_of, source_of
from dateline.annotate.said.describe import describe, kind
from dateline.annotate.said.found import Found, spans_of, trim
from dateline.model.grammar import Grammar
from dateline.model.reading import Reading
from dateline.model.text import Span
from dateline.model.tokens import Token

CITING = frozenset({"cite", "quote"})


def with_cited(reading: Reading, found: Sequence[Found], words: Mapping[str, Any]) -> list[Found]:
    """The statements, with one more for each source that another one cites for the same content."""
    grammar = reading.grammar
    by_head: dict[int | None, Found] = {one.head: one for one in found if one.head is not None}
    cited: dict[int, Found] = {}
    hosts: dict[int, Found] = {}
    by_speaker = {one.speaker: one for one in found if one.speaker is not None}
    for position, token in enumerate(grammar.tokens):
        if token.lemma.lower() not in CITING:
            continue
        if token.tag == "VBG" and token.dep in ("advcl", "acl"):
            host = _host(reading, position, by_head) or _beside(reading, position, found)
        elif _who_cites(reading.grammar, position):
            host = by_speaker.get(token.head)
        else:
            continue
        things = grammar.with_dep(position, "dobj")
        if host is None or not things:
            continue
        if kind(grammar, describe(grammar, things[0]), words, nameless=False) is None:
            continue
        source = spans_of(grammar, [one for one in grammar.subtree(things[0]) if one > position])
        cue = spans_of(grammar, cue_of(grammar, position))
        apart = grammar.span(grammar.subtree(position))
        bare = replace(
            host, source=_without(reading, host.source, apart), content=_without(reading, host.content, apart)
        )
        if not bare.content:
            continue
        hosts[id(host)] = bare
        cited[position] = replace(bare, head=position, speaker=things[0], source=source, cue=cue)
    quoted = list(_quoted(reading, found))
    taken = {*cited, *(head for head, _ in quoted)}
    kept = [hosts.get(id(one), one) for one in found if one.head not in taken] + [one for _, one in quoted]
    return sorted([*kept, *cited.values()], key=lambda one: min((*one.source, *one.cue, *one.content)))


def _beside(reading: Reading, position: int, found: Sequence[Found]) -> Found | None:
    """The statement whose source ends right before "citing", wherever the tree hangs that."""
    tokens = reading.grammar.tokens
    if position < 2 or tokens[position - 1].text != ",":
        return None
    end = tokens[position - 2].span.end
    return next((one for one in found if one.head != position and any(span.end == end for span in one.source)), None)


def _who_cites(grammar: Grammar, position: int) -> bool:
    """ "The daily, which quoted an official": a clause that says only whom somebody has it from."""
    token = grammar.tokens[position]
    subjects = grammar.with_dep(position, "nsubj")
    return (
        token.dep == "relcl"
        and token.tag in ("VBD", "VBZ", "VBP")
        and any(grammar.tokens[one].tag in ("WDT", "WP") for one in subjects)
        and not grammar.with_dep(position, "prep", "ccomp")
    )


def _without(reading: Reading, spans: Sequence[Span], apart: Span) -> tuple[Span, ...]:
    """The spans without what "citing an official" takes of them, and without the comma before it."""
    kept: list[Span] = []
    for span in spans:
        if not span.overlaps(apart):
            kept.append(span)
            continue
        for start, end in ((span.start, apart.start), (apart.end, span.end)):
            inside = trim(reading.grammar, reading.grammar.within(Span(start, end))) if start < end else ()
            if inside:
                kept.append(reading.grammar.span(inside))
    return tuple(sorted(kept))


def _quoted(reading: Reading, found: Sequence[Found]) -> Iterator[tuple[int, Found]]:
    """ "The radio quoted the minister as saying that …": the radio and the minister both say it."""
    grammar = reading.grammar
    for verb, token in enumerate(grammar.tokens):
        things = grammar.with_dep(verb, "dobj") if token.lemma.lower() in CITING and token.pos == "VERB" else []
        ways = [one for one in grammar.with_dep(verb, "prep") if grammar.tokens[one].lower == "as"]
        telling = [one for way in ways for one in grammar.with_dep(way, "pcomp") if grammar.tokens[one].tag == "VBG"]
        if not things or not telling:
            continue
        clauses = grammar.with_dep(telling[0], "ccomp")
        told = {span for one in found if one.head in (verb, *telling) for span in one.content}
        person = spans_of(grammar, grammar.subtree(things[0], without=frozenset({"relcl", "acl", "prep"})))
        content = (
            spans_of(grammar, grammar.subtree(clauses[0]))
            if clauses
            else tuple(sorted(span for span in told if not any(span.overlaps(one) for one in person)))
        )
        if not content or not person:
            continue
        speaker, source = source_of(grammar, verb)
        outlet = spans_of(grammar, source)
        cue = spans_of(grammar, cue_of(grammar, verb))
        yield verb, Found(verb, speaker, outlet, cue, content)
        yield telling[0], Found(telling[0], things[0], person, spans_of(grammar, (telling[0],)), content)


def links(reading: Reading, found: Sequence[Found]) -> list[int | None]:
    """For each statement the number of the one in which it is told; None where the report itself tells it.

    What an outlet cites somebody for is told by the outlet; speech within speech by the innermost that holds its cue.
    """
    tokens = reading.grammar.tokens
    citing = [_cites(tokens, one.head) for one in found]
    told: list[int | None] = []
    for number, one in enumerate(found):
        best: tuple[int, bool] | None = None
        host: int | None = None
        for other in range(max(0, number - NEAR), min(len(found), number + NEAR + 1)):
            if other == number:
                continue
            around = found[other]
            if citing[number] and not citing[other] and around.content == one.content:
                best, host = (-1, True), other
                break
            size = sum(map(len, around.content))
            fitting = (size, not citing[other])
            if size > sum(map(len, one.content)) and _within(one, around) and (best is None or fitting < best):
                best, host = fitting, other
        told.append(host)
    return told


def _cites(tokens: Sequence[Token], head: int | None) -> bool:
    """Whether a statement hangs on "citing an official" or "as saying"."""
    if head is None:
        return False
    token = tokens[head]
    above = tokens[tokens[token.head].head]
    quoted = token.dep == "pcomp" and above.lemma.lower() in CITING
    return quoted or (token.lemma.lower() in CITING and (token.tag == "VBG" or token.dep == "relcl"))


NEAR = 12
"""Statements before and after one in which what tells it is looked for."""


def _within(one: Found, around: Found) -> bool:
    """Whether a statement is made inside the content of another."""
    marks = (*(one.cue or one.source), *one.content)
    return all(any(part.contains(mark) for part in around.content) for mark in marks)


def _host(reading: Reading, position: int, by_head: Mapping[int | None, Found]) -> Found | None:
    """The statement of the verb that "citing" hangs on, or of the verb whose subject it describes."""
    tokens = reading.grammar.tokens
    head = tokens[position].head
    return by_head.get(head) or by_head.get(tokens[head].head)
