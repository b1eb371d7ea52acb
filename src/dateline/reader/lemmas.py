"""Words to lemmas, by the ending that a word has and by its tag."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path


class Lemmas:
    """Rules by tag: an ending ("^" before a whole word) to the letters to cut and the letters to add."""

    def __init__(self, rules: Mapping[str, Mapping[str, tuple[int, str]]]) -> None:
        self._rules = rules
        self._longest = {
            tag: max((len(one) for one in endings if not one.startswith("^")), default=0)
            for tag, endings in rules.items()
        }
        self.of = lru_cache(maxsize=1 << 16)(self._of)

    def _of(self, form: str, tag: str) -> str:
        """The lemma of a word with its Penn tag, in lower case; names stay as they are written."""
        if tag in ("NNP", "NNPS"):
            return form
        form = form.lower()
        rules = self._rules.get(tag)
        if rules is None:
            return form
        found = rules.get("^" + form)
        size = min(self._longest[tag], len(form))
        while found is None and size >= 0:
            found = rules.get(form[len(form) - size :])
            size -= 1
        if found is None:
            return form
        cut, added = found
        return form[: len(form) - cut] + added if cut <= len(form) else form


def load(folder: Path) -> Lemmas:
    """The lemmas of a reader's folder; none, and then words stand for themselves, where the file is missing."""
    path = folder / "lemmas.json"
    return Lemmas(json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {})
