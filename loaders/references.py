"""Ids in cells to nodes: of the input, of the store, or areas of the official list.

A row that names nobody is refused, and with it every row that hangs on it alone, so that nothing
dangles; a reason names the row it comes from.
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph_api.domain.areas import ancestors, area_id, is_area_code
from graph_api.domain.errors import LinkNotAllowed
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LINK_RULES, LinkType, check_link
from graph_api.domain.nodes import Node
from graph_api.ports import GraphReader
from loaders.areas import AreaNotFound, check_declared, resolve_area
from loaders.cells import AREA_PREFIX
from loaders.contract import AREA_CODES, REFERENCES, Column, Table, kind_of_table, tables
from loaders.outcome import Place
from loaders.progress import Count
from loaders.reading.geography import find_area, successors
from loaders.rows import Row
from loaders.staging import Definition, Staging, defined_id, defined_key

_AT_A_TIME = 5_000


async def resolve_references(staging: Staging, reader: GraphReader | None, count: Count) -> None:
    """Put node ids and current area codes into all rows; refuse what cannot be."""
    for rows in staging.all():
        asked = asked_ids(rows)
        stored = await stored_nodes(reader, asked)
        references = References(staging.definitions(asked | _numbers(rows)), stored)
        before = [_state(row) for row in rows]
        references.resolve(rows)
        changed = [row for row, old in zip(rows, before, strict=True) if _state(row) != old]
        staging.save(changed)
        staging.note_needs(references.needs)
        staging.note_stored([each for each in stored if each in references.definers])
        count(len(rows))
    _refuse_circles(staging, await _stored_parents(staging, reader))
    spread(staging, staging.gone())


def _state(row: Row) -> tuple[Any, ...]:
    return (dict(row.values), len(row.refusals), len(row.corrections))


def _numbers(rows: Iterable[Row]) -> set[str]:
    return {key for row in rows if row.table.links and (key := defined_key(row))}


def spread(staging: Staging, ids: Iterable[str]) -> None:
    """Refuse the rows that hang on ids that are gone, and those that hang on these."""
    queue = deque(node_id for node_id in ids if _is_gone(staging, node_id))
    while queue:
        gone = queue.popleft()
        for n, column in staging.needing(gone):
            row = staging.row(n)
            if row.is_refused:
                continue
            _refuse_for(row, column, gone, staging.definitions([gone])[gone][0].place)
            staging.save([row])
            lost = defined_id(row)
            if lost and _is_gone(staging, lost):
                queue.append(lost)


def _is_gone(staging: Staging, node_id: str) -> bool:
    if staging.is_held(node_id):
        return False
    official = find_area(node_id.removeprefix(AREA_PREFIX)) if ":" in node_id else None
    return official is None or not official.is_current


class References:
    """Which ids the input and the store define, as far as some rows name them.

    `needs` are the ids of the input that the rows name: id, number of the row, column.
    """

    def __init__(
        self, definers: Mapping[str, Sequence[Definition]], stored: Mapping[str, Node]
    ) -> None:
        self.definers = definers
        self.stored = stored
        self.needs: list[tuple[str, int, str]] = []
        self._known_areas = {
            node_id.removeprefix(AREA_PREFIX)
            for node_id in (*definers, *stored)
            if node_id.startswith(AREA_PREFIX)
        }

    def resolve(self, rows: Sequence[Row]) -> None:
        """Put node ids and current area codes into the rows; refuse what cannot be."""
        for row in rows:
            self._refuse_taken_id(row)
            for column in row.table.naming_columns:
                if column.name in row.values:
                    self._resolve_cell(row, column)
            if not row.is_refused:
                self._refuse_unfit_link(row)
            self._name(row)

    def _name(self, row: Row) -> None:
        """A node without a name is called what the store calls it, else what the contract says."""
        node_id = defined_id(row)
        if node_id is None or row.get("name") is not None:
            return
        held = self.stored.get(node_id)
        default = row.table.columns["name"].default or "{id}"
        row.values["name"] = held.name if held else default.format(id=node_id)

    # ---- ids that are taken --------------------------------------------------------------------

    def _refuse_taken_id(self, row: Row) -> None:
        key = defined_key(row)
        if key is None:
            return
        definers = self.definers[key]
        first = next(each for each in definers if each.table is row.table)
        if first.n != row.n:
            _refuse_duplicate(row, first.place)
        elif row.table.node_kind is None:
            return
        elif _kind(definers[0].table) is not _kind(row.table):
            sheet = definers[0].table.sheet
            _refuse_other_kind(row, key, sheet, str(definers[0].place))
        elif (held := self.stored.get(key)) and held.KIND is not _kind(row.table):
            _refuse_other_kind(row, key, _sheet_of(held.KIND), "ฐานข้อมูล")

    # ---- cells ---------------------------------------------------------------------------------

    def _resolve_cell(self, row: Row, column: Column) -> None:
        value = row.values[column.name]
        if row.table.node_kind is NodeKind.AREA and column.reads == "area-code":
            self._resolve_declared(row, column, value)
        else:
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
            self._need(area_id(around), row, column)

    def _resolve_one(self, row: Row, column: Column, token: str) -> str | None:
        if column.reads in AREA_CODES:
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
        self._need(node_id, row, column)
        return node_id

    def _resolve_area(self, row: Row, column: Column, code: str) -> str | None:
        try:
            found = resolve_area(code, self._known_areas)
        except AreaNotFound as error:
            row.refuse(column, "area-code", error.reason, error.mend)
            return None
        if found.change:
            row.correct(column, found.code, found.change)
        self._need(area_id(found.code), row, column)
        return found.code

    def _need(self, node_id: str, row: Row, column: Column) -> None:
        if node_id in self.definers:
            self.needs.append((node_id, row.n, column.name))

    def kind(self, node_id: str) -> NodeKind:
        """The kind of a node of the input or the store (a role of a person is PERSON)."""
        rows = self.definers.get(node_id)
        if rows:
            return _kind(rows[0].table)
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


def _refuse_for(row: Row, column: str, gone: str, first: Place) -> None:
    row.refuse(
        row.table.columns[column],
        "refused-reference",
        f"{gone.removeprefix(AREA_PREFIX)} ไม่ได้รับเข้า ({first})",
        "แก้แถวนั้นก่อน แล้วโหลดทั้งสองแถว",
    )


# ---- circles -----------------------------------------------------------------------------------


def _refuse_circles(staging: Staging, stored: Mapping[str, str]) -> None:
    """Who stands above whom may not go round: the occupations' tree."""
    above = dict(stored) | staging.parents()
    for rows in staging.of_trees():
        refused = [row for row in rows if _goes_round(row, above)]
        for row in refused:
            name = row.table.parent_column or ""
            row.refuse(
                row.table.columns[name],
                "circle",
                f"{row.values[name]} อยู่ใต้ {defined_id(row)} อยู่แล้ว",
                "เลือกรายการที่กว้างกว่า หรือเว้นว่าง",
            )
        staging.save(refused)


def _goes_round(row: Row, above: Mapping[str, str]) -> bool:
    start, seen = defined_id(row), set[str]()
    at = row.get(row.table.parent_column)
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = above.get(at)
    return False


async def _stored_parents(staging: Staging, reader: GraphReader | None) -> Mapping[str, str]:
    """What stands above the parents that the store holds, all the way up."""
    found: dict[str, str] = {}
    asked = set(staging.parents().values())
    while asked:
        nodes = await stored_nodes(reader, asked)
        new = {i: p for i, node in nodes.items() if (p := getattr(node, "parent", None))}
        asked = set(new.values()) - found.keys() - new.keys()
        found |= new
    return found


# ---- ids ---------------------------------------------------------------------------------------


def asked_ids(rows: Iterable[Row]) -> set[str]:
    """Every id that the rows name, of nodes and of areas with those around them."""
    asked: set[str] = set()
    for row in rows:
        if defined := defined_id(row):
            asked.add(defined)
        for column in row.table.naming_columns:
            value = row.get(column.name)
            if value is not None:
                asked |= set(_ids(column, value if isinstance(value, tuple) else (value,)))
    return asked


def _ids(column: Column, tokens: Collection[str]) -> Iterator[str]:
    for token in tokens:
        if column.reads in REFERENCES:
            yield token
        code = token.removeprefix(AREA_PREFIX)
        if is_area_code(code) and (column.reads in AREA_CODES or "areas" in column.refers):
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


def _kind(table: Table) -> NodeKind:
    return kind_of_table(table.name)


def _sheet_of(kind: NodeKind) -> str:
    return "/".join(table.sheet for table in tables().values() if table.node_kind is kind)


def _refuse_duplicate(row: Row, first: Place) -> None:
    column = row.table.columns[row.table.id_column or ""]
    row.refuse(
        column,
        "duplicate-id",
        f"{column.title} {row.get(column.name)} ซ้ำกับ {first}",
        "ใช้รหัสอื่น หรือลบแถวที่ซ้ำ",
    )


def _refuse_other_kind(row: Row, node_id: str, sheet: str, where: str) -> None:
    row.refuse(
        row.table.columns[row.table.id_column or ""],
        "id-taken",
        f"รหัส {node_id} เป็นของ {sheet} อยู่แล้ว ({where})",
        "ใช้รหัสอื่น เพราะรหัสหนึ่งเป็นของสิ่งเดียว",
    )
