"""Points on the map and the one distance function that every store uses.

Stores measure with `distance_m` and not with their own functions: Neo4j's `point.distance`
uses another earth radius, so the same question would get another answer.
"""

from dataclasses import dataclass
from enum import Enum
from math import asin, cos, degrees, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the earth in metres (IUGG; Moritz 2000, doi 10.1007/s001900050278)."""


class Precision(Enum):
    """How closely a point is known: the point of a house, or only of the area around it."""

    HOUSE = "HOUSE"
    VILLAGE = "VILLAGE"
    SUBDISTRICT = "SUBDISTRICT"
    DISTRICT = "DISTRICT"
    PROVINCE = "PROVINCE"


@dataclass(frozen=True, slots=True)
class Point:
    """A place in WGS 84 degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of degrees that holds a circle on the ground."""

    south: float
    west: float
    north: float
    east: float


def distance_m(a: Point, b: Point) -> float:
    """Great-circle distance in metres by the haversine formula (Sinnott 1984).

    >>> round(distance_m(Point(15.0, 104.0), Point(15.0, 104.1)))
    10741
    """
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half_lat = sin((lat_b - lat_a) / 2) ** 2
    half_lon = sin(radians(b.lon - a.lon) / 2) ** 2
    h = half_lat + cos(lat_a) * cos(lat_b) * half_lon
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(h)))


def box_around(centre: Point, radius_m: float) -> Box:
    """The smallest box of degrees that holds every point within `radius_m` of `centre`.

    Thailand lies far from the poles and from the date line, so neither is handled.
    """
    lat_span = degrees(radius_m / EARTH_RADIUS_M)
    reach = min(1.0, sin(min(radius_m / EARTH_RADIUS_M, 1.57)) / cos(radians(centre.lat)))
    lon_span = degrees(asin(reach))
    # A hair wider than exact: the box may let a few in that the distance then leaves out.
    slack = 1e-9
    return Box(
        south=centre.lat - lat_span - slack,
        west=centre.lon - lon_span - slack,
        north=centre.lat + lat_span + slack,
        east=centre.lon + lon_span + slack,
    )
