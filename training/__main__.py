"""Everything from the corpora to the file that ships: `python -m training [--steps N] [--decay-from N]`.

Each step is skipped or taken up where its result is there already. The small models of other folders here have commands
of their own.
"""

from __future__ import annotations

import subprocess
import sys

from training.paths import RUNS


def main() -> None:
    last = ["--run", "last-packed-modes", "--weights", "reader"]
    steps: list[list[str]] = [
        ["train", *sys.argv[1:]], ["packed"], ["modes"], ["evaluate", *last], ["calibrate", *last], ["lemmas"],
        ["tags"], ["export", *last],
    ]  # fmt: skip
    if not (RUNS / "examples.pkl").exists():
        steps.insert(0, ["prepare"])
    for name, *options in steps:
        print(f"— {name}", flush=True)
        subprocess.run([sys.executable, "-m", f"training.{name}", *options], check=True)


if __name__ == "__main__":
    main()
