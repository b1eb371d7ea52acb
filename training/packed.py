"""Teach the heads that find acts to do so in whole reports: own sentences packed into paragraphs, all else as it is.

    python -m training.packed --run final --steps 500

Triggers come from single sentences only, reports are read many sentences at a time. The encoder and all other heads
stay untouched, so that no other answer changes. Writes RUNS/RUN-packed.pt.
"""

from __future__ import annotations

import argparse
import pickle
import random
import re
from collections import defaultdict

import numpy as np
import torch

from dateline.reader.pieces import Pieces
from training.batches import POINTERS, Window, batches, collate
from training.model import load
from training.paths import READER, RUNS
from training.prepare import OUT, Doc, looks, other_names
from training.train import WEIGHTS, losses

TAUGHT = re.compile(r"(tagged\.(trigger|status)|to_actor|to_recipient)\.")
MOST = 150
"""Pieces of a packed window."""


def joined(docs: list[Doc]) -> Doc:
    """Texts one behind the other, a blank line or a space between them."""
    text, spans, at = "", [], 0
    labels: dict[str, list[np.ndarray]] = defaultdict(list)
    for number, doc in enumerate(docs):
        if number:
            text += "\n\n" if number % 2 else " "
        spans += [(len(text) + int(a), len(text) + int(b)) for a, b in zip(doc.starts, doc.ends, strict=True)]
        text += doc.text
        for name in ("trigger", "status", "mode", "to_actor", "actor_last", "to_recipient", "recipient_last"):
            if any(name not in one.labels for one in docs):
                continue
            values = doc.labels[name].astype(np.int32)
            labels[name].append(np.where(values != OUT, values + at, OUT) if name in POINTERS else values)
        at += len(doc.starts)
    return Doc(
        id="+".join(doc.id for doc in docs), corpus="packed", text=text,
        starts=np.array([a for a, _ in spans], dtype=np.int32), ends=np.array([b for _, b in spans], dtype=np.int32),
        pieces=[piece for doc in docs for piece in doc.pieces], looks=looks(text, spans),
        paragraph=np.zeros(len(spans), dtype=np.int32),
        labels={name: np.concatenate(parts) for name, parts in labels.items()},
    )  # fmt: skip


def packs(docs: list[Doc], pieces: Pieces, rng: random.Random) -> list[Window]:
    """All texts in a new order, some between other countries, as paragraphs of up to `MOST` pieces or fewer."""
    drawn = [other_names(doc, pieces, rng) if rng.random() < 0.4 else doc for doc in docs]
    rng.shuffle(drawn)
    groups: list[list[Doc]] = [[]]
    for doc in drawn:
        size = sum(sum(map(len, one.pieces)) for one in [*groups[-1], doc])
        if groups[-1] and (size > MOST or rng.random() < 0.2):
            groups.append([])
        groups[-1].append(doc)
    listed = [joined(group) for group in groups]
    return [Window(one, 0, len(one.starts), sum(map(len, one.pieces)) + 2) for one in listed if len(one.starts)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="last")
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--rate", type=float, default=1e-3)
    options = parser.parse_args()
    torch.manual_seed(1)
    rng = random.Random(1)
    path = RUNS / f"{options.run}.pt"
    reader, lists = load(path, "reader")
    reader.acts = lists["acts"]  # type: ignore[assignment]
    kept: list[Doc] = pickle.loads((RUNS / "examples.pkl").read_bytes())["docs"]
    docs = [doc for doc in kept if doc.corpus.endswith("-triggers") and not doc.dev and len(doc.starts)]
    del kept
    pieces = Pieces.load(READER / "data" / "vocab.txt")
    moving = [value for name, value in reader.named_parameters() if TAUGHT.match(name)]
    for value in reader.parameters():
        value.requires_grad_(False)
    for value in moving:
        value.requires_grad_(True)
    reader.eval()
    for name, module in reader.named_modules():
        if TAUGHT.match(name + "."):
            module.train()
    optimize = torch.optim.AdamW(moving, lr=options.rate, weight_decay=0.01)
    waiting: list[list[Window]] = []
    for step in range(options.steps):
        if not waiting:
            waiting = batches(packs(docs, pieces, rng), 2048, rng)
        for part in optimize.param_groups:
            part["lr"] = options.rate * (1 - step / options.steps)
        found = losses(reader, collate(waiting.pop()))
        loss = sum((WEIGHTS[name] * value for name, value in found.items()), torch.zeros(()))
        optimize.zero_grad(set_to_none=True)
        loss.backward()
        optimize.step()
        if step % 25 == 0:
            print(step, " ".join(f"{name} {float(value):.3f}" for name, value in sorted(found.items())), flush=True)
    state = torch.load(path, map_location="cpu", weights_only=False)
    state["reader"] = reader.state_dict()
    torch.save(state, RUNS / f"{options.run}-packed.pt")


if __name__ == "__main__":
    main()
