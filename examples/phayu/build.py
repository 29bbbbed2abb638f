"""Writes `phayu.xlsx`, the workbook of the example: `python -m examples.phayu.build`.

The same bytes each run. Sheets and headings are those of the table contracts, so the workbook
cannot drift from them unnoticed.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from examples.phayu.community import community
from examples.phayu.course import course
from examples.phayu.economy import economy
from examples.phayu.learning import learning
from examples.phayu.rows import Cell, Row, Rows
from loaders.contract import Table, tables

WORKBOOK = Path(__file__).parent / "phayu.xlsx"

_WRITTEN = datetime(2018, 12, 28, 9, 0)  # noqa: DTZ001 - the file format knows no time zone
_NOTES = (
    "เครือข่ายสัมมาชีพชุมชน ตำบลโนนตัวอย่าง (ตำบลสมมติ)",
    "ข้อมูลทั้งหมดในสมุดงานนี้แต่งขึ้น: ชื่อคน หมู่บ้าน กลุ่ม หมายเลขโทรศัพท์ และยอดขาย",
    "แต่ละแผ่นคือหนึ่งตาราง แถวแรกคือหัวตาราง หนึ่งแถวต่อหนึ่งรายการ",
    "รหัสในคอลัมน์แรกใช้อ้างถึงกันข้ามแผ่น หลายรหัสในช่องเดียวคั่นด้วย ;",
    "ช่วงเวลา: ม.ค. 2560 ถึง ธ.ค. 2561 และงานออกร้านที่จะมาถึงในปี 2562",
)
_HEADER = PatternFill("solid", fgColor="DDEBDA")
_WIDEST = 44


def rows() -> Rows:
    """All tables of the example, in loading order."""
    told = {**community(), **economy(), **learning(), **course()}
    return {name: told[name] for name in tables() if name in told}


def workbook() -> bytes:
    """The workbook as the bytes of an XLSX file."""
    book = Workbook()
    book.properties.creator = "ตำบลโนนตัวอย่าง"
    book.properties.created = _WRITTEN
    first = book.worksheets[0]
    first.title = "อ่านก่อน"
    _write_notes(first)
    for name, table in rows().items():
        _write_table(book.create_sheet(tables()[name].sheet), tables()[name], table)
    written = BytesIO()
    book.save(written)
    return _still(written)


def main(target: Path = WORKBOOK) -> None:
    """Write the workbook."""
    target.write_bytes(workbook())
    sys.stdout.write(f"{target}: {sum(map(len, rows().values()))} rows\n")


def _write_notes(sheet: Worksheet) -> None:
    for at, note in enumerate(_NOTES, start=1):
        sheet.cell(at, 1, note).font = Font(bold=at == 1, size=14 if at == 1 else 11)
    sheet.column_dimensions["A"].width = 90


def _write_table(sheet: Worksheet, table: Table, lines: Sequence[Row]) -> None:
    used = [column for column in table.columns.values() if _used(column.name, lines)]
    sheet.append([column.title for column in used])
    for line in lines:
        sheet.append([line.get(column.name) for column in used])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), _HEADER
        cell.alignment = Alignment(horizontal="center")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    for at, column in enumerate(used, start=1):
        cells = [column.title, *(line.get(column.name) for line in lines)]
        sheet.column_dimensions[get_column_letter(at)].width = _width(cells)
        if any(isinstance(cell, date) for cell in cells):
            for number in range(2, len(lines) + 2):
                sheet.cell(number, at).number_format = "dd/mm/yyyy"


def _used(name: str, lines: Iterable[Row]) -> bool:
    return any(line.get(name) is not None for line in lines)


def _width(cells: Iterable[Cell]) -> float:
    return min(_WIDEST, 3 + max(len(str(cell)) for cell in cells if cell is not None))


def _still(written: BytesIO) -> bytes:
    """The same archive without the moment of writing, which would make every run differ."""
    moment = _WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    stamp = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")
    target = BytesIO()
    with ZipFile(written) as source, ZipFile(target, "w", ZIP_DEFLATED) as still:
        for part in source.infolist():
            info = ZipInfo(part.filename, _WRITTEN.timetuple()[:6])
            info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 3, 0
            still.writestr(info, stamp.sub(rb"\g<1>" + moment + rb"\g<2>", source.read(part)))
    return target.getvalue()


if __name__ == "__main__":
    main()
