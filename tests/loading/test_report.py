"""The report in words and as files."""

import csv
import json

import pytest
from openpyxl import load_workbook

from graph_api.services.derive import derive_links
from loaders import check, load
from loaders.contract import tables
from loaders.errors import FileNotWritable
from loaders.headings import REASON_HEADING
from loaders.report import SHOWN, as_text, check_report_path, write_report
from tests.loading.example_rows import write_csv, write_examples
from tests.loading.memory_store import MemoryStore

HEADINGS = ["รหัส", "บ้านเลขที่", "เลขบัตรประชาชน", "ผู้คัดเลือก"]


@pytest.fixture
async def broken(tmp_path):
    rows = [["H1", "1", "1101700230708", "S9"], ["H2", "2", "", ""], ["H2", "=1+1", "", ""]]
    return await check([write_csv(tmp_path / "households.csv", HEADINGS, rows)])


async def test_the_text_names_the_row_the_column_the_reason_and_the_mend(broken):
    lines = as_text(broken).splitlines()
    assert lines[0].startswith("households.csv แถว 2 คอลัมน์ ผู้คัดเลือก: ไม่พบรหัส S9")
    assert "เพิ่มแถวของ S9" in lines[0]
    assert "ครัวเรือนสัมมาชีพ: 3 แถว รับ 1 ไม่รับ 2" in lines
    assert lines[-1].startswith("ตรวจ households.csv: 3 แถว = รับ 1 + รับโดยแก้ไข 0 + ไม่รับ 2")


async def test_the_text_says_how_many_more(tmp_path):
    rows = [[f"H{n}", "S9"] for n in range(SHOWN + 5)]
    report = await check([write_csv(tmp_path / "households.csv", ["รหัส", "ผู้คัดเลือก"], rows)])
    text = as_text(report)
    assert text.count("ไม่พบรหัส S9") == SHOWN
    assert "... และอีก 5 รายการ" in text


async def test_a_cause_comes_before_what_hangs_on_it(tmp_path):
    write_csv(tmp_path / "trainers.csv", ["id", "name", "selected_by"], [["T1", "นายก ข", "L1"]])
    write_csv(tmp_path / "leaders.csv", ["id", "name", "phone"], [["L1", "นายค ง", "1"]])
    lines = as_text(await check([tmp_path])).splitlines()
    assert "leaders.csv แถว 2" in lines[0]
    assert "trainers.csv แถว 2" in lines[1]


async def test_a_load_says_what_the_store_made_of_it(tmp_path):
    store = MemoryStore()
    report = await load([write_examples(tmp_path)], store, derive=derive_links)
    text = as_text(report)
    assert f"จุด: ใหม่ {len(store.held)} " in text
    assert "ความเชื่อมโยงที่คำนวณได้: ใหม่ 2 " in text
    assert f"โหลด {len(tables())} ไฟล์: " in text


async def test_json_holds_all_of_it(broken, tmp_path):
    [path] = write_report(broken, tmp_path / "report.json")
    whole = json.loads(path.read_text(encoding="utf-8"))
    assert whole["total"] == {"rows": 3, "accepted": 1, "corrected": 0, "refused": 2}
    assert whole["exit_code"] == 1
    assert [r["rule"] for r in whole["refusals"]] == ["reference", "duplicate-id"]
    assert "1101700230708" not in path.read_text(encoding="utf-8")


async def test_refused_rows_as_csv_load_again_when_mended(broken, tmp_path):
    [path] = write_report(broken, tmp_path / "households.refused.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == ["รหัส", "บ้านเลขที่", "ผู้คัดเลือก", REASON_HEADING]
    assert [line[:2] for line in lines[1:]] == [["H1", "1"], ["H2", "=1+1"]]
    assert "ไม่พบรหัส S9" in lines[1][-1]
    lines[1][2], lines[2][0] = "", "H3"
    store = MemoryStore()
    report = await load([write_csv(path, lines[0], lines[1:])], store)
    assert (report.exit_code, report.warnings, set(store.held)) == (0, (), {"H1", "H3"})


async def test_refused_rows_as_a_workbook_hold_no_formula(broken, tmp_path):
    [path] = write_report(broken, tmp_path / "out.xlsx")
    sheet = load_workbook(path)["ครัวเรือนสัมมาชีพ"]
    assert sheet["B3"].value == "=1+1"
    assert sheet["B3"].data_type == "s"
    assert (await check([path])).total.rows == 2


async def test_refused_rows_of_several_tables_are_a_file_each(tmp_path):
    write_csv(tmp_path / "households.csv", ["id", "lat"], [["H1", "15"]])
    write_csv(tmp_path / "groups.csv", ["id", "name"], [["", "กลุ่ม"]])
    report = await check([tmp_path])
    paths = write_report(report, tmp_path / "refused.csv")
    assert [path.name for path in paths] == ["refused.households.csv", "refused.groups.csv"]
    assert (await check(paths)).tables.keys() == {"households", "groups"}


@pytest.mark.parametrize("name", ["report.doc", "nowhere/report.json"])
async def test_a_report_that_cannot_be_written_is_refused_in_words(broken, tmp_path, name):
    with pytest.raises(FileNotWritable) as refused:
        check_report_path(tmp_path / name)
    assert name in refused.value.message
    with pytest.raises(FileNotWritable):
        write_report(broken, tmp_path / name)


async def test_a_folder_in_the_place_of_a_report_is_refused_in_words(broken, tmp_path):
    (tmp_path / "report.json").mkdir()
    with pytest.raises(FileNotWritable, match=r"report\.json"):
        write_report(broken, tmp_path / "report.json")
