"""A file or its bytes to the reading of one knowledge record."""

import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from loaders.reading.text import Repaired, repair
from loaders.records.doubts import warnings_of, with_suspected_kinds
from loaders.records.errors import RecordNotRead
from loaders.records.formats import LARGEST_FILE, document_of, too_large
from loaders.records.graph import graph_of
from loaders.records.labelled import read_labelled
from loaders.records.lines import Line, lines_of
from loaders.records.mentions import mentions_of
from loaders.records.model import Form, KnowledgeRecordReading, Source
from loaders.records.numbered import read_numbered
from loaders.records.portal import read_portal
from loaders.records.privacy import personal_data_of

# The dots to write on, as forms print them; an ellipsis has three.
_DOT_LEADER = re.compile(r"(?:\.{5,}|…{2,}|_{4,})[.…_]*")

_FORMS = (
    "บันทึกมีได้สามแบบ: แบบเลขข้อ (๑.ชื่อความรู้ ๒.เจ้าขององค์ความรู้ ๓.ความเป็นมา ...), "
    "แบบหน้าเว็บ (หัวข้อลงท้ายด้วย ->) หรือแบบฟอร์ม (ชื่อองค์ความรู้ : ... ชื่อเจ้าของความรู้ : ...)"
)


def read_record(path: Path, name: str | None = None) -> KnowledgeRecordReading:
    """The reading of the record in a file: text, Word (.docx), a web page or a PDF.

    `name` is what the file is called in the reading and in messages, where not by its own name.

    Raises:
        RecordNotRead: the file cannot be opened or read, or is no knowledge record.
    """
    file = name or path.name
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as error:
        reason = "ไม่พบไฟล์" if isinstance(error, FileNotFoundError) else "เปิดไฟล์ไม่ได้"
        raise RecordNotRead(file, reason, "ตรวจชื่อไฟล์และสิทธิ์การอ่าน") from error
    if size > LARGEST_FILE:
        raise too_large(file, size)
    return read_bytes(data, file)


def read_bytes(data: bytes, file: str) -> KnowledgeRecordReading:
    """The reading of a record from the bytes of its file; `file` is its name in messages.

    Raises:
        RecordNotRead: the bytes are in no format that is read, are damaged, locked or too large,
            or the text is no knowledge record.
    """
    document = document_of(data, file)
    repaired = _without_dots(repair(document.text))
    lines = lines_of(repaired.text)
    form = _form(lines, file)
    sections = with_suspected_kinds(form.sections)
    mentions = mentions_of(form.title, sections)
    digest = sha256(data).hexdigest()
    return KnowledgeRecordReading(
        source=Source(file, digest, len(data), len(document.text)),
        form=form,
        sections=sections,
        mentions=mentions,
        warnings=(*warnings_of(form, sections), *document.warnings),
        personal_data=personal_data_of(form.identity, sections),
        graph=graph_of(digest, form, mentions),
        repairs=repaired.repairs,
        lines=lines,
    )


def _without_dots(repaired: Repaired) -> Repaired:
    text, times = _DOT_LEADER.subn("  ", repaired.text)
    return Repaired(text, repaired.repairs | ({"dot_leader": times} if times else {}))


def _form(lines: Sequence[Line], file: str) -> Form:
    if all(line.is_blank for line in lines):
        raise RecordNotRead(file, "ไฟล์ว่าง", _FORMS)
    forms = [
        form for form in (read_portal(lines), read_numbered(lines), read_labelled(lines)) if form
    ]
    if not forms:
        raise RecordNotRead(file, "ไม่พบหัวข้อของบันทึกองค์ความรู้", _FORMS)
    return max(forms, key=lambda form: len(form.sections))
