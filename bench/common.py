"""What the benches share: where the corpora and scorers are, reading a corpus, and calling a scorer."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[2] / "shared"


def corpus(name: str) -> list[dict[str, Any]] | None:
    """The documents of a corpus; None, with a word, where it is not there."""
    path = SHARED / "corpora" / f"{name}.jsonl"
    if not path.is_file():
        print(f"{name}: the corpus is not here; skipped", file=sys.stderr)
        return None
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def score(scorer: str, gold: str | list[dict[str, Any]], readings: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What a scorer of `../shared/score` says of readings of a corpus, by its name, or of some of its documents."""
    with tempfile.TemporaryDirectory() as folder:
        file = _written(Path(folder) / "readings.jsonl", readings)
        named = SHARED / "corpora" / f"{gold}.jsonl"
        wanted = named if isinstance(gold, str) else _written(Path(folder) / "gold.jsonl", gold)
        command = [sys.executable, str(SHARED / "score" / f"{scorer}.py"), str(wanted), str(file), "--json"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _written(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path
