"""`python -m training.said --tune`: what the statements' stage must be set to after a change of the reader.

`python training/said/train.py` trains the rules' weights.
"""

from __future__ import annotations

import argparse

from training.said.tune import tune


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tune", action="store_true", required=True, help="find the scores from which reading counts")
    parser.add_argument("--limit", type=int, default=None, help="reports at most")
    options = parser.parse_args()
    tune(options.limit)


if __name__ == "__main__":
    main()
