"""A file that is not read says which file, why, and what to do; and none is half read."""

import struct
import sys
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from loaders.records import RecordNotRead, read_bytes, read_record
from loaders.records.formats.document import LONGEST_TEXT
from tests.unit.records import files
from tests.unit.records.files import bulleted, numbered, table

BLOCKS = [
    "๑.ชื่อความรู้ การสานตะกร้า",
    "๒.เจ้าขององค์ความรู้ นายสมมุติ ตัวอย่าง",
    "๓.ความเป็นมา",
    table(("ก", "ข")),
    bulleted("ค"),
    numbered("ง", "จ"),
    files.PICTURE,
]
WORD_XML = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def refused(data, name="ไฟล์นี้"):
    with pytest.raises(RecordNotRead) as caught:
        read_bytes(data, name)
    assert name in caught.value.message
    assert caught.value.mend
    return caught.value.reason


def zipped(parts, compression=ZIP_DEFLATED):
    held = BytesIO()
    with ZipFile(held, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def word(body, prolog=""):
    page = f"{prolog}<w:document {WORD_XML}><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": page})


# ---- Word --------------------------------------------------------------------------------------


def test_a_zip_bomb_is_not_unpacked():
    assert "คลายออกแล้วใหญ่เกินไป" in refused(word("<w:p/>" + " " * 30_000_000))


def test_a_bomb_that_lies_about_its_size_is_not_unpacked():
    bomb = bytearray(word("<w:p/>" + " " * 30_000_000))
    entry = bomb.rindex(b"PK\x01\x02")
    struct.pack_into("<L", bomb, entry + 24, 1000)
    assert "เสีย" in refused(bytes(bomb))


def test_a_part_with_a_dtd_is_refused():
    entities = '<!DOCTYPE d [<!ENTITY a "ก"><!ENTITY b "&a;&a;&a;">]>'
    assert "เสีย" in refused(word("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", entities))


def test_nesting_past_any_use_is_refused():
    cell = "<w:tbl><w:tr><w:tc>"
    close = "</w:tc></w:tr></w:tbl>"
    assert "ลึก" in refused(word(cell * 2000 + close * 2000))
    assert "ลึก" in refused(word("<w:p>" + "<w:r>" * 20_000 + "</w:r>" * 20_000 + "</w:p>"))


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_a_word_file_cut_short_is_damaged(keep):
    whole = files.as_docx(BLOCKS)
    assert "เสีย" in refused(whole[: int(len(whole) * keep)])


def test_a_word_file_without_text_is_empty():
    assert "ว่าง" in refused(word("<w:p/>"))
    assert "ไม่มีเนื้อความ" in refused(zipped({"word/document.xml": "<x/>"}))


def test_a_compression_that_word_does_not_use_is_refused():
    assert "เสีย" in refused(zipped({"word/document.xml": "<x/>"}, ZIP_LZMA))


def test_a_locked_part_is_named_so():
    locked = bytearray(word("<w:p/>"))
    entry = locked.rindex(b"PK\x01\x02")
    struct.pack_into("<H", locked, entry + 8, 1)
    assert "รหัสผ่าน" in refused(bytes(locked))


def test_a_word_file_with_a_password_is_told_from_an_old_one():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    assert "รหัสผ่าน" in refused(old + "EncryptedPackage".encode("utf-16-le"))
    assert "รุ่นเก่า" in refused(old)


@pytest.mark.parametrize(
    "part, what",
    [
        ("xl/workbook.xml", "Excel"),
        ("ppt/presentation.xml", "PowerPoint"),
        ("content.xml", "OpenDocument"),
        ("photo.jpg", "zip"),
    ],
)
def test_another_kind_of_zip_is_named(part, what):
    assert what in refused(zipped({part: "<x/>"}))


# ---- size --------------------------------------------------------------------------------------


def test_a_file_too_large_to_be_a_record_is_not_opened(tmp_path):
    path = tmp_path / "ใหญ่.docx"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(RecordNotRead, match="ใหญ่เกินไป"):
        read_record(path)


@pytest.mark.parametrize("make", [files.as_txt, files.as_html, files.as_docx])
def test_a_text_too_long_to_be_a_record_is_refused(make):
    assert "ยาวเกิน" in refused(make([*BLOCKS, "ก" * (LONGEST_TEXT + 1)]))


def test_a_folder_is_no_record(tmp_path):
    with pytest.raises(RecordNotRead, match="เปิดไฟล์ไม่ได้"):
        read_record(tmp_path)


@pytest.mark.parametrize("tag", ["<div>", "<font size=1><p>", "<table><tr><td>", "<ul><li>"])
def test_a_page_of_nothing_but_openings_is_refused_at_once(tag):
    assert "ลึก" in refused(b"<!DOCTYPE html><body>" + tag.encode() * 50_000)


# ---- PDF ---------------------------------------------------------------------------------------


GOOD = "การสานตะกร้าเป็นงานที่ทำได้ทั้งปี ชาวบ้านรวมกลุ่มกันทำหลังเกี่ยวข้าวเสร็จแล้วนำไปขายที่ตลาดในเมือง"


def pdf(*lines):
    return files.pdf_of_pages(
        [["๑.ชื่อความรู้ ก", "๒.เจ้าขององค์ความรู้ นายเอก ตัวอย่าง", "๓.ความเป็นมา", *lines]]
    )


def test_a_pdf_in_good_order_is_read():
    assert read_bytes(pdf(GOOD), "x").sections[0].paragraphs == (GOOD,)


@pytest.mark.parametrize(
    "line, why",
    [
        ("แบบบนั ทึกงานพฒั นา กบั สมั มาชีพ วนั นี้ ตน้ ฉบบั จดั ทำ สานสมั พนั ธ์", "สลับที่"),
        ("การสานตะกร าเป นงานท ท าได ท งป ชาวบ านรวมกล มก นท าหล งเก ยวข าวเสร จ", "หายไป"),
        ("¡ÒÃÊÒ¹µÐ¡ÃéÒà»ç¹§Ò¹·Õè·Óä´é·Ñé§»Õ ªÒÇºéÒ¹ÃÇÁ¡ÅØèÁ¡Ñ¹", "ฟอนต์"),
        ("\uf020\uf021\uf022\uf023\uf024\uf025\uf026\uf027\uf028\uf029", "ฟอนต์"),
    ],
    ids=["marks moved", "marks lost", "code page", "private letters"],
)
def test_a_pdf_whose_letters_come_scrambled_is_refused_with_that_reason(line, why):
    reason = refused(files.pdf_of_pages([[line, line]]))
    assert "อ่านออกมาไม่เป็นคำ" in reason
    assert why in reason


def test_a_scanned_pdf_has_no_letters():
    assert "ภาพสแกน" in refused(files.pdf_of_pages([[]]))


def test_a_pdf_with_a_password_says_so():
    writer = PdfWriter(PdfReader(BytesIO(pdf(GOOD))))
    writer.encrypt("ลับ", algorithm="RC4-128")
    held = BytesIO()
    writer.write(held)
    assert "รหัสผ่าน" in refused(held.getvalue())


def test_a_pdf_that_only_forbids_printing_is_read():
    writer = PdfWriter(PdfReader(BytesIO(pdf(GOOD))))
    writer.encrypt("", owner_password="ลับ", algorithm="RC4-128")
    held = BytesIO()
    writer.write(held)
    assert read_bytes(held.getvalue(), "x").sections[0].paragraphs == (GOOD,)


def test_a_pdf_of_many_pages_is_no_record():
    assert "101 หน้า" in refused(files.pdf_of_pages([["ก"]] * 101))


def test_a_pdf_cut_short_is_damaged():
    assert "เสีย" in refused(b"%PDF-1.7 ...")


def test_where_pypdf_is_missing_the_message_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(RecordNotRead) as caught:
        read_bytes(pdf(GOOD), "x.pdf")
    assert 'pip install "sammachip-graph[pdf]"' in caught.value.mend


# ---- any bytes ---------------------------------------------------------------------------------


WHOLE = {
    "docx": files.as_docx(BLOCKS),
    "pdf": pdf(GOOD, "๔.ผลการดำเนินงาน", "ดี"),
    "html": files.as_html(BLOCKS),
}
BEGINNINGS = [
    b"",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"<!DOCTYPE html>",
    b"<html>",
    "๑.ชื่อความรู้".encode(),
    "ชื่อองค์ความรู้ : ".encode("cp874"),
]


def read_or_refuse(data):
    try:
        record = read_bytes(data, "x")
    except RecordNotRead:
        return
    assert record.source.bytes == len(data)


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(beginning, data):
    read_or_refuse(beginning + data)


@pytest.mark.parametrize("kind", WHOLE)
@given(changes=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8)), min_size=1, max_size=6))
def test_a_file_with_damaged_bytes_is_read_or_refused(kind, changes):
    data = bytearray(WHOLE[kind])
    for where, put in changes:
        at = int(where * len(data))
        data[at : at + len(put)] = put
    read_or_refuse(bytes(data))


TAGS = st.sampled_from(
    ["p", "r", "t", "tbl", "tr", "tc", "sdt", "ins", "del", "drawing", "txbxContent", "blip", "pPr"]
)


@given(st.recursive(st.text("กข1. ", max_size=5), lambda inner: st.tuples(TAGS, st.lists(inner))))
def test_any_tree_of_words_elements_is_read_or_refused(tree):
    read_or_refuse(word(_xml(tree)))


def _xml(tree):
    if isinstance(tree, str):
        return tree
    tag, inner = tree
    return f'<w:{tag} w:val="1">{"".join(map(_xml, inner))}</w:{tag}>'


TABLES = ["<table>", "<tr>", "<td>", "</td>", "</table>", "<math>", "<svg>", "<select>", "<!--"]
LISTS = ["<ol>", "<li>", "</ol>", "<ul>", "<p>", "<br>", "<pre>", "<img>", "<template>", "<b>"]
SCRAPS = st.sampled_from([*TABLES, *LISTS, "ความเป็นมา -&gt;", "ผลลัพธ์ -&gt;", "ก"])


@given(st.lists(SCRAPS, max_size=40).map(" ".join))
def test_any_soup_of_tags_is_read_or_refused(page):
    read_or_refuse(f"<!DOCTYPE html><body>{page}".encode())
