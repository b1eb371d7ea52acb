"""A reading printed for people in a terminal: every line with the words that it comes from."""

from __future__ import annotations

from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.export import words

Answer = dict[str, Any]


def show(answer: Answer, console: Console) -> None:
    """Print one answer: a reading, or the error in its place."""
    console.print(rendered(answer))


def rendered(answer: Answer) -> RenderableType:
    """The reading as something that rich can print."""
    if "error" in answer:
        return Text.assemble((f"{answer['id']}: ", "bold"), (answer["error"]["message"], "red"))
    parts: list[RenderableType] = [_head(answer)]
    for title, table in (
        ("Who says what", _statements(answer)),
        ("Events", _events(answer)),
        ("Who has what where", _presence(answer)),
        ("Figures", _figures(answer)),
        ("Places", _places(answer)),
        ("Times", _times(answer)),
    ):
        if table is not None:
            parts += [Text(f"\n{title}", style="bold"), Padding(table, (0, 0, 0, 2))]
    if answer["furniture"]:
        kept_out = ", ".join(sorted({one["kind"] for one in answer["furniture"]}))
        parts.append(Text(f"\nKept out of what is read: {len(answer['furniture'])} lines ({kept_out}).", style="dim"))
    return Group(*parts)


def _head(answer: Answer) -> Text:
    published = answer["published"] or "date unknown"
    where_from = f" ({answer['published_from']})" if answer.get("published_from") and answer["published"] else ""
    line = " · ".join(
        part for part in (answer["publisher"], published + where_from, ", ".join(answer["authors"])) if part
    )
    return Text.assemble((answer["title"] or "(no headline)", "bold underline"), "\n", (line, "dim"))


class Rows(Table):
    """A table of plain texts: a bracket in a report is never taken for markup."""

    def add(self, *cells: RenderableType) -> None:
        """Add a row; strings are shown as they are."""
        self.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in cells))


def _table(*columns: str) -> Rows:
    table = Rows(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for number, column in enumerate(columns):
        table.add_column(
            column, overflow="fold", ratio=None, style="" if number else "bold", max_width=34 if number == 0 else None
        )
    return table


def _statements(answer: Answer) -> Rows | None:
    if not answer["statements"]:
        return None
    table = _table("source", "said")
    for said in answer["statements"]:
        source = words.joined(answer, said["source"]) or "(no source given)"
        cue = words.joined(answer, said["cue"])
        content = words.joined(answer, said["content"])
        told = f" (to {said['audience']})" if said.get("audience") else ""
        kind = f" [{said['source_kind']}]" if said["source_kind"] else ""
        about = words.about_source(answer, said)
        line = Text.assemble((f"{cue}{told}: ", "italic"), content)
        table.add(source + kind, Group(line, Text(about, style="dim")) if about else line)
    return table


def _events(answer: Answer) -> Rows | None:
    if not answer["events"]:
        return None
    table = _table("event", "what")
    for event in answer["events"]:
        sign = words.STATUS_SIGN[event["status"]]
        name = f"{sign} {event['type']}{' ' + event['mode'] if event['mode'] else ''}"
        who = words.names(answer, event["actors"]) or "?"
        whom = words.names(answer, event["recipients"])
        facts = [event["status"]]
        if event["place"] is not None:
            facts.append(words.where(answer["places"][event["place"]]))
        if event["time"] is not None:
            facts.append(words.when(answer["times"][event["time"]]))
        facts += [words.figure(answer["figures"][index]) for index in event["figures"]]
        facts.append(f"according to {words.voucher(answer, event['statement'])}")
        line = Text.assemble(who, " → " if whom else " ", whom, ("  “" + words.surface(answer, event) + "”", "italic"))
        table.add(name, Group(line, Text("; ".join(facts), style="dim")))
    return table


def _presence(answer: Answer) -> Rows | None:
    if not answer["presence"]:
        return None
    table = _table("who", "what")
    for row in answer["presence"]:
        who = words.names(answer, [row["actor"]]) if row["actor"] is not None else "?"
        what = words.figure(answer["figures"][row["figure"]]) if row["figure"] is not None else "no number given"
        place = words.where(answer["places"][row["place"]]) if row["place"] is not None else "place unknown"
        table.add(who, f"{row['kind']}: {what}; {place}; according to {words.voucher(answer, row['statement'])}")
    return table


def _figures(answer: Answer) -> Rows | None:
    if not answer["figures"]:
        return None
    table = _table("words", "meaning")
    for figure in answer["figures"]:
        note = f"  Note: {figure['note']}" if figure.get("note") else ""
        table.add(f"“{words.surface(answer, figure)}”", words.figure(figure) + note)
    return table


def _places(answer: Answer) -> Rows | None:
    if not answer["places"]:
        return None
    table = _table("place", "words")
    seen: dict[str, list[str]] = {}
    for place in answer["places"]:
        seen.setdefault(words.where(place), []).append(words.surface(answer, place))
    for name, said in seen.items():
        table.add(name, ", ".join(f"“{one}”" for one in dict.fromkeys(said)))
    return table


def _times(answer: Answer) -> Rows | None:
    if not answer["times"]:
        return None
    table = _table("words", "meaning")
    for time in answer["times"]:
        note = f"  Note: {time['note']}" if time.get("note") else ""
        table.add(f"“{words.surface(answer, time)}”", f"{words.when(time)}{note}")
    return table
