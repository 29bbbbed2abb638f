"""Questions 41 and 42: what is written about a technique, and where a fact comes from."""

from graph_api.domain.calendar import thai_date
from graph_api.domain.links import LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Calendar
from graph_api.services.fact_sources import link_sources, node_sources
from graph_api.services.knowledge_records import RecordMatch, records_about


def ids(nodes):
    return [node.id for node in nodes]


async def test_41_a_record_about_an_occupation_with_author_office_and_date(store):
    """KR1 has ทอเสื่อ in its title and is about it; O1 of A1 wrote it on 20 March 2561."""
    (found,) = await records_about(store, "ทอเสื่อ")
    assert (found.record.id, found.matches) == ("KR1", [RecordMatch.TITLE, RecordMatch.ABOUT])
    assert (ids(found.authors), ids(found.offices)) == (["O1"], ["A1"])
    assert found.record.written_on is not None
    assert thai_date(found.record.written_on) == "20 มี.ค. 2561"
    assert (found.record.date_written, found.record.calendar) == ("20 มีนาคม 2561", Calendar.BE)


async def test_41_a_technique_is_found_in_the_text_of_a_section(store):
    """แช่กก stands in section ๔.๒ of KR1 (line 15); it is found without its tone as well."""
    for words in ("แช่กก", "แชกก"):
        (found,) = await records_about(store, words)
        assert (found.record.id, found.matches) == ("KR1", [RecordMatch.TEXT])
        (section,) = found.sections
        assert (section.number, section.section_kind, section.line) == ("๔.๒", "technique", 15)
        assert "แช่กกก่อนทอหนึ่งคืน" in (section.text or "")


async def test_41_a_doubtful_heading_comes_with_its_warning(store):
    """KR2 holds process steps under วัตถุประสงค์; the heading stays, and the doubt is told."""
    (found,) = await records_about(store, "ขอพื้นที่")
    (section,) = found.sections
    assert (section.heading, section.suspected_kind) == ("วัตถุประสงค์", "process")
    assert found.record.warnings == ("content_may_not_match_heading: วัตถุประสงค์",)
    assert ids(found.authors) == ["O4"]


async def test_42_a_stated_fact_names_its_file_sheet_and_row(store):
    node = (await store.nodes(["S1"]))["S1"]
    assert node.provenance.source == "phayu.xlsx"
    assert node.provenance.place.startswith("แผ่น ปราชญ์ชุมชน แถว ")
    assert node.provenance.confidence == 1
    assert node.provenance.loaded_at is not None


async def test_42_a_derived_fact_rests_on_rows(store):
    """S1 taught H007 at E041: a row says that S1 led it, another that H007 came."""
    found = await node_sources(store, "H007")
    (taught,) = (
        each
        for each in found.links
        if each.link.type is LinkType.TAUGHT and each.link.source == "S1"
    )
    assert taught.link.derived
    assert {(k.type, k.source, k.target) for k in taught.rests_on} == {
        (LinkType.LED, "S1", "E041"),
        (LinkType.ATTENDED, "H007", "E041"),
    }
    assert [source.place.split(" แถว ")[0] for source in taught.sources] == [
        "แผ่น ผู้เข้าร่วมกิจกรรม",
        "แผ่น กิจกรรม",
    ] or len(taught.sources) == 2
    (sells,) = (each for each in found.links if each.link.type is LinkType.SELLS_AT)
    assert [k.since.isoformat() for k in sells.rests_on if k.since] == ["2017-11-14", "2018-01-23"]


async def test_42_hearsay_is_less_sure_than_books(store):
    """Incomes that were told have confidence 0.7; a name in a record that fits a market has 0.8."""
    links = await store.links_of(["IN01A", "IN03A"], (LinkType.CONCERNS,), Direction.OUT)
    told = {each.link.source: each.confidence for each in await link_sources(store, links)}
    assert told == {"IN01A": 0.7, "IN03A": 1.0}
    mentions = await store.links_of(["KR1"], (LinkType.MENTIONS,), Direction.OUT)
    named = {link.target: link for link in mentions}
    assert named["M2"].provenance.confidence == 0.8
    assert (named["V1"].properties["line"], named["V1"].properties["text"]) == (17, "YouTube")
