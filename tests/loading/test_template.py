"""A template filled in by someone who has never seen the project loads."""

import csv
from datetime import date

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from graph_api.domain.errors import InvalidArgument
from graph_api.domain.links import LinkType
from graph_api.domain.nodes import Household
from loaders import check, load
from loaders.contract import tables
from loaders.errors import FileNotWritable, SheetEmpty
from loaders.example_row import EXAMPLE_MARK, example_row
from loaders.template import write_template
from tests.loading.example_rows import example_rows
from tests.loading.memory_store import MemoryStore

FILLED: dict[str, list[dict[str, str | float]]] = {
    "พื้นที่": [
        {"รหัสพื้นที่": "332099", "ชื่อพื้นที่": "โนนตัวอย่าง"},
        {"รหัสพื้นที่": "33209901", "ชื่อพื้นที่": "บ้านตัวอย่าง", "ละติจูด": 15.0, "ลองจิจูด": 104.5},
    ],
    "อาชีพ": [{"รหัส": "ทอเสื่อ", "ชื่ออาชีพ": "ทอเสื่อกก"}],
    "ปราชญ์ชุมชน": [
        {
            "รหัส": "S1",
            "ชื่อ-สกุล": "นางคำ ตัวอย่าง",
            "รหัสหมู่บ้าน": "33209901",
            "อาชีพ": "ทอเสื่อ",
            "เกณฑ์จิตอาสา": "ผ่าน",
            "โทรศัพท์": "081-234-5678",
        }
    ],
    "ครัวเรือนสัมมาชีพ": [
        {"รหัส": "001", "รหัสหมู่บ้าน": "33209901", "บ้านเลขที่": "12/3", "สถานะ": "อบรมแล้ว"},
        {"รหัส": "002", "รหัสหมู่บ้าน": "33209901", "วันที่คัดเลือก": "5 ม.ค. 2560", "ผู้คัดเลือก": "S1"},
    ],
    "กิจกรรม": [
        {
            "รหัส": "E1",
            "ประเภทกิจกรรม": "อบรม",
            "ชื่อกิจกรรม": "ฝึกทอเสื่อ",
            "วันที่เริ่ม": "14 ก.พ. 2561",
            "ผู้นำกิจกรรม": "S1",
        }
    ],
    "ผู้เข้าร่วมกิจกรรม": [{"กิจกรรม": "E1", "ผู้เข้าร่วม": "001"}, {"กิจกรรม": "E1", "ผู้เข้าร่วม": "002"}],
}


def place_of(headings, title):
    """Where a person finds the column: by its heading, the star aside."""
    return [str(heading).removesuffix(" *") for heading in headings].index(title)


def fill_workbook(path):
    book = openpyxl.load_workbook(path)
    for name, rows in FILLED.items():
        sheet = book[name]
        headings = [cell.value for cell in sheet[1]]
        for number, row in enumerate(rows, start=3):
            for title, value in row.items():
                sheet.cell(number, place_of(headings, title) + 1, value)
    book.save(path)


def fill_folder(folder):
    for name, rows in FILLED.items():
        [path] = folder.glob(f"*_{name}.csv")
        with path.open(encoding="utf-8-sig", newline="") as file:
            headings = next(csv.reader(file))
        with path.open("a", encoding="utf-8", newline="") as file:
            for row in rows:
                cells = [""] * len(headings)
                for title, value in row.items():
                    cells[place_of(headings, title)] = str(value)
                csv.writer(file).writerow(cells)


@pytest.mark.parametrize("name, fill", [("t.xlsx", fill_workbook), ("t", fill_folder)])
async def test_a_filled_template_loads_without_its_example_rows(tmp_path, name, fill):
    target = tmp_path / name
    write_template(target)
    fill(target)
    store = MemoryStore()
    report = await load([target], store)
    assert (report.refusals, report.corrections) == ((), ())
    assert list(report.warnings) == [f"ข้ามแถวตัวอย่างของแบบกรอก {len(tables())} แถว"]
    assert report.total.rows == sum(map(len, FILLED.values()))
    assert {i for i in store.held if not i.startswith("area:")} == {
        "ทอเสื่อ",
        "S1",
        "001",
        "002",
        "E1",
    }
    household = store.held["001"]
    assert isinstance(household, Household)
    assert household.house_no == "12/3"
    [chosen] = [link for link in store.linked.values() if link.type is LinkType.SELECTED]
    assert (chosen.source, chosen.target, chosen.since) == ("S1", "002", date(2017, 1, 5))


async def test_every_table_of_a_template_can_be_filled_and_loads(tmp_path):
    write_template(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    filled = 0
    for table in tables().values():
        sheet = book[table.sheet]
        headings = [cell.value for cell in sheet[1]]
        for number, row in enumerate(example_rows(table), start=3):
            for name, value in row.items():
                at = place_of(headings, table.columns[name].title)
                sheet.cell(number, at + 1).value = value  # type: ignore[assignment]
            filled += 1
    book.save(tmp_path / "t.xlsx")
    report = await load([tmp_path / "t.xlsx"], MemoryStore())
    assert (report.refusals, report.corrections) == ((), ())
    assert report.tables.keys() == tables().keys()
    assert report.total.rows == filled


@pytest.mark.parametrize("name", ["t.xlsx", "t"])
async def test_an_untouched_template_holds_nothing_to_load(tmp_path, name):
    write_template(tmp_path / name)
    with pytest.raises(SheetEmpty):
        await check([tmp_path / name])


async def test_a_changed_example_row_is_a_row_like_any_other(tmp_path):
    write_template(tmp_path / "t.xlsx", ["occupations"])
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = book["อาชีพ"]
    assert sheet["A2"].value == f"{EXAMPLE_MARK}weaving"
    for column in "CDE":
        sheet[f"{column}2"].value = None
    book.save(tmp_path / "t.xlsx")
    report = await check([tmp_path / "t.xlsx"])
    assert (report.total.rows, report.total.refused, report.warnings) == (1, 0, ())


async def test_an_example_row_is_known_where_a_column_was_deleted(tmp_path):
    write_template(tmp_path / "t.xlsx", ["occupations"])
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    book["อาชีพ"].delete_cols(3)
    book["อาชีพ"].append(["o1", "จักสาน"])
    book.save(tmp_path / "t.xlsx")
    store = MemoryStore()
    await load([tmp_path / "t.xlsx"], store)
    assert list(store.held) == ["o1"]


@pytest.mark.parametrize("table", tables().values(), ids=lambda table: table.name)
def test_every_example_row_bears_the_mark_where_it_cannot_be_left_out(table):
    example = example_row(table)
    assert any(EXAMPLE_MARK in str(example[column.name]) for column in table.required)


@pytest.mark.parametrize("table", tables().values(), ids=lambda table: table.name)
def test_every_table_and_column_is_explained_in_thai(table):
    for schema in (table.schema, *(column.schema for column in table.columns.values())):
        assert any("ก" <= letter <= "๛" for letter in schema["x-note-th"])


def test_the_sheets_stand_in_loading_order_and_the_lists_are_hidden(tmp_path):
    write_template(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames[0] == "อ่านก่อน"
    assert book.sheetnames[1:-1] == [table.sheet for table in tables().values()]
    assert book[book.sheetnames[-1]].sheet_state == "hidden"


def test_codes_and_dates_are_kept_as_text_and_words_are_offered(tmp_path):
    write_template(tmp_path / "t.xlsx", ["households"])
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = book["ครัวเรือนสัมมาชีพ"]
    by_title = {str(cell.value).removesuffix(" *"): cell for cell in sheet[1]}
    formats = {
        title: sheet.column_dimensions[get_column_letter(cell.column or 0)].number_format
        for title, cell in by_title.items()
    }
    for title in ("รหัส", "บ้านเลขที่", "รหัสหมู่บ้าน", "โทรศัพท์", "วันที่คัดเลือก"):
        assert formats[title] == "@", title
    assert formats["ละติจูด"] == "0.000000"
    assert by_title["สถานะ"].comment is not None
    letter = get_column_letter(by_title["สถานะ"].column or 0)
    [rule] = [r for r in sheet.data_validations.dataValidation if f"{letter}2" in str(r.sqref)]
    offered = book["รายการ"][rule.formula1.split("!")[1].replace("$", "")]
    words = tables()["households"].columns["status"].words
    assert [row[0].value for row in offered] == [each[0] for each in words.values()]


def test_a_choice_of_tables_is_named_in_either_language(tmp_path):
    write_template(tmp_path / "t.xlsx", ["กลุ่มอาชีพ", "households"])
    names = openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames
    assert names[1:-1] == ["ครัวเรือนสัมมาชีพ", "กลุ่มอาชีพ"]
    with pytest.raises(InvalidArgument, match="weather"):
        write_template(tmp_path / "u.xlsx", ["weather", "households"])


def test_what_is_there_is_not_written_over_by_accident(tmp_path):
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"filled in by hand")
    with pytest.raises(FileNotWritable, match="--force"):
        write_template(path)
    assert path.read_bytes() == b"filled in by hand"
    write_template(path, overwrite=True)
    assert path.read_bytes().startswith(b"PK")
    assert [each.name for each in tmp_path.iterdir()] == ["t.xlsx"]


@pytest.mark.parametrize("name", ["t.docx", "t.csv", "missing/t.xlsx"])
def test_a_place_that_cannot_be_is_refused(tmp_path, name):
    with pytest.raises(FileNotWritable):
        write_template(tmp_path / name)
    assert list(tmp_path.iterdir()) == []
