"""The reader: loads its file once, and reads many texts at a time, each word of them once."""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.model.errors import KnowledgeError
from dateline.model.heard import HeardAct
from dateline.model.text import Span
from dateline.reader import decode, lemmas
from dateline.reader.labels import classed, settled
from dateline.reader.marks import Marked, Marks, Said, Word
from dateline.reader.pieces import Pieces
from dateline.reader.sentences import END, INSIDE, borders
from dateline.reader.tags import Tags
from dateline.reader.tags import load as load_tags
from dateline.reader.windows import LONGEST, Part, Sentence, Window, arrays, cut, look

DATA = Path(__file__).parent / "data"
AHEAD = 4
"""Windows on their way at once: enough that no thread waits while an answer is put together."""
MOST = 1_000_000
"""Code points of one text; the words of a longer one are read all the same, in portions of this size."""

FAINT = 0.1
"""Score from which a statement is told: those who ask for statements know which they want."""
LINKS = ("to_cue", "to_source", "to_actor", "to_recipient", "arc")
"""Scores that have a column for each word."""

Arrays = dict[str, NDArray[Any]]


class Reader:
    """A trained encoder with a head for each question. Safe to call from several threads."""

    def __init__(
        self,
        session: Any,
        about: dict[str, Any],
        pieces: Pieces,
        lemma: lemmas.Lemmas,
        able: Tags,
        threads: int = 1,
    ) -> None:
        self._pool = ThreadPoolExecutor(threads, "reader")
        labels: dict[str, list[str]] = about["labels"]
        self._session = session
        self._bias = {name: np.array(values, dtype=np.float32) for name, values in about.get("bias", {}).items()}
        self._outputs = [output.name for output in session.get_outputs()]
        self.labels = labels
        self.version = f"{about['version']}-{about['sha256'][:8]}"
        self._pieces = pieces
        self._lemma = lemma
        self._tags = able
        self._types = {
            name: [label[2:] for label in labels[name][1::2]] for name in ("names", "times", "places", "roles")
        }

    def read(
        self,
        texts: Iterable[str],
        together: bool = True,
        words: Iterable[list[tuple[int, int]] | None] | None = None,
        sentences: bool = True,
    ) -> list[Marks]:
        """Everything about each text, in order.

        Texts that follow each other (the paragraphs of a report) are read with one another in view where `together`;
        each may be of any length and hold any characters. `words` tells, for each text, where its words are; words that
        are white space only are read as unknown. Without `sentences` each text is taken as one sentence.
        """
        told = repeat(None) if words is None else words
        listed = [look(text, self._pieces, spans) for text, spans in zip(texts, told, strict=False)]
        found = [_Found(one, sentences, self._tags) for one in listed]
        for window, scores in self._scores(listed, list(cut(listed, together))):
            at = 0
            for part in window.parts:
                size = part.last - part.first
                found[part.text].take(part, {name: _of(value, name, at, size) for name, value in scores.items()})
                at += size
        return [self._marks(one) for one in found]

    def acts(self, asked: Sequence[tuple[str, Sequence[Span], Sequence[Span]]]) -> list[dict[str, float]]:
        """For each text with the spans of an actor and of a recipient: PLOVER's types, each with its probability."""
        listed, sides = [], []
        for text, actor, recipient in asked:
            one = _around(look(text, self._pieces), [*actor, *recipient])
            marks = [0] * len(one.spans)
            for side, spans in ((1, actor), (2, recipient)):
                for word, (start, end) in enumerate(one.spans):
                    if any(start < span.end and span.start < end for span in spans):
                        marks[word] = side
            listed.append(one)
            sides.append(marks)
        types = self.labels["acts"]
        answers: list[dict[str, float]] = [dict.fromkeys(types, 1 / len(types)) for _ in listed]
        for window, scores in self._scores(listed, list(cut(listed, together=False)), sides):
            chances = decode.softmax(scores["acts"])
            answers[window.parts[0].text] = dict(zip(types, map(float, chances), strict=True))
        return answers

    def factuality(self, asked: Sequence[tuple[str, Span]]) -> list[float | None]:
        """For each text and span of an event: from −3 (certainly did not happen) to 3; None where no word is marked."""
        numbers: dict[str, int] = {}
        for text, _ in asked:
            numbers.setdefault(text, len(numbers))
        marks = self.read(numbers, together=False)
        answers: list[float | None] = []
        for text, span in asked:
            found = marks[numbers[text]]
            values = [
                value for word, value in zip(found.words, found.factuality, strict=True) if word.span.overlaps(span)
            ]
            answers.append(max(-3.0, min(3.0, sum(values) / len(values))) if values else None)
        return answers

    def _scores(
        self, listed: Sequence[Sentence], windows: list[Window], sides: Sequence[Sequence[int]] | None = None
    ) -> Iterator[tuple[Window, Arrays]]:
        """Each window with its scores, in order.

        A window is run by itself: nothing is padded, its eight-bit scales are its own, so an answer does not hang on
        what else was asked for, and it stays in a core's cache (1.4 times the sentences a second of batches).
        """
        for window, scores in zip(windows, self._run(arrays(listed, window, sides) for window in windows), strict=True):
            named = {name: value[0] for name, value in zip(self._outputs, scores, strict=True)}
            yield window, named | {name: named[name] + bias for name, bias in self._bias.items()}

    def _run(self, asked: Iterable[Arrays]) -> Iterator[list[NDArray[Any]]]:
        """What the session says of each, in order, on as many threads as it was given, a few ahead at most."""
        ahead: deque[Future[list[NDArray[Any]]]] = deque()
        for one in asked:
            ahead.append(self._pool.submit(self._session.run, None, one))
            if len(ahead) > AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()

    def _marks(self, found: _Found) -> Marks:
        labels, spans = self.labels, found.one.spans
        if not spans:
            return Marks(skipped="no words")
        starts, text = found.starts, found.one.text
        tags = [labels["xpos"][tag] for tag in found.xpos]
        heads = found.heads.tolist()
        deps = settled([labels["dep"][dep] for dep in found.dep], heads, tags)
        words = tuple(
            Word(
                Span(*spans[at]), tags[at], classed(labels["upos"][found.upos[at]], tags[at], deps[at]), deps[at],
                heads[at], bool(starts[at]), self._lemma.of(text[slice(*spans[at])], tags[at]),
            )
            for at in range(len(spans))
        )  # fmt: skip

        def marked(name: str, types: list[str]) -> tuple[Marked, ...]:
            return tuple(
                Marked(Span(spans[run.first][0], spans[run.last - 1][1]), types[run.kind], run.score)
                for run in _apart(found.runs[name])
            )

        def spanned(listed: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
            return tuple(Span(spans[first][0], spans[last - 1][1]) for first, last in listed)

        return Marks(
            words=words,
            names=marked("names", self._types["names"]),
            kinds=_kinds(labels["onto"], found.onto, spans),
            times=marked("times", self._types["times"]),
            places=marked("places", self._types["places"]),
            statements=tuple(
                Said(spanned(one.source), spanned(one.cue), spanned(one.content), one.score)
                for one in sorted(found.statements, key=lambda one: min((*one.source, *one.cue, *one.content)))
            ),
            acts=tuple(self._act(one, status, mode, spans) for one, status, mode in found.acts),
            factuality=tuple(map(float, found.fact)),
        )

    def _act(self, one: decode.Act, status: int, mode: NDArray[Any] | None, spans: list[tuple[int, int]]) -> HeardAct:
        def side(words: tuple[int, int] | None) -> Span | None:
            return Span(spans[words[0]][0], spans[words[1] - 1][1]) if words else None

        kind: Any = self.labels["acts"][one.kind]
        told: Any = self.labels["status"][status]
        how = decode.mode(mode, self.labels["modes"], kind) if mode is not None else None
        return HeardAct(Span(*spans[one.word]), kind, told, side(one.actor), side(one.recipient), one.score, how)


class _Found:
    """What is known of a text so far, by word, put together from its windows."""

    def __init__(self, one: Sentence, sentences: bool, able: Tags) -> None:
        size = len(one.spans)
        self.tags = able
        self.one = one
        self.sentences = sentences
        self.xpos, self.upos, self.dep, self.onto = (np.zeros(size, dtype=np.int64) for _ in range(4))
        self.heads = np.arange(size)
        self.starts = np.zeros(size, dtype=bool)
        self.fact = np.zeros(size)
        self.borders = borders(one.text, one.spans) if sentences else None
        self.acts: list[tuple[decode.Act, int, NDArray[Any] | None]] = []
        self.runs: dict[str, list[decode.Run]] = {"names": [], "times": [], "places": []}
        self.statements: list[decode.Linked] = []
        self.sizes = np.array(
            [sum(map(str.isalnum, one.text[start:end])) for start, end in one.spans], dtype=np.float32
        )

    def take(self, part: Part, scores: Arrays) -> None:
        """Keep what is the part's own: words and runs that begin there, statements whose cue does."""
        base, low, high = part.first, part.own_first - part.first, part.own_last - part.first
        own = slice(part.own_first, part.own_last)
        for name in ("upos", "dep", "fact"):
            getattr(self, name)[own] = scores[name][low:high]
        self.xpos[own] = self._tags(part, scores["xpos"][low:high])
        self.onto[own] = scores["onto"][low:high].argmax(-1)
        self._trees(part, scores)
        for name, listed in self.runs.items():
            for run in decode.runs(scores[name]):
                if low <= run.first < high:
                    listed.append(decode.Run(run.first + base, run.last + base, run.kind, run.score))
        if "trigger" in scores:
            for act in decode.acts(scores["trigger"], scores["to_actor"], scores["to_recipient"]):
                if low <= act.word < high:
                    mode = scores["mode"][act.word] if "mode" in scores else None
                    self.acts.append((act.shift(base), int(scores["status"][act.word]), mode))
        sizes = self.sizes[part.first : part.last]
        for linked in decode.statements(scores["roles"], scores["to_cue"], scores["to_source"], sizes, FAINT):
            if low <= linked.cue[0][0] < high:
                self.statements.append(
                    decode.Linked(
                        _shift(linked.source, base),
                        _shift(linked.cue, base),
                        _shift(linked.content, base),
                        linked.score,
                    )
                )

    def _tags(self, part: Part, scores: NDArray[Any]) -> NDArray[Any]:
        """The best tag that each word can have; a file of an older kind has taken the best already."""
        if scores.ndim == 1:
            return scores
        text, spans = self.one.text, self.one.spans
        able = [self.tags.of(text[slice(*spans[at])]) for at in range(part.own_first, part.own_last)]
        return np.asarray((scores + np.stack(able)).argmax(-1))

    def _trees(self, part: Part, scores: Arrays) -> None:
        """Trees within the part; a sentence that a window's own words break in two is two trees."""
        low, high = part.own_first - part.first, part.own_last - part.first
        begins = scores["sent"] > 0 if self.sentences else np.zeros(part.last - part.first, dtype=bool)
        if self.borders is not None:
            told = self.borders[part.first : part.last]
            begins = (begins & (told != INSIDE)) | (told == END)
        begins[low] = begins[low] or part.own_first == 0
        inner = begins[low:high].copy()
        self.starts[part.own_first : part.own_last] = inner
        inner[0] = True
        edges = np.flatnonzero(inner).tolist()
        self.heads[part.own_first : part.own_last] = (
            decode.tree(scores["arc"][low:high, low:high], edges) + part.own_first
        )


def _apart(listed: list[decode.Run]) -> list[decode.Run]:
    """Runs in order, without those that begin inside the one before: two windows may end and begin one differently."""
    kept: list[decode.Run] = []
    for run in sorted(listed, key=lambda one: one.first):
        if not kept or kept[-1].last <= run.first:
            kept.append(run)
    return kept


def _shift(listed: tuple[tuple[int, int], ...], by: int) -> tuple[tuple[int, int], ...]:
    return tuple((first + by, last + by) for first, last in listed)


def _of(value: NDArray[Any], name: str, at: int, size: int) -> NDArray[Any]:
    """The part of a window's scores that is about `size` words from `at`."""
    if name == "acts":
        return value
    part = value[at : at + size]
    return part[:, at : at + size] if name in LINKS else part


def _kinds(labels: list[str], onto: NDArray[Any], spans: list[tuple[int, int]]) -> tuple[Marked, ...]:
    found: list[Marked] = []
    last = -1
    for at in np.flatnonzero(onto).tolist():
        mark, kind = labels[onto[at]].split("-", 1)
        if mark == "I" and found and last == at - 1 and found[-1].label == kind:
            found[-1] = Marked(Span(found[-1].span.start, spans[at][1]), kind, found[-1].score)
        else:
            found.append(Marked(Span(*spans[at]), kind, 1.0))
        last = at
    return tuple(found)


def _around(one: Sentence, marked: Sequence[Span], room: int = LONGEST - 40) -> Sentence:
    """The words about the marks, where the text is too long for one window."""
    sizes = [len(pieces) for pieces in one.pieces]
    if sum(sizes) <= room:
        return one
    inside = [at for at, (start, end) in enumerate(one.spans) if any(start < m.end and m.start < end for m in marked)]
    first = inside[0] if inside else 0
    last = first
    while room > 0 and last < len(sizes) and inside and last <= inside[-1]:
        room -= sizes[last]
        last += 1
    while room > 0 and (first > 0 or last < len(sizes)):
        if first > 0:
            first -= 1
            room -= sizes[first]
        if last < len(sizes):
            room -= sizes[last]
            last += 1
    kept = slice(first, last)
    return Sentence(one.text, one.spans[kept], one.pieces[kept], one.looks[kept])


def available(folder: Path = DATA) -> bool:
    """Whether the reader's file is there; where it is not, rules do its work."""
    return (folder / "reader.onnx").is_file() and (folder / "reader.json").is_file()


def load(folder: Path = DATA, threads: int | None = None, check: bool = False) -> Reader:
    """The reader of a folder. Raises KnowledgeError where files are missing or (with `check`) not what they were."""
    way_out = "Reinstall dateline."
    if not available(folder):
        raise KnowledgeError("reader", "its trained file is missing.", way_out)
    about = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    path = folder / "reader.onnx"
    if check and hashlib.sha256(path.read_bytes()).hexdigest() != about["sha256"]:
        raise KnowledgeError("reader", "its trained file is not the one that was shipped.", way_out)
    try:
        import onnxruntime
    except ImportError as problem:
        raise KnowledgeError("reader", "onnxruntime is not installed.", way_out) from problem
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    able = load_tags(DATA, about["labels"]["xpos"])
    pieces = Pieces.load(DATA / "vocab.txt")
    return Reader(session, about, pieces, lemmas.load(DATA), able, threads or min(2, os.cpu_count() or 1))
