"""Examples to batches: windows of whole paragraphs, cut anew each epoch, of like length together."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor

from dateline.reader.pieces import CLS, SEP
from training.prepare import OUT, Doc

LONGEST = 192
"""Pieces of a window in training."""

POINTERS = (
    "head", "to_cue", "cue_last", "to_source", "source_last", "ud_head", "same", "to_actor", "actor_last",
    "to_recipient", "recipient_last",
)  # fmt: skip


@dataclass
class Window:
    """Words `first` to `last` of a text."""

    doc: Doc
    first: int
    last: int
    size: int


def windows(doc: Doc, most: int, rng: random.Random | None = None) -> Iterator[Window]:
    """Whole paragraphs packed up to `most` pieces; a paragraph of more is cut at sentence starts, or where it must."""
    lengths = np.array([len(one) for one in doc.pieces], dtype=np.int64)
    if not len(lengths):
        return
    total = np.concatenate([[0], np.cumsum(lengths)])
    cuts = [0, *(np.flatnonzero(np.diff(doc.paragraph)) + 1).tolist(), len(lengths)]
    most -= 2
    first = 0
    for start, end in pairwise(cuts):
        if total[end] - total[first] > most and start > first:
            yield Window(doc, first, start, int(total[start] - total[first]) + 2)
            first = start
        while total[end] - total[first] > LONGEST - 2:
            last = int(np.searchsorted(total, total[first] + LONGEST - 2, side="right")) - 1
            if "sent" in doc.labels:
                begins = np.flatnonzero(doc.labels["sent"][first + 1 : last] == 1) + first + 1
                last = int(begins[-1]) if len(begins) else last
            yield Window(doc, first, last, int(total[last] - total[first]) + 2)
            first = last
        if rng is not None and rng.random() < 0.05 and end > first:
            yield Window(doc, first, end, int(total[end] - total[first]) + 2)
            first = end
    if first < len(lengths):
        yield Window(doc, first, len(lengths), int(total[-1] - total[first]) + 2)


@dataclass
class Batch:
    """Padded windows. Labels that point are positions in the window; OUT where a window lacks the label."""

    windows: list[Window]
    pieces: Tensor
    looks: Tensor
    sides: Tensor
    firsts: Tensor
    outside: Tensor
    labels: dict[str, Tensor]


def collate(listed: list[Window]) -> Batch:
    length = max(one.size for one in listed)
    size = max(one.last - one.first for one in listed)
    pieces = np.zeros((len(listed), length), dtype=np.int64)
    looks = np.zeros_like(pieces)
    sides = np.zeros_like(pieces)
    firsts = np.zeros((len(listed), size), dtype=np.int64)
    outside = np.ones((len(listed), size), dtype=bool)
    names = sorted({name for one in listed for name in one.doc.labels})
    labels = {
        name: np.full((len(listed), size), OUT * (100 if name == "fact" else 1), dtype=np.int64) for name in names
    }
    for row, one in enumerate(listed):
        at = 1
        pieces[row, 0] = CLS
        doc = one.doc
        own = doc.labels.get("sides")
        for column, word in enumerate(range(one.first, one.last)):
            parts = doc.pieces[word]
            firsts[row, column] = at
            pieces[row, at : at + len(parts)] = parts
            looks[row, at : at + len(parts)] = doc.looks[word]
            if own is not None:
                sides[row, at : at + len(parts)] = own[word]
            at += len(parts)
        pieces[row, at] = SEP
        count = one.last - one.first
        outside[row, :count] = False
        for name, values in doc.labels.items():
            part = values[one.first : one.last]
            if name in POINTERS:
                low, high = (1, count) if name.endswith("_last") else (0, count - 1)
                part = part - one.first
                part = np.where((part >= low) & (part <= high), part, OUT)
            labels[name][row, :count] = part
    return Batch(
        listed,
        torch.from_numpy(pieces),
        torch.from_numpy(looks),
        torch.from_numpy(sides),
        torch.from_numpy(firsts),
        torch.from_numpy(outside),
        {name: torch.from_numpy(values) for name, values in labels.items()},
    )


def batches(listed: list[Window], budget: int, rng: random.Random | None = None, most: int = 64) -> list[list[Window]]:
    """Windows of like length together, each batch within a budget of pieces with padding."""
    if rng is not None:
        listed = sorted(listed, key=lambda one: one.size * rng.uniform(0.85, 1.15))
    else:
        listed = sorted(listed, key=lambda one: one.size)
    found: list[list[Window]] = []
    group: list[Window] = []
    longest = 0
    for one in listed:
        longest = max(longest, one.size)
        if group and (longest * (len(group) + 1) > budget or len(group) >= most):
            found.append(group)
            group, longest = [], one.size
        group.append(one)
    if group:
        found.append(group)
    if rng is not None:
        rng.shuffle(found)
    return found
