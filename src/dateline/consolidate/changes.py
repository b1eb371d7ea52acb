"""What changed from one version of a page to the next, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher

from dateline.consolidate.words import WORD
from dateline.model.consolidated import Change, Detail, DetailKind
from dateline.model.reading import Reading
from dateline.model.report import TESTIFYING
from dateline.model.text import Span, cover

ALIKE = 0.5
"""Share of words in common from which a sentence was changed, not replaced."""
MOST = 2_000
"""Sentences that are compared; what is longer is compared by its first ones."""


def changes(before: Reading, after: Reading) -> tuple[Change, ...]:
    """What was added, removed and changed, in the order of the later version; furniture is not compared."""
    old, new = _sentences(before), _sentences(after)
    old_words = [_words(before, span) for span in old]
    new_words = [_words(after, span) for span in new]
    matcher = SequenceMatcher(None, list(map(tuple, old_words)), list(map(tuple, new_words)), autojunk=False)
    gone: list[int] = []
    come: list[int] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            gone += range(a, b)
            come += range(c, d)
    pairs = _paired(gone, come, old_words, new_words)
    found = []
    for number in come:
        if number in pairs:
            was, now = old[pairs[number]], new[number]
            found.append(Change("changed", was, now, tuple(_details(before, was, after, now))))
        else:
            found.append(Change("added", None, new[number]))
    taken = set(pairs.values())
    found += [Change("removed", old[number], None) for number in gone if number not in taken]
    return tuple(found)


def _sentences(reading: Reading) -> list[Span]:
    away = [one.span for one in reading.report.furniture if one.kind not in TESTIFYING]
    spans = [one.span for one in reading.sentences if len(one.span)]
    return [span for span in spans if not any(span.overlaps(one) for one in away)][:MOST]


def _words(reading: Reading, span: Span) -> list[str]:
    return [match.group().casefold() for match in WORD.finditer(span.of(reading.text))]


def _paired(
    gone: Sequence[int], come: Sequence[int], old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]
) -> dict[int, int]:
    """For sentences that are new those that they were before, the most alike first."""
    scored = []
    for number in come:
        for was in gone:
            shared = set(new[number]) & set(old[was])
            most = max(len(set(new[number])), len(set(old[was])), 1)
            if len(shared) / most >= ALIKE:
                scored.append((len(shared) / most, -abs(number - was), number, was))
    pairs: dict[int, int] = {}
    for _, _, number, was in sorted(scored, reverse=True):
        if number not in pairs and was not in pairs.values():
            pairs[number] = was
    return pairs


def _details(before: Reading, was: Span, after: Reading, now: Span) -> Iterable[Detail]:
    """What within a changed sentence is another figure, another attribution, another time; else which words."""
    old = list(WORD.finditer(was.of(before.text)))
    new = list(WORD.finditer(now.of(after.text)))
    matcher = SequenceMatcher(
        None, [one.group().casefold() for one in old], [one.group().casefold() for one in new], autojunk=False
    )
    found: list[Detail] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        left = Span(was.start + old[a].start(), was.start + old[b - 1].end()) if b > a else None
        right = Span(now.start + new[c].start(), now.start + new[d - 1].end()) if d > c else None
        one = Detail(*_kind(before, left, was, after, right, now))
        if found and found[-1].kind == one.kind != "words" and _touch(found[-1], one):
            one = Detail(one.kind, found.pop().before or one.before, one.after)
        found.append(one)
    return found


def _touch(one: Detail, other: Detail) -> bool:
    """Whether two pieces are of one source, figure or time, on either side."""
    return (one.after is not None and one.after == other.after) or (
        one.before is not None and one.before == other.before
    )


def _kind(
    before: Reading, left: Span | None, was: Span, after: Reading, right: Span | None, now: Span
) -> tuple[DetailKind, Span | None, Span | None]:
    """What kind of words changed, widened to the whole source, figure or time that they are a part of."""
    kinds: tuple[tuple[DetailKind, Callable[[Reading], Iterable[Span]]], ...] = (
        ("attribution", _sources),
        ("figure", _figures),
        ("time", _times),
    )
    for kind, spans in kinds:
        old = [span for span in spans(before) if left is not None and span.overlaps(left) and was.contains(span)]
        new = [span for span in spans(after) if right is not None and span.overlaps(right) and now.contains(span)]
        if old or new:
            return kind, cover(old) if old else left, cover(new) if new else right
    return "words", left, right


def _sources(reading: Reading) -> Iterable[Span]:
    for said in reading.statements:
        yield from said.source


def _figures(reading: Reading) -> Iterable[Span]:
    return (figure.span for figure in reading.figures)


def _times(reading: Reading) -> Iterable[Span]:
    return (time.span for time in reading.times)
