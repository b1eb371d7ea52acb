"""Checks that a built wheel has all that a user without Node and without the repository needs."""

from __future__ import annotations

import sys
import zipfile

NEEDED = (
    "dateline/web/static/index.html",
    "dateline/web/static/licences.txt",
    "dateline/samples/manifest.json",
    "dateline/py.typed",
    "dateline/reader/data/reader.onnx",
    "dateline/knowledge/gazetteer/data/borders.tsv",
    "dateline/knowledge/outlets/homes.tsv",
    "dateline/knowledge/gazetteer/data/ATTRIBUTION.md",
    "dateline/export/as_html.css",
)


def main(path: str) -> int:
    """Print what is missing; 0 where nothing is."""
    with zipfile.ZipFile(path) as wheel:
        names = set(wheel.namelist())
        size = sum(info.compress_size for info in wheel.infolist())
    missing = [name for name in NEEDED if name not in names]
    for name in missing:
        print(f"{path}: {name} is missing", file=sys.stderr)
    print(f"{path}: {len(names)} files, {size / 1e6:.1f} MB")
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
