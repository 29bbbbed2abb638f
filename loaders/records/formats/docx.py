"""Word files (.docx): paragraphs, list numbers, tables, text boxes and pictures in their order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from loaders.records.errors import RecordNotRead
from loaders.records.formats.document import Document, Page
from loaders.records.formats.docx_lists import Lists, every, first, name, value
from loaders.records.formats.zipped import Zipped
from loaders.records.model import Json

_DEEPEST = 150
"""Levels of nesting. Tables within tables within text boxes need some thirty."""

_LEFT_OUT = {"pPr", "rPr", "sectPr", "tblPr", "del", "moveFrom", "Fallback", "instrText", "delText"}
_DRAWN = {"drawing", "pict", "object"}
_PICTURES = {"blip", "imagedata"}
_BESIDE = re.compile(r"word/(footnotes|endnotes|comments|header|footer)\d*\.xml")


def read_docx(zipped: Zipped, file: str) -> Document:
    """The text of a Word file whose parts are given.

    What is deleted in tracked changes is left out. Notes, comments, headers and footers are not
    read; a warning names those that hold text.

    Raises:
        RecordNotRead: damaged, locked, too large, or nested past any use.
    """
    root = zipped.part(_main_part(zipped))
    body = first(root, "body")
    if body is None:
        raise RecordNotRead(file, "ไฟล์ .docx ไม่มีเนื้อความ", "เปิดใน Word แล้วบันทึกใหม่เป็น .docx")
    page = Page()
    reader = _Reader(Lists(_beside(zipped, "numbering"), _beside(zipped, "styles")), file)
    reader.blocks(body, page)
    return Document(page.text(), tuple(_not_read(zipped)))


def _main_part(zipped: Zipped) -> str:
    """Word names it in the relations of the package; nearly always it is word/document.xml."""
    for relation in every(zipped.part("_rels/.rels"), "Relationship"):
        if value(relation, "Type").endswith("/officeDocument"):
            return value(relation, "Target").lstrip("/")
    return "word/document.xml"


def _beside(zipped: Zipped, part: str) -> Element | None:
    return zipped.part(f"word/{part}.xml")


def _not_read(zipped: Zipped) -> Iterator[Json]:
    told: set[str] = set()
    for part in sorted(zipped.names):
        found = _BESIDE.fullmatch(part)
        root = zipped.part(part) if found and found[1] not in told else None
        if found and root is not None and _holds_text(root):
            told.add(found[1])
            yield {"code": "part_not_read", "part": found[1]}


def _holds_text(root: Element) -> bool:
    return any(name(each) == "t" and (each.text or "").strip() for each in root.iter())


@dataclass(slots=True)
class _Inline:
    """What a paragraph holds: text with its line ends, pictures, and text boxes."""

    texts: list[str] = field(default_factory=list)
    pictures: int = 0
    boxes: list[Element] = field(default_factory=list)


class _Reader:
    def __init__(self, lists: Lists, file: str) -> None:
        self._lists = lists
        self._file = file

    def blocks(self, parent: Element, page: Page, depth: int = 0) -> None:
        self._check(depth)
        for child in parent:
            kind = name(child)
            if kind == "p":
                self._paragraph(child, page, depth)
            elif kind == "tbl":
                self._table(child, page, depth)
            elif kind not in _LEFT_OUT:
                self.blocks(child, page, depth + 1)

    def _paragraph(self, paragraph: Element, page: Page, depth: int) -> None:
        held = _Inline()
        self._inline(paragraph, held, depth)
        text = "".join(held.texts)
        if text.strip():
            page.paragraph((self._lists.mark(paragraph) + text).split("\n"))
        elif not held.pictures and not held.boxes:
            # An empty entry of a list still counts; so does a table's column of bare numbers.
            page.paragraph([self._lists.mark(paragraph).strip()])
        page.show(held.pictures)
        for box in held.boxes:
            self.blocks(box, page, depth + 1)

    def _inline(self, parent: Element, held: _Inline, depth: int) -> None:
        self._check(depth)
        for child in parent:
            kind = name(child)
            if kind in _CHARACTERS:
                held.texts.append(_CHARACTERS[kind])
            elif kind == "t":
                held.texts.append(child.text or "")
            elif kind in _DRAWN:
                self._drawn(child, held, depth + 1)
            elif kind not in _LEFT_OUT:
                self._inline(child, held, depth + 1)

    def _drawn(self, parent: Element, held: _Inline, depth: int) -> None:
        self._check(depth)
        for child in parent:
            kind = name(child)
            if kind == "txbxContent":
                held.boxes.append(child)
            elif kind in _PICTURES:
                held.pictures += 1
            elif kind != "Fallback":
                self._drawn(child, held, depth + 1)

    def _table(self, table: Element, page: Page, depth: int) -> None:
        self._check(depth)
        for row in _within(table, "tr"):
            cells: list[list[str]] = []
            for cell in _within(row, "tc"):
                inside = Page(page.pictures)
                self.blocks(cell, inside, depth + 1)
                cells.append(inside.lines())
            page.row(cells)

    def _check(self, depth: int) -> None:
        if depth > _DEEPEST:
            reason = f"ไฟล์ .docx ซ้อนกันลึกเกิน {_DEEPEST} ชั้น"
            raise RecordNotRead(self._file, reason, "เปิดใน Word แล้วบันทึกใหม่เป็น .docx")


_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}


def _within(parent: Element, local: str) -> Iterator[Element]:
    """Children of a name, also those that a content control or a tracked change wraps."""
    waiting = [iter(parent)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif name(child) == local:
            yield child
        elif name(child) in _WRAPPERS:
            waiting.append(iter(child))
