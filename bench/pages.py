"""Accuracy of cleaning on web pages with known text, title, date and authors.

    python bench/pages.py

Reads `../shared/corpora/pages_*.jsonl` beside the project and scores with `../shared/score/pages.py`, where they are.
"""

from __future__ import annotations

import base64
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.clean import clean
from dateline.model.errors import InputError
from dateline.model.report import Page

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPORA = ("pages_andy", "pages_scrapinghub")


def measure() -> dict[str, dict[str, Any]]:
    """The scorer's figures by corpus, with `pages_per_second` and the share of words `mapped` back to the page."""
    figures = {}
    for name in CORPORA:
        corpus, scorer = SHARED / "corpora" / f"{name}.jsonl", SHARED / "score" / "pages.py"
        if not corpus.is_file() or not scorer.is_file():
            print(f"{name}: the corpus is not here; skipped", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory() as folder:
            readings = Path(folder) / "readings.jsonl"
            mine = _read(corpus, readings)
            command = [sys.executable, str(scorer), str(corpus), str(readings), "--json"]
            figures[name] = (
                json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout) | mine
            )
    return figures


def pages(corpus: Path) -> Iterator[tuple[Page, dict[str, Any]]]:
    """Each page as an ingester would hand it over, with its gold."""
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            content = gzip.decompress(base64.b64decode(record["html_gz_b64"]))
            url = record.get("url")
            yield (
                Page(source=record["id"], content=content, media_type="text/html", id=record["id"], url=url),
                record["gold"],
            )


def _read(corpus: Path, readings: Path) -> dict[str, float]:
    words = mapped = read = 0
    seconds = 0.0
    with readings.open("w", encoding="utf-8") as out:
        for page, _ in pages(corpus):
            read += 1
            began = time.perf_counter()
            try:
                report = clean(page, english_only=False)
            except InputError as problem:
                print(problem, file=sys.stderr)
                continue
            finally:
                seconds += time.perf_counter() - began
            fields = ("id", "title", "published", "authors", "text")
            out.write(json.dumps({field: getattr(report, field) for field in fields}) + "\n")
            covered = bytearray(len(report.text))
            for piece in report.offsets.pieces:
                covered[piece.clean.start : piece.clean.end] = b"\x01" * len(piece.clean)
            at = 0
            for word in report.text.split():
                at = report.text.index(word, at)
                words += 1
                mapped += all(covered[at : at + len(word)])
                at += len(word)
    return {"pages_per_second": read / seconds, "words_mapped": mapped / max(1, words)}


if __name__ == "__main__":
    for name, values in measure().items():
        print(name)
        for key, value in values.items():
            print(f"  {key:<18} {value if not isinstance(value, float) else round(value, 4)}")
