"""Files to sheets of raw cells, rows numbered as a spreadsheet numbers them."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

import python_calamine

from graph_api.domain.errors import InputUnreadable
from loaders.contract import heading_keys
from loaders.errors import FileNotReadable, FileTypeUnknown, raise_all
from loaders.keys import heading_key
from loaders.reading.decoding import encoding_of
from loaders.reading.errors import BytesNotDecoded
from loaders.workbook_limits import damaged_workbook, refuse_too_large

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
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of raw cells that are read anew whenever they are asked for; none is kept.

    `name` is "" for a text file, `stem` names the file, `head` holds the rows in which headings
    are looked for, `about` says how many rows there may be (for a bar of progress). A sheet that
    is not `visible` holds the lists of a form's cells more often than a table. Only a sheet that
    is `alone` in its file may be named by the file.
    """

    file: str
    stem: str
    name: str
    head: Sequence[Sequence[Any]]
    read: Callable[[], Iterator[Sequence[Any]]]
    about: int
    visible: bool = True
    alone: bool = True

    def __str__(self) -> str:
        return f"{self.file} แผ่น {self.name}" if self.name else self.file

    def rows(self) -> Iterator[tuple[int, Sequence[Any]]]:
        """The rows from the top, each with its number.

        Raises:
            FileNotReadable: the file is damaged further down.
        """
        return enumerate(self.read(), start=1)


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


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files that are read of these paths, in their order."""
    return list(_files(paths, []))


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
        raise refuse_unknown(path, sorted(TEXTS | WORKBOOKS))
    try:
        with path.open("rb") as file:
            is_zip = file.read(len(_ZIP)) == _ZIP
        if path.suffix.lower() not in WORKBOOKS:
            return [_text_table(path, is_zip=is_zip)]
        if is_zip:
            refuse_too_large(path)
        return _workbook(path)
    except OSError as error:
        raise _unopened(path, error) from error


def refuse_unknown(path: Path, endings: Sequence[str]) -> FileTypeUnknown:
    """What is said of a file that no reader takes."""
    listed = ", ".join(endings)
    return FileTypeUnknown(
        f"{path.name}: ไม่รู้จักไฟล์ชนิด “{path.suffix or 'ไม่มีนามสกุล'}” บันทึกเป็น {listed} ก่อน\n"
        f"{path.name}: not a file this program reads; save it as one of {listed}"
    )


# ---- workbooks ---------------------------------------------------------------------------------


def _workbook(path: Path) -> list[Sheet]:
    book = _opened(path)
    worksheet = python_calamine.SheetTypeEnum.WorkSheet
    held = [meta for meta in book.sheets_metadata if meta.typ == worksheet]
    alone = sum(map(_is_visible, held)) == 1
    return [_sheet(path, book, meta, alone=alone) for meta in held]


def _sheet(
    path: Path,
    book: python_calamine.CalamineWorkbook,
    meta: python_calamine.SheetMetadata,
    *,
    alone: bool,
) -> Sheet:
    name = meta.name
    first = _worksheet(path, book, name)

    def read() -> Iterator[Sequence[Any]]:
        # A sheet lies in memory only while it is read.
        return iter(_worksheet(path, _opened(path), name).iter_rows())

    return Sheet(
        file=path.name,
        stem=path.stem,
        name=name,
        head=list(islice(first.iter_rows(), HEADINGS_WITHIN)),
        read=read,
        about=first.total_height,
        visible=_is_visible(meta),
        alone=alone,
    )


def _opened(path: Path) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_path(path)
    except FileNotFoundError:
        raise
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise damaged_workbook(path) from error


def _worksheet(
    path: Path, book: python_calamine.CalamineWorkbook, name: str
) -> python_calamine.CalamineSheet:
    try:
        return book.get_sheet_by_name(name)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise damaged_workbook(path) from error


# ---- texts -------------------------------------------------------------------------------------


def _text_table(path: Path, *, is_zip: bool) -> Sheet:
    if is_zip:
        raise FileNotReadable(
            f"{path.name}: เป็นสมุดงาน ไม่ใช่ข้อความ เปลี่ยนนามสกุลไฟล์เป็น .xlsx\n"
            f"{path.name}: a workbook and no text; rename it to .xlsx"
        )
    try:
        encoding = encoding_of(lambda: _chunks(path))
    except BytesNotDecoded as error:
        raise FileNotReadable(f"{path.name}: {error.reason} {error.mend}") from error
    mark = _delimiter(path, encoding)
    return Sheet(
        file=path.name,
        stem=path.stem,
        name="",
        head=list(islice(_lines(path, encoding, mark), HEADINGS_WITHIN)),
        read=lambda: _lines(path, encoding, mark),
        about=sum(chunk.count(b"\n") for chunk in _chunks(path)) + 1,
    )


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _lines(path: Path, encoding: str, mark: str) -> Iterator[Sequence[Any]]:
    with path.open(encoding=encoding, newline="") as file:
        try:
            yield from csv.reader(file, delimiter=mark)
        except csv.Error as error:
            raise FileNotReadable(
                f"{path.name}: แบ่งเป็นช่องไม่ได้ ({error}) ตรวจเครื่องหมายคำพูดในไฟล์\n"
                f"{path.name}: cannot be parted into cells; look for a stray quotation mark"
            ) from error


def _delimiter(path: Path, encoding: str) -> str:
    """The separator under which most headings are recognised, else the commonest.

    Tab-separated files are called CSV as well, and lists within a cell hold semicolons and commas.
    """
    if path.suffix.lower() == ".tsv":
        return "\t"
    with path.open(encoding=encoding, newline="") as file:
        text = file.read(_CHUNK)
    return max(",\t;", key=lambda mark: (_headings_found(text, mark), text.count(mark)))


def _headings_found(text: str, mark: str) -> int:
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark)
    return max((_known(row) for row in islice(_until_fault(reader), HEADINGS_WITHIN)), default=0)


def _known(row: Iterable[str]) -> int:
    return sum(heading_key(cell) in heading_keys() for cell in row)


def _until_fault(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    # A fault is told by the reading itself, under the separator that was chosen.
    try:
        yield from rows
    except csv.Error:
        return


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
