"""Records as facts of the graph: what lands, where it stands in the text, and what does not."""

from pathlib import Path

import pytest

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.domain.nodes import (
    Agency,
    Calendar,
    KnowledgeRecord,
    Market,
    Occupation,
    Officer,
    OnlineMedia,
    Person,
    Programme,
    RecordSection,
)
from graph_api.ports import NodeFilter
from graph_api.stores.sqlite import SqliteStore
from loaders.exports import GRAPH_FILES, load_graphs
from loaders.exports.content import content_hash
from loaders.exports.exporting import export_graph
from loaders.loading import load
from loaders.records import read_bytes
from loaders.records.batch import Candidate
from loaders.records.facts import Lexicon, facts_of
from loaders.records.loading import load_records

DATA = Path(__file__).parents[2] / "data" / "records"
FILES = [Candidate(path, path.name) for path in sorted(DATA.glob("*.txt"))]

RECORD = """บันทึกองค์ความรู้
๑.ชื่อความรู้ การทอเสื่อกกส่งงานกาชาด
๒.เจ้าขององค์ความรู้ นางสมมุติ ตัวอย่าง ตำแหน่ง นักวิชาการพัฒนาชุมชนชำนาญการ
  สำนักงานพัฒนาชุมชนอำเภอพยุห์ จังหวัดศรีสะเกษ โทรศัพท์ ๐๘๑-๒๓๔-๕๖๗๘
๓.ความเป็นมา
ชาวบ้านทอเสื่อและเพาะเห็ดมานาน แล้วดูจาก YouTube กับไลน์กลุ่มของจังหวัดสุรินทร์
๔.กระบวนการ
๑. ออกร้านในงานกาชาดจังหวัด ติดต่อ 081-999-9999
๒. พาสินค้า OTOP ไปงานประเพณีแซนโฎนตา
"""
LEXICON = Lexicon(
    occupations={"OC03": ("ทอเสื่อ", "ทอเสื่อกก"), "OC07": ("เพาะเห็ด",), "OC99": ("ไหม",)}
)


def facts(text=RECORD, *, lexicon=LEXICON, with_address=False):
    return facts_of(read_bytes(text.encode(), "a.txt"), lexicon, with_address=with_address)


def only(found, cls):
    (node,) = (node for node in found.nodes if isinstance(node, cls))
    return node


def links(found, kind):
    return [link for link in found.links if link.type is kind]


def test_a_record_lands_with_its_author_office_and_area():
    found = facts()
    record, author, office = (only(found, cls) for cls in (KnowledgeRecord, Officer, Agency))
    assert (record.name, record.area, record.template) == (
        "การทอเสื่อกกส่งงานกาชาด",
        "3320",
        "cdd-km-numbered",
    )
    assert len(record.sha256) == 64
    assert (author.name, author.position, author.position_level, author.phone) == (
        "นางสมมุติ ตัวอย่าง",
        "นักวิชาการพัฒนาชุมชน",
        "ชำนาญการ",
        "+66812345678",
    )
    assert (office.id, office.area) == ("agency:cdd:3320", "3320")
    (wrote,), (works,) = links(found, LinkType.WROTE), links(found, LinkType.WORKS_AT)
    assert (wrote.source, wrote.target) == (author.id, record.id)
    assert (works.source, works.target) == (author.id, office.id)
    assert (wrote.provenance.source, wrote.provenance.place) == ("a.txt", "บรรทัด 3")


def test_sections_keep_heading_kind_text_and_line():
    found = facts()
    sections = [node for node in found.nodes if isinstance(node, RecordSection)]
    assert [(s.number, s.heading, s.section_kind, s.line) for s in sections] == [
        ("3", "ความเป็นมา", "background", 5),
        ("4", "กระบวนการ", "process", 7),
    ]
    assert (sections[0].text or "").startswith("ชาวบ้านทอเสื่อ")
    assert len(links(found, LinkType.PART_OF)) == 2


def test_each_mention_names_its_place_and_the_words_stand_there():
    found = facts()
    lines = RECORD.splitlines()
    mentions = links(found, LinkType.MENTIONS)
    named = {(link.target, link.properties["text"]) for link in mentions}
    assert {("OC03", "ทอเสื่อกก"), ("OC03", "ทอเสื่อ"), ("OC07", "เพาะเห็ด")} <= named
    assert {("media:youtube", "YouTube"), ("area:32", "จังหวัดสุรินทร์")} <= named
    assert ("programme:otop", "OTOP") in named
    for link in mentions:
        said = link.properties
        assert lines[said["line"] - 1][said["start"] : said["end"]] == said["text"]
        assert link.key == f"{said['line']}:{said['start']}"
        assert link.provenance.place == f"บรรทัด {said['line']}"


def test_what_the_title_names_the_record_is_about():
    about = links(facts(), LinkType.ABOUT)
    assert [link.target for link in about] == ["OC03"]
    assert about[0].provenance.confidence < 1


def test_a_name_that_is_part_of_other_words_is_passed_over():
    assert not [link for link in facts().links if link.target == "OC99"]


def test_a_number_in_the_text_is_put_out_of_sight_and_counted():
    found = facts()
    assert not any("081-999" in (getattr(node, "text", None) or "") for node in found.nodes)
    assert any("[โทรศัพท์]" in (getattr(node, "text", None) or "") for node in found.nodes)
    (hidden,) = (w for w in only(found, KnowledgeRecord).warnings if "personal_data_hidden" in w)
    assert "1 แห่ง" in hidden


def test_nothing_is_made_of_what_is_spoken_of_without_a_name():
    kinds = {kind for node in facts().nodes for kind in node.kinds}
    assert kinds == {
        NodeKind.KNOWLEDGE_RECORD,
        NodeKind.RECORD_SECTION,
        NodeKind.OFFICER,
        NodeKind.AGENCY,
        NodeKind.ONLINE_MEDIA,
        NodeKind.MARKET,
        NodeKind.PROGRAMME,
    }
    assert all(market.area is None and market.point is None for market in _of(Market))
    assert {each.platform for each in _of(OnlineMedia)} == {"youtube", "line"}
    assert [each.id for each in _of(Programme)] == ["programme:otop"]


def _of(cls):
    return [node for node in facts().nodes if isinstance(node, cls)]


ADDRESS = """เทคนิคทดลอง

โดย : นางทดสอบ มีตัวอย่าง ตำแหน่ง : วันที่ : 14/02/2561

ที่อยู่ : 52 หมู่ที่ 11 ต.เพ็กใหญ่ อ.พล จ.ขอนแก่น

ความเป็นมา -> ดี

ผลลัพธ์ -> ดีมาก
"""


@pytest.mark.parametrize("asked,area", [(False, "4012"), (True, "40120711")])
def test_the_house_of_an_author_is_stored_only_where_somebody_asks(asked, area):
    found = facts(ADDRESS, with_address=asked)
    author, record = only(found, Person), only(found, KnowledgeRecord)
    assert (author.area, record.area) == (area, "4012")
    assert not any("52" in str(node.name) for node in found.nodes)
    assert (record.written_on.isoformat(), record.calendar) == ("2018-02-14", Calendar.BE)
    assert record.date_written == "14/02/2561"


async def test_a_second_load_changes_nothing_whatever_the_file_is_called(tmp_path):
    store = await SqliteStore.open(None)
    try:
        await store.write([Occupation(id="OC03", name="ทอเสื่อ", aliases=("ทอเสื่อกก",))], [])
        first = await load_records(FILES, store)
        before = await content_hash(store)
        assert first.refused == []
        assert first.written.nodes.created > 40
        renamed = tmp_path / "สำเนา.txt"
        renamed.write_bytes(FILES[0].path.read_bytes())
        second = await load_records([*FILES[::-1], Candidate(renamed, renamed.name)], store)
        assert (second.written.nodes.created, second.written.nodes.updated) == (0, 0)
        assert (second.written.links.created, second.written.links.updated) == (0, 0)
        assert await content_hash(store) == before
    finally:
        await store.close()


async def test_a_refused_file_stops_no_other_and_is_counted(tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_text("ไม่มีหัวข้อเลย", encoding="utf-8")
    store = await SqliteStore.open(None)
    try:
        found = await load_records([Candidate(bad, bad.name), *FILES], store)
        assert found.refused == ["bad.txt"]
        assert sum(found.states.values()) == len(FILES) + 1
        assert await store.count(NodeKind.KNOWLEDGE_RECORD, NodeFilter()) == len(FILES)
    finally:
        await store.close()


@pytest.mark.parametrize("name", ["graph.graphml", "graph.gexf", "graph.xlsx", "tables"])
async def test_records_come_back_equal_from_an_export(tmp_path, name):
    path = tmp_path / name
    one, other = await SqliteStore.open(None), await SqliteStore.open(None)
    try:
        await load_records(FILES, one)
        await export_graph(one, path)
        if path.suffix in GRAPH_FILES:
            await load_graphs([path], other)
        else:
            report = await load([path], other)
            assert report.refusals == ()
        assert await content_hash(other) == await content_hash(one)
    finally:
        await one.close()
        await other.close()


async def test_an_author_who_asked_to_be_erased_is_not_brought_back():
    store = await SqliteStore.open(None)
    try:
        first = await load_records(FILES, store)
        assert not first.written.refused_nodes
        page = await store.page(NodeKind.OFFICER, NodeFilter(), 1, None)
        author = page.items[0]
        await store.erase(author.id, asked_by="สนง.", reason="คำขอ")
        again = await load_records(FILES, store)
        assert [each.node.id for each in again.written.refused_nodes] == [author.id]
        (left,) = (await store.nodes([author.id])).values()
        assert author.name not in left.name
    finally:
        await store.close()
