"""Names of authors, out of all that stands around them in bylines and metadata."""

from __future__ import annotations

import re

LEAD = re.compile(
    r"^(?:\W*(?:(?:story|words|text|report(?:ed|ing|s)?|written|posted|published|article|analysis|opinion|interview|"
    r"compiled|edited|reviewed|updated|fact[- ]checked)\s+)?(?:by|from|author[s]?|writer|reporter)\b\s*:?\s*)+",
    re.I,
)
SPLIT = re.compile(r"\s*(?:;|\||•|·|\n|/|&|,\s*(?:and\s+)?|\band\b|\bwith\b)\s*", re.I)
TAIL = re.compile(
    r"\s*(?:[-–—(\[]\s.*|\(.*|\[.*|@\S+.*|https?:.*|\b(?:is|was|has|for|in|at|on|published|posted|updated|last|link|"
    r"follow|view|contact|email|via|staff|senior|chief|special|contributing|political|foreign|national|deputy)\b.*)$",
    re.I,
)
EMAIL = re.compile(r"\S+@\S+\.\S+")
NOT_NAMES = re.compile(
    r"(?:staff|editor\w*|admin\w*|reporters?|writers?|correspondents?|contributors?|authors?|journalists?|newsroom|team|desk|"
    r"guest|bureau|share|follow|read|more|view|bio|posts?|comments?|photos?|image|copyright|updated|published|about|"
    r"subscribe|contact|email|print|save|home|news|by|unknown|none|null|anonymous|web|online|min|ago|am|pm|jr|sr|ph\.?d)\.?",
    re.I,
)
ROLE = re.compile(
    r"\b(?:editor|reporter|writer|correspondent|contributor|columnist|producer|director|manager|analyst|"
    r"specialist|strategist|officer|professor|expert|chief|staff|presenter|anchor|journalist|freelancer?|newsroom|team|"
    r"desk|department|author|updated?|published|posted|minutes?|hours?|ago|read|comments?|photos?|images?|cookies?|"
    r"subscribe|follow|share|email|profile|articles?|stories|about|your|you|our|we|this|that)\b",
    re.I,
)
SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|md|m\.d|ph\.?d|esq)\.?", re.I)
WORD = re.compile(r"[^\W\d_][\w.'’-]*")
LONGEST = 300
"""Code points of a byline; what is longer is a text about the author."""


def names(text: str, *, sure: bool = False) -> tuple[str, ...]:
    """The authors that a byline names, in order. `sure` for a field of authors: there one word is a name too."""
    if not text or len(text) > LONGEST or text.startswith(("http://", "https://", "www.")):
        return ()
    text = EMAIL.sub(" ", LEAD.sub("", " ".join(text.split())))
    found: list[str] = []
    for part in SPLIT.split(text):
        part = part.strip(" .,:-–—|*\"'“”")
        if found and SUFFIX.fullmatch(part):
            continue
        name = TAIL.sub("", LEAD.sub("", part)).strip(" .,:-–—|*")
        if is_name(name, sure=sure) and name not in found:
            found.append(name)
        elif found and part and not sure and not ROLE.search(part):
            break
    return tuple(found)


def is_name(text: str, *, sure: bool = False) -> bool:
    """Whether a string could be what a person, or an agency that signs, is called."""
    words = text.split()
    if not (1 if sure else 2) <= len(words) <= 6 or len(text) > 60 or re.search(r"\d{2}|[<>{}=_#%]|://", text):
        return False
    if ROLE.search(text) or all(NOT_NAMES.fullmatch(word) for word in words):
        return False
    if not all(WORD.match(word) for word in words):
        return False
    capitals = sum(word[0].isupper() for word in words)
    return capitals >= 1 and capitals * 2 >= len(words) and words[0][0].isupper()
