"""Erasing the personal data of a node, and the lines that say that it was done."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from neo4j import AsyncManagedTransaction

from graph_api.domain.acceptance import stamped
from graph_api.domain.audit import AuditAct, AuditLine
from graph_api.domain.cursors import decode, encode
from graph_api.domain.erasure import Remains, areas_of, check_erasable, records_among, remains
from graph_api.domain.errors import NodeNotFound
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.domain.metrics import Direction
from graph_api.ports import Page
from graph_api.stores.neo4j import stated
from graph_api.stores.neo4j.changes import note
from graph_api.stores.neo4j.connection import Query, ask, tell
from graph_api.stores.neo4j.deriving import exchange_links_query
from graph_api.stores.neo4j.reading import links_of, nodes
from graph_api.stores.neo4j.rows import from_link, from_node
from graph_api.stores.neo4j.writing import take_turn

LEFTOVER = (
    "Neo4j เก็บสำเนาเดิมไว้ใน transaction log และใน backup จนหมดอายุตามที่ตั้งไว้ในเครื่องแม่ข่าย "
    "(db.tx_log.rotation.retention_policy): ตรวจและลบตามกำหนด"
)
"""What no query can reach."""


def exchange_nodes_query(rows: Sequence[Mapping[str, Any]]) -> Query:
    """Nodes made into what is left of them, but for the version at which they landed."""
    text = (
        "UNWIND $rows AS row MATCH (n:Node {id: row.id}) "
        "WITH n, row, n.landed AS landed SET n = row SET n.landed = landed"
    )
    return Query(text, {"rows": rows})


def put_line_query(line: Mapping[str, Any]) -> Query:
    """A line of the audit, numbered after the one before; its number."""
    text = (
        "MATCH (g:Graph {id: 'graph'}) SET g.audited = coalesce(g.audited, 0) + 1 "
        "WITH g.audited AS number CREATE (a:Audit {number: number}) SET a += $line RETURN number"
    )
    return Query(text, {"line": line})


def audit_query(first: int, after: int) -> Query:
    """The next lines of the audit."""
    text = (
        "MATCH (a:Audit) WHERE a.number > $after WITH a ORDER BY a.number LIMIT $first "
        "RETURN collect([a.number, a.at, a.act, a.node, a.kind, a.asked_by, a.reason])"
    )
    return Query(text, {"first": first, "after": after})


async def erase(
    tx: AsyncManagedTransaction, node_id: str, *, asked_by: str, reason: str
) -> tuple[AuditLine, list[str]]:
    """Erase within the caller's transaction; the line, and the nodes around that were changed."""
    turn = await take_turn(tx)
    found = (await nodes(tx, [node_id])).get(node_id)
    if found is None:
        raise NodeNotFound(f"ไม่พบรหัส {node_id!r} ในเครือข่าย: ตรวจรหัส")
    check_erasable(found)
    links = await links_of(tx, [node_id], list(LinkType), Direction.UNDIRECTED)
    around = await nodes(tx, {end for link in links for end in (link.source, link.target)})
    around.pop(node_id, None)
    parts = await links_of(tx, records_among(around.values()), [LinkType.PART_OF], Direction.IN)
    around |= await nodes(tx, {part.source for part in parts})
    areas = await nodes(tx, areas_of([found, *around.values()]))
    left = remains(found, links, around.values(), areas.values())
    now, version = datetime.now(UTC), turn.version
    await _overwrite(tx, left, now, version)
    await note(tx, turn, (left.node, *left.around), left.links)
    values = {
        "at": now.isoformat(),
        "act": AuditAct.ERASED.value,
        "node": node_id,
        "kind": found.KIND.value,
        "asked_by": asked_by,
        "reason": reason,
    }
    [number] = await ask(tx, put_line_query(values))
    await stated.move_version(tx, version, grows=False)
    line = AuditLine(number, now, AuditAct.ERASED, node_id, found.KIND, asked_by, reason)
    return line, [node.id for node in left.around]


async def _overwrite(
    tx: AsyncManagedTransaction, left: Remains, now: datetime, version: int
) -> None:
    changed = [stamped(node, now) for node in (left.node, *left.around)]
    await tell(tx, exchange_nodes_query([{**from_node(n), "moved": version} for n in changed]))
    for link in left.links:
        row = {"stated": {**from_link(link), "moved": version}}
        await tell(tx, exchange_links_query(link.type, [row]))


async def audit(tx: AsyncManagedTransaction, first: int, after: str | None) -> Page[AuditLine]:
    """See `GraphReader.audit`."""
    [begun] = (0,) if after is None else decode(after, int)
    [rows] = await ask(tx, audit_query(first + 1, begun))
    lines = [
        AuditLine(number, datetime.fromisoformat(at), AuditAct(act), node, NodeKind(kind), by, why)
        for number, at, act, node, kind, by, why in rows[:first]
    ]
    return Page(lines, [encode(line.number) for line in lines], len(rows) > first)
