"""What several people reach together is asked of the snapshot that is kept as files."""

import pytest

from graph_api.asgi.app import create_app
from graph_api.services.refresh import refresh
from graph_api.services.shelf import Shelf
from tests.graphql.conftest import Client
from tests.graphql.small_network import AS_OF

JOINT = """query ($ids: [ID!]!, $steps: Int) {
    jointReach(ids: $ids, steps: $steps) { reached share snapshot { id stale } } }"""


@pytest.fixture
async def asking(store, tmp_path):
    shelf = Shelf(tmp_path / "snapshots")
    await refresh(store, exact_betweenness_nodes=1000, now=lambda: AS_OF, shelf=shelf, force=True)
    client = Client(create_app(store, now=lambda: AS_OF, shelf=shelf))
    yield client
    await client.http.aclose()


async def test_nobody_is_counted_twice(asking, store):
    # thongbai taught somsri and leads t:1; somsri taught h:1 and h:2; h:1 is in g:1, h:2 helps h:3.
    one = (await asking.ask(JOINT, ids=["p:thongbai"], steps=1))["jointReach"]
    assert one["reached"] == len({"p:thongbai", "p:somsri", "t:1"})
    both = (await asking.ask(JOINT, ids=["p:thongbai", "p:somsri"], steps=1))["jointReach"]
    assert both["reached"] == len({"p:thongbai", "p:somsri", "t:1", "h:1", "h:2"})
    published = await store.snapshot()
    assert both["share"] == both["reached"] / published.nodes
    assert both["snapshot"] == {"id": published.id, "stale": False}


@pytest.mark.parametrize(
    "variables, code",
    [
        ({"ids": ["nobody", "h:1"]}, "NOT_FOUND"),
        ({"ids": ["occ:mat"]}, "NOT_FOUND"),
        ({"ids": []}, "INVALID_ARGUMENT"),
        ({"ids": ["h:1"] * 101}, "INVALID_ARGUMENT"),
        ({"ids": ["h:1"], "steps": 5}, "INVALID_ARGUMENT"),
    ],
)
async def test_what_cannot_be_answered_is_refused(asking, variables, code):
    assert (await asking.error(JOINT, **variables))["extensions"]["code"] == code


async def test_a_service_without_a_folder_says_what_to_set(client):
    error = await client.error(JOINT, ids=["h:1"])
    assert "SAMMACHIP_SNAPSHOTS" in error["message"]


async def test_a_snapshot_that_is_elsewhere_is_said_to_be_missing(store, tmp_path):
    client = Client(create_app(store, shelf=Shelf(tmp_path / "empty")))
    error = await client.error(JOINT, ids=["h:1"])
    assert error["extensions"]["code"] == "SNAPSHOT_MISSING"
    await client.http.aclose()
