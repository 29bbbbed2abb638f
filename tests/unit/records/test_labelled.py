"""Records in the department's form of labels."""

import pytest

from loaders.records import RecordNotRead, read_bytes

FORM = """แบบบันทึกองค์ความรู้
ปีงบประมาณ ๒๕๖๑
ชื่อองค์ความรู้ .......การจักสานไม้ไผ่.............
ชื่อเจ้าของความรู้ : นายสมมุติ ตัวอย่าง     เบอร์โทรศัพท์ ๐๘๑-๒๓๔๕๖๗๘
ตำแหน่ง/สังกัด  เจ้าพนักงานพัฒนาชุมชนชำนาญงาน สำนักงานพัฒนาชุมชนอำเภอพยุห์ จังหวัดศรีสะเกษ
ที่อยู่ ๑๒ หมู่ที่ ๓ ต.พยุห์ อ.พยุห์
จ.ศรีสะเกษ
ความเป็นมา / แรงบันดาลใจ : ไม้ไผ่มีมากในหมู่บ้าน
วัตถุประสงค์ของการทำงาน :
๑. เพื่อใช้ไม้ไผ่
๒. เพื่อมีรายได้
วัตถุดิบ (ถ้ามี)
............................................................
อุปกรณ์
- มีด
- เลื่อย
กระบวนการ/ขั้นตอน
๑. ตัดไม้
วัตถุดิบ
๒. ผ่าและเหลา ที่อยู่ : ใต้ถุนบ้าน
ข้อพึงระวัง
มีดบาดมือ
ข้อเสนอแนะ
โทรศัพท์ : ควรมีไว้ติดต่อผู้ซื้อ
ผู้บันทึก : นางทดสอบ ตัวอย่าง   วันที่บันทึก : ๓ มีนาคม ๒๕๖๑
"""


def read(text):
    return read_bytes(text.encode(), "invented.txt").to_json()


@pytest.fixture(scope="module")
def weaving():
    return read(FORM)


def section(record, kind):
    return next(part for part in record["sections"] if part["kind"] == kind)


def test_the_labels_are_the_authors(weaving):
    assert weaving["template"] == "cdd-km-form"
    assert weaving["document_type"] == "แบบบันทึกองค์ความรู้"
    assert weaving["title"] == "การจักสานไม้ไผ่"
    assert weaving["author"]["name"]["raw"] == "นายสมมุติ ตัวอย่าง"
    assert weaving["author"]["position"]["level"] == "ชำนาญงาน"
    assert weaving["office"]["amphoe_code"] == "3320"
    assert weaving["phone"]["e164"] == "+66812345678"
    assert weaving["address"]["village_code"] == "33200103"


def test_the_headings_are_sections_as_written(weaving):
    assert [(part["number"], part["heading"]) for part in weaving["sections"]] == [
        (None, "ความเป็นมา / แรงบันดาลใจ"),
        (None, "วัตถุประสงค์ของการทำงาน"),
        (None, "วัตถุดิบ (ถ้ามี)"),
        (None, "อุปกรณ์"),
        (None, "กระบวนการ/ขั้นตอน"),
        (None, "วัตถุดิบ"),
        (None, "ข้อพึงระวัง"),
        (None, "ข้อเสนอแนะ"),
    ]
    assert section(weaving, "equipment")["items"] == ["มีด", "เลื่อย"]
    assert section(weaving, "background")["paragraphs"] == ["ไม้ไผ่มีมากในหมู่บ้าน"]


def test_the_dots_to_write_on_are_no_text_and_are_counted(weaving):
    assert weaving["repairs"]["dot_leader"] == 3
    assert {"code": "empty_section", "heading": "วัตถุดิบ (ถ้ามี)"} in weaving["warnings"]


def test_a_label_within_a_section_is_text_of_the_section(weaving):
    assert section(weaving, "suggestions")["paragraphs"] == ["โทรศัพท์ : ควรมีไว้ติดต่อผู้ซื้อ"]
    assert weaving["phone"]["raw"] == "๐๘๑-๒๓๔๕๖๗๘"


def test_who_filled_the_form_in_is_no_second_author(weaving):
    assert weaving["date"]["iso"] == "2018-03-03"
    assert {"code": "unplaced_text", "text": "นางทดสอบ ตัวอย่าง"} in weaving["warnings"]


def test_a_line_ahead_of_the_labels_is_told(weaving):
    assert {"code": "unplaced_text", "text": "ปีงบประมาณ ๒๕๖๑"} in weaving["warnings"]


def test_nothing_that_is_not_written_is_read():
    record = read("แบบบันทึกองค์ความรู้\nชื่อองค์ความรู้ : การออม\nขั้นตอน\nฝากทุกวันพุธที่บ้านประธานกลุ่ม\n")
    assert record["author"] is None
    assert [node["label"] for node in record["graph"]["nodes"]] == ["KnowledgeRecord"]
    missing = {w["field"] for w in record["warnings"] if w["code"] == "missing_field"}
    assert missing == {"author", "date", "office", "phone"}


def test_a_heading_that_stood_before_opens_nothing_again():
    record = read("ชื่อองค์ความรู้ : ก\nวัตถุดิบ\nปลา\nขั้นตอน\nเตรียม\nวัตถุดิบ\nแล้วตำ\n")
    assert [part["heading"] for part in record["sections"]] == ["วัตถุดิบ", "ขั้นตอน"]
    assert section(record, "process")["paragraphs"] == ["เตรียม วัตถุดิบ แล้วตำ"]


def test_the_heads_of_another_years_form_are_known():
    record = read(
        "แบบบันทึกองค์ความรู้\nชื่อ – นามสกุล นางทดสอบ ตัวอย่าง\nตำแหน่ง พัฒนากร\n"
        "เบอร์โทรศัพท์ที่ติดต่อได้ ๐๘๑-๒๓๔๕๖๗๘\nชื่อเรื่อง “การจัดเวทีหมู่บ้าน”\n"
        "สถานการณ์ที่เกิดขึ้น\nคนมาน้อย\nเนื้อเรื่อง :\nนัดวันใหม่\nบันทึกขุมความรู้ :\nถามก่อนนัด\n"
        "แก่นความรู้\nวันว่างของคนส่วนใหญ่\nกลยุทธ์ในการทำงาน\nไปหาทีละบ้าน\n"
    )
    assert record["title"] == "การจัดเวทีหมู่บ้าน"
    assert record["author"]["position"]["base"] == "พัฒนากร"
    kinds = [part["kind"] for part in record["sections"]]
    assert kinds == ["background", "story", "lessons", "lessons", "technique"]


@pytest.mark.parametrize(
    "text",
    [
        "ชื่อองค์ความรู้ : ก\n",
        "วัตถุดิบ\nปลา\nขั้นตอน\nตำ\n",
        "ตำแหน่งงานว่าง\nวัตถุประสงค์\nหาคนทำงาน\n",
        "จดหมาย\nที่อยู่ : บ้าน\nโทรศัพท์ : ไม่มี\n",
    ],
    ids=["no section", "neither title nor author", "a notice", "a letter"],
)
def test_a_text_without_the_labels_of_the_form_is_no_record(text):
    with pytest.raises(RecordNotRead, match="ไม่พบหัวข้อ"):
        read(text)
