"""Chains of sources: "the agency, citing an official, said that …" has the official say it as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dateline.annotate.said.candidates import cue_of
from dateline.annotate.said.describe import describe, kind
from dateline.annotate.said.found import Found, spans_of
from dateline.model.reading import Reading

CITING = frozenset({"cite", "quote"})


def with_cited(reading: Reading, found: Sequence[Found], words: Mapping[str, Any]) -> list[Found]:
    """The statements, with one more for each source that another one cites for the same content."""
    grammar = reading.grammar
    by_head: dict[int | None, Found] = {one.head: one for one in found if one.head is not None}
    cited: dict[int, Found] = {}
    for position, token in enumerate(grammar.tokens):
        if token.lemma.lower() not in CITING or token.tag != "VBG" or token.dep not in ("advcl", "acl"):
            continue
        host = _host(reading, position, by_head)
        things = grammar.with_dep(position, "dobj")
        if host is None or not things:
            continue
        if kind(reading, describe(grammar, things[0]), words, nameless=False) is None:
            continue
        source = spans_of(grammar, [one for one in grammar.subtree(things[0]) if one > position])
        cue = spans_of(grammar, cue_of(grammar, position))
        cited[position] = replace(host, head=position, speaker=things[0], source=source, cue=cue)
    kept = [one for one in found if one.head not in cited]
    return sorted([*kept, *cited.values()], key=lambda one: min((*one.source, *one.cue, *one.content)))


def _host(reading: Reading, position: int, by_head: Mapping[int | None, Found]) -> Found | None:
    """The statement of the verb that "citing" hangs on, or of the verb whose subject it describes."""
    tokens = reading.grammar.tokens
    head = tokens[position].head
    return by_head.get(head) or by_head.get(tokens[head].head)
