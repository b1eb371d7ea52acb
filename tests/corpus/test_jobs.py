"""Reports that are added in the background: what became of each, and how a job ends."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.corpus.jobs import Jobs
from dateline.ingest import sniff
from dateline.knowledge import Knowledge
from dateline.model.errors import FetchFailed, NotFound, StoreError
from dateline.model.report import Page
from dateline.store import Store, open_store

TEXT = "Soldiers leave {town}\n\nMay 3, 2024\n\nSome 40 soldiers left {town} on Thursday, a spokesman said.\n"
FEED = b"<rss><channel><item><link>/a</link></item><item><link>/gone</link></item></channel></rss>"
HOME = "https://coast.example/feed"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "jobs.sqlite"))
    yield opened
    opened.close()


def fetch(address: str) -> Page:
    """A site with a feed and one page."""
    if address == HOME:
        return Page(address, FEED, sniff.FEED, url=address)
    if address.endswith("/a"):
        return Page(address, TEXT.format(town="Porto").encode(), sniff.PLAIN, url=address, fetched="2024-05-04")
    raise NotFound(address, "the server has no such page (404).", "Check the address; it may have moved.")


def ended(jobs: Jobs, id: str) -> dict[str, Any]:
    """The job once it has ended."""
    for _ in range(2400):
        job = jobs.job(id)
        assert job is not None
        if job["ended"]:
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def came_in(jobs: Jobs, name: str, content: bytes) -> dict[str, str]:
    """A file that came in, as an input."""
    upload = jobs.room()
    upload.write(content)
    upload.close(name)
    return {"kind": "file", "upload": upload.id}


def test_everything_that_is_given_is_answered(store: Store, knowledge: Knowledge) -> None:
    """Each item has its outcome, under the name that its giver knows; what is given again is known; all is compared."""
    lines = json.dumps({"id": "one", "text": TEXT.format(town="Turin")}) + "\n{bad\n"
    with Jobs(store, knowledge=lambda: knowledge, fetch=fetch) as jobs:
        text = {"kind": "text", "text": TEXT.format(town="Lyon"), "title": "Lyon", "published": "2024-05-03"}
        for outcome in ("new", "nothing"):
            given = [text, came_in(jobs, "dir/b.JSONL", lines.encode()), {"kind": "address", "address": HOME}]
            job = ended(jobs, jobs.start(given, "Ada"))
            became = [(one["source"], one["outcome"]) for one in job["items"]]
            assert became == [
                ("Lyon", outcome),
                ("b.JSONL:1", outcome),
                ("b.JSONL:2", "refused"),
                ("https://coast.example/a", outcome),
                ("https://coast.example/gone", "refused"),
            ]
            assert (job["state"], job["done"], job["expected"], job["by"]) == ("done", 5, 5, "Ada")
            assert job["counts"][outcome] == 3
            assert all(one["reason"] and one["kind"] for one in job["items"] if one["outcome"] == "refused")
            assert all(one["id"] and one["title"] for one in job["items"] if one["outcome"] != "refused")
    assert store.view.stories()[0] > 0
    assert [one["source"] for one in store.view.failures()][:2] == ["https://coast.example/gone", "b.JSONL:2"]


@pytest.mark.parametrize("ending", ["stop", "close"])
def test_an_end_in_the_middle_loses_nothing(store: Store, knowledge: Knowledge, ending: str) -> None:
    """A job that is stopped, or whose server ends, keeps what was read, and reads no more."""
    reached, go_on = threading.Event(), threading.Event()

    def slow(address: str) -> Page:
        reached.set()
        assert go_on.wait(30)
        raise FetchFailed(address, "the server took too long.")

    jobs = Jobs(store, knowledge=lambda: knowledge, fetch=slow)
    texts = [{"kind": "text", "text": TEXT.format(town=town)} for town in ("Lyon", "Turin")]
    id = jobs.start([texts[0], {"kind": "address", "address": HOME}, texts[1]], None)
    assert reached.wait(30)
    end: Callable[[], object] = jobs.close if ending == "close" else lambda: jobs.stop(id)
    ending_thread = threading.Thread(target=end)
    ending_thread.start()
    time.sleep(0.05)
    go_on.set()
    ending_thread.join(30)
    job = ended(jobs, id)
    assert (job["state"], job["done"]) == ("stopped", 2)
    assert store.view.reports()[0] == 1
    jobs.close()
    with pytest.raises(StoreError):
        jobs.start(texts, None)
    # The next server compares what this one could not.
    with Jobs(store, knowledge=lambda: knowledge) as after:
        after.catch_up()
        assert [ended(after, one["id"])["state"] for one in after.all()] == (["done"] if ending == "close" else [])
    assert store.view.stories()[0] == 1


def test_what_goes_wrong_inside_is_told(store: Store) -> None:
    """A job that cannot go on says so, and the next one is done all the same; no file is left behind."""

    def broken() -> Knowledge:
        raise RuntimeError("no data")

    with Jobs(store, knowledge=broken) as jobs:
        for _ in range(2):
            job = ended(jobs, jobs.start([came_in(jobs, "a.txt", b"x")], None))
            assert (job["state"], job["done"]) == ("failed", 0)
            assert "no data" not in job["problem"]
        folder = jobs._folder
        assert folder is not None
        assert list(folder.iterdir()) == []
        with pytest.raises(NotFound):
            jobs.start([{"kind": "file", "upload": "../../etc/passwd"}], None)
    assert not folder.exists()
