"""A world small enough to work every answer out by hand.

Two villages 3.3 km apart (0.03 degrees of latitude), a third without a point. Village 1 has the
asker's household `h1`; village 2 has the sage `s1` and a household `h2` that knows `h1`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import (
    Area,
    CriterionState,
    HeldRole,
    Household,
    Market,
    MarketKind,
    Node,
    Occupation,
    OccupationGroup,
    Person,
    Product,
)
from graph_api.domain.places import Point, Precision
from graph_api.ports import GraphStore
from graph_api.stores.sqlite import SqliteStore

WEAVING = Occupation(id="o1", name="ทอเสื่อกก", aliases=("ทอเสื่อ",))
BASKETS = Occupation(id="o2", name="จักสานไม้ไผ่")


def area(code: str, name: str, point: Point | None = None) -> Area:
    precision = Precision.VILLAGE if point else None
    return Area(id=f"area:{code}", name=name, area=code, point=point, precision=precision)


AREAS = (
    area("33", "ศรีสะเกษ"),
    area("3320", "พยุห์"),
    area("332099", "ตัวอย่าง", Point(15.0, 104.4)),
    area("33209901", "บ้านหนึ่ง", Point(15.0, 104.4)),
    area("33209902", "บ้านสอง", Point(15.03, 104.4)),
    area("33209903", "บ้านสาม"),
)


def sage(node_id: str, village: str, point: Point, **fields: object) -> Person:
    """A sage with a point of the house."""
    held = fields.pop("role", HeldRole(NodeKind.SAGE, date(2016, 1, 1)))
    common = {"name": f"ปราชญ์ {node_id}", "roles": (held,), **fields}
    return Person(id=node_id, area=village, point=point, precision=Precision.HOUSE, **common)  # type: ignore[arg-type]


NODES: tuple[Node, ...] = (
    *AREAS,
    WEAVING,
    BASKETS,
    sage(
        "s1",
        "33209902",
        Point(15.03, 104.4),
        livelihood_criterion=CriterionState.PROVEN,
        teaching_criterion=CriterionState.PROVEN,
        volunteer_criterion=CriterionState.UNPROVEN,
    ),
    sage("s2", "33209901", Point(15.009, 104.4)),
    sage("s3", "33209902", Point(15.3, 104.4)),
    sage(
        "s4",
        "33209902",
        Point(15.02, 104.4),
        role=HeldRole(NodeKind.SAGE, date(2016, 1, 1), date(2018, 12, 31)),
    ),
    Household(id="h1", name="ครัวเรือน 1", area="33209901"),
    Household(id="h2", name="ครัวเรือน 2", area="33209902"),
    Household(id="h3", name="ครัวเรือน 3", area="33209903"),
    OccupationGroup(id="g1", name="กลุ่มทอเสื่อ", area="33209901"),
    OccupationGroup(id="g2", name="กลุ่มจักสาน", area="33209902"),
    OccupationGroup(id="g3", name="กลุ่มไม่มีตลาด", area="33209902"),
    Product(id="p1", name="เสื่อกก"),
    Market(id="m1", name="ตลาดตำบล", area="332099", market_kind=MarketKind.MARKET),
    Market(id="m2", name="งานต่างจังหวัด", area="40", market_kind=MarketKind.FAIR),
    Market(id="m3", name="ร้านออนไลน์", market_kind=MarketKind.ONLINE),
)


def sale(number: str, seller: str, market: str, baht: float, day: date) -> Link:
    """One sale of mats."""
    return Link(
        type=LinkType.SOLD_AT,
        source=seller,
        target=market,
        key=number,
        since=day,
        properties={"amount_baht": baht, "product": "p1", "quantity": 2.0},
    )


def link(kind: LinkType, source: str, target: str, **fields: object) -> Link:
    return Link(type=kind, source=source, target=target, **fields)  # type: ignore[arg-type]


LINKS = (
    *(link(LinkType.PRACTISES, each, "o1") for each in ("s1", "s3", "s4")),
    link(LinkType.PRACTISES, "s2", "o2"),
    link(LinkType.PEER, "h1", "h2"),
    link(LinkType.TAUGHT, "s1", "h2", key="a1", since=date(2017, 5, 1)),
    link(LinkType.TAUGHT, "s1", "h2", key="a2", since=date(2018, 2, 14)),
    sale("1", "g1", "m1", 100.0, date(2017, 1, 5)),
    sale("2", "g1", "m1", 200.0, date(2018, 1, 5)),
    sale("3", "g1", "m2", 600.0, date(2018, 2, 5)),
    sale("4", "g1", "m3", 100.0, date(2018, 3, 5)),
    sale("5", "g2", "m1", 1000.0, date(2018, 4, 5)),
    link(LinkType.SELLS_AT, "g1", "m1", derived=True),
    link(LinkType.SELLS_AT, "g2", "m1", derived=True),
)


@asynccontextmanager
async def small_world() -> AsyncIterator[GraphStore]:
    """The world in a store of its own."""
    store = await SqliteStore.open(None)
    try:
        report = await store.write(NODES, LINKS)
        assert not report.refused_links
        yield store
    finally:
        await store.close()
