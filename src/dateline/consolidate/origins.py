"""On whose word a claim rests: through copies to the report that has it first-hand, and there to the one it cites."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.consolidate.assertions import Assertion
from dateline.consolidate.sources import Source
from dateline.knowledge import Knowledge
from dateline.model.consolidated import Independence, Origin, OriginKind
from dateline.model.lineage import Edge
from dateline.model.marks import Statement
from dateline.model.text import Span

GENERIC = re.compile(r"(?:the|this|that|its|their|his|her|it|he|she|they)\b", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:a|an|the|its|his|her|their)\s+", re.IGNORECASE)
COUNTING = re.compile(
    r"^(?:(?:a|an|the|one|two|three|four|five|six|several|some|both|all|other|another|second|third|first|senior|top|"
    r"high-ranking|of)\s+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Voice:
    """Who vouches for an assertion in the report that has it first-hand. `country` is ISO 3166-1 alpha-3."""

    kind: OriginKind
    name: str
    country: str | None
    key: str
    spans: tuple[Span, ...]
    words: str = ""


class Voices:
    """Tells who speaks: reads the source of a statement, and follows `the official` back to whom it means."""

    def __init__(self, knowledge: Knowledge) -> None:
        data = knowledge.lexicons.read("consolidating")
        documents = "|".join(re.escape(row["words"]) for row in data["documents"])
        self._documents = re.compile(rf"\b(?:{documents})\b", re.IGNORECASE)
        self._unidentified = frozenset(data["unidentified"].split())

    def voice(self, source: Source, number: int | None) -> Voice:
        """The voice behind a statement of a report; the report's own where there is none."""
        if number is None:
            return own_voice(source)
        said = source.reading.statements[number]
        if not said.source:
            return Voice("unknown", "somebody", None, f"unknown:{source.house or source.id}", ())
        text = source.report.text
        name = " ".join(" ".join(span.of(text) for span in said.source).split())
        actor = None if said.source_actor is None else source.reading.actors[said.source_actor]
        country = actor.country if actor else None
        if self._is_person(source, said):
            assert actor is not None
            key = f"person:{(actor.id or actor.name).casefold()}"
            return Voice("person", actor.name, country, key, said.source, name)
        document = self._documents.search(_sentence(source, said))
        if said.source_kind in ("institution", "document") and document:
            return Voice(
                "document", document.group().lower(), None, f"document:{document.group().casefold()}", said.source
            )
        if said.source_kind in ("institution", "document") and GENERIC.match(name) and self._joint(source, number):
            return Voice("document", "joint statement", None, "document:joint statement", said.source)
        if said.source_kind == "outlet":
            return self._outlet(source, number, name, country, said)
        if said.source_kind == "institution":
            label = actor.name if actor else name
            return Voice(
                "institution", label, country, f"institution:{(actor and actor.id) or label.casefold()}", said.source
            )
        if said.source_kind == "document":
            return Voice("document", name, None, f"document:{_plain(name)}:{source.house or source.id}", said.source)
        whole, meant = self._described(source, number, name)
        if _plain(whole) in self._unidentified or not _plain(whole):
            return Voice("unknown", whole, None, f"unknown:{source.house or source.id}", said.source)
        side = country or _country(source, said) or _country(source, meant)
        return Voice(
            "unnamed", whole, side, f"unnamed:{side or _plain(whole)}:{source.house or source.id}", said.source
        )

    def _is_person(self, source: Source, said: Statement) -> bool:
        if said.source_actor is None:
            return False
        actor = source.reading.actors[said.source_actor]
        if (actor.id or "").startswith("person:"):
            return True
        named = {
            source.reading.actors[one.source_actor].name
            for one in source.reading.statements
            if one.source_kind == "named" and one.source_actor is not None
        }
        return said.source_kind == "named" or (actor.name in named and len(actor.name.split()) > 1)

    def _joint(self, source: Source, number: int) -> bool:
        """Whether a document that is only pointed at (`the statement`) was named in full before."""
        return any(self._documents.search(_sentence(source, one)) for one in source.reading.statements[:number])

    def _outlet(self, source: Source, number: int, name: str, country: str | None, said: Statement) -> Voice:
        from dateline.consolidate.credits import means

        if any(means(name.removeprefix("the ").removeprefix("The "), one) for one in source.credits.publisher.names):
            return own_voice(source)
        if GENERIC.match(name):
            for one in reversed(source.reading.statements[:number]):
                earlier = " ".join(span.of(source.report.text) for span in one.source)
                if one.source_kind == "outlet" and earlier and not GENERIC.match(earlier):
                    name = earlier
                    break
        credited = source.credits.outlets.named(name)
        key = credited.id if credited else _plain(name)
        return Voice("outlet", credited.name if credited else name, country, f"outlet:{key}", said.source)

    def _described(self, source: Source, number: int, name: str) -> tuple[str, Statement]:
        """The fullest words for somebody unnamed: `the official` is the `senior defense official` told of before."""
        said = source.reading.statements[number]
        actor = None if said.source_actor is None else source.reading.actors[said.source_actor].name
        best = _short(actor) if actor and len(actor) > len(_short(name)) and not GENERIC.match(actor) else _short(name)
        head = _plain(best).split(" ")[-1:]
        if GENERIC.match(name) or len(best.split()) < 2 or COUNTING.match(name):
            for one in source.reading.statements[: number + 1]:
                words = _short(" ".join(span.of(source.report.text) for span in one.source))
                if one.source_kind == "unnamed" and _plain(words).split(" ")[-1:] == head and len(words) > len(best):
                    best, said = words, one
        return ARTICLE.sub("", best), said


def own_voice(source: Source) -> Voice:
    """The report's own."""
    return Voice("outlet", source.publisher, None, f"voice:{source.house or source.id}", ())


def _short(name: str) -> str:
    """A description without its clauses: `The official, who spoke …` is `The official`."""
    return re.split(r",| who | that | which | speaking | quoted | told ", name)[0].strip()


def _plain(name: str) -> str:
    words = COUNTING.sub("", name.casefold()).split()
    return " ".join(word.removesuffix("s") if len(word) > 3 else word for word in words)


def _sentence(source: Source, said: Statement) -> str:
    at = said.start
    for sentence in source.reading.sentences:
        if sentence.span.start <= at < sentence.span.end:
            return sentence.span.of(source.report.text)
    return ""


def _country(source: Source, said: Statement) -> str | None:
    """The country of whom the words of a source name: `two U.S. officials`."""
    for actor in source.reading.actors:
        if actor.country and any(span.contains(actor.span) for span in said.source):
            return actor.country
    return None


class Ancestry:
    """For each report the reports that it has text from, those that have it from the same place as it has, and how many
    were made of it."""

    def __init__(self, edges: Iterable[Edge]) -> None:
        self.parents: dict[str, dict[str, Edge]] = {}
        self.siblings: dict[str, dict[str, Edge]] = {}
        self.made: dict[str, int] = {}
        self.add(edges)

    def add(self, edges: Iterable[Edge]) -> set[str]:
        """Take in edges; the reports that have something from another now, and had nothing before."""
        found = set()
        for edge in edges:
            if edge.relation not in ("copy", "derived"):
                continue
            if edge.direction in ("a_from_b", "b_from_a"):
                child, parent = (edge.a, edge.b) if edge.direction == "a_from_b" else (edge.b, edge.a)
                if child not in self.parents:
                    found.add(child)
                listed = self.parents.setdefault(child, {})
                if parent not in listed:
                    self.made[parent] = self.made.get(parent, 0) + 1
                listed[parent] = edge
            else:
                self.siblings.setdefault(edge.a, {})[edge.b] = edge
                self.siblings.setdefault(edge.b, {})[edge.a] = edge
        return found

    def remove(self, report: str) -> set[str]:
        """Forget a report; those that have nothing from another now."""
        for parent in self.parents.pop(report, ()):
            self.made[parent] -= 1
        for sibling in self.siblings.pop(report, ()):
            self.siblings[sibling].pop(report, None)
        found = set()
        if self.made.pop(report, 0):
            for child, listed in list(self.parents.items()):
                if listed.pop(report, None) is not None and not listed:
                    del self.parents[child]
                    found.add(child)
        return found

    def first_hand(self, report: str) -> bool:
        """Whether nothing that is known lies before it."""
        return report not in self.parents


def roots(
    members: Sequence[Assertion], ancestry: Ancestry, fits: Callable[[int, int], bool] = lambda one, other: True
) -> list[int]:
    """For each assertion of a claim the one, by its number, that has it first-hand as far as the reports tell.

    A report that was made of another has the claim from there where that one tells it too. Reports with a common
    source have it from one place: the earliest of them stands for it. `fits` says whether one assertion can come from
    another, by their numbers.
    """
    by_report: dict[str, list[int]] = {}
    for number, one in enumerate(members):
        by_report.setdefault(one.source.id, []).append(number)
    up = list(range(len(members)))
    for report, numbers in by_report.items():
        parents = [parent for parent in ancestry.parents.get(report, {}) if parent in by_report]
        best = max(parents, key=lambda parent: (ancestry.parents[report][parent].score, parent), default="")
        siblings = [
            other
            for other in ancestry.siblings.get(report, {})
            if other in by_report and _before(members, by_report, other, report)
        ]
        for number in numbers:
            choices = [one for parent in parents for one in by_report[parent] if fits(number, one)]
            if choices:
                up[number] = _nearest(members, number, choices, best)
                continue
            choices = [one for other in siblings for one in by_report[other] if fits(number, one)]
            if choices:
                up[number] = min(
                    choices, key=lambda one: (members[one].source.published or "9", members[one].source.id)
                )
    return [_top(number, up) for number in range(len(members))]


def _before(members: Sequence[Assertion], by_report: Mapping[str, Sequence[int]], one: str, other: str) -> bool:
    first, second = members[by_report[one][0]].source, members[by_report[other][0]].source
    return (first.published or "9", first.id) < (second.published or "9", second.id)


def _nearest(members: Sequence[Assertion], number: int, choices: Sequence[int], best: str) -> int:
    """Of several that may lie behind one, that whose publisher the words name, else that with most terms in common."""
    mine = members[number]
    told = (mine.statement.audience or "") if mine.statement else ""
    credited = [
        one for one in choices if told and any(name in told for name in members[one].source.credits.publisher.names)
    ]
    return max(
        credited or choices,
        key=lambda one: (
            len(mine.terms.keys() & members[one].terms.keys()) / max(1, len(members[one].terms)),
            members[one].source.id == best,
            -one,
        ),
    )


def _top(number: int, up: Sequence[int]) -> int:
    seen = set()
    while up[number] != number and number not in seen:
        seen.add(number)
        number = up[number]
    return number


def origins(
    members: Sequence[Assertion],
    ancestry: Ancestry,
    voices: Voices,
    fits: Callable[[int, int], bool] = lambda one, other: True,
) -> tuple[list[Origin], list[int]]:
    """The origins of a claim, the widest told first, and for each assertion the number of its origin."""
    tops = roots(members, ancestry, fits)
    voice_of = {top: _first_voice(members[top], ancestry, voices) for top in set(tops)}
    _join_described(voice_of)
    groups: dict[str, list[int]] = {}
    for number, top in enumerate(tops):
        groups.setdefault(voice_of[top].key, []).append(number)
    found = []
    for key, numbers in groups.items():
        heads = sorted(
            {tops[number] for number in numbers}, key=lambda top: (members[top].source.published or "9", top)
        )
        voice = max((voice_of[top] for top in heads), key=lambda one: (len(one.name), one.name))
        first = members[heads[0]].source
        through = tuple(dict.fromkeys(_through(members[top], ancestry) for top in heads))
        cited = voice_of[heads[0]].spans
        found.append(
            Origin(
                key,
                voice.kind,
                voice.name,
                voice.country,
                through,
                tuple(dict.fromkeys(members[top].source.id for top in heads)),
                tuple(dict.fromkeys(members[number].source.id for number in numbers)),
                first.cite(cited[0]) if cited else None,
            )
        )
    found.sort(key=lambda one: (-len(one.reports), one.key))
    place = {one.key: number for number, one in enumerate(found)}
    return found, [place[voice_of[top].key] for top in tops]


def _through(member: Assertion, ancestry: Ancestry) -> str:
    """The publisher that has it first-hand: an agency that a report is tagged with stands before its own."""
    tags = [one for one in member.source.credits.listed if one.how == "tag"]
    known = member.source.credits.outlets
    named = [row.name if (row := known.named(one.outlet)) else one.outlet for one in tags]
    named += [name for name in member.source.credits.authors if name not in named]
    return named[0] if named and ancestry.first_hand(member.source.id) else member.source.publisher


def _first_voice(member: Assertion, ancestry: Ancestry, voices: Voices) -> Voice:
    voice = voices.voice(member.source, member.voucher)
    said = member.statement
    if voice.kind == "unnamed" and said is not None and said.audience:
        row = member.source.credits.outlets.named(said.audience)
        told = row.family if row else said.audience.casefold()
        if not any(
            name.casefold() in told or told in name.casefold() for name in member.source.credits.publisher.names
        ):
            parts = voice.key.split(":")
            return Voice(voice.kind, voice.name, voice.country, ":".join([*parts[:-1], told]), voice.spans)
    return voice


def _join_described(voices: dict[int, Voice]) -> None:
    """Somebody unnamed who is described in the words of somebody named is that one: `the army's chief of staff`."""
    named = [one for one in voices.values() if one.kind == "person"]
    for number, one in list(voices.items()):
        if one.kind != "unnamed":
            continue
        words = set(re.findall(r"\w{4,}", one.name.casefold()))
        for person in named:
            if len(words) >= 2 and words <= set(re.findall(r"\w{4,}", person.words.casefold())):
                voices[number] = person


def independence(found: Sequence[Origin]) -> Independence:
    """Whether origins are known to be apart: each is known, no two are of one country, and none is a paper's own word.

    Two outlets that say the same in their own voice may both have it from one official; so may two officials of one
    government be one. That is unknown, not assumed.
    """
    if len(found) < 2:
        return "one"
    for one in found:
        if one.kind in ("unknown",) or one.key.startswith("voice:"):
            return "unknown"
    countries = [one.country for one in found if one.kind in ("unnamed", "institution", "person", "outlet")]
    if any(country is None for country in countries) or len(set(countries)) < len(countries):
        return "unknown"
    return "independent"


def summary(reports: int, found: Sequence[Origin], apart: Independence) -> str:
    """What a person wants to know at a glance: `9 reports, 3 origins, all unnamed U.S. officials`."""
    told = f"{reports} report{'s' * (reports != 1)}, {len(found)} origin{'s' * (len(found) != 1)}"
    if all(one.kind == "unnamed" for one in found) and (common := _common([one.name for one in found])):
        alone = len(found) == 1 and not common.endswith("s")
        told += f", {'all ' * (len(found) > 1)}{'an ' * alone}unnamed {common}"
    elif len(found) <= 3:
        told += ": " + ", ".join(named(one) for one in found)
    else:
        told += ": " + ", ".join(named(one) for one in found[:2]) + f" and {len(found) - 2} more"
    if apart == "unknown":
        told += "; whether they are independent is not known"
    return told


def named(one: Origin) -> str:
    """An origin as a person reads it."""
    if one.key.startswith("voice:"):
        return f"{one.name} in its own voice"
    what = f"unnamed {COUNTING.sub('', one.name)}" if one.kind == "unnamed" else one.name
    through = [name for name in one.through if name and name != one.name]
    return f"{what} through {' and '.join(through[:3])}" if through and one.kind in ("unnamed", "unknown") else what


def _common(names: Sequence[str]) -> str:
    """The words that end all descriptions, as a plural: `U.S. officials`; a single one keeps its number."""
    rows = [COUNTING.sub("", name).split() for name in names]
    heads = {row[-1].casefold().removesuffix("s") for row in rows if row}
    if len(heads) != 1 or not all(rows):
        return ""
    if len(rows) == 1:
        return " ".join(rows[0])
    shared = [word for word in rows[0][:-1] if all(word in row for row in rows)]
    head = rows[0][-1]
    return " ".join([*shared, head if head.endswith("s") else f"{head}s"])
