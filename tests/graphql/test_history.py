"""Earlier snapshots: the network as a whole, and a metric of one node."""

from dataclasses import replace
from datetime import timedelta

import pytest

from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import Household
from graph_api.services.refresh import refresh
from tests.graphql.small_network import AS_OF

HISTORY = """query ($id: ID!, $metric: Metric!, $steps: Int) {
    metricHistory(id: $id, metric: $metric, steps: $steps) {
        value method standardError snapshot { id asOf ageSeconds stale } } }"""
SNAPSHOTS = """query ($first: Int) { snapshots(first: $first) {
    stage figures { figure value } snapshot { id asOf nodes links stale ageSeconds } } }"""
LATER = AS_OF + timedelta(days=30)


async def grow(store) -> None:
    home = Household(id="h:new", name="ครัวเรือนใหม่", area="33209901")
    await store.write([home], [Link(type=LinkType.PEER, source="h:3", target="h:new")])
    await refresh(store, exact_betweenness_nodes=1000, now=lambda: LATER)


async def test_a_node_is_followed_through_the_snapshots(client, store):
    before = (await client.ask("{ snapshot { id } }"))["snapshot"]["id"]
    await grow(store)
    after = (await client.ask("{ snapshot { id } }"))["snapshot"]["id"]
    told = await client.ask(HISTORY, id="h:3", metric="DEGREE")
    assert [(point["value"], point["snapshot"]["id"]) for point in told["metricHistory"]] == [
        (1.0, before),
        (2.0, after),
    ]
    assert [point["method"] for point in told["metricHistory"]] == ["EXACT", "EXACT"]
    assert [point["snapshot"]["stale"] for point in told["metricHistory"]] == [True, False]
    new = await client.ask(HISTORY, id="h:new", metric="REACH_COUNT", steps=2)
    assert [point["snapshot"]["id"] for point in new["metricHistory"]] == [after]


async def test_the_age_of_a_snapshot_is_told(client, store):
    assert (await client.ask("{ snapshot { ageSeconds } }"))["snapshot"]["ageSeconds"] == 0.0
    info = await store.snapshot()
    await store.confirm(replace(info, as_of=AS_OF - timedelta(minutes=2)))
    assert (await client.ask("{ snapshot { ageSeconds } }"))["snapshot"]["ageSeconds"] == 120.0


async def test_the_network_as_a_whole_is_followed_too(client, store):
    await grow(store)
    told = (await client.ask(SNAPSHOTS))["snapshots"]
    assert [each["snapshot"]["stale"] for each in told] == [False, True]
    assert told[0]["snapshot"]["nodes"] == told[1]["snapshot"]["nodes"] + 1
    for each in told:
        figures = {figure["figure"]: figure["value"] for figure in each["figures"]}
        nodes, links = each["snapshot"]["nodes"], each["snapshot"]["links"]
        assert figures["DENSITY"] == pytest.approx(2 * links / (nodes * (nodes - 1)))
        assert figures["COMPONENTS"] >= 1
        assert each["stage"]
    assert len((await client.ask(SNAPSHOTS, first=1))["snapshots"]) == 1


@pytest.mark.parametrize(
    "variables, code",
    [
        ({"id": "nobody", "metric": "DEGREE"}, "NOT_FOUND"),
        ({"id": "h:1", "metric": "DEGREE", "steps": 2}, "INVALID_ARGUMENT"),
        ({"id": "h:1", "metric": "REACH_COUNT", "steps": 9}, "INVALID_ARGUMENT"),
    ],
)
async def test_a_history_of_nothing_is_refused(client, variables, code):
    assert (await client.error(HISTORY, **variables))["extensions"]["code"] == code


@pytest.mark.parametrize("first", [0, 101])
async def test_too_many_snapshots_are_refused(client, first):
    assert (await client.error(SNAPSHOTS, first=first))["extensions"]["code"] == "INVALID_ARGUMENT"
