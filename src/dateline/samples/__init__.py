"""The sample story: invented reports on real facts, for a first look and for tests."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path


@contextmanager
def sample_manifest() -> Iterator[Path]:
    """A JSON Lines file of all sample reports as they came, there as long as the block lasts."""
    folder = files(__name__)
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "samples.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for row in listed:
                body = (folder / "reports" / row.pop("file")).read_text(encoding="utf-8")
                out.write(json.dumps(row | {row.pop("kind"): body}) + "\n")
        yield path
