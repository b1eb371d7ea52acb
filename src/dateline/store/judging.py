"""Judgements by people, a transaction each; what follows from them for stories is made anew after them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Sequence

from sqlalchemy.exc import OperationalError

from dateline.model.attach import part_of
from dateline.model.judgement import Judgement
from dateline.store.engine import Store
from dateline.store.judged import EVENT

TRIES = 8
"""How often what follows is made anew, where others write at the same time."""

FOLLOWED = frozenset({EVENT, "incident"})
"""Relations on which something depends that several reports say together."""

Again = Callable[[Collection[str]], object]
"""Makes anew what some reports say together."""


class Judging:
    """Writes what a person judges into a store at once; `again` is called with the reports that it is on, later."""

    def __init__(self, store: Store, again: Again | None = None) -> None:
        self._store = store
        self._following = Following(again) if again else None

    def judge(self, judgement: Judgement) -> int:
        """Store it, and give its number."""
        return self.judge_all([judgement])

    def judge_all(self, judgements: Sequence[Judgement]) -> int:
        """Store judgements that are taken back as one, and give the number of the first. Raises StoreError for none."""
        with self._store.writer() as writer:
            number = writer.judge_all(judgements)
        self._follow(judgements)
        return number

    def accept(self, events: Sequence[int], author: str, at: str, reasons: tuple[str, ...] = ()) -> tuple[int, int]:
        """Accept events by their keys in the store, but those that were judged since: the number, and how many."""
        with self._store.writer() as writer:
            return writer.accept(events, author, at, reasons)

    def take_back(self, key: int, author: str, at: str) -> int:
        """Take one back, with those given at once with it; all stay. Raises StoreError where there is none so named."""
        with self._store.writer() as writer:
            taken = writer.judged(key)
            number = writer.take_back(key, author, at)
        self._follow(taken)
        return number

    def wait(self, seconds: float) -> bool:
        """Wait until all that follows from what was judged is made anew; False where that takes longer."""
        return self._following.wait(seconds) if self._following else True

    def _follow(self, judgements: Sequence[Judgement]) -> None:
        if self._following is None:
            return
        # A bare acceptance changes nothing but the mark of it.
        found = [one for one in judgements if one.relation in FOLLOWED and not _bare(one)]
        parts = (part_of(end) for one in found for end in (one.left, one.right))
        self._following.want({part.report for part in parts if part})


def _bare(judgement: Judgement) -> bool:
    return judgement.relation == EVENT and judgement.verdict == "same" and not judgement.reasons


class Following:
    """Does what follows from judgements in a thread of its own, all that has come in the meantime at once."""

    def __init__(self, again: Again) -> None:
        self._again = again
        self._changed = threading.Condition()
        self._wanted: set[str] = set()
        self._busy = False

    def want(self, reports: Collection[str]) -> None:
        """Have what these reports say together made anew, soon."""
        if not reports:
            return
        with self._changed:
            self._wanted |= set(reports)
            if not self._busy:
                self._busy = True
                threading.Thread(target=self._work, name="dateline-following", daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is left to do."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._busy, timeout=seconds)

    def _work(self) -> None:
        while True:
            with self._changed:
                reports, self._wanted = self._wanted, set()
                if not reports:
                    self._busy = False
                    self._changed.notify_all()
                    return
            try:
                self._do(reports)
            except Exception:
                # The judgement is stored; the next run of consolidation does what was left.
                logging.getLogger(__name__).exception("What follows from a judgement could not be made anew.")

    def _do(self, reports: set[str]) -> None:
        for rest in range(TRIES - 1, -1, -1):
            try:
                self._again(reports)
                return
            except OperationalError:
                # Somebody else wrote in between.
                if not rest:
                    raise
                threading.Event().wait(0.2)
