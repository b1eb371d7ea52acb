"""Which candidates are places: each is scored by what it is and where it stands; the best that do not overlap stay."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from dateline.annotate.where.spans import GENERIC_AFTER, GENERIC_BEFORE, PLACE_TYPES, Candidate
from dateline.annotate.where.trees import Trees, likelihood
from dateline.annotate.where.weight import weight_of
from dateline.knowledge import Knowledge
from dateline.knowledge.gazetteer import Entry
from dateline.model.heard import Hint
from dateline.model.reading import Reading
from dateline.model.text import Span
from dateline.model.tokens import Token

LEAST = 0.36
"""A candidate that is less likely is left out. Tuned on the four corpora of places, each left out in turn: F1 and end
to end F1 are flat from .3 to .42, and recall is dearer than precision on news of other places."""

HEARD = 2.0
"""What a place that the trained reader is sure of adds to the log-odds of a name of the gazetteer. Tuned on the
documents that the reader's training left out, each corpus also left out by the trees: F1 of all .877 without, .885 at
1, .893 at 2; to take anything from names that it does not hear lowers it."""

KINDS = ("country", "admin1", "admin2", "settlement", "airport", "base", "region", "water", "landmark")
TYPES = ("GPE", "LOC", "FAC", "NORP", "ORG", "PERSON", "")
DEPS = ("pobj", "nsubj", "compound", "poss", "appos", "npadvmod", "dobj", "amod", "conj", "ROOT", "nmod", "attr")
TAGS = ("NNP", "NNPS", "JJ", "NN", "NNS")

FEATURES = (
    "words", "length", "is first", "is upper", "is mixed", "has dot", "has digit", "has comma", "has and",
    "entries", "log population", "primary", "is adjective", "is people only", "best type", "settlement only",
    "country only",
    *(f"kind {kind}" for kind in KINDS), "seat",
    *(f"entity {kind or 'none'}" for kind in TYPES), "entity whole", "entity inside", "entity left", "entity right",
    "entity left type", "entity right type",
    *(f"dep {dep}" for dep in DEPS), *(f"tag {tag}" for tag in TAGS), "propn share",
    "before locative", "before direction", "before title", "before capital", "before comma", "before the",
    "before of place",
    "before institution of", "before in", "before of", "before from", "before say", "before person",
    "after capital", "after possessive", "after comma", "after of place", "after institution", "after says",
    "after direction",
    "after generic", "before generic", "after hyphen", "before hyphen", "after bracket", "before bracket", "after dash",
    "after comma division", "before comma place", "head capital", "head of place", "governor locative", "governor says",
    "generic inside", "longer candidate", "shorter candidate", "longer known", "lower share", "paragraph first",
    "as place", "as person", "as organisation", "same count", "part of person", "part of place", "sentence upper",
    "postal", "postal after comma", "digits before", "digits after", "title words", "others known", "list of places",
    "capital", "seat of division", "best share", "log best", "said with city",
)  # fmt: skip


SETTLED = frozenset({"city", "town", "village", "capital", "suburb", "outskirts", "port"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A candidate that is taken for a place, with how likely it is one."""

    candidate: Candidate
    likely: float


@lru_cache(maxsize=4)
def _trees(weights: Any) -> Trees:
    return Trees(weights.read("places_names"))


@lru_cache(maxsize=4)
def _words(lexicons: Any) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicons.read("places").items()}


def recognise(reading: Reading, candidates: Sequence[Candidate], knowledge: Knowledge) -> list[Mention]:
    """The mentions of a report in text order, none overlapping another."""
    if not candidates:
        return []
    words = _words(knowledge.lexicons)
    odds = _trees(knowledge.weights).score(features(reading, candidates, words))
    scores = likelihood(odds + np.array(heard_odds(reading, candidates), np.float32))
    scored = list(zip(map(float, scores), candidates, strict=True))
    return chosen(certain(reading, scored, words), LEAST)


def heard_odds(reading: Reading, candidates: Sequence[Candidate]) -> list[float]:
    """What the trained reader adds to the log-odds of each candidate; all 0 where it heard nothing in the report.

    The trees were taught on reports that the reader was taught on too, so that what it hears is no column of theirs.
    """
    hints = [one for one in reading.heard if isinstance(one, Hint) and one.kind == "place"]
    if not hints:
        return [0.0] * len(candidates)
    by_start = sorted(hints, key=lambda hint: hint.span)
    starts = [hint.span.start for hint in by_start]
    added = []
    for one in candidates:
        last = bisect_left(starts, one.span.end)
        near = by_start[max(0, last - 3) : last]
        share = max((hint.score for hint in near if _alike(hint.span, one.span)), default=0.0)
        added.append(HEARD * share if one.entries or one.peoples else 0.0)
    return added


def _alike(one: Span, other: Span) -> bool:
    """Do two spans share more than half of what they cover together?"""
    return 2 * (min(one.end, other.end) - max(one.start, other.start)) > max(one.end, other.end) - min(
        one.start, other.start
    )


def certain(
    reading: Reading, scored: Sequence[tuple[float, Candidate]], words: Mapping[str, frozenset[str]]
) -> list[tuple[float, Candidate]]:
    """The scores, raised where the gazetteer leaves little doubt that the trees, taught on other news, could have.

    A seat of power is one wherever it is named; a capital that says something stands for its state; the longer name of
    an airport, base or landmark beats the town in it; and what follows "north of" or "the town of" is a place.
    """
    best: dict[int, float] = {}
    for score, one in scored:
        for at in range(one.first, one.last):
            best[at] = max(best.get(at, 0.0), score)
    raised = []
    for score, one in scored:
        entries = one.entries
        if entries and all(entry.feature == "SEAT" for entry in entries) and _stands_alone(reading, one):
            score = max(score, SURE)
        elif entries and one.last - one.first > 1 and all(entry.kind in FIXED for entry in entries):
            least = SURE if reading.tokens[one.last - 1].lower in SAYS_ITSELF else 0.0
            score = max(score, least, min(0.99, max(best[at] for at in range(one.first, one.last)) + 0.005))
        elif _at_a_distance(reading, one) or (
            entries
            and (
                _told_of(reading, one, words)
                or _taken(reading, one, words)
                or _so_far_off(reading, one)
                or (_is_capital(entries) and _says(reading, one, words))
            )
        ):
            score = max(score, SURE)
        raised.append((score, one))
    return raised


FIXED = frozenset({"airport", "base", "landmark", "region", "water"})
"""What has a name of its own, of several words, that is not also a person's."""

SAYS_ITSELF = frozenset({"airport", "airbase", "base", "airfield", "sea", "ocean", "strait", "gulf", "desert"})

SURE = 0.6

NO_HAMLET = 10_000
"""People from which a town is not rather somebody's surname: "left Gao", "left Greene"."""


def _stands_alone(reading: Reading, one: Candidate) -> bool:
    """Is there no other capitalised word before it? `Red House` and `Ann Langley` are other names."""
    if one.first == 0:
        return True
    before = reading.tokens[one.first - 1]
    return not (before.text[:1].isupper() and before.tag.startswith("NNP") and before.entity == "PERSON")


def _told_of(reading: Reading, one: Candidate, words: Mapping[str, frozenset[str]]) -> bool:
    """`north of Gao`, `the town of Gao`: what follows is a place, whatever it looks like."""
    tokens, first = reading.tokens, one.first
    if first < 2 or tokens[first - 1].lower != "of" or not tokens[first].text[:1].isupper():
        return False
    if one.last < len(tokens) and tokens[one.last].text[:1].isupper() and tokens[one.last].tag.startswith("NNP"):
        return False
    return tokens[first - 2].lower in SETTLED or tokens[first - 2].lower in words["bearings"]


def _taken(reading: Reading, one: Candidate, words: Mapping[str, frozenset[str]]) -> bool:
    """`left Gao`, `retook Gao`: what is entered or taken is a place, if the reader hears one or nothing denies it."""
    tokens, first, last = reading.tokens, one.first, one.last
    if not first or tokens[first - 1].lemma not in words["taking"] or tokens[first - 1].pos != "VERB":
        return False
    other = any(token.entity and token.entity not in (*PLACE_TYPES, "ORG") for token in tokens[first:last])
    if other and not any(heard_odds(reading, [one])):
        return False
    if not any(entry.kind in ("country", "admin1") or entry.population >= NO_HAMLET for entry in one.entries):
        return False
    longer = last < len(tokens) and (tokens[last].tag.startswith("NNP") or tokens[last].text in ("'s", "’s", "-"))
    return not longer and all(token.text[:1].isupper() for token in tokens[first:last])


FAR_OFF = re.compile(
    r",? (?:\((?:about )?)?(?:which |that )?(?:is |lies |sits )?(?:located |situated )?"
    r"(?:some |about |around |roughly |nearly |over )?"
    r"[\d,.]+(?: |-)(?:km|kilomet(?:er|re)s|miles)\b[^.;\n]{0,40}? (?:of|from|outside) (?=[A-Zt])"
)


def _so_far_off(reading: Reading, one: Candidate) -> bool:
    """`Agadez, some 700 km from the capital`: what lies so far from elsewhere is a place, if it begins like one."""
    head = reading.tokens[one.first]
    alone = one.first == 0 or not reading.tokens[one.first - 1].tag.startswith("NNP")
    return head.text[:1].isupper() and alone and FAR_OFF.match(reading.text, one.span.end) is not None


SO_FAR_FROM = re.compile(
    r"\d(?: |-)(?:km|kms|kilomet(?:er|re)s?|miles?)(?: away)?,? (?:\w+(?:-\w+)? )?"
    r"(?:from|of|outside) (?:the (?:town|village|city) of )?$"
)


def _at_a_distance(reading: Reading, one: Candidate) -> bool:
    """`40 km north of Ansongo`, `12 miles outside Ansongo`: a distance is counted from a place, known or not."""
    tokens, start = reading.tokens, one.span.start
    if not tokens[one.first].text[:1].isupper() or not SO_FAR_FROM.search(reading.text[max(0, start - 70) : start]):
        return False
    return one.last >= len(tokens) or not (
        tokens[one.last].text[:1].isupper() and tokens[one.last].tag.startswith("NNP")
    )


def _is_capital(entries: Sequence[Entry]) -> bool:
    return any(entry.feature == "PPLC" for entry in entries)


def _says(reading: Reading, one: Candidate, words: Mapping[str, frozenset[str]]) -> bool:
    tokens = reading.tokens
    at = reading.grammar.head_of(one.span)
    if (
        at is None
        or tokens[at].dep != "nsubj"
        or any(token.entity == "PERSON" for token in tokens[one.first : one.last])
    ):
        return False
    return tokens[tokens[at].head].lemma in words["says"]


def chosen(scored: Sequence[tuple[float, Candidate]], least: float) -> list[Mention]:
    """The likeliest first, then whatever does not overlap what was chosen before."""
    taken: list[tuple[float, Candidate]] = []
    used: set[int] = set()
    for score, one in sorted(scored, key=lambda pair: (-pair[0], pair[1].first)):
        words = range(one.first, one.last)
        if score >= least and used.isdisjoint(words):
            taken.append((score, one))
            used.update(words)
    return [Mention(one, score) for score, one in sorted(taken, key=lambda pair: pair[1].first)]


class Surroundings:
    """What the whole report tells of its capitalised words, counted once."""

    def __init__(self, reading: Reading, candidates: Sequence[Candidate]) -> None:
        tokens = reading.tokens
        self.lower: Counter[str] = Counter()
        self.capital: Counter[str] = Counter()
        self.as_type: dict[str, Counter[str]] = defaultdict(Counter)
        self.persons: set[str] = set()
        self.placed: set[str] = set()
        for token in tokens:
            if token.text.islower():
                self.lower[token.text] += 1
            elif token.text[:1].isupper():
                self.capital[token.lower] += 1
            if token.entity == "PERSON":
                self.persons.add(token.lower)
            elif token.entity in PLACE_TYPES:
                self.placed.add(token.lower)
        self.count: Counter[str] = Counter(one.text for one in candidates)
        self.starts: dict[int, list[Candidate]] = defaultdict(list)
        self.ends: dict[int, list[Candidate]] = defaultdict(list)
        self.cover: dict[int, list[Candidate]] = defaultdict(list)
        for one in candidates:
            self.starts[one.first].append(one)
            self.ends[one.last].append(one)
            for at in range(one.first, one.last):
                self.cover[at].append(one)
            self.as_type[one.text][tokens[one.last - 1].entity] += 1
        self.title = {word.strip(".,:;!?'\"’").lower() for word in (reading.report.title or "").split()}
        self.known = len({one.text for one in candidates if one.entries})


def features(
    reading: Reading, candidates: Sequence[Candidate], words: Mapping[str, frozenset[str]]
) -> list[list[float]]:
    """A row of FEATURES for each candidate."""
    around = Surroundings(reading, candidates)
    firsts = {sentence.first: sentence for sentence in reading.sentences}
    upper: dict[int, float] = {}
    for number, sentence in enumerate(reading.sentences):
        inside = [one.text for one in reading.tokens[sentence.first : sentence.last] if one.text.isalpha()]
        upper[number] = sum(text[:1].isupper() for text in inside) / max(1, len(inside))
    return [_row(reading, one, around, words, firsts, upper) for one in candidates]


def _population(entry: Entry) -> float:
    if entry.kind in ("country", "region", "water"):
        return max(7.0, math.log10(entry.population + 1))
    return math.log10(entry.population + 1)


def _row(
    reading: Reading,
    one: Candidate,
    around: Surroundings,
    words: Mapping[str, frozenset[str]],
    firsts: Mapping[int, Any],
    upper: Mapping[int, float],
) -> list[float]:
    tokens, grammar = reading.tokens, reading.grammar
    first, last = one.first, one.last
    inside = tokens[first:last]
    size = len(inside)
    sentence = grammar.sentence_of[first]
    start, end = reading.sentences[sentence].first, reading.sentences[sentence].last
    before: Token | None = tokens[first - 1] if first > start else None
    earlier: Token | None = tokens[first - 2] if first - 1 > start else None
    after: Token | None = tokens[last] if last < end else None
    left = before.lower.rstrip(".") if before else ""
    right = after.lower if after else ""
    head_at = last - 1
    for at in range(first, last):
        if not first <= tokens[at].head < last or tokens[at].head == at:
            head_at = at
            break
    head = tokens[head_at]
    governor = tokens[head.head]
    entries = one.entries
    kinds = {entry.kind for entry in entries}
    population = max((_population(entry) for entry in (*entries, *one.peoples)), default=0.0)
    types = [token.entity for token in inside]
    left_type = before.entity if before and before.entity and not inside[0].entity_start else ""
    right_type = after.entity if after and after.entity and not after.entity_start else ""
    text = one.text
    weights = [weight_of(entry) for entry in (*entries, *one.peoples)]
    heaviest = max(weights, default=0.0)
    surfaces = around.as_type[text]
    total = max(1, sum(surfaces.values()))
    longer = [other for at in (first, last - 1) for other in around.cover[at] if len(other.span) > len(one.span)]
    postal = len(text) == 2 and text.isupper() and "admin1" in kinds
    comma = right == "," and last + 1 < end
    division = comma and any(
        any(entry.kind in ("admin1", "country") for entry in other.entries) for other in around.starts.get(last + 1, ())
    )
    placed = left == "," and any(other.entries for other in around.ends.get(first - 1, ()))
    lowered = [token.lower for token in inside]
    lower = around.lower[lowered[0]] / (around.lower[lowered[0]] + around.capital[lowered[0]] or 1)
    row = [
        size, len(text), first == start, text.isupper() and len(text) > 3,
        text[1:] != text[1:].lower() and not text.isupper(),
        "." in text, any(sign.isdigit() for sign in text), "," in text, "and" in lowered,
        math.log1p(len(entries)), population, any(entry.primary for entry in entries), bool(one.peoples),
        bool(one.peoples) and not entries, sum(kind in PLACE_TYPES for kind in types) / size,
        kinds == {"settlement"}, kinds == {"country"},
        *(kind in kinds for kind in KINDS), any(entry.feature == "SEAT" for entry in entries),
        *(sum(kind == other for other in types) / size for kind in TYPES),
        bool(types[0]) and len(set(types)) == 1 and inside[0].entity_start and not right_type and not left_type,
        bool(left_type or right_type), bool(left_type), bool(right_type),
        TYPES.index(left_type) if left_type in TYPES else -1, TYPES.index(right_type) if right_type in TYPES else -1,
        *(head.dep == dep for dep in DEPS), *(head.tag == tag for tag in TAGS),
        sum(token.pos == "PROPN" for token in inside) / size,
        left in words["locative"], left in words["directions"], left in words["titles"],
        bool(before and before.text[:1].isupper() and first - 1 > start), left == ",", left == "the",
        left in words["of_place"],
        left == "of" and bool(earlier and earlier.lower in words["institutions_of"]), left == "in", left == "of",
        left == "from",
        bool(before and before.lemma in words["saying_place"]), bool(before and before.entity == "PERSON"),
        bool(after and after.text[:1].isupper()), right in ("'s", "’s", "'", "’"), right == ",",
        right in words["of_place"],
        right in words["institutions"], bool(after and after.lemma in words["says"]), right in words["directions"],
        right in GENERIC_AFTER, left in GENERIC_BEFORE, right == "-", left == "-", right == "(", left == "(",
        right in ("-", "–", "—", "--", "_"), division, placed,
        governor.text[:1].isupper() and head.dep == "compound",
        governor.lower in words["of_place"] and head.dep == "compound",
        head.dep == "pobj" and governor.lower in words["locative"],
        head.dep == "nsubj" and governor.lemma in words["says"],
        lowered[-1] in GENERIC_AFTER or lowered[0] in GENERIC_BEFORE, bool(longer),
        any(len(other.span) < len(one.span) for at in (first, last - 1) for other in around.cover[at]),
        any(other.entries for other in longer), lower, first in firsts and sentence == 0,
        sum(surfaces[kind] for kind in PLACE_TYPES) / total, surfaces["PERSON"] / total, surfaces["ORG"] / total,
        math.log1p(around.count[text]), any(word in around.persons for word in lowered),
        any(word in around.placed for word in lowered), upper[sentence],
        postal, postal and left == ",", bool(before and before.text.isdigit()),
        bool(after and after.text[:1].isdigit()),
        all(word in around.title for word in lowered), around.known,
        (left in (",", "and", "or", "/") and placed) or (right in (",", "and", "or", "/") and any(
            other.entries for other in around.starts.get(last + 1, ()))),
        any(entry.feature == "PPLC" for entry in entries), any(entry.feature == "PPLA" for entry in entries),
        heaviest / (sum(weights) or 1.0), math.log10(heaviest + 1),
        left == "of" and bool(earlier and earlier.lower in SETTLED),
    ]  # fmt: skip
    return [float(cell) for cell in row]
