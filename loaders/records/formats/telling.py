"""Which format the bytes of a file are in, and the refusals of those that are not read."""

from loaders.reading.decoding import decode
from loaders.reading.errors import BytesNotDecoded
from loaders.records.errors import RecordNotRead
from loaders.records.formats.document import LONGEST_TEXT, Document
from loaders.records.formats.docx import read_docx
from loaders.records.formats.html import is_html, read_html
from loaders.records.formats.pdf import read_pdf
from loaders.records.formats.zipped import Zipped
from loaders.records.model import Json

LARGEST_FILE = 50_000_000
"""Bytes. Pictures make a record of a few pages large; more than this is something else."""

LARGEST_TEXT_FILE = 4 * LONGEST_TEXT
"""Bytes of a file of text; a letter takes up to four."""

_SAVE_AS = "เปิดไฟล์แล้วบันทึกเป็น .docx หรือข้อความธรรมดา (.txt) แบบ UTF-8 แล้วลองใหม่"
_SPLIT = "บันทึกหนึ่งฉบับต่อหนึ่งไฟล์"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_PDF_WITHIN = 1024
_ZIPPED = (
    ("xl/workbook.xml", "ไฟล์ Excel (.xlsx)"),
    ("xl/workbook.bin", "ไฟล์ Excel (.xlsb)"),
    ("ppt/presentation.xml", "ไฟล์ PowerPoint (.pptx)"),
    ("content.xml", "ไฟล์ OpenDocument (.odt, .ods)"),
)


def document_of(data: bytes, file: str) -> Document:
    """The text of a file in any format that is read.

    Raises:
        RecordNotRead: not such a format, damaged, locked with a password, or too large.
    """
    if len(data) > LARGEST_FILE:
        raise too_large(file, len(data))
    document = _read(data, file)
    if len(document.text) > LONGEST_TEXT:
        raise RecordNotRead(file, f"ข้อความยาวเกิน {LONGEST_TEXT:,} ตัวอักษร", _SPLIT)
    return document


def too_large(file: str, size: int) -> RecordNotRead:
    """The refusal of a file by its size in bytes."""
    return RecordNotRead(file, f"ไฟล์ใหญ่เกินไป ({size:,} ไบต์)", _SPLIT)


def _read(data: bytes, file: str) -> Document:
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, file)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return read_pdf(data, file)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _old_office(data, file)
    if data.startswith(b"{\\rtf"):
        raise RecordNotRead(file, "เป็นไฟล์ RTF ไม่ใช่ข้อความ", _SAVE_AS)
    if len(data) > LARGEST_TEXT_FILE:
        raise too_large(file, len(data))
    return _text(data, file)


def _zipped(data: bytes, file: str) -> Document:
    zipped = Zipped(data, file)
    for part, what in _ZIPPED:
        if part in zipped.names:
            raise RecordNotRead(file, f"เป็น{what} ไม่ใช่บันทึก", _SAVE_AS)
    if not any(name.endswith("document.xml") for name in zipped.names):
        raise RecordNotRead(
            file, "เป็นไฟล์ zip ที่ไม่ใช่ Word (.docx)", "แตกไฟล์ก่อน แล้วอ่านทีละไฟล์หรือทั้งโฟลเดอร์"
        )
    return read_docx(zipped, file)


def _old_office(data: bytes, file: str) -> RecordNotRead:
    """Word keeps a document that has a password inside a file of the old kind."""
    if _ENCRYPTED_OFFICE in data:
        return RecordNotRead(file, "ไฟล์ Word ใส่รหัสผ่านไว้", "เปิดไฟล์ เอารหัสผ่านออก แล้วบันทึกใหม่")
    return RecordNotRead(file, "เป็นไฟล์ Office รุ่นเก่า (.doc, .xls) ไม่ใช่ข้อความ", _SAVE_AS)


def _text(data: bytes, file: str) -> Document:
    try:
        text, encoding = decode(data)
    except BytesNotDecoded as error:
        raise RecordNotRead(file, error.reason, _SAVE_AS) from error
    notes = _encoding_notes(encoding)
    if not is_html(text) and not _is_named_html(file):
        return Document(text, notes)
    return Document(read_html(text, file).text, notes)


def _is_named_html(file: str) -> bool:
    return file.lower().endswith((".html", ".htm", ".xhtml"))


def _encoding_notes(encoding: str) -> tuple[Json, ...]:
    """UTF-8 is expected; another encoding is told, because it was concluded from the letters."""
    return () if encoding.startswith("utf-8") else ({"code": "decoded_as", "encoding": encoding},)
