"""The name of a report that stays the same: what was given, else made from its address, else from its words."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from dateline.model.report import Page

DIGITS = 12
"""Hexadecimal digits of the hash: a million reports share one by a chance of 1 in 560."""

TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|link\w*|format|ptr_name|bbc_team)|fbclid|gclid|dclid|msclkid|igshid|yclid|twclid"
    r"|mc_[ce]id|ns_\w+|ocid|cmpid|cmp|ito|icid|smid|smtyp|taid|guccounter|guce_\w+|_ga|ftag|wt\.mc_id|s_cid|xtor)",
    re.I,
)
"""Parameters that say where a reader came from, not what is read."""

PORTS = {"http": 80, "https": 443}


def identify(page: Page, url: str | None) -> str:
    """The report's id: the given one, or 12 hexadecimal digits of the hash of its canonical address or its bytes."""
    if page.id:
        return page.id
    seed = canonical(url).encode("utf-8", "replace") if url else page.content
    return hashlib.sha256(seed).hexdigest()[:DIGITS]


def canonical(url: str) -> str:
    """One spelling for the addresses of one page: no fragment, tracking, default port, `www.` or final slash; https."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").removeprefix("www.")
    if port and port != PORTS.get(parts.scheme.lower()):
        host = f"{host}:{port}"
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0])]
    scheme = "https" if parts.scheme.lower() in PORTS else parts.scheme.lower()
    return urlunsplit((scheme, host, parts.path.rstrip("/"), urlencode(sorted(kept)), ""))
