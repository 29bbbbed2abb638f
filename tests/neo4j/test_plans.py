"""Every query stands on an index, and a page costs the same however large the graph is."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest
from neo4j import AsyncDriver

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.domain.metrics import Direction, SnapshotInfo
from graph_api.domain.names import sort_key
from graph_api.domain.nodes import Household
from graph_api.domain.places import Point
from graph_api.ports import NodeFilter
from graph_api.stores import neo4j as adapter
from graph_api.stores.neo4j import (
    changes,
    deriving,
    erasing,
    link_pages,
    lists,
    migrations,
    name_search,
    near,
    published,
    publishing,
    rankings,
    reading,
    record_search,
    stated,
    streaming,
    walking,
    ways,
    writing,
)
from graph_api.stores.neo4j.connection import Query
from graph_api.stores.neo4j.rows import order_key
from graph_api.stores.neo4j.store import Neo4jStore
from tests.neo4j_servers import NEO4J_STORES, GiveServer, TestServer

pytestmark = pytest.mark.neo4j

HOUSEHOLD, TIES = NodeKind.HOUSEHOLD, (LinkType.TAUGHT, LinkType.PEER)
HERE = Point(15.0, 104.4)
LINK = {"source": "a", "target": "b", "stated": {"uid": "x"}}


def queries() -> dict[str, Query]:
    """Every query of the adapter, some in several forms."""
    return {
        "version": reading.version_query(),
        "nodes": reading.nodes_query(["a"]),
        "page": lists.page_query(HOUSEHOLD, NodeFilter(), 10, ""),
        "page in area": lists.page_query(HOUSEHOLD, NodeFilter(area="33"), 10, ""),
        "page by occupation": lists.page_query(
            HOUSEHOLD, NodeFilter(occupations=frozenset({"a"})), 10, ""
        ),
        "page by name": lists.page_query(HOUSEHOLD, NodeFilter(name_key="ก"), 10, ""),
        "count": lists.count_query(HOUSEHOLD, NodeFilter()),
        "count in area": lists.count_query(HOUSEHOLD, NodeFilter(area="33")),
        "kind counts": lists.kind_counts_query(None),
        "kind counts in area": lists.kind_counts_query("33"),
        "name candidates": name_search.name_candidates_query(["กขค"], [HOUSEHOLD], None, 10),
        **{f"links {way.value}": reading.links_of_query(["a"], TIES, way) for way in Direction},
        **{
            f"link pages {way.value}": link_pages.pages_query(["a"], TIES, way, 10, None)
            for way in Direction
        },
        "sales": reading.sales_query("33", None, None),
        "node batch": streaming.node_batch_query("", 1),
        "link batch": streaming.link_batch_query(LinkType.PEER, "", 1),
        "whole nodes": streaming.whole_node_batch_query("", 1),
        "whole links": streaming.whole_link_batch_query(LinkType.PEER, "", 1),
        "near": near.in_circle_query(HOUSEHOLD, HERE, 1000.0, None),
        "near by occupation": near.in_circle_query(HOUSEHOLD, HERE, 1000.0, ["a"]),
        "near anywhere": near.in_circle_query(HOUSEHOLD, HERE, 9e9, None),
        "layers": walking.layers_query(["a"], TIES, 3, 200),
        "step": ways.step_query(["a"], TIES),
        "within": walking.within_query("33", [HOUSEHOLD], TIES, 200),
        "known": ways.known_query(["a"]),
        "lock": writing.lock_query(),
        "note changes": changes.note_query(1, ["a"], ["a"]),
        "told": changes.told_query(),
        "tell from": changes.tell_from_query(1),
        "forget changes": changes.forget_changes_query(1),
        "changes": changes.changes_query(1),
        "changed actors": changes.actors_query(["a"]),
        "links between": changes.between_query([("a", "b")], TIES),
        "is known": stated.is_known_query(b"x"),
        "move version": stated.move_version_query(1, grows=True),
        "keep": stated.keep_query(b"x"),
        "drop stale": stated.drop_stale_query(1),
        "create nodes": writing.create_nodes_query([HOUSEHOLD], [{"id": "a"}]),
        "change nodes": writing.change_nodes_query([HOUSEHOLD], [{"id": "a"}]),
        "create links": writing.create_links_query(LinkType.PEER, [LINK]),
        "change links": writing.change_links_query(LinkType.PEER, [LINK]),
        "known links": writing.known_links_query(LinkType.PEER, ["x"]),
        "kinds": writing.kinds_query(["a"]),
        "derived of activities": deriving.of_activities_query(LinkType.TAUGHT, ["a"]),
        "derived of sellers": deriving.of_sellers_query(LinkType.SELLS_AT, ["a"]),
        "exchange links": deriving.exchange_links_query(LinkType.TAUGHT, [LINK]),
        "remove links": deriving.remove_links_query(LinkType.TAUGHT, ["x"]),
        "removed": deriving.removed_query(1),
        "exchange nodes": erasing.exchange_nodes_query([{"id": "a"}]),
        "put line": erasing.put_line_query({}),
        "audit": erasing.audit_query(10, 0),
        "last removal": streaming.last_removal_query(),
        "current": published.current_query(),
        "kept": published.kept_query(),
        "history": published.history_query("a"),
        "drop": publishing.drop_query(1, "x", 3),
        "confirm": publishing.confirm_query(
            SnapshotInfo("x", datetime(2020, 1, 1, tzinfo=UTC), 1, 1, 1)
        ),
        "put values": publishing.put_values_query(1, [{"id": "a", "values": [1.0]}]),
        "forget values": publishing.forget_query("Measured", 0, 1),
        "forget order": publishing.forget_query("Ranking", 0, 1),
        "values": published.values_query(1, ["a"]),
        "ranking begin": rankings.begin_query(1, "DEGREE", 1.0),
        "ranking": rankings.ranking_query(
            1, "DEGREE", range(2), kinds=[HOUSEHOLD], first=10, after=(1.0, "a")
        ),
        "ranking in area": rankings.ranking_in_area_query(
            1, 0, kinds=[HOUSEHOLD], area="33", first=10, after=(1.0, "a")
        ),
        "sections by short words": record_search.sections_query(["ก"], 10, ""),
        "sections": record_search.sections_query(["กขค"], 10, ""),
        "migrations applied": migrations.applied_query(),
        "lock migrations": migrations.lock_query(),
        "migration done": migrations.done_query(1),
        "begin the graph": migrations.begin_query(),
        "next publication": publishing.next_number_query(),
        "put order": publishing.put_order_query(1, [{"metric": 0}]),
        "make current": publishing.make_current_query(1, {"snapshot": "s"}),
    }


SCANS = {"AllNodesScan", "CartesianProduct", "NodeByLabelScan", "UnionNodeByLabelsScan"}
SCANS |= {"DirectedRelationshipTypeScan", "DirectedAllRelationshipsScan"}


@pytest.fixture(params=NEO4J_STORES)
def server(request: pytest.FixtureRequest, neo4j_server: GiveServer) -> TestServer:
    return neo4j_server(request.param.removeprefix("neo4j-"))


def operators(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", []):
        yield from operators(child)


def name(operator: dict[str, Any]) -> str:
    return str(operator["operatorType"]).partition("@")[0]


async def explained(driver: AsyncDriver, how: str, query: Query) -> dict[str, Any]:
    async with driver.session() as session:
        result = await session.run(f"{how} {query.text}", query.parameters)
        summary = await result.consume()
    plan = summary.profile or summary.plan
    assert plan is not None
    return plan


def modules() -> list[ModuleType]:
    names = (found.name for found in pkgutil.iter_modules(adapter.__path__))
    return [importlib.import_module(f"{adapter.__name__}.{name}") for name in names]


def test_no_query_of_the_adapter_is_left_out_here(monkeypatch: pytest.MonkeyPatch):
    asked, there = set(), set()

    def noting(made_by: Callable[..., Query]) -> Callable[..., Query]:
        def make(*given: Any, **named: Any) -> Query:
            asked.add(f"{made_by.__module__}.{made_by.__name__}")
            return made_by(*given, **named)

        return make

    for module in modules():
        for name, made_by in inspect.getmembers(module, inspect.isfunction):
            if made_by.__module__ != module.__name__ or not name.endswith("_query"):
                continue
            assert inspect.signature(made_by).return_annotation is Query, name
            there.add(f"{module.__name__}.{name}")
            monkeypatch.setattr(module, name, noting(made_by))
    queries()
    assert asked == there
    assert len(there) > 40


async def test_every_query_stands_on_an_index(driver: AsyncDriver):
    scanning = {}
    for asked, query in queries().items():
        found = {name(each) for each in operators(await explained(driver, "EXPLAIN", query))}
        if found & SCANS:
            scanning[asked] = found
    assert not scanning


async def hits(driver: AsyncDriver, query: Query) -> int:
    plan = await explained(driver, "PROFILE", query)
    return sum(each.get("dbHits", each["args"].get("DbHits", 0)) for each in operators(plan))


async def test_the_cost_of_a_page_does_not_grow_with_the_graph(
    driver: AsyncDriver, store: Neo4jStore
):
    cost = []
    for size in (200, 4_000):
        many = [Household(id=f"h{n:05}", name=f"ครัวเรือน {n:05}") for n in range(size)]
        await store.write(many, [])
        middle = (await store.page(HOUSEHOLD, NodeFilter(), 100, None)).items[-1]
        after = order_key(sort_key(middle.name), middle.id)
        query = lists.page_query(HOUSEHOLD, NodeFilter(), 11, after)
        count = lists.count_query(HOUSEHOLD, NodeFilter())
        cost.append((await hits(driver, query), await hits(driver, count)))
    assert cost[0] == cost[1]
    assert cost[0][0] > 11
