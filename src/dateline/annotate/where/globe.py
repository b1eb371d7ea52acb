"""Points on a sphere: distances in km, points at a bearing, points between two."""

from __future__ import annotations

import math

RADIUS_KM = 6371.0
Point = tuple[float, float]
"""Latitude and longitude in degrees."""


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance."""
    lat1, lon1, lat2, lon2 = (math.radians(value) for value in (*one, *other))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def bearing(one: Point, other: Point) -> float:
    """Initial course from one point to another, in degrees clockwise from north."""
    lat1, lon1, lat2, lon2 = (math.radians(value) for value in (*one, *other))
    east = math.sin(lon2 - lon1) * math.cos(lat2)
    north = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(lon2 - lon1)
    return math.degrees(math.atan2(east, north)) % 360


def at_bearing(start: Point, course: float, km: float) -> Point:
    """The point so many km from `start` on that course."""
    lat, lon, course = math.radians(start[0]), math.radians(start[1]), math.radians(course)
    arc = km / RADIUS_KM
    there = math.asin(math.sin(lat) * math.cos(arc) + math.cos(lat) * math.sin(arc) * math.cos(course))
    turn = math.atan2(math.sin(course) * math.sin(arc) * math.cos(lat), math.cos(arc) - math.sin(lat) * math.sin(there))
    return math.degrees(there), (math.degrees(lon + turn) + 540) % 360 - 180


def between(one: Point, other: Point, share: float) -> Point:
    """The point at that share of the way from one to the other."""
    return at_bearing(one, bearing(one, other), distance_km(one, other) * share)
