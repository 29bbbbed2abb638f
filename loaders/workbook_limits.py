"""Workbooks that would fill the memory are refused before they are opened."""

import re
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from loaders.errors import FileNotReadable, FileTooLarge

UNPACKED_LIMIT = 2_000_000_000
"""How many bytes a workbook may hold unpacked; a bomb of a few kilobytes holds more."""

CELLS_LIMIT = 100_000_000
"""How many cells the rectangle of a sheet may have, from its first to its last value."""

_WORKSHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_HELD_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*[^/>]>')
_LONGEST_CELL = 200
_CHUNK = 1 << 20


def refuse_too_large(path: Path) -> None:
    """Whether a workbook (a zip file) can be opened at all.

    Raises:
        FileNotReadable: no zip file, or a damaged one.
        FileTooLarge: it unpacks to more than `UNPACKED_LIMIT` bytes, or a sheet has a value so far
            away that its rectangle has more than `CELLS_LIMIT` cells.
    """
    try:
        _refuse_bomb(path)
        _refuse_far_cells(path)
    except BadZipFile as error:
        raise damaged_workbook(path) from error


def _refuse_bomb(path: Path) -> None:
    """A workbook is a zip file, and a small one of these can fill any memory."""
    with ZipFile(path) as held:
        size = sum(each.file_size for each in held.infolist())
    if size > UNPACKED_LIMIT:
        raise FileTooLarge(
            f"{path.name}: แตกออกแล้วใหญ่ {size / 1e9:,.1f} GB เกินที่รับ ({UNPACKED_LIMIT / 1e9:g} GB) "
            f"บันทึกเป็น .csv หรือแบ่งเป็นหลายไฟล์\n"
            f"{path.name}: too large once unpacked; save it as .csv, or part it"
        )


def _refuse_far_cells(path: Path) -> None:
    """A sheet lies in memory as a rectangle: one value far away makes it larger than any memory."""
    with ZipFile(path) as held:
        for name in held.namelist():
            if not _WORKSHEET.fullmatch(name):
                continue
            with held.open(name) as file:
                rows, columns = _extent(file)
            if rows * columns > CELLS_LIMIT:
                raise FileTooLarge(
                    f"{path.name}: มีค่าอยู่ไกลถึงแถว {rows:,} คอลัมน์ {columns:,} ตารางจึงใหญ่เกินที่รับ "
                    f"ลบแถวและคอลัมน์ที่ไม่ใช้แล้วบันทึกใหม่ หรือบันทึกเป็น .csv\n"
                    f"{path.name}: a value stands in row {rows:,}, column {columns:,}; "
                    f"remove what is not used, or save as .csv"
                )


def _extent(file: IO[bytes]) -> tuple[int, int]:
    """The last row and column of a worksheet that hold a value."""
    rows = columns = 0
    rest = b""
    while chunk := file.read(_CHUNK):
        text = rest + chunk
        for letters, digits in _HELD_CELL.findall(text):
            rows = max(rows, int(digits))
            columns = max(columns, _column_number(letters))
        # The last cell may go on in the next chunk.
        rest = text[-_LONGEST_CELL:]
    return rows, columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def damaged_workbook(path: Path) -> FileNotReadable:
    """What is said of a workbook that cannot be opened."""
    return FileNotReadable(
        f"{path.name}: เปิดเป็นสมุดงานไม่ได้ ไฟล์อาจเสียหรือเป็นไฟล์ชนิดอื่น "
        f"เปิดด้วยโปรแกรมตารางแล้วบันทึกใหม่เป็น .xlsx\n"
        f"{path.name}: not a workbook, or damaged; open it and save it again as .xlsx"
    )
