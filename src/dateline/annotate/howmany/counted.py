"""What a number counts: its noun in the grammar, its unit, and what became of people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.annotate.howmany.quantity import Quantity
from dateline.knowledge.lexicons import Lexicons
from dateline.model.reading import Reading
from dateline.model.text import Span
from dateline.model.tokens import Token

NOUNS = ("NOUN", "PROPN")
COUNTING = ("nummod", "quantmod", "compound", "amod", "det", "npadvmod", "nmod", "predet", "advmod")
LEMMAS = {"bases": "base", "troops": "troops", "personnel": "personnel", "forces": "forces", "dead": "dead"}
"""Forms whose lemma the parser gets wrong or whose singular means something else."""
OLDEST = 110
NAMED = ("ORG", "FAC", "GPE", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW")
MULTIPLES = ("time", "fold")
"""After these a number multiplies and counts nothing."""
BODILY = ("dead", "injured")
"""What befalls people alone; tanks can be captured and houses displaced."""
TAKING = ("claim", "take", "cost", "lose", "end")
"""Verbs that with "the lives of" tell of deaths."""
REACHING = ("exceed", "top", "pass", "reach", "hit", "surpass", "be", "total", "near", "approach")
"""Verbs between a toll and its number."""
LISTING = ("include", "number", "comprise", "total")
"""Verbs between "the dead" and how many they are."""
WHOLES = ("total", "number", "group", "toll", "family", "crowd")
"""Nouns that only carry a number: "a total of 33 people"."""
PARTITIVE = frozenset({"dozen", "hundred", "thousand", "score", "ten", "number", "dozens", "hundreds", "scores"})
BIG = 20
"""A number that counts nothing named is kept from here on: below it is mostly part of a phrase."""


@dataclass(frozen=True)
class What:
    """`counts` is the lemma of the noun, or dead, injured, arrested, displaced, missing; `noun` its position."""

    unit: str | None
    counts: str | None
    noun: int | None = None


@dataclass(frozen=True)
class Counted:
    """The words of figures.yaml, by what they tell."""

    units: dict[str, str]
    currencies: dict[str, str | None]
    people: frozenset[str]
    events: frozenset[str]
    names: frozenset[str]
    labels: frozenset[str]
    changes: frozenset[str]
    verbs: dict[str, str]
    subjects: dict[str, str]
    words: dict[str, str]
    nouns: dict[str, str]
    tolls: dict[str, str]
    combatants: frozenset[str]


@cache
def load(lexicons: Lexicons) -> Counted:
    """figures.yaml, turned round: from the word to what it tells."""
    data = lexicons.read("figures")

    def turned(key: str) -> dict[str, str]:
        return {word: fate for fate, told in data["casualties"].items() for word in told.get(key, "").split()}

    return Counted(
        units={str(word): unit for word, unit in data["units"].items()},
        currencies={str(word): code for word, code in data["currencies"].items()},
        people=frozenset(data["people"].split()),
        events=frozenset(data["events"].split()),
        names=frozenset(data["names"].split()),
        labels=frozenset(data["labels"].split()),
        changes=frozenset(data["changes"].split()),
        verbs=turned("verbs"),
        subjects=turned("subjects"),
        words=turned("words"),
        nouns=turned("nouns"),
        tolls=turned("tolls"),
        combatants=frozenset(data["combatants"].split()),
    )


def look(reading: Reading, lexicon: Counted, found: Quantity) -> What | None:
    """What the quantity counts; None where it is a name, an age, a score: no figure."""
    inside = reading.grammar.within(Span(found.core, found.end))
    if not inside or _is_name(reading, lexicon, found, inside) or _is_age(reading, found, inside):
        return None
    if found.currency:
        return What(found.currency, _spent_on(reading, inside) or "money")
    noun = _noun(reading, inside)
    if found.unit:
        of = _of(reading, inside.stop)
        named = of is not None and reading.tokens[of].pos in NOUNS
        return What(found.unit, lemma(reading.tokens[of]) if of is not None and named else None, of)
    if noun is None:
        return _without_noun(reading, lexicon, found, inside)
    if noun == inside.stop + 1 and reading.tokens[inside.stop].text == "-":
        return _hyphened(reading, lexicon, noun)
    token = reading.tokens[noun]
    word = lemma(token)
    if word in MULTIPLES:
        return None
    if word in lexicon.currencies and token.pos == "NOUN":
        code = lexicon.currencies[word]
        return What(
            f"currency:{code}" if code else "currency", _spent_on(reading, range(noun, noun + 1)) or "money", noun
        )
    two = f"{reading.tokens[noun - 1].lower} {word}" if noun else word
    if two in lexicon.units:
        return What(lexicon.units[two], two, noun)
    if lexicon.units.get(word) == "percent":
        return What("percent", None, noun)
    if word in lexicon.units or token.lower in lexicon.units:
        return What(lexicon.units.get(word) or lexicon.units[token.lower], word, noun)
    if word in lexicon.nouns:
        return What("people", lexicon.nouns[word], noun)
    people = word in lexicon.people or token.lower in lexicon.people or token.entity == "NORP"
    fate = _fate(reading, lexicon, noun, inside)
    if fate is not None and (people or fate in BODILY):
        return What("people", fate, noun)
    if token.entity == "NORP" and token.text[:1].isupper() and token.pos in NOUNS:
        return What("people", _nation(token), noun)
    if people:
        return What("people", word, noun)
    if word in lexicon.events:
        return What("events", word, noun)
    return What("items", word, noun)


def lemma(token: Token) -> str:
    """The lemma in lower case, with the parser's slips mended."""
    if token.pos == "PROPN" and token.lower.endswith("s") and token.tag == "NNPS":
        return token.lower.removesuffix("s")
    return LEMMAS.get(token.lower, token.lemma.lower())


def _nation(token: Token) -> str:
    """A people as it is written, in the plural: "Russians", "French"."""
    said = token.text[:1].upper() + token.text[1:]
    return said if token.lower.endswith(("s", "ese", "sh", "ch", "ss")) else f"{said}s"


def _without_noun(reading: Reading, lexicon: Counted, found: Quantity, inside: range) -> What | None:
    tokens = reading.tokens
    after = tokens[inside.stop] if inside.stop < len(tokens) else None
    if after is not None and after.lower in lexicon.words:
        return What("people", lexicon.words[after.lower])
    if fate := _fate(reading, lexicon, inside[-1], inside):
        return What("people", fate)
    if (of := _numbered(reading, inside[-1])) is not None:
        word = lemma(tokens[of])
        return What("people" if word in lexicon.people else "items", word, of)
    hyphened = found.joint is not None and not found.joint[0].isalpha()
    text = tokens[inside[0]].text
    like_a_year = found.bare and len(text) == 4 and text.isdigit() and 1000 <= int(text) <= 2100
    if hyphened or like_a_year or (found.value is not None and found.value < BIG and found.bare):
        return None
    return What(None, None)


def _numbered(reading: Reading, number: int) -> int | None:
    """The noun of "the number of troops fell to 184"."""
    tokens, grammar = reading.tokens, reading.grammar
    verb = grammar.clause_head(number)
    for child in grammar.with_dep(verb, "nsubj", "nsubjpass"):
        if tokens[child].lemma in ("number", "total"):
            for of in grammar.with_dep(child, "prep"):
                return next(iter(grammar.with_dep(of, "pobj")), None)
    return None


def _hyphened(reading: Reading, lexicon: Counted, noun: int) -> What | None:
    """ "800-kilometer road", "200-strong force"; "five-member" and "two-day" count nothing that stands alone."""
    word = lemma(reading.tokens[noun])
    if word in lexicon.units:
        return What(lexicon.units[word], word, noun)
    if word == "strong":
        head = reading.tokens[noun].head
        return What("people", lemma(reading.tokens[head]), head)
    return None


def _of(reading: Reading, at: int) -> int | None:
    """The noun that "of" leads to, where "of" stands at this position."""
    if at < len(reading.tokens) and reading.tokens[at].lower == "of":
        return next(iter(reading.grammar.with_dep(at, "pobj")), None)
    return None


def _noun(reading: Reading, inside: range) -> int | None:
    """The noun that the number belongs to: its head, or the one after "of"."""
    tokens = reading.tokens
    for at in (inside.stop - 1, inside.stop):
        if (of := _of(reading, at)) is not None and not tokens[of].text[0].isdigit():
            return of
    for position in reversed(inside):
        token = tokens[position]
        if token.dep in COUNTING and token.head >= inside.stop and tokens[token.head].pos in NOUNS:
            return token.head
    at, last = inside.stop, None
    if at < len(tokens) and tokens[at].text == "-" and at + 1 < len(tokens):
        return at + 1 if tokens[at + 1].pos in ("NOUN", "ADJ") else None
    while at < min(len(tokens), inside.stop + 5) and tokens[at].pos in ("ADJ", *NOUNS):
        last = at if tokens[at].pos in NOUNS else last
        at += 1
    return last


def _spent_on(reading: Reading, inside: range) -> str | None:
    """What an amount of money is for: "in aid", "worth of grain", "a $5 billion package"."""
    tokens, grammar = reading.tokens, reading.grammar
    for position in reversed(inside):
        for preposition in grammar.with_dep(position, "prep"):
            if tokens[preposition].lower in ("in", "of") and preposition >= inside.stop:
                noun = next(iter(grammar.with_dep(preposition, "pobj")), None)
                if noun is not None and tokens[noun].pos == "NOUN":
                    return lemma(tokens[noun])
        head = tokens[position].head
        if tokens[position].dep in COUNTING and head >= inside.stop and tokens[head].pos == "NOUN":
            return lemma(tokens[head])
    return None


def _fate(reading: Reading, lexicon: Counted, noun: int, inside: range) -> str | None:
    """What became of the people counted, where the verb or a word beside them says so."""
    grammar, tokens = reading.grammar, reading.tokens
    for _ in range(6):
        token = tokens[noun]
        head = tokens[token.head]
        for child in grammar.children[noun]:
            word = tokens[child]
            if (
                word.dep in ("amod", "acl", "compound")
                and word.tag in ("VBN", "JJ", "VBD")
                and word.lower in lexicon.words
            ):
                return lexicon.words[word.lower]
        if token.head == noun:
            return None
        if fate := _verb_fate(reading, lexicon, noun, token, head):
            return fate
        if token.dep in ("conj", "nummod", "appos", "quantmod", "advmod", "amod") and head.pos in (
            *NOUNS,
            "NUM",
            "ADJ",
            "PRON",
            "ADV",
        ):
            noun = token.head
            continue
        if token.dep == "pobj" and head.lower == "of" and (token.head in inside or head.head in inside):
            noun = head.head
            continue
        if token.dep == "pobj" and head.lower in ("among", "including") and tokens[head.head].pos in NOUNS:
            noun = head.head
            continue
        if token.dep == "pobj" and head.lower == "of" and head.head != token.head:
            above = tokens[head.head]
            if above.lemma in lexicon.nouns and above.pos == "NOUN":
                return lexicon.nouns[above.lemma]
            if above.lemma == "life" and tokens[above.head].lemma in TAKING:
                return "dead"
            if above.lemma in WHOLES:
                noun = head.head
                continue
        if token.dep == "pobj" and head.lower == "to" and head.head != token.head:
            verb = tokens[head.head].head if tokens[head.head].pos == "ADP" else head.head
            return _toll(reading, lexicon, verb)
        if token.dep == "pobj" and head.lower in ("of", "at", "from"):
            above = tokens[head.head]
            if above.lemma in lexicon.tolls:
                return lexicon.tolls[above.lemma]
            if head.lower in ("at", "from"):
                return _toll(reading, lexicon, head.head)
        return None
    return None


def _toll(reading: Reading, lexicon: Counted, verb: int) -> str | None:
    for child in reading.grammar.with_dep(verb, "nsubj", "nsubjpass", "dobj"):
        word = reading.tokens[child].lemma
        if word in lexicon.tolls:
            return lexicon.tolls[word]
        if word in lexicon.nouns:
            return lexicon.nouns[word]
        if word == "number":
            for of in reading.grammar.with_dep(child, "prep"):
                for one in reading.grammar.with_dep(of, "pobj"):
                    said = reading.tokens[one]
                    if fate := lexicon.words.get(said.lower) or lexicon.nouns.get(said.lemma):
                        return fate
                    for told in reading.grammar.with_dep(one, "acl", "amod"):
                        if fate := lexicon.words.get(reading.tokens[told].lower):
                            return fate
    return None


def _verb_fate(reading: Reading, lexicon: Counted, noun: int, token: Token, head: Token) -> str | None:
    grammar, tokens = reading.grammar, reading.tokens
    if token.dep in ("dobj", "nsubjpass", "attr", "oprd") or (
        token.dep in ("nsubj", "npadvmod") and head.tag in ("VBN", "VBD", "JJ")
    ):
        passive = token.dep != "dobj"
        if head.lemma in lexicon.verbs and (
            not passive or token.dep == "nsubjpass" or head.tag in ("VBN", "JJ") or _lone(reading, token.head)
        ):
            return lexicon.verbs[head.lemma]
        if head.lemma in ("leave", "keep", "report", "find", "confirm", "declare", "shoot", "burn", "beat", "bring"):
            for child in (*grammar.children[token.head], *grammar.children[noun]):
                if tokens[child].lower in lexicon.words:
                    return lexicon.words[tokens[child].lower]
    if token.dep in ("dobj", "nsubjpass"):
        for to in grammar.with_dep(token.head, "prep"):
            if tokens[to].lower == "to" and any(tokens[one].lemma == "death" for one in grammar.with_dep(to, "pobj")):
                return "dead"
    if token.dep in ("dobj", "attr") and head.lemma in REACHING and (told := _toll(reading, lexicon, token.head)):
        return told
    if token.dep in ("dobj", "nsubjpass", "nsubj") and head.lemma in LISTING:
        for child in grammar.with_dep(token.head, "nsubj"):
            if child != noun and tokens[child].lemma in lexicon.nouns:
                return lexicon.nouns[tokens[child].lemma]
    if token.dep == "dobj" and head.lemma == "lose" and tokens[noun].lemma in lexicon.combatants | PARTITIVE:
        word = tokens[noun].lemma
        below = [one for of in grammar.with_dep(noun, "prep") for one in grammar.with_dep(of, "pobj")]
        if word in lexicon.combatants or any(tokens[one].lemma in lexicon.combatants for one in below):
            return "dead"
    if token.dep == "nsubj":
        if head.lemma == "lose" and any(tokens[one].lemma == "life" for one in grammar.with_dep(token.head, "dobj")):
            return "dead"
        if head.lemma == "be":
            for among in grammar.with_dep(token.head, "prep"):
                if tokens[among].lower == "among":
                    for one in grammar.with_dep(among, "pobj"):
                        for child in grammar.children[one]:
                            if tokens[child].dep in ("acl", "amod") and tokens[child].lower in lexicon.words:
                                return lexicon.words[tokens[child].lower]
                        if tokens[one].lower in lexicon.words or tokens[one].lemma in lexicon.nouns:
                            return lexicon.words.get(tokens[one].lower) or lexicon.nouns[tokens[one].lemma]
        if head.lemma in lexicon.subjects and head.lemma != "suffer":
            return lexicon.subjects[head.lemma]
        if head.lower in lexicon.words and head.pos in ("ADJ", "VERB") and head.tag in ("VBN", "JJ", "VBG"):
            return lexicon.words[head.lower]
        for child in grammar.children[token.head]:
            if tokens[child].dep in ("acomp", "attr", "oprd") and tokens[child].lower in lexicon.words:
                return lexicon.words[tokens[child].lower]
        if head.lemma == "suffer":
            return (
                "injured"
                if any(
                    "injur" in tokens[one].lower or "wound" in tokens[one].lower
                    for one in grammar.with_dep(token.head, "dobj")
                )
                else None
            )
    return None


def _lone(reading: Reading, verb: int) -> bool:
    """A past form without object: "20 wounded" after "12 killed and"."""
    return not reading.grammar.with_dep(verb, "dobj")


def _is_age(reading: Reading, found: Quantity, inside: range) -> bool:
    tokens = reading.tokens
    first, last = inside[0], inside[-1]
    before = tokens[first - 1] if first else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    following = tokens[last + 2] if last + 2 < len(tokens) else None
    if (
        after is not None
        and after.text == "-"
        and following is not None
        and following.lower in ("year", "month", "day", "week", "hour", "minute")
    ):
        return True
    if after is not None and after.lower in (
        "year-old",
        "years",
        "year",
        "months",
        "month",
        "hours",
        "days",
        "weeks",
        "o'clock",
        "a.m.",
        "p.m.",
        "-year",
    ):
        return True
    if before is None or not found.bare or not isinstance(found.value, int) or not 1 <= found.value <= OLDEST:
        return False
    closing = after is None or after.text in (",", ")", ".", ";", "and")
    return (
        before.text in (",", "(")
        and closing
        and first >= 2
        and (tokens[first - 2].pos == "PROPN" or tokens[first - 2].entity == "PERSON")
    )


def _is_name(reading: Reading, lexicon: Counted, found: Quantity, inside: range) -> bool:
    tokens = reading.tokens
    first = inside[0]
    token = tokens[first]
    before = tokens[first - 1] if first else None
    after = tokens[inside.stop] if inside.stop < len(tokens) else None
    if found.value == 1 and token.lower == "one" and found.bare:
        return (
            after is None
            or after.pos not in (*NOUNS, "ADJ")
            or after.lower in ("another", "side", "thing", "way", "day", "time", "point")
        )
    if (
        token.entity in ("DATE", "TIME")
        and found.bare
        and "," not in token.text
        and (after is None or after.pos not in NOUNS)
        and token.dep not in ("nsubj", "nsubjpass")
    ):
        return True
    if before is None or not found.bare or not token.text[:1].isdigit():
        if found.bare and token.text[:1].isupper() and before is not None and after is not None:
            return after.pos == "PROPN" and after.entity == token.entity and after.entity in NAMED
        return bool(
            found.bare
            and token.pos == "PROPN"
            and token.text[:1].isupper()
            and first
            and before is not None
            and before.pos == "PROPN"
        )
    if before.lower in lexicon.labels or before.text in ("#", "G-", "No", "Nos"):
        return True
    if before.text == "." and first > 1 and tokens[first - 2].lower in ("no", "nos", "art", "sec"):
        return True
    if before.lower in lexicon.names and before.text[:1].isupper():
        return True
    near = before.span.end + 1 >= token.span.start and "," not in token.text
    if near and before.pos == "PROPN" and token.head == first - 1:
        return True
    return near and token.entity in ("PRODUCT", "FAC", "LAW", "WORK_OF_ART") and before.entity == token.entity
