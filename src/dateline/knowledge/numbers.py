"""Numbers in digits and in words: one pattern that finds them and one function that says what they are worth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dateline.knowledge.lexicons import Lexicons

DIGITS = r"\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,9})?|\d{1,3}(?:\.\d{3}){2,5}|\d{1,18}(?:\.\d{1,9})?"
LARGEST = 1e21
"""Beyond it nothing is counted; a longer row of digits is no number."""
GAP = r"(?:[\s\u00a0]{1,2}|-)"


@dataclass(frozen=True)
class Numbers:
    """`pattern` finds a number at least one word long (case is up to the caller); `worth` tells its value."""

    words: dict[str, int]
    scales: dict[str, int]
    ordinals: dict[str, int]
    pattern: str

    def worth(self, said: str) -> int | float | None:
        """The value of a number phrase, None where it is none. Whole numbers come as int."""
        value = self._worth(said.lower().replace("\u00a0", " ").strip())
        if value is None or value > LARGEST:
            return None
        return int(value) if value == int(value) else round(value, 6)

    def _worth(self, said: str) -> float | None:
        if match := re.fullmatch(rf"({DIGITS})[\s-]+(\d)/(\d)", said):
            low = int(match[3])
            return _digits(match[1]) + (int(match[2]) / low if low else 0)
        total, current, seen = 0.0, 0.0, False
        for word in re.findall(rf"{DIGITS}|[a-z]+|[½¼¾]", said):
            if word[0].isdigit():
                current += _digits(word)
            elif word in ("½", "¼", "¾"):
                current += {"½": 0.5, "¼": 0.25, "¾": 0.75}[word]
            elif word in self.words:
                current += self.words[word]
            elif word == "half":
                current += 0.5
            elif word == "quarter":
                current += 0.25
            elif word == "couple":
                current += 2
            elif word in ("dozen", "score"):
                current = (current or 1) * (12 if word == "dozen" else 20)
            elif word in self.scales:
                scale = self.scales[word]
                if scale == 100:
                    current = (current or 1) * 100
                else:
                    total, current = total + (current or (1 if total == 0 else 0)) * scale, 0.0
            elif word in ("a", "an", "and", "of"):
                continue
            else:
                return None
            seen = True
        return total + current if seen else None

    def rank(self, said: str) -> int | None:
        """The place that an ordinal names ("third", "21st"), None where it is none."""
        said = said.lower()
        if match := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", said):
            return int(match[1])
        return self.ordinals.get(said)


def _digits(said: str) -> float:
    said = said.replace(",", "")
    return float(said if said.count(".") < 2 else said.replace(".", ""))


@cache
def load(lexicons: Lexicons) -> Numbers:
    """The words of numbers.yaml made into a pattern."""
    data = lexicons.read("numbers")
    words = {**data["ones"], **data["teens"], **data["tens"]}
    scales = data["scales"]
    small = "|".join(sorted(words, key=len, reverse=True))
    large = "|".join(sorted(scales, key=len, reverse=True))
    spelled = (
        rf"(?:(?:{small})\b|an?{GAP}(?:{large})\b)"
        rf"(?:{GAP}(?:and{GAP}(?!an?\b))?(?:{small}|{large})\b){{0,8}}(?:{GAP}and{GAP}a{GAP}(?:half|quarter)\b)?"
    )
    digits = rf"(?:{DIGITS})(?:{GAP}\d/\d\b|[½¼¾])?(?:{GAP}(?:{large})\b){{0,2}}"
    loose = (
        rf"(?:an?{GAP}|two{GAP}|three{GAP}|four{GAP}|five{GAP}|half{GAP}a{GAP})?dozen\b|half{GAP}an?{GAP}(?:{large})\b"
    )
    couple = rf"an?{GAP}couple\b"
    return Numbers(words, scales, data["ordinals"], rf"(?:{loose}|{couple}|{spelled}|{digits})")
