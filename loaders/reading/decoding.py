"""Bytes of a text file to text, without guessing: what fits no known encoding is refused."""

import codecs
import re
from collections.abc import Callable, Iterable

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

Chunks = Callable[[], Iterable[bytes]]
"""Reads the same bytes from their beginning, some at a time."""


def decode(data: bytes) -> tuple[str, str]:
    """Text and the name of its encoding: utf-8, utf-8-sig, utf-16 (with BOM) or cp874.

    Raises:
        BytesNotDecoded: see `encoding_of`.

    >>> decode("ตำบล".encode("cp874"))
    ('ตำบล', 'cp874')
    """
    encoding = encoding_of(lambda: [data])
    return data.decode(encoding), encoding


def encoding_of(chunks: Chunks) -> str:
    """The encoding of a text that is read some bytes at a time; none of it is kept.

    cp874 (and TIS-620, which it contains) gives a letter to almost every byte, so it is taken
    only when the vowels and tone marks stand where Thai writing puts them.

    Raises:
        BytesNotDecoded: the bytes are no text in any of these.
    """
    beginning = next(iter(chunks()), b"")[:4]
    for bom, encoding in _BOMS:
        if beginning.startswith(bom):
            _check_stated(chunks, encoding)
            return encoding
    if _is_utf8(chunks):
        return "utf-8"
    _check_thai_code_page(chunks)
    return "cp874"


def _check_stated(chunks: Chunks, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    before = 0
    try:
        for chunk in chunks():
            decoder.decode(chunk)
            before += len(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        reason = f"ไฟล์ขึ้นต้นว่าเป็น {encoding} แต่ไบต์ที่ {before + error.start} ไม่ใช่"
        raise BytesNotDecoded(reason, _MEND) from error


def _is_utf8(chunks: Chunks) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = True
    for chunk in chunks():
        if b"\x00" in chunk:
            raise BytesNotDecoded("ไฟล์นี้ไม่ใช่ข้อความ (มีไบต์ศูนย์)", _MEND)
        is_utf8 = is_utf8 and _takes(decoder, chunk)
    return is_utf8 and _takes(decoder, b"", final=True)


def _takes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _check_thai_code_page(chunks: Chunks) -> None:
    marks = in_place = before = 0
    is_text, last = True, ""
    for chunk in chunks():
        try:
            text = chunk.decode("cp874")
        except UnicodeDecodeError as error:
            reason = f"ไบต์ที่ {before + error.start} ไม่ใช่ทั้ง UTF-8 และ TIS-620 (cp874)"
            raise BytesNotDecoded(reason, _MEND) from error
        marks += len(_MARK.findall(text))
        # The letter before a mark may have ended the chunk before.
        in_place += len(_MARK_IN_PLACE.findall(last + text)) - len(_MARK_IN_PLACE.findall(last))
        is_text = is_text and not _CONTROL.search(text)
        before, last = before + len(chunk), text[-1:]
    if not is_text or in_place < 0.9 * marks:
        raise BytesNotDecoded("อ่านเป็น UTF-8 ไม่ได้ และอ่านเป็น TIS-620 แล้วไม่เป็นคำไทย", _MEND)
