"""What one noun phrase says of whom it means: name, country and sector from its own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.annotate.who.names import Named, countries, folded, scan, stands_for_whom
from dateline.annotate.who.people import Gender, Manners
from dateline.annotate.who.phrases import Phrase, is_head, phrase
from dateline.knowledge.actors import ActorEntry, ActorIndex, Agent
from dateline.model.grammar import Grammar
from dateline.model.marks import Place
from dateline.model.text import Span
from dateline.model.tokens import Token

NAMES = frozenset({"PERSON", "ORG", "NORP", "GPE", "LOC", "FAC", ""})
"""Entity types of proper nouns that can be an actor; dates, laws and works of art are none."""
FOREIGN = frozenset({"IGO", "NGO", "IMG", "MNC"})
"""Sectors of those who belong to no one country."""
OVERRULES = frozenset("REB IGO NGO PTY OPP PRM CRM BUS JRN LEG JUD COP EDU SPY MIL".split())  # noqa: SIM905
"""Sectors of an organisation that pass to those who act for it (a Hamas leader, a U.N. official)."""
ARMED = frozenset({"REB", "PRM", "CRM"})
"""Sectors whose soldiers and rulers are no army and no government."""
NATIVE = frozenset({"in", "at", "near", "outside", "inside", "across", "from", "within"})
"""Prepositions after a noun that tell whose it is, if nothing else does: police in Nairobi, refugees from Syria."""
FROM = frozenset({"from"})
"""The same for those who are often in another country than their own."""
FORMER = frozenset({"former", "ex", "late", "ousted", "deposed", "toppled", "exiled"})
ARTICLES = frozenset("the a an this that these those some any no his her its their".split())  # noqa: SIM905
CROWDS = frozenset({"thousands", "hundreds", "dozens", "scores"})
"""Numbers that, alone as a subject, are people: "thousands marched"."""
SURE = 0.9
"""Confidence from which an entry of the list answers for its name by itself."""
GENERIC = 0.6
"""Confidence of entries whose name others have too (a Congress, a Labour Party): not if the report is about another
country."""
UNSURE = 0.05
"""Difference of confidence within which entries of different countries are rivals."""
FOCUS = 0.6
"""Share of the report's mentions of countries that one country needs to be the one it is about."""
WAYS_OUT = 6
"""Owners followed at most (`the spokesman of the head of the council of …`), against cycles."""


@dataclass(slots=True)
class Mention:
    """An actor in the making. `kind` is `person`, `body`, `people` or `state`; `surnames` are what later mentions may
    use; `presumed` says that a last name alone was looked up in the list."""

    head: int
    span: Span
    name: str
    kind: str
    id: str | None = None
    country: str | None = None
    sector: str | None = None
    score: float = 0.5
    plural: bool = False
    gender: Gender | None = None
    proper: bool = False
    definite: bool = True
    noun: str = ""
    modifier: bool = False
    surnames: tuple[str, ...] = ()
    presumed: bool = False


@dataclass
class Scene:
    """One report with all that is needed to say who its words mean."""

    text: str
    grammar: Grammar
    index: ActorIndex
    manners: Manners
    places: Sequence[Place]
    when: str | None
    named: list[Named] = field(init=False)
    named_at: dict[int, Named] = field(init=False)
    roots: dict[Named, int] = field(init=False)
    country_of: Mapping[int, str] = field(init=False)
    focus: str | None = field(init=False)
    lands: frozenset[str | None] = field(init=False)
    place_of: Mapping[int, Place] = field(init=False)

    def __post_init__(self) -> None:
        self.named = scan(self.grammar, self.index, self.text, self.when)
        self.named_at = {position: one for one in self.named for position in range(one.first, one.last)}
        self.roots = {one: self._root(one) for one in self.named if one.last - one.first > 1}
        self.country_of, self.place_of = countries(self.grammar, self.named, self.places, self.index)
        self.focus = self._focus()
        bodies = (one.entries[0].country for one in self.named if one.entries)
        self.lands = frozenset((*self.country_of.values(), *bodies))

    def _focus(self) -> str | None:
        """The country that the report is about, if one is named at least twice and far more than all others."""
        counted = Counter(self.country_of.values())
        if not counted:
            return None
        (country, most), total = counted.most_common(1)[0], sum(counted.values())
        return country if most >= 2 and most / total >= FOCUS else None

    def _root(self, named: Named) -> int:
        """The word of a name that governs its others."""
        inside = range(named.first, named.last)
        for position in inside:
            above = self.tokens[position].head
            if above not in inside or above == position:
                return position
        return named.last - 1

    @property
    def tokens(self) -> Sequence[Token]:
        return self.grammar.tokens

    def words(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].span.start : self.tokens[last - 1].span.end]


def mentions(scene: Scene) -> list[Mention]:
    """Every phrase that can act or be acted on, and the countries that stand inside them, in text order."""
    found: dict[int, Mention] = {}
    for position in range(len(scene.tokens)):
        if is_head(scene.grammar, position):
            mention = _mention(scene, position)
            if mention is not None:
                found[position] = mention
    spans = {mention.span for mention in found.values()}
    for named in scene.named:
        inner = _modifier(scene, named, found)
        if inner is not None and inner.span not in spans:
            found.setdefault(named.last - 1, inner)
    for place in scene.places:
        inner = _place_modifier(scene, place, found)
        if inner is not None and inner.span not in spans:
            found.setdefault(inner.head, inner)
    return [found[position] for position in sorted(found)]


def _mention(scene: Scene, head: int) -> Mention | None:
    tokens = scene.tokens
    token = tokens[head]
    if token.entity not in NAMES and head not in scene.named_at and token.pos not in ("NOUN", "NUM"):
        return None
    if token.lower in scene.manners.nobody:
        return None
    found = phrase(scene.grammar, head)
    named = scene.named_at.get(head)
    if named is not None and scene.roots.get(named, head) != head:
        return None
    if found.of is not None and named is None:
        return _partitive(scene, found)
    if token.lower in CROWDS and token.dep == "nsubj" and found.first == head:
        return Mention(
            head, found.span(scene.grammar), token.text, "people", None, None, "CVL", 0.4, plural=True, noun="people"
        )
    if named is not None and named.last > found.last:
        found = Phrase(head, min(found.first, named.first), named.last)
    span = found.span(scene.grammar)
    if named is not None:
        return _known(scene, found, named, span)
    if token.entity == "PERSON" and token.pos == "PROPN":
        return _person(scene, found, span)
    agent = role(scene, found.first, head + 1)
    if agent is not None:
        return _common(scene, found, agent, span)
    place = scene.place_of.get(head)
    if place is not None:
        return _place(scene, found, place, span)
    if token.pos == "PROPN" and token.entity in NAMES:
        return _unknown(scene, found, span)
    return None


def role(scene: Scene, first: int, last: int) -> Agent | None:
    """The longest agents' noun that ends at `last`, singular or plural: `foreign minister` before `minister`."""
    tokens, best = scene.tokens, None
    endings = (folded(tokens[last - 1].lemma), folded(tokens[last - 1].text))
    before: list[str] = []
    for start in range(last - 1, max(first, last - 5) - 1, -1):
        if start < last - 1:
            word = folded(tokens[start].text)
            if word:
                before.insert(0, word)
        found = (scene.index.agents.get(" ".join((*before, end))) for end in endings)
        best = next((agent for agent in found if agent is not None), best)
    return best


def _partitive(scene: Scene, found: Phrase) -> Mention | None:
    assert found.of is not None
    if not is_head(scene.grammar, found.of) and scene.tokens[found.of].pos not in ("NOUN", "PROPN", "PRON"):
        return None
    inner = _mention(scene, found.of)
    if inner is None or inner.kind == "state":
        return None
    head = scene.tokens[found.head]
    plural = head.lower not in ("one", "member", "each", "another")
    kind = inner.kind if plural else "person"
    span = Span(found.span(scene.grammar).start, max(found.span(scene.grammar).end, inner.span.end))
    return Mention(
        found.head, span, span.of(scene.text), kind, inner.id if plural else None, inner.country, inner.sector,
        inner.score * 0.9, plural, noun=inner.noun, definite=inner.definite,
    )  # fmt: skip


def _known(scene: Scene, found: Phrase, named: Named, span: Span) -> Mention | None:
    tokens, head = scene.tokens, found.head
    if named.state is not None:
        return _state(scene, found, named, span)
    if named.last <= head and not named.first <= head < named.last:
        return None
    agent = role(scene, found.first, named.first)
    entry = choose(named, scene, owner(scene, found, skip=named))
    if entry is None:
        return _person(scene, found, span) if tokens[head].entity == "PERSON" else _unknown(scene, found, span)
    person = entry.id.startswith("person:")
    mention = Mention(
        head, span, entry.name, "person" if person else "body", entry.id, entry.country, entry.sector, entry.confidence,
        proper=True,
    )  # fmt: skip
    if not person and mention.country is None and entry.sector not in FOREIGN:
        whose = owner(scene, found, skip=named)
        mention.country = whose.country if whose is not None and whose.kind == "state" else None
    if person:
        _hold_office(scene, mention, entry, agent, found)
        mention.gender = _gender(scene, found.first, entry.name)
        mention.surnames = (folded(entry.name.split()[-1]), folded(scene.words(head, head + 1)))
    return mention


def _hold_office(scene: Scene, mention: Mention, entry: ActorEntry, agent: Agent | None, found: Phrase) -> None:
    former = any(scene.tokens[p].lower in FORMER for p in range(found.first, found.head))
    if former or (scene.when and entry.end and scene.when > entry.end and entry.sector == "GOV"):
        mention.sector = "ELI"
    elif agent is not None and agent.sector not in (None, "CVL", "SOC"):
        mention.sector = agent.sector
    elif not entry.valid(scene.when):
        mention.sector = None


def choose(named: Named, scene: Scene, whose: Mention | None) -> ActorEntry | None:
    """Which of several entries of one name is meant: the one of the owner's country, else the best if they agree.

    Entries that the list is unsure of must not contradict what the phrase itself says.
    """
    country = whose.country if whose is not None else None
    entries, best = named.entries, named.entries[0]
    if whose is not None and whose.kind == "body":
        for entry in entries:
            if entry.sector == whose.sector and entry.country == country:
                return entry
    if country is not None:
        fitting = [entry for entry in entries if entry.country == country]
        if fitting:
            return fitting[0]
        if best.country is not None and (best.confidence < SURE or not best.id.startswith("person:")):
            return None
    shared = best.confidence <= GENERIC and not best.id.startswith("person:")
    told = scene.index.state(scene.tokens[named.first].text) is not None
    if shared and not told and scene.focus not in (None, best.country):
        return None
    rivals = {entry.country for entry in entries if entry.confidence >= best.confidence - UNSURE}
    return best if len(rivals) == 1 or best.confidence >= SURE else None


def _state(scene: Scene, found: Phrase, named: Named, span: Span) -> Mention | None:
    assert named.state is not None
    tokens, head = scene.tokens, found.head
    country = scene.country_of.get(head, named.state.state.alpha3)
    form = named.state.form
    place = scene.place_of.get(head)
    if form in ("demonym", "people"):
        plural = tokens[head].tag in ("NNS", "NNPS") or form == "people" or tokens[max(head - 1, 0)].lower == "the"
        return Mention(
            head, span, span.of(scene.text), "people", f"state:{country}", country, None, 0.8, plural, proper=True
        )
    if form == "capital" and (place is None or place.form != "metonym") and not _acts(scene.grammar, head):
        return Mention(head, span, named.state.surface, "place", None, country, None, 0.2, proper=True)
    name = named.state.state.name if form == "name" or form == "capital" else named.state.surface
    if country != named.state.state.alpha3:
        name = named.state.surface
    sector = "GOV" if form != "name" or _acts(scene.grammar, head) else None
    sure = 0.95 if form == "name" else 0.75
    return Mention(head, span, name, "state", f"state:{country}", country, sector, sure, proper=True)


def _place(scene: Scene, found: Phrase, place: Place, span: Span) -> Mention | None:
    country = scene.index.alpha3.get(place.country or "")
    if place.form == "demonym":
        identity = f"state:{country}" if place.kind == "country" else None
        return Mention(found.head, span, span.of(scene.text), "people", identity, country, None, 0.6, True, proper=True)
    if place.form == "metonym":
        return Mention(found.head, span, place.name, "state", f"state:{country}", country, "GOV", 0.7, proper=True)
    if place.form == "relative":
        return None
    sure = 0.4 if _acts(scene.grammar, found.head) else 0.2
    return Mention(found.head, span, place.name, "place", None, country, None, sure, proper=True)


def _acts(grammar: Grammar, head: int) -> bool:
    """Whether the word stands where one acts or is acted on, not after `in` or `at`."""
    token = grammar.tokens[head]
    while token.dep == "conj":
        head = token.head
        token = grammar.tokens[head]
    if token.dep in ("nsubj", "nsubjpass", "dobj", "dative", "agent", "poss", "ROOT"):
        return True
    return token.dep == "pobj" and grammar.tokens[token.head].lower in (
        "by", "against", "to", "with", "between", "on", "for", "among", "upon", "toward", "towards", "of",
    )  # fmt: skip


def _person(scene: Scene, found: Phrase, span: Span) -> Mention:
    tokens, head = scene.tokens, found.head
    first = head
    while first > found.first and tokens[first - 1].entity == "PERSON" and not tokens[first].entity_start:
        first -= 1
    while (
        first < head
        and role(scene, first, first + 1) is not None
        and tokens[first].lower not in scene.manners.first_names
    ):
        first += 1
    last = head + 1
    name = scene.words(first, max(last, found.last)).removesuffix("'s").removesuffix("’s").strip()
    agent = role(scene, found.first, first)
    whose = owner(scene, found)
    mention = Mention(head, span, name, "person", proper=True, score=0.5)
    if agent is not None:
        mention.noun = agent.noun
        mention.score = 0.7
        mention.country, mention.sector = held(scene, agent, whose)
    elif whose is not None:
        mention.country = whose.country
    if agent is not None and any(tokens[p].lower in FORMER for p in range(found.first, first)):
        mention.sector = "ELI" if mention.sector in ("GOV", "LEG", "MIL") else mention.sector
    mention.gender = _gender(scene, found.first, name)
    mention.surnames = (folded(name.split()[-1]),) if name.split() else ()
    if len(name.split()) == 1:
        _in_the_news(scene, mention, titled=first > found.first)
    return mention


def _in_the_news(scene: Scene, mention: Mention, *, titled: bool) -> None:
    """A last name alone, of one whom the list has: filled in where all who may be meant agree.

    A frequent name needs a title, or a report in which the country of its bearer is named and that falls in his time.
    """
    entries = scene.index.surname(mention.name, scene.when)
    if mention.country is not None:
        entries = [entry for entry in entries if entry.country == mention.country]
    if folded(mention.name) in scene.manners.common_surnames and not titled:
        entries = [entry for entry in entries if entry.country in scene.lands and entry.valid(scene.when)]
    entries = [entry for entry in entries if entry.confidence >= entries[0].confidence]
    if not entries or len({entry.country for entry in entries}) > 1:
        return
    mention.country, mention.presumed = entries[0].country, True
    mention.sector = mention.sector or entries[0].sector
    mention.score = 0.6
    if len({entry.id for entry in entries}) == 1:
        mention.name, mention.id = entries[0].name, entries[0].id
        mention.gender = mention.gender or _gender(scene, mention.head, entries[0].name)


def _gender(scene: Scene, first: int, name: str) -> Gender | None:
    title = scene.tokens[first].lower
    given = name.split()[0].lower() if name.split() else ""
    return scene.manners.titles.get(title) or scene.manners.first_names.get(folded(given))


def _common(scene: Scene, found: Phrase, agent: Agent, span: Span) -> Mention:
    tokens, head = scene.tokens, found.head
    first = found.first
    while first < head and tokens[first].lower in ARTICLES:
        first += 1
    plural = tokens[head].tag in ("NNS", "NNPS") or tokens[head].lower in scene.manners.collective
    mention = Mention(head, span, scene.words(first, found.last), agent.kind, plural=plural, noun=agent.noun)
    if agent.kind == "people" and not plural:
        mention.kind = "person"
    mention.proper = tokens[head].pos == "PROPN"
    mention.definite = tokens[found.first].lower not in ("a", "an", "some", "another")
    mention.country, mention.sector = held(scene, agent, owner(scene, found), tokens[head].lemma.lower())
    if any(tokens[p].lower in FORMER for p in range(found.first, head)) and mention.sector in ("GOV", "LEG"):
        mention.sector = "ELI"
    mention.score = 0.7 if mention.country else 0.5
    mention.gender = scene.manners.titles.get(tokens[head].lower)
    return mention


def held(scene: Scene, agent: Agent, whose: Mention | None, lemma: str = "") -> tuple[str | None, str | None]:
    """Country and sector of those whom `agent` names and who are `whose`."""
    if whose is None:
        return None, agent.sector
    head = folded(agent.noun).rsplit(" ", 1)[-1]
    if whose.kind in ("body", "people", "person") and whose.sector in OVERRULES:
        if (
            head in scene.manners.generic
            or lemma in scene.manners.generic
            or agent.sector in ("CVL", "UAF", "REB", "SOC", "PTY")
        ):
            return whose.country, whose.sector
        if whose.sector in ARMED and agent.sector in ("MIL", "GOV"):
            return whose.country, whose.sector
        if whose.sector in FOREIGN:
            return None, "IGO" if whose.sector == "IGO" and agent.sector in ("GOV", "MIL", "COP") else agent.sector
    return whose.country, agent.sector or (whose.sector if whose.kind != "state" else None)


def _unknown(scene: Scene, found: Phrase, span: Span) -> Mention | None:
    """A name that is on no list: kept as it is called, with the country that stands in it and nothing guessed."""
    tokens, head = scene.tokens, found.head
    written = tokens[head].text
    if (
        "/" in written
        or "@" in written
        or not any(c.isalpha() for c in written)
        or tokens[head].entity in ("LOC", "FAC")
    ):
        return None
    first = found.first
    while first < head and (tokens[first].lower in ARTICLES or tokens[first].dep == "poss"):
        first += 1
    title = role(scene, first, head) if tokens[head - 1].pos == "PROPN" and first < head else None
    if title is not None and title.kind == "people" and role(scene, head, head + 1) is None:
        return _person(scene, found, span)
    name = scene.words(first, found.last)
    whose = owner(scene, found)
    agent = role(scene, first, head + 1)
    country = whose.country if whose is not None else None
    sector = agent.sector if agent is not None else None
    body = tokens[head].entity != "PERSON"
    kind, sure = ("body" if body else "person"), 0.4
    if tokens[head].entity == "GPE" and not _acts(scene.grammar, head):
        kind, sure = "place", 0.2
    mention = Mention(head, span, name, kind, None, country, sector, sure, proper=True)
    if len(name.split()) == 1 and agent is None and (tokens[head].entity != "GPE" or _acts(scene.grammar, head)):
        _in_the_news(scene, mention, titled=False)
    if mention.presumed:
        mention.kind = "person"
    if mention.kind == "person" and name.split():
        mention.surnames = (folded(name.split()[-1]),)
    return mention


def owner(scene: Scene, found: Phrase, skip: Named | None = None, ways: int = 0) -> Mention | None:
    """Whose the head is: the country or body that its own modifiers, possessor or complement name.

    Two different countries among the modifiers tell of no one: then None. A preposition of place is the last resort.
    """
    inside = [p for p in range(found.first, found.last) if p != found.head]
    if skip is not None:
        inside = [p for p in inside if not skip.first <= p < skip.last]
    from_inside = _owner_among(scene, found, inside)
    pronoun = any(scene.tokens[p].tag == "PRP$" for p in scene.grammar.children[found.head])
    if from_inside is not None or pronoun or ways > WAYS_OUT:
        return from_inside
    return _owner_behind(scene, found.head, ways)


def _owner_among(scene: Scene, found: Phrase, inside: Sequence[int]) -> Mention | None:
    tokens, bodies, lands = scene.tokens, [], []
    for position in inside:
        named = scene.named_at.get(position)
        if not stands_for_whom(tokens, position):
            continue
        if named is not None and named.entries and named.first == position:
            entry = named.entries[0]
            kind = "person" if entry.id.startswith("person:") else "body"
            bodies.append(
                Mention(position, tokens[position].span, entry.name, kind, entry.id, entry.country, entry.sector)
            )
        elif position and tokens[position - 1].lower == "to":
            continue
        elif position in scene.country_of:
            country = scene.country_of[position]
            lands.append(Mention(position, tokens[position].span, country, "state", None, country, "GOV"))
    if lands and all(body.sector == "IGO" for body in bodies) and len({land.country for land in lands}) == 1:
        return lands[0]
    if bodies:
        strongest = [body for body in bodies if body.kind == "body"] or bodies
        if lands and strongest[-1].country is None and strongest[-1].sector not in FOREIGN:
            strongest[-1].country = lands[0].country
        return strongest[-1]
    if len({land.country for land in lands}) == 1:
        return lands[0]
    if lands:
        poss = [land for land in lands if tokens[land.head].dep == "poss"]
        return poss[-1] if poss else None
    return None


def _owner_behind(scene: Scene, head: int, ways: int) -> Mention | None:
    grammar, tokens = scene.grammar, scene.tokens
    if tokens[head].dep == "compound" and tokens[head].head != head:
        return None
    native = FROM if tokens[head].lemma.lower() in scene.manners.abroad else NATIVE
    for wanted in (frozenset({"of", "for"}), native):
        for child in grammar.with_dep(head, "prep"):
            if tokens[child].lower not in wanted:
                continue
            for inner in grammar.with_dep(child, "pobj"):
                whose = _whose(scene, inner, ways + 1)
                if whose is not None and whose.country is not None:
                    return whose
                if whose is not None and wanted is not native and whose.sector:
                    return whose
    return None


def _whose(scene: Scene, inner: int, ways: int) -> Mention | None:
    tokens, named = scene.tokens, scene.named_at.get(inner)
    span = tokens[inner].span
    if named is not None and named.entries:
        entry = named.entries[0]
        kind = "person" if entry.id.startswith("person:") else "body"
        return Mention(inner, span, entry.name, kind, entry.id, entry.country, entry.sector)
    if inner in scene.country_of:
        return Mention(inner, span, "", "state", None, scene.country_of[inner], "GOV")
    found = phrase(scene.grammar, inner)
    agent = role(scene, found.first, inner + 1)
    deeper = owner(scene, found, ways=ways) if ways <= WAYS_OUT else None
    if agent is not None:
        country, sector = held(scene, agent, deeper)
        return Mention(inner, span, agent.noun, agent.kind, None, country, sector)
    return deeper


def _modifier(scene: Scene, named: Named, found: Mapping[int, Mention]) -> Mention | None:
    """The mention of a country or body whose name stands before the head of another phrase."""
    if any(position in found for position in range(named.first, named.last)):
        return None
    head = named.last - 1
    tokens = scene.tokens
    span = Span(tokens[named.first].span.start, tokens[head].span.end)
    if not stands_for_whom(tokens, head):
        return None
    if named.state is not None:
        if named.state.form == "capital" and not _governs(scene, head):
            return None
        country = scene.country_of.get(head, named.state.state.alpha3)
        name = named.state.state.name if country == named.state.state.alpha3 else span.of(scene.text)
        return Mention(head, span, name, "state", f"state:{country}", country, "GOV", 0.6, proper=True, modifier=True)
    entry = choose(named, scene, None)
    if entry is None or entry.confidence < 0.6:
        return None
    kind = "person" if entry.id.startswith("person:") else "body"
    return Mention(head, span, entry.name, kind, entry.id, entry.country, entry.sector, 0.6, proper=True, modifier=True)


def _governs(scene: Scene, head: int) -> bool:
    """Whether a capital stands for its power: it is read so, or stands before someone who governs."""
    place = scene.place_of.get(head)
    if place is not None and place.form == "metonym":
        return True
    above = scene.tokens[head].head
    agent = role(scene, above, above + 1)
    return scene.tokens[head].dep in ("compound", "poss") and agent is not None and agent.sector == "GOV"


def _place_modifier(scene: Scene, place: Place, found: Mapping[int, Mention]) -> Mention | None:
    inside = scene.grammar.within(place.span)
    if place.form not in ("demonym", "metonym") and place.kind != "country":
        return None
    if not inside or any(position in found for position in inside) or not stands_for_whom(scene.tokens, inside[-1]):
        return None
    country = scene.index.alpha3.get(place.country or "")
    if country is None:
        return None
    identity = f"state:{country}" if place.kind in ("country", None) or place.form == "metonym" else None
    return Mention(
        inside[-1], place.span, place.name, "state", identity, country, "GOV", 0.5, proper=True, modifier=True
    )
