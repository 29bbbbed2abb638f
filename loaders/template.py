"""The empty tables for people to fill in: a workbook with notes and lists, or a folder of CSV."""

import csv
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from graph_api.domain.errors import InvalidArgument
from loaders.contract import Column, Table, tables
from loaders.errors import FileNotWritable
from loaders.example_row import EXAMPLE_MARK, example_row
from loaders.keys import heading_key
from loaders.sources import GUIDE_NAME
from loaders.tables_out import LAST_ROW
from loaders.targets import check_target, make_folder, written_whole

_TEXT = "@"
_FORMATS = {
    "number": "#,##0.######",
    "integer": "0",
    "year": "0",
    "latitude": "0.000000",
    "longitude": "0.000000",
}
"""Number formats by `x-reads`. All else is text: a spreadsheet would take the zero from a code,
make a date of 12/3, and read 2560 as a year of the common era."""

_LISTS = "รายการ"
_YES_NO = ("ใช่", "ไม่ใช่")
_NEEDED = PatternFill("solid", fgColor="FFE699")
_OPTIONAL = PatternFill("solid", fgColor="DDEBF7")
_FAINT = Font(italic=True, color="808080")
_GUIDE = (
    "วิธีกรอก",
    "1. หนึ่งแผ่นคือหนึ่งตาราง กรอกเฉพาะแผ่นที่มีข้อมูล แผ่นที่เหลือปล่อยไว้ได้ ไม่ต้องลบ",
    "2. กรอกใต้แถวตัวอย่าง (แถวที่ 2 ตัวเอียงสีเทา) หนึ่งแถวต่อหนึ่งรายการ",
    f"3. แถวตัวอย่าง (รหัสขึ้นต้นด้วย “{EXAMPLE_MARK}”) ลบหรือปล่อยไว้ก็ได้ ระบบข้ามให้เอง",
    "   แต่ถ้าแก้แม้แต่ช่องเดียว ระบบจะอ่านเป็นข้อมูลจริง",
    "4. หัวคอลัมน์ที่มี * ต้องกรอก คอลัมน์อื่นเว้นว่างได้ วางเมาส์ที่หัวคอลัมน์เพื่ออ่านคำอธิบาย",
    "5. รหัสตั้งเองได้ แต่ห้ามซ้ำกันทั้งสมุดงาน เมื่ออ้างถึงใครหรือสิ่งใดให้ใช้รหัสนั้น ไม่ใช้ชื่อ",
    "6. ห้ามใส่เลขประจำตัวประชาชน ระบบไม่เก็บ",
    "7. พื้นที่ใช้รหัสทางการ 2 4 6 หรือ 8 หลัก หมู่บ้านต้องมีแถวในตาราง พื้นที่ ก่อน",
    "8. หลายค่าในช่องเดียวคั่นด้วย ; เช่น H001; H002",
    "9. วันที่เขียนเป็น พ.ศ. ได้ เช่น 5 ม.ค. 2560 หรือ 5/1/2560",
    "10. ช่องที่มีรายการให้เลือก เลือกจากรายการ",
    "เมื่อกรอกเสร็จ",
    "ตรวจก่อนโดยไม่นำเข้า: sammachip check ชื่อไฟล์",
    "นำเข้า: sammachip load ชื่อไฟล์ (นำเข้าซ้ำได้ ข้อมูลที่ไม่เปลี่ยนจะไม่ซ้ำ)",
)


def write_template(
    target: Path, names: Collection[str] | None = None, *, overwrite: bool = False
) -> list[Path]:
    """Write the empty tables (all, or those named) and return the files written.

    A target that ends in .xlsx is a workbook, one without an ending a folder of CSV files.

    Raises:
        InvalidArgument: no table has one of the names.
        FileNotWritable: another ending, or see `loaders.targets`.
    """
    chosen = _chosen(names)
    if target.suffix and target.suffix.lower() != ".xlsx":
        raise FileNotWritable(
            f"{target}: แบบกรอกเขียนได้เป็น .xlsx หรือโฟลเดอร์ของ CSV (ชื่อที่ไม่มีนามสกุล) เปลี่ยนชื่อ\n"
            f"{target}: a template is a workbook (.xlsx) or a folder (a name without ending)"
        )
    check_target(target, overwrite=overwrite)
    if target.suffix.lower() == ".xlsx":
        return _write_workbook(target, chosen)
    return _write_folder(target, chosen)


def _chosen(names: Collection[str] | None) -> Sequence[Table]:
    if names is None:
        return list(tables().values())
    keys = {heading_key(name): name for name in names}
    chosen = [table for table in tables().values() if table.sheet_keys & keys.keys()]
    known = {key for table in chosen for key in table.sheet_keys}
    unknown = [name for key, name in keys.items() if key not in known]
    if unknown or not chosen:
        listed = ", ".join(f"{table.name} ({table.sheet})" for table in tables().values())
        raise InvalidArgument(
            f"ไม่มีตารางชื่อ {', '.join(unknown) or '“”'} เลือกจาก: {listed}\nno such table"
        )
    return chosen


def _heading(column: Column) -> str:
    return f"{column.title} *" if column.required else column.title


def _note(column: Column) -> str:
    note = str(column.schema["x-note-th"])
    parts = ["ต้องกรอก" if column.required else "เว้นว่างได้", note]
    if words := _words(column):
        parts.append(f"เลือกหนึ่งใน: {', '.join(words)}")
    return "\n".join(parts)


def _words(column: Column) -> Sequence[str]:
    if column.reads == "boolean":
        return _YES_NO
    return [each[0] for each in column.words.values()]


# ---- a workbook --------------------------------------------------------------------------------


def _write_workbook(path: Path, chosen: Sequence[Table]) -> list[Path]:
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = GUIDE_NAME
    _fill_guide(guide, chosen)
    lists = _Lists(book.create_sheet(_LISTS))
    for table in chosen:
        _fill_sheet(book.create_sheet(table.sheet), table, lists)
    book.move_sheet(lists.sheet, len(chosen))
    lists.sheet.sheet_state = "hidden"
    with written_whole(path) as beside:
        book.save(beside)
    return [path]


class _Lists:
    """The hidden sheet of words to choose from: a rule itself holds no more than 255 letters."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self._ranges: dict[Sequence[str], str] = {}

    def range_of(self, words: Sequence[str]) -> str:
        """Where these words stand, as a formula; equal lists stand there once."""
        words = tuple(words)
        if words not in self._ranges:
            at = len(self._ranges) + 1
            for row, word in enumerate(words, start=1):
                self.sheet.cell(row, at, word)
            letter = get_column_letter(at)
            self._ranges[words] = f"'{_LISTS}'!${letter}$1:${letter}${len(words)}"
        return self._ranges[words]


def _fill_sheet(sheet: Worksheet, table: Table, lists: _Lists) -> None:
    sheet.freeze_panes = "A2"
    example = example_row(table)
    for at, column in enumerate(table.columns.values(), start=1):
        _head(sheet, at, column)
        _format(sheet, at, column)
        if words := _words(column):
            _offer(sheet, at, column, lists.range_of(words))
        cell = sheet.cell(2, at)
        cell.value = example.get(column.name)  # type: ignore[assignment]
        cell.font = _FAINT
        cell.number_format = _format_of(column)
    first = sheet.cell(2, 1)
    first.comment = _comment("แถวตัวอย่าง: ระบบข้ามให้เองถ้าไม่ถูกแก้ กรอกข้อมูลจริงตั้งแต่แถวถัดไป")


def _head(sheet: Worksheet, at: int, column: Column) -> None:
    cell = sheet.cell(1, at, _heading(column))
    cell.font = Font(bold=True)
    cell.fill = _NEEDED if column.required else _OPTIONAL
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.comment = _comment(_note(column))


def _comment(text: str) -> Comment:
    lines = sum(1 + len(line) // 40 for line in text.split("\n"))
    return Comment(text, "Sammachip Graph", width=320, height=24 + 20 * lines)


def _format_of(column: Column) -> str:
    return _FORMATS.get(column.reads, _TEXT)


def _format(sheet: Worksheet, at: int, column: Column) -> None:
    """The format of the whole column, so that rows not yet written have it too."""
    dimension = sheet.column_dimensions[get_column_letter(at)]
    dimension.width = min(40, max(14, len(column.title) + 4))
    dimension.number_format = _format_of(column)


def _offer(sheet: Worksheet, at: int, column: Column, words: str) -> None:
    rule = DataValidation(type="list", formula1=words, allow_blank=True)
    rule.showErrorMessage = True
    rule.errorTitle, rule.error = column.title, "เลือกจากรายการ"
    rule.showInputMessage = True
    rule.promptTitle, rule.prompt = column.title, "เลือกจากรายการ หรือเว้นว่าง"
    letter = get_column_letter(at)
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(rule)


def _fill_guide(sheet: Worksheet, chosen: Sequence[Table]) -> None:
    sheet.column_dimensions["A"].width = 32
    sheet.column_dimensions["B"].width = 100
    for line in _GUIDE:
        sheet.append([line])
    sheet.append([])
    sheet.append(["ตาราง (ตามลำดับการนำเข้า)", "คืออะไร"])
    for row in (1, len(_GUIDE) - 2, len(_GUIDE) + 2):
        sheet.cell(row, 1).font = Font(bold=True)
    for table in chosen:
        sheet.append([table.sheet, table.schema["x-note-th"]])
        link = sheet.cell(sheet.max_row, 1)
        link.hyperlink = f"#'{table.sheet}'!A1"
        link.font = Font(underline="single", color="0563C1")


# ---- a folder of texts -------------------------------------------------------------------------


def _write_folder(folder: Path, chosen: Sequence[Table]) -> list[Path]:
    make_folder(folder)
    guide = folder / f"{GUIDE_NAME}.txt"
    with written_whole(guide) as beside:
        beside.write_text("\n".join(_guide_lines(chosen)), encoding="utf-8-sig")
    return [guide, *(_write_csv(folder, table) for table in chosen)]


def _write_csv(folder: Path, table: Table) -> Path:
    path = folder / f"{table.schema['x-order']:02}_{table.sheet}.csv"
    example = example_row(table)
    columns = table.columns.values()
    # With a byte-order mark, or spreadsheet programs take the Thai for another encoding.
    with written_whole(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([_heading(column) for column in columns])
        writer.writerow([example.get(column.name, "") for column in columns])
    return path


def _guide_lines(chosen: Sequence[Table]) -> Iterator[str]:
    """The guide, and what a workbook says in its notes."""
    yield from _GUIDE
    for table in chosen:
        yield from ("", f"{table.sheet}: {table.schema['x-note-th']}")
        for column in table.columns.values():
            yield f"  {_heading(column)}: {_note(column).replace(chr(10), ' ')}"
