"""A report as words that can be compared: folded, numbered by sentence, marked where quoted and where furniture."""

from __future__ import annotations

import hashlib
import itertools
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
PLAIN_MARKS = '"“”„«»'
MARKS = re.compile(f"[{PLAIN_MARKS}]|``|''")
QUOTE_WORDS = 150
"""A quotation longer than this was never closed, and its mark is not believed."""
SEED = 4
"""Words in a row that both texts must have before they are followed further."""
MOST_WORDS, MOST_PIECES, MOST_TEXT = 20_000, 40_000, 1_000_000
"""Words, pieces between blanks and code points that are compared of a report: longer texts are books, or many reports
on one page."""
FOLDS = 200_000
"""Words, and pieces of text between blanks, that are kept for the next report."""
LONG = 60
"""Code points of a piece of text from which it is not kept: it will not come again."""
LAST_BITS = (1 << 14) - 1
"""Bits by which most codes differ."""
SPACE, MARK, LAST_SPACE = 1, 2, 0x3000
"""What a code point is; none behind the last is a blank."""
UPPER, LOWER, SHORT = 1, 2, 4
"""What a word is: begins with a capital, or with a small letter; is an abbreviation, or one letter."""
NUMBERED = 4
"""Double what a number weighs."""
DOT = 1 << 32
"""A full stop, counted beside all marks at which a sentence may end."""


@dataclass(frozen=True)
class Words:
    """The words of one report, without furniture and the lines of many pages.

    Word `i` is `folds[numbers[i]]`, and stands at `starts[i]` to `ends[i]` of the text. `sentences` are ranges of
    words. `quoted[i]` tells that the word stands in quotation marks, `introduced[i]` that it stands below a line that
    introduces somebody's words (`The ministry's statement:`), `told[i]` that it is one or the other. `stems[i]` is the
    number in `stemmed` of what is left of it without endings, -1 where it tells nothing; `twice[i]` is double what it
    weighs, as `Folder` says, and 3 for a name.
    """

    report: Report
    numbers: NDArray[np.int64]
    folds: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    sentences: list[tuple[int, int]]
    quoted: NDArray[np.bool_]
    introduced: NDArray[np.bool_]
    told: NDArray[np.bool_]
    codes: Codes
    stems: NDArray[np.int64]
    twice: NDArray[np.int64]
    stemmed: Sequence[str]

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def digits(self) -> list[int]:
        """Which words are numbers, written in digits or folded to them."""
        found: list[int] = (self.twice == NUMBERED).nonzero()[0].tolist()
        return found

    @cached_property
    def folded(self) -> list[str]:
        """The words, folded."""
        return list(map(self.folds.__getitem__, self.numbers.tolist()))

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
        reached = np.concatenate(([0], mask.cumsum()))
        counted: NDArray[np.int64] = reached[after] - reached[first]
        return counted

    @cached_property
    def fours(self) -> Codes:
        """The runs of four words in text order."""
        return self.shingles(SEED)

    @cached_property
    def seeds(self) -> tuple[Codes, Codes, Places]:
        """The runs of four words in text order; the same sorted; and where each of the sorted ones stands."""
        keys = self.fours
        order = keys.argsort(kind="stable").astype(np.int32)
        return keys, keys[order], order

    @cached_property
    def _fives(self) -> Codes:
        return self.shingles(5)

    @cached_property
    def fives(self) -> Codes:
        """The different runs of five words, sorted."""
        return distinct(self._fives)

    @cached_property
    def told_fives(self) -> Codes:
        """The different runs of five words that are told as somebody's, sorted."""
        if len(self) < 5:
            return self._fives
        told = self.told
        return distinct(self._fives[told[:-4] & told[1:-3] & told[2:-2] & told[3:-1] & told[4:]])

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
    return different(np.sort(codes))


def different(ordered: Codes) -> Codes:
    """The different ones of sorted codes."""
    return ordered[parted(ordered)[0]]


def parted(ordered: NDArray[np.integer]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each of the different ones of sorted codes stands first, and how often it comes."""
    begins = np.empty(len(ordered) + 1, np.bool_)
    begins[0] = begins[-1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:-1])
    at = begins.nonzero()[0]
    return at[:-1], at[1:] - at[:-1]


def shared(one: NDArray[np.integer], other: NDArray[np.integer]) -> int:
    """How many codes of two sorted lists of different ones are in both."""
    if len(other) < len(one):
        one, other = other, one
    if not len(one):
        return 0
    at = other.searchsorted(one)
    at[at == len(other)] = 0
    return int(np.count_nonzero(other[at] == one))


def shared_with(one: NDArray[np.integer], others: Sequence[NDArray[np.integer]]) -> list[int]:
    """`shared` of one list with each of several. Most codes of those are told apart by their last bits alone."""
    if not len(one) or not others:
        return [0] * len(others)
    codes = np.concatenate(others)
    maybe = _bits(one).take((codes & LAST_BITS).astype(np.intp)).nonzero()[0]
    found = codes[maybe]
    same = maybe[one.take(one.searchsorted(found), mode="clip") == found]
    ends = np.cumsum(list(map(len, others)))
    reached = [0, *same.searchsorted(ends).tolist()]
    return [after - before for before, after in itertools.pairwise(reached)]


def _bits(codes: NDArray[np.integer]) -> NDArray[np.bool_]:
    """By their last bits which codes there are."""
    seen = np.zeros(int(LAST_BITS) + 1, np.bool_)
    seen[codes & LAST_BITS] = True
    return seen


class Folder:
    """Makes `Words` of reports by the word lists of `comparing.yaml`.

    Words that were met before are not folded again: each has a number, under which stand its folding, its code, its
    stem and what it weighs, were it no name: a number 2, a word of every report 0.5, else 1. Texts are cut at blanks
    first; what was met between two blanks before is not searched for words again.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        lists = knowledge.lexicons.read("comparing")
        self.function_words = frozenset(lists["function_words"].split())
        self.common = self.function_words | frozenset(lists["reporting_words"].split())
        self._abbreviations = frozenset(lists["abbreviations"].split())
        self._numerals: dict[str, str] = lists["numerals"]
        self._spellings = [(re.compile(pattern), new) for pattern, new in lists["spellings"]]
        self._respelt = re.compile("|".join(f"(?:{pattern})" for pattern, _ in lists["spellings"]) or r"(?!)")
        self._lines, self._heads, self._stock = _patterns(lists["lines_of_many_pages"])
        credits = knowledge.lexicons.read("credits")
        self._introduced = re.compile("|".join(credits["introductions"]["patterns"]), re.IGNORECASE)
        self._kinds = np.zeros(LAST_SPACE + 2, np.uint8)
        self._kinds[[at for at in range(LAST_SPACE + 1) if chr(at).isspace()]] = SPACE
        self._kinds[list(map(ord, PLAIN_MARKS))] = MARK
        self._lower = ("", "")
        self._clear()

    def _clear(self) -> None:
        self._numbers: dict[str, int] = {}
        self._folds: list[str] = []
        self._stems: dict[str, int] = {}
        self._stemmed: list[str] = []
        self._learnt = _Table(4)
        self._known: dict[str, int] = {}
        self._pieces = _Table(4)
        self._parts = _Table(3)

    def words(self, report: Report) -> Words:
        """The report's words, at most `MOST_WORDS`; none where its text is empty."""
        text = report.text
        if max(len(self._folds), len(self._parts), len(self._pieces)) >= FOLDS:
            self._clear()
        found = self._found(text)
        if away := self._away(report):
            found = found.without(away, text)
        words = found.words
        codes, stems, twice, looks = self._learnt.rows(words)
        sentences = _sentences(found, looks)
        starts, ends = array("i", found.starts.tobytes()), array("i", found.ends.tobytes())
        quoted = _quoted(text, found)
        introduced = self._introductions(text, found.starts)
        told = quoted | introduced if introduced.any() else quoted
        named = (looks & UPPER > 0) & (twice == 2)
        named[[sentence[0] for sentence in sentences]] = False
        twice[named] = 3
        return Words(
            *(report, words, self._folds, starts, ends, sentences, quoted, introduced, told),
            *(codes.view(np.uint64), stems, twice, self._stemmed),
        )

    def stock(self, words: Words) -> list[bool]:
        """Which sentences are those of every report: nobody could be reached, somebody would not be named."""
        text = words.report.text
        if not words.sentences or not self._stock.may(self._folded(text)):
            return [False] * len(words.sentences)
        return [self._stock.search(words.span(*one).of(text)) for one in words.sentences]

    def _folded(self, text: str) -> str:
        """A text without letter case; the last one is asked for again."""
        known, folded = self._lower
        if known is not text:
            folded = text.casefold()
            self._lower = (text, folded)
        return folded

    def _telling(self, fold: str) -> tuple[str, int] | None:
        """The stem of a folded word, and double what it weighs; None for words that tell nothing."""
        if fold[:1].isdigit():
            return fold, NUMBERED
        if fold and fold not in self.function_words:
            return stem(fold), 1 if fold in self.common else 2
        return None

    def _away(self, report: Report) -> list[Span]:
        """What is not compared: furniture but captions, and the lines that many pages have."""
        spans = [one.span for one in report.furniture if one.kind not in TESTIFYING]
        at = 0
        anywhere = self._lines.may(self._folded(report.text))
        for line in report.text.split("\n"):
            if line and len(line) < 200 and (self._heads.match(line) or (anywhere and self._lines.search(line))):
                spans.append(Span(at, at + len(line)))
            at += len(line) + 1
        return sorted(spans)

    def _found(self, text: str) -> _Found:
        """The words of a text, where they are, and what stands between them."""
        text = text[:MOST_TEXT]
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        kinds = self._kinds[np.minimum(points, LAST_SPACE + 1)]
        blank = np.concatenate(([True], kinds == SPACE))
        begins = (blank[:-1] & ~blank[1:]).nonzero()[0]
        surfaces = text.split(None, MOST_PIECES)[:MOST_PIECES]
        known = self._known
        listed = list(map(known.get, surfaces))
        if None in listed:
            listed = [
                known.get(surface) or self._piece(surface) if number is None else number
                for surface, number in zip(surfaces, listed, strict=True)
            ]
        first, counts, ahead, behind = self._pieces.rows(np.array(listed, np.int64))
        after = counts.cumsum()
        size = int(after[-1]) if len(after) else 0
        places = np.repeat(np.arange(len(counts)), counts)
        which = np.repeat(first - after + counts, counts) + np.arange(size)
        if size > MOST_WORDS:
            places, which = places[:MOST_WORDS], which[:MOST_WORDS]
        at = begins[places]
        from_here, to_here, words = self._parts.rows(which)
        starts, ends = (at + from_here).astype(np.int32), (at + to_here).astype(np.int32)
        reached = (ahead + behind).cumsum()
        upto, trail = reached[places], behind[places]
        gaps = upto[1:] - trail[1:] - upto[:-1] + trail[:-1]
        lines = np.zeros(max(0, len(starts) - 1), np.bool_)
        broken = starts.searchsorted((points == 10).nonzero()[0])
        lines[broken[(broken > 0) & (broken < len(starts))] - 1] = True
        return _Found(words, starts, ends, gaps, lines, (kinds == MARK).nonzero()[0])

    def _piece(self, surface: str) -> int:
        """The number of what stands between two blanks, which is searched for words if it was not met before."""
        divided = WORD.split(surface, MOST_WORDS)
        count, at, first = len(divided) // 2, 0, len(self._parts)
        for between, word in zip(divided[0:-1:2], divided[1::2], strict=True):
            at += len(between)
            self._parts.add(at, at + len(word), self._learn(word))
            at += len(word)
        ahead = _marks(divided[0])
        behind = _marks(divided[-1]) if count else 0
        number = self._pieces.add(first, count, ahead, behind)
        if len(surface) < LONG:
            self._known[surface] = number
        return number

    def _learn(self, word: str) -> int:
        """The number of a word. A new one is given its folding, its code, its stem and its looks."""
        known = self._numbers.get(word)
        if known is not None:
            return known
        fold = word.casefold().replace("’", "'").removesuffix("'s").replace("'", "")
        fold = self._numerals.get(fold, fold.replace(",", "") if fold[0].isdigit() else fold)
        if len(fold) > 4 and self._respelt.search(fold):
            for pattern, new in self._spellings:
                fold = pattern.sub(new, fold)
        hashed = hashlib.blake2b(fold.encode("utf-8", "replace"), digest_size=8).digest()
        code = int.from_bytes(hashed, "big", signed=True)
        looks = UPPER if word[0].isupper() else LOWER if word[0].islower() else 0
        if fold in self._abbreviations or len(fold) == 1:
            looks |= SHORT
        told = self._telling(fold)
        number, twice = -1, 0
        if told is not None:
            number = self._stems.setdefault(told[0], len(self._stemmed))
            twice = told[1]
            if number == len(self._stemmed):
                self._stemmed.append(told[0])
        self._folds.append(fold)
        known = self._numbers[word] = self._learnt.add(code, number, twice, looks)
        return known

    def _introductions(self, text: str, starts: Places) -> NDArray[np.bool_]:
        """All below the first line that introduces somebody's words."""
        told = np.zeros(len(starts), np.bool_)
        if ":" not in text:
            return told
        at = 0
        for line in text.split("\n"):
            bare = line.rstrip()
            if bare.endswith(":") and len(bare) < 300 and self._introduced.search(bare):
                told[int(starts.searchsorted(at + len(line))) :] = True
                break
            at += len(line) + 1
        return told


class _Table:
    """Rows of so many whole numbers, as many as come."""

    def __init__(self, wide: int) -> None:
        self._wide = wide
        self._cells = array("q")

    def __len__(self) -> int:
        return len(self._cells) // self._wide

    def rows(self, numbers: NDArray[np.integer]) -> NDArray[np.int64]:
        """Some rows, a column for each: all of one kind in one piece."""
        if not len(numbers):
            return np.empty((self._wide, 0), np.int64)
        table: NDArray[np.int64] = np.frombuffer(self._cells, np.int64).reshape(-1, self._wide)
        return np.ascontiguousarray(table.take(numbers, 0).T)

    def add(self, *row: int) -> int:
        """Add a row; its number."""
        self._cells.extend(row)
        return len(self._cells) // self._wide - 1


@dataclass(frozen=True, slots=True)
class _Found:
    """The words of a text by number, and where they begin and end. Between each and the next: how many marks stand
    there at which a sentence may end (`gaps`; each full stop is also a `DOT`), and whether a line ends there (`lines`).
    `marks` are the places of quotation marks."""

    words: NDArray[np.int64]
    starts: Places
    ends: Places
    gaps: NDArray[np.int64]
    lines: NDArray[np.bool_]
    marks: NDArray[np.int64]

    def without(self, away: Sequence[Span], text: str) -> _Found:
        """The same without the words that begin in what is not compared, which stands between those beside it then."""
        kept = np.ones(len(self.starts), np.bool_)
        for span in away:
            kept[self.starts.searchsorted(span.start) : self.starts.searchsorted(span.end)] = False
        which = kept.nonzero()[0]
        starts, ends = self.starts[which], self.ends[which]
        gaps, lines = self.gaps[which[:-1]], self.lines[which[:-1]]
        for at in (np.diff(which) > 1).nonzero()[0].tolist():
            between = text[ends[at] : starts[at + 1]]
            gaps[at] = _marks(between) if any(map(str.isspace, between)) else 0
            lines[at] = "\n" in between
        return _Found(self.words[which], starts, ends, gaps, lines, self.marks)


def _marks(between: str) -> int:
    """How many marks at which a sentence may end stand between words; full stops are counted twice, once as `DOT`."""
    dots = between.count(".")
    return dots * (DOT + 1) + between.count("!") + between.count("?")


def _sentences(found: _Found, looks: NDArray[np.int64]) -> list[tuple[int, int]]:
    """A sentence ends with its line, and at a mark behind which no small letter follows, but for abbreviations."""
    if not len(looks):
        return []
    over = (found.gaps % DOT > 0) & (looks[1:] & LOWER == 0) & ~((found.gaps >= DOT) & (looks[:-1] & SHORT > 0))
    after = ((found.lines | over).nonzero()[0] + 1).tolist()
    return list(zip([0, *after], [*after, len(looks)], strict=True))


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


def _quoted(text: str, found: _Found) -> NDArray[np.bool_]:
    """Which words stand between quotation marks. Straight marks open and close by turns; what stays open is none."""
    mask = np.zeros(len(found.starts), np.bool_)
    if "``" in text or "''" in text:
        marks = [(match.group(), match.start()) for match in MARKS.finditer(text, 0, MOST_TEXT)]
    elif len(found.marks):
        marks = [(text[at], at) for at in found.marks.tolist()]
    else:
        return mask
    places = found.starts.searchsorted([at for _, at in marks]).tolist()
    opened: tuple[int, int] | None = None
    for (mark, at), place in zip(marks, places, strict=True):
        if opened is not None and mark != "``" and mark not in "“„«":
            if place - opened[1] <= QUOTE_WORDS:
                mask[opened[1] : place] = True
                opened = None
            else:
                opened = (at, place) if mark == '"' else None
        elif opened is None and mark not in ("”", "»", "''"):
            opened = (at, place)
        elif opened is not None and mark in ("“", "``", "„", "«"):
            if place - opened[1] <= QUOTE_WORDS and "\n" in text[opened[0] : at]:
                mask[opened[1] : place] = True
            opened = (at, place)
    return mask
