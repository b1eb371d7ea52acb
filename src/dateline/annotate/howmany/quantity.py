"""Finds number phrases: "at least 23", "between 5 and 7", "hundreds of millions", "$2.5 billion", "4.7 percent"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.knowledge import numbers
from dateline.knowledge.lexicons import Lexicons

GAP = r"(?:[\s\u00a0]{1,3})"
Amount = int | float
BLUR = 0.1
"""How far off an approximate number is taken to be, as a share of it, where the words give no side."""
SHORT = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "b": 1_000_000_000, "tn": 1_000_000_000_000}
"""What stands behind an amount of money: £30m."""


@dataclass(frozen=True)
class Quantity:
    """A number phrase `start` to `end` with what it is worth; its number stands at `core`.

    `range` is the word between the ends of a range; `split` says where the second number of a range begins.
    """

    start: int
    end: int
    core: int
    value: Amount | None
    low: Amount | None
    high: Amount | None
    approximate: bool
    currency: str | None = None
    unit: str | None = None
    joint: str | None = None
    split: int | None = None

    @property
    def bare(self) -> bool:
        """A number and nothing else, which can also be part of a name."""
        return self.start == self.core and self.currency is None and self.unit is None and self.joint is None


@dataclass(frozen=True)
class Quantities:
    """The pattern of number phrases and the words it is made of."""

    pattern: re.Pattern[str]
    vague: dict[str, dict[str, Amount | None]]
    shares: dict[str, float]
    modifiers: dict[str, dict[str, Any]]
    currencies: dict[str, str | None]
    numbers: numbers.Numbers

    def find(self, text: str, start: int, end: int) -> Iterator[Quantity]:
        """All number phrases of a stretch of text, in order."""
        for match in self.pattern.finditer(text, start, end):
            if quantity := self._worth(match):
                yield quantity

    def _worth(self, match: re.Match[str]) -> Quantity | None:
        modifier = self.modifiers.get(_plain(match["modifier"] or ""), {})
        symbol = match["symbol"] or match["symbol2"] or match["symbol3"]
        currency = f"currency:{self.currencies.get(symbol)}" if symbol else None
        unit = "percent" if match["percent"] else None
        core = min(match.start(name) for name in ("vague", "share", "first", "only") if match[name] is not None)
        start, end = match.span()
        if match["vague"]:
            said = _plain(match["vague"])
            worth = self.vague[said]
            end -= len(" of") if said.endswith(" of") and not unit else 0
            return Quantity(start, end, core, None, worth["low"], worth["high"], True, currency, unit)
        if match["share"]:
            value: Amount | None = self.shares[_plain(match["share"].replace("-", " "))]
            low, high, approximate = _bounded(value or 0, modifier)
            return Quantity(start, end, core, value, low, high, approximate, None, "share")
        if match["first"]:
            return self._range(match, modifier, currency, unit, core)
        value = self.numbers.worth(match["only"])
        if value is None:
            return None
        if match["short"]:
            if currency is None:
                return None
            value *= SHORT[match["short"].lower()]
            value = int(value) if value == int(value) else value
        low, high, approximate = _bounded(value, modifier)
        return Quantity(start, end, core, value, low, high, approximate, currency, unit)

    def _range(
        self, match: re.Match[str], modifier: dict[str, Any], currency: str | None, unit: str | None, core: int
    ) -> Quantity | None:
        low, high = self.numbers.worth(match["first"]), self.numbers.worth(match["second"])
        if low is None or high is None:
            return None
        scale = [word for word in re.findall("[a-z]+", match["second"].lower()) if word in self.numbers.scales]
        if scale and low < 1000 <= high and not any(word in match["first"].lower() for word in self.numbers.scales):
            for word in scale:
                low *= self.numbers.scales[word]
        joint = _plain(match["joint"])
        if low >= high and not match["lead"]:
            return None
        approximate = bool(modifier.get("approximate"))
        where = match.start("second")
        return Quantity(
            match.start(), match.end(), core, None, low, high, approximate, currency, unit, _led(match) or joint, where
        )


def _led(match: re.Match[str]) -> str | None:
    return _plain(match["lead"]) if match["lead"] else None


def _bounded(value: Amount, modifier: dict[str, Any]) -> tuple[Amount | None, Amount | None, bool]:
    approximate = bool(modifier.get("approximate"))
    bound = modifier.get("bound")
    if bound in ("low", "above"):
        return value, None, False
    if bound in ("high", "below"):
        return None, value, False
    if not approximate:
        return value, value, False
    low, high = value * (1 - BLUR), value * (1 + BLUR)
    if modifier.get("side") == "below":
        high = value
    if modifier.get("side") == "above":
        low = value
    return _whole(low), _whole(high), True


def _whole(value: Amount) -> Amount:
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def _plain(said: str) -> str:
    return " ".join(said.lower().split())


@cache
def load(lexicons: Lexicons) -> Quantities:
    """figures.yaml, compiled."""
    data = lexicons.read("figures")
    counted = numbers.load(lexicons)
    currencies = {str(word): code for word, code in data["currencies"].items()}
    symbols = _any(word for word in currencies if not word[0].isalpha() or word == "US$")
    number = counted.pattern
    symbol = rf"(?:(?P<%s>{symbols}){GAP}?)"
    plain = rf"(?<=[\d%])(?:{GAP})?[-–—](?:{GAP})?(?=[\d$€£¥])|{GAP}(?:to|or){GAP}"
    percent = rf"{GAP}?%|{GAP}per{GAP}?cent\b"
    pattern = (
        rf"(?<![\w.,$€£/:'’–-])"
        rf"(?:(?P<modifier>{_any(data['modifiers'])})\b{GAP}(?:(?:the|another){GAP})?)?"
        rf"(?:(?P<vague>(?:{_any(data['vague'])}))\b"
        rf"|(?P<share>{_any(data['shares']).replace(GAP, '(?:-|' + GAP + ')')})(?={GAP}(?:of|the)\b)"
        rf"|(?:(?P<lead>between|from|anywhere{GAP}from){GAP})?{symbol % 'symbol'}?(?P<first>{number})(?:{percent})?"
        rf"(?P<joint>{plain}|(?<=\w){GAP}and{GAP}){symbol % 'symbol2'}?(?P<second>{number})"
        rf"|{symbol % 'symbol3'}?(?P<only>{number})(?:{GAP}?(?P<short>k|mn?|bn?|tn)\b)?)(?P<percent>{percent})?"
        rf"(?![\w%]|[-–/:.]\d|,\d)"
    )
    return Quantities(
        re.compile(pattern, re.IGNORECASE), data["vague"], data["shares"], data["modifiers"], currencies, counted
    )


def _any(words: Iterable[Any]) -> str:
    ordered = sorted((str(word) for word in words), key=len, reverse=True)
    return "|".join(re.escape(word).replace("\\ ", GAP) for word in ordered)
