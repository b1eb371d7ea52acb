"""Those who are mentioned only as the source of something: "a diplomatic source said", "another said", "the cook said".

In: a scene, the heads of the mentions it has, and the lexicons of cue verbs and kinds of source. Out: one more mention
for each subject of a verb of speech that no list of agents knows, without a sector, and with a country only where its
own words tell one. Nothing else in the report is linked to them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from dateline.annotate.who.mentions import Mention, Scene, owner
from dateline.annotate.who.phrases import phrase
from dateline.model.tokens import Token

BARE = frozenset({"another", "former", "latter", "other", "others", "one", "second", "third", "some", "several", "two"})
"""Words that by themselves pick somebody out of those who were mentioned before."""
CITING = frozenset({"cite", "quote"})
SCORE = 0.3


def speakers(
    scene: Scene, known: Collection[int], cues: Mapping[str, Any], kinds: Mapping[str, Any]
) -> Iterator[Mention]:
    """The sources without a mention, in text order."""
    for position, token in enumerate(scene.tokens):
        if position in known or not _speaks(scene, token, cues):
            continue
        noun = token.lemma.lower()
        bare = token.lower in BARE
        person = noun in kinds["unnamed"]["nouns"]
        if not (bare or (token.pos == "NOUN" and (person or noun in kinds["institution"]["nouns"]))):
            continue
        found = phrase(scene.grammar, position)
        last = max(found.last, found.of + 1) if found.of is not None else found.last
        whose = owner(scene, found)
        country = whose.country if whose is not None else None
        span = scene.tokens[found.first].span
        words = scene.words(found.first, last)
        plural = token.tag in ("NNS", "NNPS")
        kind = "person" if bare or person else "body"
        at = type(span)(span.start, scene.tokens[last - 1].span.end)
        yield Mention(position, at, words, kind, None, country, None, SCORE, plural, noun="" if bare else noun)


def _speaks(scene: Scene, token: Token, cues: Mapping[str, Any]) -> bool:
    """Whether the word is the subject of a verb of speech, or is cited."""
    above = scene.tokens[token.head]
    if token.dep == "nsubj":
        entry = cues["verbs"].get(above.lemma.lower())
        return above.pos == "VERB" and entry is not None and bool(entry["kind"] == "speech")
    if token.dep == "dobj":
        return above.lemma.lower() in CITING
    return token.dep == "pobj" and above.lower == "to" and scene.tokens[above.head].lower == "according"
