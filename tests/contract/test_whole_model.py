"""Every kind of node with every field, and every type of link with all it may say, kept whole."""

from dataclasses import replace
from datetime import date, time
from enum import Enum
from itertools import product
from typing import Any

import pytest

from graph_api.domain.codec import property_types
from graph_api.domain.kinds import PERSON_ROLES, NodeKind
from graph_api.domain.links import LINK_RULES, Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import NODE_CLASSES, HeldRole, Node, Person
from graph_api.domain.places import Point, Precision
from graph_api.domain.provenance import Provenance
from graph_api.ports import GraphStore, NodeFilter

SOURCE = Provenance("ทั้งหมด.xlsx", "แผ่น แถว 2", 0.8)
SAMPLES: dict[type, Any] = {
    str: "ข้อความ\nสองบรรทัด",
    int: 2018,
    float: 2.5,
    bool: True,
    date: date(2018, 2, 14),
    time: time(13, 30),
    tuple: ("หนึ่ง, สอง", "สาม"),
}


def sample(kind: type[Any]) -> Any:
    return next(iter(kind)) if issubclass(kind, Enum) else SAMPLES[kind]


def whole(cls: type[Node], number: int) -> Node:
    """A node that states all that its class can."""
    given = {name: sample(kind) for name, kind in property_types(cls).items()}
    if cls is Person:
        given["roles"] = tuple(HeldRole(role, date(2017, 1, 5)) for role in PERSON_ROLES)
    return cls(
        id=f"{cls.KIND.value}-{number}",
        name=f"{cls.KIND.value} {number}",
        area="33209901",
        point=Point(15.0, 104.5),
        precision=Precision.HOUSE,
        provenance=SOURCE,
        **given,
    )


NODES = [whole(cls, number) for cls in NODE_CLASSES.values() for number in (1, 2)]
LINKS = [
    Link(
        type=kind,
        source=f"{source.value}-1",
        target=f"{target.value}-2",
        key="E1",
        since=date(2017, 1, 5),
        until=date(2018, 12, 31),
        properties={name: sample(of) for name, of in rule.properties.items()},
        provenance=SOURCE,
    )
    for kind, rule in LINK_RULES.items()
    for source, target in product(NODE_CLASSES, repeat=2)
    if rule.joins({source}, {target}) and (rule.directed or source.value <= target.value)
]


def landed(fact: Any) -> Any:
    """A fact without the moment at which it landed, which is the store's own."""
    assert fact.provenance is not None
    return replace(fact, provenance=replace(fact.provenance, loaded_at=None))


@pytest.fixture
async def whole_store(store: GraphStore) -> GraphStore:
    report = await store.write(NODES, LINKS)
    assert not report.refused_links
    assert (report.nodes.created, report.links.created) == (len(NODES), len(LINKS))
    return store


async def test_every_kind_of_node_comes_back_with_every_field(whole_store: GraphStore):
    held = await whole_store.nodes([node.id for node in NODES])
    assert {node_id: landed(node) for node_id, node in held.items()} == {n.id: n for n in NODES}


async def test_every_type_of_link_comes_back_with_all_it_says(whole_store: GraphStore):
    held = await whole_store.links_of([node.id for node in NODES], set(LinkType), Direction.OUT)
    by_identity = {link.identity: landed(link) for link in held}
    assert by_identity == {link.identity: link for link in LINKS}


async def test_what_is_said_again_changes_nothing(whole_store: GraphStore):
    again = await whole_store.write(NODES, LINKS)
    assert (again.nodes.unchanged, again.links.unchanged) == (len(NODES), len(LINKS))


async def test_every_kind_can_be_listed_and_counted(whole_store: GraphStore):
    for kind in NodeKind:
        wanted = sorted(node.id for node in NODES if kind in node.kinds)
        page = await whole_store.page(kind, NodeFilter(area="3320"), 10, None)
        assert [node.id for node in page.items] == wanted
        assert await whole_store.count(kind, NodeFilter()) == len(wanted) == 2


async def test_a_part_of_another_whole_is_refused(whole_store: GraphStore):
    wrong = Link(type=LinkType.PART_OF, source="ACTIVITY-1", target="KNOWLEDGE_RECORD-1")
    report = await whole_store.write([], [wrong])
    assert [refused.link for refused in report.refused_links] == [wrong]
