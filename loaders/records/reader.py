"""A file or its bytes to the reading of one knowledge record."""

from hashlib import sha256
from pathlib import Path

from loaders.reading.decoding import decode
from loaders.reading.errors import BytesNotDecoded
from loaders.reading.text import repair
from loaders.records.doubts import warnings_of, with_suspected_kinds
from loaders.records.errors import RecordNotRead
from loaders.records.graph import graph_of
from loaders.records.lines import lines_of
from loaders.records.mentions import mentions_of
from loaders.records.model import Form, Json, KnowledgeRecordReading, Source
from loaders.records.numbered import read_numbered
from loaders.records.portal import read_portal
from loaders.records.privacy import personal_data_of

LARGEST_RECORD = 1_000_000
"""Bytes. A record is a few pages; a larger file is something else."""

_OTHER_FORMATS = (
    (b"%PDF", "ไฟล์ PDF"),
    (b"PK\x03\x04", "ไฟล์ Word หรือ Excel (.docx, .xlsx)"),
    (b"\xd0\xcf\x11\xe0", "ไฟล์ Office รุ่นเก่า (.doc, .xls)"),
    (b"{\\rtf", "ไฟล์ RTF"),
)
_SAVE_AS_TEXT = "เปิดไฟล์แล้วบันทึกเป็นข้อความธรรมดา (.txt) แบบ UTF-8 แล้วลองใหม่"
_FORMS = (
    "บันทึกมีได้สองแบบ: แบบเลขข้อ (๑.ชื่อความรู้ ๒.เจ้าขององค์ความรู้ ๓.ความเป็นมา ...) "
    "หรือแบบหน้าเว็บ (หัวข้อลงท้ายด้วย ->)"
)


def read_record(path: Path) -> KnowledgeRecordReading:
    """The reading of the record in a text file.

    Raises:
        RecordNotRead: the file cannot be opened, is no text, or is no knowledge record.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_RECORD else b""
    except OSError as error:
        reason = "ไม่พบไฟล์" if isinstance(error, FileNotFoundError) else "เปิดไฟล์ไม่ได้"
        raise RecordNotRead(path.name, reason, "ตรวจชื่อไฟล์และสิทธิ์การอ่าน") from error
    if size > LARGEST_RECORD:
        raise RecordNotRead(path.name, f"ไฟล์ใหญ่เกินไป ({size:,} ไบต์)", "บันทึกหนึ่งฉบับต่อหนึ่งไฟล์")
    return read_bytes(data, path.name)


def read_bytes(data: bytes, file: str) -> KnowledgeRecordReading:
    """The reading of a record from the bytes of its file; `file` is its name in messages.

    Raises:
        RecordNotRead: the bytes are no text, or the text is no knowledge record.
    """
    text, encoding = _text(data, file)
    repaired = repair(text)
    form = _form(repaired.text, file)
    sections = with_suspected_kinds(form.sections)
    mentions = mentions_of(form.title, sections)
    digest = sha256(data).hexdigest()
    return KnowledgeRecordReading(
        source=Source(file, digest, len(data), len(text)),
        form=form,
        sections=sections,
        mentions=mentions,
        warnings=(*warnings_of(form, sections), *_encoding_notes(encoding)),
        personal_data=personal_data_of(form.identity, sections),
        graph=graph_of(digest, form, mentions),
        repairs=repaired.repairs,
    )


def _text(data: bytes, file: str) -> tuple[str, str]:
    for beginning, what in _OTHER_FORMATS:
        if data.startswith(beginning):
            raise RecordNotRead(file, f"เป็น{what} ไม่ใช่ข้อความ", _SAVE_AS_TEXT)
    try:
        return decode(data)
    except BytesNotDecoded as error:
        raise RecordNotRead(file, error.reason, _SAVE_AS_TEXT) from error


def _form(text: str, file: str) -> Form:
    if not text.strip():
        raise RecordNotRead(file, "ไฟล์ว่าง", _FORMS)
    lines = lines_of(text)
    forms = [form for form in (read_portal(lines), read_numbered(lines)) if form]
    if not forms:
        raise RecordNotRead(file, "ไม่พบหัวข้อของบันทึกองค์ความรู้", _FORMS)
    return max(forms, key=lambda form: len(form.sections))


def _encoding_notes(encoding: str) -> tuple[Json, ...]:
    """UTF-8 is expected; another encoding is told, because it was concluded from the letters."""
    return () if encoding.startswith("utf-8") else ({"code": "decoded_as", "encoding": encoding},)
