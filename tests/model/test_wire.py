"""The reading format: what is written can be read back, and has the keys of the format."""

from __future__ import annotations

import json
from dataclasses import replace

from dateline.model.text import OffsetMap
from dateline.model.wire import reading_from_json, reading_to_json
from tests.made import reading

NAMED = {"id", "title", "publisher", "url", "lang", "authors", "published", "text", "furniture", "presence"} | {
    *("places", "times", "actors", "figures", "statements", "events"),
}


def test_round_trip() -> None:
    """A reading comes back from JSON as it was, but for its words' place and the map to its page."""
    before = reading()
    after = reading_from_json(json.loads(json.dumps(reading_to_json(before))))
    sentences = tuple(replace(one, first=0, last=0, paragraph=number) for number, one in enumerate(before.sentences))
    expected = replace(before, sentences=sentences, report=replace(before.report, offsets=OffsetMap(())))
    assert expected.report == after.report
    assert expected == replace(after, makers=expected.makers)


def test_keys_of_the_format() -> None:
    """Every key that the reading format names is there, and every list is in text order."""
    answer = reading_to_json(reading())
    assert NAMED <= set(answer)
    for name in ("furniture", "places", "times", "actors", "figures", "events"):
        assert answer[name] == sorted(answer[name], key=lambda mark: mark["start"])


def test_unknown_is_null() -> None:
    """What is not known is null, not left out and not made up."""
    event = reading_to_json(reading())["actors"][0]
    assert {key: event[key] for key in ("country", "id")} == {"country": None, "id": None}
