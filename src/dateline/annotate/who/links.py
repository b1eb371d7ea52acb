"""What the rest of the report tells of a mention: appositions, shortened names, roles at home, pronouns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dateline.annotate.who.mentions import FOREIGN, Mention, Scene
from dateline.annotate.who.names import folded
from dateline.annotate.who.people import Gender

HE: dict[str, Gender] = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
IT = frozenset({"it", "its", "itself"})
THINGLIKE = frozenset(
    {
        "appear",
        "arise",
        "be",
        "become",
        "begin",
        "continue",
        "depend",
        "develop",
        "end",
        "exist",
        "fall",
        "follow",
        "grow",
        "happen",
        "last",
        "lie",
        "matter",
        "mean",
        "occur",
        "open",
        "rain",
        "remain",
        "rise",
        "seem",
        "sound",
        "snow",
        "stand",
        "start",
        "take",
    }
)
"""Verbs whose `it` is a thing, a fact or nothing more often than a state or a body: on GUM's dev part 35 of 48 `it`
were taken for somebody, and wrongly."""
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent", "csubj"})
ACROSS = frozenset(
    {"captor", "kidnapper", "abductor", "attacker", "killer", "assailant", "enemy", "foe", "rival", "opponent",
     "adversary", "neighbour", "neighbor", "host", "counterpart", "colleague", "ally", "murderer", "pursuer"}
)  # fmt: skip
"""Those who are somebody's without being of the same country: "their captors"."""
BACK = 3
"""Sentences before its own in which a pronoun's antecedent is looked for."""
AGAIN = 6
"""Sentences after which `the officials` are no longer taken for the officials last spoken of."""
SECOND = frozenset({"second", "third", "another", "other", "same"})
ABROAD_OF = frozenset({"neighboring", "neighbouring", "foreign", "rival", "adjacent"})
"""Words that make of `the country` another one than that last spoken of."""
RECENT = 40
"""States last named among which `the country` is looked for."""
RULING = frozenset({"GOV", "COP", "JUD", "LEG", "OPP", "PTY"})
WITHIN = frozenset({"COP", "JUD", "LEG", "OPP", "CVL", "JRN"})
RULED = frozenset({"person", "people", "body"})
RESIDENT = frozenset({"CVL", "LAB", "EDU", "OPP", "JUD", "COP", "AGR", "REL", "REB", "CRM", "PTY", "LEG"})
"""Sectors of people who, in a place, are mostly of the place: no soldiers, officials, refugees or reporters."""
RULED_BY_BODY = frozenset({"CVL", "LAB", "EDU", "OPP", "JRN", "LEG", "JUD", "COP", "AGR", "REL", "PTY", "ELI", "CRM"})
WHERE = frozenset({"in", "at", "near", "outside", "across", "inside", "throughout", "through"})
SPEAKING = frozenset({"say", "tell", "add", "state", "declare", "warn", "note", "claim", "write", "insist"})
ABROAD = frozenset({"IGO", "NGO", "IMG", "MNC", "BUS", "SOC", "REL"})
"""Sectors whose bare nouns (`the company`, `charities`) say nothing of the country that a report is about."""


def link(scene: Scene, found: list[Mention]) -> list[Mention]:
    """The mentions with what other words tell of them, and the pronouns that stand for one of them."""
    at = {mention.head: mention for mention in found}
    _appositions(scene, at)
    _names_again(scene, found)
    _nouns_again(scene, found)
    _at_home(scene, found)
    _the_country(scene, found)
    pronouns = _pronouns(scene, found)
    _owned(scene, found, pronouns)
    return found + pronouns


def _owned(scene: Scene, found: Sequence[Mention], pronouns: Sequence[Mention]) -> None:
    """`its troops`: of the country of whoever the pronoun stands for."""
    at, near = {mention.head: mention for mention in pronouns}, _by_sentence(scene, found)
    for mention in found:
        if mention.country or mention.id or mention.kind in ("state", "place") or mention.sector in FOREIGN:
            continue
        if scene.tokens[mention.head].lemma.lower() in ACROSS:
            continue
        for child in scene.grammar.with_dep(mention.head, "poss"):
            ours = scene.tokens[child].lower == "our"
            whose = _speaker(scene, near[scene.grammar.sentence_of[child]]) if ours else at.get(child)
            if whose is not None and whose.country:
                mention.country, mention.score = whose.country, min(mention.score, whose.score)


def _by_sentence(scene: Scene, found: Sequence[Mention]) -> dict[int, list[Mention]]:
    near: dict[int, list[Mention]] = defaultdict(list)
    for mention in found:
        near[scene.grammar.sentence_of[mention.head]].append(mention)
    return near


def _speaker(scene: Scene, near: Sequence[Mention]) -> Mention | None:
    """Who says the sentence that these mentions stand in, if it says so."""
    for mention in near:
        token = scene.tokens[mention.head]
        if token.dep == "nsubj" and scene.tokens[token.head].lemma in SPEAKING:
            return mention
    return None


def _appositions(scene: Scene, at: dict[int, Mention]) -> None:
    """`X, leader of Y`: both are one, and each tells what the other lacks."""
    for position, token in enumerate(scene.tokens):
        if token.dep != "appos":
            continue
        one, other = at.get(token.head), at.get(position)
        if one is None or other is None or one.kind in ("state", "place") or other.kind in ("state", "place"):
            continue
        if one.plural != other.plural and one.kind != "body":
            continue
        _share(one, other)


def _share(one: Mention, other: Mention) -> None:
    if one.country and other.country and one.country != other.country:
        return
    if one.kind == other.kind == "person" and one.proper and other.proper and _differ(one, other):
        return
    named = one if one.id or (one.proper and not other.id) else other
    rest = other if named is one else one
    if named.kind == "person" or rest.kind == named.kind:
        rest.name, rest.id = named.name, named.id
    country = named.country or rest.country
    if named.sector not in FOREIGN and rest.sector not in FOREIGN:
        named.country = rest.country = country
    sector = named.sector or rest.sector
    named.sector, rest.sector = sector, rest.sector or sector
    rest.gender = named.gender = named.gender or rest.gender


def _differ(one: Mention, other: Mention) -> bool:
    if one.id and other.id:
        return one.id != other.id
    return not set(folded(one.name).split()) & set(folded(other.name).split()) and not (one.noun or other.noun)


def _names_again(scene: Scene, found: Sequence[Mention]) -> None:
    """A last name alone is the person of that name who was last named in full; an acronym its long form."""
    people: dict[str, Mention] = {}
    bodies: dict[str, Mention] = {}
    for mention in found:
        if mention.kind == "person" and mention.proper and mention.surnames:
            _again(mention, people)
        elif mention.kind == "body" and mention.proper:
            key = folded(mention.name)
            known = bodies.get(key)
            if known is not None and not mention.id:
                _same(mention, known)
            else:
                bodies[key] = mention
                initials = "".join(word[0] for word in mention.name.split() if word[0].isupper()).lower()
                if len(initials) > 2:
                    bodies.setdefault(initials, mention)


def _again(mention: Mention, people: dict[str, Mention]) -> None:
    for surname in mention.surnames:
        known = people.get(surname)
        if known is not None and (mention.presumed or len(mention.name.split()) == 1) and not known.presumed:
            _same(mention, known)
            return
        if known is not None and not known.id and not mention.id and folded(known.name) == folded(mention.name):
            _same(mention, known)
            return
    for surname in mention.surnames:
        people[surname] = mention
    given = folded(mention.name).split()
    if len(given) > 1:
        people.setdefault(given[0], mention)


def _same(mention: Mention, known: Mention) -> None:
    if mention.presumed:
        mention.country, mention.sector, mention.id, mention.presumed = None, None, None, False
    mention.name, mention.id = known.name, known.id
    mention.country = mention.country or known.country
    mention.sector = mention.sector or known.sector
    mention.gender = mention.gender or known.gender
    mention.score = max(mention.score, known.score * 0.9)


def _nouns_again(scene: Scene, found: Sequence[Mention]) -> None:
    """`The officials`, `one of the officials`, `a second official`: of the country of the officials named before."""
    grammar, tokens = scene.grammar, scene.tokens
    last: dict[str, Mention] = {}
    for mention in found:
        if not mention.noun or mention.proper:
            continue
        noun = mention.noun
        known = last.get(noun)
        number = grammar.sentence_of[mention.head]
        first = grammar.within(mention.span)
        words = {tokens[position].lower for position in first}
        if words & ABROAD_OF:
            continue
        again = "the" in words or bool(words & SECOND)
        if known is not None and again and not mention.country and number - grammar.sentence_of[known.head] <= AGAIN:
            mention.country, mention.score = known.country, min(known.score, 0.6)
            mention.sector = known.sector
        if mention.country:
            last[noun] = mention


def _the_country(scene: Scene, found: Sequence[Mention]) -> None:
    """`The country` is the state last named as a place, else the state last named that is not itself acting there."""
    grammar, tokens = scene.grammar, scene.tokens
    settings: list[tuple[int, Mention]] = []
    for mention in found:
        number = grammar.sentence_of[mention.head]
        if mention.kind == "state" and not mention.modifier and mention.country:
            settings.append((number, mention))
        elif (
            not mention.country
            and tokens[mention.head].lower in scene.manners.country
            and tokens[grammar.within(mention.span)[0]].lower in ("the", "this")
            and len(grammar.within(mention.span)) == 2
        ):
            near = [one for where, one in settings[-RECENT:] if number - where <= BACK]
            clause = grammar.clause_head(mention.head)
            apart = [one for one in near if grammar.clause_head(one.head) != clause or one.sector is None]
            for wanted in ([one for one in apart if one.sector is None], apart):
                if wanted:
                    known = wanted[-1]
                    mention.country, mention.id, mention.name = known.country, known.id, known.name
                    mention.kind, mention.score = "state", 0.5
                    break


def _at_home(scene: Scene, found: Sequence[Mention]) -> None:
    """`The army`, `police`: of the country where the sentence sets its scene, else of the one the report is about."""
    grammar = scene.grammar
    focus, near = scene.focus, _by_sentence(scene, found)
    scenes: dict[int, str | None] = {}
    for mention in found:
        if mention.country or mention.id or not mention.noun or mention.sector in ABROAD:
            continue
        if mention.modifier or not _is_home(scene, mention):
            continue
        if any(scene.tokens[child].dep == "poss" for child in grammar.children[mention.head]):
            continue
        number = grammar.sentence_of[mention.head]
        if number not in scenes:
            scenes[number] = _setting(scene, number)
        if scenes[number]:
            mention.country, mention.score = scenes[number], 0.5
        elif focus and mention.definite and _bare(scene, mention):
            mention.country, mention.score = focus, 0.4
        elif mention.sector in WITHIN and mention.definite and _bare(scene, mention):
            only = _only(near[number])
            mention.country, mention.score = only, 0.3 if only else mention.score
    for mention in found:
        if not mention.country and not mention.id and not mention.modifier and mention.kind in RULED:
            _under(scene, mention, near[grammar.sentence_of[mention.head]], scenes)


def _under(scene: Scene, mention: Mention, near: Sequence[Mention], scenes: dict[int, str | None]) -> None:
    """Residents of where the sentence sets its scene, and those whom the only country named rules: its own people.

    A court, the police, a government or an opposition deals with people at home; a state as such ("Peru freed two
    sailors") only where what they are called says so (activists, the opposition).
    """
    named = mention.kind == "person" and mention.proper and not mention.sector
    if any(scene.tokens[child].dep == "poss" for child in scene.grammar.children[mention.head]):
        return
    inside = scene.grammar.within(mention.span)
    if any(at in scene.country_of or (at in scene.named_at and scene.named_at[at].entries) for at in inside):
        return
    number = scene.grammar.sentence_of[mention.head]
    if mention.sector in RESIDENT and mention.noun and mention.kind != "body":
        if number not in scenes:
            scenes[number] = _setting(scene, number)
        if scenes[number]:
            mention.country, mention.score = scenes[number], 0.4
            return
    lands = {one.country for one in near if one.country and one.sector != "JRN"}
    if len(lands) != 1 or not (named or mention.sector in RULED_BY_BODY):
        return
    acting = [one for one in near if one.country and not one.modifier and one.kind != "place" and one is not mention]
    doing = [one for one in acting if _does(scene, one)]
    bodies = [one for one in doing if one.kind != "state" and one.sector in RULING]
    if scene.tokens[mention.head].dep == "nsubj" and (named or scene.tokens[mention.head].head == mention.head):
        return
    if named:
        bodies = [one for one in bodies if one.sector in ("COP", "JUD")]
    own = mention.noun in scene.manners.subjects or mention.noun.rsplit(" ", 1)[-1] in scene.manners.subjects
    own = own or scene.tokens[mention.head].lemma.lower() in scene.manners.subjects
    if bodies or (own and any(one.sector in (None, *RULING) for one in doing)):
        mention.country, mention.score = lands.pop(), 0.3


def _does(scene: Scene, mention: Mention) -> bool:
    """Whether the mention acts: a subject, or an agent behind "by"."""
    token = scene.tokens[mention.head]
    return token.dep == "nsubj" or (token.dep == "pobj" and scene.tokens[token.head].lower == "by")


def _only(near: Sequence[Mention]) -> str | None:
    """The one country of which the sentence speaks, if those who act for it there are its own rulers, judges, police or
    opposition: what they do to `the protesters` they do at home. States, armies and rebels act abroad too."""
    near = [one for one in near if one.country]
    acting = [one for one in near if not one.modifier]
    at_home = bool(acting) and all(one.sector in RULING and one.kind != "state" for one in acting)
    return acting[0].country if at_home and len({one.country for one in near}) == 1 else None


def _bare(scene: Scene, mention: Mention) -> bool:
    """`the army`, `police`: said as of something that everybody knows."""
    inside = scene.grammar.within(mention.span)
    return mention.proper or scene.tokens[inside[0]].lower == "the" or len(inside) == 1


def _is_home(scene: Scene, mention: Mention) -> bool:
    if mention.noun in scene.manners.home or mention.noun.rsplit(" ", 1)[-1] in scene.manners.home:
        return True
    return scene.tokens[mention.head].lemma.lower() in scene.manners.home


def _part(scene: Scene, position: int) -> bool:
    """Whether the word is one for a part of a country: "the province of", "the south of"."""
    return scene.tokens[position].lemma.lower() in scene.manners.parts


def _setting(scene: Scene, number: int) -> str | None:
    """The one country in which the sentence says that things happen."""
    tokens, sentence = scene.tokens, scene.grammar.sentences[number]
    lands = set()
    for position in range(sentence.first, sentence.last):
        if position in scene.country_of and tokens[position].dep in ("pobj", "compound", "amod"):
            above = tokens[position]
            while above.dep in ("compound", "amod", "nmod", "conj") and above.head != position:
                above = tokens[above.head]
            if above.dep == "pobj" and tokens[above.head].lower == "of" and _part(scene, tokens[above.head].head):
                above = tokens[tokens[above.head].head]
            if above.dep == "pobj" and tokens[above.head].lower in WHERE:
                lands.add(scene.country_of[position])
    return lands.pop() if len(lands) == 1 else None


def _pronouns(scene: Scene, found: Sequence[Mention]) -> list[Mention]:
    grammar, tokens = scene.grammar, scene.tokens
    by_sentence: dict[int, list[Mention]] = {}
    for mention in found:
        by_sentence.setdefault(grammar.sentence_of[mention.head], []).append(mention)
    resolved: list[Mention] = []
    for position, token in enumerate(tokens):
        if token.pos != "PRON" or (token.lower not in HE and token.lower not in IT and token.lower not in THEY):
            continue
        if token.dep == "expl" or (token.lower in IT and _says_nothing(scene, position)):
            continue
        number = grammar.sentence_of[position]
        antecedent: Mention | None = None
        for back in range(BACK + 1):
            before = [one for one in by_sentence.get(number - back, ()) if one.head < position]
            free = [one for one in before if not one.modifier or tokens[one.head].dep == "poss"]
            candidates = [one for one in free if _fits(token.lower, one)]
            antecedent = _best(scene, candidates, position, own=back == 0)
            if antecedent is not None or number - back <= 0:
                break
        made = _pronoun(position, scene, antecedent)
        if made is not None:
            resolved.append(made)
            by_sentence.setdefault(number, []).append(made)
    return resolved


def _says_nothing(scene: Scene, position: int) -> bool:
    """`It is clear that`, `it began`, `they built it`: no one is meant, or some thing more often than somebody."""
    token = scene.tokens[position]
    verb = scene.tokens[token.head]
    if token.lower == "its" or token.dep not in (*SUBJECTS, "dobj", "pobj"):
        return False
    return token.dep in ("dobj", "pobj") or verb.lemma in THINGLIKE


def _fits(pronoun: str, mention: Mention) -> bool:
    if pronoun in HE:
        person = mention.kind == "person" and not mention.plural
        return person and mention.gender in (None, HE[pronoun])
    if pronoun in IT:
        return mention.kind in ("body", "state") and not mention.plural
    return mention.plural or mention.kind == "body" or (mention.kind == "people")


def _best(scene: Scene, candidates: Sequence[Mention], position: int, *, own: bool) -> Mention | None:
    if not candidates:
        return None
    grammar, tokens = scene.grammar, scene.tokens
    clause = grammar.clause_head(position)
    possessive = tokens[position].tag == "PRP$"

    def rank(mention: Mention) -> tuple[int, int]:
        token = tokens[mention.head]
        subject = token.dep in SUBJECTS or (token.dep == "conj" and tokens[token.head].dep in SUBJECTS)
        same_clause = own and grammar.clause_head(mention.head) == clause
        score = 4 * subject - 3 * mention.modifier + mention.proper + 2 * mention.plural
        score -= 4 * (mention.kind == "state" and mention.sector is None)
        if same_clause:
            score += 3 if possessive else -4
        return score, mention.head if own else -mention.head

    return max(candidates, key=rank)


def _pronoun(position: int, scene: Scene, antecedent: Mention | None) -> Mention | None:
    token = scene.tokens[position]
    if antecedent is None:
        if token.lower in IT or token.tag == "PRP$":
            return None
        kind = "person" if token.lower in HE else "people"
        return Mention(
            position, token.span, token.text, kind, score=0.2, plural=kind == "people", gender=HE.get(token.lower)
        )
    return Mention(
        position, token.span, antecedent.name, antecedent.kind, antecedent.id, antecedent.country, antecedent.sector,
        round(antecedent.score * 0.7, 3), antecedent.plural, antecedent.gender or HE.get(token.lower),
    )  # fmt: skip
