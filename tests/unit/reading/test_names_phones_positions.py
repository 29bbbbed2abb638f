"""Names, telephone numbers and positions come apart into their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reading.errors import CellNotRead, NameNotRead, PhoneNotRead, PositionNotRead
from loaders.reading.names import read_person_name
from loaders.reading.phones import read_phone
from loaders.reading.positions import read_position


@pytest.mark.parametrize(
    "raw,title,given_name,family",
    [
        ("นายนที  ตัวอย่าง", "นาย", "นที", "ตัวอย่าง"),
        ("นางพิม ตัวอย่าง", "นาง", "พิม", "ตัวอย่าง"),
        ("นางสาวใจดี ตัวอย่าง", "นางสาว", "ใจดี", "ตัวอย่าง"),
        ("น.ส.ใจดี ตัวอย่าง", "นางสาว", "ใจดี", "ตัวอย่าง"),
        ("น.ส. ใจดี ณ ตัวอย่าง", "นางสาว", "ใจดี", "ณ ตัวอย่าง"),
        ("ด.ช.เอก ตัวอย่าง", "เด็กชาย", "เอก", "ตัวอย่าง"),
        ("ดร.เอก ตัวอย่าง", "ดร.", "เอก", "ตัวอย่าง"),
        ("ผศ.ดร. เอก ตัวอย่าง", "ผศ.ดร.", "เอก", "ตัวอย่าง"),
        ("ว่าที่ร้อยตรีเอก ตัวอย่าง", "ว่าที่ร้อยตรี", "เอก", "ตัวอย่าง"),
        ("ว่าที่ ร.ต.เอก ตัวอย่าง", "ว่าที่ร้อยตรี", "เอก", "ตัวอย่าง"),
        ("ว่าที่ร้อยตรีหญิง ใจดี ตัวอย่าง", "ว่าที่ร้อยตรีหญิง", "ใจดี", "ตัวอย่าง"),
        ("จ.ส.อ.เอก ตัวอย่าง", "จ.ส.อ.", "เอก", "ตัวอย่าง"),
        ("พระครูเอก ธมฺโม", "พระครู", "เอก", "ธมฺโม"),
        ("Mr. John Doe", "Mr.", "John", "Doe"),
        ("ทองใบ", None, "ทองใบ", None),
        ("นายิกา ตัวอย่าง", None, "นายิกา", "ตัวอย่าง"),
        ("อนงค์ ตัวอย่าง", None, "อนงค์", "ตัวอย่าง"),
    ],
)
def test_titles_part_from_names(raw, title, given_name, family):
    name = read_person_name(raw)
    assert (name.title, name.given, name.family) == (title, given_name, family)


@pytest.mark.parametrize("raw", ["", "  ", "นาง", "ว่าที่ร้อยตรี", "1 2345 67890", "นายเอก 081"])
def test_what_is_no_name_is_refused(raw):
    with pytest.raises(NameNotRead):
        read_person_name(raw)


@pytest.mark.parametrize(
    "raw,e164,kind,extension",
    [
        ("๐๘๑-๒๓๔๕๖๗๘", "+66812345678", "mobile", None),
        ("081 234 5678", "+66812345678", "mobile", None),
        ("+66 81 234 5678", "+66812345678", "mobile", None),
        (812345678, "+66812345678", "mobile", None),
        (812345678.0, "+66812345678", "mobile", None),
        ("โทร. 045-612345 ต่อ ๑๒", "+6645612345", "fixed_line", "12"),
        ("02 234 5678 ต่อ 12-14", "+6622345678", "fixed_line", "12-14"),
    ],
)
def test_phones_become_e164(raw, e164, kind, extension):
    phone = read_phone(raw)
    assert (phone.e164, phone.kind, phone.extension) == (e164, kind, extension)


@pytest.mark.parametrize("raw", ["", "-", "1234", "ไม่มี", "045-612345-6", "081-2345678 บ้าน"])
def test_what_is_no_phone_is_refused(raw):
    with pytest.raises(PhoneNotRead):
        read_phone(raw)


def test_two_phones_in_one_cell_are_refused_and_none_is_lost():
    with pytest.raises(PhoneNotRead, match="มากกว่าหนึ่งหมายเลข"):
        read_phone("081-234-5678, 089-876-5432")


@pytest.mark.parametrize(
    "raw,base,level",
    [
        ("นักวิชาการพัฒนาชุมชนชำนาญการพิเศษ", "นักวิชาการพัฒนาชุมชน", "ชำนาญการพิเศษ"),
        ("นักวิชาการพัฒนาชุมชน ปฏิบัติการ", "นักวิชาการพัฒนาชุมชน", "ปฏิบัติการ"),
        ("เจ้าพนักงานพัฒนาชุมชน ระดับอาวุโส", "เจ้าพนักงานพัฒนาชุมชน", "อาวุโส"),
        ("ผู้อำนวยการ ระดับสูง", "ผู้อำนวยการ", "สูง"),
        ("นักวิชาการ ระดับ ๗", "นักวิชาการ", "๗"),
        ("พัฒนาการอำเภอ", "พัฒนาการอำเภอ", None),
        ("ผู้เชี่ยวชาญ", "ผู้เชี่ยวชาญ", None),
        ("ชำนาญการ", "ชำนาญการ", None),
    ],
)
def test_levels_part_from_posts(raw, base, level):
    position = read_position(raw)
    assert (position.base, position.level) == (base, level)


def test_a_blank_position_is_refused():
    with pytest.raises(PositionNotRead):
        read_position("\u00a0")


@pytest.mark.parametrize("reader", [read_person_name, read_phone, read_position])
@given(text=st.text(max_size=30))
def test_any_text_is_read_or_refused(reader, text):
    try:
        read = reader(text)
    except CellNotRead:
        return
    assert read.raw
