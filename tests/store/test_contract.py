"""What every store keeps to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.model.errors import NoSuchReport, NotFound
from dateline.model.judgement import Judgement
from dateline.model.text import Span
from dateline.model.wire import reading_to_json
from dateline.store import Added, Store
from tests.made import TEXT, page, reading


def add(store: Store, text: str = TEXT, maker: str = "hand/1/0", id: str = "portville", **given: str) -> Added:
    with store.writer() as writer:
        return writer.add(reading(text, id=id, maker=maker), page(text, **given))


def test_a_report_comes_back(store: Store) -> None:
    """What was added is read back as it was."""
    assert Added("portville", 1, "new") == add(store)
    assert reading_to_json(reading()) == store.view.reading("portville")


def test_adding_twice_changes_nothing(store: Store) -> None:
    """The same report by the same makers is known already."""
    add(store)
    before = store.view.reports()
    assert Added("portville", 1, "nothing") == add(store)
    assert before == store.view.reports()


def test_a_changed_page_is_a_new_version(store: Store) -> None:
    """Another text under the same id is a new version, and the earlier one is kept with its page."""
    add(store)
    changed = TEXT.replace("40", "45")
    assert Added("portville", 2, "version") == add(store, changed)
    assert [(row["version"], row["current"]) for row in store.view.versions("portville")] == [(1, False), (2, True)]
    assert store.view.reading("portville", 1)["text"] == TEXT
    assert changed == store.view.reading("portville")["text"]
    assert TEXT.encode() == store.view.page("portville", 1)["content"]


def test_a_text_that_comes_back_is_a_version_again(store: Store) -> None:
    """A page that is fetched, changed and changed back has three versions: each was what it said at the time."""
    add(store, fetched="2024-05-04T10:00:00+00:00")
    add(store, TEXT.replace("40", "45"), fetched="2024-05-05T10:00:00+00:00")
    assert Added("portville", 3, "version") == add(store, fetched="2024-05-06T10:00:00+00:00")


def test_an_archive_added_again_changes_nothing(store: Store) -> None:
    """Both versions of a page, added from files a second time, are the versions that are there."""
    changed = TEXT.replace("40", "45")
    for _ in range(2):
        add(store)
        add(store, changed)
    assert 2 == len(store.view.versions("portville"))
    assert changed == store.view.reading("portville")["text"]


def test_finished_work_is_known(store: Store) -> None:
    """A page that was read by the same makers is known, and not with other makers, another id or another date."""
    makers = {"events": "hand/1/0"}
    add(store)
    with store.writer() as writer:
        assert Added("portville", 1, "nothing") == writer.known(page(), makers)
        for other in (page(id="elsewhere"), page(published="2023-01-01"), page(TEXT + ".")):
            assert writer.known(other, makers) is None
        assert writer.known(page(), {"events": "hand/2/0"}) is None


def test_other_makers_read_anew(store: Store) -> None:
    """A new version of a stage adds a reading to the version that there is."""
    add(store)
    assert Added("portville", 1, "reread") == add(store, maker="hand/2/0")
    assert store.view.reading("portville")["makers"] == {"events": "hand/2/0"}
    assert store.view.counts()["events"] == 1


def test_nothing_is_stored_by_halves(store: Store) -> None:
    """A writer that raises leaves nothing behind."""
    with pytest.raises(AttributeError), store.writer() as writer:  # noqa: PT012 - the second call is the one that raises
        writer.add(reading(), page())
        writer.add(None, page())  # type: ignore[arg-type]
    assert store.view.reports() == (0, [])


def test_search_finds_all_words(store: Store) -> None:
    """A search gives the reports that have every word, whatever its case, and takes any sign as plain text."""
    add(store)
    add(store, "Nothing of the kind happened in Lakeside.", id="lakeside")
    for query, expected in {
        "PORTVILLE soldiers": ["portville"],
        "happened": ["lakeside"],
        "soldiers lakeside": [],
        'mayor" *': ["portville"],
        "mayor OR lakeside": [],
        "***": [],
    }.items():
        assert expected == [row["id"] for row in store.view.reports(query)[1]], query


def test_search_knows_the_current_version_only(store: Store) -> None:
    """Words that a report no longer has do not find it."""
    add(store)
    add(store, TEXT.replace("mayor", "council"))
    assert store.view.reports("mayor")[0] == 0
    assert store.view.reports("council")[0] == 1


def test_list_is_paged(store: Store) -> None:
    """`limit` and `offset` give a part of the list, and the total counts all."""
    for number in range(5):
        add(store, f"Report number {number} says little.", id=f"r{number}")
    total, rows = store.view.reports(limit=2, offset=2)
    assert (total, [row["id"] for row in rows]) == (5, ["r2", "r1"])


def test_a_row_tells_what_is_in_a_report(store: Store) -> None:
    """A row of the list has the lede without the headline, and counts."""
    add(store)
    row = store.view.reports()[1][0]
    assert row["lede"].startswith("Some 40 soldiers")
    assert (row["statements"], row["events"], row["places"]) == (1, 1, 1)


def test_an_id_can_be_shortened(store: Store) -> None:
    """The start of an id is enough where one report has it."""
    add(store)
    add(store, "Port news in brief today.", id="port")
    assert [store.view.find("portv"), store.view.find("port")] == ["portville", "port"]
    with pytest.raises(NoSuchReport):
        store.view.find("po")


@pytest.mark.parametrize("call", ["reading", "versions", "page"])
def test_an_unknown_report_is_an_error_of_ours(store: Store, call: str) -> None:
    """Asking for what is not there names it and says what to do."""
    with pytest.raises(NoSuchReport, match="dateline list"):
        getattr(store.view, call)("nowhere")


def test_a_span_leads_to_the_page(store: Store) -> None:
    """A row can be walked back to the characters of the page."""
    add(store)
    start = TEXT.index("40")
    assert [[start, start + 2]] == store.view.source_span("portville", start, start + 2)


def test_failures_are_kept(store: Store) -> None:
    """What could not be read is recorded with its reason."""
    with store.writer() as writer:
        writer.fail(NotFound("gone.html", "there is no such file.", "Check the name."))
    assert [(row["source"], row["kind"]) for row in store.view.failures()] == [("gone.html", "not-found")]


def test_a_judgement_can_be_taken_back(store: Store) -> None:
    """A judgement that another one retracts no longer counts, and neither is lost."""
    judged = Judgement(
        "a", "b", "copy", "same", 0.9, ("long common passage",), "lineage/1", "2024-05-04T10:00:00+00:00"
    )
    with store.writer() as writer:
        number = writer.judge(judged)
    assert [row["verdict"] for row in store.view.judgements("b")] == ["same"]
    with store.writer() as writer:
        writer.judge(replace(judged, verdict="unsure", author="reviewer", retracts=number))
    assert store.view.judgements("a") == []


def test_any_text_can_be_kept(store: Store) -> None:
    """Signs outside the first plane, right-to-left words and combining signs come back as they were."""
    text = "Crowds in القاهرة shouted 🎉 and e\u0301migre\u0301s sang 𝔘𝔫𝔦."
    add(store, text)
    assert text == store.view.reading("portville")["text"]
    assert Span(0, 3).of(text) == "Cro"
