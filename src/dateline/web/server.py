"""Serving the pages: on this machine to this machine, or with accounts to whoever has one."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Collection

import uvicorn

from dateline.model.errors import ConfigError
from dateline.model.wanted import Wanted
from dateline.web.accounts import Accounts
from dateline.web.app import create_app
from dateline.web.guard import LOOPBACK_NAMES, Names, is_loopback
from dateline.web.peers import networks
from dateline.web.ports import Desk, Directory, Jobs, Searches, View

HOST = "127.0.0.1"
PORT = 8765


def serve(
    view: View,
    host: str = HOST,
    port: int = PORT,
    *,
    desk: Desk | None = None,
    jobs: Jobs | None = None,
    searches: Searches | None = None,
    directory: Directory | None = None,
    accounts: Accounts | None = None,
    allowed_hosts: Collection[str] = (),
    proxies: str = "",
    ready: Callable[[str], None] | None = None,
    log_level: str = "warning",
) -> None:
    """Serve until interrupted; `ready` is told the address once it answers, `desk` takes what people judge, names are
    looked up in `directory`.

    With `accounts` others may reach it, by the names of `allowed_hosts` or an address, through `proxies` if there are
    any. Raises ConfigError for a host that others could reach without accounts, or a port that is taken.
    """
    believed = networks(proxies)
    if accounts is None and (believed or allowed_hosts):
        raise ConfigError("auth", "is needed to let others in, also through a proxy.", "Give --auth.")
    with listen(host, port, auth=accounts is not None) as listener:
        own = LOOPBACK_NAMES | {host.strip("[]").lower()} | {name.lower() for name in allowed_hosts}
        hosts = Names(own, literals=accounts is not None)
        app = create_app(
            view,
            desk=desk,
            jobs=jobs,
            searches=searches,
            directory=directory,
            accounts=accounts,
            hosts=hosts,
            proxies=believed,
        )
        listener.listen()
        # What the first view counts over is read while the browser starts.
        threading.Thread(target=view.overview, args=(Wanted(),), daemon=True).start()
        if ready is not None:
            # From here on the system queues what comes in, so a browser that is opened now gets its answer.
            ready(address(listener))
        # Whom to believe about who asks is for `peers` to say; addresses with a feed's key in them are in no log.
        config = uvicorn.Config(app, log_level=log_level, proxy_headers=False, access_log=False)
        uvicorn.Server(config).run(sockets=[listener])


def address(listener: socket.socket) -> str:
    """Where a browser finds what listens there."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def listen(host: str = HOST, port: int = PORT, *, auth: bool = False) -> socket.socket:
    """A socket bound to `host` and `port` (0: any that is free), before anything is said to be ready.

    Without `auth` only a loopback address is taken.
    """
    if not host or (not auth and not is_loopback(host)):
        raise ConfigError(
            host or "host",
            "is not a loopback address, and the pages have no accounts that would keep others out.",
            "Use 127.0.0.1 and an SSH tunnel, or accounts: `dateline accounts --help`, `dateline serve --auth`.",
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
