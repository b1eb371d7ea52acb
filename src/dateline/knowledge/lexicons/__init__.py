"""Word lists that a person can read and extend: one YAML file a subject, each entry with an example."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from dateline.model.errors import KnowledgeError


class Lexicons:
    """The YAML files of this folder by name, each parsed once."""

    def __init__(self) -> None:
        self.read = cache(_read)


def load() -> Lexicons:
    """Lexicons with nothing read yet; `lexicons.read("cues")` gives the parsed `cues.yaml`."""
    return Lexicons()


def _read(name: str) -> Any:
    path = files(__name__) / f"{name}.yaml"
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as problem:
        raise KnowledgeError(f"lexicon {name}", f"cannot be read ({problem}).", "Reinstall dateline.") from problem
