"""Who is spoken of: every mention of one who acts or is acted on, with country and sector as far as they are told.

First each phrase by its own words (`mentions`), then what the report says elsewhere (`links`: appositions, names that
come again shortened, roles at home, pronouns). Nothing is guessed: what no word tells stays None.
"""

from __future__ import annotations

from functools import lru_cache

from dateline.annotate.who.links import link
from dateline.annotate.who.mentions import Scene, mentions
from dateline.annotate.who.people import Manners
from dateline.annotate.who.speakers import speakers
from dateline.knowledge import Knowledge
from dateline.model.marks import Actor
from dateline.model.reading import Reading
from dateline.model.stage import Provided, Stage


@lru_cache(maxsize=4)
def _manners(knowledge: Knowledge) -> Manners:
    return Manners.of(knowledge.lexicons.read("who"))


def compute(reading: Reading, knowledge: Knowledge) -> Provided:
    """`actors` in text order, outer phrases before those inside them."""
    published = reading.report.published
    scene = Scene(
        reading.text,
        reading.grammar,
        knowledge.actors,
        _manners(knowledge),
        reading.places,
        published[:10] if published else None,
    )
    found = link(scene, mentions(scene))
    lexicons = knowledge.lexicons
    heads = {one.head for one in found}
    found.extend(speakers(scene, heads, lexicons.read("cues"), lexicons.read("source_kinds")))
    found.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    return {
        "actors": tuple(
            Actor(one.span, one.name, one.id, one.country, one.sector, round(one.score, 3)) for one in found
        )
    }


STAGE = Stage("who", 4, requires=("tokens", "sentences", "places"), provides=("actors",), compute=compute)
