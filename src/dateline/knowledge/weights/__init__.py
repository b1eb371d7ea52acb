"""Trained weights of small models, one JSON file a model, each saying what it was trained on and what it reached."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.model.errors import KnowledgeError


class Weights:
    """The JSON files of this folder by name, each parsed once."""

    def __init__(self) -> None:
        self.read = cache(_read)


def load() -> Weights:
    """Weights with nothing read yet; `weights.read("said")` gives the parsed `said.json`."""
    return Weights()


def _read(name: str) -> Any:
    path = files(__name__) / f"{name}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise KnowledgeError(f"weights {name}", f"cannot be read ({problem}).", "Reinstall dateline.") from problem
