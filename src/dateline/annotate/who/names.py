"""Where a known name stands: states, people, groups and organisations of the actor list, by their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.knowledge.actors import ActorEntry, ActorIndex, StateName, fold
from dateline.model.grammar import Grammar
from dateline.model.marks import Place
from dateline.model.tokens import Token

STANCES = frozenset({"pro", "anti", "non", "ex"})
"""What comes before a hyphen and turns a nationality into a stance: a pro-Russian rebel need not be Russian."""
LINKS = frozenset(
    """
    backed allied held controlled sponsored funded trained supported occupied administered armed born friendly
    aligned made built linked affiliated inspired supplied financed annexed proxy style
    """.split()  # noqa: SIM905
)
"""What comes after a hyphen and says that the country is not whose the thing is: an Iran-backed militia."""
NAMELESS = frozenset({"PUNCT", "SPACE", "VERB", "AUX", "ADP", "PRON", "DET", "SCONJ", "CCONJ"})
PLAIN = 0.85
"""Score of a division of a country that is meant though a state has its name, with nothing beside it to say so."""
folded = lru_cache(maxsize=65536)(fold)


@dataclass(frozen=True, slots=True)
class Named:
    """Words `first` to `last` (half open) that name a state or an entry of the list."""

    first: int
    last: int
    state: StateName | None = None
    entries: tuple[ActorEntry, ...] = ()


def scan(grammar: Grammar, index: ActorIndex, text: str, when: str | None) -> list[Named]:
    """All known names, the longest at each place, in text order."""
    tokens, found = grammar.tokens, []
    for sentence in grammar.sentences:
        position = sentence.first
        while position < sentence.last:
            named = _at(tokens, position, sentence.last, index, text, when)
            if named is None:
                position += 1
            else:
                found.append(named)
                position = named.last
    return found


def _at(
    tokens: Sequence[Token], first: int, limit: int, index: ActorIndex, text: str, when: str | None
) -> Named | None:
    longest = index.longest.get(folded(tokens[first].text))
    if not longest or not _can_begin(tokens[first]):
        return None
    words: list[str] = []
    ends: list[tuple[int, str]] = []
    for position in range(first, min(limit, first + longest * 2)):
        word = folded(tokens[position].text)
        if not word and (position == first or tokens[position].text not in "-–—.'’()"):
            break
        if word:
            words.append(word)
            ends.append((position + 1, " ".join(words)))
        if len(words) >= longest:
            break
    for last, key in reversed(ends):
        if not index.knows(key):
            continue
        surface = text[tokens[first].span.start : tokens[last - 1].span.end]
        state = index.state(surface, when)
        if state is not None and not _part_of_person(tokens, first, last) and not _elsewhere(tokens, first):
            return Named(first, last, state=state)
        entries = tuple(index.lookup(surface, when))
        if entries:
            return Named(first, last, entries=entries)
    return None


def _can_begin(token: Token) -> bool:
    first = token.text[0]
    return (first.isupper() or first.isdigit() or token.pos == "PROPN" or not first.isascii()) and token.tag != "MD"


def _part_of_person(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a name that could be a state's is part of a longer person's name (Michael Jordan, Chad Smith)."""
    if last - first > 1 or tokens[first].entity != "PERSON":
        return False
    before = first > 0 and tokens[first - 1].entity == "PERSON" and not tokens[first].entity_start
    after = last < len(tokens) and tokens[last].entity == "PERSON" and not tokens[last].entity_start
    return before or after


def _elsewhere(tokens: Sequence[Token], first: int) -> bool:
    """Whether `New` makes another place of it (New Mexico, New South Wales)."""
    before = {tokens[position].text for position in range(max(0, first - 2), first)}
    return "New" in before and tokens[first - 1].text in ("New", "South")


def countries(
    grammar: Grammar, named: Sequence[Named], places: Sequence[Place], index: ActorIndex
) -> tuple[Mapping[int, str], Mapping[int, Place]]:
    """Country (alpha-3) of each word that names one or lies in one, and the place that covers each word.

    What the gazetteer found in context goes before what the name alone says, but a state's own name stays the state
    unless the place is one of the same name inside another, and another place of that other country is named too:
    "Georgia" beside Atlanta.
    """
    of_word: dict[int, str] = {}
    covering: dict[int, Place] = {}
    for one in named:
        if one.state is not None:
            of_word.update(dict.fromkeys(range(one.first, one.last), one.state.state.alpha3))
    local: dict[str, set[str]] = {}
    for place in places:
        if place.country is not None and place.kind != "country" and place.form == "name":
            local.setdefault(place.country, set()).update(
                folded(grammar.tokens[at].text) for at in grammar.within(place.span)[:1]
            )
    for place in places:
        country = index.alpha3.get(place.country or "")
        inside = grammar.within(place.span)
        own = {of_word.get(position) for position in inside} - {None}
        beside = local.get(place.country or "", set()) - {folded(grammar.tokens[at].text) for at in inside}
        keeps = bool(own) and country not in own and place.kind == "admin1" and not beside and place.score < PLAIN
        for position in inside:
            covering[position] = place
            if country is not None and not keeps:
                of_word[position] = country
    return of_word, covering


def stands_for_whom(tokens: Sequence[Token], position: int) -> bool:
    """Whether a nationality before a noun says whose it is: `pro-Russian`, `Iran-backed`, `ethnic Albanian` do not."""
    if position >= 2 and tokens[position - 1].text in "-–" and tokens[position - 2].lower in STANCES:
        return False
    if position and tokens[position - 1].lower == "ethnic":
        return False
    word = tokens[position].lower
    if word.startswith(("pro-", "anti-")) or any(word.endswith("-" + link) for link in LINKS):
        return False
    after = position + 1
    return not (after + 1 < len(tokens) and tokens[after].text in "-–" and tokens[after + 1].lower in LINKS)
