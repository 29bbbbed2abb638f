"""An invented subdistrict, small enough to check every answer by hand.

Three villages. In ...01 the sage Thongbai (mat weaving) teaches the trainer Somsri, who teaches
the households h1 and h2; in ...02 lives household h3, whom nobody has taught; ...03 is far away
and has the sage Khamdee (mat weaving). The group g1 sells mats at the village shop (inside), at
a fair in another district (outside) and online; the group g2 has no market.
"""

from datetime import UTC, date, datetime, time
from typing import Any

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import (
    Activity,
    ActivityKind,
    Agency,
    AgencyLevel,
    Area,
    Calendar,
    CentreKind,
    CriterionState,
    DevelopmentStage,
    Goal,
    HeldRole,
    Household,
    HouseholdStatus,
    IncomeBasis,
    IncomeObservation,
    KnowledgeRecord,
    LearningCentre,
    Market,
    MarketKind,
    Material,
    MaterialKind,
    Node,
    Occupation,
    OccupationGroup,
    Officer,
    OnlineMedia,
    Person,
    Phase,
    Plan,
    Product,
    ProductCategory,
    Programme,
    RecordSection,
    StageChange,
    Team,
)
from graph_api.domain.places import Point, Precision
from graph_api.domain.provenance import Provenance
from graph_api.ports import GraphStore
from graph_api.services.refresh import refresh

AS_OF = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
SOURCE = Provenance("small.xlsx", "sheet 1, row 2", 0.9)
TRAINING = date(2018, 2, 14)


def _area(code: str, name: str, **more: Any) -> Area:
    return Area(id=f"area:{code}", name=name, area=code, **more)


def _village(code: str, name: str, lat: float, lon: float) -> Area:
    return _area(code, name, point=Point(lat, lon), precision=Precision.VILLAGE)


NODES: list[Node] = [
    _area("33", "ศรีสะเกษ", name_en="Si Sa Ket"),
    _area("3320", "พยุห์"),
    _area("332099", "ตำบลตัวอย่าง"),
    _village("33209901", "บ้านหนึ่ง", 15.000, 104.000),
    _village("33209902", "บ้านสอง", 15.000, 104.030),
    _village("33209903", "บ้านสาม", 15.900, 104.900),
    Occupation(id="occ:mat", name="ทอเสื่อ", aliases=("ทอเสื่อกก",), parent="occ:weave"),
    Occupation(id="occ:weave", name="งานทอ"),
    Person(
        id="p:thongbai",
        name="นางทองใบ แก้วตัวอย่าง",
        area="33209901",
        point=Point(15.000, 104.000),
        precision=Precision.HOUSE,
        provenance=SOURCE,
        title="นาง",
        given_name="ทองใบ",
        family_name="แก้วตัวอย่าง",
        phone="0000000000",
        roles=(HeldRole(NodeKind.SAGE, since=date(2016, 10, 1)), HeldRole(NodeKind.LEADER)),
        livelihood_criterion=CriterionState.PROVEN,
        teaching_criterion=CriterionState.PROVEN,
        capacity=20,
    ),
    Person(
        id="p:khamdee",
        name="นายคำดี ไกลตัวอย่าง",
        area="33209903",
        point=Point(15.900, 104.900),
        precision=Precision.HOUSE,
        roles=(
            HeldRole(NodeKind.SAGE, since=date(2017, 1, 1), until=date(2019, 12, 31)),
            HeldRole(NodeKind.CHAIR),
        ),
    ),
    Person(
        id="p:somsri",
        name="นางสมศรี ใจตัวอย่าง",
        area="33209901",
        roles=(HeldRole(NodeKind.TRAINER),),
    ),
    Officer(id="o:1", name="นายขจร พัฒนาตัวอย่าง", area="3320", position="พัฒนากร"),
    Team(id="t:1", name="ทีมวิทยากรบ้านหนึ่ง", area="33209901"),
    Household(
        id="h:1",
        name="ครัวเรือน 1",
        area="33209901",
        head="ไม่ควรเห็น",
        house_no="9/9",
        status=HouseholdStatus.TRAINED,
    ),
    Household(id="h:2", name="ครัวเรือน 2", area="33209902", status=HouseholdStatus.PRACTISING),
    Household(id="h:3", name="ครัวเรือน 3", area="33209902"),
    OccupationGroup(id="g:1", name="กลุ่มทอเสื่อบ้านหนึ่ง", area="33209901", founded_on=date(2017, 5, 9)),
    OccupationGroup(id="g:2", name="กลุ่มทอเสื่อบ้านสอง", area="33209902"),
    Product(id="prod:mat", name="เสื่อกก", category=ProductCategory.UTENSIL, otop_year=2019),
    Agency(id="a:1", name="สำนักงานพัฒนาชุมชนอำเภอ", area="3320", agency_level=AgencyLevel.DISTRICT),
    Market(id="m:shop", name="ร้านค้าบ้านหนึ่ง", area="33209901", market_kind=MarketKind.SHOP),
    Market(id="m:fair", name="งานประจำปี", area="3301", market_kind=MarketKind.FAIR),
    Market(id="m:online", name="ร้านออนไลน์", market_kind=MarketKind.ONLINE),
    LearningCentre(id="lc:1", name="บ้านปราชญ์", area="33209901", centre_kind=CentreKind.SAGE_HOME),
    Activity(
        id="act:1",
        name="อบรมทอเสื่อ",
        area="33209901",
        activity_kind=ActivityKind.TRAINING,
        started_on=TRAINING,
        starts_at=time(9),
        ends_at=time(16, 30),
        hours=6.0,
    ),
    Material(id="mat:sedge", name="ต้นกก", material_kind=MaterialKind.DEMO, unit="กก."),
    OnlineMedia(id="v:1", name="สอนทอเสื่อ", platform="YouTube", url="https://example.org/v/1"),
    Programme(id="pg:1", name="สัมมาชีพชุมชน", fiscal_year_from=2017, fiscal_year_to=2021),
    Plan(id="plan:1", name="แผน 2561", fiscal_year=2018, text="อบรม แล้วติดตาม"),
    Goal(id="goal:1", name="ทำอาชีพได้จริง", fiscal_year=2018, target=85.0, unit="ร้อยละ"),
    IncomeObservation(
        id="in:1",
        name="รายได้ก่อนอบรม",
        baht=36000.0,
        period_start=date(2017, 1, 1),
        period_end=date(2017, 12, 31),
        basis=IncomeBasis.DECLARED,
        phase=Phase.BEFORE,
    ),
    StageChange(
        id="st:1",
        name="ลงทะเบียน OTOP",
        stage=DevelopmentStage.OTOP_REGISTERED,
        changed_on=date(2019, 3, 1),
        scheme="ลงทะเบียน OTOP",
        year=2019,
    ),
    KnowledgeRecord(
        id="record:1",
        name="เทคนิคการทอ",
        written_on=date(2017, 6, 21),
        calendar=Calendar.CE,
        warnings=("heading_shifted",),
    ),
    RecordSection(id="record:1/1", name="เทคนิค", heading="เทคนิค", text="ทอแน่น\nตากแดด", line=7),
]


def _taught(source: str, target: str) -> Link:
    return Link(
        type=LinkType.TAUGHT,
        source=source,
        target=target,
        key="act:1",
        since=TRAINING,
        derived=True,
        properties={"activity": "act:1", "hours": 6.0},
        provenance=SOURCE,
    )


def _sold(number: str, market: str, baht: float, day: date) -> Link:
    return Link(
        type=LinkType.SOLD_AT,
        source="g:1",
        target=market,
        key=number,
        since=day,
        properties={"product": "prod:mat", "amount_baht": baht, "quantity": 10.0},
        provenance=SOURCE,
    )


def _link(kind: LinkType, source: str, target: str) -> Link:
    return Link(type=kind, source=source, target=target)


LINKS: list[Link] = [
    _taught("p:thongbai", "p:somsri"),
    _taught("p:somsri", "h:1"),
    _taught("p:somsri", "h:2"),
    _link(LinkType.PRACTISES, "p:thongbai", "occ:mat"),
    _link(LinkType.PRACTISES, "p:khamdee", "occ:mat"),
    _link(LinkType.PRACTISES, "h:2", "occ:mat"),
    _link(LinkType.LEADS, "p:thongbai", "t:1"),
    _link(LinkType.MEMBER_OF, "h:1", "g:1"),
    _link(LinkType.PEER, "h:2", "h:3"),
    _link(LinkType.MAKES, "g:1", "prod:mat"),
    _link(LinkType.WORKS_AT, "o:1", "a:1"),
    _link(LinkType.SELLS_AT, "g:1", "m:shop"),
    _link(LinkType.PART_OF, "act:1", "plan:1"),
    _link(LinkType.PART_OF, "plan:1", "pg:1"),
    _link(LinkType.PART_OF, "record:1/1", "record:1"),
    _link(LinkType.AIMS_AT, "plan:1", "goal:1"),
    _link(LinkType.CONCERNS, "in:1", "h:1"),
    _link(LinkType.CONCERNS, "st:1", "prod:mat"),
    _link(LinkType.WROTE, "o:1", "record:1"),
    Link(
        type=LinkType.USES,
        source="act:1",
        target="mat:sedge",
        properties={"planned": 20.0, "delivered": 0.0},
    ),
    Link(
        type=LinkType.LEARNED_FROM_MEDIA,
        source="h:2",
        target="v:1",
        properties={"applied": True},
    ),
    Link(
        type=LinkType.MENTIONS,
        source="record:1",
        target="v:1",
        key="8:3",
        properties={"line": 8, "start": 3, "end": 10, "text": "YouTube"},
    ),
    _sold("1", "m:shop", 1000.0, date(2019, 1, 10)),
    _sold("2", "m:fair", 2500.0, date(2019, 11, 20)),
    _sold("3", "m:fair", 500.0, date(2020, 11, 20)),
    _sold("4", "m:online", 1000.0, date(2020, 12, 1)),
]


async def fill(store: GraphStore, *, metrics: bool = True) -> None:
    """Write the network into a store, and its metrics if asked."""
    report = await store.write(NODES, LINKS)
    assert not report.refused_links
    if metrics:
        await refresh(store, exact_betweenness_nodes=1000, now=lambda: AS_OF)
