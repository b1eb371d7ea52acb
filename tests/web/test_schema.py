"""The schema that the types of the pages are made from."""

from __future__ import annotations

import json
from pathlib import Path

from dateline.web.app import interface
from dateline.web.ports import View
from tests.web.fake import FakeView

FRONTEND = Path(__file__).parents[2] / "frontend"


def test_committed_schema_is_current() -> None:
    """`python tools/build_frontend.py --types` was run after the last change of the interface."""
    assert json.loads((FRONTEND / "openapi.json").read_text()) == json.loads(json.dumps(interface()))


def test_every_error_has_our_form() -> None:
    """No answer is left to the framework's own error format."""
    assert "ValidationError" not in json.dumps(interface())


def test_every_answer_is_typed() -> None:
    """Each route names its operation and the model of its answer."""
    for path, methods in interface()["paths"].items():
        operation = methods.get("get") or methods["post"]
        assert operation["operationId"], path
        assert operation["responses"]["200"]["content"], path
        assert operation["responses"]["422"]["content"]["application/json"]["schema"]["$ref"].endswith("/Problem"), path


def test_lock_file_has_no_addresses() -> None:
    """Packages are named by version and hash; where to get them is for each machine to know."""
    packages = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_fake_is_a_view() -> None:
    """The store in memory answers what the pages ask of a store."""
    view: View = FakeView()
    assert view.reports()[0] == 2
