"""Every route, asked what its schema allows and what it does not: no server error, and no answer that it does not name.

Schemathesis makes the questions from the OpenAPI schema. They go to the application in this process, on a store of two
invented reports, and are the same in each run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

from dateline.store.judging import Judging
from dateline.web.app import create_app, interface
from dateline.web.guard import LOOPBACK_NAMES
from tests.web.fake import FakeView

schemathesis = pytest.importorskip("schemathesis")

EXAMPLES = 3
"""Questions of each kind to each route. Sixty of each found nothing more when this was set."""

PATHS = json.loads((Path(__file__).parents[2] / "frontend" / "openapi.json").read_text(encoding="utf-8"))["paths"]
"""As committed; another test holds that to the application. To make it anew takes a second."""
OPERATIONS = [(method.upper(), path) for path, ways in sorted(PATHS.items()) for method in sorted(ways)]


class Idle:
    """Jobs that are taken on and never done."""

    def limit(self, name: str) -> int:
        return 1000

    def room(self) -> Any:
        return self

    id = "upload"

    def write(self, piece: bytes) -> None:
        pass

    def close(self, name: str | None) -> None:
        pass

    def start(self, inputs: Any, by: str | None) -> str:
        return "job"

    def all(self) -> list[Any]:
        return []

    def job(self, id: str, since: int = 0) -> None:
        return None

    def stop(self, id: str) -> bool:
        return False


@pytest.fixture(scope="module")
def schema() -> Any:
    from schemathesis.python import asgi

    view = FakeView()
    loaded = schemathesis.openapi.from_dict(interface())
    hosts = LOOPBACK_NAMES | {asgi.HOST}
    loaded.app = create_app(view, desk=Judging(view.stored), jobs=Idle(), searches=view.stored.searches, hosts=hosts)
    return loaded


@pytest.fixture(scope="module")
def session(schema: Any) -> Iterator[Any]:
    from schemathesis.python import asgi

    with asgi.get_client(schema.app) as client:
        client.headers["x-dateline"] = "1"
        yield client


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_answers_what_its_schema_names(method: str, path: str, schema: Any, session: Any) -> None:
    """Whatever is asked, the answer is one that the schema has, in the form that it has there."""
    from schemathesis.checks import not_a_server_error
    from schemathesis.generation import GenerationMode
    from schemathesis.specs.openapi import checks

    held = [
        not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
    ]
    operation = schema[path][method]
    told = PATHS[path][method.lower()]
    # A path of any words at all has nothing that it does not allow.
    modes = [GenerationMode.POSITIVE]
    if "requestBody" in told or any(one["in"] != "path" for one in told.get("parameters", ())):
        modes.append(GenerationMode.NEGATIVE)
    for mode in modes:

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            case.call_and_validate(session=session, checks=held)

        with suppress(Unsatisfiable):
            ask()
