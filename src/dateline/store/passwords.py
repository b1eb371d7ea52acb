"""Passwords are kept as what scrypt makes of them, with the salt and cost beside it; nothing leads back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import threading
import unicodedata
from dataclasses import dataclass

from dateline.model.errors import AccountError

SHORTEST, LONGEST = 12, 1000
"""Code points of a password. NIST SP 800-63B asks for 8 at least, more where nothing else is asked for."""

SALT_BYTES = HASH_BYTES = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """Of scrypt (RFC 7914): `2**log_n` blocks of `r` times 128 bytes, `p` times over."""

    log_n: int = 15
    r: int = 8
    p: int = 3

    @property
    def memory(self) -> int:
        """Bytes that one hash may take, with room to spare."""
        return 2 * 128 * self.r * ((1 << self.log_n) + self.p)


COST = Cost()
"""32 MiB and about 0.3 s of a processor: the least that OWASP's cheat sheet on password storage gives for scrypt."""

AT_ONCE = 2
"""Hashes that are made at one time, so that a flood of log-ins takes neither all memory nor all processors."""


class Passwords:
    """Hashes and checks passwords at one `cost`; what was hashed at another is checked at its own."""

    def __init__(self, cost: Cost = COST) -> None:
        self.cost = cost
        self._room = threading.BoundedSemaphore(AT_ONCE)
        self._nobody = _written(cost, os.urandom(SALT_BYTES), os.urandom(HASH_BYTES))

    def hashed(self, password: str) -> str:
        """`scrypt$log_n$r$p$salt$hash`, of a salt that no other has."""
        salt = os.urandom(SALT_BYTES)
        return _written(self.cost, salt, self._derived(password, salt, self.cost))

    def right(self, password: str, kept: str | None) -> bool:
        """Whether `kept` was made of `password`. It takes as long where there is nobody (None), who is never right."""
        cost, salt, wanted = _read(kept or self._nobody)
        found = self._derived(password[:LONGEST], salt, cost)
        return hmac.compare_digest(found, wanted) and kept is not None

    def stale(self, kept: str) -> bool:
        """Whether `kept` was made at another cost than today's."""
        return _read(kept)[0] != self.cost

    def _derived(self, password: str, salt: bytes, cost: Cost) -> bytes:
        with self._room:
            return hashlib.scrypt(
                _bytes(password),
                salt=salt,
                n=1 << cost.log_n,
                r=cost.r,
                p=cost.p,
                maxmem=cost.memory,
                dklen=HASH_BYTES,
            )


def check_strength(password: str, name: str) -> None:
    """Raises AccountError for a password that is too easy to guess, or too long to be one."""
    bare = unicodedata.normalize("NFKC", password).casefold()
    if not SHORTEST <= len(password) <= LONGEST:
        reason = f"needs a password of {SHORTEST} characters at least (and {LONGEST} at most)."
        raise AccountError(name, reason, "A few words in a row are easy to keep in mind.")
    if len(set(bare)) < 4 or bare.replace(name.casefold(), "") == "":
        raise AccountError(name, "needs a password that is less easy to guess.", "Take a few words in a row.")


def _bytes(password: str) -> bytes:
    # The same signs typed on another keyboard can come as other code points.
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def _written(cost: Cost, salt: bytes, derived: bytes) -> str:
    numbers = (str(cost.log_n), str(cost.r), str(cost.p))
    return "$".join(("scrypt", *numbers, *(base64.b64encode(one).decode() for one in (salt, derived))))


def _read(kept: str) -> tuple[Cost, bytes, bytes]:
    _, log_n, r, p, salt, derived = kept.split("$")
    return Cost(int(log_n), int(r), int(p)), base64.b64decode(salt), base64.b64decode(derived)
