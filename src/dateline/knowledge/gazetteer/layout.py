"""How an entry lies in the compiled arrays: shared by the loader and by the tool that writes them."""

from __future__ import annotations

import hashlib

import numpy as np

from dateline.model.marks import PlaceKind

KINDS: tuple[PlaceKind, ...] = (
    "country",
    "admin1",
    "admin2",
    "settlement",
    "airport",
    "base",
    "region",
    "water",
    "landmark",
)
FEATURES = (
    "PCLI", "ADM1", "ADM2", "PPL", "PPLC", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLA5", "PPLX", "PPLL", "PPLF", "PPLG",
    "PPLH", "PPLQ", "PPLR", "PPLS", "PPLW", "PPLCH", "STLMT", "AIRP", "AIRB", "SEAT", "CURATED",
)  # fmt: skip
"""GeoNames feature codes, and ours for seats of power and for what was curated by hand."""

PRIMARY, VARIANT, ADJECTIVE = 0, 1, 2
"""How a name stands to its entry: the usual one, another, or the adjective and people that go with it."""

RANK_BITS = 2

ENTRY = np.dtype(
    [
        ("lat", "<f4"),
        ("lon", "<f4"),
        ("radius", "<f4"),
        ("population", "<u4"),
        ("geonames", "<u4"),
        ("name_at", "<u4"),
        ("name_length", "<u2"),
        ("admin1", "<u2"),
        ("country", "u1"),
        ("kind", "u1"),
        ("feature", "u1"),
    ]
)


def name_hash(folded: str) -> int:
    """64 bits of a folded name: among a million names two meet about once in 40 million lists."""
    return int.from_bytes(hashlib.blake2b(folded.encode("utf-8", "replace"), digest_size=8).digest(), "little")
