"""Nearby sages: distances, ways through the network and ranks worked out by hand."""

from datetime import date

import pytest

from graph_api.domain.errors import InvalidArgument, NodeNotFound
from graph_api.domain.places import Precision
from graph_api.services.nearby_sages import (
    RankPart,
    SageOrder,
    nearby_sages,
    origin_of_area,
    origin_of_node,
    origin_of_point,
)

DEGREE_M = 111_195.08  # one degree of latitude on the mean sphere


def ids(found):
    return [each.sage.id for each in found.sages]


async def test_distances_are_great_circles_from_the_village(store):
    found = await nearby_sages(
        store, await origin_of_area(store, "33209901"), order=SageOrder.DISTANCE
    )
    assert ids(found) == ["s2", "s4", "s1"]
    metres = [each.metres for each in found.sages]
    assert metres == pytest.approx([0.009 * DEGREE_M, 0.02 * DEGREE_M, 0.03 * DEGREE_M], rel=1e-6)


async def test_only_sages_of_the_occupation_are_listed_by_alias_as_well(store):
    origin = await origin_of_area(store, "33209901")
    found = await nearby_sages(store, origin, occupation="ทอเสื่อ", order=SageOrder.DISTANCE)
    assert ids(found) == ["s4", "s1"]
    assert [node.id for node in found.occupations] == ["o1"]
    assert [node.name for node in found.sages[1].occupations] == ["ทอเสื่อกก"]


async def test_the_way_from_a_village_names_who_it_begins_with(store):
    found = await nearby_sages(store, await origin_of_area(store, "33209901"))
    s1 = next(each for each in found.sages if each.sage.id == "s1")
    assert s1.steps == 2
    assert [node.id for node in s1.via] == ["h1", "h2"]


async def test_the_way_from_a_household_leaves_the_asker_out(store):
    found = await nearby_sages(store, await origin_of_node(store, "h1"))
    s1 = next(each for each in found.sages if each.sage.id == "s1")
    assert (s1.steps, [node.id for node in s1.via]) == (2, ["h2"])


async def test_a_sage_of_the_same_village_is_no_step_away(store):
    found = await nearby_sages(store, await origin_of_area(store, "33209902"))
    s1 = next(each for each in found.sages if each.sage.id == "s1")
    assert (s1.steps, list(s1.via)) == (0, [])


async def test_from_a_point_there_is_nobody_to_start_from(store):
    found = await nearby_sages(store, origin_of_point(15.0, 104.4))
    assert {each.steps for each in found.sages} == {None}
    assert {each.parts[RankPart.ACQUAINTANCE] for each in found.sages} == {0.0}


async def test_too_few_steps_find_no_way(store):
    found = await nearby_sages(store, await origin_of_node(store, "h1"), max_steps=1)
    assert {each.steps for each in found.sages} == {None}


async def test_the_rank_is_the_weighted_sum_of_its_parts(store):
    found = await nearby_sages(store, await origin_of_node(store, "h1"), radius_km=20)
    s1 = next(each for each in found.sages if each.sage.id == "s1")
    nearness = 1 - 0.03 * DEGREE_M / 20_000
    assert s1.parts == {
        RankPart.NEARNESS: pytest.approx(nearness, rel=1e-6),
        RankPart.ACQUAINTANCE: pytest.approx(1 / 3),
        RankPart.EXPERIENCE: pytest.approx(2 / 5),
        RankPart.CRITERIA: pytest.approx(2 / 3),
    }
    assert s1.rank == pytest.approx(0.4 * nearness + 0.3 / 3 + 0.2 * 2 / 5 + 0.1 * 2 / 3)
    assert ids(found)[0] == "s1"  # nearer ones know nobody here and have taught nobody


async def test_teaching_counts_activities_and_learners_once(store):
    found = await nearby_sages(store, await origin_of_area(store, "33209901"))
    s1 = next(each for each in found.sages if each.sage.id == "s1")
    assert (s1.taught.times, s1.taught.learners, s1.taught.last) == (2, 1, date(2018, 2, 14))


async def test_a_role_that_has_ended_is_left_out_on_a_later_day(store):
    origin = await origin_of_area(store, "33209901")
    later = await nearby_sages(store, origin, teaches_on=date(2019, 1, 1))
    then = await nearby_sages(store, origin, teaches_on=date(2018, 12, 31))
    assert "s4" not in ids(later)
    assert "s4" in ids(then)


async def test_it_says_how_far_the_nearest_beyond_the_radius_is(store):
    origin = await origin_of_area(store, "33209901")
    found = await nearby_sages(store, origin, radius_km=1, occupation="ทอเสื่อ")
    assert ids(found) == []
    assert found.nearest_outside is not None
    assert found.nearest_outside.node.id == "s4"


async def test_the_nearest_beyond_the_radius_holds_the_role_on_the_day(store):
    origin = await origin_of_area(store, "33209901")
    found = await nearby_sages(
        store, origin, radius_km=1, occupation="ทอเสื่อ", teaches_on=date(2019, 1, 1)
    )
    assert found.nearest_outside is not None
    assert found.nearest_outside.node.id == "s1"


async def test_a_village_without_a_point_is_asked_from_the_area_around_it_and_says_so(store):
    origin = await origin_of_area(store, "33209903")
    assert (origin.precision, origin.point.lat) == (Precision.SUBDISTRICT, 15.0)
    assert origin.actors == {"h3"}


async def test_a_place_without_any_point_around_it_is_an_error_that_names_the_mend(store):
    with pytest.raises(InvalidArgument, match="พิกัด"):
        await origin_of_area(store, "3320")


async def test_unknown_places_occupations_and_radii_are_named(store):
    origin = await origin_of_area(store, "33209901")
    with pytest.raises(NodeNotFound, match="33209999"):
        await origin_of_area(store, "33209999")
    with pytest.raises(InvalidArgument, match="ตำบล"):
        await origin_of_area(store, "บ้านหนึ่ง")
    with pytest.raises(NodeNotFound, match="ช่างทอง"):
        await nearby_sages(store, origin, occupation="ช่างทอง")
    with pytest.raises(InvalidArgument, match="radiusKm"):
        await nearby_sages(store, origin, radius_km=0)
    with pytest.raises(InvalidArgument, match="lat"):
        origin_of_point(104.4, 15.0)
