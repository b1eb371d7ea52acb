"""Teach the head of factuality anew on an encoder that has moved: encoder and all other heads stay as they are.

    python -m training.facts --run final [--epochs 12]

The words of each marked event are looked at once; then the head alone is trained on them. A corpus counts by its
weight, not by its size, so that the few news texts of MEANTIME are heard beside the thousands of UDS-IH2. Writes
RUNS/RUN-facts.pt.
"""

from __future__ import annotations

import argparse
import pickle
from collections import defaultdict

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import batches, collate, windows
from training.model import Reader, load
from training.paths import RUNS
from training.prepare import OUT, Doc

WEIGHTS = {"fact-uw": 1.0, "fact-uds": 1.0, "fact-meantime": 0.6, "fact-cb": 0.2}
"""What share each corpus has, in parts of the first."""


def looked(reader: Reader, docs: list[Doc]) -> tuple[Tensor, Tensor, list[str]]:
    """What the encoder gives for each marked word, its gold value, and its corpus."""
    seen, gold, corpora = [], [], []
    with torch.inference_mode():
        for group in batches([window for doc in docs for window in windows(doc, 160)], 4096):
            batch = collate(group)
            if "fact" not in batch.labels:
                continue
            x, _ = reader.words(batch.pieces, batch.looks, batch.sides, batch.firsts)
            marked = batch.labels["fact"] > OUT * 100
            seen.append(x[marked])
            gold.append(batch.labels["fact"][marked].float() / 1000)
            corpora += [batch.windows[row].doc.corpus for row in marked.nonzero()[:, 0].tolist()]
    return torch.cat(seen).clone(), torch.cat(gold).clone(), corpora


def correlation(a: Tensor, b: Tensor) -> float:
    return float(torch.corrcoef(torch.stack([a, b]))[0, 1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="last")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=5e-4)
    options = parser.parse_args()
    torch.manual_seed(1)
    path = RUNS / f"{options.run}.pt"
    reader, _ = load(path, "reader")
    docs: list[Doc] = [
        doc for doc in pickle.loads((RUNS / "examples.pkl").read_bytes())["docs"] if doc.corpus in WEIGHTS
    ]
    x, gold, corpora = looked(reader, [doc for doc in docs if not doc.dev])
    count: dict[str, int] = defaultdict(int)
    for name in corpora:
        count[name] += 1
    weight = torch.tensor([WEIGHTS[name] / count[name] for name in corpora]) * len(corpora)
    held, wanted, of = looked(reader, [doc for doc in docs if doc.dev])
    head = reader.fact
    optimize = torch.optim.AdamW(head.parameters(), lr=options.rate, weight_decay=0.05)
    size = 1024
    steps = options.epochs * (len(x) // size + 1)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimize, steps)
    for epoch in range(options.epochs + 1):
        head.eval()
        with torch.inference_mode():
            guess = head(held).squeeze(-1)
        rows = {name: [at for at, one in enumerate(of) if one == name] for name in sorted(set(of))}
        told = {name: correlation(guess[at], wanted[at]) for name, at in rows.items()}
        print(epoch, " ".join(f"{name} r {value:.3f}" for name, value in told.items()), flush=True)
        if epoch == options.epochs:
            break
        head.train()
        order = torch.randperm(len(x))
        for first in range(0, len(x), size):
            part = order[first : first + size]
            loss = (F.smooth_l1_loss(head(x[part]).squeeze(-1), gold[part], reduction="none") * weight[part]).mean()
            optimize.zero_grad(set_to_none=True)
            loss.backward()
            optimize.step()
            schedule.step()
    reader.eval()
    state = torch.load(path, map_location="cpu", weights_only=False)
    state["reader"] = reader.state_dict()
    torch.save(state, RUNS / f"{options.run}-facts.pt")


if __name__ == "__main__":
    main()
