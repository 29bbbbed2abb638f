"""PDF files, by pypdf where it is installed.

A PDF holds letters and places, no lines or paragraphs. What pypdf makes of it is read only where
it is still Thai: letters that lost their marks or their order are refused, never guessed at.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from loaders.reading.text import repair
from loaders.records.errors import RecordNotRead
from loaders.records.formats.document import LONGEST_TEXT, Document, Page
from loaders.records.headings import read_heading
from loaders.records.lines import read_mark
from loaders.records.model import Json

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 100
"""Pages. A record is a few; a longer file is a report or a book of records."""

_ENOUGH_LETTERS = 50
_FEWEST_MARKS = 0.12
"""Marks for a letter. Ordinary texts have 0.30 to 0.41."""
_LETTER = re.compile("[ก-ฮ]")
_MARK = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
# No Thai word has these: a mark on nothing, a leading vowel before no consonant, mai han akat
# (or the shortener in the midst of a word) that no consonant closes.
_IMPOSSIBLE = re.compile(
    "(?<![ก-ฮ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
    "|[เแโใไ](?![ก-ฮ])"
    "|\u0e31(?![\u0e48-\u0e4b]?[ก-ฮ])"
)
_NOT_THAI = re.compile("[\u00a1-\u00ff\ue000-\uf8ff\ufffd]|\\(cid:[0-9]+\\)")
_PAGE_NUMBER = re.compile(
    r"[\s\-–—]*(?:หน้า(?:ที่)?\s*)?([0-9๐-๙]{1,3})(?:\s*(?:/|จาก)\s*[0-9๐-๙]{1,3})?[\s\-–—]*"
)
_COPY = "ใช้ไฟล์ต้นฉบับ .docx หรือพิมพ์ข้อความใหม่ลงในไฟล์ .txt แบบ UTF-8"
_INSTALL = 'ติดตั้งด้วยคำสั่ง pip install "sammachip-graph[pdf]" หรือบันทึกเป็น .docx หรือ .txt'

# pypdf tells of every small fault of a file; what matters to the reader is said here.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read_pdf(data: bytes, file: str) -> Document:
    """The text of a PDF.

    Raises:
        RecordNotRead: pypdf is not installed; the file is damaged, locked, too long, holds
            pictures alone, or its letters come out scrambled.
    """
    pages = _pages(data, file)
    if not any(text.strip() for text, _ in pages):
        raise RecordNotRead(file, "ไฟล์ PDF ไม่มีตัวอักษร (เป็นภาพสแกน)", _COPY)
    page = Page()
    numbered = 0
    for at, (text, pictures) in enumerate(pages, start=1):
        lines = text.splitlines()
        kept = _without_number(lines, at)
        numbered += len(lines) - len(kept)
        for line in kept:
            page.add(line)
        page.show(pictures)
    _refuse_scrambled(page.text(), file)
    return Document(page.text(), tuple(_notes(page.lines(), numbered)))


def _pages(data: bytes, file: str) -> list[tuple[str, int]]:
    """Text and number of pictures of each page."""
    try:
        from pypdf import PdfReader
    except ImportError as error:
        reason = "เป็นไฟล์ PDF แต่ยังไม่ได้ติดตั้งตัวอ่าน PDF (pypdf)"
        raise RecordNotRead(file, reason, _INSTALL) from error
    try:
        return list(_extracted(PdfReader(BytesIO(data)), file))
    except RecordNotRead:
        raise
    except Exception as error:
        # A damaged file ends in errors of every kind, deep within pypdf.
        if type(error).__name__ in ("DependencyError", "FileNotDecryptedError"):
            raise _locked(file) from error
        raise RecordNotRead(file, "ไฟล์ PDF เสียหรือไม่สมบูรณ์", _COPY) from error


def _extracted(reader: "PdfReader", file: str) -> Iterator[tuple[str, int]]:
    # A file that only forbids printing or copying opens with no password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise _locked(file)
    if len(reader.pages) > MOST_PAGES:
        reason = f"ไฟล์ PDF มี {len(reader.pages):,} หน้า (อ่านได้ไม่เกิน {MOST_PAGES})"
        raise RecordNotRead(file, reason, "แยกเป็นบันทึกหนึ่งฉบับต่อหนึ่งไฟล์")
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        if length > LONGEST_TEXT:
            reason = f"ข้อความยาวเกิน {LONGEST_TEXT:,} ตัวอักษร"
            raise RecordNotRead(file, reason, "บันทึกหนึ่งฉบับต่อหนึ่งไฟล์")
        yield text, _pictures(page)


def _pictures(page: "PageObject") -> int:
    """A picture that cannot be counted is no reason to refuse the text beside it."""
    with suppress(Exception):
        return len(page.images)
    return 0


def _locked(file: str) -> RecordNotRead:
    return RecordNotRead(file, "ไฟล์ PDF ใส่รหัสผ่านไว้", "เปิดไฟล์ เอารหัสผ่านออก แล้วบันทึกใหม่")


def _without_number(lines: list[str], at: int) -> list[str]:
    """The lines of a page without its number, where the first or the last line is just that."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    for index in {filled[0], filled[-1]} if filled else ():
        found = _PAGE_NUMBER.fullmatch(lines[index])
        if found and int(found[1]) == at:
            return lines[:index] + lines[index + 1 :]
    return lines


def _refuse_scrambled(text: str, file: str) -> None:
    plain = repair(text).text
    letters, marks = len(_LETTER.findall(plain)), len(_MARK.findall(plain))
    strange, impossible = len(_NOT_THAI.findall(plain)), len(_IMPOSSIBLE.findall(plain))
    why = None
    if strange > max(letters // 10, _ENOUGH_LETTERS // 10):
        why = "ตัวอักษรไม่ใช่อักษรไทย (ฟอนต์รุ่นเก่า)"
    elif letters >= _ENOUGH_LETTERS and marks < _FEWEST_MARKS * letters:
        why = "สระและวรรณยุกต์หายไป"
    elif impossible > max(2, (letters + marks) // 100):
        why = "สระและวรรณยุกต์สลับที่"
    if why:
        raise RecordNotRead(file, f"ตัวอักษรในไฟล์ PDF อ่านออกมาไม่เป็นคำ: {why}", _COPY)


def _notes(lines: list[str], numbered: int) -> Iterator[Json]:
    wrapped = sum(_goes_on(one, next_one) for one, next_one in pairwise(lines))
    if wrapped:
        yield {"code": "pdf_line_wrap", "lines": wrapped}
    if numbered:
        yield {"code": "page_number_left_out", "pages": numbered}


def _goes_on(line: str, following: str) -> bool:
    """Whether a line is taken for the rest of the one before it; a PDF does not say."""
    if not line.strip() or not following.strip() or read_mark(following):
        return False
    return not _is_heading(line) and not _is_heading(following)


def _is_heading(line: str) -> bool:
    mark = read_mark(line)
    heading = read_heading((mark.rest if mark else line).strip(" ->→"))
    return bool(heading and heading.is_whole)
