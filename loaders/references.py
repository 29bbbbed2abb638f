"""Ids in cells to nodes: of the input, of the store, or areas of the official list.

A row that names nobody is refused, and with it every row that hangs on it alone, so that nothing
dangles; a reason names the row it comes from.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_api.domain.areas import ancestors, area_id, is_area_code
from graph_api.domain.errors import LinkNotAllowed
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LINK_RULES, LinkType, check_link
from graph_api.domain.nodes import Node
from graph_api.ports import GraphReader
from loaders.areas import AreaNotFound, check_declared, resolve_area
from loaders.cells import AREA_PREFIX
from loaders.contract import Column, Table, kind_of_table, tables
from loaders.reading.geography import find_area, successors
from loaders.rows import Row

_AT_A_TIME = 2_000
_REFERENCES = frozenset({"reference", "references"})
_AREAS = frozenset({"area-code", "area-codes"})


@dataclass(frozen=True, slots=True)
class _Need:
    row: Row
    column: Column


class References:
    """Which ids the input and the store define, and which rows hang on which."""

    def __init__(self, rows: Sequence[Row], stored: Mapping[str, Node]) -> None:
        self.stored = stored
        self.definers: dict[str, list[Row]] = defaultdict(list)
        self._rows = rows
        self._needs: dict[str, list[_Need]] = defaultdict(list)
        for row in rows:
            if defined := defined_id(row):
                self.definers[defined].append(row)
        self._known_areas = {
            node_id.removeprefix(AREA_PREFIX)
            for node_id in (*self.definers, *stored)
            if node_id.startswith(AREA_PREFIX)
        }

    def resolve(self) -> None:
        """Put node ids and current area codes into the rows; refuse what cannot be."""
        self._refuse_taken_ids()
        for row in self._rows:
            for column in row.table.columns.values():
                if column.name in row.values:
                    self._resolve_cell(row, column)
            if not row.is_refused:
                self._refuse_unfit_link(row)
        self._refuse_circles()
        self.spread()

    def spread(self) -> None:
        """Refuse the rows that hang on refused ones, and those that hang on these."""
        queue = deque(i for i in self.definers if self._is_gone(i))
        while queue:
            gone = queue.popleft()
            for need in self._needs.get(gone, ()):
                if need.row.is_refused:
                    continue
                self._refuse_for(need, gone)
                lost = defined_id(need.row)
                if lost and self._is_gone(lost):
                    queue.append(lost)

    def area_of(self, node_id: str) -> str | None:
        """The area of a node of the input or the store."""
        for row in self.definers.get(node_id, ()):
            if not row.is_refused:
                area: str | None = row.get("area")
                return area
        if node_id.startswith(AREA_PREFIX):
            return node_id.removeprefix(AREA_PREFIX)
        held = self.stored.get(node_id)
        return held.area if held else None

    # ---- ids that are taken --------------------------------------------------------------------

    def _refuse_taken_ids(self) -> None:
        for node_id, rows in self.definers.items():
            self._refuse_repeated(node_id, rows)
        for table in tables().values():
            if table.links and table.id_column:
                self._refuse_repeated_numbers(table)

    def _refuse_repeated(self, node_id: str, rows: Sequence[Row]) -> None:
        first_in: dict[str, Row] = {}
        for row in rows:
            first = first_in.setdefault(row.table.name, row)
            if first is not row:
                _refuse_duplicate(row, first)
            elif _kind(row) is not _kind(rows[0]):
                _refuse_other_kind(row, node_id, rows[0].table.sheet, str(rows[0].place))
            elif (held := self.stored.get(node_id)) and held.KIND is not _kind(row):
                _refuse_other_kind(row, node_id, _sheet_of(held.KIND), "ฐานข้อมูล")

    def _refuse_repeated_numbers(self, table: Table) -> None:
        first: dict[Any, Row] = {}
        for row in self._rows:
            number = row.get(table.id_column) if row.table is table else None
            if number is not None and first.setdefault(number, row) is not row:
                _refuse_duplicate(row, first[number])

    # ---- cells ---------------------------------------------------------------------------------

    def _resolve_cell(self, row: Row, column: Column) -> None:
        value = row.values[column.name]
        if row.table.node_kind is NodeKind.AREA and column.reads == "area-code":
            self._resolve_declared(row, column, value)
        elif column.reads in _AREAS | _REFERENCES:
            several = isinstance(value, tuple)
            found = [
                self._resolve_one(row, column, each) for each in (value if several else [value])
            ]
            kept = tuple(dict.fromkeys(each for each in found if each is not None))
            row.values[column.name] = kept if several else (kept[0] if kept else None)

    def _resolve_declared(self, row: Row, column: Column, code: str) -> None:
        try:
            check_declared(code, self._known_areas)
        except AreaNotFound as error:
            row.refuse(column, "area-code", error.reason, error.mend)
            return
        if around := next(iter(ancestors(code)), None):
            self._needs[area_id(around)].append(_Need(row, column))

    def _resolve_one(self, row: Row, column: Column, token: str) -> str | None:
        if column.reads in _AREAS:
            return self._resolve_area(row, column, token)
        if token in self.definers or token in self.stored:
            return self._resolve_id(row, column, token)
        code = token.removeprefix(AREA_PREFIX)
        if "areas" in column.refers and is_area_code(code):
            found = self._resolve_area(row, column, code)
            return area_id(found) if found else None
        tables_named = "/".join(tables()[name].sheet for name in column.refers[:4])
        row.refuse(
            column,
            "reference",
            f"ไม่พบรหัส {token}",
            f"ตรวจรหัส หรือเพิ่มแถวของ {token} ในตาราง {tables_named}",
        )
        return None

    def _resolve_id(self, row: Row, column: Column, node_id: str) -> str | None:
        kind = self.kind(node_id)
        if kind not in {kind_of_table(name) for name in column.refers}:
            wanted = "/".join(dict.fromkeys(tables()[name].sheet for name in column.refers))
            row.refuse(
                column,
                "reference-kind",
                f"{node_id} อยู่ในตาราง {_sheet_of(kind)}",
                f"ใช้รหัสจากตาราง {wanted}",
            )
            return None
        self._needs[node_id].append(_Need(row, column))
        return node_id

    def _resolve_area(self, row: Row, column: Column, code: str) -> str | None:
        try:
            found = resolve_area(code, self._known_areas)
        except AreaNotFound as error:
            row.refuse(column, "area-code", error.reason, error.mend)
            return None
        if found.change:
            row.correct(column, found.code, found.change)
        self._needs[area_id(found.code)].append(_Need(row, column))
        return found.code

    def kind(self, node_id: str) -> NodeKind:
        """The kind of a node of the input or the store (a role of a person is PERSON)."""
        rows = self.definers.get(node_id)
        if rows:
            return _kind(rows[0])
        held = self.stored.get(node_id)
        return held.KIND if held else NodeKind.AREA

    # ---- rows ----------------------------------------------------------------------------------

    def _refuse_unfit_link(self, row: Row) -> None:
        """A row that says its own type of link may join only what the type joins."""
        declared = row.table.links
        if declared is None or declared.type_column is None:
            return
        kind = LinkType(row.values[declared.type_column])
        try:
            ends = [self.kind(row.values[end]) for end in (declared.source, declared.target)]
            check_link(kind, ends[:1], ends[1:])
        except LinkNotAllowed as error:
            column = row.table.columns[declared.type_column]
            row.refuse(column, "link-kinds", error.message, "ตรวจชนิดความเชื่อมโยงและรหัสทั้งสองข้าง")
        for name, from_column in declared.properties.items():
            if from_column in row.values and name not in LINK_RULES[kind].properties:
                column = row.table.columns[from_column]
                row.refuse(
                    column,
                    "link-property",
                    f"ความเชื่อมโยง {kind.value} ไม่มี{column.title}",
                    "เว้นช่องนี้ว่าง",
                )

    def _refuse_circles(self) -> None:
        """Who stands above whom may not go round: the occupations' tree."""
        for row in self._rows:
            for column in row.table.columns.values():
                is_parent = column.reads == "reference" and list(column.refers) == [row.table.name]
                if is_parent and row.get(column.name) and self._goes_round(row, column.name):
                    row.refuse(
                        column,
                        "circle",
                        f"{row.values[column.name]} อยู่ใต้ {defined_id(row)} อยู่แล้ว",
                        "เลือกรายการที่กว้างกว่า หรือเว้นว่าง",
                    )

    def _goes_round(self, row: Row, column: str) -> bool:
        start, seen = defined_id(row), set[str]()
        at: str | None = row.get(column)
        while at is not None and at not in seen:
            if at == start:
                return True
            seen.add(at)
            rows = self.definers.get(at)
            at = rows[0].get(column) if rows else getattr(self.stored.get(at), column, None)
        return False

    def _is_gone(self, node_id: str) -> bool:
        if node_id in self.stored or not all(row.is_refused for row in self.definers[node_id]):
            return False
        official = find_area(node_id.removeprefix(AREA_PREFIX)) if ":" in node_id else None
        return official is None or not official.is_current

    def _refuse_for(self, need: _Need, gone: str) -> None:
        first = self.definers[gone][0]
        need.row.refuse(
            need.column,
            "refused-reference",
            f"{gone.removeprefix(AREA_PREFIX)} ไม่ได้รับเข้า ({first.place})",
            "แก้แถวนั้นก่อน แล้วโหลดทั้งสองแถว",
        )


def defined_id(row: Row) -> str | None:
    """The id of the node that a row states, where it states one."""
    column = row.table.id_column
    if row.table.node_kind is None or column is None:
        return None
    value = row.get(column)
    if value is None:
        return None
    return area_id(value) if row.table.node_kind is NodeKind.AREA else str(value)


def asked_ids(rows: Iterable[Row]) -> set[str]:
    """Every id that the rows name, of nodes and of areas with those around them."""
    asked: set[str] = set()
    for row in rows:
        if defined := defined_id(row):
            asked.add(defined)
        for column in row.table.columns.values():
            value = row.get(column.name)
            if value is not None and column.reads in _AREAS | _REFERENCES:
                asked |= set(_ids(column, value if isinstance(value, tuple) else (value,)))
    return asked


def _ids(column: Column, tokens: Collection[str]) -> Iterator[str]:
    for token in tokens:
        if column.reads in _REFERENCES:
            yield token
        code = token.removeprefix(AREA_PREFIX)
        if is_area_code(code) and (column.reads in _AREAS or "areas" in column.refers):
            for each in (code, *successors(code)):
                yield from map(area_id, (each, *ancestors(each)))


async def stored_nodes(reader: GraphReader | None, ids: Collection[str]) -> dict[str, Node]:
    """The nodes of the store with these ids; none without a store."""
    if reader is None:
        return {}
    wanted, found = sorted(ids), dict[str, Node]()
    for at in range(0, len(wanted), _AT_A_TIME):
        found |= await reader.nodes(wanted[at : at + _AT_A_TIME])
    return found


def _kind(row: Row) -> NodeKind:
    return kind_of_table(row.table.name)


def _sheet_of(kind: NodeKind) -> str:
    return "/".join(table.sheet for table in tables().values() if table.node_kind is kind)


def _refuse_duplicate(row: Row, first: Row) -> None:
    column = row.table.columns[row.table.id_column or ""]
    row.refuse(
        column,
        "duplicate-id",
        f"{column.title} {row.get(column.name)} ซ้ำกับ {first.place}",
        "ใช้รหัสอื่น หรือลบแถวที่ซ้ำ",
    )


def _refuse_other_kind(row: Row, node_id: str, sheet: str, where: str) -> None:
    row.refuse(
        row.table.columns[row.table.id_column or ""],
        "id-taken",
        f"รหัส {node_id} เป็นของ {sheet} อยู่แล้ว ({where})",
        "ใช้รหัสอื่น เพราะรหัสหนึ่งเป็นของสิ่งเดียว",
    )
