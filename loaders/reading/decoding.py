"""Bytes of a text file to text, without guessing: what fits no known encoding is refused."""

import codecs
import re

from loaders.reading.errors import BytesNotDecoded

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MEND = "เปิดไฟล์แล้วบันทึกใหม่เป็นข้อความ (.txt หรือ .csv) แบบ UTF-8"
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_MARK = re.compile(f"[{_MARKS}]")
_MARK_IN_PLACE = re.compile(f"(?<=[ก-ฮ{_MARKS}])[{_MARKS}]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")


def decode(data: bytes) -> tuple[str, str]:
    """Text and the name of its encoding: utf-8, utf-8-sig, utf-16 (with BOM) or cp874.

    cp874 (and TIS-620, which it contains) gives a letter to almost every byte, so it is taken
    only when the vowels and tone marks stand where Thai writing puts them.

    Raises:
        BytesNotDecoded: the bytes are no text in any of these.

    >>> decode("ตำบล".encode("cp874"))
    ('ตำบล', 'cp874')
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding), encoding
    if b"\x00" in data:
        raise BytesNotDecoded("ไฟล์นี้ไม่ใช่ข้อความ (มีไบต์ศูนย์)", _MEND)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _thai_code_page(data), "cp874"


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"ไฟล์ขึ้นต้นว่าเป็น {encoding} แต่ไบต์ที่ {error.start} ไม่ใช่"
        raise BytesNotDecoded(reason, _MEND) from error


def _thai_code_page(data: bytes) -> str:
    try:
        text = data.decode("cp874")
    except UnicodeDecodeError as error:
        reason = f"ไบต์ที่ {error.start} ไม่ใช่ทั้ง UTF-8 และ TIS-620 (cp874)"
        raise BytesNotDecoded(reason, _MEND) from error
    if not _is_written_thai(text):
        raise BytesNotDecoded("อ่านเป็น UTF-8 ไม่ได้ และอ่านเป็น TIS-620 แล้วไม่เป็นคำไทย", _MEND)
    return text


def _is_written_thai(text: str) -> bool:
    marks = len(_MARK.findall(text))
    in_place = len(_MARK_IN_PLACE.findall(text))
    return not _CONTROL.search(text) and in_place >= 0.9 * marks
