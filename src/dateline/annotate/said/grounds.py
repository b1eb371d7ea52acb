"""Why a source has no name: "spoke on condition of anonymity". It tells nothing that was said, but much of who said it.

In: a report and the phrases of the lexicon. Out: the findings that are no mere grounds; and each stretch of text that
gives grounds, with the word for whom it gives them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.annotate.said.candidates import source_of
from dateline.annotate.said.found import Found
from dateline.model.grammar import Grammar
from dateline.model.text import Span

UNFINISHED = frozenset({"be", "to", "of"})
"""Words with which a phrase of the lexicon is not at its end: "not authorised to" speak."""
LONGEST = 6
"""Words that an unfinished phrase may have more."""
NAMES = frozenset({"name", "identity"})


@dataclass(frozen=True, slots=True)
class Ground:
    """Words that give a ground, and the position of the word for whom; None where the parse does not tell."""

    span: Span
    whose: int | None


def without_grounds(text: str, found: Sequence[Found], anonymity: Mapping[str, Any]) -> list[Found]:
    """The findings whose content does not begin within such a phrase."""
    stretches = [match.span() for match in _phrases(anonymity).finditer(text)]
    return [
        one
        for one in found
        if not any(start <= content.start < end for content in one.content[:1] for start, end in stretches)
    ]


def grounds(text: str, grammar: Grammar, anonymity: Mapping[str, Any]) -> list[Ground]:
    """All grounds that are given in the words that were parsed, in text order; of neighbours for one the first."""
    found: list[Ground] = []
    for match in _phrases(anonymity).finditer(text):
        inside = grammar.within(Span(*match.span()))
        if not inside:
            continue
        whose = _whose(grammar, inside[0], inside[-1])
        last = found[-1] if found else None
        sentence = grammar.sentence_of[inside[0]]
        if last is not None and last.whose == whose and grammar.sentence_of[grammar.within(last.span)[0]] == sentence:
            continue
        found.append(Ground(Span(match.start(), _end(grammar, inside[-1])), whose))
    return found


def _phrases(anonymity: Mapping[str, Any]) -> re.Pattern[str]:
    words = sorted((entry["words"] for entry in anonymity["grounds"]), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)


def _end(grammar: Grammar, last: int) -> int:
    """Where the phrase ends, with what an unfinished one goes on to say."""
    tokens = grammar.tokens
    if tokens[last].lower in UNFINISHED:
        sentence = grammar.sentences[grammar.sentence_of[last]]
        for following in range(last + 1, min(sentence.last, last + 1 + LONGEST)):
            token = tokens[following]
            if token.pos in ("PUNCT", "SCONJ", "CCONJ") or token.tag in ("VBD", "VBZ", "VBP"):
                break
            if token.lower in ("because", "for", "due", "given", "said"):
                break
            last = following
    return tokens[last].span.end


def _whose(grammar: Grammar, first: int, last: int) -> int | None:
    """Who is without a name: the subject of the verb in the phrase or above it, or the noun that it describes."""
    tokens = grammar.tokens
    inside = range(first, last + 1)
    top = next((one for one in inside if tokens[one].head not in inside or tokens[one].head == one), first)
    for verb in (top, *grammar.ancestors(top)):
        token = tokens[verb]
        subjects = grammar.with_dep(verb, "nsubj", "nsubjpass")
        for subject in subjects:
            if tokens[subject].lemma.lower() in NAMES:
                owners = grammar.with_dep(subject, "poss")
                return owners[0] if owners else None
        if subjects:
            return subjects[0]
        if token.dep in ("acl", "relcl", "amod", "appos") and tokens[token.head].pos in ("NOUN", "PROPN", "PRON"):
            return token.head
        if token.pos in ("VERB", "AUX"):
            speaker, _ = source_of(grammar, verb)
            if speaker is not None:
                return speaker
    return None
