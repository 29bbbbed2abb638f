"""The XML parts of a zipped file, read with a limit on what they inflate to."""

import struct
import zlib
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from loaders.records.errors import RecordNotRead

MOST_INFLATED = 20_000_000
"""Bytes of XML of one file. The text of a hundred pages is a tenth of this."""

_ENCRYPTED = 0x1
_BROKEN = (BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, ArithmeticError)
_MEND = "เปิดใน Word แล้วบันทึกใหม่เป็น .docx (หรือขอไฟล์ต้นฉบับอีกครั้ง)"


class Zipped:
    """A zipped file whose parts are XML.

    Raises:
        RecordNotRead: the file is damaged, locked, or inflates past `MOST_INFLATED`.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self._file = file
        self._left = MOST_INFLATED
        try:
            self._zip = ZipFile(BytesIO(data))
            self._parts = {info.filename: info for info in self._zip.infolist()}
        except (*_BROKEN, RuntimeError) as error:
            raise self._damaged() from error

    @property
    def names(self) -> frozenset[str]:
        """The names of its parts."""
        return frozenset(self._parts)

    def part(self, name: str) -> Element | None:
        """The root of an XML part; None where there is no such part."""
        info = self._parts.get(name)
        if info is None:
            return None
        self._check(info)
        try:
            parser = XMLParser(target=_Builder())  # noqa: S314 - _Builder refuses a DTD
            parser.feed(self._zip.read(info))
            return parser.close()
        except (*_BROKEN, ParseError, RuntimeError, LookupError) as error:
            raise self._damaged() from error

    def _check(self, info: ZipInfo) -> None:
        if info.flag_bits & _ENCRYPTED:
            raise RecordNotRead(
                self._file, "ไฟล์ .docx ใส่รหัสผ่านไว้", "เปิดไฟล์ เอารหัสผ่านออก แล้วบันทึกใหม่"
            )
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise self._damaged()
        self._left -= info.file_size
        if self._left < 0:
            reason = f"ไฟล์ .docx คลายออกแล้วใหญ่เกินไป (เกิน {MOST_INFLATED:,} ไบต์)"
            raise RecordNotRead(self._file, reason, "บันทึกหนึ่งฉบับต่อหนึ่งไฟล์ หรือบันทึกใหม่จาก Word")

    def _damaged(self) -> RecordNotRead:
        return RecordNotRead(self._file, "ไฟล์ .docx เสียหรือไม่สมบูรณ์", _MEND)


class _Builder(TreeBuilder):
    """No part of a Word file declares a DTD; entities that swell are declared in one."""

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise ValueError("a DTD in a part")
