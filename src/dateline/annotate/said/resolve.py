"""Whom a source stands for: the mention itself, or the one that "he", "the minister" or "the officials" takes up.

In: the statements as spans, the mentions of actors, who spoke before. Out: for each statement the kind of its source
and an index into `actors`, None where nothing fits. Statements are gone through in the order of the text, since who
spoke last is the best guess for who speaks next.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.annotate.said.describe import HE, IT, NOMINAL, THEY, Description, People, describe, kind
from dateline.annotate.said.found import Found
from dateline.annotate.said.grounds import Ground, grounds
from dateline.annotate.said.role import role
from dateline.model.grammar import Grammar
from dateline.model.heard import Hint
from dateline.model.marks import SourceKind
from dateline.model.reading import Reading
from dateline.model.text import Span
from dateline.model.tokens import Token

BACK = 4
"""Sentences before its own in which a pronoun's antecedent is looked for, unless it spoke last."""
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
WE = frozenset({"we", "us", "our", "ours", "ourselves"})
GENDERS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
PICKING = frozenset({"one", "other"})
PAPERS = frozenset(
    {"broadcaster", "channel", "daily", "magazine", "newspaper", "newswire", "paper", "station", "weekly"}
)
"""Words that take up any outlet named before."""
NEAR = 12
"""Statements before and after one in which those are looked for in whose words it stands."""
OWN_WORDS = 4.0
"""What it costs one to be spoken of in the very words whose speaker is looked for: "The mayor, she said, had left"."""
INDIVIDUAL = frozenset({"named", "unnamed"})


@dataclass(frozen=True, slots=True)
class Source:
    """Who a statement is by: `actor` an index into `actors`, `plural` whether more than one.

    `head` is the word that it was first called by; `role` what it is, `member_of` an index into `actors`, `grounds` why
    it has no name.
    """

    kind: SourceKind | None
    actor: int | None
    head: int | None = None
    plural: bool = False
    role: str | None = None
    member_of: int | None = None
    grounds: tuple[Span, ...] = ()


NOBODY = Source(None, None)


class Sources:
    """Resolves the sources of one report."""

    def __init__(self, reading: Reading, words: Mapping[str, Any], anonymity: Mapping[str, Any]) -> None:
        self.reading, self.grammar, self.words = reading, _with_names(reading), words
        self.grounds = grounds(reading.text, reading.grammar, anonymity)
        self.withheld = {self._taken_up(one.whose) for one in self.grounds if one.whose is not None}
        self.unclear = {self._sentence(one.span) for one in self.grounds if one.whose is None}
        self.people = People(self.grammar)
        self.at: dict[int, int] = {}
        self.heads: list[int | None] = []
        for number, actor in enumerate(reading.actors):
            head = self.grammar.head_of(actor.span)
            self.heads.append(head)
            if head is not None:
                other = self.at.get(head)
                if other is None or len(reading.actors[other].span) < len(actor.span):
                    self.at[head] = number
        self.spoke: list[Source] = []
        self.labels: dict[str, Source] = {}
        self.quoted: list[Span] = []
        self.content: tuple[Span, ...] = ()

    def all(self, found: Sequence[Found]) -> list[Source]:
        """The sources of all statements, which must be in the order of the text."""
        self.quoted = sorted(span for one in found for span in one.content)
        waiting = list(self.grounds)
        withheld: list[tuple[Source, Span]] = []
        sources: list[Source] = []
        for statement in found:
            start = min((*statement.source, *statement.cue, *statement.content)).start
            while waiting and waiting[0].span.start < start:
                withheld.extend(self._ground(waiting.pop(0)))
            sources.append(self._one(statement, found, len(sources)))
        for one in waiting:
            withheld.extend(self._ground(one))
        matched = {span for other, span in withheld if any(self._is(source, other) for source in sources)}
        withheld = [(other if span in matched else NOBODY, span) for other, span in withheld]
        return [self._with_grounds(source, found[number], withheld) for number, source in enumerate(sources)]

    def _ground(self, one: Ground) -> Iterator[tuple[Source, Span]]:
        """Whom a ground is given for; nobody where the parse does not tell, and then its sentence decides."""
        source = NOBODY if one.whose is None else self._resolve(one.whose)
        yield (source if source.head is not None else Source(None, None, one.whose)), one.span

    def _with_grounds(self, source: Source, found: Found, withheld: Sequence[tuple[Source, Span]]) -> Source:
        if source.kind not in ("unnamed", None) or source is NOBODY:
            return source
        for other, span in withheld:
            if self._is(source, other):
                return replace(source, grounds=(span,))
        sentence = self._sentence(found.source[0])
        for other, span in withheld:
            if other.head is None and sentence is not None and self._sentence(span) == sentence:
                return replace(source, grounds=(span,))
        return source

    def _sentence(self, span: Span) -> int | None:
        inside = self.grammar.within(span)
        return self.grammar.sentence_of[inside[0]] if inside else None

    def _taken_up(self, head: int) -> int:
        """The noun that a relative pronoun stands for; any other word itself."""
        if describe(self.grammar, head).form != "relative":
            return head
        above = self._antecedent(head)
        return head if above is None else above

    def _one(self, statement: Found, found: Sequence[Found], number: int) -> Source:
        if not statement.source:
            return NOBODY
        if statement.label:
            source = self._labelled(statement.source[0])
            if source.kind is not None:
                self.spoke.append(source)
            return source
        head = _head(self.grammar, statement)
        if head is None:
            return NOBODY
        own = self.grammar.tokens[head].lower
        self.content = statement.content
        source = self._first_person(head, found, number) if own in FIRST else self._resolve(head)
        source = replace(source, role=self._role_words(head, source))
        if source.kind is not None:
            self.spoke.append(source)
        return source

    def _first_person(self, head: int, found: Sequence[Found], number: int) -> Source:
        """ "I": who is cited with it, else the author of the report. "We" is a group, whose kind nobody tells."""
        linked, lower = self.at.get(head), self.grammar.tokens[head].lower
        here = self.grammar.tokens[head].span
        around = [
            one
            for one in found[max(0, number - NEAR) : number + NEAR + 1]
            if one is not found[number] and any(part.contains(here) for part in one.content)
        ]
        if not around:
            report = self.reading.report
            if report.authors:
                return Source("named", linked, head, lower in WE)
            return Source("outlet" if lower in WE and report.publisher else None, linked, head, lower in WE)
        host = min(around, key=lambda one: sum(map(len, one.content)))
        top = _head(self.grammar, host)
        if host.label:
            speaker = self._labelled(host.source[0])
        elif top is None or self.grammar.tokens[top].lower in FIRST or not host.source:
            speaker = NOBODY
        else:
            speaker = self._resolve(top)
        if lower in WE and speaker.kind not in ("institution", "outlet"):
            return Source(None, linked, head, True)
        return replace(speaker, actor=linked if speaker.actor is None else speaker.actor)

    def _labelled(self, label: Span) -> Source:
        """The speaker of a transcript, by name, function or letter, or the account of a post."""
        words = label.of(self.reading.text)
        last = words.split()[-1].strip("().,*").lower()
        if words in ("Q", "A"):
            return NOBODY
        inside = [one for one, actor in enumerate(self.reading.actors) if label.contains(actor.span)]
        actor = max(inside, key=lambda one: len(self.reading.actors[one].span), default=None)
        if "@" in words:
            named = not words.lstrip("(").startswith("@")
            return self.labels.setdefault(last, Source("named" if named else "document", actor, None))
        known = self.labels.get(last)
        if known is not None:
            return known
        position = next(iter(reversed(self.grammar.within(label))), None)
        shown: SourceKind | None = "named"
        for table in ("outlet", "unnamed", "institution"):
            if last in self.words[table]["nouns"] and (table != "outlet" or " " in words):
                shown = "outlet" if table == "outlet" else "unnamed" if table == "unnamed" else "institution"
                break
        if words.lower() in self.words["outlet"]["names"]:
            shown = "outlet"
        source = Source(shown, actor, position)
        self.labels[last] = source
        return source

    def _role_words(self, head: int, source: Source) -> str | None:
        """What the source is by its own words, or by those that brought it in."""
        if source.kind not in ("named", "unnamed", None):
            return None
        for place in (head, source.head, *self._mentions(source)):
            if place is not None:
                said = describe(self.grammar, self._taken_up(place))
                told = role(self.reading.text, self.grammar, said)
                if told is not None:
                    return told
        return None

    def _mentions(self, source: Source) -> list[int]:
        """The words by which a named source was called before, the first one first."""
        if source.kind != "named" or source.head is None:
            return []
        surname = self.grammar.tokens[source.head].text
        return [one for one in self.people.called.get(surname, ()) if one < source.head][:3]

    def _resolve(self, head: int) -> Source:
        said = describe(self.grammar, head)
        if said.form == "relative":
            above = self._antecedent(head)
            if above is None:
                return NOBODY
            said = describe(self.grammar, above)
        if said.form == "pronoun":
            return self._pronoun(said)
        if said.form == "pair":
            return self._of_pair(said)
        nameless = said.name is None and self._nameless(head)
        shown = kind(self.grammar, said, self.words, nameless)
        own = self.at.get(said.name if said.name is not None else said.head)
        if own is None:
            own = self.at.get(said.head)
        if shown == "institution" and self._of_person(said):
            shown = "named"
        if shown == "named" and own is not None and self._is_state(own):
            shown = "institution"
        outlet = self._outlet(said, shown)
        if outlet is not None:
            return Source("outlet", outlet if own is None else own, said.head)
        if said.form == "member":
            group = self._group(said)
            return Source(shown, self.at.get(said.head), said.head, said.plural, member_of=group)
        if said.form == "noun" and said.definite and (said.order or not said.fresh) and shown in (None, "unnamed"):
            known = self._role(said) or self._again(said)
            if known is not None:
                return known
        if said.form == "noun" and said.definite and shown == "institution":
            known = self._body(said)
            if known is not None:
                return known
        if said.noun in PICKING and said.form == "noun":
            return Source("unnamed", own, said.head, member_of=self._before(said.head))
        if own is None and shown == "named":
            own = self._same_name(said)
        if own is None and said.form in ("name", "noun"):
            own = self._inside(head)
        return Source(shown, own, said.name if said.name is not None else said.head, said.plural)

    def _inside(self, head: int) -> int | None:
        """The first mention in a phrase whose head is none itself: "the engineer and the captain"."""
        phrase = self.grammar.subtree(head, without=frozenset({"relcl", "acl", "prep", "poss"}))
        return next((self.at[one] for one in phrase if one in self.at), None)

    def _of_person(self, said: Description) -> bool:
        """A name that the parser took for something else, and whose last word is a person's elsewhere in the report."""
        token = self.grammar.tokens[said.head]
        return token.pos == "PROPN" and token.text in self.people.surnames

    def _is_state(self, number: int) -> bool:
        """A country that the parser took for a person."""
        actor = self.reading.actors[number]
        return (actor.id or "").startswith("state:") and " " not in actor.span.of(self.reading.text)

    def _nameless(self, head: int) -> bool:
        """Whether the report says of this one why it has no name."""
        return head in self.withheld or self.grammar.sentence_of[head] in self.unclear

    def _antecedent(self, head: int) -> int | None:
        """The noun that "who" or "which" takes up."""
        tokens = self.grammar.tokens
        for above in self.grammar.ancestors(head):
            if tokens[above].dep == "relcl":
                return tokens[above].head
        before = [one for one in range(max(0, head - 3), head) if tokens[one].pos in ("NOUN", "PROPN", "PRON")]
        return before[-1] if before else None

    def _of_pair(self, said: Description) -> Source:
        """ "The former", "the latter": the first and second of the two that the sentence before names."""
        here = self._of(said.head)
        listed: dict[int, list[tuple[int, int, Description]]] = {}
        for number, head in enumerate(self.heads):
            if head is None or head >= said.head or self.at.get(head) != number or here - self._of(head) > 2:
                continue
            about = describe(self.grammar, head)
            token = self.grammar.tokens[head]
            if about.form in ("name", "noun") and token.dep not in ("compound", "amod", "nmod", "poss"):
                listed.setdefault(self._of(head), []).append((head, number, about))
        for sentence in sorted(listed, reverse=True):
            if len(listed[sentence]) == 2:
                head, number, about = listed[sentence][said.noun == "latter"]
                return Source(kind(self.grammar, about, self.words, nameless=False), number, head, about.plural)
        return Source(None, self.at.get(said.head), said.head)

    def _pronoun(self, said: Description) -> Source:
        tokens, sentence_of = self.grammar.tokens, self.grammar.sentence_of
        if said.noun not in HE | THEY | IT:
            own = self.at.get(said.head)
            group = self._before(said.head) if said.noun in PICKING else None
            shown: SourceKind | None = "unnamed" if said.noun in self.words["unnamed"]["pronouns"] else None
            return Source(shown, own, said.head, member_of=group)
        here = sentence_of[said.head]
        linked = self.at.get(said.head)
        best: tuple[float, Source] | None = None
        for candidate in self._candidates(said):
            assert candidate.head is not None
            distance = here - sentence_of[candidate.head]
            score = -0.6 * distance
            token = tokens[candidate.head]
            if token.dep in SUBJECTS or tokens[token.head].dep in SUBJECTS:
                score += 1.5
            if linked is not None and candidate.actor is not None and self._alike(linked, candidate.actor):
                score += 2.0
            if self.spoke and self._is(self.spoke[-1], candidate):
                score += 2.5
            if self._within_content(candidate.head) and not self._within_content(said.head):
                score -= 2.0
            if any(part.contains(token.span) for part in self.content):
                score -= OWN_WORDS
            if distance == 0 and self.grammar.clause_head(candidate.head) == self.grammar.clause_head(said.head):
                score -= 4.0
            if best is None or score >= best[0]:
                best = (score, candidate)
        if best is not None:
            actor = best[1].actor
            if linked is not None and actor is not None and self._alike(linked, actor):
                self._learn(said.noun, best[1])
            return best[1]
        return Source(None, linked, said.head, said.plural)

    def _learn(self, pronoun: str, source: Source) -> None:
        """Who was "he" once is not "she" later."""
        gender = GENDERS.get(pronoun)
        if gender is not None and source.kind == "named" and source.head is not None:
            self.people.genders.setdefault(self.grammar.tokens[source.head].text, gender)

    def _candidates(self, said: Description) -> list[Source]:
        """Whom the pronoun can mean, in text order."""
        sentence_of = self.grammar.sentence_of
        here = sentence_of[said.head]
        gender = GENDERS.get(said.noun)
        found: list[Source] = []
        for number in range(len(self.reading.actors)):
            head = self.heads[number]
            if head is None or self.at.get(head) != number or head >= said.head:
                continue
            if here - sentence_of[head] > BACK:
                continue
            about = describe(self.grammar, head)
            if about.form in ("pronoun", "relative"):
                continue
            shown = kind(self.grammar, about, self.words, False)
            if said.noun in HE and (self.reading.actors[number].id or "").startswith("state:"):
                continue
            if self._fits(said.noun, about, shown, gender):
                found.append(Source(shown, number, head, about.plural))
        if self.spoke:
            last = self.spoke[-1]
            if last.head is not None and last.head < said.head and not any(self._is(last, one) for one in found):
                about = describe(self.grammar, last.head)
                if self._fits(said.noun, about, last.kind, gender):
                    found.append(last)
        return found

    def _within_content(self, head: int) -> bool:
        """Whether the word stands in what somebody is cited for: those talked about are less likely to speak next."""
        start = self.grammar.tokens[head].span.start
        return any(
            span.start <= start < span.end
            for span in self.quoted[: bisect_right(self.quoted, Span(start, start + 10**9))][-8:]
        )

    def _fits(self, pronoun: str, about: Description, shown: SourceKind | None, gender: str | None) -> bool:
        token = self.grammar.tokens[about.head]
        if pronoun in HE:
            if shown not in INDIVIDUAL or about.plural or token.entity in ("NORP", "GPE", "ORG"):
                return False
            name = self.grammar.tokens[about.name if about.name is not None else about.head].text
            known = self.people.genders.get(name)
            return gender is None or known is None or known == gender
        if pronoun in IT:
            return shown in ("institution", "document", "outlet") and not about.plural
        return about.plural or shown in ("institution", "outlet")

    def _role(self, said: Description) -> Source | None:
        """ "The minister": the last one named so before."""
        if said.plural:
            return None
        bearers = [head for head in self.people.roles.get(said.noun, ()) if head < said.head]
        if not bearers:
            return None
        bearers = self._fitting(said.head, bearers)
        if not bearers:
            return None
        names = {self.grammar.tokens[head].text for head in bearers}
        head = bearers[-1]
        if len(names) > 1:
            last = [source.head for source in self.spoke if source.head in bearers]
            head = last[-1] if last and last[-1] is not None else head
        return Source("named", self.at.get(head), head)

    def _fitting(self, head: int, bearers: list[int]) -> list[int]:
        """Those of the bearers of a role to whom its other words fit: "the health minister" is not that of finance."""
        parts = [self.grammar.tokens[one] for one in self._parts(head)]
        words = {one.lemma.lower() for one in parts if one.dep in ("compound", "nmod") or one.entity == "NORP"}
        lands = {self.reading.actors[self.at[one]].country for one in self._parts(head) if one in self.at} - {None}
        if not words and not lands:
            return bearers
        fitting = []
        for bearer in bearers:
            country = self.reading.actors[self.at[bearer]].country if bearer in self.at else None
            told = {role for role in self.people.roles if bearer in self.people.roles[role]}
            if (words & told) or (country is not None and country in lands):
                fitting.append(bearer)
        other = len({self.grammar.tokens[one].text for one in bearers}) > 1
        return fitting or ([] if other and any(one.dep in ("compound", "nmod") for one in parts) else bearers)

    def _parts(self, head: int) -> list[int]:
        return self.grammar.with_dep(head, "amod", "compound", "nmod", "poss")

    def _group(self, said: Description) -> int | None:
        """The mention of those that "one of the officials", "one of them", "one of the two" is taken from."""
        assert said.of is not None
        about = describe(self.grammar, said.of)
        if about.form == "noun" and not about.definite:
            return None
        bare = about.form != "noun" or self.grammar.tokens[said.of].pos == "NUM"
        for number in range(len(self.reading.actors) - 1, -1, -1):
            head = self.heads[number]
            if head is None or head >= said.head or self.at.get(head) != number:
                continue
            other = describe(self.grammar, head)
            if other.plural and other.form == "noun" and (bare or other.noun == about.noun):
                return number
        return None

    def _before(self, head: int) -> int | None:
        """The group named in this sentence or the one before that "one" and "the other" are taken from."""
        for number in range(len(self.reading.actors) - 1, -1, -1):
            other = self.heads[number]
            if other is None or other >= head or self.at.get(other) != number or self._of(head) - self._of(other) > 1:
                continue
            about = describe(self.grammar, other)
            counted = any(self.grammar.tokens[one].dep == "nummod" for one in self.grammar.children[other])
            if about.plural and about.form == "noun" and counted:
                return number
        return None

    def _body(self, said: Description) -> Source | None:
        """ "The ministry" of a ministry named before; "the group" of the last body that did something."""
        generic = said.noun in self.words["institution"]["generic"]
        here = self.grammar.sentence_of[said.head]
        if any(self.grammar.tokens[one].dep in NOMINAL for one in self.grammar.children[said.head]):
            return None
        for number in range(len(self.reading.actors) - 1, -1, -1):
            head = self.heads[number]
            if head is None or head >= said.head or self.at.get(head) != number:
                continue
            token = self.grammar.tokens[head]
            about = describe(self.grammar, head)
            if about.form not in ("noun", "name") or about.plural != said.plural:
                continue
            called = about.noun == said.noun and (not about.definite or self._more(head))
            generic = generic and about.noun != said.noun
            named = token.pos == "PROPN" and token.entity not in ("PERSON", "GPE", "NORP", "DATE")
            acting = generic and named and token.dep in SUBJECTS and here - self._of(head) <= BACK
            if (called or acting) and kind(self.grammar, about, self.words, nameless=False) in ("institution", None):
                return Source("institution", number, head, said.plural)
        return None

    def _of(self, head: int) -> int:
        return self.grammar.sentence_of[head]

    def _more(self, head: int) -> bool:
        """Whether a noun says which one it means."""
        return any(self.grammar.tokens[one].dep in (*NOMINAL, "prep", "poss") for one in self.grammar.children[head])

    def _again(self, said: Description) -> Source | None:
        """ "The official", "the officials": the one or the ones introduced before without a name.

        "The first official" is the one introduced first, "the second official" the one introduced as such.
        """
        numbers = range(len(self.reading.actors) - 1, -1, -1)
        for number in reversed(numbers) if said.order == "first" else numbers:
            head = self.heads[number]
            if head is None or head >= said.head or self.at.get(head) != number:
                continue
            about = describe(self.grammar, head)
            same = about.form == "noun" and about.noun == said.noun and about.plural == said.plural
            if said.order not in (None, "first") and about.order != said.order:
                continue
            if self._both(said.head) and about.noun == said.noun and not self._two(head):
                return None
            if same and (about.fresh or not about.definite):
                return Source("unnamed", number, head, said.plural)
        return None

    def _two(self, head: int) -> bool:
        return any(self.grammar.tokens[one].lower in ("two", "2") for one in self.grammar.with_dep(head, "nummod"))

    def _both(self, head: int) -> bool:
        return any(self.grammar.tokens[one].lower == "both" for one in self.grammar.with_dep(head, "det", "predet"))

    def _outlet(self, said: Description, shown: SourceKind | None) -> int | None:
        """An outlet named before that a short form takes up: "the agency", or the first word of its name."""
        token = self.grammar.tokens[said.head]
        called = said.form == "noun" and said.definite and said.noun in self.words["outlet"]["nouns"]
        if shown == "outlet" and called and said.noun in PAPERS:
            return self._paper(said)
        if shown == "outlet" or not (called or token.pos == "PROPN"):
            return None
        for number, head in enumerate(self.heads):
            if head is None or head >= said.head or self.at.get(head) != number:
                continue
            name = self.reading.actors[number].span.of(self.reading.text).split()
            if len(name) < 2 or (said.noun != name[-1].lower() if called else token.text != name[0]):
                continue
            if kind(self.grammar, describe(self.grammar, head), self.words, nameless=False) == "outlet":
                return number
        return None

    def _paper(self, said: Description) -> int | None:
        """ "The paper": the last outlet that is named in the sentences before."""
        for number in range(len(self.heads) - 1, -1, -1):
            head = self.heads[number]
            if head is None or head >= said.head or self._of(said.head) - self._of(head) > BACK:
                continue
            if kind(self.grammar, describe(self.grammar, head), self.words, nameless=False) == "outlet":
                return number
        return None

    def _same_name(self, said: Description) -> int | None:
        """An earlier mention with the same last name."""
        text = self.grammar.tokens[said.head if said.name is None else said.name].text
        for number in range(len(self.reading.actors) - 1, -1, -1):
            head = self.heads[number]
            if head is not None and self.grammar.tokens[head].text == text:
                return number
        return None

    def _alike(self, one: int, other: int) -> bool:
        left, right = self.reading.actors[one], self.reading.actors[other]
        return left.name == right.name or (left.id is not None and left.id == right.id)

    def _is(self, one: Source, other: Source) -> bool:
        if one.head is not None and one.head == other.head:
            return True
        if one.actor is not None and other.actor is not None:
            return one.actor == other.actor or self._alike(one.actor, other.actor)
        return False


KINDS = {"Person": "PERSON", "Organization": "ORG"}
NAMES = frozenset({"", "PERSON", "PRODUCT", "WORK_OF_ART"})
"""What the reader may overrule for a single word: a country, a people or a body that the parser knows stays one."""
SURE = 0.6
"""How sure the reader must be to overrule the parser on whether a name is a person's."""


def _with_names(reading: Reading) -> Grammar:
    """The trees, with persons and organizations as the reader has them where it is sure."""
    grammar = reading.grammar
    changed: dict[int, Token] = {}
    for hint in reading.heard:
        if not isinstance(hint, Hint) or hint.kind != "name" or hint.label not in KINDS or hint.score < SURE:
            continue
        inside = grammar.within(hint.span)
        for number, position in enumerate(inside):
            token = grammar.tokens[position]
            if (
                (len(inside) > 1 or token.entity in NAMES)
                and token.pos in ("PROPN", "NOUN")
                and token.text[:1].isupper()
            ):
                changed[position] = replace(token, entity=KINDS[hint.label], entity_start=number == 0)
    if not changed:
        return grammar
    return Grammar([changed.get(number, token) for number, token in enumerate(grammar.tokens)], grammar.sentences)


def _head(grammar: Grammar, statement: Found) -> int | None:
    """The word that a source turns on."""
    if statement.speaker is not None or not statement.source:
        return statement.speaker
    return grammar.head_of(_cover(statement.source))


def _cover(spans: Sequence[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))
