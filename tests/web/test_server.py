"""Binding to this machine only."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.model.errors import ConfigError
from dateline.web.server import address, listen, serve
from tests.web.fake import FakeView


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", ""])
def test_other_hosts_are_refused(host: str) -> None:
    """Without accounts the pages are for this machine alone."""
    with pytest.raises(ConfigError, match="loopback"):
        serve(FakeView(), host=host, port=0)


def test_with_accounts_any_host_can_be_bound() -> None:
    """Whoever has an account may come from elsewhere; the address that is told is one that a browser here can open."""
    with listen("0.0.0.0", 0, auth=True) as listener:
        assert listener.getsockname()[0] == "0.0.0.0"
        assert address(listener).startswith("http://127.0.0.1:")


@pytest.mark.parametrize("given", [{"proxies": "127.0.0.1"}, {"allowed_hosts": ["news.example"]}])
def test_others_are_let_in_with_accounts_only(given: dict[str, Any]) -> None:
    """A proxy or a public name without accounts would let everybody in."""
    with pytest.raises(ConfigError, match="--auth"):
        serve(FakeView(), port=0, **given)


@pytest.mark.parametrize("port", [-1, 65536])
def test_port_must_be_one(port: int) -> None:
    """A number that is no port is refused before anything is bound."""
    with pytest.raises(ConfigError, match="no port"):
        listen(port=port)


def test_taken_port_is_told() -> None:
    """A port that something else listens on is named, with the way out."""
    with listen(port=0) as first:
        first.listen()
        with pytest.raises(ConfigError, match="--port"):
            listen(port=first.getsockname()[1])


def test_address_names_the_port_that_was_free() -> None:
    """Port 0 means any; the address says which it became."""
    with listen(port=0) as listener:
        assert address(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}/"
