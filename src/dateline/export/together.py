"""What many reports say together, for people: lines of text, with the words that they rest on and where these are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
WIDE = 150
"""Code points of cited words that are shown."""
KINDS = {
    "number": "numbers that disagree",
    "date": "dates that disagree",
    "place": "places that disagree",
    "who": "who did it",
    "whether": "whether it happened",
    "distance": "a distance that the globe contradicts",
    "weekday": "a weekday that the date is not",
    "count": "counting against numbering",
    "future": "told before its day",
}


def story_line(row: Row) -> str:
    """A story in a list: its days, how many reports, its headline."""
    days = " – ".join(dict.fromkeys(one for one in (row["earliest"], row["latest"]) if one)) or "date unknown"
    many = len(row["reports"])
    extra = f", {row['conflicts']} conflict{'s' * (row['conflicts'] != 1)}" if row["conflicts"] else ""
    return f"{days}  {row['headline'] or row['id']}  ({many} report{'s' * (many != 1)}{extra})  [{row['id']}]"


def story(row: Row) -> Iterator[str]:
    """A story with its reports, who has whose text, claims, conflicts, series and changes."""
    days = " – ".join(dict.fromkeys(one for one in (row["earliest"], row["latest"]) if one)) or "date unknown"
    yield row["headline"] or row["id"]
    many, houses = len(row["reports"]), row["publishers"]
    yield f"{days} · {many} reports by {houses} publishers, {row['first_hand']} of them first-hand as far as known"
    for name in ("places", "actors"):
        if row[name]:
            yield f"{name}: " + ", ".join(f"{one['name']} ({one['reports']})" for one in row[name])
    yield ""
    yield "Reports"
    parents = _parents(row["lineage"])
    for one in row["members"]:
        made = f"  ⟵ {'; '.join(parents[one['id']])}" if one["id"] in parents else ""
        yield f"  {(one['published'] or 'date unknown')[:10]}  {one['publisher'] or one['id']}: {one['title']}{made}"
    told = [one for one in row["claims"] if len(one["tellings"]) > 1]
    for title, lines in (
        (f"Claims told more than once ({len(told)} of {len(row['claims'])})", _each(told, claim)),
        (f"Conflicts ({len(row['conflicts'])})", _each(row["conflicts"], conflict)),
        (f"Revised over time ({len(row['series'])})", _each(row["series"], series)),
        (f"Incidents ({len(row['incidents'])})", _each(row["incidents"], incident)),
    ):
        yield ""
        yield title
        yield from ("  " + line for line in lines)
    for one in row["changes"]:
        yield ""
        yield f"{one['report']} changed from version {one['from']} to {one['to']}: `dateline changes {one['report']}`"


def claim(row: Row) -> Iterator[str]:
    """A claim: what is told, on whose word, and in which words."""
    head = row["about"] or f"“{_short(row['text'])}”"
    agreed = {"compatible": "; differently precise", "conflict": "; they disagree"}.get(row["agreement"], "")
    yield f"{head} — {row['summary']}{agreed}"
    for number, origin in enumerate(row["origins"]):
        shown = [one for one in row["tellings"] if one["origin"] == number]
        first = next((one for one in shown if one["cite"]["report"] in origin["first"]), shown[0])
        more = f" and {len(origin['reports']) - 1} more" if len(origin["reports"]) > 1 else ""
        through = f" (through {', '.join(origin['through'])})" if origin["kind"] != "outlet" else ""
        yield f"  {origin['name']}{through}: {_words(first['cite'])}{more}"


def conflict(row: Row) -> Iterator[str]:
    """A conflict: what of, and each side with its words."""
    unsure = " (not sure)" if row["verdict"] == "unsure" else ""
    judged = row.get("judged")
    person = f" — {judged['author']}: {_judged(judged['verdict'])}" if judged else ""
    yield f"{row['about']}: {KINDS.get(row['kind'], row['kind'])}{unsure}{person}  [{row['id']}]"
    for side in row["sides"]:
        where = ", ".join(_at(cite) for cite in side["cites"])
        when = f", as of {side['earliest'] or side['latest']}" if side["earliest"] or side["latest"] else ""
        yield f"  {side['says']} — {', '.join(side['by'])}{when}{f' ({where})' if where else ''}"
    yield f"  because: {'; '.join(row['reasons'])}"


def series(row: Row) -> Iterator[str]:
    """A figure over time as one publisher told it."""
    yield f"{row['about']}, as told by {row['by']}"
    for point in row["points"]:
        when = point["earliest"] or point["latest"] or "unknown"
        yield f"  {when}  {point['says']} — {point['by']} ({_at(point['cite'])})"


def incident(row: Row) -> Iterator[str]:
    """An event in the world, and the words by which reports tell it."""
    when = row["earliest"] or row["latest"] or "date unknown"
    where = f" at {row['place']}" if row["place"] else ""
    whom = f" → {', '.join(row['recipients'])}" if row["recipients"] else ""
    what = f"{row['type']}{' ' + row['mode'] if row['mode'] else ''}"
    many = len({one["cite"]["report"] for one in row["parts"]})
    told = f"{many} report{'s' * (many != 1)}, {row['origins']} origin{'s' * (row['origins'] != 1)}"
    who = ", ".join(row["actors"]) or "unknown"
    yield f"{when}  {what}: {who}{whom}{where} — {told} ({', '.join(row['statuses'])})"


def changes(row: Row) -> Iterator[str]:
    """What became of each sentence from one version to the next."""
    yield f"{row['report']}, version {row['before']} to {row['after']}"
    for one in row["changes"]:
        if one["kind"] == "changed":
            yield f"  changed  {_short(one['after']['words'])}"
            for detail in one["details"]:
                before, after = (detail[side]["words"] if detail[side] else "—" for side in ("before", "after"))
                yield f"           {detail['kind']}: “{before}” is now “{after}”"
        else:
            yield f"  {one['kind']:8} {_short((one['after'] or one['before'])['words'])}"


def _each(rows: Sequence[Row], write: Any) -> Iterator[str]:
    for row in rows:
        yield from write(row)


def _parents(edges: Sequence[Row]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for edge in edges:
        if edge["direction"] in ("a_from_b", "b_from_a"):
            child, parent = (edge["a"], edge["b"]) if edge["direction"] == "a_from_b" else (edge["b"], edge["a"])
            found.setdefault(child, []).append(f"{edge['relation']} of {parent}")
    return found


def _judged(verdict: str) -> str:
    return {"different": "is a conflict", "same": "is none"}.get(verdict, "is not sure")


def _words(cite: Row) -> str:
    return f"“{_short(cite['words'])}” ({_at(cite)})"


def _at(cite: Row) -> str:
    return f"{cite['report']}:{cite['start']}-{cite['end']}"


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= WIDE else plain[:WIDE].rsplit(" ", 1)[0] + " …"
