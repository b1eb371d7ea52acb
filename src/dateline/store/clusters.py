"""Places that stand too near one another on the map are one dot until one comes closer."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dateline.model.wanted import Box
from dateline.store.columns import Floats, Ints

WORLD_PX = 512
"""Width of the world at zoom 0, as MapLibre counts."""

NEAR_PX = 38
"""Dots that are nearer than this are one: so wide is the largest dot, with room for a finger."""

MOST = 250
CLOSEST = 12.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """`centre` and `members` are indexes; `box` (west, south, east, north) holds all its members."""

    centre: int
    members: Ints
    x: float
    y: float
    box: Box


def clusters(x: Floats, y: Floats, weight: Ints, zoom: float, frame: Box | None) -> list[Cluster]:
    """Places by the Web Mercator square (0 to 1), the heaviest first, each with those that would touch it.

    Only what lies in `frame` (None: the world) and its neighbourhood; at most MOST clusters.
    """
    near = NEAR_PX / (WORLD_PX * 2.0 ** max(0.0, min(zoom, CLOSEST)))
    free = _in_frame(x, y, frame)
    order = free[np.argsort(-weight[free], kind="stable")]
    found: list[Cluster] = []
    while len(order) and len(found) < MOST:
        centre = int(order[0])
        apart = (x[order] - x[centre]) ** 2 + (y[order] - y[centre]) ** 2
        members = order[apart < near * near]
        order = order[apart >= near * near]
        box = (lon(x[members].min()), lat(y[members].max()), lon(x[members].max()), lat(y[members].min()))
        found.append(Cluster(centre, members, float(x[centre]), float(y[centre]), box))
    return found


def _in_frame(x: Floats, y: Floats, frame: Box | None) -> Ints:
    if frame is None:
        return np.arange(len(x), dtype=np.int64)
    west, south, east, north = frame
    left, right = (west + 180) / 360, (east + 180) / 360
    top, bottom = _y(north), _y(south)
    room_x, room_y = (right - left) / 4, (bottom - top) / 4
    inside = (y >= top - room_y) & (y <= bottom + room_y)
    if right - left < 1:
        # The frame may reach beyond the 180th meridian on either side.
        inside &= sum((x + turn >= left - room_x) & (x + turn <= right + room_x) for turn in (-1, 0, 1)) > 0
    return np.flatnonzero(inside)


def _y(latitude: float) -> float:
    held = max(-85.051, min(85.051, latitude))
    return 0.5 - math.log(math.tan(math.pi / 4 + math.radians(held) / 2)) / (2 * math.pi)


def lon(x: float) -> float:
    """Degrees east of a place on the square."""
    return float(x) * 360 - 180


def lat(y: float) -> float:
    """Degrees north of a place on the square."""
    return math.degrees(2 * math.atan(math.exp((0.5 - float(y)) * 2 * math.pi)) - math.pi / 2)
