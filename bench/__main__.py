"""Measures accuracy and speed, prints the figures, and holds them against their floors.

    python -m bench                 all of them
    python -m bench places times    some
    python -m bench --check         fail where a figure is under its floor
    python -m bench --docs          write them into docs/accuracy.md
    python -m bench --raise         lift the floors to what was measured (never down)

What needs a corpus that is not there is skipped with a word.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

from bench import docs

FLOORS = Path(__file__).with_name("floors.json")
NAMES = (
    "pages",
    "places",
    "times",
    "figures",
    "statements",
    "sources",
    "factuality",
    "actors",
    "pronouns",
    "events",
    "copies",
    "rewritings",
    "stories",
    "reader",
    "speed",
)
SLACK = 0.002
"""A figure may be this much under its floor: ties between equal scores fall differently from machine to machine."""

Figures = dict[str, dict[str, Any]]


def main() -> int:
    """Run the benches named, or all; 1 where `--check` finds a figure under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(NAMES)}")
    parser.add_argument("--check", action="store_true", help="fail where a figure is under its floor")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--docs", action="store_true", help="write the figures into docs/accuracy.md (run all)")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(NAMES):
        parser.error(f"there is no bench {', '.join(sorted(unknown))}")
    floors: dict[str, dict[str, dict[str, float]]] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    measured: dict[str, Figures] = {}
    for name in arguments.names or NAMES:
        began = time.perf_counter()
        print(f"— {name}", file=sys.stderr)
        measured[name] = importlib.import_module(f"bench.{name}").measure()
        print(f"  {time.perf_counter() - began:.0f} s", file=sys.stderr)
        show(name, measured[name], floors.get(name, {}))
    if arguments.json:
        arguments.json.write_text(json.dumps(measured, indent=1) + "\n")
    if arguments.docs:
        docs.write(measured)
    low = under(measured, floors)
    for line in low:
        print(line, file=sys.stderr)
    if arguments.lift:
        FLOORS.write_text(json.dumps(lifted(measured, floors), indent=1, sort_keys=True) + "\n")
    return int(arguments.check and bool(low))


def show(name: str, figures: Figures, floors: dict[str, dict[str, float]]) -> None:
    """Print the figures of one bench, those with a floor marked by it."""
    for corpus, values in figures.items():
        print(f"{name} {corpus}")
        for key, value in values.items():
            floor = floors.get(corpus, {}).get(key)
            said = f"{value:.3f}" if isinstance(value, float) else str(value)
            print(f"  {key:28} {said:>10}{f'   floor {floor:.3f}' if floor is not None else ''}")


def under(measured: dict[str, Figures], floors: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    """A line for every figure that is under its floor."""
    return [
        f"{name} {corpus} {key}: {measured[name][corpus][key]:.3f} is under its floor {floor:.3f}"
        for name, corpora in floors.items()
        for corpus, values in corpora.items()
        for key, floor in values.items()
        if corpus in measured.get(name, {}) and measured[name][corpus][key] < floor - SLACK
    ]


def lifted(
    measured: dict[str, Figures], floors: dict[str, dict[str, dict[str, float]]]
) -> dict[str, dict[str, dict[str, float]]]:
    """The floors, raised to what was measured where a figure has one; a floor is set by hand the first time."""
    return {
        name: {
            corpus: {
                key: round(max(floor, measured.get(name, {}).get(corpus, {}).get(key, floor)), 3)
                for key, floor in values.items()
            }
            for corpus, values in corpora.items()
        }
        for name, corpora in floors.items()
    }


if __name__ == "__main__":
    sys.exit(main())
