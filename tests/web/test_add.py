"""Adding through the interface: what comes in, what is refused before it is held, and how far a job is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.corpus.jobs import Jobs
from dateline.knowledge import Knowledge
from dateline.model.errors import FetchFailed
from dateline.model.report import Page
from dateline.store import open_store
from dateline.web.app import create_app

RAW = {"x-dateline": "1", "content-type": "application/octet-stream"}
PASTED = {"kind": "text", "text": "The ferry sank."}


def offline(address: str) -> Page:
    raise FetchFailed(address, "it cannot be reached: this machine has no way to the internet.", "Go online.")


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Iterator[Jobs]:
    store = open_store(str(tmp_path_factory.mktemp("add") / "add.sqlite"))
    with Jobs(store, knowledge=lambda: knowledge, fetch=offline) as jobs:
        yield jobs
    store.close()


@pytest.fixture(scope="module")
def client(jobs: Jobs) -> TestClient:
    return TestClient(create_app(jobs._store.view, jobs=jobs), base_url="http://127.0.0.1")


def test_a_job_from_its_start_to_its_end(client: TestClient) -> None:
    """A file comes in, a job takes it on, its items are told from any one on, and why each was refused."""
    upload = client.post("/api/uploads", params={"name": "a.txt"}, content=b"%PDF-1.4", headers=RAW).json()
    assert (upload["name"], upload["size"]) == ("a.txt", 8)
    inputs = [{"kind": "address", "address": "http://coast.example/a"}, {"kind": "file", "upload": upload["id"]}]
    id = client.post("/api/jobs", json={"inputs": inputs}).json()["id"]
    while not (job := client.get(f"/api/jobs/{id}").json())["ended"]:
        time.sleep(0.02)
    assert [(one["source"], one["kind"]) for one in job["items"]] == [
        ("http://coast.example/a", "fetch-failed"),
        ("a.txt", "binary-input"),
    ]
    assert "no way to the internet" in job["items"][0]["reason"]
    assert client.get(f"/api/jobs/{id}?since=1").json()["items"] == job["items"][1:]
    listed = client.get("/api/jobs").json()
    assert listed["writable"]
    assert [(one["id"], one["state"], one["counts"]["refused"]) for one in listed["jobs"]] == [(id, "done", 2)]
    assert client.post("/api/jobs", json={"inputs": inputs}).status_code == 422, "the file is gone"


def test_too_much_is_refused_while_it_comes_in(client: TestClient, jobs: Jobs, monkeypatch: Any) -> None:
    """A file over its limit, announced or not, is given up; so is a job's description; nothing of them stays."""
    monkeypatch.setattr(jobs, "limit", lambda name: 100_000)
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(1000):
            sent += 60_000
            yield b"x" * 60_000

    asked = {"params": {"name": "a.txt"}, "headers": RAW}
    for content in (endless(), b"x" * 100_001):
        answer = client.post("/api/uploads", content=content, **asked)  # type: ignore[arg-type]
        assert (answer.status_code, answer.json()["kind"]) == (413, "too-large")
        assert "a.txt" in answer.json()["message"]
    monkeypatch.setattr("dateline.corpus.jobs.MAX_WAITING", 50_000)
    assert client.post("/api/uploads", content=b"x" * 60_000, **asked).status_code == 413  # type: ignore[arg-type]
    folder = jobs._folder
    assert folder is None or list(folder.iterdir()) == []
    assert jobs._waiting == 0
    json = {"content-type": "application/json"}
    many = (b" " * 1_000_000 for _ in range(30))
    for body, more in ((many, {}), (b"{}", {"content-length": "99999999"})):
        answer = client.post("/api/jobs", content=body, headers=json | more)
        assert (answer.status_code, "MB" in answer.json()["message"]) == (413, True)


@pytest.mark.parametrize(
    "one",
    [
        {"kind": "text", "text": ""},
        {"kind": "text", "text": " \n"},
        {**PASTED, "published": "2024-02-30"},
        {**PASTED, "published": "yesterday"},
        {**PASTED, "url": "javascript:alert(1)"},
        {**PASTED, "more": 1},
        {"kind": "address", "address": "file:///etc/passwd"},
        {"kind": "address", "address": "coast.example"},
        {"kind": "file", "upload": "../../etc/passwd"},
        {"kind": "folder"},
    ],
)
def test_what_can_be_no_input(client: TestClient, one: dict[str, Any]) -> None:
    """An input that cannot be read is refused at once, in our words, and starts no job."""
    before = client.get("/api/jobs").json()
    answer = client.post("/api/jobs", json={"inputs": [one]})
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert client.get("/api/jobs").json() == before


def test_only_these_pages_add(client: TestClient, jobs: Jobs) -> None:
    """A page elsewhere cannot send files here, and pages that only read take nothing."""
    for headers in ({}, {"origin": "https://evil.example", **RAW}, {"content-type": "text/plain"}):
        assert client.post("/api/uploads?name=a", content=b"x", headers=headers).status_code == 403
    reading = TestClient(create_app(jobs._store.view), base_url="http://127.0.0.1")
    assert reading.get("/api/jobs").json() == {"writable": False, "jobs": []}
    assert reading.post("/api/uploads?name=a", content=b"x", headers=RAW).status_code == 403
    assert reading.post("/api/jobs", json={"inputs": [PASTED]}).status_code == 403
    for path in ("/api/jobs/none", "/api/jobs/none/stop"):
        answer = reading.get(path) if path.endswith("none") else reading.post(path, json={})
        assert (answer.status_code, answer.json()["kind"]) == (404, "no-such-job")
