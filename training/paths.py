"""Where training reads and writes; both can be set from the environment."""

from __future__ import annotations

import os
from pathlib import Path

HERE = Path(__file__).parent
CORPORA = Path(os.environ.get("DATELINE_CORPORA", HERE.parent.parent / "shared" / "corpora"))
RUNS = Path(os.environ.get("DATELINE_RUNS", HERE / "runs"))
"""Examples, checkpoints and logs; never committed."""
SENTENCES = HERE / "sentences"
READER = HERE.parent / "src" / "dateline" / "reader"
