"""Events of the project's own sentences: type, mode, the countries of both sides, the dead; and whether what is
no event is left alone.

python -m bench.own_events [--misses] [--prose]

The sentences (`tests/coding/own_events.yaml`) were written before the rules were tried on them. An event answers for a
wanted one as in the shared scorer: the surest whose sides overlap those wanted, else the surest of the sentence.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from dateline.knowledge import load_knowledge
from dateline.model.event import Event
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.model.text import Span
from dateline.pipeline import run

CASES = Path(__file__).resolve().parents[1] / "tests" / "coding"
FILES = ("own_events", "own_events_aside")
"""Sentences on which rules were tuned since, and more of them that were kept aside from that."""
SIDES = ("actor", "recipient")
Read = Callable[[str], Reading]


@dataclass(frozen=True)
class Wanted:
    """An event that a sentence tells; several `types` where editions or the manual itself allow them."""

    types: frozenset[str]
    mode: str | None
    words: dict[str, str | None]
    country: dict[str, str | None]
    dead: int | None


def cases(name: str) -> list[tuple[str, list[Wanted]]]:
    """The sentences of a file with what they tell."""
    rows = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [(text, [_wanted(told) for told in events]) for text, *events in rows]


def _wanted(told: list[Any]) -> Wanted:
    filled: list[Any] = list(told) + [None] * (7 - len(told))
    types, mode, actor, actor_country, recipient, recipient_country, dead = filled
    return Wanted(
        frozenset(types.split("|")),
        mode,
        {"actor": actor, "recipient": recipient},
        {"actor": actor_country, "recipient": recipient_country},
        dead,
    )


def indexes(event: Event, side: str) -> tuple[int, ...]:
    """Who is named on a side of an event."""
    return event.actors if side == "actor" else event.recipients


def chosen(text: str, wanted: Wanted, reading: Reading) -> Event | None:
    """The event that answers for the wanted one."""
    events = sorted(reading.events, key=lambda event: -event.score)
    asked = {side: _span(text, words) for side, words in wanted.words.items() if words is not None}
    for event in events:
        if asked and all(_named(reading, event, side, span) for side, span in asked.items()):
            return event
    return events[0] if events else None


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _named(reading: Reading, event: Event, side: str, span: Span) -> bool:
    return any(reading.actors[index].span.overlaps(span) for index in indexes(event, side))


def answers(text: str, wanted: Wanted, reading: Reading) -> dict[str, bool]:
    """What was asked of a wanted event, and whether it was answered right; what was not asked is left out."""
    event = chosen(text, wanted, reading)
    told = {"any event": event is not None, "full": any(full(text, wanted, reading, one) for one in reading.events)}
    if event is not None:
        told["type, where any"] = event.type in wanted.types
    told["type"] = event is not None and event.type in wanted.types
    if wanted.mode is not None and event is not None and told["type"]:
        told["mode, where type"] = event.mode == wanted.mode
    for side in SIDES:
        if wanted.country[side] is not None:
            told[f"{side} country"] = event is not None and _of_country(reading, event, side, wanted)
    if wanted.dead is not None:
        numbers = [reading.figures[index].value for index in event.figures] if event is not None else []
        told["dead"] = wanted.dead in numbers
    return told


def _of_country(reading: Reading, event: Event, side: str, wanted: Wanted) -> bool:
    return wanted.country[side] in {reading.actors[index].country for index in indexes(event, side)}


def full(text: str, wanted: Wanted, reading: Reading, event: Event) -> bool:
    """Whether type and both sides are right: a side by its country, one without a country by its words."""
    if event.type not in wanted.types:
        return False
    for side in SIDES:
        words = wanted.words[side]
        if wanted.country[side] is not None:
            if not _of_country(reading, event, side, wanted):
                return False
        elif words is not None and not _named(reading, event, side, _span(text, words)):
            return False
    return True


def distinct(reading: Reading) -> int:
    """Events of one sentence, those of one type between the same sides counted once."""
    told = set()
    for event in reading.events:
        sides = [
            frozenset(reading.actors[index].country or reading.actors[index].span for index in indexes(event, side))
            for side in SIDES
        ]
        told.add((event.type, *sides))
    return len(told)


def measure(read: Read | None = None) -> dict[str, dict[str, Any]]:
    """By file the shares of what was asked; `precision` is of the events found. Beside them, the events a sentence of
    plain prose."""
    read = read or reader()
    prose = [len(read(text).events) for text in plain()]
    figures = {name: _measured(name, read) for name in FILES}
    return {**figures, "own_prose": {"events a sentence": sum(prose) / len(prose)}}


def _measured(name: str, read: Read) -> dict[str, Any]:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text, events in cases(name):
        reading = read(text)
        total["precision"] += distinct(reading)
        for wanted in events:
            for name, good in answers(text, wanted, reading).items():
                total[name] += 1
                right[name] += good
            right["precision"] += any(full(text, wanted, reading, event) for event in reading.events)
    return {asked: right[asked] / total[asked] for asked in sorted(total)}


def plain() -> list[str]:
    """Sentences of ordinary pages that tell no news."""
    found: list[str] = yaml.safe_load((CASES / "own_prose.yaml").read_text(encoding="utf-8"))
    return found


def reader() -> Read:
    """Reads a sentence with all stages."""
    return partial(_read, knowledge=load_knowledge())


def _read(text: str, knowledge: Any) -> Reading:
    return run(Report(id="own", text=text), knowledge)


def misses(read: Read, name: str = "own_events") -> Iterator[str]:
    """What was asked and not answered, a line each, with what was found."""
    for text, events in cases(name):
        reading = read(text)
        for wanted in events:
            wrong = [name for name, good in answers(text, wanted, reading).items() if not good]
            if wrong:
                asked = [f"{wanted.words[side]}={wanted.country[side]}" for side in SIDES]
                yield f"{text}\n  {'|'.join(wanted.types)} {wanted.mode} {asked}: {', '.join(wrong)}"
                yield from (f"    {line}" for line in told(reading))
        if distinct(reading) > len(events):
            yield f"{text}\n  {distinct(reading)} events, not {len(events)}"
            yield from (f"    {line}" for line in told(reading))


def told(reading: Reading) -> Iterator[str]:
    """The events found, a line each."""
    for event in reading.events:
        sides = [
            [
                f"{reading.actors[index].span.of(reading.text)}={reading.actors[index].country}"
                for index in indexes(event, side)
            ]
            for side in SIDES
        ]
        word = event.span.of(reading.text)
        yield f"{word}: {event.type} {event.mode} {sides[0]} → {sides[1]} {event.score:.2f} {event.why}"


def main() -> None:
    """Print the figures, with `--misses` what is wrong, with `--prose` what was found where nothing is told."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="what was asked and not answered")
    parser.add_argument("--prose", action="store_true", help="events found in plain prose")
    options = parser.parse_args()
    read = reader()
    if options.misses:
        print("\n".join(misses(read)))
    if options.prose:
        for text in plain():
            print("\n".join([text, *(f"    {line}" for line in told(read(text)))]))
    for name, figures in measure(read).items():
        print(name)
        print("\n".join(f"  {asked:20} {figure:.3f}" for asked, figure in figures.items()))


if __name__ == "__main__":
    main()
