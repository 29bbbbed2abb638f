"""Files as officers have them: odd, and still read right, or refused in words."""

import io
import zipfile
from dataclasses import asdict
from time import perf_counter

import pytest
from openpyxl import Workbook, load_workbook

from graph_api.domain.places import Point
from loaders import check, load
from loaders.contract import heading_keys
from loaders.errors import FileTooLarge
from loaders.headings import CHANGE_HEADING, REASON_HEADING
from loaders.keys import heading_key
from loaders.report import write_report
from tests.loading.example_rows import write_csv
from tests.loading.memory_store import MemoryStore

CITIZEN = "1-1017-00230-70-8"


@pytest.fixture
def store():
    return MemoryStore()


def save(path, sheets):
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


# ---- headings ----------------------------------------------------------------------------------


async def test_a_point_in_one_column_is_read_and_said(tmp_path, store):
    path = write_csv(
        tmp_path / "households.csv",
        ["รหัส", "พิกัดแปลง"],
        [["H1", "15.1, 104.2"], ["H2", "104.3 15.2"], ["H3", ""], ["H4", "15.1"]],
    )
    report = await load([path], store)
    assert store.held["H1"].point == Point(15.1, 104.2)
    assert store.held["H2"].point == Point(15.2, 104.3)
    assert store.held["H3"].point is None
    assert [(c.column, c.before, c.after) for c in report.corrections] == [
        ("พิกัดแปลง", "15.1, 104.2", "15.1, 104.2"),
        ("พิกัดแปลง", "104.3 15.2", "15.2, 104.3"),
    ]
    assert [(r.rule, r.place.row) for r in report.refusals] == [("coordinate", 5)]


async def test_title_name_and_surname_in_columns_of_their_own_are_one_name(tmp_path, store):
    path = write_csv(
        tmp_path / "sages.csv",
        ["รหัส", "คำนำหน้า", "ชื่อ", "สกุล"],
        [
            ["S1", "นาย", "บุญมี", "ตัวอย่าง"],
            ["S2", "", "ทองใบ", ""],
            ["S3", "น.ส.", "ลำดวน", "ใจสมมติ"],
        ],
    )
    report = await load([path], store)
    assert (report.refusals, report.warnings) == ((), ())
    found = store.held["S1"]
    assert (found.title, found.given_name, found.family_name) == ("นาย", "บุญมี", "ตัวอย่าง")
    assert store.held["S2"].name == "ทองใบ"
    assert store.held["S3"].family_name == "ใจสมมติ"


async def test_headings_in_two_rows_under_a_merged_one(tmp_path, store):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "ครัวเรือนสัมมาชีพ"
    sheet.append(["ทะเบียนครัวเรือน ปี ๒๕๖๑"])
    sheet.append(["รหัส", "หัวหน้าครัวเรือน", "ที่อยู่", None, "พิกัด", None])
    sheet.append([None, None, "บ้านเลขที่", "รหัสหมู่บ้าน", "ละติจูด", "ลองจิจูด"])
    sheet.append(["H1", "นายก ข", "12/3", None, 15.1, 104.2])
    sheet.merge_cells("C2:D2")
    sheet.merge_cells("E2:F2")
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    report = await load([tmp_path / "a.xlsx"], store)
    assert (report.refusals, report.warnings) == ((), ())
    household = store.held["H1"]
    assert (household.house_no, household.head) == ("12/3", "นายก ข")
    assert household.point == Point(15.1, 104.2)


async def test_a_heading_that_comes_twice_is_said(tmp_path, store):
    path = write_csv(tmp_path / "households.csv", ["รหัส", "บ้านเลขที่", "บ้านเลขที่"], [["H1", "1", "2"]])
    report = await load([path], store)
    assert store.held["H1"].house_no == "1"
    assert ["ซ้ำกับคอลัมน์ก่อนหน้า" in line for line in report.warnings] == [True]


@pytest.mark.parametrize(
    "heading",
    [
        "DISTRICT_NAME",  # a subdistrict in one source, a district in others
        "BORDER_NAME",
        "district",
        "province_id",  # 1 to 77 in one source, and no official code
        "PROVINCE_ID",
        "DISTRICT_ID",
        "หมู่ที่",
        "2556",
        "xgis",  # a latitude under the name of an easting
    ],
)
def test_a_heading_that_means_different_things_is_no_heading_here(heading):
    assert heading_key(heading) not in heading_keys()


async def test_years_as_headings_are_said_and_not_read(tmp_path, store):
    path = write_csv(
        tmp_path / "households.csv", ["รหัส", "บ้านเลขที่", "2560", "2561"], [["H1", "1", "5", "6"]]
    )
    report = await load([path], store)
    assert len(report.warnings) == 2
    assert "2560" in report.warnings[0]


# ---- cells -------------------------------------------------------------------------------------


async def test_thai_numerals_with_the_letter_o(tmp_path, store):
    write_csv(tmp_path / "groups.csv", ["id", "name"], [["G1", "กลุ่มทอเสื่อ"]])
    write_csv(tmp_path / "markets.csv", ["id", "name"], [["M1", "ตลาด"]])
    write_csv(
        tmp_path / "sales.csv",
        ["no", "seller", "market", "date", "amount"],
        [["1", "G1", "M1", "๑ มี.ค. ๒๕๖๑", "๒o"], ["2", "G1", "M1", "๒/๓/๒๕๖๑", "๑,ooo"]],
    )
    report = await load([tmp_path], store)
    assert report.refusals == ()
    amounts = sorted(k.properties["amount_baht"] for k in store.linked.values())
    assert amounts == [20, 1000]
    assert report.tables["sales"].corrected == 2


@pytest.mark.parametrize("said", ["None", "none", "NULL", "-", "N/A", "#N/A"])
async def test_words_for_nothing_are_nothing(tmp_path, store, said):
    path = write_csv(
        tmp_path / "households.csv", ["id", "house_no", "lat", "lon"], [["H1", said, said, said]]
    )
    report = await load([path], store)
    assert (report.refusals, report.corrections) == ((), ())
    assert store.held["H1"].point is None


async def test_a_formula_that_failed_is_refused_with_the_mend(tmp_path):
    path = write_csv(
        tmp_path / "households.csv", ["id", "house_no"], [["H1", "#REF!"], ["H2", "1"]]
    )
    report = await check([path])
    [refused] = report.refusals
    assert (refused.rule, refused.value) == ("text", "#REF!")
    assert "สูตร" in refused.reason


# ---- citizen numbers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    ["เลขบัตรประชาชน 13 หลัก", "เลขที่บัตรประจำตัวประชาชน (13 หลัก)", "CID", "ID Card No.", "psnid"],
)
async def test_citizen_numbers_stay_at_the_door_under_any_heading(tmp_path, heading):
    path = write_csv(
        tmp_path / "households.csv",
        ["id", heading, "phone"],
        [["H1", CITIZEN, "1"], ["H2", "", ""]],
    )
    report = await check([path])
    assert report.dropped_citizen_ids == 1
    [out] = write_report(report, tmp_path / "refused.xlsx")
    assert not holds(out, CITIZEN)
    assert CITIZEN not in repr(asdict(report))


async def test_a_citizen_number_under_another_heading_is_not_given_back(tmp_path):
    path = write_csv(
        tmp_path / "households.csv",
        ["id", "หมายเหตุ"],
        [[CITIZEN, ""], ["H2", CITIZEN], ["", CITIZEN]],
    )
    report = await check([path])
    assert report.total.refused == 2
    [out] = write_report(report, tmp_path / "refused.xlsx")
    assert not holds(out, CITIZEN)


def holds(path, text):
    cells = [c.value for sheet in load_workbook(path) for row in sheet.rows for c in row]
    return any(text in str(cell) for cell in cells)


# ---- what comes back ---------------------------------------------------------------------------


async def test_refused_and_corrected_rows_come_back_and_load_when_mended(tmp_path, store):
    path = save(
        tmp_path / "a.xlsx",
        {
            "ครัวเรือนสัมมาชีพ": [
                ["รหัส", "โทรศัพท์", "วันที่คัดเลือก", "ผู้คัดเลือก"],
                ["H1", "12", None, None],
                ["H2", "081-234-5678 ต่อ 9", None, None],
                ["H3", None, None, None],
            ]
        },
    )
    report = await load([path], store)
    [out] = write_report(report, tmp_path / "back.xlsx")
    book = load_workbook(out)
    [sheet] = book.worksheets
    lines = [[cell.value for cell in row] for row in sheet.rows]
    assert lines[0][-2:] == [REASON_HEADING, CHANGE_HEADING]
    assert [line[0] for line in lines[1:]] == ["H1", "H2"]
    assert "12" in str(lines[1][-2])
    assert lines[1][-1] is None
    assert "ตัดหมายเลขต่อ 9 ออก" in str(lines[2][-1])
    sheet["B2"] = "0812345679"
    book.save(out)
    again = await load([out], store)
    assert again.refusals == ()
    assert again.warnings == ()
    assert store.held["H1"].phone == "+66812345679"


# ---- the size of things ------------------------------------------------------------------------


async def test_a_value_far_away_is_refused_before_it_fills_the_memory(tmp_path):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "ครัวเรือนสัมมาชีพ"
    sheet["A1"], sheet["A2"], sheet["XFD1048576"] = "รหัส", "H1", "x"
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(FileTooLarge, match="1,048,576"):
        await check([tmp_path / "far.xlsx"])


async def test_a_million_empty_rows_are_passed_over(tmp_path):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "ครัวเรือนสัมมาชีพ"
    sheet["A1"], sheet["A2"], sheet["A1048576"] = "รหัส", "H1", "H2"
    book.save(tmp_path / "long.xlsx")
    began = perf_counter()
    report = await check([tmp_path / "long.xlsx"])
    assert report.total.rows == 2
    assert report.total.accepted == 2
    assert perf_counter() - began < 60


async def test_a_workbook_that_unpacks_to_more_than_memory_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("loaders.workbook_limits.UNPACKED_LIMIT", 1_000_000)
    path = save(tmp_path / "bomb.xlsx", {"ครัวเรือนสัมมาชีพ": [["รหัส"], ["H1"]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as held:
        held.writestr("xl/media/zeros.bin", bytes(2_000_000))
    with pytest.raises(FileTooLarge, match=r"bomb\.xlsx"):
        await check([path])


async def test_a_zip_that_is_no_workbook_is_refused_in_words(tmp_path):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr("a.txt", "x")
    (tmp_path / "a.xlsx").write_bytes(held.getvalue())
    with pytest.raises(Exception, match=r"a\.xlsx"):
        await check([tmp_path / "a.xlsx"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp874", "utf-16"])
async def test_the_line_that_names_the_separator_is_no_heading(tmp_path, store, encoding):
    text = "sep=;\r\nรหัส;บ้านเลขที่\r\nH1;12\r\n"
    (tmp_path / "households.csv").write_bytes(text.encode(encoding))
    assert (await load([tmp_path / "households.csv"], store)).exit_code == 0
    assert store.held["H1"].house_no == "12"


# ---- OpenDocument ------------------------------------------------------------------------------

ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">
<office:body><office:spreadsheet><table:table table:name="ครัวเรือนสัมมาชีพ">
<table:table-row>
<table:table-cell office:value-type="string"><text:p>ทะเบียน</text:p></table:table-cell>
</table:table-row>
<table:table-row>
<table:table-cell office:value-type="string"><text:p>รหัส</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>วันที่คัดเลือก</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>ผู้คัดเลือก</text:p></table:table-cell>
</table:table-row>
<table:table-row><table:table-cell office:value-type="float" office:value="101"/>
<table:table-cell office:value-type="date" office:date-value="2017-01-05"/>
<table:table-cell/></table:table-row>
<table:table-row table:number-rows-repeated="1048570"><table:table-cell
 table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>
"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""


async def test_an_opendocument_sheet_with_a_title_and_a_million_rows_of_nothing(tmp_path, store):
    with zipfile.ZipFile(tmp_path / "a.ods", "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        # Programs write it without blanks between the elements.
        held.writestr("content.xml", ODS.replace(">\n<", "><"))
        held.writestr("META-INF/manifest.xml", MANIFEST)
    report = await load([tmp_path / "a.ods"], store)
    assert report.refusals == ()
    assert store.held.keys() == {"101"}
    assert store.held["101"].provenance.place == "แผ่น ครัวเรือนสัมมาชีพ แถว 3"
