"""What is near: by the one distance function, the edge of the circle included."""

import random

import pytest

from graph_api.domain.kinds import NodeKind
from graph_api.domain.places import Point, distance_m
from graph_api.ports import GraphStore
from tests.contract.network import NODES, household

HERE = Point(15.0, 104.4)
FAR = 5_000_000.0
HOUSES = {
    node.id: distance_m(HERE, node.point)
    for node in NODES
    if node.KIND is NodeKind.HOUSEHOLD and node.point
}


async def test_nearest_first_at_exactly_the_shared_distance(full: GraphStore):
    found = await full.nearby(NodeKind.HOUSEHOLD, HERE, FAR, None)
    assert [(hit.node.id, hit.metres) for hit in found] == sorted(
        HOUSES.items(), key=lambda item: item[1]
    )


async def test_the_edge_of_the_circle_belongs_to_it(full: GraphStore):
    edge = HOUSES["h3"]
    inside = await full.nearby(NodeKind.HOUSEHOLD, HERE, edge, None)
    short = await full.nearby(NodeKind.HOUSEHOLD, HERE, edge - 0.001, None)
    assert [hit.node.id for hit in inside] == ["h1", "h2", "h3"]
    assert [hit.node.id for hit in short] == ["h1", "h2"]


async def test_a_circle_of_nothing_holds_what_is_at_its_centre(full: GraphStore):
    [hit] = await full.nearby(NodeKind.SAGE, HERE, 0.0, None)
    assert (hit.node.id, hit.metres) == ("sage", 0.0)


async def test_only_the_kind_asked_for(full: GraphStore):
    assert [hit.node.id for hit in await full.nearby(NodeKind.SAGE, HERE, FAR, None)] == ["sage"]
    assert not await full.nearby(NodeKind.MARKET, HERE, FAR, None)


async def test_by_what_is_practised(full: GraphStore):
    async def near(*occupations: str) -> list[str]:
        found = await full.nearby(NodeKind.HOUSEHOLD, HERE, FAR, occupations)
        return [hit.node.id for hit in found]

    assert await near("mats") == ["h2"]
    assert await near("mats", "silk") == ["h2", "h3", "alone"]
    assert await near("unknown") == []
    assert await near() == []
    nearest = await full.nearest(NodeKind.HOUSEHOLD, HERE, ["silk"], 1)
    assert [hit.node.id for hit in nearest] == ["h3"]


async def test_of_equal_distances_the_id_decides(store: GraphStore):
    place = Point(15.01, 104.4)
    await store.write([household(each, point=place) for each in ("c", "a", "b")], [])
    found = await store.nearby(NodeKind.HOUSEHOLD, HERE, FAR, None)
    assert [hit.node.id for hit in found] == ["a", "b", "c"]
    nearest = await store.nearest(NodeKind.HOUSEHOLD, HERE, None, 2)
    assert [hit.node.id for hit in nearest] == ["a", "b"]


@pytest.mark.parametrize("limit", [0, 1, 3, 4, 99])
async def test_the_nearest_however_far(full: GraphStore, limit: int):
    found = await full.nearest(NodeKind.HOUSEHOLD, HERE, None, limit)
    whole = await full.nearby(NodeKind.HOUSEHOLD, HERE, FAR, None)
    assert found == whole[:limit]


async def test_the_other_side_of_the_earth_is_not_too_far(store: GraphStore):
    await store.write([household("away", point=Point(-15.0, -75.0))], [])
    [hit] = await store.nearest(NodeKind.HOUSEHOLD, HERE, None, 5)
    assert hit.node.id == "away"


async def test_a_node_that_moved_is_found_where_it_is_now(full: GraphStore):
    await full.write([household("h1", point=Point(6.0, 100.0))], [])
    found = await full.nearby(NodeKind.HOUSEHOLD, HERE, 2_000.0, None)
    assert [hit.node.id for hit in found] == ["h2"]
    [there] = await full.nearby(NodeKind.HOUSEHOLD, Point(6.0, 100.0), 1.0, None)
    assert there.node.id == "h1"


async def test_many_random_points_against_measuring_each(store: GraphStore):
    rng = random.Random(7)
    points = {f"h{n}": Point(rng.uniform(5, 21), rng.uniform(97, 106)) for n in range(400)}
    await store.write([household(each, point=point) for each, point in points.items()], [])
    for _ in range(20):
        origin = Point(rng.uniform(5, 21), rng.uniform(97, 106))
        radius = 10 ** rng.uniform(3, 6.3)
        measured = sorted((distance_m(origin, point), each) for each, point in points.items())
        found = await store.nearby(NodeKind.HOUSEHOLD, origin, radius, None)
        assert [(hit.metres, hit.node.id) for hit in found] == [
            pair for pair in measured if pair[0] <= radius
        ]
        nearest = await store.nearest(NodeKind.HOUSEHOLD, origin, None, 7)
        assert [(hit.metres, hit.node.id) for hit in nearest] == measured[:7]
