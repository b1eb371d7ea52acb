"""The actor list, and a user's own beside it, for the pages on which names are settled."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.knowledge.actors import ActorIndex, fold, load
from dateline.knowledge.actors.own import rows_of

Json = dict[str, Any]


class ListedActors:
    """Finds who is who. The list is read when somebody first asks for it; safe to ask from several threads."""

    def __init__(self, own: Path) -> None:
        self._own = own
        self._lock = threading.Lock()
        self._names: list[tuple[str, Json]] | None = None

    def find(self, name: str, limit: int = 8) -> Sequence[Json]:
        """Actors with that id, or with all words of `name` at the beginning of words of their names; best first.

        `id, name, country, sector, role`; one with that very name comes before those that have more words.
        """
        words = fold(name).split()
        if not words:
            return ()
        whole = " ".join(words)
        found: dict[str, tuple[int, Json]] = {}
        for names, actor in self._listed():
            if actor["id"] != name and not all(f" {word}" in names for word in words):
                continue
            rank = 0 if actor["id"] == name else 1 if f" {whole} |" in names else 2 if f" {whole}" in names else 3
            if rank < found.get(actor["id"], (9, actor))[0]:
                found[actor["id"]] = (rank, actor)
        best = sorted(found.values(), key=lambda one: (one[0], _length(one[1]), one[1]["name"]))
        return [actor for _, actor in best[:limit]]

    def _listed(self) -> list[tuple[str, Json]]:
        with self._lock:
            if self._names is None:
                index = load(rows_of(str(self._own)) if self._own.is_file() else ())
                self._names = [("".join(f" {fold(name)} |" for name in names), actor) for names, actor in _all(index)]
            return self._names


def _length(actor: Json) -> int:
    """How long a name is; a state comes before others whose names begin as its does."""
    return 0 if actor["id"].startswith("state:") else len(actor["name"])


def _all(index: ActorIndex) -> Iterator[tuple[tuple[str, ...], Json]]:
    for state in index.states.values():
        told = {
            "id": f"state:{state.alpha3}",
            "name": state.name,
            "country": state.alpha3,
            "sector": None,
            "role": None,
        }
        yield (state.name, *state.aliases), told
    for one in index:
        told = {name: getattr(one, name) for name in ("id", "name", "country", "sector", "role")}
        yield (one.name, *one.aliases), told
