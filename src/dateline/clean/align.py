"""Where each word of a clean text stands in the page that it was taken from.

Extraction moves, drops and joins text; it does not write any. So the clean text is laid along the visible characters
of the page, white space aside: long equal runs are found by seeds, the best chain of them that keeps the order is
taken, what is left between two of them is compared closely, and what was moved is looked for in the whole page.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from dateline.clean.visible import Visible
from dateline.model.text import OffsetMap, Piece, Span

SEED = 16
"""Characters, white space aside, of a seed: three words or so, rare enough in one page."""

STEP = 8
"""A seed is taken at every so many characters of the clean text."""

OCCURRENCES = 12
"""Places that a seed may have: more are a pattern (a row of dots) and tell nothing."""

CHAIN_COST = 4
"""What a run loses in the chain, in characters, so that one long run wins over two that cover the same."""

CLOSE = 4_000_000
"""Product of lengths up to which two leftovers are compared character by character."""

FINDS = 400
"""Lines that are looked for in the whole page, at most."""

SHORT = 4
"""Equal runs shorter than this are chance."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Equal characters: `clean` and `page` are positions in the squeezed texts."""

    clean: int
    page: int
    length: int


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """A text without white space and invisible characters, and where each character stood."""

    text: str
    at: array[int]


def align(clean: str, page: Visible) -> OffsetMap:
    """The map from `clean` to the source of `page`. Time grows linearly with both, apart from bounded close looks."""
    left, right = _squeeze(clean), _squeeze(page.text)
    chain = list(_trimmed(_chain(_seeded(left.text, right.text))))
    filled = list(_filled(left, right, chain, clean))
    runs = sorted((*filled, *_moved(left, right, filled, clean)), key=lambda run: run.clean)
    return OffsetMap(tuple(_pieces(runs, left, right, page)))


def _squeeze(text: str) -> _Squeezed:
    kept = [index for index, character in enumerate(text) if not character.isspace() and character.isprintable()]
    return _Squeezed("".join([text[index] for index in kept]), array("l", kept))


def _seeded(left: str, right: str) -> list[_Run]:
    wanted: dict[str, list[int]] = defaultdict(list)
    for at in range(0, len(left) - SEED + 1, STEP):
        places = wanted[left[at : at + SEED]]
        if len(places) < OCCURRENCES:
            places.append(at)
    met: dict[str, int] = defaultdict(int)
    done: dict[int, int] = {}
    runs = []
    for there in range(len(right) - SEED + 1):
        seed = right[there : there + SEED]
        if seed not in wanted:
            continue
        met[seed] += 1
        if met[seed] > OCCURRENCES:
            continue
        for here in wanted[seed]:
            if done.get(there - here, -1) > there:
                continue
            run = _extended(left, right, here, there)
            done[there - here] = run.page + run.length
            runs.append(run)
    return runs


def _extended(left: str, right: str, here: int, there: int) -> _Run:
    back = 0
    while back < min(here, there) and left[here - back - 1] == right[there - back - 1]:
        back += 1
    length, most, step = SEED, min(len(left) - here, len(right) - there), 64
    while (
        length + step <= most
        and left[here + length : here + length + step] == right[there + length : there + length + step]
    ):
        length += step
    while length < most and left[here + length] == right[there + length]:
        length += 1
    return _Run(here - back, there - back, back + length)


def _chain(runs: list[_Run]) -> list[_Run]:
    """The runs of the heaviest sequence that ascends in both texts: a longest-increasing-subsequence with weights."""
    runs = sorted(runs, key=lambda run: (run.clean, -run.page))
    ranks = sorted({run.page for run in runs})
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    before = [-1] * len(runs)
    for number, run in enumerate(runs):
        rank = bisect_left(ranks, run.page)
        best, at = (0, -1), rank
        while at > 0:
            best, at = max(best, tree[at]), at - (at & -at)
        before[number] = best[1]
        mine, at = (best[0] + run.length - CHAIN_COST, number), rank + 1
        while at <= len(ranks):
            tree[at], at = max(tree[at], mine), at + (at & -at)
    best, at = (0, -1), len(ranks)
    while at > 0:
        best, at = max(best, tree[at]), at - (at & -at)
    number, chain = best[1], []
    while number >= 0:
        chain.append(runs[number])
        number = before[number]
    return chain[::-1]


def _trimmed(chain: Iterable[_Run]) -> Iterator[_Run]:
    clean_end = page_end = 0
    for run in chain:
        cut = max(0, clean_end - run.clean, page_end - run.page)
        if run.length - cut >= SHORT:
            yield _Run(run.clean + cut, run.page + cut, run.length - cut)
            clean_end, page_end = run.clean + run.length, run.page + run.length


def _filled(left: _Squeezed, right: _Squeezed, chain: list[_Run], clean: str) -> Iterator[_Run]:
    """The chain with what a closer look finds between its runs."""
    clean_end = page_end = 0
    for run in (*chain, _Run(len(left.text), len(right.text), 0)):
        if run.clean > clean_end and run.page > page_end:
            yield from _close(left, right, Span(clean_end, run.clean), Span(page_end, run.page), clean)
        if run.length:
            yield run
        clean_end, page_end = run.clean + run.length, run.page + run.length


def _close(left: _Squeezed, right: _Squeezed, here: Span, there: Span, clean: str) -> Iterator[_Run]:
    page = there.of(right.text)
    if len(here) * len(there) <= CLOSE:
        matcher = SequenceMatcher(None, here.of(left.text), page, autojunk=False)
        for block in matcher.get_matching_blocks():
            at_edge = block.a == 0 or block.a + block.size == len(here)
            if block.size >= SHORT or (block.size and at_edge and len(here) < 2 * SHORT):
                yield _Run(here.start + block.a, there.start + block.b, block.size)
        return
    from_there = 0
    for line in _lines(left, here, clean):
        found = page.find(line.of(left.text), from_there)
        if found >= 0:
            yield _Run(line.start, there.start + found, len(line))
            from_there = found + len(line)


def _lines(left: _Squeezed, within: Span, clean: str) -> Iterator[Span]:
    """The lines of the clean text, as squeezed positions, that lie in `within`."""
    start = within.start
    for at in range(within.start + 1, within.end + 1):
        if at == within.end or "\n" in clean[left.at[at - 1] : left.at[at]]:
            yield Span(start, at)
            start = at


def _moved(left: _Squeezed, right: _Squeezed, runs: list[_Run], clean: str) -> Iterator[_Run]:
    """Lines that stand elsewhere in the page than the order says."""
    tries, at = FINDS, 0
    for run in (*runs, _Run(len(left.text), 0, 0)):
        if run.clean - at >= SHORT:
            for line in _lines(left, Span(at, run.clean), clean):
                if len(line) < SHORT or tries == 0:
                    continue
                tries -= 1
                found = right.text.find(line.of(left.text))
                if found >= 0:
                    yield _Run(line.start, found, len(line))
        at = max(at, run.clean + run.length)


def _pieces(runs: list[_Run], left: _Squeezed, right: _Squeezed, page: Visible) -> Iterator[Piece]:
    """Neighbours on both sides joined, as long as every character has one of its own."""
    one: _Edges | None = None
    for other in _small(runs, left, right, page):
        if one is None:
            one = other
        elif (
            one[1] == other[0]
            and one[3] == other[2]
            and one[1] - one[0] == one[3] - one[2]
            and other[1] - other[0] == other[3] - other[2]
        ):
            one = (one[0], other[1], one[2], other[3])
        else:
            yield _piece(one)
            one = other
    if one:
        yield _piece(one)


_Edges = tuple[int, int, int, int]
"""Start and end in the clean text, start and end in the source."""


def _piece(edges: _Edges) -> Piece:
    return Piece(Span(edges[0], edges[1]), Span(edges[2], edges[3]))


def _small(runs: list[_Run], left: _Squeezed, right: _Squeezed, page: Visible) -> Iterator[_Edges]:
    """Each character, and each run of white space between two that were neighbours on both sides."""
    starts, ends, here_at, there_at = page.starts, page.ends, left.at, right.at
    for run in runs:
        last = run.length - 1
        for offset in range(run.length):
            here, there = here_at[run.clean + offset], there_at[run.page + offset]
            end = ends.get(there)
            yield here, here + 1, starts[there], starts[there] + 1 if end is None else end
            if offset == last:
                break
            next_here, next_there = here_at[run.clean + offset + 1], there_at[run.page + offset + 1]
            if next_here > here + 1 and next_there > there + 1:
                space = there + 1
                while space + 1 < next_there and starts[space + 1] == page.end(space):
                    space += 1
                yield here + 1, next_here, starts[there + 1], page.end(space)
