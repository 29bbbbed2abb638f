"""Walks: what lies around, what lies within, and the shortest ways."""

import random
from collections.abc import Collection

import pytest

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.ports import GraphStore, counted_at_most
from tests.contract.naive import Walks, identity
from tests.contract.network import LINKS, NODES, TIES, V1, area, household, link, peer

TAUGHT_AND_PEER = (LinkType.TAUGHT, LinkType.PEER)
ALL = tuple(LinkType)


@pytest.mark.parametrize("types", [TIES, TAUGHT_AND_PEER, ALL, ()], ids=len)
@pytest.mark.parametrize("steps", range(5))
@pytest.mark.parametrize(
    "origins", [["sage"], ["h3", "officer"], [f"area:{V1}"], ["mats"], ["nobody", "h1"], []]
)
async def test_a_neighbourhood_is_what_lies_within_the_steps(
    full: GraphStore, origins: list[str], steps: int, types: Collection[LinkType]
):
    walks = Walks(NODES, LINKS, types)
    wanted = walks.steps(origins, steps)
    found = await full.neighbourhood(origins, types, steps, 1000)
    order = sorted(wanted, key=lambda each: (wanted[each], each))
    assert [node.id for node in found.subgraph.nodes] == order
    assert found.steps == wanted
    assert [identity(each) for each in found.subgraph.links] == walks.among(order)
    assert (found.subgraph.total_nodes, found.subgraph.total_links) == (
        len(order),
        len(walks.among(order)),
    )
    assert not found.subgraph.truncated


@pytest.mark.parametrize("budget", range(1, 8))
async def test_a_budget_keeps_the_nearest_and_counts_the_rest(full: GraphStore, budget: int):
    whole = await full.neighbourhood(["sage"], TAUGHT_AND_PEER, 3, 1000)
    found = await full.neighbourhood(["sage"], TAUGHT_AND_PEER, 3, budget)
    kept = whole.subgraph.nodes[:budget]
    ids = {node.id for node in kept}
    assert found.subgraph.nodes == kept
    assert found.steps == {node_id: whole.steps[node_id] for node_id in ids}
    assert found.subgraph.links == [
        each for each in whole.subgraph.links if each.source in ids and each.target in ids
    ]
    assert found.subgraph.total_nodes == len(whole.subgraph.nodes) == 5
    assert found.subgraph.total_links == len(found.subgraph.links)
    assert found.subgraph.truncated == (budget < 5)


@pytest.mark.parametrize("steps", [1, 2, 3])
async def test_the_neighbours_of_a_hub_are_counted_up_to_ten_times_the_budget(
    store: GraphStore, steps: int
):
    """The ends of the links of a hub are no more in order of id than they were written in it."""
    names = [f"h{number:03}" for number in range(60)]
    rng = random.Random(steps)
    rng.shuffle(names)
    links = [peer(names[0], other) for other in names[1:]]
    links += [
        link(LinkType.PEER, *rng.sample(names[1:], 2), key=str(number)) for number in range(30)
    ]
    links += [link(LinkType.PEER, names[0], names[1], key=str(number)) for number in range(40)]
    await store.write([household(each) for each in names], links)
    for origin in (names[0], names[1]):
        at = Walks([household(each) for each in names], links, TIES).steps([origin], steps)
        order = sorted(at, key=lambda each: (at[each], each))
        for budget in (1, 3, 5, 6, 7, 60):
            found = await store.neighbourhood([origin], TIES, steps, budget)
            assert [node.id for node in found.subgraph.nodes] == order[:budget]
            assert found.steps == {each: at[each] for each in order[:budget]}
            assert found.subgraph.total_nodes == min(len(order), counted_at_most(budget))


async def test_no_walk_goes_through_an_area_or_an_occupation(full: GraphStore):
    around = await full.neighbourhood(["officer"], [*ALL], 4, 1000)
    assert around.steps == {"officer": 0, "area:33210101": 1}
    around = await full.neighbourhood(["alone"], [LinkType.PRACTISES], 4, 1000)
    assert around.steps == {"alone": 0, "silk": 1}
    assert await full.paths(["alone"], ["h3"], [LinkType.PRACTISES, LinkType.VISITED], 9) == {}


@pytest.mark.parametrize("kinds", [[NodeKind.HOUSEHOLD], [NodeKind.PERSON, NodeKind.TRAINER], []])
@pytest.mark.parametrize("code", ["33", "3320", V1, "99"])
async def test_within_an_area(full: GraphStore, code: str, kinds: list[NodeKind]):
    wanted = sorted(
        node.id
        for node in NODES
        if (node.area or "").startswith(code) and node.kinds & frozenset(kinds)
    )
    among = Walks(NODES, LINKS, TIES).among(wanted)
    found = await full.within(code, kinds, TIES, 1000)
    assert [node.id for node in found.nodes] == wanted
    assert [identity(each) for each in found.links] == among
    assert (found.total_nodes, found.total_links) == (len(wanted), len(among))
    assert not found.truncated


async def test_within_a_budget(full: GraphStore):
    kinds = [NodeKind.HOUSEHOLD, NodeKind.PERSON]
    found = await full.within("3320", kinds, TIES, 3)
    assert [node.id for node in found.nodes] == ["h1", "h2", "h3"]
    assert [identity(each)[1:3] for each in found.links] == [("h1", "h2"), ("h2", "h3")]
    assert (found.total_nodes, found.total_links, found.truncated) == (6, 2, True)


async def test_of_equal_ways_the_first_read_from_the_target_back(full: GraphStore):
    found = await full.paths(["sage"], ["h3", "h1", "twin"], TAUGHT_AND_PEER, 9)
    assert found == {
        "h1": ["sage", "trainer", "h1"],
        "h3": ["sage", "trainer", "h1", "h2", "h3"],
        "twin": ["sage", "twin"],
    }


async def test_the_last_choice_weighs_more_than_the_first(store: GraphStore):
    ids = ["o", "a", "z", "b", "y", "t"]
    ties = [("o", "a"), ("a", "y"), ("o", "z"), ("z", "b"), ("y", "t"), ("b", "t")]
    await store.write([household(each) for each in ids], [peer(*tie) for tie in ties])
    assert await store.paths(["o"], ["t"], TIES, 3) == {"t": ["o", "z", "b", "t"]}
    assert await store.paths(["t"], ["o"], TIES, 3) == {"o": ["t", "y", "a", "o"]}


async def test_a_target_that_is_an_origin_has_a_way_of_itself_alone(full: GraphStore):
    found = await full.paths(["sage", "h1"], ["h1", "h2"], TAUGHT_AND_PEER, 4)
    assert found == {"h1": ["h1"], "h2": ["h1", "h2"]}
    assert await full.paths(["sage"], ["sage", "h1"], TIES, 0) == {"sage": ["sage"]}


async def test_a_way_is_not_longer_than_asked(full: GraphStore):
    assert "h3" not in await full.paths(["sage"], ["h3"], TAUGHT_AND_PEER, 3)
    assert "h3" in await full.paths(["sage"], ["h3"], TAUGHT_AND_PEER, 4)


async def test_an_area_can_be_reached_and_begun_at(full: GraphStore):
    place = "area:33210101"
    assert await full.paths(["h2"], [place], TIES, 3) == {place: ["h2", "h3", place]}
    assert await full.paths([place], ["h2"], TIES, 3) == {"h2": [place, "h3", "h2"]}


async def test_ids_that_name_nothing_have_no_way(full: GraphStore):
    assert await full.paths(["nobody"], ["h1"], TIES, 5) == {}
    assert await full.paths(["h1"], ["nobody"], TIES, 5) == {}
    assert await full.paths([], [], TIES, 5) == {}


@pytest.mark.parametrize("seed", range(12))
async def test_ways_and_steps_in_a_random_network(store: GraphStore, seed: int):
    rng = random.Random(seed)
    names = [f"n{number:02}" for number in range(40)]
    rng.shuffle(names)
    nodes = [*map(household, names), *(area(f"3{n}", "พื้นที่") for n in range(3))]
    links: list[Link] = [peer(*rng.sample(names[:34], 2)) for _ in range(34 + 2 * seed)]
    links += [
        link(LinkType.VISITED, rng.choice(names), f"area:3{rng.randrange(3)}") for _ in range(25)
    ]
    links += [peer(names[0], other) for other in rng.sample(names[1:34], seed)]
    await store.write(nodes, links)
    walks = Walks(nodes, links, TIES)
    ids = [node.id for node in nodes]
    for _ in range(15):
        origins, targets = rng.sample(ids, rng.randint(1, 3)), rng.sample(ids, rng.randint(1, 8))
        most = rng.randint(0, 8)
        wanted = {target: walks.path(origins, target, most) for target in targets}
        found = await store.paths(origins, targets, TIES, most)
        assert found == {target: way for target, way in wanted.items() if way}
        around = await store.neighbourhood(origins, TIES, most, 9)
        assert around.steps.items() <= walks.steps(origins, most).items()
        assert around.subgraph.total_nodes == len(walks.steps(origins, most))
