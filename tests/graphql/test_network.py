"""Networks, metrics and rankings: what the visualiser and the analyst ask."""

import pytest

from graph_api.asgi.app import create_app
from graph_api.domain.nodes import Household
from graph_api.stores.sqlite import SqliteStore
from tests.graphql.conftest import Client
from tests.graphql.small_network import fill

EGO = """query($id: ID!, $steps: Int! = 2, $types: [LinkType!], $budget: Int! = 100) {
  egoNetwork(id: $id, steps: $steps, linkTypes: $types, budget: $budget, metrics: [DEGREE]) {
    centre { id } totalNodes totalLinks truncated
    nodes { steps node { id } metrics { metric value direction links steps method
                                        sampleSize standardError snapshot { id } } }
    links { identity sourceId targetId } snapshot { id nodes links stale asOf } } }"""


async def test_an_ego_network_is_nodes_links_and_metrics(client):
    ego = (await client.ask(EGO, id="p:somsri", steps=1))["egoNetwork"]
    assert {each["node"]["id"]: each["steps"] for each in ego["nodes"]} == {
        "p:somsri": 0,
        "p:thongbai": 1,
        "h:1": 1,
        "h:2": 1,
    }
    assert ego["centre"] == {"id": "p:somsri"}
    assert (ego["totalNodes"], ego["totalLinks"], ego["truncated"]) == (4, 3, False)
    assert len({link["identity"] for link in ego["links"]}) == 3
    (degree,) = ego["nodes"][0]["metrics"]
    assert degree == {
        "metric": "DEGREE",
        "value": 3.0,
        "direction": "UNDIRECTED",
        "links": "TIES",
        "steps": None,
        "method": "EXACT",
        "sampleSize": None,
        "standardError": None,
        "snapshot": {"id": ego["snapshot"]["id"]},
    }
    assert (ego["snapshot"]["stale"], ego["snapshot"]["asOf"]) == (
        False,
        "2026-01-02T03:04:00+00:00",
    )


async def test_link_types_choose_what_is_walked(client):
    ego = (await client.ask(EGO, id="h:2", types=["PEER"]))["egoNetwork"]
    assert {each["node"]["id"] for each in ego["nodes"]} == {"h:2", "h:3"}


async def test_a_budget_is_kept_and_what_it_left_out_is_said(client):
    ego = (await client.ask(EGO, id="p:somsri", budget=2))["egoNetwork"]
    assert len(ego["nodes"]) == 2
    assert ego["truncated"] is True
    assert ego["totalNodes"] > 2


async def test_the_network_of_an_area_brings_its_partners(client):
    query = """query($partners: Boolean!) { network(area: "33209901", partners: $partners) {
        centre { id } nodes { steps node { id } metrics { metric } }
        links { sourceId targetId } } }"""
    alone = (await client.ask(query, partners=False))["network"]
    inside = {each["node"]["id"] for each in alone["nodes"]}
    assert inside == {"p:thongbai", "p:somsri", "t:1", "h:1", "g:1", "m:shop", "lc:1"}
    assert {each["steps"] for each in alone["nodes"]} == {None}
    assert {each["metric"] for each in alone["nodes"][0]["metrics"]} >= {"DEGREE", "BETWEENNESS"}
    with_partners = (await client.ask(query, partners=True))["network"]
    assert {each["node"]["id"] for each in with_partners["nodes"]} == inside | {"h:2"}


async def test_a_metric_of_a_node_takes_steps_only_where_it_has_steps(client):
    data = await client.ask(
        '{ node(id: "p:thongbai") { metrics(metrics: [REACH_COUNT, DEGREE, REACH_COUNT], steps: 3)'
        " { metric steps value } } }"
    )
    reach, degree = data["node"]["metrics"]
    assert (reach["metric"], reach["steps"]) == ("REACH_COUNT", 3)
    assert (degree["metric"], degree["steps"]) == ("DEGREE", None)


RANKING = """query($first: Int! = 3, $after: String, $kinds: [NodeKind!], $metric: Metric!) {
  ranking(metric: $metric, first: $first, after: $after, kinds: $kinds) {
    metric direction links steps
    edges { cursor place value node { id } metric { value method } }
    pageInfo { hasNextPage endCursor } snapshot { id } } }"""


async def test_a_ranking_says_place_value_and_method(client):
    ranking = (await client.ask(RANKING, metric="BETWEENNESS"))["ranking"]
    values = [edge["value"] for edge in ranking["edges"]]
    assert ranking["edges"][0]["node"] == {"id": "p:somsri"}
    assert ranking["edges"][0]["place"] == 1
    assert values == sorted(values, reverse=True)
    assert ranking["edges"][0]["metric"] == {"value": values[0], "method": "EXACT"}
    assert (ranking["metric"], ranking["direction"], ranking["links"]) == (
        "BETWEENNESS",
        "UNDIRECTED",
        "TIES",
    )
    assert ranking["snapshot"]["id"]


async def test_a_ranking_goes_on_page_by_page(client):
    whole = (await client.ask(RANKING, metric="DEGREE", first=50))["ranking"]["edges"]
    after, found = None, []
    while True:
        page = (await client.ask(RANKING, metric="DEGREE", first=4, after=after))["ranking"]
        found += page["edges"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert [edge["node"]["id"] for edge in found] == [edge["node"]["id"] for edge in whole]


async def test_a_ranking_of_some_kinds_holds_those_alone(client):
    ranking = (await client.ask(RANKING, metric="LEARNING_REACH", kinds=["SAGE"]))["ranking"]
    assert {edge["node"]["id"] for edge in ranking["edges"]} <= {"p:thongbai", "p:khamdee"}
    assert (ranking["direction"], ranking["links"], ranking["steps"]) == ("OUT", "LEARNING", 2)
    assert ranking["edges"][0]["value"] == 3.0


async def test_a_snapshot_says_that_the_graph_has_moved_on(client, store):
    assert (await client.ask("{ snapshot { stale } }")) == {"snapshot": {"stale": False}}
    await store.write([Household(id="h:9", name="ครัวเรือน 9", area="33209901")], [])
    assert (await client.ask("{ snapshot { stale } }")) == {"snapshot": {"stale": True}}


@pytest.fixture
async def unrefreshed():
    opened = await SqliteStore.open(None)
    await fill(opened, metrics=False)
    client = Client(create_app(opened))
    yield client
    await client.http.aclose()
    await opened.close()


async def test_before_the_first_refresh_networks_answer_without_metrics(unrefreshed):
    ego = (await unrefreshed.ask(EGO, id="p:somsri"))["egoNetwork"]
    assert ego["snapshot"] is None
    assert all(each["metrics"] == [] for each in ego["nodes"])


async def test_before_the_first_refresh_a_ranking_says_what_to_do(unrefreshed):
    error = await unrefreshed.error("{ ranking(metric: DEGREE) { metric } }")
    assert error["extensions"]["code"] == "SNAPSHOT_MISSING"
    assert "sammachip refresh" in error["message"]
