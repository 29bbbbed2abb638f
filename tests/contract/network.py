"""A network small enough to answer every question about it by hand.

Two villages of one subdistrict, 33209901 and 33209902, and a village of the next district,
33210101. Ties run as a line and a ring, so that ways have lengths and equal ways exist:

    sage - trainer - h1 - h2 - h3        sage - twin - h1 (a way as long as over trainer)
"""

from datetime import date

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import (
    Activity,
    ActivityKind,
    Agency,
    Area,
    HeldRole,
    Household,
    HouseholdStatus,
    Market,
    MarketKind,
    Node,
    Occupation,
    OccupationGroup,
    Officer,
    Person,
    Product,
    Team,
    TeamKind,
)
from graph_api.domain.places import Point, Precision
from graph_api.domain.provenance import Provenance

V1, V2, ELSEWHERE = "33209901", "33209902", "33210101"
FILE = Provenance("ตัวอย่าง.xlsx", "บุคคล!2")
SAGE, TRAINER, LEADER = (
    HeldRole(kind, date(2016, 5, 1)) for kind in (NodeKind.SAGE, NodeKind.TRAINER, NodeKind.LEADER)
)


def area(code: str, name: str) -> Area:
    return Area(id=f"area:{code}", name=name, area=code)


def household(node_id: str, village: str | None = V1, point: Point | None = None) -> Household:
    precision = Precision.HOUSE if point else None
    return Household(
        id=node_id, name=f"ครัวเรือน {node_id}", area=village, point=point, precision=precision
    )


def link(kind: LinkType, source: str, target: str, **fields: object) -> Link:
    return Link(type=kind, source=source, target=target, **fields)  # type: ignore[arg-type]


def peer(one: str, other: str) -> Link:
    return link(LinkType.PEER, one, other)


def sale(number: str, seller: str, market: str, day: date | None, baht: float = 100.0) -> Link:
    return link(
        LinkType.SOLD_AT,
        seller,
        market,
        key=number,
        since=day,
        properties={"amount_baht": baht, "product": "p1"},
    )


NODES: tuple[Node, ...] = (
    area("33", "ศรีสะเกษ"),
    area("3320", "อำเภอหนึ่ง"),
    area("332099", "ตำบลหนึ่ง"),
    area(V1, "บ้านหนึ่ง"),
    area(V2, "บ้านสอง"),
    area("3321", "อำเภอสอง"),
    area(ELSEWHERE, "บ้านไกล"),
    Occupation(id="mats", name="ทอเสื่อกก", aliases=("สานเสื่อ",)),
    Occupation(id="silk", name="ทอผ้าไหม"),
    Person(
        id="sage",
        name="เกษม แก้วตัวอย่าง",
        area=V1,
        point=Point(15.0, 104.4),
        precision=Precision.HOUSE,
        provenance=FILE,
        roles=(SAGE, TRAINER),
    ),
    Person(id="trainer", name="กมล ทองตัวอย่าง", area=V1, roles=(TRAINER,)),
    Person(id="twin", name="ขวัญ ใจตัวอย่าง", area=V2, roles=(TRAINER, LEADER)),
    Person(id="villager", name="กมล ทองตัวอย่าง", area=ELSEWHERE),
    Officer(id="officer", name="พัฒนากร ตัวอย่าง", area="3320"),
    Team(id="team", name="ทีมบ้านหนึ่ง", area=V1, team_kind=TeamKind.DISTRICT_SUPPORT),
    Household(
        id="h1",
        name="ครัวเรือน h1",
        area=V1,
        point=Point(15.001, 104.4),
        precision=Precision.HOUSE,
        status=HouseholdStatus.TRAINED,
    ),
    household("h2", V1, Point(15.01, 104.41)),
    household("h3", V2, Point(15.03, 104.4)),
    household("alone", ELSEWHERE, Point(16.5, 103.0)),
    household("nowhere", None),
    OccupationGroup(id="g1", name="กลุ่มทอเสื่อ", area=V1),
    OccupationGroup(id="g2", name="กลุ่มทอผ้า", area=ELSEWHERE),
    Product(id="p1", name="เสื่อกก"),
    Agency(id="agency", name="หน่วยงานตัวอย่าง"),
    Market(id="m1", name="ตลาดตำบล", area="332099", market_kind=MarketKind.MARKET),
    Market(id="m2", name="ร้านออนไลน์", market_kind=MarketKind.ONLINE),
    Activity(
        id="a1",
        name="ฝึกทอเสื่อ",
        area=V1,
        activity_kind=ActivityKind.TRAINING,
        started_on=date(2018, 2, 14),
        hours=6.0,
    ),
)

LINKS: tuple[Link, ...] = (
    link(LinkType.TAUGHT, "sage", "trainer", key="a1", since=date(2018, 2, 14)),
    link(LinkType.TAUGHT, "sage", "twin", key="a1", since=date(2018, 2, 14)),
    link(LinkType.TAUGHT, "trainer", "h1", key="a1", properties={"hours": 6.0}),
    link(LinkType.TAUGHT, "twin", "h1", key="a1"),
    peer("h1", "h2"),
    peer("h3", "h2"),
    link(LinkType.PRACTISES, "sage", "mats", properties={"main": True}),
    link(LinkType.PRACTISES, "h2", "mats"),
    link(LinkType.PRACTISES, "h3", "silk"),
    link(LinkType.PRACTISES, "alone", "silk"),
    link(LinkType.RESPONSIBLE_FOR, "officer", f"area:{ELSEWHERE}"),
    link(LinkType.VISITED, "alone", f"area:{ELSEWHERE}", key="visit"),
    link(LinkType.VISITED, "h3", f"area:{ELSEWHERE}", key="visit"),
    link(LinkType.HELD_AT, "a1", f"area:{V1}"),
    sale("1", "g1", "m1", date(2018, 1, 1)),
    sale("2", "g1", "m1", date(2018, 6, 30)),
    sale("3", "g1", "m2", date(2018, 12, 31)),
    sale("4", "h1", "m2", None),
    sale("5", "g2", "m1", date(2018, 6, 30)),
)

TIES = (LinkType.TAUGHT, LinkType.PEER, LinkType.VISITED)
