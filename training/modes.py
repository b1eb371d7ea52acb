"""Teach how an act is done: PLOVER's mode of each trigger, given its type, on top of a reader that is done otherwise.

    python -m training.modes --run last-packed

The encoder and all other heads stay untouched, so that no other answer changes. What the encoder says of the own
sentences with modes is asked a few times, of each by itself and in `--rounds` ways of packing them and swapping their
countries; the head is the ridge regression from that to the modes of each type. Sentences of
`training.prepare.MODES_DEV` are never trained on; accuracy on them, given the right type, is printed. Writes
RUNS/RUN-modes.pt.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from typing import Any

import torch
from torch import Tensor

from dateline.reader.pieces import Pieces
from training.batches import Window, batches, collate
from training.model import Modes, Reader, load
from training.packed import packs
from training.paths import READER, RUNS
from training.prepare import MODES_DEV, OUT, TRIGGERED, Doc, held_out, mode_labels, own, trigger_doc, unmark

Told = tuple[Tensor, Tensor]
"""What is told of each trigger, a row each, and its mode."""


def alone(doc: Doc) -> Window:
    return Window(doc, 0, len(doc.starts), sum(map(len, doc.pieces)) + 2)


def documents(pieces: Pieces, dev: bool) -> list[Doc]:
    """The own sentences with modes that are held out, or the others."""
    by_text: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in own():
        text, marks = unmark(row["text"])
        if row["id"].startswith(TRIGGERED) and "mode" in row and held_out(text, MODES_DEV) == dev:
            by_text[text].append({name: row[name] for name in ("type", "status", "mode")} | {"marks": marks})
    return [
        trigger_doc({"id": f"modes-{number}", "text": text}, "modes", events, pieces)
        for number, (text, events) in enumerate(by_text.items())
    ]


def told(reader: Reader, head: Modes, listed: list[Window]) -> Told:
    """What is told of the triggers of all windows."""
    rows, labels = [], []
    with torch.inference_mode():
        for group in batches(listed, 2048):
            batch = collate(group)
            x, _ = reader.words(batch.pieces, batch.looks, batch.sides, batch.firsts)
            ok = batch.labels["mode"] != OUT
            rows.append(head.told(x, batch.outside)[ok])
            labels.append(batch.labels["mode"][ok])
    return torch.cat(rows), torch.cat(labels)


def solve(head: Modes, asked: Told, names: list[str], ridge: float) -> None:
    """Set the head to the regression from what is told to each mode (1 or 0), type by type."""
    told, labels = asked
    rows = torch.cat([told, torch.ones(len(told), 1)], 1).double()
    for own_labels in of_type(names):
        chosen = torch.isin(labels, own_labels)
        wanted = (labels[chosen][:, None] == own_labels[None]).double()
        seen = rows[chosen]
        weights = torch.linalg.solve(seen.T @ seen + ridge * torch.eye(seen.shape[1]), seen.T @ wanted)
        with torch.no_grad():
            head.out.weight[own_labels] = weights[:-1].T.float()
            head.out.bias[own_labels] = weights[-1].float()


def of_type(names: list[str]) -> list[Tensor]:
    """The numbers of the labels of each type."""
    types = [name.split("/")[0] for name in names]
    return [torch.tensor([at for at, one in enumerate(types) if one == kind]) for kind in dict.fromkeys(types)]


def accuracy(head: Modes, asked: Told, names: list[str]) -> dict[str, tuple[int, int]]:
    """For each type and over all: of how many triggers the mode is right, given the type, and how many there are."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    with torch.inference_mode():
        scores = head.out(asked[0])
    for own_labels in of_type(names):
        chosen = torch.isin(asked[1], own_labels)
        guess = own_labels[scores[chosen][:, own_labels].argmax(-1)]
        for name in (names[own_labels[0]], "all"):
            total[name] += len(guess)
            right[name] += int((guess == asked[1][chosen]).sum())
    return {name: (right[name], total[name]) for name in sorted(total)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="last-packed")
    parser.add_argument("--weights", choices=("average", "reader"), default="reader", help="mean or last")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--ridge", type=float, default=0.5)
    options = parser.parse_args()
    rng = random.Random(1)
    path = RUNS / f"{options.run}.pt"
    reader, lists = load(path, options.weights)
    names = list(mode_labels())
    pieces = Pieces.load(READER / "data" / "vocab.txt")
    docs = documents(pieces, dev=False)
    head = Modes(len(names))
    listed = [alone(doc) for doc in docs]
    for _ in range(options.rounds):
        listed += packs(docs, pieces, rng)
    asked = told(reader, head, [one for one in listed if one.size < 500])
    solve(head, asked, names, options.ridge)
    dev = told(reader, head, [alone(doc) for doc in documents(pieces, dev=True)])
    print(f"{len(asked[1])} triggers told of, {len(dev[1])} held out")
    for name, (right, total) in accuracy(head, dev, names).items():
        print(f"{name:12} {right:4} of {total:4} {right / max(1, total):.3f}")
    state = torch.load(path, map_location="cpu", weights_only=False)
    new = {f"mode.{name}": value for name, value in head.state_dict().items()}
    state["reader"] |= new
    state["average"] |= new
    state["lists"] = json.dumps(lists | {"modes": names})
    torch.save(state, RUNS / f"{options.run}-modes.pt")


if __name__ == "__main__":
    main()
