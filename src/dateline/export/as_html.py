"""One page of readings that needs no server, no script and no other file, for sending and for keeping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from typing import Any

from dateline.export import words

Answer = dict[str, Any]


def write(answers: Iterable[Answer]) -> Iterator[str]:
    """The page, an article an answer. All that came from a report is escaped."""
    yield '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Dateline</title>'
    yield '<meta name="viewport" content="width=device-width">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    style = (files(__package__) / "as_html.css").read_text(encoding="utf-8")
    yield f"<style>{style}</style></head><body>\n"
    for number, answer in enumerate(answers):
        yield _article(answer, f"r{number}")
    yield "</body></html>\n"


def _article(answer: Answer, prefix: str) -> str:
    if "error" in answer:
        said = f"{answer['id']}: {answer['error']['message']}"
        return f'<article><p class="error">{escape(said)}</p></article>\n'
    published = answer["published"] or "date unknown"
    line = " · ".join(part for part in (answer["publisher"], published, ", ".join(answer["authors"])) if part)
    return (
        f"<article><h1>{escape(answer['title'] or '(no headline)')}</h1>"
        f'<p class="line">{escape(line)}</p>'
        f'<div class="text">{_text(answer, prefix)}</div>'
        f"<aside>{_events(answer, prefix)}{_statements(answer)}{_places(answer)}</aside></article>\n"
    )


def _text(answer: Answer, prefix: str) -> str:
    text = answer["text"]
    cuts: list[tuple[int, int, str, str]] = []
    for number, event in enumerate(answer["events"], start=1):
        flag = f'</span><sup><a href="#{prefix}e{number}">{number}</a></sup>'
        cuts.append((event["start"], event["end"], f'<span class="event" id="{prefix}w{number}">', flag))
    cuts.extend((one["start"], one["end"], '<span class="furniture">', "</span>") for one in answer["furniture"])
    parts, position = [], 0
    for start, end, before, after in sorted(cuts):
        if start < position:
            continue
        parts += [escape(text[position:start]), before, escape(text[start:end]), after]
        position = end
    return "".join([*parts, escape(text[position:])]).strip()


def _events(answer: Answer, prefix: str) -> str:
    if not answer["events"]:
        return ""
    items = []
    for number, event in enumerate(answer["events"], start=1):
        roles = " → ".join(
            filter(None, (words.names(answer, event["actors"]), words.names(answer, event["recipients"])))
        )
        facts = [f"{words.STATUS_SIGN[event['status']]} {event['status']}"]
        if event["place"] is not None:
            facts.append(words.where(answer["places"][event["place"]]))
        if event["time"] is not None:
            facts.append(words.when(answer["times"][event["time"]]))
        facts.append(f"according to {words.voucher(answer, event['statement'])}")
        name = f"{event['type']}{' ' + event['mode'] if event['mode'] else ''}"
        items.append(
            f'<li id="{prefix}e{number}"><a href="#{prefix}w{number}">{escape(name)}</a> {escape(roles)}'
            f" “{escape(words.surface(answer, event))}”<small>{escape('; '.join(facts))}</small></li>"
        )
    return f"<h2>Events</h2><ol>{''.join(items)}</ol>"


def _statements(answer: Answer) -> str:
    if not answer["statements"]:
        return ""
    items = [
        f"<li><b>{escape(words.joined(answer, said['source']) or '(no source given)')}</b>"
        f" {escape(words.joined(answer, said['cue']))}: {escape(words.joined(answer, said['content']))}</li>"
        for said in answer["statements"]
    ]
    return f"<h2>Who says what</h2><ul>{''.join(items)}</ul>"


def _places(answer: Answer) -> str:
    listed = dict.fromkeys(words.where(place) for place in answer["places"] if place["form"] in ("name", "relative"))
    return f"<h2>Places</h2><ul>{''.join(f'<li>{escape(name)}</li>' for name in listed)}</ul>" if listed else ""
