"""Erasing the personal data of a node: from every table, and then from the file itself.

What was changed or deleted stays in SQLite's files until it is written over: in free pages, in the
nodes of the R*Tree, in the log. So after the erasure that index is built anew, the file is written
anew (VACUUM), and the log is emptied.
"""

import sqlite3
from datetime import UTC, datetime

from graph_api.domain.audit import AuditAct, AuditLine
from graph_api.domain.cursors import decode, encode
from graph_api.domain.erasure import Remains, areas_of, check_erasable, records_among, remains
from graph_api.domain.errors import NodeNotFound
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.domain.metrics import Direction
from graph_api.ports import Page
from graph_api.stores.sqlite import stated
from graph_api.stores.sqlite.reading import links_of, nodes
from graph_api.stores.sqlite.writing import (
    ends_of,
    forget,
    known_links,
    known_nodes,
    put_links,
    put_nodes,
)

AUDIT = """
    SELECT number, at, act, node, kind, asked_by, reason FROM audit
    WHERE number > :after ORDER BY number LIMIT :first
"""
_PUT_LINE = "INSERT INTO audit (at, act, node, kind, asked_by, reason) VALUES (?, ?, ?, ?, ?, ?)"
_INDEXES_ANEW = (
    "INSERT INTO section_gram (section_gram) VALUES ('rebuild')",
    "DELETE FROM spot",
    """INSERT INTO spot (node, south, north, west, east)
    SELECT pk, lat, lat, lon, lon FROM node WHERE lat IS NOT NULL""",
)
_READ_ELSEWHERE = (
    "โปรแกรมอื่นกำลังอ่านที่เก็บข้อมูลอยู่ ไฟล์ -wal จึงยังมีสำเนาเดิม: ปิดโปรแกรมนั้นแล้วสั่ง erase รหัสเดิมอีกครั้ง"
)


def erase(
    connection: sqlite3.Connection, node_id: str, *, asked_by: str, reason: str
) -> tuple[AuditLine, list[str]]:
    """Erase within the caller's transaction; the line, and the nodes around that were changed."""
    found = nodes(connection, [node_id]).get(node_id)
    if found is None:
        raise NodeNotFound(f"ไม่พบรหัส {node_id!r} ในเครือข่าย: ตรวจรหัส")
    check_erasable(found)
    links = links_of(connection, [node_id], list(LinkType), Direction.UNDIRECTED)
    around = nodes(connection, {end for link in links for end in (link.source, link.target)})
    around.pop(node_id, None)
    records = records_among(around.values())
    parts = links_of(connection, records, [LinkType.PART_OF], Direction.IN)
    around |= nodes(connection, {part.source for part in parts})
    areas = nodes(connection, areas_of([found, *around.values()]))
    left = remains(found, links, around.values(), areas.values())
    now = datetime.now(UTC)
    _overwrite(connection, left, now)
    values = (now.isoformat(), AuditAct.ERASED.value, node_id, found.KIND.value, asked_by, reason)
    number = connection.execute(_PUT_LINE, values).lastrowid or 0
    stated.move_version(connection, grows=False)
    line = AuditLine(number, now, AuditAct.ERASED, node_id, found.KIND, asked_by, reason)
    return line, [node.id for node in left.around]


def _overwrite(connection: sqlite3.Connection, left: Remains, now: datetime) -> None:
    changed = [left.node, *left.around]
    pks, _ = known_nodes(connection, {node.id for node in changed})
    forget(connection, list(pks.values()))
    put_nodes(connection, [(pks[node.id], node) for node in changed], now.isoformat())
    ends = ends_of(connection, {end for link in left.links for end in (link.source, link.target)})
    places, _ = known_links(connection, {link.identity for link in left.links}, ends)
    put = ((places[link.identity], link) for link in left.links)
    put_links(connection, put, ends, now.isoformat())


def clear(connection: sqlite3.Connection) -> str | None:
    """Rid the database's own files of what they held before; what is left to do, if anything.

    Runs outside a transaction, and takes the time of writing the whole file anew.
    """
    for statement in _INDEXES_ANEW:
        connection.execute(statement)
    connection.execute("VACUUM")
    [busy, *_] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return _READ_ELSEWHERE if busy else None


def audit(connection: sqlite3.Connection, first: int, after: str | None) -> Page[AuditLine]:
    """See `GraphReader.audit`."""
    [begun] = (0,) if after is None else decode(after, int)
    rows = connection.execute(AUDIT, {"after": begun, "first": first + 1}).fetchall()
    lines = [
        AuditLine(number, datetime.fromisoformat(at), AuditAct(act), node, NodeKind(kind), by, why)
        for number, at, act, node, kind, by, why in rows[:first]
    ]
    return Page(lines, [encode(line.number) for line in lines], len(rows) > first)
