"""Distances on the ground, and boxes that hold circles."""

from math import asin, atan2, cos, degrees, pi, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.domain.places import EARTH_RADIUS_M, Point, box_around, distance_m

POINTS = st.builds(Point, lat=st.floats(-60, 60), lon=st.floats(-90, 90))
ANYWHERE = st.builds(Point, lat=st.floats(-90, 90), lon=st.floats(-180, 180))


def towards(origin: Point, bearing: float, metres: float) -> Point:
    """The point at a distance in a direction (the direct problem on a sphere)."""
    arc, lat = metres / EARTH_RADIUS_M, radians(origin.lat)
    there = asin(sin(lat) * cos(arc) + cos(lat) * sin(arc) * cos(bearing))
    turn = atan2(sin(bearing) * sin(arc) * cos(lat), cos(arc) - sin(lat) * sin(there))
    return Point(degrees(there), origin.lon + degrees(turn))


@pytest.mark.parametrize(
    "one, other, metres",
    [
        (Point(0, 0), Point(0, 1), 2 * pi * EARTH_RADIUS_M / 360),
        (Point(0, 0), Point(90, 0), pi * EARTH_RADIUS_M / 2),
        (Point(0, 0), Point(0, 180), pi * EARTH_RADIUS_M),
        (Point(90, 0), Point(-90, 77), pi * EARTH_RADIUS_M),
        (Point(60, 0), Point(60, 180), pi * EARTH_RADIUS_M / 3),
    ],
)
def test_distances_known_from_geometry(one: Point, other: Point, metres: float):
    assert distance_m(one, other) == pytest.approx(metres, rel=1e-12)


def test_nashville_to_los_angeles():
    # The usual worked example of the haversine formula: 2,887.26 km at a radius of 6,372.8 km.
    metres = distance_m(Point(36.12, -86.67), Point(33.94, -118.40))
    assert metres * 6_372_800 / EARTH_RADIUS_M == pytest.approx(2_887_259.95, abs=0.01)


@given(ANYWHERE, ANYWHERE)
def test_a_distance_is_the_same_both_ways_and_at_most_half_round(one: Point, other: Point):
    assert distance_m(one, other) == pytest.approx(distance_m(other, one), rel=1e-9, abs=1e-6)
    assert 0 <= distance_m(one, other) <= pi * EARTH_RADIUS_M * (1 + 1e-12)
    assert distance_m(one, one) == 0


@given(ANYWHERE, ANYWHERE, ANYWHERE)
def test_no_detour_is_shorter(one: Point, by: Point, other: Point):
    assert distance_m(one, other) <= distance_m(one, by) + distance_m(by, other) + 1e-3


@given(POINTS, st.floats(0, 3e6), st.floats(0, 1), st.floats(0, 2 * pi))
def test_a_box_holds_its_circle(centre: Point, radius: float, share: float, bearing: float):
    box = box_around(centre, radius)
    point = towards(centre, bearing, radius * share)
    if distance_m(centre, point) <= radius:
        assert box.south <= point.lat <= box.north
        assert box.west <= point.lon <= box.east


@given(POINTS, st.floats(1, 3e6))
def test_a_box_is_no_wider_than_its_circle(centre: Point, radius: float):
    box, hair = box_around(centre, radius), 1e-8
    assert distance_m(centre, Point(box.north - hair, centre.lon)) <= radius
    assert distance_m(centre, Point(box.south + hair, centre.lon)) <= radius
    if abs(centre.lat) < 60 and radius < 1e6:
        # The easternmost point of the circle touches the side of the box.
        lat = degrees(asin(sin(radians(centre.lat)) / cos(radius / EARTH_RADIUS_M)))
        touching = distance_m(centre, Point(lat, box.east))
        assert touching == pytest.approx(radius, rel=1e-6, abs=0.01)
