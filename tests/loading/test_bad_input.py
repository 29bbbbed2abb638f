"""Each bad input gives one clear message that names the thing and the mend."""

from dataclasses import asdict

import pytest
from openpyxl import Workbook

from graph_api.domain.errors import InputUnreadable
from loaders import load
from loaders.errors import (
    ColumnMissing,
    FileNotReadable,
    FileTypeUnknown,
    SeveralFaults,
    SheetEmpty,
    TableUnknown,
)
from loaders.report import refusal_line
from tests.loading.example_rows import write_csv
from tests.loading.memory_store import MemoryStore


@pytest.fixture
def store():
    return MemoryStore()


async def fault(paths, store):
    with pytest.raises(InputUnreadable) as raised:
        await load(paths, store)
    assert store.transactions == 0
    assert not store.held
    assert raised.value.message.strip()
    return raised.value


async def refusal(tmp_path, store, name, headings, *rows):
    """The one refusal of a table whose other rows are taken."""
    report = await load([write_csv(tmp_path / name, headings, rows)], store)
    [refused] = report.refusals
    assert report.exit_code == 1
    assert report.total.refused == 1
    assert report.total.accepted == len(rows) - 1
    line = refusal_line(refused)
    assert line.startswith(name)
    assert refused.reason in line
    assert refused.mend in line
    return refused


# ---- nothing is loaded -------------------------------------------------------------------------


async def test_a_file_that_is_not_there(tmp_path, store):
    error = await fault([tmp_path / "no.csv"], store)
    assert isinstance(error, FileNotReadable)
    assert "no.csv" in error.message


async def test_a_file_of_the_wrong_type(tmp_path, store):
    path = tmp_path / "households.pdf"
    path.write_bytes(b"%PDF-1.7")
    error = await fault([path], store)
    assert isinstance(error, FileTypeUnknown)
    assert ".pdf" in error.message
    assert ".xlsx" in error.message


async def test_a_text_named_as_a_workbook(tmp_path, store):
    path = tmp_path / "households.xlsx"
    path.write_text("id\nH1\n")
    assert isinstance(await fault([path], store), FileNotReadable)


async def test_a_workbook_named_as_a_text(tmp_path, store):
    path = tmp_path / "households.csv"
    path.write_bytes(b"PK\x03\x04whatever")
    error = await fault([path], store)
    assert isinstance(error, FileNotReadable)
    assert ".xlsx" in error.message


async def test_bytes_in_no_known_encoding(tmp_path, store):
    path = tmp_path / "households.csv"
    path.write_bytes(b"id,head\nH1," + bytes([0xFC, 0xFD, 0xDB]) + b"\n")
    assert isinstance(await fault([path], store), FileNotReadable)


async def test_an_empty_folder(tmp_path, store):
    assert isinstance(await fault([tmp_path], store), FileTypeUnknown)


async def test_an_empty_sheet(tmp_path, store):
    book = Workbook(write_only=True)
    book.create_sheet("ครัวเรือน")
    book.save(tmp_path / "a.xlsx")
    error = await fault([tmp_path / "a.xlsx"], store)
    assert isinstance(error, SheetEmpty)
    assert "ครัวเรือน" in error.message


async def test_headings_without_a_row(tmp_path, store):
    path = write_csv(tmp_path / "households.csv", ["id", "head"], [])
    assert isinstance(await fault([path], store), SheetEmpty)


async def test_a_missing_column(tmp_path, store):
    path = write_csv(tmp_path / "sages.csv", ["ชื่อ-สกุล"], [["นางก ข"]])
    error = await fault([path], store)
    assert isinstance(error, ColumnMissing)
    assert "รหัส" in error.message
    assert "(id)" in error.message


async def test_a_sheet_that_is_no_table(tmp_path, store):
    path = write_csv(tmp_path / "weather.csv", ["วัน", "ฝน"], [["จันทร์", "มาก"]])
    error = await fault([path], store)
    assert isinstance(error, TableUnknown)
    assert "ครัวเรือนสัมมาชีพ" in error.message


async def test_several_faults_are_told_together(tmp_path, store):
    write_csv(tmp_path / "sages.csv", ["ชื่อ"], [["นางก ข"]])
    write_csv(tmp_path / "groups.csv", ["รหัส"], [["G1"]])
    error = await fault([tmp_path], store)
    assert isinstance(error, SeveralFaults)
    assert "sages.csv" in error.message
    assert "groups.csv" in error.message


async def test_a_good_file_beside_a_bad_one_is_not_loaded_either(tmp_path, store):
    good = write_csv(tmp_path / "households.csv", ["id"], [["H1"]])
    await fault([good, tmp_path / "no.csv"], store)


# ---- one row is not loaded ---------------------------------------------------------------------


async def test_a_duplicate_id_names_the_first(tmp_path, store):
    found = await refusal(tmp_path, store, "households.csv", ["id"], ["H1"], ["H2"], ["H1"])
    assert (found.rule, found.place.row) == ("duplicate-id", 4)
    assert "households.csv แถว 2" in found.reason


async def test_a_link_to_nobody(tmp_path, store):
    found = await refusal(
        tmp_path, store, "households.csv", ["id", "selected_by"], ["H1", "S99"], ["H2", ""]
    )
    assert (found.rule, found.value) == ("reference", "S99")
    assert "ปราชญ์ชุมชน" in found.mend


async def test_a_reference_to_another_kind(tmp_path, store):
    write_csv(tmp_path / "markets.csv", ["id", "name"], [["M1", "ตลาด"]])
    write_csv(tmp_path / "products.csv", ["id", "name", "makers"], [["PR1", "เสื่อ", "M1"]])
    report = await load([tmp_path], store)
    assert [(r.rule, r.column) for r in report.refusals] == [("reference-kind", "makers")]


@pytest.mark.parametrize(
    "lat,lon,said",
    [
        ("48.85", "2.35", "นอกประเทศไทย"),
        ("104.4", "15.0", "สลับกัน"),
        ("15.0", "", "ลองจิจูด"),
        ("None", "104.4", "ละติจูด"),
        ("15.0,104.4", "16.0,104.4", "สองค่า"),
    ],
)
async def test_a_coordinate_that_is_no_place_in_thailand(tmp_path, store, lat, lon, said):
    headings = ["id", "lat", "lon"]
    found = await refusal(
        tmp_path, store, "households.csv", headings, ["H1", lat, lon], ["H2", "", ""]
    )
    assert found.rule == "coordinate"
    assert said in found.reason
    assert "H1" not in store.held


async def test_the_30th_of_february_2560(tmp_path, store):
    found = await refusal(
        tmp_path,
        store,
        "activities.csv",
        ["รหัส", "ประเภท", "ชื่อกิจกรรม", "วันที่อบรม"],
        ["E1", "อบรม", "ก", "30 ก.พ. 2560"],
        ["E2", "อบรม", "ข", "28 ก.พ. 2560"],
    )
    assert (found.rule, found.column, found.value) == ("date", "วันที่อบรม", "30 ก.พ. 2560")
    assert "28 วัน" in found.reason
    assert "2017-02-28" in found.mend


async def test_an_unknown_village(tmp_path, store):
    found = await refusal(
        tmp_path, store, "households.csv", ["id", "village"], ["H1", "33200177"], ["H2", ""]
    )
    assert found.rule == "area-code"
    assert "พื้นที่" in found.mend


async def test_a_village_of_a_subdistrict_that_is_nowhere(tmp_path, store):
    found = await refusal(
        tmp_path, store, "areas.csv", ["code", "name"], ["33209901", "บ้าน"], ["33", "ศรีสะเกษ"]
    )
    assert "332099" in found.reason


async def test_a_village_of_an_abolished_subdistrict(tmp_path, store):
    found = await refusal(
        tmp_path, store, "areas.csv", ["code", "name"], ["33011001", "บ้าน"], ["33", "ศรีสะเกษ"]
    )
    assert "332001" in found.mend


async def test_an_end_before_the_beginning(tmp_path, store):
    found = await refusal(
        tmp_path,
        store,
        "sages.csv",
        ["id", "name", "since", "until"],
        ["S1", "นางก ข", "2561-01-01", "2560-01-01"],
        ["S2", "นางค ง", "2560-01-01", "2561-01-01"],
    )
    assert found.rule == "time-order"


async def test_a_sale_number_used_twice(tmp_path, store):
    write_csv(tmp_path / "groups.csv", ["id", "name"], [["G1", "กลุ่ม"], ["G2", "กลุ่ม"]])
    write_csv(tmp_path / "markets.csv", ["id", "name"], [["M1", "ตลาด"]])
    write_csv(
        tmp_path / "sales.csv",
        ["no", "seller", "market", "date", "amount"],
        [["1", "G1", "M1", "2561-01-01", "5"], ["1", "G2", "M1", "2561-01-01", "5"]],
    )
    report = await load([tmp_path], store)
    assert [(r.rule, r.table) for r in report.refusals] == [("duplicate-id", "sales")]


async def test_the_same_pair_of_peers_written_both_ways(tmp_path, store):
    write_csv(tmp_path / "households.csv", ["id"], [["H1"], ["H2"]])
    write_csv(
        tmp_path / "peers.csv", ["household", "peer"], [["H1", "H2"], ["H2", "H1"], ["H1", "H1"]]
    )
    report = await load([tmp_path], store)
    assert [r.rule for r in report.refusals] == ["duplicate-link", "self-link"]
    assert len(store.linked) == 1


async def test_occupations_in_a_circle(tmp_path, store):
    path = write_csv(
        tmp_path / "occupations.csv",
        ["id", "name", "parent"],
        [["a", "ก", "b"], ["b", "ข", "a"], ["c", "ค", "a"], ["d", "ง", ""]],
    )
    report = await load([path], store)
    assert [r.rule for r in report.refusals] == ["circle", "circle", "refused-reference"]
    assert set(store.held) == {"d"}


async def test_a_general_link_between_kinds_that_its_type_does_not_join(tmp_path, store):
    write_csv(tmp_path / "households.csv", ["id"], [["H1"], ["H2"]])
    write_csv(
        tmp_path / "links.csv",
        ["type", "source", "target", "weight"],
        [["สอน", "H1", "H2", ""], ["PEER", "H1", "H2", "0.5"]],
    )
    report = await load([tmp_path], store)
    assert [r.rule for r in report.refusals] == ["link-kinds", "link-property"]


# ---- what is not refused -----------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
async def test_a_file_in_another_encoding(tmp_path, store, encoding):
    path = tmp_path / "ปราชญ์ชุมชน.csv"
    path.write_bytes("รหัส,ชื่อ-สกุล\r\nS1,นางทองใบ แก้วตัวอย่าง\r\n".encode(encoding))
    assert (await load([path], store)).exit_code == 0
    assert store.held["S1"].name == "นางทองใบ แก้วตัวอย่าง"


@pytest.mark.parametrize("mark,name", [("\t", "a.tsv"), ("\t", "b.csv"), (";", "c.csv")])
async def test_other_separators_and_title_rows(tmp_path, store, mark, name):
    lines = [
        ["ทะเบียนปราชญ์ชุมชน ปี 2560"],
        [],
        ["ที่", " รหัส*", "ชื่อ - สกุล", "ละติจูด (องศา)", "ลองจิจูด (องศา)", "เกณฑ์จิตอาสา"],
        ["1", "S1", "นางก ข", "15.01", "104.4", "ผ่าน"],
        [],
        ["2", "S2", "นางค ง", "15.02", "104.5", "ผ่าน"],
    ]
    (tmp_path / name).write_text("\n".join(mark.join(line) for line in lines), encoding="utf-8")
    report = await load([tmp_path / name], store)
    assert (report.total.accepted, report.warnings) == (2, ())
    assert store.held["S2"].provenance.place == "แถว 6"


async def test_long_lists_in_cells_are_no_separators(tmp_path, store):
    codes = "3301;3302;3303;3304;3305;3306"
    path = write_csv(
        tmp_path / "officers.csv", ["id", "ชื่อ", "พื้นที่รับผิดชอบ"], [["O1", "นายก ข", codes]]
    )
    assert (await load([path], store)).exit_code == 0
    assert len(store.linked) == 6


async def test_citizen_numbers_are_dropped_and_counted(tmp_path, store):
    path = write_csv(
        tmp_path / "sages.csv",
        ["id", "name", "เลขบัตรประชาชน", "สีที่ชอบ"],
        [["S1", "นางก ข", "1101700230708", "แดง"], ["S2", "", "1101700230708", ""]],
    )
    report = await load([path], store)
    assert report.dropped_citizen_ids == 2
    assert "1101700230708" not in repr(asdict(report))
    assert ["สีที่ชอบ" in warning for warning in report.warnings] == [True]


async def test_a_sheet_of_notes_in_a_workbook_is_passed_over_and_said(tmp_path, store):
    book = Workbook(write_only=True)
    book.create_sheet("อ่านก่อน").append(["กรอกข้อมูลในแผ่นถัดไป"])
    book.create_sheet("ร่างเดิม").append(["ยังไม่เสร็จ"])
    households = book.create_sheet("ครัวเรือน")
    households.append(["รหัส"])
    households.append([101])
    hidden = book.create_sheet("รายการ")
    hidden.append(["อบรมแล้ว"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    report = await load([tmp_path / "a.xlsx"], store)
    assert set(store.held) == {"101"}
    assert len(report.warnings) == 1
    assert "ร่างเดิม" in report.warnings[0]


async def test_a_file_names_its_only_sheet_and_no_other(tmp_path, store):
    save(tmp_path / "2560 ครัวเรือน (2).xlsx", {"Sheet1": [["รหัส", "บ้านเลขที่"], ["H1", "12/3"]]})
    report = await load([tmp_path / "2560 ครัวเรือน (2).xlsx"], store)
    assert report.tables.keys() == {"households"}
    sheets = {"ครัวเรือนสัมมาชีพ": [["รหัส"], ["H1"]], "บันทึก": [["ไม่ใช่ตาราง"]]}
    save(tmp_path / "households.xlsx", sheets)
    report = await load([tmp_path / "households.xlsx"], store)
    assert report.exit_code == 0
    assert "บันทึก" in report.warnings[0]


def save(path, sheets):
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
