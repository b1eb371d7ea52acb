"""Who said so? Statements with their source, cue and content; then whose voice it is, and how it was said.

Two parts that can be exchanged on their own: `spans` finds the words; `resolve`, `stance`, `audience`, `setting` and
`chain` say what they mean.
"""

from __future__ import annotations

from dateline.annotate.said.audience import audience
from dateline.annotate.said.caption import credited, merged, without_headings
from dateline.annotate.said.chain import links, with_cited
from dateline.annotate.said.grounds import without_grounds
from dateline.annotate.said.resolve import Sources
from dateline.annotate.said.setting import listener, setting
from dateline.annotate.said.spans import find
from dateline.annotate.said.stance import stance
from dateline.knowledge import Knowledge
from dateline.model.marks import Statement
from dateline.model.reading import Reading
from dateline.model.stage import Provided, Stage


def compute(reading: Reading, knowledge: Knowledge) -> Provided:
    """`statements` of the report, in the order of where they begin."""
    lexicons = knowledge.lexicons
    cues = lexicons.read("cues")
    kinds = lexicons.read("source_kinds")
    anonymity = lexicons.read("anonymity")
    listed = without_grounds(reading.text, find(reading, cues, kinds, knowledge.weights.read("said")), anonymity)
    cited = with_cited(reading, without_headings(reading, listed), kinds)
    resolved = zip(cited, Sources(reading, kinds, anonymity).all(cited), strict=True)
    pairs = merged(list(resolved), list(credited(reading, kinds, lexicons.read("furniture")["agencies"])))
    found = [one for one, _ in pairs]
    text, grammar = reading.text, reading.grammar
    return {
        "statements": tuple(
            Statement(
                source=one.source,
                cue=one.cue,
                content=one.content,
                source_kind=source.kind,
                source_actor=source.actor,
                stance=stance(grammar, one, cues),
                audience=audience(text, grammar, one, cues) or listener(text, grammar, one),
                setting=setting(text, grammar, one, cues),
                role=source.role,
                member_of=source.member_of,
                grounds=source.grounds,
                via=via,
            )
            for (one, source), via in zip(pairs, links(reading, found), strict=True)
        )
    }


STAGE = Stage("said", 6, requires=("tokens", "sentences", "heard", "actors"), provides=("statements",), compute=compute)
