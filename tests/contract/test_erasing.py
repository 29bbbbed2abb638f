"""Personal data goes for good, the network keeps its shape, and a line says what was done."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from graph_api.domain.audit import AuditAct
from graph_api.domain.erasure import ERASED_NAME
from graph_api.domain.errors import InvalidArgument, NodeNotFound
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.domain.metrics import Direction, Estimate, Metric, MetricSpec, SnapshotInfo
from graph_api.domain.names import name_key, trigrams
from graph_api.domain.nodes import (
    Area,
    CentreKind,
    CriterionState,
    HeldRole,
    Household,
    KnowledgeRecord,
    LearningCentre,
    Node,
    Officer,
    Person,
    RecordSection,
)
from graph_api.domain.places import Point, Precision
from graph_api.domain.provenance import Provenance
from graph_api.ports import Counts, GraphStore, MetricColumn, NodeFilter, Publication
from tests.contract.network import SAGE, V1, link

HOUSE, VILLAGE = Point(15.12345, 104.54321), Point(15.1, 104.5)
NAMED = Person(
    id="p1",
    name="นางปานทิพย์ สมมติยิ่ง",
    title="นาง",
    given_name="ปานทิพย์",
    family_name="สมมติยิ่ง",
    phone="0812345678",
    area=V1,
    point=HOUSE,
    precision=Precision.HOUSE,
    roles=(SAGE,),
    teaching_criterion=CriterionState.PROVEN,
    capacity=12,
    provenance=Provenance("ปราชญ์.xlsx", "ปานทิพย์ สมมติยิ่ง!2"),
)
HOME = LearningCentre(
    id="c1",
    name="ศูนย์เรียนรู้บ้านแม่ปานทิพย์",
    area=V1,
    point=HOUSE,
    precision=Precision.HOUSE,
    centre_kind=CentreKind.SAGE_HOME,
)
NAMESAKE = Person(id="p2", name="ปานทิพย์ สมมติยิ่ง", area=V1)
KIN = Household(id="h1", name="ครัวเรือน ๑", area=V1, head="ปานทิพย์ สมมติยิ่ง", house_no="๙๙")
RECORD = KnowledgeRecord(id="r1", name="บันทึกของปานทิพย์ สมมติยิ่ง")
SECTION = RecordSection(
    id="r1#1", name="เจ้าขององค์ความรู้", text="นางปานทิพย์ สมมติยิ่ง โทร 0812345678", line=3
)
LINKS = (
    link(LinkType.WROTE, "p1", "r1"),
    link(LinkType.PART_OF, "r1#1", "r1"),
    link(LinkType.TAUGHT, "p1", "p2", key="a", since=date(2018, 1, 1)),
    link(LinkType.TAUGHT, "p1", "h1", key="a"),
    link(LinkType.HOSTS, "p1", "c1"),
    link(LinkType.SELECTED, "p1", "h1", provenance=Provenance("ครัวเรือน.xlsx", "ปานทิพย์ สมมติยิ่ง!2")),
)
PERSONAL = ("ปานทิพย์", "สมมติยิ่ง", "0812345678")


@pytest.fixture
async def held(store: GraphStore) -> GraphStore:
    village = Area(id=f"area:{V1}", name="บ้าน", area=V1, point=VILLAGE, precision=Precision.VILLAGE)
    report = await store.write([village, NAMED, HOME, NAMESAKE, KIN, RECORD, SECTION], LINKS)
    assert not report.refused_links
    return store


async def erase(store: GraphStore, node_id: str = "p1"):
    return await store.erase(node_id, asked_by="สนง.พช.อำเภอ", reason="คำขอ ๑/๒๕๖๑")


async def everything(store: GraphStore) -> str:
    nodes = [node async for batch in store.export_nodes() for node in batch]
    links = [each async for batch in store.export_links() for each in batch]
    return f"{nodes} {links} {await store.audit(99, None)}"


async def test_what_is_personal_goes_and_the_rest_stays(held: GraphStore):
    await erase(held)
    left = (await held.nodes(["p1"]))["p1"]
    assert isinstance(left, Person)
    assert replace(left, provenance=None) == Person(
        id="p1",
        name=ERASED_NAME,
        area=V1,
        point=VILLAGE,
        precision=Precision.VILLAGE,
        roles=(HeldRole(NodeKind.SAGE, SAGE.since),),
        teaching_criterion=CriterionState.PROVEN,
        capacity=12,
    )
    assert left.provenance is not None
    assert (left.provenance.source, left.provenance.place) == ("erased", "")


async def test_the_network_keeps_its_shape(held: GraphStore):
    before = await held.links_of(["p1"], list(LinkType), Direction.UNDIRECTED)
    await erase(held)
    after = await held.links_of(["p1"], list(LinkType), Direction.UNDIRECTED)
    assert [each.identity for each in after] == [each.identity for each in before]
    assert await held.count(NodeKind.SAGE, NodeFilter(area=V1)) == 1


async def test_published_values_stay(held: GraphStore):
    spec = MetricSpec(Metric.DEGREE)
    info = SnapshotInfo("s", datetime(2018, 1, 1, tzinfo=UTC), 4, 3, 1)
    column = MetricColumn(spec, Estimate(), np.array([3.0]))
    await held.publish(Publication(info, ["p1"], [column], {}), 1)
    await erase(held)
    assert [each.value for each in (await held.metric_values(["p1"], [spec]))["p1"]] == [3.0]


async def test_it_is_found_by_name_and_place_no_more(held: GraphStore):
    grams = trigrams(name_key(NAMED.name))
    await erase(held)
    found = await held.name_candidates(grams, [NodeKind.SAGE], None, 9)
    assert "p1" not in {each.id for each in found}
    page = await held.page(NodeKind.SAGE, NodeFilter(name_key=name_key("ปานทิพย์")), 9, None)
    assert not page.items
    near = await held.nearby(NodeKind.SAGE, HOUSE, 10_000, None)
    assert [hit.node.point for hit in near] == [VILLAGE]
    assert not await held.nearby(NodeKind.SAGE, HOUSE, 100, None)


async def test_what_is_around_names_it_no_more(held: GraphStore):
    done = await erase(held)
    assert sorted(done.redacted) == ["c1", "h1", "r1", "r1#1"]
    around = await held.nodes(["c1", "h1", "p2", "r1", "r1#1"])
    assert around["r1"].name == f"บันทึกของ{ERASED_NAME}"
    section = around["r1#1"]
    assert isinstance(section, RecordSection)
    assert section.text == f"{ERASED_NAME} โทร {ERASED_NAME}"
    centre, home, namesake = around["c1"], around["h1"], around["p2"]
    assert centre.name == f"ศูนย์เรียนรู้บ้านแม่{ERASED_NAME}"
    assert (centre.point, centre.precision) == (VILLAGE, Precision.VILLAGE)
    assert isinstance(home, Household)
    assert (home.head, home.house_no) == (ERASED_NAME, "๙๙")
    assert namesake.name == NAMESAKE.name, "another person of the same name keeps it"


async def test_nothing_personal_is_left_anywhere(held: GraphStore):
    await erase(held)
    await erase(held, "p2")
    text = await everything(held)
    assert [each for each in PERSONAL if each in text] == []


@pytest.mark.parametrize(
    "node",
    [
        Officer(
            id="x", name="นายสมคิด ตัวอย่าง", given_name="สมคิด", phone="0812345678", position="พัฒนากร"
        ),
        Household(id="x", name="บ้านสมคิด", head="สมคิด", house_no="๑", phone="0812345678"),
    ],
    ids=["officer", "household"],
)
async def test_officers_and_households_too(store: GraphStore, node):
    await store.write([node], [])
    await erase(store, "x")
    left = (await store.nodes(["x"]))["x"]
    assert left.name == ERASED_NAME
    assert "สมคิด" not in repr(left)
    assert getattr(left, "position", None) == getattr(node, "position", None)


async def test_a_point_without_a_known_area_goes_altogether(store: GraphStore):
    await store.write([replace(NAMED, area=None)], [])
    await erase(store)
    left = (await store.nodes(["p1"]))["p1"]
    assert (left.point, left.precision) == (None, None)


async def test_a_line_stays_for_each_request(held: GraphStore):
    started = datetime.now(UTC)
    done = await erase(held)
    await erase(held, "h1")
    page = await held.audit(1, None)
    assert list(page.items) == [done.line]
    assert page.has_next
    [second] = (await held.audit(9, page.cursors[-1])).items
    assert (done.line.number, second.number) == (1, 2)
    assert (second.act, second.node, second.kind) == (AuditAct.ERASED, "h1", NodeKind.HOUSEHOLD)
    assert (second.asked_by, second.reason) == ("สนง.พช.อำเภอ", "คำขอ ๑/๒๕๖๑")
    assert started <= second.at <= datetime.now(UTC)
    with pytest.raises(InvalidArgument):
        await held.audit(9, "no cursor")


async def test_the_version_moves(held: GraphStore):
    version = await held.version()
    await erase(held)
    assert await held.version() > version


async def test_a_later_statement_does_not_bring_it_back(held: GraphStore):
    await erase(held)
    version = await held.version()
    report = await held.write(
        [NAMED, Household(id="h2", name="ครัวเรือน ๒")], [link(LinkType.TAUGHT, "p1", "h2")]
    )
    assert report.nodes == Counts(created=1, refused=1)
    assert report.links == Counts(created=1), "links of an erased node are facts as before"
    [refused] = report.refused_nodes
    assert refused.node == NAMED
    assert "p1" in refused.reason
    assert await held.version() > version
    assert "ปานทิพย์" not in repr(await held.nodes(["p1"]))


@pytest.mark.parametrize("again", [HOME, KIN, RECORD, SECTION], ids=lambda node: node.id)
async def test_a_later_statement_of_what_named_it_does_not_bring_it_back(
    held: GraphStore, again: Node
):
    await erase(held)
    report = await held.write([again], [])
    assert [refused.node.id for refused in report.refused_nodes] == [again.id]
    told = str((await held.nodes([again.id]))[again.id])
    assert not [part for part in PERSONAL if part in told]


async def test_the_point_of_the_house_does_not_come_back_under_another_name(held: GraphStore):
    await erase(held)
    report = await held.write([replace(HOME, name="ศูนย์ทอเสื่อ")], [])
    assert [refused.node.id for refused in report.refused_nodes] == ["c1"]
    assert (await held.nodes(["c1"]))["c1"].point == VILLAGE


async def test_what_named_it_may_say_something_else_later(held: GraphStore):
    await erase(held)
    other = replace(HOME, name="ศูนย์ทอเสื่อ", point=None, precision=None)
    report = await held.write([other], [])
    assert not report.refused_nodes
    assert (await held.nodes(["c1"]))["c1"].name == "ศูนย์ทอเสื่อ"


async def test_what_holds_nothing_personal_is_taken(held: GraphStore):
    await erase(held)
    trainer = HeldRole(NodeKind.TRAINER, date(2019, 1, 1))
    report = await held.write([Person(id="p1", name=ERASED_NAME, roles=(trainer,))], [])
    assert report.nodes == Counts(updated=1)
    assert {NodeKind.SAGE, NodeKind.TRAINER} < (await held.nodes(["p1"]))["p1"].kinds


async def test_what_cannot_be_erased(held: GraphStore):
    version = await held.version()
    with pytest.raises(NodeNotFound, match="nobody"):
        await erase(held, "nobody")
    with pytest.raises(InvalidArgument, match="c1"):
        await erase(held, "c1")
    assert await held.version() == version
    assert not (await held.audit(9, None)).items


async def test_a_large_write_known_before_does_not_bring_it_back(store: GraphStore):
    everybody = [NAMED, *(Household(id=f"h{n}", name="ครัวเรือน") for n in range(1_200))]
    await store.write(everybody, [])
    await erase(store)
    for _ in range(2):
        report = await store.write(everybody, [])
        assert report.nodes == Counts(unchanged=1_200, refused=1)
    assert "ปานทิพย์" not in repr(await store.nodes(["p1"]))
