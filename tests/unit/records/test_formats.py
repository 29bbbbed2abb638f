"""Records in Word files, web pages and PDFs: what is read is what a reader sees on the page."""

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from loaders.records import read_bytes
from loaders.records.formats import document_of
from tests.unit.records import files
from tests.unit.records.files import PICTURE, bulleted, numbered, table

FORM = [
    "แบบบันทึกองค์ความรู้",
    PICTURE,
    "ชื่อองค์ความรู้ : การทำน้ำพริกเผาปลาย่าง",
    "ชื่อเจ้าของความรู้ : นางสมใจ ตัวอย่าง",
    "ตำแหน่ง/สังกัด : นักวิชาการพัฒนาชุมชนชำนาญการ สำนักงานพัฒนาชุมชนอำเภอขุขันธ์ จังหวัดศรีสะเกษ",
    "ที่อยู่ : ๑๒ หมู่ที่ ๓ ต.พยุห์ อ.พยุห์ จ.ศรีสะเกษ",
    "เบอร์โทรศัพท์ : ๐๘๑-๒๓๔๕๖๗๘",
    "ความเป็นมา",
    "ปลามีมากในหน้าฝน กินไม่ทัน",
    "วัตถุประสงค์",
    numbered("เพื่อเก็บปลาไว้กิน", "เพื่อขายในงานกาชาดจังหวัด"),
    "อุปกรณ์",
    bulleted("ครก", "เตา ๒ ใบ"),
    "กระบวนการ/ขั้นตอน",
    numbered("ย่างปลาให้แห้ง", "โขลกกับพริก", "ผัดด้วยไฟอ่อน"),
    "ข้อพึงระวัง",
    "อย่าใช้ไฟแรง",
    "ข้อเสนอแนะ",
    "ควรชิมก่อนบรรจุ",
    PICTURE,
]
NUMBERED = [
    "๑.ชื่อความรู้ การสานตะกร้าจากเส้นพลาสติก",
    "๒.เจ้าขององค์ความรู้ นายสมมุติ ตัวอย่าง ตำแหน่ง นักวิชาการพัฒนาชุมชน โทรศัพท์ ๐๔๕-๖๑๒๓๔๕",
    "๓.ความเป็นมาและความสำคัญ",
    "ตะกร้าขายได้ตลอดปี",
    "๔.กระบวนการ/เทคนิค/ข้อพึงระวัง",
    "๔.๑ กระบวนการ",
    numbered("คัดเส้น", "ขึ้นก้น", "เก็บขอบ"),
    "๔.๒ ข้อพึงระวัง",
    bulleted("เส้นกรอบแตกง่าย"),
    "๕.ผลการดำเนินงาน",
    "มีผู้สานเป็น ๑๒ คน ขายทาง Facebook",
    PICTURE,
]
PORTAL = [
    "เทคนิคพัฒนาอาชีพ",
    PICTURE,
    "การเลี้ยงจิ้งหรีดในบ่อปูน",
    "โดย : นางทดสอบ ตัวอย่าง ตำแหน่ง : พัฒนากร วันที่ : 14/02/2561",
    "ความเป็นมา ->",
    "จิ้งหรีดขายได้ราคา",
    "วัตถุประสงค์ ->",
    "มีรายได้เสริม",
    "กระบวนการ/ขั้นตอน ->",
    numbered("ก่อบ่อ", "ปล่อยพันธุ์"),
    "ข้อพึงระวัง ->",
    "อย่าให้ชื้น",
    "รูปประกอบ ->",
    PICTURE,
]
MAKERS = {"txt": files.as_txt, "docx": files.as_docx, "html": files.as_html, "pdf": files.as_pdf}
FORMAT_BOUND = {"decoded_as", "pdf_line_wrap", "page_number_left_out", "part_not_read"}


def reading(data, name="invented"):
    """The reading without what a file's bytes decide: digest, size, and ids made of the digest."""
    record = read_bytes(data, name).to_json()
    del record["source"]
    places = {node["id"]: at for at, node in enumerate(record["graph"]["nodes"])}
    for node in record["graph"]["nodes"]:
        node["id"] = places[node["id"]]
    for link in record["graph"]["links"]:
        link.update({end: places.get(link[end], link[end]) for end in ("from", "to")})
    record["warnings"] = [w for w in record["warnings"] if w["code"] not in FORMAT_BOUND]
    return record


def text(data, name="invented"):
    return document_of(data, name).text


def section(record, kind):
    return next(part for part in record["sections"] if part["kind"] == kind)


@pytest.mark.parametrize("blocks", [FORM, NUMBERED, PORTAL], ids=["form", "numbered", "portal"])
@pytest.mark.parametrize("other", ["docx", "html", "pdf"])
def test_the_same_record_reads_the_same_in_every_format(blocks, other):
    assert reading(MAKERS[other](blocks)) == reading(files.as_txt(blocks))


def test_what_the_formats_agree_on_is_the_record():
    record = reading(files.as_docx(FORM))
    assert record["template"] == "cdd-km-form"
    assert record["counts"] == {
        "sections": 6,
        "children": 0,
        "items": 7,
        "paragraphs": 3,
        "images": 2,
    }
    assert section(record, "process")["items"][1] == "โขลกกับพริก"
    assert reading(files.as_pdf(NUMBERED))["sections"][1]["children"][0]["items"] == [
        "คัดเส้น",
        "ขึ้นก้น",
        "เก็บขอบ",
    ]


@pytest.mark.parametrize("make", [files.as_txt, files.as_html])
def test_the_thai_code_page_reads_the_same_and_is_told(make):
    data = make(NUMBERED, encoding="cp874")
    assert reading(data) == reading(make(NUMBERED))
    codes = [warning["code"] for warning in read_bytes(data, "x").to_json()["warnings"]]
    assert "decoded_as" in codes


@pytest.mark.parametrize("make", [files.as_txt, files.as_docx, files.as_html])
def test_rows_of_a_table_stay_apart(make):
    blocks = ["ชื่อความรู้ : ก", "วัตถุดิบ", table(("ปลา", "๒ กิโลกรัม"), ("พริก", "๑ ขีด")), "ขั้นตอน", "ตำ"]
    record = reading(make(blocks))
    assert section(record, "materials")["paragraphs"] == ["ปลา ๒ กิโลกรัม", "พริก ๑ ขีด"]


@pytest.mark.parametrize("make", [files.as_docx, files.as_html])
def test_a_form_drawn_as_a_table_is_read(make):
    rows = [
        ("ชื่อองค์ความรู้", "การทำปุ๋ยหมัก"),
        ("ชื่อเจ้าของความรู้", "นายทดลอง ตัวอย่าง"),
        ("เบอร์โทรศัพท์", "081-234-5678"),
        ("ความเป็นมา", "ฟางเหลือทิ้งทุกปี"),
        ("ข้อพึงระวัง", "อย่าให้แฉะ"),
    ]
    record = reading(make(["แบบบันทึกองค์ความรู้", table(*rows)]))
    assert record["title"] == "การทำปุ๋ยหมัก"
    assert record["author"]["name"]["given"] == "ทดลอง"
    assert record["phone"]["e164"] == "+66812345678"
    assert section(record, "cautions")["paragraphs"] == ["อย่าให้แฉะ"]


# ---- Word --------------------------------------------------------------------------------------


def test_numbers_that_word_draws_are_read_as_if_typed():
    made = docx.Document()
    sections = files.new_list(made, "thaiNumbers", "%1.", "thaiNumbers", "%1.%2")
    steps = files.new_list(made, "decimal", "%1)")
    for level, words in (
        (0, "ชื่อความรู้ การเพาะเห็ด"),
        (0, "เจ้าขององค์ความรู้ นายสมมุติ ตัวอย่าง"),
        (0, "ความเป็นมา"),
        (0, "กระบวนการ/ข้อพึงระวัง"),
        (1, "กระบวนการ"),
        (1, "ข้อพึงระวัง"),
    ):
        files.in_list(made.add_paragraph(words), sections, level)
        if level and words == "กระบวนการ":
            files.in_list(made.add_paragraph("นึ่งก้อน"), steps)
            files.in_list(made.add_paragraph("หยอดเชื้อ"), steps)
    files.in_list(made.add_paragraph("ผลการดำเนินงาน"), sections)
    record = reading(files.saved(made))
    assert record["template"] == "cdd-km-numbered"
    assert [part["number"] for part in record["sections"]] == [3, 4, 5]
    first, second = record["sections"][1]["children"]
    assert (first["number"], first["items"]) == ("4.1", ["นึ่งก้อน", "หยอดเชื้อ"])
    assert (second["number"], second["kind"]) == ("4.2", "cautions")


def test_a_list_given_by_a_style_counts_and_a_new_list_begins_anew():
    made = docx.Document()
    for words in ("หนึ่ง", "สอง"):
        made.add_paragraph(words, style="List Number")
    made.add_paragraph("จุด", style="List Bullet")
    number = files.new_list(made, "thaiLetters", "(%1)")
    files.in_list(made.add_paragraph("ย่อย"), number)
    assert text(files.saved(made)).split("\n\n") == ["1. หนึ่ง", "2. สอง", "- จุด", "(ก) ย่อย"]


def test_a_list_may_begin_elsewhere_and_deeper_levels_begin_anew():
    made = docx.Document()
    number = files.new_list(made, "decimal", "%1.", "lowerLetter", "%2.")
    again = parse_xml(
        f'<w:num {nsdecls("w")} w:numId="900"><w:abstractNumId w:val="{number}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    made.part.numbering_part.element.append(again)
    for words, level in (("ก", 0), ("ข", 1), ("ค", 1), ("ง", 0), ("จ", 1)):
        files.in_list(made.add_paragraph(words), number, level)
    files.in_list(made.add_paragraph("ฉ"), 900)
    files.in_list(made.add_paragraph("ช"), 900)
    marks = [line.split()[0] for line in text(files.saved(made)).split("\n\n")]
    assert marks == ["1.", "a.", "b.", "2.", "a.", "7.", "8."]


def test_a_text_box_is_read_once():
    made = docx.Document()
    made.add_paragraph("ก่อน")
    box = "<w:txbxContent><w:p><w:r><w:t>ในกล่อง</w:t></w:r></w:p></w:txbxContent>"
    run = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    made.add_paragraph("หลัง")._p.append(run)
    assert text(files.saved(made)).split("\n\n") == ["ก่อน", "หลัง", "ในกล่อง"]


def test_deleted_text_is_left_out_and_inserted_text_is_read():
    made = docx.Document()
    paragraph = made.add_paragraph("คง")
    for tag, words in (("w:del", "ลบ"), ("w:ins", "เพิ่ม")):
        change = OxmlElement(tag)
        run = OxmlElement("w:r")
        held = OxmlElement("w:delText" if tag == "w:del" else "w:t")
        held.text = words
        run.append(held)
        change.append(run)
        paragraph._p.append(change)
    assert text(files.saved(made)) == "คงเพิ่ม"


def test_a_line_end_within_a_paragraph_is_a_line_end_and_a_tab_a_gap():
    made = docx.Document()
    made.add_paragraph("บรรทัดหนึ่ง\nบรรทัดสอง\tต่อ")
    assert text(files.saved(made)) == "บรรทัดหนึ่ง\nบรรทัดสอง\tต่อ"


def test_a_cell_of_several_paragraphs_stands_under_its_label():
    made = docx.Document()
    label, value = made.add_table(rows=1, cols=2).rows[0].cells
    label.text = "ความเป็นมา"
    value.text = "ย่อหน้าหนึ่ง"
    value.add_paragraph("ย่อหน้าสอง")
    assert text(files.saved(made)).split("\n\n") == ["ความเป็นมา", "ย่อหน้าหนึ่ง", "ย่อหน้าสอง"]


def test_a_heading_or_foot_of_the_page_is_named_as_not_read():
    made = docx.Document(None)
    for block in NUMBERED[:5]:
        made.add_paragraph(block)
    made.sections[0].header.paragraphs[0].text = "สำนักงานตัวอย่าง"
    record = read_bytes(files.saved(made), "x.docx").to_json()
    assert {"code": "part_not_read", "part": "header"} in record["warnings"]
    assert {"code": "part_not_read", "part": "footer"} not in record["warnings"]


def test_a_content_control_holds_rows_and_paragraphs_like_any_other():
    made = docx.Document()
    made.add_paragraph("ก")
    made.add_table(rows=1, cols=1).rows[0].cells[0].text = "ข"
    body = made.element.body
    for element in list(body)[:2]:
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        body.replace(element, control)
        control.append(content)
        content.append(element)
    row = made.element.body.find(".//" + qn("w:tr"))
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    row.getparent().replace(row, control)
    control.append(content)
    content.append(row)
    assert text(files.saved(made)).split("\n\n") == ["ก", "ข"]


# ---- web page ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tags, lines",
    [
        ("<ol><li>ก<li>ข</ol>", ["1. ก", "2. ข"]),
        ("<ol start=3><li>ก<li value=9>ข<li>ค</ol>", ["3. ก", "9. ข", "10. ค"]),
        ("<ol type=a><li>ก</ol>", ["a. ก"]),
        ("<ol><li><p>ก</p><ul><li>ย่อย</ul><li>ข</ol>", ["1. ก", "- ย่อย", "2. ข"]),
        ("<p>ก\n  ข<br>ค", ["ก ข", "ค"]),
        ("<div>ก</div><div>ข <b>ค</b></div>", ["ก", "ข ค"]),
        ("<pre>ก  ข\n\nค</pre>", ["ก  ข", "ค"]),
        ("ก<script>x</script><style>y</style><nav>เมนู</nav><p hidden>ซ่อน</p>ข", ["กข"]),
        ("<p style='display: none'>ซ่อน</p><p>ก</p>", ["ก"]),
        ("ก &amp; &#3586;&nbsp;ค", ["ก & ข\u00a0ค"]),
        ("<table><tr><td>ก<td>ข<tr><td><table><tr><td>ค<td>ง</table></table>", ["ก\tข", "ค\tง"]),
        ("ก<img src=x>ข<p><img><img>", ["กข", "image1", "image2 image3"]),
    ],
)
def test_a_page_is_read_as_a_browser_shows_it(tags, lines):
    found = text(f"<!DOCTYPE html><body>{tags}".encode(), "x.html").splitlines()
    assert [line for line in found if line] == lines


def test_a_page_with_many_elements_open_is_read():
    page = "<!DOCTYPE html><body>" + "<div><p>" * 400 + "ก"
    assert text(page.encode(), "x.html") == "ก"


def test_many_comments_before_a_page_take_no_time():
    assert text(b"<!---->" * 500 + "ก".encode(), "x.txt").endswith("ก")
    assert text(b"<!---->" * 500 + "<p>ก".encode(), "x.txt") == "ก"


def test_an_embedded_picture_may_be_large():
    picture = "data:image/png;base64," + "A" * 2_000_000
    page = f'<!DOCTYPE html><body><p>ก<img src="{picture}">'
    assert text(page.encode(), "x.html").split() == ["ก", "image1"]


def test_a_text_that_speaks_of_tags_is_no_page():
    assert text("ก <b>ไม่ใช่แท็ก</b>".encode(), "x.txt") == "ก <b>ไม่ใช่แท็ก</b>"


# ---- PDF ---------------------------------------------------------------------------------------


def pdf_warnings(*pages):
    return {w["code"]: w for w in read_bytes(files.pdf_of_pages([*pages]), "x.pdf").warnings}


HEAD = ["๑.ชื่อความรู้ การปลูกผักกางมุ้ง", "๒.เจ้าขององค์ความรู้ นางทดสอบ ตัวอย่าง", "๓.ความเป็นมา"]


def test_wrapped_lines_of_a_pdf_are_joined_and_told():
    found = pdf_warnings([*HEAD, "ผักปลอดสารขายได้ราคาดีกว่า", "ผักทั่วไปในตลาดมาก"])
    assert found["pdf_line_wrap"] == {"code": "pdf_line_wrap", "lines": 1}


def test_a_pdf_whose_lines_stand_alone_has_no_such_warning():
    assert "pdf_line_wrap" not in pdf_warnings([*HEAD, "ผักขายดี"])


def test_the_number_of_a_page_is_no_text_of_the_record():
    pages = [[*HEAD, "ผักขายดี", "- 1 -"], ["หน้า ๒", "ปลูกได้ทั้งปี"]]
    found = pdf_warnings(*pages)
    assert found["page_number_left_out"]["pages"] == 2
    record = read_bytes(files.pdf_of_pages(pages), "x.pdf").to_json()
    assert record["sections"][0]["paragraphs"] == ["ผักขายดี ปลูกได้ทั้งปี"]


def test_marks_from_the_private_area_of_old_fonts_are_repaired_and_counted():
    lines = [*HEAD, "ปลูกท\uf70bายบาน ปี\uf70aก\uf70eน"]
    record = read_bytes(files.pdf_of_pages([lines]), "x.pdf").to_json()
    assert record["sections"][0]["paragraphs"] == ["ปลูกท้ายบาน ปี่ก์น"]
    assert record["repairs"]["presentation_form"] == 3
