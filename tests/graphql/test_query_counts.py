"""What is asked of the store does not grow with the rows of an answer."""

from collections import Counter
from typing import Any

import pytest

from graph_api.asgi.app import create_app
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import (
    Agency,
    HeldRole,
    KnowledgeRecord,
    Market,
    Node,
    Officer,
    Person,
    RecordSection,
)
from graph_api.services.refresh import refresh
from tests.graphql.conftest import Client
from tests.graphql.small_network import AS_OF

WIDE = """query($first: Int!) { people(first: $first) { %s edges { node {
  id kind roles { role } area { name subdistrict { name district { name province { name } } } }
  occupations { name parent { name } }
  taught { times last { date } } lastTaught { date }
  metrics(metrics: [DEGREE, BETWEENNESS]) { value snapshot { id stale } }
  links(first: 5) { totalCount edges { other { name area { name } } node { activity { name } } } }
} } } }"""


class CountingStore:
    """Passes every verb on to a store and counts it."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        verb = getattr(self._store, name)
        if not callable(verb):
            return verb

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.calls[name] += 1
            return verb(*args, **kwargs)

        return counted


@pytest.fixture
async def counting(store):
    people = [
        Person(
            id=f"x:{n:03}", name=f"คนที่ {n}", area="33209901", roles=(HeldRole(NodeKind.TRAINER),)
        )
        for n in range(60)
    ]
    taught = [
        Link(type=LinkType.TAUGHT, source=each.id, target="h:1", properties={"activity": "act:1"})
        for each in people
    ]
    practised = [Link(type=LinkType.PRACTISES, source=p.id, target="occ:mat") for p in people]
    await store.write(people, [*taught, *practised])
    await refresh(store, exact_betweenness_nodes=1_000, now=lambda: AS_OF)
    return CountingStore(store)


async def _calls(counting: CountingStore, query: str, **variables: Any) -> Counter[str]:
    counting.calls.clear()
    client = Client(create_app(counting))
    await client.ask(query, **variables)
    await client.http.aclose()
    return Counter(counting.calls)


async def test_sixty_rows_ask_as_much_as_two(counting):
    few = await _calls(counting, WIDE % "", first=2)
    many = await _calls(counting, WIDE % "", first=60)
    assert many.keys() == few.keys()
    # One for each level of areas and for what links lead to, however many rows there are; threads
    # decide whether two of them fall into one batch.
    assert max(many["nodes"], few["nodes"]) <= 8
    assert (many["links_of"], many["link_pages"]) == (2, 1)
    assert many["metric_values"] == 1
    assert many["snapshot"] == 1


async def test_a_total_is_counted_only_when_it_is_asked_for(counting):
    assert (await _calls(counting, WIDE % "", first=2))["count"] == 0
    assert (await _calls(counting, WIDE % "totalCount", first=2))["count"] == 1


async def test_a_network_brings_its_nodes_along(counting):
    query = """{ network(area: "332099", budget: 500) {
        nodes { node { id name } metrics { value } }
        links { source { name } target { name } } } }"""
    calls = await _calls(counting, query)
    once = await _calls(counting, '{ network(area: "332099", budget: 500) { totalNodes } }')
    assert calls == once


async def test_introspection_leaves_the_graph_alone(counting):
    calls = await _calls(counting, "{ __schema { queryType { name } } }")
    assert set(calls) <= {"version"}


class MovingStore(CountingStore):
    """A store that somebody loads into while a question is being answered."""

    def __init__(self, store: Any, moves: int) -> None:
        super().__init__(store)
        self._moves = moves

    async def kind_counts(self, area: str | None) -> Any:
        self.calls["kind_counts"] += 1
        told = await self._store.kind_counts(area)
        if self._moves:
            self._moves -= 1
            new = Person(id=f"new:{self._moves}", name="คนใหม่", area="33209901")
            await self._store.write([new], [])
        return told


@pytest.mark.parametrize("moves,asked,said", [(0, 1, False), (1, 2, False), (5, 2, True)])
async def test_an_answer_is_of_one_version_or_says_that_it_is_not(store, moves, asked, said):
    moving = MovingStore(store, moves)
    client = Client(create_app(moving))
    told = await client.answer("{ summary { counts { kind count } } }")
    await client.http.aclose()
    assert moving.calls["kind_counts"] == asked
    assert told.get("extensions") == ({"graphMoved": True} if said else None)


RECORDS = """query($first: Int!) { knowledgeRecords(first: $first) { edges { node {
  name authors { id } offices { id name } sections { heading text }
  mentions { target { id name } properties { line start end } }
} } } }"""


async def test_records_with_all_they_hold_take_as_many_calls_for_many_as_for_few(store):
    nodes: list[Node] = [Agency(id="a", name="สำนักงาน"), Market(id="m", name="งาน")]
    links: list[Link] = []
    for n in range(40):
        nodes += [
            KnowledgeRecord(id=f"r{n}", name=f"บันทึก {n}"),
            RecordSection(id=f"r{n}/1", name="เทคนิค", text="ทำ", line=4),
            Officer(id=f"o{n}", name=f"ผู้เขียน {n}"),
        ]
        links += [
            Link(type=LinkType.PART_OF, source=f"r{n}/1", target=f"r{n}"),
            Link(type=LinkType.WROTE, source=f"o{n}", target=f"r{n}"),
            Link(type=LinkType.WORKS_AT, source=f"o{n}", target="a"),
            Link(type=LinkType.MENTIONS, source=f"r{n}", target="m", key="4:1"),
        ]
    assert not (await store.write(nodes, links)).refused_links
    counting = CountingStore(store)
    client = Client(create_app(counting))
    calls = []
    for first in (2, 40):
        counting.calls.clear()
        edges = (await client.ask(RECORDS, first=first))["knowledgeRecords"]["edges"]
        assert len(edges) == first
        assert all(len(edge["node"]["offices"]) == 1 for edge in edges)
        calls.append(dict(counting.calls))
    await client.http.aclose()
    assert calls[0] == calls[1]
