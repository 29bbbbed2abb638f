"""Rows on their way from the files to the store, kept on disk: memory does not grow with them.

A private database without a name: SQLite keeps it in a temporary file (TMPDIR) that nobody else
sees and that goes with the connection, whatever becomes of the process.
"""

import json
import pickle
import sqlite3
import weakref
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_api.domain.areas import area_id
from graph_api.domain.kinds import NodeKind
from loaders.contract import Table
from loaders.headings import TableSheet
from loaders.outcome import Place
from loaders.rows import Row

AT_A_TIME = 2_000
"""How many rows lie in memory at once."""

_CACHE_KB = 64_000
_NUMBER = "\x1f"
"""Begins what the numbers of links are kept under; no id holds it."""

_SCHEMA = """
    CREATE TABLE row (
        n INTEGER PRIMARY KEY, sheet INTEGER, refusals INTEGER, corrections INTEGER, data BLOB
    );
    CREATE TABLE definition (
        id TEXT, n INTEGER, sheet INTEGER, number INTEGER, area TEXT, parent TEXT,
        refused INTEGER, stored INTEGER DEFAULT 0
    );
    CREATE TABLE need (id TEXT, n INTEGER, column TEXT);
    CREATE TABLE said (link INTEGER, n INTEGER);
    CREATE TABLE united (key TEXT PRIMARY KEY, n INTEGER, data BLOB) WITHOUT ROWID;
    CREATE TABLE touched (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_INDEXES = """
    CREATE INDEX definition_by_id ON definition (id, n, refused);
    CREATE INDEX definition_by_row ON definition (n);
    CREATE INDEX definition_of_tree ON definition (n) WHERE parent IS NOT NULL;
    CREATE INDEX definition_refused ON definition (id) WHERE refused = 1;
"""
_PUT_ROW = "INSERT OR REPLACE INTO row VALUES (?, ?, ?, ?, ?)"
_PUT_DEFINITION = """
    INSERT INTO definition (id, n, sheet, number, area, parent, refused)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_MEND_DEFINITION = "UPDATE definition SET area = ?, refused = ? WHERE n = ?"
_ROWS = "SELECT n, sheet, data FROM row WHERE n >= ? ORDER BY n LIMIT ?"
_STANDING = "SELECT n, sheet, data FROM row WHERE n >= ? AND refusals = 0 ORDER BY n LIMIT ?"
_REFUSED = "SELECT n, sheet, data FROM row WHERE n >= ? AND refusals > 0 ORDER BY n LIMIT ?"
_CORRECTED = """
    SELECT n, sheet, data FROM row
    WHERE n >= ? AND refusals = 0 AND corrections > 0 ORDER BY n LIMIT ?
"""
_OF_TREES = """
    SELECT n, sheet, data FROM row
    WHERE n >= ? AND n IN (SELECT n FROM definition WHERE parent IS NOT NULL) ORDER BY n LIMIT ?
"""
_CONTESTED = """
    SELECT n, sheet, data FROM row
    WHERE n >= ? AND refusals = 0 AND n IN (SELECT n FROM contested) ORDER BY n LIMIT ?
"""
_DEFINITIONS = """
    SELECT d.id, d.n, d.sheet, d.number, d.area, d.parent, d.refused
    FROM json_each(?) AS wanted CROSS JOIN definition AS d ON d.id = wanted.value
    ORDER BY d.n
"""
_CONTEST = """
    CREATE TABLE contested AS
        SELECT n FROM definition AS d JOIN sheet_of_nodes USING (sheet)
        WHERE d.id IN (SELECT id FROM definition WHERE refused = 0 GROUP BY id HAVING count(*) > 1)
        UNION
        SELECT n FROM said
        WHERE link IN (SELECT link FROM said GROUP BY link HAVING count(*) > 1)
"""
_GONE = """
    SELECT DISTINCT id FROM definition AS d WHERE refused = 1 AND NOT EXISTS (
        SELECT 1 FROM definition AS o WHERE o.id = d.id AND (o.refused = 0 OR o.stored = 1)
    )
"""
_IS_HELD = "SELECT 1 FROM definition WHERE id = ? AND (refused = 0 OR stored = 1) LIMIT 1"
_COUNTS = """
    SELECT sheet, count(*), sum(refusals > 0), sum(refusals = 0 AND corrections > 0)
    FROM row GROUP BY sheet
"""
_NODES = """
    SELECT count(DISTINCT id) FROM definition JOIN sheet_of_nodes USING (sheet) WHERE refused = 0
"""
_LINKS = """
    SELECT count(DISTINCT link) FROM said
    WHERE n NOT IN (SELECT n FROM row WHERE refusals > 0)
"""
_AREAS = """
    SELECT id FROM definition WHERE refused = 0 AND id >= 'area:' AND id < 'area;'
"""


@dataclass(frozen=True, slots=True)
class Definition:
    """What other rows need to know of a row that states a node (or a numbered link)."""

    n: int
    table: Table
    place: Place
    area: str | None
    parent: str | None
    is_refused: bool


class Staging:
    """The rows of one load, and who names whom.

    `sheets` are in loading order; a row keeps its number `n` from the reading to the end.
    """

    def __init__(self, sheets: Sequence[TableSheet]) -> None:
        self._sheets = sheets
        self._db = sqlite3.connect("", isolation_level=None)
        weakref.finalize(self, self._db.close)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        self._db.executescript(_SCHEMA)
        self._db.execute("CREATE TABLE sheet_of_nodes (sheet INTEGER PRIMARY KEY)")
        nodes = [(at,) for at, each in enumerate(sheets) if each.table.node_kind is not None]
        self._db.executemany("INSERT INTO sheet_of_nodes VALUES (?)", nodes)
        self._numbers = {id(each): at for at, each in enumerate(sheets)}

    # ---- rows --------------------------------------------------------------------------------

    def add(self, rows: Sequence[Row]) -> None:
        """Keep rows that were just read, and what they define."""
        with self._transaction():
            self._db.executemany(_PUT_ROW, map(self._packed, rows))
            self._db.executemany(_PUT_DEFINITION, self._defined(rows))

    def index(self) -> None:
        """Make definitions findable, once all rows are there."""
        self._db.executescript(_INDEXES)

    def save(self, rows: Sequence[Row]) -> None:
        """Keep what has become of rows."""
        with self._transaction():
            self._db.executemany(_PUT_ROW, map(self._packed, rows))
            self._db.executemany(
                _MEND_DEFINITION, ((row.get("area"), row.is_refused, row.n) for row in rows)
            )

    def all(self) -> Iterator[list[Row]]:
        """All rows, some at a time."""
        return self._rows(_ROWS)

    def standing(self, since: int = 0) -> Iterator[list[Row]]:
        """The rows that are not refused, from a number on."""
        return self._rows(_STANDING, since)

    def refused(self) -> Iterator[list[Row]]:
        """The rows that are refused."""
        return self._rows(_REFUSED)

    def corrected(self) -> Iterator[list[Row]]:
        """The rows that stand with a correction."""
        return self._rows(_CORRECTED)

    def of_trees(self) -> Iterator[list[Row]]:
        """The rows that name what they stand under."""
        return self._rows(_OF_TREES)

    def row(self, n: int) -> Row:
        """One row by its number."""
        return self._unpacked(*self._db.execute(_ROWS, (n, 1)).fetchone())

    def counts(self) -> Mapping[str, tuple[int, int, int]]:
        """By table: how many rows there are, are refused, and stand with a correction."""
        found: dict[str, tuple[int, int, int]] = {}
        for sheet, *counts in self._db.execute(_COUNTS):
            name = self._sheets[sheet].table.name
            rows, refused, corrected = found.get(name, (0, 0, 0))
            found[name] = (rows + counts[0], refused + counts[1], corrected + counts[2])
        return found

    def _rows(self, query: str, since: int = 0) -> Iterator[list[Row]]:
        while found := self._db.execute(query, (since, AT_A_TIME)).fetchall():
            yield [self._unpacked(*each) for each in found]
            since = found[-1][0] + 1

    def _packed(self, row: Row) -> tuple[int, int, int, int, bytes]:
        values = [row.values.get(name) for name in row.table.columns]
        held = (row.number, row.cells, values, row.point, row.refusals, row.corrections)
        counts = (len(row.refusals), len(row.corrections))
        return (row.n, self._numbers[id(row.held)], *counts, pickle.dumps(held, protocol=5))

    def _unpacked(self, n: int, sheet: int, data: bytes) -> Row:
        # Written by this process a moment ago, in a file that no other has a name for.
        number, cells, listed, *rest = pickle.loads(data)  # noqa: S301
        held = self._sheets[sheet]
        pairs = zip(held.table.columns, listed, strict=True)
        values = {name: value for name, value in pairs if value is not None}
        return Row(n, held, number, cells, values, *rest)

    # ---- who names whom ----------------------------------------------------------------------

    def definitions(self, ids: Collection[str]) -> Mapping[str, Sequence[Definition]]:
        """The rows that define these ids, first to last."""
        found: dict[str, list[Definition]] = defaultdict(list)
        for node_id, n, sheet, number, area, parent, refused in self._db.execute(
            _DEFINITIONS, (json.dumps(list(ids)),)
        ):
            held = self._sheets[sheet]
            place = Place(held.sheet.file, held.sheet.name, number)
            found[node_id].append(Definition(n, held.table, place, area, parent, bool(refused)))
        return found

    def parents(self) -> dict[str, str]:
        """What each thing of a tree stands under, by id; of several rows the first counts."""
        query = "SELECT id, parent FROM definition WHERE parent IS NOT NULL ORDER BY n DESC"
        return dict(self._db.execute(query).fetchall())

    def note_stored(self, ids: Collection[str]) -> None:
        """Remember which ids the store holds already."""
        with self._transaction():
            self._db.executemany(
                "UPDATE definition SET stored = 1 WHERE id = ?", ((each,) for each in ids)
            )

    def note_needs(self, needs: Iterable[tuple[str, int, str]]) -> None:
        """Remember which rows name which ids, and in which column."""
        with self._transaction():
            self._db.executemany("INSERT INTO need VALUES (?, ?, ?)", needs)

    def gone(self) -> list[str]:
        """The ids that only refused rows define, and the store does not hold."""
        return [node_id for (node_id,) in self._db.execute(_GONE)]

    def is_held(self, node_id: str) -> bool:
        """Whether a row that stands, or the store, holds an id."""
        return self._db.execute(_IS_HELD, (node_id,)).fetchone() is not None

    def needing(self, node_id: str) -> Sequence[tuple[int, str]]:
        """The rows that name an id, by number, each with the column."""
        # Most loads refuse nothing that others hang on, and then need no index.
        self._db.execute("CREATE INDEX IF NOT EXISTS need_by_id ON need (id, n)")
        return self._db.execute(
            "SELECT n, column FROM need WHERE id = ? ORDER BY n", (node_id,)
        ).fetchall()

    def _defined(self, rows: Iterable[Row]) -> Iterator[tuple[Any, ...]]:
        for row in rows:
            key = defined_key(row)
            if key is not None:
                parent = row.get(row.table.parent_column)
                sheet = self._numbers[id(row.held)]
                yield (key, row.n, sheet, row.number, row.get("area"), parent, row.is_refused)

    # ---- what is said more than once ---------------------------------------------------------

    def note_said(self, links: Iterable[tuple[int, int]], touched: Iterable[str]) -> None:
        """Remember which row says which link (by a hash of its identity), and what it touches."""
        with self._transaction():
            self._db.executemany("INSERT INTO said VALUES (?, ?)", links)
            self._db.executemany(
                "INSERT OR IGNORE INTO touched VALUES (?)", ((each,) for each in touched)
            )

    def find_contested(self) -> bool:
        """Find the rows that say what another row says too; whether there are any."""
        self._db.execute("CREATE INDEX said_by_link ON said (link)")
        self._db.execute(_CONTEST)
        self._db.execute("CREATE UNIQUE INDEX contested_row ON contested (n)")
        return self._db.execute("SELECT 1 FROM contested LIMIT 1").fetchone() is not None

    def contested(self) -> Iterator[list[Row]]:
        """The rows that stand and say what another row says too."""
        return self._rows(_CONTESTED)

    def forget_united(self) -> None:
        """Begin to unite anew."""
        self._db.execute("DELETE FROM united")

    def united(self, key: str) -> tuple[int, Any] | None:
        """What the rows so far say together of one thing, and the number of the first."""
        found = self._db.execute("SELECT n, data FROM united WHERE key = ?", (key,)).fetchone()
        return (found[0], pickle.loads(found[1])) if found else None  # noqa: S301 -- see _unpacked

    def unite(self, key: str, n: int, fact: Any) -> None:
        """Keep what rows say together; `n` is the number of the first of them."""
        data = pickle.dumps(fact, protocol=5)
        self._db.execute("INSERT OR REPLACE INTO united VALUES (?, ?, ?)", (key, n, data))

    def node_count(self) -> int:
        """How many nodes the standing rows state."""
        return int(self._db.execute(_NODES).fetchone()[0])

    def link_count(self) -> int:
        """How many links the standing rows state."""
        return int(self._db.execute(_LINKS).fetchone()[0])

    def declared_areas(self) -> set[str]:
        """The ids of the areas that standing rows declare."""
        return {node_id for (node_id,) in self._db.execute(_AREAS)}

    def touched(self, after: str = "") -> Iterator[list[str]]:
        """The ids noted as touched, in their order, some at a time."""
        query = "SELECT id FROM touched WHERE id > ? ORDER BY id LIMIT ?"
        while found := self._db.execute(query, (after, AT_A_TIME)).fetchall():
            yield [node_id for (node_id,) in found]
            after = found[-1][0]

    def touched_count(self) -> int:
        """How many ids were noted as touched."""
        return int(self._db.execute("SELECT count(*) FROM touched").fetchone()[0])

    def _transaction(self) -> sqlite3.Connection:
        self._db.execute("BEGIN")
        return self._db


def defined_id(row: Row) -> str | None:
    """The id of the node that a row states, where it states one."""
    column = row.table.id_column
    if row.table.node_kind is None or column is None:
        return None
    value = row.get(column)
    if value is None:
        return None
    return area_id(value) if row.table.node_kind is NodeKind.AREA else str(value)


def defined_key(row: Row) -> str | None:
    """What no two rows of a table may share: the id of a node, or the number of a link."""
    if row.table.node_kind is not None:
        return defined_id(row)
    number = row.get(row.table.id_column)
    return None if number is None else f"{_NUMBER}{row.table.name}{_NUMBER}{number}"
