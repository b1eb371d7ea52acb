"""Serving the pages on this machine, to this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

import uvicorn

from dateline.model.errors import ConfigError
from dateline.model.wanted import Wanted
from dateline.web.app import create_app
from dateline.web.guard import LOOPBACK_NAMES, is_loopback
from dateline.web.ports import Desk, View

HOST = "127.0.0.1"
PORT = 8765


def serve(
    view: View,
    host: str = HOST,
    port: int = PORT,
    *,
    desk: Desk | None = None,
    ready: Callable[[str], None] | None = None,
    log_level: str = "warning",
) -> None:
    """Serve until interrupted; `ready` is told the address once it answers, `desk` takes what people judge.

    Raises ConfigError for a host that others could reach, or a port that is taken.
    """
    with listen(host, port) as listener:
        app = create_app(view, desk=desk, hosts=LOOPBACK_NAMES | {host.strip("[]").lower()})
        listener.listen()
        # What the first view counts over is read while the browser starts.
        threading.Thread(target=view.overview, args=(Wanted(),), daemon=True).start()
        if ready is not None:
            # From here on the system queues what comes in, so a browser that is opened now gets its answer.
            ready(address(listener))
        uvicorn.Server(uvicorn.Config(app, log_level=log_level)).run(sockets=[listener])


def address(listener: socket.socket) -> str:
    """Where a browser finds what listens there."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def listen(host: str = HOST, port: int = PORT) -> socket.socket:
    """A socket bound to `host` and `port` (0: any that is free), before anything is said to be ready."""
    if not is_loopback(host):
        raise ConfigError(
            host,
            "is not a loopback address, and the pages have no accounts that would keep others out.",
            "Use 127.0.0.1, or reach it from afar through an SSH tunnel.",
        )
    if not 0 <= port <= 65535:
        raise ConfigError(str(port), "is no port.", "Use a number from 0 (any that is free) to 65535.")
    bare = host.strip("[]")
    listener = socket.socket(socket.AF_INET6 if ":" in bare else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((bare, port))
    except OSError as problem:
        listener.close()
        raise ConfigError(
            f"{bare}:{port}", f"cannot be used: {problem.strerror}.", "Give another with --port."
        ) from problem
    return listener
