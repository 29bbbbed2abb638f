"""What every store takes and refuses: ids, a second statement about a node, links."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from graph_api.domain.erasure import brings_back, is_erased
from graph_api.domain.errors import InvalidArgument, LinkNotAllowed
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType, check_link
from graph_api.domain.merging import merge_nodes
from graph_api.domain.nodes import Node
from graph_api.domain.provenance import Provenance
from graph_api.domain.texts import is_text

Fact = TypeVar("Fact", Node, Link)

Identity = tuple[LinkType, str, str, str]
"""What makes two statements the same link (`Link.identity`)."""


def check_id(node: Node) -> None:
    """Accept the id of a node.

    Raises:
        InvalidArgument: it is empty, or no store can hold it.
    """
    if not node.id or not is_text(node.id):
        raise InvalidArgument(
            f"รหัส {node.id!r} ของ {node.name!r} ใช้ไม่ได้: ต้องมีอย่างน้อยหนึ่งตัวอักษรและไม่มีอักขระควบคุม NUL"
        )


def merge_same_kind(old: Node, new: Node) -> Node:
    """`merge_nodes`, where both are of one kind.

    Raises:
        InvalidArgument: the id belongs to another kind of node (a role is no other kind).
    """
    if old.KIND is not new.KIND:
        msg = (
            f"รหัส {new.id!r} เป็น {old.KIND.value} ({old.name}) อยู่แล้ว จะเป็น {new.KIND.value} "
            f"({new.name}) อีกไม่ได้: ใช้รหัสอื่น"
        )
        raise InvalidArgument(msg)
    return merge_nodes(old, new)


def refusal(link: Link, kinds: Mapping[str, frozenset[NodeKind]]) -> str | None:
    """Why a link cannot be written, given the kinds of the nodes that are there; else nothing."""
    for end in (link.source, link.target):
        if end not in kinds:
            return f"ไม่พบรหัส {end!r} ในเครือข่าย: เพิ่มแถวของรหัสนี้ก่อน หรือแก้รหัสให้ถูก"
    if not is_text(link.key):
        return f"ลำดับ (key) {link.key!r} ใช้ไม่ได้: ต้องไม่มีอักขระควบคุม NUL"
    try:
        check_link(link.type, kinds[link.source], kinds[link.target])
    except LinkNotAllowed as error:
        return error.message
    return None


def sift_nodes(
    nodes: Iterable[Node], known: Mapping[str, Node]
) -> tuple[list[Node], list[tuple[Node, str]]]:
    """The nodes that can be written, and the others with the reason.

    Refused is what would bring back the personal data that was erased of a known node.
    """
    accepted, refused = list[Node](), list[tuple[Node, str]]()
    for node in nodes:
        old = known.get(node.id)
        if old is not None and brings_back(old, node):
            refused.append((node, _erased_before(old)))
        else:
            accepted.append(node)
    return accepted, refused


def _erased_before(node: Node) -> str:
    if not is_erased(node):
        return (
            f"{node.id} เคยบอกชื่อหรือที่อยู่ของผู้ที่ขอลบข้อมูลส่วนบุคคล ซึ่งลบไปแล้ว จึงไม่รับกลับเข้ามา: "
            "เอาชื่อหรือจุดที่ตั้งนั้นออกจากแถวในไฟล์ (ดู sammachip audit)"
        )
    return (
        f"ข้อมูลส่วนบุคคลของ {node.id} ถูกลบตามคำขอแล้ว จึงไม่รับกลับเข้ามา: "
        "ลบแถวนี้ออกจากไฟล์ (เหตุผลและวันที่ดูได้ด้วย sammachip audit)"
    )


def sift(
    links: Iterable[Link], kinds: Mapping[str, frozenset[NodeKind]]
) -> tuple[list[tuple[Identity, Link]], list[tuple[Link, str]]]:
    """The links that can be written, in order by `in_order`, and the others with the reason."""
    accepted, refused = list[tuple[Identity, Link]](), list[tuple[Link, str]]()
    for link in links:
        reason = refusal(link, kinds)
        if reason is None:
            accepted.append(in_order(link))
        else:
            refused.append((link, reason))
    return accepted, refused


def in_order(link: Link) -> tuple[Identity, Link]:
    """The identity of a link, and the link with its ends in the order of its identity."""
    identity = link.identity
    _, source, target, _ = identity
    turned = link.source != source
    return identity, replace(link, source=source, target=target) if turned else link


def stamped(fact: Fact, now: datetime) -> Fact:
    """A node or link with the moment at which it landed or changed."""
    provenance = fact.provenance or Provenance(source="")
    return replace(fact, provenance=replace(provenance, loaded_at=now))
