"""Another program's nodes and links as sheets of the project's own tables.

From there on they go the way of all rows: read, checked, corrected or refused with the reason, and
told of in the report under the column they became and the attribute they came from.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from loaders.contract import Table, tables
from loaders.errors import MappingInvalid
from loaders.foreign.graph import ID, SOURCE, TARGET, Part, Values, parts_of
from loaders.foreign.mapping import OTHERS, Mapping
from loaders.sources import HEADINGS_WITHIN, Sheet

_LINKS = "links"
_ENDS = {SOURCE: "source", TARGET: "target"}


def mapped_sheets(paths: Sequence[Path], mapping: Mapping) -> tuple[list[Sheet], list[str]]:
    """The sheets that a mapping makes of these files, and what it leaves out, in words.

    Raises:
        InputUnreadable: a file cannot be read.
        MappingInvalid: a kind of node or type of link that the mapping says nothing of.
    """
    parts = parts_of(paths)
    told: list[str] = []
    sheets: list[Sheet] = []
    for part in parts:
        counts = _survey(part, mapping, told)
        names = [_LINKS] if part.holds_links else [n for n in tables() if n in counts]
        sheets += [_sheet(part, tables()[n], mapping, counts[n]) for n in names if counts[n]]
    return sheets, told


def _survey(part: Part, mapping: Mapping, told: list[str]) -> Counter[str]:
    """How many things go to each table; what goes nowhere is told, or refused if not foreseen."""
    counts, left_out = Counter[str](), Counter[str]()
    unknown, unread = Counter[str](), Counter[str]()
    known = _known(part, mapping)
    for values in filter(None, part.read()):
        table = _table_of(part, values, mapping)
        if table is None:
            unknown[_said(part, values, mapping)] += 1
        elif not table:
            left_out[_said(part, values, mapping)] += 1
        else:
            counts[table] += 1
            unread.update(name for name in values if name not in known)
    if unknown:
        raise _unforeseen(part, mapping, unknown)
    what = "ความเชื่อมโยง" if part.holds_links else "จุด"
    told += [f"{part.file}: ข้าม “{v}” {n:,} {what}ตามที่จับคู่ไว้" for v, n in sorted(left_out.items())]
    told += [
        f"{part.file}: ไม่ได้จับคู่ “{name}” ของ{what} จึงไม่ได้อ่าน {n:,} ค่า"
        for name, n in sorted(unread.items())
    ]
    return counts


def _known(part: Part, mapping: Mapping) -> set[str]:
    if part.holds_links:
        return {mapping.type, SOURCE, TARGET, *mapping.link_columns}
    return {mapping.kind, ID, *mapping.node_columns}


def _said(part: Part, values: Values, mapping: Mapping) -> str:
    found = values.get(mapping.type if part.holds_links else mapping.kind)
    return "" if found is None else str(found).strip()


def _table_of(part: Part, values: Values, mapping: Mapping) -> str | None:
    """The table of a thing: "" if it is left out, None if the mapping says nothing of it."""
    said = _said(part, values, mapping)
    if not part.holds_links:
        return mapping.kinds.get(said, mapping.kinds.get(OTHERS))
    found = mapping.types.get(said, mapping.types.get(OTHERS))
    return _LINKS if found else found


def _sheet(part: Part, table: Table, mapping: Mapping, count: int) -> Sheet:
    def read() -> Iterator[Sequence[Any]]:
        yield _headings(part, table, mapping)
        for values in part.read():
            # What belongs to another table leaves an empty row: numbers are those of the file.
            is_own = values and _table_of(part, values, mapping) == table.name
            yield _cells(part, table, mapping, values) if is_own else ()

    sheet = Sheet(part.file, part.file, table.sheet, (), read, count + 1, alone=False)
    return replace(sheet, head=list(islice(read(), HEADINGS_WITHIN)))


def _columns(part: Part, table: Table, mapping: Mapping) -> dict[str, str]:
    """Which attribute goes to which column of a table."""
    if part.holds_links:
        return {**_ENDS, **{a: c for a, c in mapping.link_columns.items() if c}}
    own = {a: c for a, c in mapping.node_columns.items() if c in table.columns}
    return {ID: table.id_column or "id", **own}


def _headings(part: Part, table: Table, mapping: Mapping) -> list[str]:
    """The Thai title of each column, with the attribute it comes from."""
    titles = {name: column.title for name, column in table.columns.items()}
    of = _columns(part, table, mapping)
    shown = [f"{titles[column]} ({attribute})" for attribute, column in of.items()]
    return [*shown, *(titles[column] for column in _fixed(part, table, mapping))]


def _fixed(part: Part, table: Table, mapping: Mapping) -> dict[str, str]:
    return {"type": ""} if part.holds_links else dict(mapping.fixed.get(table.name, {}))


def _cells(part: Part, table: Table, mapping: Mapping, values: Values) -> list[Any]:
    cells = [values.get(attribute) for attribute in _columns(part, table, mapping)]
    if not part.holds_links:
        return [*cells, *_fixed(part, table, mapping).values()]
    said = _said(part, values, mapping)
    if said in mapping.reversed:
        cells[:2] = cells[1::-1]
    return [*cells, mapping.types.get(said, mapping.types.get(OTHERS))]


def _unforeseen(part: Part, mapping: Mapping, unknown: Counter[str]) -> MappingInvalid:
    section = "links.types" if part.holds_links else "nodes.kinds"
    attribute = mapping.type if part.holds_links else mapping.kind
    listed = ", ".join(f"“{value}” ({n:,})" for value, n in unknown.most_common(20))
    return MappingInvalid(
        f"{mapping.file}: [{section}] ไม่มีค่าเหล่านี้ของ “{attribute}” ใน {part.file}: {listed} "
        f'เพิ่มบรรทัดให้แต่ละค่า (“” คือข้าม) หรือ "{OTHERS}" แทนค่าที่เหลือทั้งหมด\n'
        f"{mapping.file}: [{section}] says nothing of these values"
    )
