"""Records of the numbered form."""

from pathlib import Path

import pytest

from loaders.records import RecordNotRead, read_bytes, read_record

DATA = Path(__file__).parents[2] / "data" / "records"


def read(text):
    return read_bytes(text.encode(), "invented.txt").to_json()


def outline(record):
    return [(s["number"], s["heading"], s["kind"]) for s in record["sections"]]


@pytest.fixture(scope="module")
def weaving():
    return read_record(DATA / "numbered_mat_weaving.txt").to_json()


@pytest.fixture(scope="module")
def chickens():
    return read_record(DATA / "numbered_children.txt").to_json()


@pytest.fixture(scope="module")
def bananas():
    return read_record(DATA / "numbered_gap.txt").to_json()


def test_the_sections_are_opened_and_items_that_look_like_headings_are_not(weaving):
    assert outline(weaving) == [
        (3, "ความเป็นมา", "background"),
        (4, "กระบวนการ/ขั้นตอน", "process"),
        (5, "ผลที่เกิดขึ้น", "results"),
        (6, "ปัญหาและอุปสรรค", "problems"),
        (7, "ข้อเสนอแนะ", "suggestions"),
    ]
    assert weaving["sections"][1]["items"][4] == "ผลการเรียนของแต่ละคนนำมาคุยกันทุกสัปดาห์"


def test_the_author_stands_apart_from_what_is_beside(weaving):
    assert weaving["document_type"] == "แบบบันทึกองค์ความรู้รายบุคคล"
    assert weaving["author"]["name"]["given"] == "สมมุติ"
    assert weaving["author"]["position"]["level"] == "ชำนาญงาน"
    assert weaving["office"]["amphoe_code"] == "3305"
    assert weaving["office"]["name"] == "สำนักงานพัฒนาชุมชนอำเภอขุขันธ์"
    assert weaving["email"] == "somm.t@example.org"
    assert weaving["phone"] == {
        "raw": "045-612345 ต่อ 12",
        "e164": "+6645612345",
        "kind": "fixed_line",
        "extension": "12",
    }


def test_a_year_of_two_digits_is_flagged(weaving):
    assert weaving["date"] == {
        "raw": "๓ มี.ค. ๖๑",
        "calendar": "BE",
        "iso": "2018-03-03",
        "flags": ["two_digit_year"],
    }


def test_wrapped_lines_are_one_paragraph_and_an_indented_one_is_the_next(weaving):
    first, second = weaving["sections"][0]["paragraphs"]
    assert "เหลือผู้ทอเพียง 5 คนเท่านั้น" in first
    assert second == "คณะทำงานจึงชวนปราชญ์มาเปิดบ้านสอน"


def test_a_quantity_within_an_item_is_kept(weaving):
    assert "๒.๕ กิโลกรัม" in weaving["sections"][1]["items"][2]


def test_a_line_before_the_first_heading_is_not_lost(weaving):
    assert {"code": "unplaced_text", "text": "ปีงบประมาณ ๒๕๖๑"} in weaving["warnings"]


def test_children_open_only_under_their_own_number(chickens):
    process = chickens["sections"][1]
    assert [(c["number"], c["kind"]) for c in process["children"]] == [
        ("6.1", "process"),
        ("6.2", "technique"),
        ("6.3", "cautions"),
    ]
    assert process["kind"] == "process+technique+cautions"
    assert process["children"][0]["items"][2] == "เทคนิคการผสมอาหารสอนกันที่บ้านพี่เลี้ยง"


def test_the_next_number_with_an_item_of_another_sort_opens_nothing(chickens):
    assert chickens["sections"][1]["children"][2]["items"] == ["ปัจจัยการผลิตราคาสูงขึ้นทุกปี"]
    assert chickens["sections"][2]["heading"] == "ผลการดำเนินงาน"


def test_decimals_under_a_section_without_children_are_items(chickens):
    assert chickens["sections"][2]["items"] == ["มีรายได้เพิ่มขึ้น", "เกิดกลุ่มเลี้ยงไก่ ๑ กลุ่ม"]


def test_a_title_on_the_next_line_and_one_label_for_two_values(chickens):
    assert chickens["title"] == "การเลี้ยงไก่พื้นเมืองแบบพี่สอนน้อง"
    assert chickens["author"]["position"]["raw"] == "นักวิชาการพัฒนาชุมชนปฏิบัติการ"
    assert chickens["office"]["changwat_code"] == "55"


def test_an_address_with_thai_numerals_gets_its_codes(chickens):
    address = chickens["address"]
    assert (address["house_no"], address["moo"]) == ("12/3", 4)
    assert address["village_code"] == "55010104"
    assert address["raw"] == "๑๒/๓ หมู่ ๔ ตำบลในเวียง อำเภอเมือง จังหวัดน่าน"


def test_repairs_are_counted(chickens):
    assert chickens["repairs"] == {"double_sara_e": 1, "torn_sara_am": 1, "tone_after_aa": 1}
    assert "แม่บ้านต้องการรายได้เสริมและอำเภอ" in chickens["sections"][0]["paragraphs"][0]


def test_a_missing_section_is_told_and_the_next_one_still_opens(bananas):
    assert [number for number, _, _ in outline(bananas)] == [3, 5, 6]
    assert {"code": "section_number_skipped", "after": 3, "next": 5} in bananas["warnings"]


def test_an_item_counted_wrongly_stays_an_item(bananas):
    assert bananas["sections"][1]["items"] == ["ประชุม", "วางแผน", "ลงมือทำ"]


def test_text_behind_a_heading_on_its_line_belongs_to_the_section(bananas):
    assert bananas["sections"][0]["heading"] == "ความเป็นมาและแรงบันดาลใจ"
    assert bananas["sections"][0]["paragraphs"] == ["กล้วยล้นตลาดทุกปีจนต้องทิ้ง"]


def test_of_two_phones_the_first_is_read_and_both_are_told(bananas):
    assert bananas["phone"]["e164"] == "+66812345678"
    note = next(w for w in bananas["warnings"] if w["code"] == "more_than_one")
    assert "๐๘๙ ๘๗๖ ๕๔๓๒" in note["raw"]


def test_a_remark_in_brackets_is_no_family_name(bananas):
    assert bananas["author"]["name"]["family"] is None


HEAD = "๑.ชื่อความรู้ งานสมมุติ\n๒.เจ้าขององค์ความรู้ นายสมมุติ ตัวอย่าง\n๓.ความเป็นมา\nเดิมไม่มี\n"


def test_of_two_lines_with_the_next_number_the_one_outside_the_count_is_the_heading():
    record = read(
        HEAD
        + "๔.ขั้นตอน\n๑. หนึ่ง\n๒. สอง\n๓. สาม\n๔. สี่\n๕. ผลการทดลองของแต่ละบ้าน\n๖. หก\n"
        + "๕.ผลการทำงานร่วมกัน\n๑. ดี\n"
    )
    assert [n for n, _, _ in outline(record)] == [3, 4, 5]
    assert len(record["sections"][1]["items"]) == 6
    assert record["sections"][2]["items"] == ["ดี"]


def test_a_whole_heading_opens_even_where_the_count_of_items_reaches_it():
    record = read(HEAD + "๔.ขั้นตอน\n๑. หนึ่ง\n๒. สอง\n๓. สาม\n๔. สี่\n๕.ข้อควรระวัง\nอย่ารีบ\n")
    assert record["sections"][2]["heading"] == "ข้อควรระวัง"
    assert len(record["sections"][1]["items"]) == 4


def test_arabic_and_thai_numerals_may_mix():
    record = read(HEAD.replace("๓", "3") + "๔) ขั้นตอน\n(1) หนึ่ง\n(๒) สอง\n")
    assert outline(record)[1] == (4, "ขั้นตอน", "process")
    assert record["sections"][1]["items"] == ["หนึ่ง", "สอง"]


def test_a_section_without_text_is_told():
    record = read(HEAD + "๔.กระบวนการ\n๕.ข้อพึงระวัง\nระวังไฟ\n")
    assert {"code": "empty_section", "heading": "กระบวนการ"} in record["warnings"]


def test_a_file_in_cp874_reads_the_same_and_says_so():
    plain = read_bytes(HEAD.encode(), "a.txt").to_json()
    code_page = read_bytes(HEAD.encode("cp874"), "a.txt").to_json()
    assert {"code": "decoded_as", "encoding": "cp874"} in code_page["warnings"]
    assert code_page["sections"] == plain["sections"]
    assert code_page["author"] == plain["author"]
    assert code_page["source"]["chars"] == plain["source"]["chars"]


def test_an_unreadable_phone_is_told_with_its_text():
    record = read(HEAD.replace("ตัวอย่าง\n", "ตัวอย่าง โทรศัพท์ ๑๒๓๔\n"))
    assert record["phone"] is None
    note = next(w for w in record["warnings"] if w["code"] == "unread_field")
    assert (note["field"], note["raw"]) == ("phone", "๑๒๓๔")
    assert {"code": "missing_field", "field": "phone"} not in record["warnings"]


@pytest.mark.parametrize(
    "data,word",
    [
        (b"", "ว่าง"),
        ("จดหมายข่าว\n๑. ข่าวหนึ่ง\n๒. ข่าวสอง\n".encode(), "ไม่พบหัวข้อ"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", ".docx"),
        ("naïve café été".encode("latin-1"), "TIS-620"),
    ],
)
def test_what_is_no_record_is_refused_naming_file_reason_and_mend(data, word):
    with pytest.raises(RecordNotRead) as refused:
        read_bytes(data, "ไฟล์นี้.txt")
    assert "ไฟล์นี้.txt" in refused.value.message
    assert word in refused.value.message
    assert refused.value.mend


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(RecordNotRead, match="ไม่พบไฟล์"):
        read_record(tmp_path / "ไม่มี.txt")
