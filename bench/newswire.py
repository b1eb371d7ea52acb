"""Newswire-like reports that nobody wrote, as many as are wanted: the same ones for the same seed.

A happening has its own names, places, figures and matters. Its reports tell some of what is told of it, each in
sentences of its own, beside background that only that report has; a part of them are copies of recent ones: trimmed,
edited, or blended of two. Happenings come and go, few of them fill many reports.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.model.report import Report

COPIES, RECENT = 0.25, 200
"""Share of reports that are made of one of so many before them."""
OPEN = 150
"""Happenings that are told of at one time."""
ENDS = 0.08
"""How likely a happening is told of for the last time."""


def _words(listed: str) -> list[str]:
    return listed.split()


SYLLABLES = _words("""
    ar bel cor dun elm fal gar hol jor kel lun mar nor pel ros sel tav ul ver wen yar zol bri cal dor esk fen
    gri hal
""")
ENDINGS = _words("""
    ton ford ia mar ov is und een ak burg by wick ano es ley sson
""")
NOUNS = _words("""
    bridge harbour council school hospital road village market ministry court factory union strike budget tax
    law vote minister mayor judge officer soldier farmer driver teacher doctor worker student fire flood storm
    quake drought border convoy truck ferry train airport runway pipeline mine quarry dam power water grain fuel
    price wage loan debt bank fund treaty accord ceasefire talks summit sanction embargo patrol raid arrest
    trial verdict appeal prison camp tent aid food medicine vaccine clinic outbreak virus shelter roof wall
    tower square park river coast island valley forest field harvest herd catch fleet ship port dock crane cargo
    tariff export import company plant contract bid licence permit inquiry report audit panel commission agency
    envoy delegation embassy visa passport
""")
ACTS = _words("""
    closed opened blocked repaired inspected delayed signed rejected approved suspended announced defended
    criticised visited left seized returned sold bought built burned flooded struck searched guarded cleared
    reached crossed surrounded evacuated questioned arrested charged released sentenced fined warned urged
    promised refused offered accepted cancelled postponed extended cut raised lowered doubled halved halted
    resumed restored replaced renamed
""")
KINDS = _words("""
    northern southern eastern western old new small large disputed flooded burned empty crowded remote central
    rural coastal private public military civil regional national local foreign joint sudden bitter quiet
    fragile costly cheap late early secret open temporary lasting
""")
THIRDS = [*_words("et ol ine and ust ail orp eck ench ird oam ilt"), *SYLLABLES]
RARE = 30_000
"""Nouns beside those that are listed."""
DAYS = _words("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
""")
TITLES = _words("""
    Mayor Minister Governor Judge General Doctor Captain Professor Senator Commissioner
""")
OPENINGS = (
    "On {day} {title} {name} {act}",
    "In {place}, {name} has {act}",
    "{name}, who once led the {noun2} of {place2}, {act}",
    "Nobody in {place} had {act}",
    "By {day} the {noun2} had {act}",
    "Some {number} residents of {place} {act}",
    "What {name} {act} was",
    "“We {act}",
    "Off {place2}, a {kind} {noun2} {act}",
    "Twice this year {title} {name} {act}",
    "{title} {name} would not say who {act}",
    "Then, without a {noun2}, {place} {act}",
)
MIDDLES = (
    "the {kind} {noun} of {number} {noun3}s",
    "a {noun} that {name} calls {kind}",
    "every {noun} between {place} and {place2}",
    "neither the {noun} nor its {kind} {noun3}",
    "{number} of the {noun3}s in the {kind} {noun}",
    "the {noun}, the {noun3} and a {kind} {noun2}",
    "its last {kind} {noun} for {number} weeks",
    "the {noun3} of a {noun} that {number} people share",
    "one {noun} too many for the {kind} {noun3}",
    "a {kind} {noun}, worth {number} {noun3}s",
)
TAILS = (
    ", and {number} people waited outside the {noun2}.",
    " before the {kind} {noun2} of {place} could be asked.",
    ", {name} told reporters on {day}.",
    "; the {noun2} is to be {act} again in {place2}.",
    " while {name} and the {noun3} looked on.",
    ", a {noun2} of {number} pages showed.",
    ",” {name} said, standing by the {noun2} of {place}.",
    " although {title} {name} had {act} it at {number}.",
    ", according to the {kind} {noun2} that {place} keeps.",
    " and went home to {place2}.",
)


@dataclass(frozen=True)
class _Happening:
    names: list[str]
    places: list[str]
    nouns: list[str]
    acts: list[str]
    numbers: list[str]
    weight: float


def reports(count: int, seed: int = 7) -> Iterator[Report]:
    """So many reports in the order of their days, which are those of one year."""
    chance = random.Random(seed)
    happenings = [_happening(chance) for _ in range(OPEN)]
    recent: list[list[str]] = []
    for number in range(count):
        if recent and chance.random() < COPIES:
            told = _copied(recent, chance)
        else:
            at = chance.choices(range(OPEN), [one.weight for one in happenings])[0]
            told = _told(happenings[at], chance)
            if chance.random() < ENDS:
                happenings[at] = _happening(chance)
        recent = [*recent[-RECENT + 1 :], told]
        day = f"2024-{1 + number * 12 // count:02d}-{1 + number * 336 // count % 28:02d}"
        text = "\n\n".join(" ".join(told[at : at + 2]) for at in range(0, len(told), 2))
        yield Report(f"r{number}", text, published=day, publisher=f"{_name(chance)} Post")


def _copied(recent: list[list[str]], chance: random.Random) -> list[str]:
    told = list(chance.choice(recent))
    if chance.random() < 0.5:
        told = told[: max(3, len(told) * 2 // 3)]
    if chance.random() < 0.3:
        told[chance.randrange(len(told))] = _sentence(_happening(chance), chance)
    if chance.random() < 0.2:
        told += chance.choice(recent)[:4]
    return told


def _told(happening: _Happening, chance: random.Random) -> list[str]:
    background = _happening(chance)
    length = chance.randint(8, 18)
    own = [_sentence(happening, chance) for _ in range(length // 2)]
    return [*own, *(_sentence(background, chance) for _ in range(length - len(own)))]


def _happening(chance: random.Random) -> _Happening:
    return _Happening(
        [f"{_name(chance)} {_name(chance)}" for _ in range(4)],
        [_name(chance) for _ in range(3)],
        [_word(chance) for _ in range(12)],
        [_zipf(ACTS, chance) for _ in range(6)],
        [str(chance.randint(2, 10 ** chance.randint(1, 5))) for _ in range(5)],
        chance.paretovariate(1.2),
    )


def _sentence(happening: _Happening, chance: random.Random) -> str:
    shape = chance.choice(OPENINGS) + " " + chance.choice(MIDDLES) + chance.choice(TAILS)
    return shape.format(
        title=chance.choice(TITLES),
        name=chance.choice(happening.names),
        place=chance.choice(happening.places),
        place2=chance.choice(happening.places),
        noun=chance.choice(happening.nouns),
        noun2=_word(chance),
        noun3=_word(chance),
        kind=chance.choice(KINDS),
        act=chance.choice(happening.acts),
        number=chance.choice(happening.numbers),
        day=chance.choice(DAYS),
    )


def _word(chance: random.Random) -> str:
    """A noun: of a language with many of them, most of them rare."""
    if chance.random() < 0.6:
        return _zipf(NOUNS, chance)
    rank = int(RARE ** chance.random())
    first, rest = rank % len(SYLLABLES), rank // len(SYLLABLES)
    second, third = rest % len(SYLLABLES), rest // len(SYLLABLES)
    return SYLLABLES[first] + SYLLABLES[second] + THIRDS[third % len(THIRDS)]


def _zipf(words: list[str], chance: random.Random) -> str:
    """One of the words, the earlier ones more often."""
    return words[min(len(words) - 1, int(len(words) ** chance.random()) - 1)]


def _name(chance: random.Random) -> str:
    middle = chance.choice(SYLLABLES) if chance.random() < 0.6 else ""
    return (chance.choice(SYLLABLES) + middle + chance.choice(ENDINGS)).capitalize()
