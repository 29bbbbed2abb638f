"""Looking up, lists and their pages, counts, links, sales and streams."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from graph_api.domain.areas import AreaLevel
from graph_api.domain.errors import InvalidArgument, StoreUnavailable
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.names import name_key, sort_key, trigrams
from graph_api.domain.nodes import Household, Node, Person
from graph_api.ports import GraphNode, GraphStore, KindCount, NodeFilter
from tests.contract.network import ELSEWHERE, LINKS, NODES, V1, V2, household, peer

EVERYTHING = NodeFilter()
FILTERS = [
    EVERYTHING,
    NodeFilter(area="33"),
    NodeFilter(area="332099"),
    NodeFilter(area=V1),
    NodeFilter(area="34"),
    NodeFilter(level=AreaLevel.VILLAGE),
    NodeFilter(area="3320", level=AreaLevel.DISTRICT),
    NodeFilter(occupations=frozenset({"mats"})),
    NodeFilter(occupations=frozenset({"mats", "silk", "unknown"})),
    NodeFilter(occupations=frozenset()),
    NodeFilter(name_key=name_key("h2")),
    NodeFilter(name_key=name_key("h")),
    NodeFilter(name_key=name_key("ตัวอย่าง")),
    NodeFilter(name_key=name_key("แกวตัวอยาง")),
    NodeFilter(name_key=""),
    NodeFilter(name_key='"x" OR'),
    NodeFilter(area="3320", occupations=frozenset({"mats", "silk"}), name_key=name_key("เรือน")),
]
PRACTISED = {(link.source, link.target) for link in LINKS if link.type is LinkType.PRACTISES}


def expected(kind: NodeKind, where: NodeFilter) -> list[str]:
    """What the network itself says a list holds, in order."""
    held = [node for node in NODES if kind in node.kinds and fits(node, where)]
    return [node.id for node in sorted(held, key=lambda node: (sort_key(node.name), node.id))]


def fits(node: Node, where: NodeFilter) -> bool:
    in_area = where.area is None or (node.area or "").startswith(where.area)
    practises = where.occupations is None or any(
        (node.id, occupation) in PRACTISED for occupation in where.occupations
    )
    at_level = where.level is None or len(node.area or "") == where.level.digits
    return at_level and in_area and practises and (where.name_key or "") in name_key(node.name)


async def pages(store: GraphStore, kind: NodeKind, where: NodeFilter, first: int) -> list[str]:
    listed, after = list[str](), None
    while True:
        page = await store.page(kind, where, first, after)
        listed += [node.id for node in page.items]
        assert len(page.cursors) == len(page.items) <= first
        if not page.has_next:
            return listed
        after = page.cursors[-1]


@pytest.mark.parametrize("where", FILTERS, ids=str)
@pytest.mark.parametrize("kind", [NodeKind.PERSON, NodeKind.TRAINER, NodeKind.HOUSEHOLD])
async def test_a_list_holds_what_fits_in_order_of_name(
    full: GraphStore, kind: NodeKind, where: NodeFilter
):
    wanted = expected(kind, where)
    assert await pages(full, kind, where, 100) == wanted
    assert await pages(full, kind, where, 1) == wanted
    assert await full.count(kind, where) == len(wanted)


async def test_names_are_in_the_order_of_a_thai_dictionary(store: GraphStore):
    names = ["แดง", "ขวัญ", "เกษม", "กมล", "ไก่", "กา", "Anan", "ก้า"]
    await store.write([Household(id=str(n), name=name) for n, name in enumerate(names)], [])
    page = await store.page(NodeKind.HOUSEHOLD, EVERYTHING, 99, None)
    assert [node.name for node in page.items] == [
        "Anan", "กมล", "กา", "ก้า", "เกษม", "ไก่", "ขวัญ", "แดง",
    ]  # fmt: skip


async def test_of_equal_names_the_id_decides(full: GraphStore):
    page = await full.page(NodeKind.PERSON, NodeFilter(name_key=name_key("กมล")), 9, None)
    assert [node.id for node in page.items] == ["trainer", "villager"]


@pytest.mark.parametrize("start", range(4))
async def test_a_cursor_of_any_item_continues_after_it(full: GraphStore, start: int):
    whole = await full.page(NodeKind.HOUSEHOLD, EVERYTHING, 99, None)
    rest = await full.page(NodeKind.HOUSEHOLD, EVERYTHING, 99, whole.cursors[start])
    assert rest.items == whole.items[start + 1 :]


async def test_rows_added_between_pages_neither_repeat_nor_hide_another(full: GraphStore):
    before = expected(NodeKind.HOUSEHOLD, EVERYTHING)
    page = await full.page(NodeKind.HOUSEHOLD, EVERYTHING, 2, None)
    seen = [node.id for node in page.items]
    await full.write([replace(household("0"), name="กกก"), replace(household("z"), name="ฮฮฮ")], [])
    while page.has_next:
        page = await full.page(NodeKind.HOUSEHOLD, EVERYTHING, 2, page.cursors[-1])
        seen += [node.id for node in page.items]
    assert seen == [*before, "z"]


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "[]", "{}", "[1,2]", '["a"]', '["a","b","c"]', "[" * 9999, '["\\ud800","a"]', "NaN"],
)
async def test_a_text_that_is_no_cursor_is_refused(full: GraphStore, cursor: str):
    with pytest.raises(InvalidArgument, match="after"):
        await full.page(NodeKind.PERSON, EVERYTHING, 10, cursor)


async def test_ids_that_name_nothing_are_left_out(full: GraphStore):
    found = await full.nodes(["sage", "nobody", "sage", "h1", "", "sage\0x", "\ud800"])
    assert set(found) == {"sage", "h1"}
    assert all(found[node_id].id == node_id for node_id in found)
    assert await full.nodes([]) == {}


@pytest.mark.parametrize("area", [None, "33", "3320", V1, ELSEWHERE, "99"])
async def test_kinds_are_counted_with_their_roles(full: GraphStore, area: str | None):
    counted = {
        kind: sum(kind in node.kinds and fits(node, NodeFilter(area=area)) for node in NODES)
        for kind in NodeKind
    }
    assert list(await full.kind_counts(area)) == [
        KindCount(kind, counted[kind])
        for kind in sorted(NodeKind, key=lambda kind: kind.value)
        if counted[kind]
    ]


def identity(link) -> tuple[str, str, str, str]:
    kind, source, target, key = link.identity
    return (kind.value, source, target, key)


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("ids", [["sage"], ["h1", "h2"], ["trainer", "h1", "h1"], ["nobody"], []])
async def test_links_of(full: GraphStore, ids: list[str], direction: Direction):
    types = {LinkType.TAUGHT, LinkType.PEER, LinkType.SOLD_AT}
    sides = {
        Direction.OUT: lambda source, target: source in ids,
        Direction.IN: lambda source, target: target in ids,
        Direction.UNDIRECTED: lambda source, target: source in ids or target in ids,
    }
    wanted = [
        each for each in LINKS if each.type in types and sides[direction](*each.identity[1:3])
    ]
    found = await full.links_of(ids, types, direction)
    assert [identity(each) for each in found] == sorted(map(identity, wanted))


async def test_no_link_type_no_links(full: GraphStore):
    assert not await full.links_of(["sage"], [], Direction.UNDIRECTED)


@pytest.mark.parametrize(
    "area, since, until, numbers",
    [
        ("33", None, None, {"1", "2", "3", "4", "5"}),
        ("3320", None, None, {"1", "2", "3", "4"}),
        (ELSEWHERE, None, None, {"5"}),
        ("33", date(2018, 1, 1), date(2018, 12, 31), {"1", "2", "3", "5"}),
        ("33", date(2018, 1, 2), date(2018, 12, 30), {"2", "5"}),
        ("33", date(2018, 6, 30), date(2018, 6, 30), {"2", "5"}),
        ("33", date(2018, 7, 1), None, {"3"}),
        ("33", None, date(2018, 1, 1), {"1"}),
        ("34", None, None, set()),
    ],
)
async def test_sales_of_sellers_in_an_area_in_a_time(
    full: GraphStore, area: str, since: date | None, until: date | None, numbers: set[str]
):
    found = await full.sales(area, since, until)
    assert {sale.key for sale in found} == numbers
    assert [identity(sale) for sale in found] == sorted(identity(sale) for sale in found)


async def test_streams_give_every_node_and_link_once(full: GraphStore):
    nodes = [node async for batch in full.stream_nodes() for node in batch]
    assert nodes == [
        GraphNode(node.id, node.kinds, node.area)
        for node in sorted(NODES, key=lambda node: node.id)
    ]
    links = [link async for batch in full.stream_links() for link in batch]
    told = Counter((link.type.value, link.source, link.target, link.since) for link in links)
    assert told == Counter((*identity(link)[:3], link.since) for link in LINKS)
    assert any(link.since for link in links)


async def test_a_stream_tells_when_a_link_ended_or_was_taken_back(full: GraphStore):
    ended = Link(type=LinkType.PEER, source="h1", target="h3", until=date(2018, 3, 1))
    taken_back = replace(ended, target="alone", since=date(2018, 3, 2))
    await full.write([], [ended, taken_back])
    links = [link async for batch in full.stream_links() for link in batch]
    found = {(link.source, link.target): (link.since, link.until) for link in links}
    assert found["h1", "h3"] == (None, date(2018, 3, 1))
    assert found["alone", "h1"] == (date(2018, 3, 2), date(2018, 3, 1))
    assert found["h1", "h2"] == (None, None)


async def test_streams_of_an_empty_store_are_empty(store: GraphStore):
    assert [batch async for batch in store.stream_nodes()] == []
    assert [batch async for batch in store.stream_links()] == []


async def test_a_stream_is_as_of_one_moment(store: GraphStore):
    many = [household(f"h{number:05}") for number in range(25_000)]
    await store.write(many, [])
    seen = list[str]()
    async for batch in store.stream_nodes():
        if not seen:
            await store.write([household("zzz"), household("h00000x")], [])
        seen += [node.id for node in batch]
    assert seen == [node.id for node in many]


async def test_a_stream_given_up_midway_keeps_nobody_waiting(store: GraphStore):
    await store.write([household(f"h{number:05}") for number in range(25_000)], [])
    for _ in range(8):
        stream = store.stream_nodes()
        assert await anext(stream)
        await stream.aclose()  # type: ignore[attr-defined]
    report = await store.write([household("new")], [])
    assert report.nodes.created == 1


async def test_names_that_share_most_trigrams_come_first(full: GraphStore):
    asked = trigrams(name_key("กมล ทองตัวอย่าง"))
    found = await full.name_candidates(asked, [NodeKind.PERSON], None, 10)
    assert [(each.id, each.name) for each in found[:2]] == [
        ("trainer", "กมล ทองตัวอย่าง"),
        ("villager", "กมล ทองตัวอย่าง"),
    ]
    assert found[0].shared_trigrams == found[1].shared_trigrams == len(asked)
    order = [(-each.shared_trigrams, each.id) for each in found]
    assert order == sorted(order)
    for each in found:
        shared = set(asked) & set(trigrams(name_key(each.name)))
        assert each.shared_trigrams == len(shared)


async def test_names_by_kind_area_and_limit(full: GraphStore):
    asked = trigrams(name_key("กมล ทองตัวอย่าง"))
    inside = await full.name_candidates(asked, [NodeKind.TRAINER], "3320", 10)
    assert {each.id for each in inside} == {"sage", "trainer", "twin"}
    assert len(await full.name_candidates(asked, [NodeKind.PERSON], None, 1)) == 1
    assert not await full.name_candidates([], [NodeKind.PERSON], None, 10)
    assert not await full.name_candidates(['" OR', "ๆๆๆ"], [NodeKind.PERSON], None, 10)


async def test_an_alias_is_a_name_of_an_occupation(full: GraphStore):
    asked = trigrams(name_key("สานเสื่อ"))
    [found, *_] = await full.name_candidates(asked, [NodeKind.OCCUPATION], None, 10)
    assert (found.id, found.name, found.shared_trigrams) == ("mats", "ทอเสื่อกก", len(asked))


async def test_a_changed_name_is_found_and_the_old_one_is_not(full: GraphStore):
    await full.write([Person(id="villager", name="วิมล นาตัวอย่าง")], [])
    asked = trigrams(name_key("วิมล นาตัวอย่าง"))
    [first, *_] = await full.name_candidates(asked, [NodeKind.PERSON], None, 10)
    assert (first.id, first.shared_trigrams) == ("villager", len(asked))
    assert await full.count(NodeKind.PERSON, NodeFilter(name_key=name_key("กมล"))) == 1
    assert [node.id for node in (await full.page(NodeKind.PERSON, EVERYTHING, 9, None)).items] == [
        "trainer", "sage", "twin", "villager",
    ]  # fmt: skip


async def test_a_closed_store_answers_nothing(factory, tmp_path):
    async with factory(tmp_path) as store:
        await store.write([household("h1"), household("h2", V2)], [peer("h1", "h2")])
        assert store.name
    with pytest.raises(StoreUnavailable):
        await store.version()
