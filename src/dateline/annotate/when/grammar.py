"""The rules of times.yaml made into patterns, and the stretches of a sentence that match them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.knowledge import numbers
from dateline.knowledge.lexicons import Lexicons

GAP = r"[\s\u00a0]{1,3}"
ADDRESS = 200
"""Code points before a match in which a web address that it stands in can begin."""
REACH = 9
"""How many words before a telling word an expression can begin."""
NOTHING: frozenset[str] = frozenset()
DIGIT = frozenset({"digit"})
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Rule:
    """One way of saying a time."""

    name: str
    op: str
    pattern: re.Pattern[str]
    unless: tuple[str, ...]
    value: str | None
    needs: str | None


@dataclass(frozen=True)
class Found:
    """A stretch `start` to `end` of the text that a rule matched, with what its named groups hold."""

    rule: Rule
    start: int
    end: int
    groups: dict[str, str]
    at: dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Grammar:
    """All rules with their tables.

    `telling` are the words without which nothing matches, with the tables that they are of, `opening` those with which
    an expression can begin; `names` says what names are worth, `words` holds what checks look for.
    """

    rules: tuple[Rule, ...]
    telling: dict[str, frozenset[str]]
    opening: frozenset[str]
    names: dict[str, dict[str, Any]]
    words: dict[str, frozenset[str]]
    numbers: numbers.Numbers

    def candidates(self, text: str, start: int, end: int) -> Iterator[list[Found]]:
        """For each place where something begins: what matches there, longest first. `text` has plain spaces only."""
        for begin, near in self._starts(text, start, end):
            here = []
            for rule in self.rules:
                if rule.needs is not None and rule.needs not in near:
                    continue
                match = rule.pattern.match(text, begin, end)
                if match and match.end() > begin:
                    at = {
                        name.split("__")[0]: match.span(name)
                        for name, said in match.groupdict().items()
                        if said is not None
                    }
                    groups = {name: text[first:last] for name, (first, last) in at.items()}
                    here.append(Found(rule, begin, match.end(), groups, at))
            if here:
                here.sort(key=lambda found: -found.end)
                yield here

    def _starts(self, text: str, start: int, end: int) -> Iterator[tuple[int, set[str]]]:
        """Where an expression can begin, with the tables whose words stand there or in its reach."""
        words = [(match.start(), match[0].lower()) for match in WORD.finditer(text, start, end)]
        kinds = [DIGIT if _counts(word) else self.telling.get(word, NOTHING) for _, word in words]
        done = 0
        for index, kind in enumerate(kinds):
            if not kind:
                continue
            for near in range(max(done, index - REACH), index + 1):
                begin, word = words[near]
                if (word in self.opening or word[0].isdigit() or word[:2] == "fy") and _edge(text, begin):
                    in_reach = set().union(*kinds[near : near + REACH + 1])
                    yield begin - (begin > start and text[begin - 1] in "'’"), in_reach
            done = index + 1

    def lookup(self, table: str, said: str) -> Any:
        """What a name of a table stands for, whatever its case, stops and apostrophes; None where it is not there."""
        return self.names[table].get(_plain(said))


def _plain(said: str) -> str:
    return " ".join(said.lower().replace("’", "'").replace("\u00a0", " ").strip(" .").split())


@cache
def load(lexicons: Lexicons) -> Grammar:
    """times.yaml, compiled."""
    data = lexicons.read("times")
    counted = numbers.load(lexicons)
    macros = {f"any_{table}": _any(words) for table, words in data["names"].items()}
    macros["number"] = counted.pattern
    macros["ordinals"] = _any(counted.ordinals)
    macros |= data["parts"]
    rules = tuple(
        Rule(
            name=rule["name"],
            op=rule["op"],
            pattern=_compile(rule["pattern"], macros),
            unless=tuple(rule.get("unless", ())),
            value=rule.get("value"),
            needs=rule.get("needs"),
        )
        for rule in data["rules"]
    )
    names = {
        table: {_plain(str(word)): worth for word, worth in words.items()} for table, words in data["names"].items()
    }
    names["daypart"] |= {word.replace(" ", "-"): worth for word, worth in names["daypart"].items()}
    telling: dict[str, frozenset[str]] = dict.fromkeys(data["telling"].split(), frozenset({"word"}))
    for table, words in data["names"].items():
        for form in (form for word in words for form in (_first(word), f"{_first(word)}s") if table != "vague"):
            telling[form] = telling.get(form, NOTHING) | {table}
    for short in data["names"]["month_short"]:
        telling[short.lower()] |= {"month"}
    opening = set(telling) | set(counted.words) | set(counted.ordinals) | set(data["opening"].split())
    words = {table: frozenset(listed.split()) for table, listed in data["words"].items()}
    return Grammar(rules, telling, frozenset(opening), names, words, counted)


def _first(phrase: str) -> str:
    """The first word, as the scan for words sees it ("st" of "St. Patrick's Day", "new" of "New Year's Eve")."""
    found = WORD.search(phrase.lower())
    return found[0] if found else ""


def _counts(word: str) -> bool:
    """Whether a word is a number, or one behind FY."""
    return word[0].isdigit() or (word[:2] == "fy" and word[2:].isdigit())


def in_address(text: str, begin: int) -> bool:
    """Whether a match begins within a web address: its years and days are no times that the report tells."""
    if not text[max(0, begin - 1) : begin].strip():
        return False
    run = text[max(0, begin - ADDRESS) : begin].split()[-1]
    return "://" in run or run.startswith("www.") or ("/" in run and "." in run.partition("/")[0])


def _edge(text: str, begin: int) -> bool:
    """Whether a word can begin here: not in the middle of a number, an amount or an address."""
    before = text[begin - 1] if begin else " "
    return before not in "$€£#@._" and not (before in "/:" and text[begin - 2 : begin - 1].isalnum() is False)


def _any(words: Any) -> str:
    ordered = sorted((str(word) for word in words), key=len, reverse=True)
    return "|".join(re.escape(word).replace("\\ ", " ").replace("'", "['’]") for word in ordered)


def _compile(pattern: str, macros: dict[str, str]) -> re.Pattern[str]:
    for _ in range(5):
        pattern = re.sub(r"\{([a-z]\w*)\}", lambda found: _macro(found[1], macros), pattern)
    return re.compile(_gaps(_told_apart(pattern)) + r"(?!\w)", re.IGNORECASE)


def _told_apart(pattern: str) -> str:
    """Groups of one name in several branches, which `re` does not allow, numbered: month, month__2, …"""
    count: Counter[str] = Counter()

    def number(found: re.Match[str]) -> str:
        count[found[1]] += 1
        return f"(?P<{found[1]}>" if count[found[1]] == 1 else f"(?P<{found[1]}__{count[found[1]]}>"

    return re.sub(r"\(\?P<(\w+)>", number, pattern)


def _macro(name: str, macros: dict[str, str]) -> str:
    """A part by its name; with a 2 at its end its groups are named so too, for patterns that use it twice."""
    if name in macros:
        return f"(?:{macros[name]})"
    return "(?:" + re.sub(r"\(\?P<(\w+)>", r"(?P<\g<1>2>", macros[name.removesuffix("2")]) + ")"


def _gaps(pattern: str) -> str:
    return pattern.replace(" ?", f"(?:{GAP})?").replace(" +", f"(?:{GAP})").replace(" ", GAP)
