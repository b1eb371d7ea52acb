"""A report as words that can be compared: folded, numbered by sentence, marked where quoted and where furniture."""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dateline.knowledge import Knowledge
from dateline.model.report import TESTIFYING, Report
from dateline.model.text import Span

Value = TypeVar("Value")
Codes = NDArray[np.uint64]
Places = NDArray[np.int32]

WORD = re.compile(r"(\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*)")
"""A word, or a number; a text is divided into these and what stands between them."""
MARKS, PLAIN_MARKS = re.compile("[\"“”„«»]|``|''"), re.compile('["“”„«»]')
QUOTE_WORDS = 150
"""A quotation longer than this was never closed, and its mark is not believed."""
SEED = 4
"""Words in a row that both texts must have before they are followed further."""
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
    starts: Sequence[int]
    ends: Sequence[int]
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
    def bounds(self) -> tuple[Places, Places]:
        """The first word of each sentence, and the one after its last."""
        table = np.array(self.sentences, np.int32).reshape(-1, 2)
        return table[:, 0], table[:, 1]

    def sums(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Words of each sentence that a mask has."""
        first, after = self.bounds
        reached = np.concatenate(([0], np.cumsum(mask)))
        counted: NDArray[np.int64] = reached[after] - reached[first]
        return counted

    @cached_property
    def seeds(self) -> tuple[Codes, Codes, Places]:
        """The runs of four words in text order; the same sorted; and where each of the sorted ones stands."""
        keys = self.shingles(SEED)
        order = np.argsort(keys, kind="stable").astype(np.int32)
        return keys, keys[order], order

    @cached_property
    def fives(self) -> Codes:
        """The different runs of five words, sorted."""
        return distinct(self.shingles(5))

    @cached_property
    def told_fives(self) -> Codes:
        """The different runs of five words that are told as somebody's, sorted."""
        told = np.convolve(self.told, np.ones(5, np.int8), "valid") if len(self) >= 5 else np.empty(0)
        return distinct(self.shingles(5)[told == 5])

    @cached_property
    def content_hash(self) -> bytes:
        """Equal where two reports are the same word for word."""
        return hashlib.blake2b(self.codes.tobytes(), digest_size=16).digest()


ENDINGS = (
    *("ational", "ations", "ation", "ments", "ment", "ings", "ing", "ians", "ian", "ies", "ied"),
    *("ers", "ed", "er", "es", "ly", "al", "s", "e", "y"),
)
"""What is taken off a word: of several the longest."""


@lru_cache(maxsize=100_000)
def stem(fold: str) -> str:
    """A word without the endings that grammar asks for: roughly, and the same for both texts."""
    for ending in ENDINGS:
        if fold.endswith(ending) and len(fold) - len(ending) >= 4:
            return fold[: -len(ending)]
    return fold


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


class Kept(dict[str, Value]):
    """What a function gives for words, kept: a word that is there is looked up without a call."""

    def __init__(self, make: Callable[[str], Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> Value:
        made = self[word] = self._make(word)
        return made


def distinct(codes: Codes) -> Codes:
    """The different codes, sorted. (`numpy.unique` hashes first, which takes longer for so few.)"""
    ordered = np.sort(codes)
    if len(ordered) < 2:
        return ordered
    kept: Codes = ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))]
    return kept


def shared(one: NDArray[np.integer], other: NDArray[np.integer]) -> int:
    """How many codes of two sorted lists of different ones are in both."""
    if len(other) < len(one):
        one, other = other, one
    if not len(one):
        return 0
    at = np.searchsorted(other, one)
    at[at == len(other)] = 0
    return int(np.count_nonzero(other[at] == one))


def shared_with(one: NDArray[np.integer], others: Sequence[NDArray[np.integer]]) -> list[int]:
    """`shared` of one list with each of several."""
    if not len(one) or not others:
        return [0] * len(others)
    ends = np.cumsum([len(other) for other in others])
    codes = np.concatenate(others)
    at = np.searchsorted(one, codes)
    at[at == len(one)] = 0
    reached = np.concatenate(([0], np.cumsum(one[at] == codes)))[ends]
    counts: list[int] = np.diff(reached, prepend=0).tolist()
    return counts


class Folder:
    """Makes `Words` of reports by the word lists of `comparing.yaml`.

    Words that were met before are not folded again: each has a number, under which its folding and its code stand.
    `tells` gives the stem of a folded word and what it weighs, were it no name: a number 2, a word of every report 0.5,
    else 1; None for words that tell nothing.
    """

    tells: Kept[tuple[str, float] | None]

    def __init__(self, knowledge: Knowledge) -> None:
        lists = knowledge.lexicons.read("comparing")
        self.function_words = frozenset(lists["function_words"].split())
        self.common = self.function_words | frozenset(lists["reporting_words"].split())
        self._abbreviations = frozenset(lists["abbreviations"].split())
        self._numerals: dict[str, str] = lists["numerals"]
        self._spellings = [(re.compile(pattern), new) for pattern, new in lists["spellings"]]
        self._lines, self._heads, self._stock = _patterns(lists["lines_of_many_pages"])
        credits = knowledge.lexicons.read("credits")
        self._introduced = re.compile("|".join(credits["introductions"]["patterns"]), re.IGNORECASE)
        self._clear()

    def _clear(self) -> None:
        self._numbers: dict[str, int] = {}
        self._folds: list[str] = []
        self._codes = np.zeros(1024, np.uint64)
        self.tells = Kept(self._telling)

    def words(self, report: Report) -> Words:
        """The report's words, at most `MOST_WORDS`; none where its text is empty."""
        text = report.text
        if len(self._folds) >= FOLDS:
            self._clear()
        at, until, surfaces = _found(text, self._away(report))
        known = self._numbers
        listed = list(map(known.get, surfaces))
        if None in listed:
            for surface in {surface for surface, number in zip(surfaces, listed, strict=True) if number is None}:
                self._learn(surface)
            listed = list(map(known.get, surfaces))
        numbers = np.array(listed, np.int32)
        folded = list(map(self._folds.__getitem__, numbers.tolist()))
        starts, ends = array("i", at.tobytes()), array("i", until.tobytes())
        sentences = self._sentences(text, folded, at, until)
        codes = self._codes[numbers]
        quoted = _quoted(text, at)
        introduced = self._introductions(text, at)
        told = quoted | introduced if introduced.any() else quoted
        return Words(report, folded, starts, ends, sentences, quoted, introduced, told, codes)

    def stock(self, words: Words) -> list[bool]:
        """Which sentences are those of every report: nobody could be reached, somebody would not be named."""
        text = words.report.text
        if not words.sentences or not self._stock.may(text.casefold()):
            return [False] * len(words.sentences)
        return [self._stock.search(words.span(*one).of(text)) for one in words.sentences]

    def _telling(self, fold: str) -> tuple[str, float] | None:
        if fold[:1].isdigit():
            return fold, 2.0
        if fold and fold not in self.function_words:
            return stem(fold), 0.5 if fold in self.common else 1.0
        return None

    def _away(self, report: Report) -> list[Span]:
        """What is not compared: furniture but captions, and the lines that many pages have."""
        spans = [one.span for one in report.furniture if one.kind not in TESTIFYING]
        at = 0
        anywhere = self._lines.may(report.text.casefold())
        for line in report.text.split("\n"):
            if line and len(line) < 200 and (self._heads.match(line) or (anywhere and self._lines.search(line))):
                spans.append(Span(at, at + len(line)))
            at += len(line) + 1
        return sorted(spans)

    def _learn(self, word: str) -> int:
        """Give a word a number, its folding and its code."""
        fold = word.casefold().replace("’", "'").removesuffix("'s").replace("'", "")
        fold = self._numerals.get(fold, fold.replace(",", "") if fold[0].isdigit() else fold)
        if len(fold) > 4:
            for pattern, new in self._spellings:
                fold = pattern.sub(new, fold)
        number = self._numbers[word] = len(self._folds)
        self._folds.append(fold)
        if number == len(self._codes):
            self._codes = np.concatenate([self._codes, np.zeros_like(self._codes)])
        self._codes[number] = int.from_bytes(
            hashlib.blake2b(fold.encode("utf-8", "replace"), digest_size=8).digest(), "big"
        )
        return number

    def _sentences(self, text: str, folded: list[str], starts: Places, ends: Places) -> list[tuple[int, int]]:
        found, first = [], 0
        wide = np.flatnonzero(starts[1:] - ends[:-1] != 1).tolist()
        if "\n" in text:
            narrow = np.flatnonzero(starts[1:] - ends[:-1] == 1)
            wide = sorted([*wide, *(at for at in narrow.tolist() if text[ends[at]] == "\n")])
        for at in wide:
            gap = text[ends[at] : starts[at + 1]]
            line, stop, dot = _parting(gap) if len(gap) <= 8 else _parting.__wrapped__(gap)
            if line or (
                stop
                and not text[starts[at + 1]].islower()
                and not (dot and (folded[at] in self._abbreviations or len(folded[at]) == 1))
            ):
                found.append((first, at + 1))
                first = at + 1
        if first < len(starts):
            found.append((first, len(starts)))
        return found

    def _introductions(self, text: str, starts: Places) -> NDArray[np.bool_]:
        """All below the first line that introduces somebody's words."""
        told = np.zeros(len(starts), np.bool_)
        if ":" not in text:
            return told
        at = 0
        for line in text.split("\n"):
            bare = line.rstrip()
            if bare.endswith(":") and len(bare) < 300 and self._introduced.search(bare):
                told[int(np.searchsorted(starts, at + len(line))) :] = True
                break
            at += len(line) + 1
        return told


@lru_cache(maxsize=4_096)
def _parting(gap: str) -> tuple[bool, bool, bool]:
    """What stands between two words: whether a line ends there, whether a sentence may, and whether by a full stop."""
    stop = any(mark in gap for mark in ".!?") and any(mark.isspace() for mark in gap)
    return "\n" in gap, stop, "." in gap


def _found(text: str, away: Sequence[Span]) -> tuple[Places, Places, list[str]]:
    """Where the words begin and end, and the words, without those that begin in what is not compared."""
    parts = WORD.split(text, MOST_WORDS)
    bounds = np.cumsum(np.fromiter(map(len, parts), np.int32, len(parts)), dtype=np.int32)
    starts, ends, surfaces = bounds[0:-1:2], bounds[1::2], parts[1::2]
    if away:
        kept = np.ones(len(starts), np.bool_)
        for span in away:
            kept[np.searchsorted(starts, span.start) : np.searchsorted(starts, span.end)] = False
        starts, ends = starts[kept], ends[kept]
        surfaces = [surface for surface, keep in zip(surfaces, kept.tolist(), strict=True) if keep]
    return starts, ends, surfaces


class _Phrases:
    """Patterns of which one may be found in a text only where one of some words stands in it, letter case aside."""

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        self._pattern = re.compile("|".join(row["pattern"] for row in rows) or r"(?!)", re.IGNORECASE)
        self._cues = [cue for row in rows for cue in row.get("cue", "").split("|") if cue]
        self._any = any(not row.get("cue") for row in rows)

    def may(self, folded: str) -> bool:
        """Whether a text, folded, has one of the words."""
        return self._any or any(cue in folded for cue in self._cues)

    def search(self, words: str) -> bool:
        """Whether one of the patterns is found anywhere."""
        return self._pattern.search(words) is not None

    def match(self, words: str) -> bool:
        """Whether one of the patterns is found at the start."""
        return self._pattern.match(words) is not None


def _patterns(rows: Sequence[Mapping[str, str]]) -> tuple[_Phrases, _Phrases, _Phrases]:
    """The patterns found anywhere in a line, those at its head, and those of a sentence."""
    lines = [row for row in rows if not row.get("sentence")]
    heads = [row for row in lines if row["pattern"].startswith("^")]
    stock = [row for row in rows if row.get("sentence")]
    return _Phrases([row for row in lines if row not in heads]), _Phrases(heads), _Phrases(stock)


def _quoted(text: str, starts: Places) -> NDArray[np.bool_]:
    """Which words stand between quotation marks. Straight marks open and close by turns; what stays open is none."""
    mask = np.zeros(len(starts), np.bool_)
    opened: int | None = None
    for match in (MARKS if "``" in text or "''" in text else PLAIN_MARKS).finditer(text):
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
