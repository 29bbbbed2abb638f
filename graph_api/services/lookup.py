"""Nodes by id, lists of a kind, and the links of a node."""

from collections.abc import Collection, Mapping, Sequence

from graph_api.domain.areas import AreaLevel, area_id, area_level
from graph_api.domain.errors import NodeNotFound
from graph_api.domain.kinds import NodeKind
from graph_api.domain.names import name_key
from graph_api.domain.nodes import Area, Node
from graph_api.ports import GraphReader, NodeFilter, Page
from graph_api.services.limits import PAGE_MAX, check_area, check_range
from graph_api.services.occupations import matching_occupations

_LEVEL_TH = {
    "PROVINCE": "จังหวัด",
    "DISTRICT": "อำเภอ",
    "SUBDISTRICT": "ตำบล",
    "VILLAGE": "หมู่บ้าน",
}


async def node(store: GraphReader, node_id: str) -> Node | None:
    """The node with this id, or nothing."""
    return (await store.nodes((node_id,))).get(node_id)


async def required_node(store: GraphReader, node_id: str) -> Node:
    """The node with this id.

    Raises:
        NodeNotFound: there is none.
    """
    found = await node(store, node_id)
    if found is None:
        msg = f"ไม่พบรหัส {node_id!r} ในเครือข่าย: ตรวจรหัส หรือค้นด้วยชื่อ (search)"
        raise NodeNotFound(msg)
    return found


async def required_area(store: GraphReader, code: str) -> Area:
    """The area with this code.

    Raises:
        InvalidArgument: the text is no area code.
        NodeNotFound: the graph holds no such area.
    """
    check_area(code)
    found = await node(store, area_id(code))
    if not isinstance(found, Area):
        level = _LEVEL_TH[area_level(code).value]
        msg = f"ไม่พบ{level}รหัส {code} ในเครือข่าย: ตรวจรหัส หรือนำเข้าข้อมูลของพื้นที่นี้ก่อน (sammachip load)"
        raise NodeNotFound(msg)
    return found


async def make_filter(
    store: GraphReader,
    *,
    area: str | None = None,
    level: AreaLevel | None = None,
    occupation: str | None = None,
    text: str | None = None,
) -> NodeFilter:
    """The conditions of a list, from what a person writes (an occupation by its name).

    Raises:
        InvalidArgument: the area is no area code.
        NodeNotFound: no occupation has a name like this.
    """
    if area is not None:
        check_area(area)
    occupations = None
    if occupation is not None:
        occupations = frozenset(o.id for o in await matching_occupations(store, occupation))
    key = name_key(text or "") or None
    return NodeFilter(area=area, level=level, occupations=occupations, name_key=key)


async def page(
    store: GraphReader, kind: NodeKind, where: NodeFilter, first: int, after: str | None
) -> Page[Node]:
    """A page of the nodes of a kind, by name.

    Raises:
        InvalidArgument: `first` is out of bounds or `after` is no cursor of this list.
    """
    check_range("first", first, 1, PAGE_MAX)
    return await store.page(kind, where, first, after)


async def areas_of(store: GraphReader, codes: Collection[str]) -> Mapping[str, Area]:
    """The areas with these codes, by code."""
    found = await store.nodes({area_id(code) for code in codes})
    return {node.area: node for node in found.values() if isinstance(node, Area) and node.area}


async def nodes_in_order(store: GraphReader, ids: Sequence[str]) -> list[Node]:
    """The nodes with these ids, in this order; an unknown one is left out."""
    found = await store.nodes(ids)
    return [found[node_id] for node_id in ids if node_id in found]
