"""Records of the portal form."""

from pathlib import Path

import pytest

from loaders.records import read_bytes, read_record

DATA = Path(__file__).parents[2] / "data" / "records"


def read(text):
    return read_bytes(text.encode(), "invented.txt").to_json()


@pytest.fixture(scope="module")
def dyeing():
    return read_record(DATA / "portal_full.txt").to_json()


@pytest.fixture(scope="module")
def market():
    return read_record(DATA / "portal_shifted.txt").to_json()


@pytest.fixture(scope="module")
def accounts():
    return read_record(DATA / "portal_no_author.txt").to_json()


def suspected(record):
    return {s["heading"]: s["suspected_kind"] for s in record["sections"] if s["suspected_kind"]}


def test_the_slots_are_sections_and_a_flow_of_arrows_is_an_item(dyeing):
    assert [s["kind"] for s in dyeing["sections"]] == [
        "background",
        "objectives",
        "materials",
        "equipment",
        "process",
        "cautions",
        "images",
    ]
    assert dyeing["sections"][4]["items"][0] == "ต้มเปลือกไม้ -> กรอง -> ใส่ผ้า"


def test_category_title_and_author(dyeing):
    assert dyeing["category"] == "เทคนิคพัฒนาผลิตภัณฑ์"
    assert dyeing["title"] == "การย้อมผ้าด้วยเปลือกไม้ให้สีไม่ตก"
    assert dyeing["author"]["name"]["title"] == "ว่าที่ร้อยตรีหญิง"
    assert dyeing["date"]["iso"] == "2018-02-14T09:30:00"
    assert dyeing["date"]["calendar"] == "BE"
    assert dyeing["timezone_stated"] is False


def test_nothing_of_the_footer_is_the_authors(dyeing):
    assert dyeing["phone"]["e164"] == "+66812345678"
    assert dyeing["address"] is None
    assert dyeing["publisher"] == {
        "site": "เว็บไซต์ศูนย์ความรู้ตัวอย่าง",
        "agency": "สำนักงานตัวอย่าง กระทรวงตัวอย่าง",
        "phone": "02 141 0000",
    }


def test_images_are_listed_once_and_a_caption_is_kept(dyeing):
    assert dyeing["images"] == ["dye1.jpg", "dye2.jpg"]
    assert dyeing["sections"][-1]["paragraphs"] == ["ภาพการย้อมที่ศาลาบ้าน"]


def test_a_record_that_fits_its_headings_raises_no_doubt(dyeing):
    assert dyeing["warnings"] == []
    assert suspected(dyeing) == {}


def test_shifted_text_is_suspected_and_not_moved(market):
    assert suspected(market) == {"วัตถุประสงค์": "process", "อุปกรณ์": "cautions"}
    assert market["sections"][1]["kind"] == "objectives"
    assert market["sections"][4]["items"] == []


def test_real_materials_are_not_suspected(market):
    assert market["sections"][2]["items"] == ["ไม้ไผ่ ๒๐ ลำ", "สังกะสี"]
    assert market["sections"][2]["suspected_kind"] is None


def test_real_objectives_are_not_suspected_though_the_process_is_empty():
    record = read(
        "ชื่อเรื่อง\nความเป็นมา ->\nก\nวัตถุประสงค์ ->\n"
        "1. เพื่อให้ทุกครัวเรือนในหมู่บ้านมีน้ำสะอาดดื่มตลอดทั้งปีโดยไม่ต้องซื้อ\n"
        "กระบวนการ/ขั้นตอน ->\n"
    )
    assert suspected(record) == {}


def test_three_shifted_slots_read_process_technique_cautions():
    def step(word):
        return f"1. {word}สมาชิกทุกคนในกลุ่มมาคุยกันที่ศาลากลางบ้านทุกเดือนอย่างสม่ำเสมอ\n"

    record = read(
        f"ชื่อเรื่อง\nวัตถุประสงค์ ->\n{step('ชวน')}วัตถุดิบ ->\n{step('ใช้เสียงตามสายเรียก')}"
        f"อุปกรณ์ ->\n{step('ไม่ควรเร่ง')}กระบวนการ ->\nข้อพึงระวัง ->\n"
    )
    assert list(suspected(record).values()) == ["process", "technique", "cautions"]


def test_a_day_that_does_not_exist_is_told_and_not_read(market):
    assert market["date"] is None
    note = next(w for w in market["warnings"] if w["code"] == "unread_field")
    assert note["raw"] == "30 กุมภาพันธ์ 2560"
    assert note["why"] == "กุมภาพันธ์ 2560 มี 28 วัน"


def test_an_abolished_subdistrict_goes_to_its_successor_with_a_note(market):
    address = market["address"]
    assert (address["tambon_code"], address["amphoe_code"]) == ("332001", "3320")
    assert address["village_code"] is None
    note = next(w for w in market["warnings"] if w["code"] == "abolished_area")
    assert (note["was"], note["now"]) == ("330110", ["332001"])


def test_a_label_without_a_value_says_nothing(market):
    assert market["author"]["position"] is None


def test_without_an_author_nobody_is_invented(accounts):
    assert accounts["author"] is None
    assert accounts["title"] == "การทำบัญชีครัวเรือนแบบง่าย"
    assert [node["label"] for node in accounts["graph"]["nodes"]] == ["KnowledgeRecord", "Market"]


def test_a_blank_footer_alone_gives_the_author_nothing():
    record = read("ชื่อเรื่อง\nความเป็นมา ->\nก\nผลลัพธ์ ->\nข\nโทรศัพท์ :\nEmail :\nที่อยู่ :\nเกี่ยวกับเรา\n")
    assert (record["phone"], record["email"], record["address"]) == (None, None, None)
    assert record["sections"][1]["paragraphs"] == ["ข"]
    assert record["publisher"] == {"site": None, "agency": None}
