"""Quotations and who speaks them: the words beside a quotation, or the speaker of the one before.

In: the quotations, the words and the cue lexicon. Out: one statement for each utterance, its quotations joined
("X," she said. "Y."), across paragraphs where nobody else takes the floor; and the quotations that stand alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.annotate.said.candidates import cue_of, source_of
from dateline.annotate.said.found import Found, spans_of
from dateline.annotate.said.quotes import Quote
from dateline.model.grammar import Grammar
from dateline.model.text import Span

STOP = re.compile(r"[.!?…][)\]”’\"']*\s+(?=[^a-z\s])")
ABBREVIATED = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|sen|rep|gov|gen|lt|col|maj|capt|sgt|adm|rev|hon|prof|st|jr|sr|inc|co|corp|ltd|no|vs|"
    r"[a-z])|\.[a-z]|[-–][a-z][a-z]?[a-z]?[a-z]?[a-z]?)\.$",
    re.IGNORECASE,
)
DASH = re.compile(r"[^\S\n]*[—–―-]{1,2}[^\S\n]*(?=[^\W\d_])")
FAR = 300
"""Code points between a quotation and the word that cites it."""
FAR_WORDS = 60
LABEL_WORDS = 6
BYLINE_WORDS = 14
"""Words after a dash that can name the speaker of a quotation ("…" — a driver in the capital)."""


@dataclass
class Turn:
    """One utterance in the making."""

    head: int | None
    speaker: int | None
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    quotes: list[Quote] = field(default_factory=list)

    def found(self) -> Found:
        return Found(self.head, self.speaker, self.source, self.cue, tuple(one.span for one in self.quotes), 0.9)


class Speakers:
    """Goes through the quotations of a report in order and keeps who has the floor."""

    def __init__(
        self, text: str, grammar: Grammar, quotes: Sequence[Quote], paragraphs: Sequence[Span], cues: Mapping[str, Any]
    ) -> None:
        self.text, self.grammar, self.quotes, self.paragraphs = text, grammar, quotes, paragraphs
        self.verbs = cues["verbs"]
        self.starts = [token.span.start for token in grammar.tokens]
        self.turns: list[Turn] = []
        self.alone: list[Quote] = []

    def listen(self) -> None:
        """Fill `turns` with the utterances and `alone` with the quotations that nobody is cited for."""
        waiting: list[Quote] = []
        last: Turn | None = None
        for number, quote in enumerate(self.quotes):
            if waiting and quote.paragraph != waiting[-1].paragraph and not waiting[-1].runs_on:
                self.alone.extend(waiting)
                waiting = []
            if not self._spoken(number):
                continue
            turn = self._cited(number)
            if turn is not None:
                if last is not None and turn.head is not None and turn.head == last.head:
                    last.quotes.append(quote)
                else:
                    turn.quotes = [*waiting, quote]
                    self.turns.append(turn)
                    last = turn
                waiting = []
            elif last is not None and self._goes_on(quote, last):
                last.quotes.append(quote)
            else:
                waiting.append(quote)
        self.alone.extend(waiting)

    def _spoken(self, number: int) -> bool:
        """Whether a quotation is an utterance by itself, and not a part of somebody else's clause."""
        quote = self.quotes[number]
        inner = quote.inner(self.text)
        before = self._before(number)
        if before:
            return before[-1] in ":,—–" or (len(inner.split()) > 2 and inner[:1].isupper() and inner[-1:] in ".?!,")
        ends = inner[-1:] in ".,?!…—–-" or self.text[quote.span.end : quote.span.end + 1] == ","
        return (ends or quote.runs_on) and (len(inner.split()) > 2 or inner[-1:] in ".,?!…")

    def _before(self, number: int) -> str:
        """What stands before a quotation in its sentence."""
        quote = self.quotes[number]
        return self.text[self._opening(number) : quote.span.start].strip().strip("([…")

    def _opening(self, number: int) -> int:
        quote = self.quotes[number]
        start = max(self.quotes[number - 1].span.end if number else 0, self.paragraphs[quote.paragraph].start)
        if (
            number
            and self.quotes[number - 1].span.end == start
            and self.quotes[number - 1].inner(self.text)[-1:] in ".?!"
        ):
            gap = self.text[start : quote.span.start]
            if not gap.strip():
                return quote.span.start
        begin = start
        for stop in STOP.finditer(self.text, start, quote.span.start):
            if not ABBREVIATED.search(self.text[max(start, stop.start() - 9) : stop.start() + 1]):
                begin = stop.end()
        return begin

    def _closing(self, number: int) -> int:
        """Where the sentence that a quotation stands in ends, or the next quotation begins."""
        quote = self.quotes[number]
        end = self.paragraphs[quote.paragraph].end
        if number + 1 < len(self.quotes):
            end = min(end, max(quote.span.end, self.quotes[number + 1].span.start))
        end = min(end, quote.span.end + FAR)
        for stop in STOP.finditer(self.text, quote.span.end, end):
            if not ABBREVIATED.search(self.text[max(quote.span.end, stop.start() - 9) : stop.start() + 1]):
                return stop.start() + 1
        return end

    def _cited(self, number: int) -> Turn | None:
        """The turn that the words beside a quotation make; None where it stands alone."""
        quote = self.quotes[number]
        inner = quote.inner(self.text)
        closing = self._closing(number)
        follows = self.text[quote.span.end : closing].lstrip(" ,—–-―")
        if follows and (inner[-1:] != "." or follows[:1].islower()):
            turn = self._turn(quote.span.end, closing, after=True)
            if turn is not None:
                return turn
        opening = self._opening(number)
        if self.text[opening : quote.span.start].strip():
            turn = self._turn(max(opening, quote.span.start - FAR), quote.span.start, after=False)
            if turn is not None:
                return turn
            labelled = self._labelled(opening, quote)
            if labelled is not None:
                return labelled
        return self._signed(quote) or self._announced(quote)

    def _labelled(self, start: int, quote: Quote) -> Turn | None:
        """A name and a colon before a quotation, as in headlines."""
        before = Span(start, quote.span.start).strip(self.text)
        words = before.of(self.text)
        if not words.endswith(":") or not 0 < len(words.split()) <= LABEL_WORDS:
            return None
        name = Span(before.start, before.end - 1).strip(self.text)
        inside = self.grammar.within(name)
        nouns = [one for one in inside if self.grammar.tokens[one].pos in ("PROPN", "NOUN")]
        if not nouns or any(self.grammar.tokens[one].pos in ("VERB", "AUX", "SCONJ") for one in inside):
            return None
        return Turn(None, nouns[-1], (name,), (Span(before.end - 1, before.end),))

    def _turn(self, start: int, end: int, *, after: bool) -> Turn | None:
        tokens = self.grammar.tokens
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        inside = range(first, min(last, first + FAR_WORDS)) if after else range(max(first, last - FAR_WORDS), last)
        best: int | None = None
        for position in inside if after else reversed(inside):
            token = tokens[position]
            if token.lower == "according":
                return self._according(position)
            entry = self.verbs.get(token.lemma.lower())
            if entry is None or not entry.get("direct"):
                continue
            if token.pos not in ("VERB", "AUX") and not (token.tag in ("NN", "NNS") and self._lonely(position)):
                continue
            if best is None or tokens[best].tag in ("VB", "VBG"):
                best = position
            if token.tag in ("VBD", "VBZ", "VBP", "VBN"):
                break
        if best is None:
            return None
        speaker, source = self._speaker(best, first, last)
        words = [position for position in cue_of(self.grammar, best) if first <= position < last]
        return Turn(best, speaker, spans_of(self.grammar, source), spans_of(self.grammar, words))

    def _according(self, position: int) -> Turn | None:
        to = [child for child in self.grammar.children[position] if self.grammar.tokens[child].lower == "to"]
        things = self.grammar.with_dep(to[0], "pobj") if to else []
        if not things:
            return None
        source = spans_of(self.grammar, self.grammar.subtree(things[0]))
        return Turn(position, things[0], source, spans_of(self.grammar, (position, to[0])))

    def _lonely(self, position: int) -> bool:
        """A word that was taken for a noun and has none of a noun's company: a verb that the tagger missed."""
        company = ("det", "amod", "poss", "compound", "prep")
        return not any(self.grammar.tokens[child].dep in company for child in self.grammar.children[position])

    def _speaker(self, verb: int, first: int, last: int) -> tuple[int | None, tuple[int, ...]]:
        """The subject among the words beside the quotation; failing that the noun phrase next to the verb."""
        tokens = self.grammar.tokens
        speaker, source = source_of(self.grammar, verb)
        inside = tuple(position for position in source if first <= position < last)
        if speaker is not None and first <= speaker < last and inside:
            return speaker, inside
        for direction in (range(verb + 1, last), range(verb - 1, first - 1, -1)):
            for position in direction:
                token = tokens[position]
                if token.pos in ("PROPN", "NOUN", "PRON"):
                    head = position
                    while first <= tokens[head].head < last and tokens[head].dep in ("compound", "nmod", "poss"):
                        head = tokens[head].head
                    phrase = [one for one in self.grammar.subtree(head) if first <= one < last and one != verb]
                    return head, tuple(phrase or [position])
                if token.pos not in ("DET", "ADJ", "PUNCT", "NUM", "PART"):
                    break
        return (speaker, source) if source else (None, ())

    def _goes_on(self, quote: Quote, last: Turn) -> bool:
        """Whether a quotation that nobody is cited for goes on with the speaker of the one before."""
        before = last.quotes[-1]
        if quote.paragraph == before.paragraph:
            return True
        if quote.paragraph != before.paragraph + 1:
            return False
        paragraph = self.paragraphs[quote.paragraph]
        return before.runs_on or not self.text[paragraph.start : quote.span.start].strip()

    def _signed(self, quote: Quote) -> Turn | None:
        """ "…" — a driver in the capital: a name after a dash, as far as the paragraph goes."""
        paragraph = self.paragraphs[quote.paragraph]
        line = max(paragraph.start, self.text.rfind("\n", paragraph.start, quote.span.start) + 1)
        if self.text[line : quote.span.start].strip():
            return None
        end = self.text.find("\n", quote.span.end, paragraph.end)
        end = paragraph.end if end < 0 else end
        dash = DASH.match(self.text, quote.span.end, end)
        if dash is None and quote.span.end == paragraph.end and quote.paragraph + 1 < len(self.paragraphs):
            following = self.paragraphs[quote.paragraph + 1]
            dash, end = DASH.match(self.text, following.start, following.end), following.end
        if dash is None:
            return None
        first, last = bisect_left(self.starts, dash.end()), bisect_left(self.starts, end)
        if not 0 < last - first <= BYLINE_WORDS:
            return None
        mark = Span(dash.start(), dash.end()).strip(self.text)
        names = [one for one in range(first, last) if self.grammar.tokens[one].pos in ("PROPN", "NOUN")]
        if not names:
            return None
        return Turn(None, names[0], (Span(dash.end(), end).strip(self.text),), (mark,))

    def _announced(self, quote: Quote) -> Turn | None:
        """The speaker named in a paragraph that ends in a colon just before the quotation."""
        if quote.paragraph == 0 or self.text[self.paragraphs[quote.paragraph].start : quote.span.start].strip():
            return None
        before = self.paragraphs[quote.paragraph - 1]
        if not before.of(self.text).rstrip().endswith(":"):
            return None
        return self._turn(max(before.start, before.end - FAR), before.end, after=False)
