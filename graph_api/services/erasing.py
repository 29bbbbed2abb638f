"""Erase the personal data of somebody who asks for it, and list what was erased."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from graph_api.domain.audit import AuditLine
from graph_api.domain.erasure import check_erasable, names_of
from graph_api.domain.errors import InvalidArgument, NodeNotFound
from graph_api.domain.kinds import NodeKind
from graph_api.domain.names import name_key
from graph_api.domain.nodes import Node
from graph_api.ports import Erasure, GraphReader, GraphStore, NodeFilter

_AT_A_TIME = 200
_LISTED = 20


@dataclass(frozen=True, slots=True)
class Erased:
    """An erasure, and who else bears the name: another person, or the same under another id.

    Whether it is the same is for a human to say; nothing of them was changed.
    """

    erasure: Erasure
    same_name: tuple[str, ...]


async def erasable(store: GraphReader, node_id: str) -> Node:
    """The node whose personal data may be erased.

    Raises:
        NodeNotFound: no such node.
        InvalidArgument: the node is of a kind that holds no personal data.
    """
    found = (await store.nodes([node_id])).get(node_id)
    if found is None:
        raise NodeNotFound(f"ไม่พบรหัส {node_id!r} ในเครือข่าย: ตรวจรหัส")
    check_erasable(found)
    return found


async def erase(store: GraphStore, node_id: str, *, asked_by: str, reason: str) -> Erased:
    """Erase the personal data of a person, officer or household for good.

    Raises:
        NodeNotFound: no such node.
        InvalidArgument: nobody is named as asking or no reason is given, or the node is of a kind
            that holds no personal data.
    """
    if not asked_by.strip() or not reason.strip():
        raise InvalidArgument("ต้องระบุผู้ขอลบและเหตุผล เพื่อบันทึกไว้ในประวัติการลบ")
    node = await erasable(store, node_id)
    names = names_of(node)
    erasure = await store.erase(node_id, asked_by=asked_by.strip(), reason=reason.strip())
    return Erased(erasure, tuple([each async for each in _same_name(store, names)]))


async def audit_lines(store: GraphReader) -> AsyncIterator[AuditLine]:
    """Every line of the audit, in the order of the acts."""
    after: str | None = None
    while True:
        page = await store.audit(_AT_A_TIME, after)
        for line in page.items:
            yield line
        if not page.has_next:
            return
        after = page.cursors[-1]


async def _same_name(store: GraphReader, names: set[str]) -> AsyncIterator[str]:
    told = set[str]()
    for key in sorted({name_key(name) for name in names} - {""}):
        for kind in NodeKind:
            page = await store.page(kind, NodeFilter(name_key=key), _LISTED, None)
            for node in page.items:
                if node.id not in told:
                    told.add(node.id)
                    yield node.id
