"""The rooms of the house and who may know of whom."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "src" / "dateline"

STAGES = {"model", "knowledge"}
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "config": {"model"},
    "knowledge": {"model", "reader"},
    "reader": {"model"},
    "ingest": {"model"},
    "store": {"model"},
    "clean": STAGES,
    "annotate": STAGES,
    "coding": STAGES,
    "consolidate": STAGES,
    "pipeline": STAGES | {"clean", "annotate", "coding", "config"},
    "export": {"model", "store.view"},
    "web": {"model", "store.view", "export"},
    "corpus": {"model", "knowledge", "config", "ingest", "pipeline", "consolidate", "store"},
    "samples": set(),
    "commands": {"model", "knowledge", "config", "pipeline", "export", "store", "corpus"},
}
"""What each room may import of the others; `cli`, the package itself and a room's program (`__main__`) may import
anything."""


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(HOUSE.rglob("*.py")):
        parts = path.relative_to(HOUSE).with_suffix("").parts
        yield parts[0], path


def imported(path: Path) -> Iterator[str]:
    """Names after `dateline.` of what a file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "dateline":
                yield from (alias.name for alias in node.names)
            elif node.module.startswith("dateline."):
                yield node.module.removeprefix("dateline.")
        elif isinstance(node, ast.Import):
            yield from (
                alias.name.removeprefix("dateline.") for alias in node.names if alias.name.startswith("dateline.")
            )


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_a_room_imports_only_what_it_may(room: str) -> None:
    """No module imports a room that its own may not know of."""
    allowed = MAY_IMPORT[room] | {room}
    wrong = [
        f"{path.relative_to(HOUSE)} imports {name}"
        for owner, path in modules()
        if owner == room and path.name != "__main__.py"
        for name in imported(path)
        if name.split(".")[0] not in allowed and not any(name.startswith(one) for one in allowed if "." in one)
    ]
    assert [] == wrong


def test_nobody_imports_the_command_line() -> None:
    """The command line is the outermost room."""
    assert [] == [str(path) for room, path in modules() if room != "__main__" and "cli" in set(imported(path))]


def test_every_room_is_on_the_plan() -> None:
    """A new folder needs a line in the plan above."""
    rooms = {room for room, _ in modules()} - {"__init__", "cli", "__main__"}
    assert rooms <= set(MAY_IMPORT)


def test_the_model_needs_the_standard_library_only() -> None:
    """The records can be read without installing anything."""
    wrong = []
    for room, path in modules():
        if room != "model":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            wrong += [name for name in names if name.split(".")[0] not in sys.stdlib_module_names | {"dateline"}]
    assert [] == wrong
