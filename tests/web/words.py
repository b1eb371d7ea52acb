"""The texts of two invented reports, and where words stand in them."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parent
CONVOY = (CASES / "convoy.txt").read_text(encoding="utf-8")

MARKET = (CASES / "market.txt").read_text(encoding="utf-8")


class Words:
    """Finds words in a text, and says where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, words: str, nth: int = 0) -> dict[str, int]:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return {"start": start, "end": start + len(words)}

    def between(self, first: str, last: str) -> dict[str, int]:
        """From the beginning of `first` to the end of `last`."""
        return {"start": self(first)["start"], "end": self(last)["end"]}
