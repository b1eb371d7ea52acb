"""Reads howmany_cases.yaml: sentences of our own with the figures in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

PATH = Path(__file__).with_name("howmany_cases.yaml")
TOLD = re.compile(
    r"(?P<mark>[~?]?)(?P<low>\d+(?:\.\d+)?)?(?P<dots>\.\.)?(?P<high>\d+(?:\.\d+)?)? (?P<unit>\S+) (?P<counts>\S+)"
)
FIGURE = tuple[str, float | None, float | None, float | None, bool, str | None, str | None]


@dataclass(frozen=True)
class Case:
    """A sentence without its brackets, and of each figure words, value, low, high, approximate, unit, counts."""

    text: str
    figures: tuple[FIGURE, ...]


def cases() -> list[Case]:
    """All of them, in order."""
    return [_case(said, told) for said, told in yaml.safe_load(PATH.read_text(encoding="utf-8"))]


def _case(said: str, told: list[str]) -> Case:
    words = re.findall(r"\[(.*?)\]", said)
    figures = [_figure(word, one) for word, one in zip(words, told, strict=True)]
    return Case(said.replace("[", "").replace("]", ""), tuple(figures))


def _figure(words: str, told: str) -> FIGURE:
    match = TOLD.fullmatch(told)
    if match is None:
        raise ValueError(f"no figure: {told}")
    low = float(match["low"]) if match["low"] else None
    high = float(match["high"]) if match["high"] else None
    unit, counts = (None if match[name] == "-" else match[name] for name in ("unit", "counts"))
    vague, about = match["mark"] == "?", match["mark"] == "~"
    value = None if vague or (low is not None and high is not None) else low if low is not None else high
    if not match["dots"]:
        low, high = (None, None) if about else (value, value)
    return words, value, low, high, vague or about, unit, counts
