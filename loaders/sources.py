"""Files to sheets of raw cells, rows numbered as a spreadsheet numbers them."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path
from typing import Any

import python_calamine

from graph_api.domain.errors import InputUnreadable
from loaders.contract import heading_keys
from loaders.errors import FileNotReadable, FileTypeUnknown, raise_all
from loaders.keys import heading_key
from loaders.reading.decoding import decode
from loaders.reading.errors import BytesNotDecoded

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
TEXTS = frozenset({".csv", ".tsv"})

GUIDE_NAME = "อ่านก่อน"
"""Name of the sheet or file of a template that tells how to fill it in."""

NOTES = frozenset(
    map(heading_key, (GUIDE_NAME, "คำอธิบาย", "คำแนะนำ", "readme", "read me", "notes"))
)
"""Names of sheets and files that speak to people; nobody need be told that they were not read."""

HEADINGS_WITHIN = 25
"""How many rows from the top the headings are looked for in."""

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rectangle of raw cells; `name` is "" for a text file, `stem` names the file.

    A sheet that is not `visible` holds the lists of a form's cells more often than a table. Only
    a sheet that is `alone` in its file may be named by the file.
    """

    file: str
    stem: str
    name: str
    rows: Sequence[Sequence[Any]]
    visible: bool = True
    alone: bool = True

    def __str__(self) -> str:
        return f"{self.file} แผ่น {self.name}" if self.name else self.file


def read_sheets(paths: Sequence[Path]) -> list[Sheet]:
    """All sheets of these files; a folder stands for the tables that lie in it.

    Raises:
        InputUnreadable: a path, or several, cannot be read as tables.
    """
    faults: list[InputUnreadable] = []
    sheets: list[Sheet] = []
    for path in _files(paths, faults):
        try:
            sheets += _sheets(path)
        except InputUnreadable as fault:
            faults.append(fault)
    raise_all(faults)
    return sheets


def passed_over(paths: Sequence[Path]) -> list[str]:
    """What is said of the files in these folders that are no tables."""
    folders = [path for path in paths if path.is_dir()]
    others = (
        path
        for folder in folders
        for path in sorted(folder.iterdir())
        if path.is_file() and _is_for_people(path) and not _is_table(path) and not _is_note(path)
    )
    return [f"{path.name}: ไม่ใช่ไฟล์ตาราง ({_endings()}) จึงไม่ได้อ่าน" for path in others]


def _files(paths: Sequence[Path], faults: list[InputUnreadable]) -> Iterator[Path]:
    for path in paths:
        try:
            found = _in_folder(path) if path.is_dir() else [path]
        except OSError as error:
            faults.append(_unopened(path, error))
            continue
        if not found:
            faults.append(
                FileTypeUnknown(
                    f"{path}: ไม่มีไฟล์ตารางในโฟลเดอร์นี้ ต้องเป็นไฟล์ {_endings()}\n"
                    f"{path}: no table in this folder"
                )
            )
        yield from found


def _in_folder(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and _is_for_people(path) and _is_table(path)
    ]


def _is_for_people(path: Path) -> bool:
    # Spreadsheet programs leave lock files (~$name.xlsx) beside an open workbook.
    return path.name[0] not in ".~"


def _is_note(path: Path) -> bool:
    return heading_key(path.stem) in NOTES


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in WORKBOOKS | TEXTS


def _sheets(path: Path) -> list[Sheet]:
    if path.exists() and not _is_table(path):
        raise FileTypeUnknown(
            f"{path.name}: ไม่รู้จักไฟล์ชนิด “{path.suffix or 'ไม่มีนามสกุล'}” "
            f"บันทึกเป็น {_endings()} ก่อน\n"
            f"{path.name}: not a table this program reads; save it as one of {_endings()}"
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unopened(path, error) from error
    is_workbook = path.suffix.lower() in WORKBOOKS
    return _workbook(path, data) if is_workbook else [_text_table(path, data)]


def _workbook(path: Path, data: bytes) -> list[Sheet]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        worksheet = python_calamine.SheetTypeEnum.WorkSheet
        held = [meta for meta in book.sheets_metadata if meta.typ == worksheet]
        alone = sum(map(_is_visible, held)) == 1
        return [
            Sheet(path.name, path.stem, m.name, _cells(book, m.name), _is_visible(m), alone)
            for m in held
        ]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise FileNotReadable(
            f"{path.name}: เปิดเป็นสมุดงานไม่ได้ ไฟล์อาจเสียหรือเป็นไฟล์ชนิดอื่น "
            f"เปิดด้วยโปรแกรมตารางแล้วบันทึกใหม่เป็น .xlsx\n"
            f"{path.name}: not a workbook, or damaged; open it and save it again as .xlsx"
        ) from error


def _text_table(path: Path, data: bytes) -> Sheet:
    if data.startswith(_ZIP):
        raise FileNotReadable(
            f"{path.name}: เป็นสมุดงาน ไม่ใช่ข้อความ เปลี่ยนนามสกุลไฟล์เป็น .xlsx\n"
            f"{path.name}: a workbook and no text; rename it to .xlsx"
        )
    try:
        text, _ = decode(data)
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(path, text)))
    except BytesNotDecoded as error:
        raise FileNotReadable(f"{path.name}: {error.reason} {error.mend}") from error
    except csv.Error as error:
        raise FileNotReadable(
            f"{path.name}: แบ่งเป็นช่องไม่ได้ ({error}) ตรวจเครื่องหมายคำพูดในไฟล์\n"
            f"{path.name}: cannot be parted into cells; look for a stray quotation mark"
        ) from error
    return Sheet(path.name, path.stem, "", rows)


def _delimiter(path: Path, text: str) -> str:
    """The separator under which most headings are recognised, else the commonest.

    Tab-separated files are called CSV as well, and lists within a cell hold semicolons and commas.
    """
    if path.suffix.lower() == ".tsv":
        return "\t"
    return max(",\t;", key=lambda mark: (_headings_found(text, mark), text.count(mark)))


def _headings_found(text: str, mark: str) -> int:
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark)
    rows = islice(reader, HEADINGS_WITHIN)
    return max(
        (sum(heading_key(cell) in heading_keys() for cell in row) for row in rows), default=0
    )


def _cells(book: python_calamine.CalamineWorkbook, name: str) -> Sequence[Sequence[Any]]:
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _is_visible(meta: python_calamine.SheetMetadata) -> bool:
    return meta.visible == python_calamine.SheetVisibleEnum.Visible


def _unopened(path: Path, error: OSError) -> FileNotReadable:
    if isinstance(error, FileNotFoundError):
        return FileNotReadable(
            f"ไม่พบไฟล์หรือโฟลเดอร์ {path} ตรวจชื่อและตำแหน่งอีกครั้ง\n{path}: no such file or folder"
        )
    return FileNotReadable(
        f"เปิด {path} ไม่ได้ ({error.strerror}) ปิดโปรแกรมที่เปิดไฟล์นี้อยู่ หรือขอสิทธิ์อ่านไฟล์\n"
        f"{path}: cannot be opened"
    )


def _endings() -> str:
    return ", ".join(sorted(TEXTS | WORKBOOKS))
