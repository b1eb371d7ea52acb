"""From resolved mentions to places: in what form a place is named, and how far off its point can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.annotate.where.relative import relatives
from dateline.annotate.where.resolution import Resolved
from dateline.knowledge import Knowledge
from dateline.knowledge.gazetteer import Entry
from dateline.model.marks import Place, PlaceForm
from dateline.model.reading import Reading

KNOWN = 0.6
"""A name that the gazetteer lacks is kept where it is at least so likely a place. Tuned with `recognition.LEAST`."""


def finish(reading: Reading, resolved: Sequence[Resolved], knowledge: Knowledge) -> tuple[Place, ...]:
    """`places` of the reading, in text order: what is named, and what is told by its distance or side from that."""
    words = _words(knowledge)
    named = [
        _place(one, _form(reading, one, words))
        for one in resolved
        if one.entry is not None or one.mention.likely >= KNOWN
    ]
    told = relatives(reading, [*zip(named, _entries(resolved), strict=True)], knowledge)
    return tuple(sorted((*named, *told), key=lambda place: (place.span, place.form)))


def _entries(resolved: Sequence[Resolved]) -> list[Entry | None]:
    return [one.entry for one in resolved if one.entry is not None or one.mention.likely >= KNOWN]


def _words(knowledge: Knowledge) -> Mapping[str, frozenset[str]]:
    lexicon = knowledge.lexicons.read("places")
    return {name: frozenset(lexicon[name]) for name in ("says", "relations", "of_power", "locative")}


def _place(one: Resolved, form: PlaceForm) -> Place:
    candidate, entry = one.mention.candidate, one.entry
    if entry is None:
        return Place(candidate.span, candidate.text, form, score=round(one.mention.likely * 0.5, 3))
    return Place(
        candidate.span,
        entry.name,
        form,
        entry.kind,
        entry.lat,
        entry.lon,
        entry.radius_km,
        entry.country or None,
        entry.admin1 or None,
        entry.geonames or None,
        round(one.mention.likely * one.sure, 3),
    )


def _form(reading: Reading, one: Resolved, words: Mapping[str, frozenset[str]]) -> PlaceForm:
    candidate, entry = one.mention.candidate, one.entry
    if candidate.peoples and (not candidate.entries or (entry is not None and _only_people(one, entry))):
        return "demonym"
    if entry is None:
        return "name"
    seat, capital = entry.feature == "SEAT", entry.feature == "PPLC"
    if not (seat or capital or entry.kind == "country"):
        return "name"
    grammar, tokens = reading.grammar, reading.tokens
    at = grammar.head_of(candidate.span)
    if at is None:
        return "name"
    head, governor = tokens[at], tokens[tokens[at].head]
    if head.dep == "conj" and governor.dep in ("nsubj", "pobj"):
        head, governor = governor, tokens[governor.head]
    if head.dep == "nsubj" and governor.lemma in words["says"]:
        return "metonym"
    if head.dep == "pobj" and governor.lower in ("between", "with"):
        above = tokens[governor.head]
        if above.lemma in words["relations"] or (
            above.pos == "VERB" and above.lemma in words["says"] and governor.lower == "with"
        ):
            return "metonym"
    if head.dep == "pobj" and governor.lower == "by" and governor.dep == "agent" and (seat or capital):
        return "metonym"
    if (seat or capital) and head.dep == "poss" and governor.lemma.lower() in words["of_power"]:
        return "metonym"
    if seat:
        return "name" if head.dep == "pobj" and governor.lower in words["locative"] else "metonym"
    return "name"


def _only_people(one: Resolved, entry: Entry) -> bool:
    return entry.number not in {other.number for other in one.mention.candidate.entries}
