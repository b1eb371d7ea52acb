"""Writes the figures that were measured into docs/accuracy.md, beside those of other programs.

python -m bench --docs
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[1] / "docs" / "accuracy.md"
BEGIN, END = "<!-- figures: written by `python -m bench --docs` -->", "<!-- end of figures -->"

Row = tuple[str, str, str, str]
"""What is measured, on what, the key of the figure, and what the best rival has there (or nothing)."""

TABLES: dict[str, tuple[str, tuple[Row, ...]]] = {
    "pages": (
        "Pages: body text, headline, date, authors (rival: trafilatura 2.3.1)",
        (
            ("body text, F1 of 4-grams", "pages_scrapinghub", "text_f1", ".955"),
            ("body text, F1 of 4-grams", "pages_andy", "text_f1", ".926"),
            ("headline right", "pages_andy", "title_accuracy", ".845"),
            ("date right", "pages_andy", "date_accuracy", ".828"),
            ("authors found", "pages_andy", "author_accuracy", ".793"),
        ),
    ),
    "places": (
        "Places: found and within 161 km (rivals: the best of ten geoparsers on each corpus)",
        tuple(
            row
            for corpus, end_to_end, accuracy in (
                ("lgl", ".505 Yahoo", ".83"),
                ("geovirus", ".698 CamCoder", ".79"),
                ("trnews", ".620 Edinburgh", ".87"),
                ("gwn", ".601 GeoTxt", ".94"),
            )
            for row in (
                ("end to end, F1", corpus, "end_to_end_f1", end_to_end),
                ("found, F1", corpus, "recognition_f1", ""),
                ("resolved right among found, by entity", corpus, "entity_accuracy_161km", accuracy),
            )
        ),
    ),
    "times": (
        "Times: TIMEX3 (rival: HeidelTime)",
        tuple(
            row
            for corpus, rival in (
                ("timebank", ("", "", "")),
                ("aquaint", ("", "", "")),
                ("wikiwars", (".861", ".925", ".845")),
            )
            for row in (
                ("exact span, F1", corpus, "strict_f1", rival[0]),
                ("any overlap, F1", corpus, "relaxed_f1", rival[1]),
                ("with the right value, F1", corpus, "value_f1", rival[2]),
            )
        ),
    ),
    "statements": (
        "Statements: source, cue, content (rivals: a CRF / rules of the GenderGapTracker)",
        (
            ("content found, F1", "polnear_dev", "content_f1", ".595 (test) / .482"),
            ("with source and cue, F1", "polnear_dev", "full_f1", ".436 (test) / .387"),
            ("quoted contents found", "polnear_dev", "quoted_recall", ".83 (test) / .712"),
            ("mixed contents found", "polnear_dev", "mixed_recall", "– / .536"),
            ("indirect contents found", "polnear_dev", "indirect_recall", ".39 (test) / .233"),
            ("contents without a source found", "polnear_dev", "sourceless_recall", "– / .032"),
        ),
    ),
    "sources": (
        "Sources: the project's own 336 cases, which were developed on, and 82 later ones (rivals: nobody tells this)",
        (
            ("kind of source right", "own_sources", "kind", ""),
            ("pronoun and role sources resolved", "own_sources", "pronoun or role resolved", ""),
            ("all sources resolved", "own_sources", "resolved", ""),
            ("statements found", "own_sources", "statement found", ""),
            ("kind of source right", "own_sources_aside", "kind", ""),
            ("all sources resolved", "own_sources_aside", "resolved", ""),
        ),
    ),
    "pronouns": (
        "Pronouns of the third person, on GUM's dev part (rival: the reader's own links, trained on 56 texts)",
        (
            ("he, she for the right one", "gum_dev_pronouns", "he, she: right", ".52"),
            ("they for the right ones", "gum_dev_pronouns", "they: right", ".31"),
        ),
    ),
    "events": (
        "Events: PLOVER type between the gold actors, on the fifth that the reader has not seen (rival: ZSP)",
        (
            ("type right, macro F1", "plv", "root_macro_f1", ".743"),
            ("type right", "plv", "root_accuracy", ".760"),
            ("quad right", "plv", "quad_accuracy", ".874"),
            ("any event found", "plv", "any_event", ""),
            ("type, actor and recipient of some event right", "plv", "full_match", ""),
        ),
    ),
    "factuality": (
        "How sure: the factuality of an event, -3 to 3, Pearson's r (rival: toy rules, on the test parts)",
        (
            ("r", "uw", "r", ".55"),
            ("r", "meantime", "r", ".58"),
            ("r", "uds-ih2", "r", ".34"),
        ),
    ),
    "copies": (
        "Copies: pairs of reports of one story (rival: 3-gram containment); the weights were trained on these pairs",
        (
            ("copy or derived against the rest, F1", "copies_found", "same_text_f1", ".931"),
            ("copy alone, F1", "copies_found", "copy_f1", ".927"),
            ("direction named where the gold names it", "copies_found", "named_direction_accuracy", "0"),
        ),
    ),
    "rewritings": (
        "Rewritings of fifteen happenings of the project's own (the kept six were only measured on the way)",
        (
            ("copy or derived against the rest, F1", "development_found", "same_text_f1", ""),
            ("copy alone, F1", "development_found", "copy_f1", ""),
            ("direction named where the labels name it", "development_found", "named_direction_accuracy", ""),
            ("copy or derived against the rest, F1", "kept_found", "same_text_f1", ""),
            ("copy alone, F1", "kept_found", "copy_f1", ""),
            ("direction named where the labels name it", "kept_found", "named_direction_accuracy", ""),
        ),
    ),
    "stories": (
        "Stories: which reports are of one happening (rival: TF-IDF, average linkage); trained on these topics",
        (
            ("B-cubed F1", "stories_ecb", "b3_f1", ".900"),
            ("B-cubed F1", "stories_chains", "b3_f1", "1.000"),
        ),
    ),
    "reader": (
        "The reader alone, on what its training left out (rivals: spaCy, ZSP, the CRF, HeidelTime)",
        (
            ("names, exact span and type, F1", "newswire", "f1", ".623 spaCy md"),
            ("event type between marked sides, macro F1", "plv", "macro_f1", ".743"),
            ("statements: content, F1", "polnear_dev", "content_f1", ".595 (test)"),
            ("statements: with source and cue, F1", "polnear_dev", "full_f1", ".436 (test)"),
            ("times, any overlap, F1", "timebank", "relaxed_f1", ".907 (platinum)"),
            ("times, any overlap, F1", "aquaint", "relaxed_f1", ".907 (platinum)"),
            ("Penn tags right", "gum dev", "tags", "{spaCy sm tags}"),
            ("heads right", "gum dev", "heads", "{spaCy sm heads}"),
            ("heads with labels right", "gum dev", "labelled", "{spaCy sm labelled}"),
            ("sentences a second, all heads, two cores", "speed", "sentences_per_s", "{spaCy sm sentences_per_s}"),
        ),
    ),
    "speed": (
        "Speed of the whole reading, on one core by the processor's own time (rival: spaCy's small pipeline alone)",
        (
            ("sentences a second", "newswire", "sentences_per_second", "{spaCy sm sentences_per_second}"),
            ("time as a multiple of the encoder's alone", "newswire", "times_reader_alone", "1"),
        ),
    ),
}


def written(measured: dict[str, dict[str, dict[str, Any]]]) -> str:
    """The tables in Markdown, of what was measured."""
    parts = []
    for bench, (title, rows) in TABLES.items():
        lines = [
            f"| {what} | `{corpus}` | {shown(figures[key])} | {beside(rival, figures)} |"
            for what, corpus, key, rival in rows
            if (figures := measured.get(bench, {}).get(corpus, {})).get(key) is not None
        ]
        if lines:
            head = [
                f"### {title}",
                "",
                f"`python -m bench {bench}`",
                "",
                "| figure | on | Dateline | rival |",
                "| --- | --- | --- | --- |",
            ]
            parts.append("\n".join([*head, *lines]))
    return "\n\n".join(parts)


def beside(rival: str, figures: dict[str, Any]) -> str:
    """What the rival has there; a key in braces is a figure of the same run."""
    if not rival.startswith("{"):
        return rival
    value = figures.get(rival[1:-1])
    return shown(value) if value is not None else ""


def shown(value: float) -> str:
    """Three digits, as the field writes them: `.812`; whole numbers from ten."""
    if value >= 10:
        return f"{value:.0f}"
    return f"{value:.3f}".removeprefix("0") if value < 1 else f"{value:.3f}"


def write(measured: dict[str, dict[str, dict[str, Any]]]) -> None:
    """Put the tables into the page, between the marks. Raises ValueError where it has none."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{PAGE} has no place for figures")
    PAGE.write_text(f"{before}{BEGIN}\n\n{written(measured)}\n\n{END}{after}", encoding="utf-8")
