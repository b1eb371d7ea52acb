"""Two checkpoints of one training as one: each weight between what both say.

    python -m training.mixed --runs final fourth --share 0.65 --to mixed

What training went on to learn and what it lost on the way meet halfway; it costs nothing when the reader runs. Both
must come from one start, or their weights have nothing in common. Writes RUNS/TO.pt, to be packed and exported, not to
be trained on.
"""

from __future__ import annotations

import argparse
from typing import Any

import torch

from training.paths import RUNS


def mixed(before: dict[str, Any], after: dict[str, Any], share: float) -> dict[str, Any]:
    """The weights of `after` where `before` lacks them, else `share` of `after` and the rest of `before`."""
    return {
        name: torch.lerp(before[name].float(), value.float(), share).to(value.dtype)
        if name in before and value.is_floating_point()
        else value
        for name, value in after.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", nargs=2, required=True, metavar=("BEFORE", "AFTER"))
    parser.add_argument("--share", type=float, default=0.5, help="how much of AFTER, 0 to 1")
    parser.add_argument("--to", default="mixed")
    options = parser.parse_args()
    before, after = (torch.load(RUNS / f"{name}.pt", map_location="cpu", weights_only=False) for name in options.runs)
    after["reader"] = after["average"] = mixed(before["reader"], after["reader"], options.share)
    after["optimizer"] = {}
    torch.save(after, RUNS / f"{options.to}.pt")


if __name__ == "__main__":
    main()
