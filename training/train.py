"""Train the reader, in steps that can be taken up again.

    python -m training.train --steps 3000 --decay-from 2000

Starts from MiniLM-L6 or, where RUNS/last.pt is, from there. A checkpoint holds everything (weights, averages,
optimizer, random states), is written every `--save` steps, and a run of the same seed and options on
the same machine repeats. The learning rate is even after a warm-up and falls to nothing between `--decay-from` and
`--steps`.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import random
import re
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from dateline.reader.pieces import CLS, SEP, Pieces
from training.batches import Batch, Window, batches, collate, windows
from training.model import TAGGED, Reader, bert_weights
from training.paths import READER, RUNS
from training.prepare import OUT, Doc, other_names

SHARES = {
    "statements": 0.48, "names": 0.19, "times": 0.05, "places": 0.05, "gum": 0.04, "acts": 0.11, "facts": 0.03,
    "triggers": 0.05,
}  # fmt: skip
"""How often a batch of each group comes; pieces a batch are about the same."""

GROUP = {
    "polnear_train": "statements", "newswire": "names", "timebank": "times", "aquaint": "times", "wikiwars": "times",
    "lgl": "places", "trnews": "places", "gwn": "places", "geovirus": "places", "gum": "gum", "plv": "acts",
    "own": "acts", "own-triggers": "triggers", "plv-triggers": "triggers",
    "fact-uw": "facts", "fact-uds": "facts", "fact-meantime": "facts", "fact-cb": "facts",
}  # fmt: skip

WEIGHTS = {
    "roles": 2.0, "to_cue": 0.5, "to_source": 0.5, "names": 1.0, "times": 1.0, "places": 0.7, "onto": 0.06,
    "xpos": 0.12, "upos": 0.04, "sent": 0.1, "arc": 0.15, "dep": 0.1, "acts": 1.0, "fact": 1.5,
    "trigger": 1.0, "status": 0.3, "to_actor": 0.4, "to_recipient": 0.4, "same": 0.3,
}  # fmt: skip

LINKS = {
    "to_cue": "cue_last", "to_source": "source_last", "to_actor": "actor_last", "to_recipient": "recipient_last",
}  # fmt: skip
"""Which label tells the end of the span that a link points at."""

MASK = 103
"""The piece that stands for a hidden one in the vocabulary that the encoder was first trained with."""

PEAK, HEADS, FALL = 2e-4, 1e-3, 0.88
"""Learning rates of the top layer and of the heads, and what each layer below keeps of the rate above it."""


def pointed(scores: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, int]:
    """Minus the log of the mass on the span pointed at, summed, and how many words point."""
    ok = (first != OUT) & (last != OUT)
    if not bool(ok.any()):
        return scores.new_zeros(()), 0
    chosen = F.log_softmax(scores[ok], -1)
    places = torch.arange(scores.shape[-1], device=scores.device)[None]
    inside = (places >= first[ok][:, None]) & (places < last[ok][:, None])
    return -torch.logsumexp(chosen.masked_fill(~inside, -1e4), -1).sum(), int(ok.sum())


def losses(reader: Reader, batch: Batch) -> dict[str, Tensor]:
    """The loss of each question that the batch has labels for."""
    labels = batch.labels
    x, whole = reader.words(batch.pieces, batch.looks, batch.sides, batch.firsts)
    found: dict[str, Tensor] = {}
    for name in TAGGED:
        if name in labels:
            ok = labels[name] != OUT
            if bool(ok.any()):
                found[name] = F.cross_entropy(reader.tagged[name](x[ok]), labels[name][ok])
    column = batch.outside[:, None, :]
    for name, last in LINKS.items():
        if name in labels:
            scores = getattr(reader, name)(x).masked_fill(column, -1e4)
            loss, count = pointed(scores, labels[name], labels[last])
            if count:
                found[name] = loss / count
    if "same" in labels and bool((labels["same"] != OUT).any()):
        ok = labels["same"] != OUT
        found["same"] = F.cross_entropy(reader.same(x).masked_fill(column, -1e4)[ok], labels["same"][ok])
    if "head" in labels and "dep" in labels:
        ok = labels["head"] != OUT
        scores = reader.arc(x).masked_fill(column, -1e4)
        found["arc"] = F.cross_entropy(scores[ok], labels["head"][ok])
        ok = ok & (labels["dep"] != OUT)
        heads = torch.where(ok, labels["head"], 0)
        found["dep"] = F.cross_entropy(reader.dep_scores(x, heads)[ok], labels["dep"][ok])
    if "sides" in labels:
        gold = torch.tensor([reader.acts.index(one.doc.events[0]["type"]) for one in batch.windows])
        scores = reader.act_scores(x, whole, labels["sides"], batch.outside)
        found["acts"] = act_loss(reader, scores, gold.to(scores.device), [one.doc.corpus for one in batch.windows])
    if "fact" in labels:
        ok = labels["fact"] > OUT * 100
        if bool(ok.any()):
            guess = reader.fact(x[ok]).squeeze(-1)
            found["fact"] = F.smooth_l1_loss(guess, labels["fact"][ok].to(guess.dtype) / 1000)
    return found


def act_loss(reader: Reader, scores: Tensor, gold: Tensor, corpora: list[str]) -> Tensor:
    """Cross-entropy; PLV has one type YIELD, so there either half of it will do."""
    chosen = F.log_softmax(scores, -1)
    concede, retreat = reader.acts.index("CONCEDE"), reader.acts.index("RETREAT")
    either = torch.logaddexp(chosen[:, concede], chosen[:, retreat])
    right = chosen.gather(1, gold[:, None]).squeeze(1)
    merged = torch.tensor([corpus == "plv" for corpus in corpora], device=gold.device) & (gold == concede)
    return -(0.95 * torch.where(merged, either, right) + 0.05 * chosen.mean(1)).mean()


class Examples:
    """Endless batches of each group, in an order that the seed sets."""

    def __init__(
        self, docs: list[Doc], budget: int, seed: int, shares: dict[str, float] | None = None, masked: float = 0.0
    ) -> None:
        self.budget = budget
        self.shares = SHARES | (shares or {})
        self.masked = masked
        self.docs: dict[str, list[Doc]] = defaultdict(list)
        for doc in docs:
            if not doc.dev and doc.corpus in GROUP and len(doc.starts):
                self.docs[GROUP[doc.corpus]].append(doc)
        self.rng = random.Random(seed)
        self.pieces = Pieces.load(READER / "data" / "vocab.txt")
        self.waiting: dict[str, list[list[Window]]] = {}
        self.epochs: dict[str, int] = defaultdict(int)

    def next(self) -> tuple[str, Batch]:
        shares = {name: self.shares[name] for name in self.docs}
        group = self.rng.choices(list(shares), list(shares.values()))[0]
        if not self.waiting.get(group):
            self.epochs[group] += 1
            self.waiting[group] = batches(list(self._cut(group)), self.budget, self.rng)
        batch = collate(self.waiting[group].pop())
        self._disguise(batch)
        if self.masked and group not in ("gum", "facts"):
            self._hide(batch)
        return group, batch

    def _hide(self, batch: Batch) -> None:
        """Some pieces of half the windows hidden, so that a label is learnt from what stands around it too."""
        for row in range(len(batch.windows)):
            if self.rng.random() < 0.5:
                some = torch.rand(batch.pieces.shape[1]) < self.masked
                kept = (batch.pieces[row] == 0) | (batch.pieces[row] == CLS) | (batch.pieces[row] == SEP)
                batch.pieces[row] = torch.where(some & ~kept, MASK, batch.pieces[row])

    def _cut(self, group: str) -> Any:
        for doc in self.docs[group]:
            if group in ("acts", "facts", "triggers"):
                if group != "facts" and self.rng.random() < 0.4:
                    doc = other_names(doc, self.pieces, self.rng)
                if len(doc.starts) and sum(map(len, doc.pieces)) < 190:
                    yield Window(doc, 0, len(doc.starts), sum(map(len, doc.pieces)) + 2)
            else:
                yield from windows(doc, self.rng.choice((40, 96, 128, 160, 160)), self.rng)

    def _disguise(self, batch: Batch) -> None:
        """Now and then a window all in capitals or all in lower case, as headlines and careless copy are."""
        for row in range(len(batch.windows)):
            chance = self.rng.random()
            if chance < 0.03:
                kind, gap = batch.looks[row] // 3, batch.looks[row] % 3
                letters = (kind >= 1) & (kind <= 5)
                batch.looks[row] = torch.where(letters, (3 if chance < 0.02 else 1) * 3 + gap, batch.looks[row])


def optimizer(reader: Reader) -> torch.optim.Optimizer:
    for parameter in (reader.encoder.words.weight, reader.encoder.positions.weight):
        parameter.requires_grad_(False)
    groups: dict[float, list[Tensor]] = defaultdict(list)
    for name, parameter in reader.named_parameters():
        lower = re.match(r"encoder\.(layers\.[0-2]\.|norm|kind|looks\.|sides\.)", name)
        if not parameter.requires_grad or (lower and reader.encoder.frozen):
            parameter.requires_grad_(False)
            continue
        rate = HEADS
        if name.startswith("encoder.layers."):
            rate = PEAK * FALL ** (5 - int(name.split(".")[2]))
        elif name.startswith(("encoder.norm", "encoder.kind")):
            rate = PEAK * FALL**6
        groups[rate].append(parameter)
    listed = [{"params": values, "lr": rate, "peak": rate} for rate, values in groups.items()]
    return torch.optim.AdamW(listed, weight_decay=0.01, betas=(0.9, 0.98), fused=True)


class Threads:
    """As many threads as pay: on a busy machine two that wait for each other are slower than one.

    Tries the other count for a few steps now and then, and stays with the one of more pieces a second.
    """

    def __init__(self, most: int) -> None:
        self.paces: dict[int, float] = {}
        self.best = most
        self.counts = sorted({1, most})
        self.now = most

    def before(self, step: int) -> None:
        turn = step % 32
        others = [count for count in self.counts if count != self.best]
        self.now = others[0] if others and turn < 3 else self.best
        torch.set_num_threads(self.now)

    def after(self, pace: float) -> None:
        old = self.paces.get(self.now, pace)
        self.paces[self.now] = old + 0.35 * (pace - old)
        self.best = max(self.paces, key=lambda count: self.paces[count])


def rate_at(step: int, warm: int, decay_from: int, steps: int) -> float:
    if step < warm:
        return (step + 1) / warm
    if step < decay_from:
        return 1.0
    return max(0.0, 0.5 * (1 + math.cos(math.pi * (step - decay_from) / max(1, steps - decay_from))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--decay-from", type=int, default=2000)
    parser.add_argument("--warm", type=int, default=100)
    parser.add_argument("--budget", type=int, default=2048, help="pieces a batch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--save", type=int, default=100, help="steps between checkpoints")
    parser.add_argument("--stop-at", type=int, help="end here, to be taken up later")
    parser.add_argument(
        "--freeze", action="store_true", help="keep the lower half of the encoder as it is: faster by half"
    )
    parser.add_argument("--run", default="last", help="name of the checkpoint")
    parser.add_argument("--fresh-data", action="store_true", help="take up the weights, but read the examples anew")
    parser.add_argument("--shares", type=json.loads, default={}, help="JSON: how often a group comes, over SHARES")
    parser.add_argument("--masked", type=float, default=0.0, help="share of pieces hidden in half of the windows")
    options = parser.parse_args()
    threads = Threads(options.threads)
    torch.manual_seed(options.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    kept = pickle.loads((RUNS / "examples.pkl").read_bytes())
    lists = kept["lists"]
    lists.setdefault("sent", ["in", "start"])
    reader = Reader({name: len(labels) for name, labels in lists.items()})
    reader.acts = lists["acts"]  # type: ignore[assignment]
    path = RUNS / f"{options.run}.pt"
    step = 0
    examples = Examples(kept["docs"], options.budget, options.seed, options.shares, options.masked)
    del kept
    state = torch.load(path, map_location="cpu", weights_only=False) if path.exists() else None
    if state is None:
        reader.encoder.load_bert(bert_weights())
    else:
        reader.load_state_dict(state["reader"], strict=False)
    reader.to(device).train()
    reader.encoder.freeze(options.freeze)
    optimize = optimizer(reader)
    average = {name: value.detach().clone() for name, value in reader.state_dict().items()}
    moving = {name: value for name, value in reader.named_parameters() if value.requires_grad}
    if state is not None:
        step = state["step"]
        average |= {name: value.to(device) for name, value in state["average"].items()}
        restore(optimize, reader, state["optimizer"])
        torch.set_rng_state(state["torch"])
        examples.rng.setstate(state["random"])
        if not options.fresh_data:
            examples.waiting = replay(examples, state["waiting"])
        examples.epochs = defaultdict(int, state["epochs"])
        del state
    end = min(options.steps, options.stop_at or options.steps)
    sums: dict[str, list[float]] = defaultdict(list)
    began, seen = time.monotonic(), 0
    while step < end:
        tick = time.monotonic()
        threads.before(step)
        group, batch = examples.next()
        if device.type == "cuda":
            batch = to(batch, device)
        rate = rate_at(step, options.warm, options.decay_from, options.steps)
        for part in optimize.param_groups:
            part["lr"] = part["peak"] * rate
        with torch.autocast("cuda", torch.bfloat16, enabled=device.type == "cuda"):
            found = losses(reader, batch)
        loss = sum((WEIGHTS[name] * value for name, value in found.items()), torch.zeros((), device=device))
        optimize.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(list(moving.values()), 1.0)
        optimize.step()
        step += 1
        keep = min(0.998, step / (step + 20))
        with torch.no_grad():
            torch._foreach_lerp_([average[name] for name in moving], [p.detach() for p in moving.values()], 1 - keep)
        size = int((batch.pieces != 0).sum())
        seen += size
        threads.after(size / (time.monotonic() - tick))
        for name, value in found.items():
            sums[f"{group[:2]}.{name}" if name in ("xpos", "arc") else name].append(float(value.detach()))
        if step % 25 == 0:
            means = " ".join(f"{name} {sum(v) / len(v):.3f}" for name, v in sorted(sums.items()))
            pace = seen / (time.monotonic() - began)
            print(
                f"{step}/{options.steps} rate {rate:.2f} {pace:.0f} pieces/s, {threads.best} threads | {means}",
                flush=True,
            )
            sums.clear()
            began, seen = time.monotonic(), 0
        if step % options.save == 0 or step == end:
            save(path, reader, average, optimize, step, examples, lists)
            print(f"saved {path} at {step}; epochs {dict(examples.epochs)}", flush=True)
        if (RUNS / "stop").exists():
            save(path, reader, average, optimize, step, examples, lists)
            sys.exit(f"stopped at {step}")


def to(batch: Batch, device: torch.device) -> Batch:
    parts = {name: getattr(batch, name).to(device) for name in ("pieces", "looks", "sides", "firsts", "outside")}
    return Batch(batch.windows, **parts, labels={name: value.to(device) for name, value in batch.labels.items()})


def restore(optimize: torch.optim.Optimizer, reader: Reader, kept: dict[str, Any]) -> None:
    """The optimizer's memory of each weight, by name: weights that it does not know begin anew."""
    for name, value in reader.named_parameters():
        if name in kept:
            optimize.state[value] = kept[name]


def replay(examples: Examples, waiting: dict[str, list[list[tuple[str, int, int, int]]]]) -> Any:
    """Batches that a checkpoint had not used yet, from ids back to texts."""
    by_id = {(doc.corpus, doc.id): doc for listed in examples.docs.values() for doc in listed}
    return {
        group: [
            [Window(by_id[corpus, name], first, last, size) for corpus, name, first, last, size in one]
            for one in listed
        ]
        for group, listed in waiting.items()
    }


def save(
    path: Path, reader: Reader, average: dict[str, Tensor], optimize: Any, step: int, examples: Examples, lists: Any
) -> None:
    waiting = {
        group: [[(one.doc.corpus, one.doc.id, one.first, one.last, one.size) for one in part] for part in listed]
        for group, listed in examples.waiting.items()
        if group not in ("acts", "triggers")
    }
    state = {
        "reader": reader.state_dict(),
        "average": average,
        "optimizer": {
            name: optimize.state[value] for name, value in reader.named_parameters() if value in optimize.state
        },
        "step": step,
        "torch": torch.get_rng_state(),
        "random": examples.rng.getstate(),
        "waiting": waiting,
        "epochs": dict(examples.epochs),
        "lists": json.dumps(lists),
    }
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


if __name__ == "__main__":
    main()
