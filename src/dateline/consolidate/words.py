"""A report as words that can be compared: folded, numbered by sentence, marked where quoted and where furniture."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dateline.knowledge import Knowledge
from dateline.model.report import TESTIFYING, Report
from dateline.model.text import Span

Codes = NDArray[np.uint64]

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
MARKS = re.compile("[\"“”„«»]|``|''")
QUOTE_WORDS = 150
"""A quotation longer than this was never closed, and its mark is not believed."""
MOST_WORDS = 20_000
"""What is compared of a report: longer texts are books, or many reports on one page."""
FOLDS = 200_000
"""Foldings that are kept for the next report."""


@dataclass(frozen=True)
class Words:
    """The words of one report, without furniture and the lines of many pages.

    `folded[i]` stands at `starts[i]` to `ends[i]` of the text. `sentences` are ranges of words. `quoted[i]` tells that
    the word stands in quotation marks, `introduced[i]` that it stands below a line that introduces somebody's words
    (`The ministry's statement:`), `told[i]` that it is one or the other.
    """

    report: Report
    folded: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]
    quoted: NDArray[np.bool_]
    introduced: NDArray[np.bool_]
    told: NDArray[np.bool_]
    codes: Codes

    def __len__(self) -> int:
        return len(self.folded)

    def span(self, first: int, after: int) -> Span:
        """The words `first` to `after` (exclusive, at least one) as a span of the text."""
        return Span(self.starts[first], self.ends[after - 1])

    def shingles(self, size: int) -> Codes:
        """A hash of each run of `size` words, in text order."""
        return shingled(self.codes, size)

    @cached_property
    def threes(self) -> Codes:
        """The different runs of three words, sorted."""
        return np.unique(self.shingles(3))

    @cached_property
    def fives(self) -> Codes:
        """The different runs of five words, sorted."""
        return np.unique(self.shingles(5))

    @cached_property
    def content_hash(self) -> bytes:
        """Equal where two reports are the same word for word."""
        return hashlib.blake2b(self.codes.tobytes(), digest_size=16).digest()


def shingled(codes: Codes, size: int) -> Codes:
    """A 64-bit hash of each run of `size` codes: a polynomial in an odd number, then its bits stirred."""
    count = len(codes) - size + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    total = codes[:count].copy()
    for at in range(1, size):
        total *= np.uint64(0x9E3779B97F4A7C15)
        total += codes[at : at + count]
    total ^= total >> np.uint64(31)
    total *= np.uint64(0xBF58476D1CE4E5B9)
    total ^= total >> np.uint64(29)
    return total


class Folder:
    """Makes `Words` of reports by the word lists of `comparing.yaml`."""

    def __init__(self, knowledge: Knowledge) -> None:
        lists = knowledge.lexicons.read("comparing")
        self.function_words = frozenset(lists["function_words"].split())
        self.common = self.function_words | frozenset(lists["reporting_words"].split())
        self._abbreviations = frozenset(lists["abbreviations"].split())
        self._numerals: dict[str, str] = lists["numerals"]
        self._spellings = [(re.compile(pattern), new) for pattern, new in lists["spellings"]]
        rows = lists["lines_of_many_pages"]
        self._line = re.compile("|".join(row["pattern"] for row in rows if not row.get("sentence")), re.IGNORECASE)
        self._stock = re.compile("|".join(row["pattern"] for row in rows if row.get("sentence")), re.IGNORECASE)
        credits = knowledge.lexicons.read("credits")
        self._introduced = re.compile("|".join(credits["introductions"]["patterns"]), re.IGNORECASE)
        self._folds: dict[str, tuple[str, int]] = {}

    def words(self, report: Report) -> Words:
        """The report's words, at most `MOST_WORDS`; none where its text is empty."""
        text = report.text
        away = self._away(report)
        folded, starts, ends, numbers = [], [], [], []
        for start, end in self._found(text, away):
            fold, number = self._fold(text[start:end])
            folded.append(fold)
            numbers.append(number)
            starts.append(start)
            ends.append(end)
        sentences = self._sentences(text, folded, starts, ends)
        codes = np.array(numbers, np.uint64)
        quoted = _quoted(text, starts)
        introduced = self._introductions(text, starts)
        return Words(report, folded, starts, ends, sentences, quoted, introduced, quoted | introduced, codes)

    def is_stock(self, sentence: str) -> bool:
        """Whether it is a sentence of every report: nobody could be reached, somebody would not be named."""
        return self._stock.search(sentence) is not None

    def _found(self, text: str, away: list[Span]) -> Iterator[tuple[int, int]]:
        skipped, count = 0, 0
        for match in WORD.finditer(text):
            while skipped < len(away) and away[skipped].end <= match.start():
                skipped += 1
            if skipped < len(away) and away[skipped].start <= match.start():
                continue
            yield match.span()
            count += 1
            if count == MOST_WORDS:
                return

    def _away(self, report: Report) -> list[Span]:
        """What is not compared: furniture but captions, and the lines that many pages have."""
        spans = [one.span for one in report.furniture if one.kind not in TESTIFYING]
        at = 0
        for line in report.text.split("\n"):
            if line and len(line) < 200 and self._line.search(line):
                spans.append(Span(at, at + len(line)))
            at += len(line) + 1
        return sorted(spans)

    def _fold(self, word: str) -> tuple[str, int]:
        known = self._folds.get(word)
        if known is None:
            fold = word.casefold().replace("’", "'").removesuffix("'s").replace("'", "")
            fold = self._numerals.get(fold, fold.replace(",", "") if fold[0].isdigit() else fold)
            if len(fold) > 4:
                for pattern, new in self._spellings:
                    fold = pattern.sub(new, fold)
            known = (
                fold,
                int.from_bytes(hashlib.blake2b(fold.encode("utf-8", "replace"), digest_size=8).digest(), "big"),
            )
            if len(self._folds) >= FOLDS:
                self._folds.clear()
            self._folds[word] = known
        return known

    def _sentences(self, text: str, folded: list[str], starts: list[int], ends: list[int]) -> list[tuple[int, int]]:
        found, first = [], 0
        for at in range(len(starts) - 1):
            gap = text[ends[at] : starts[at + 1]]
            if gap == " ":
                continue
            if "\n" in gap or (
                any(mark in gap for mark in ".!?")
                and any(mark.isspace() for mark in gap)
                and not text[starts[at + 1]].islower()
                and not ("." in gap and (folded[at] in self._abbreviations or len(folded[at]) == 1))
            ):
                found.append((first, at + 1))
                first = at + 1
        if first < len(starts):
            found.append((first, len(starts)))
        return found

    def _introductions(self, text: str, starts: list[int]) -> NDArray[np.bool_]:
        """All below the first line that introduces somebody's words."""
        told = np.zeros(len(starts), np.bool_)
        at = 0
        for line in text.split("\n"):
            bare = line.rstrip()
            if bare.endswith(":") and len(bare) < 300 and self._introduced.search(bare):
                told[int(np.searchsorted(starts, at + len(line))) :] = True
                break
            at += len(line) + 1
        return told


def _quoted(text: str, starts: list[int]) -> NDArray[np.bool_]:
    """Which words stand between quotation marks. Straight marks open and close by turns; what stays open is none."""
    mask = np.zeros(len(starts), np.bool_)
    opened: int | None = None
    for match in MARKS.finditer(text):
        mark, at = match.group(), match.start()
        if opened is not None and mark != "``" and mark not in "“„«":
            first, after = np.searchsorted(starts, [opened, at])
            if after - first <= QUOTE_WORDS:
                mask[first:after] = True
                opened = None
            else:
                opened = at if mark == '"' else None
        elif opened is None and mark not in ("”", "»", "''"):
            opened = at
        elif opened is not None and mark in ("“", "``", "„", "«"):
            between = np.searchsorted(starts, at) - np.searchsorted(starts, opened)
            if "\n" in text[opened:at] and between <= QUOTE_WORDS:
                mask[int(np.searchsorted(starts, opened)) : int(np.searchsorted(starts, at))] = True
            opened = at
    return mask
