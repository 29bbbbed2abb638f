"""Which nodes an export of an area holds: those in it, and what they cannot be told without."""

from collections.abc import AsyncIterator, Collection, Iterable, Sequence

from graph_api.domain.areas import ancestors, area_id, is_area_code, is_within
from graph_api.domain.errors import InvalidArgument, NodeNotFound
from graph_api.domain.links import Link
from graph_api.domain.nodes import Node, Occupation
from graph_api.ports import GraphReader
from loaders.cells import AREA_PREFIX

_AT_A_TIME = 2_000
_REFERENCES = ("activity", "product")
"""Properties of links that hold the id of a node."""


async def ids_around(store: GraphReader, area: str) -> frozenset[str]:
    """The nodes that lie in an area, and what their facts name.

    That is the other end of each of their links, the activities and products that the links name,
    the wider occupations, and the areas around all of these: so the export loads by itself.
    Memory is that of the area, and not of the graph.

    Raises:
        InvalidArgument: the text is no area code.
        NodeNotFound: nothing lies in the area.
    """
    if not is_area_code(area):
        raise InvalidArgument(
            f"“{area}” ไม่ใช่รหัสพื้นที่ ใช้รหัส 2 4 6 หรือ 8 หลัก\nan area code has 2, 4, 6 or 8 digits"
        )
    inside = {node_id async for node_id in _inside(store, area)}
    if not inside:
        raise NodeNotFound(
            f"ไม่มีข้อมูลในพื้นที่ {area} ตรวจรหัส หรือนำเข้าข้อมูลของพื้นที่ก่อน\nnothing lies in area {area}"
        )
    kept = set(inside)
    async for links in store.export_links():
        touching = [k for k in links if k.source in inside or k.target in inside]
        kept.update(end for link in touching for end in (link.source, link.target))
    await _close(store, kept)
    return frozenset(kept)


def among(links: Iterable[Link], kept: Collection[str]) -> list[Link]:
    """The links that join two of these nodes."""
    return [link for link in links if link.source in kept and link.target in kept]


async def _inside(store: GraphReader, area: str) -> AsyncIterator[str]:
    async for nodes in store.stream_nodes():
        for node in nodes:
            if node.area is not None and is_within(node.area, area):
                yield node.id


async def _close(store: GraphReader, kept: set[str]) -> None:
    """Add what is named until all that is named is there."""
    known = 0
    while known < len(kept):
        known = len(kept)
        async for links in store.export_links():
            for link in among(links, kept):
                kept.update(str(v) for n, v in link.properties.items() if n in _REFERENCES)
        asked: set[str] = kept
        while asked:
            found = [node async for nodes in _nodes(store, sorted(asked)) for node in nodes]
            asked = {name for node in found for name in _named(node)} - kept
            kept |= asked


async def _nodes(store: GraphReader, ids: Sequence[str]) -> AsyncIterator[Collection[Node]]:
    for at in range(0, len(ids), _AT_A_TIME):
        yield (await store.nodes(ids[at : at + _AT_A_TIME])).values()


def _named(node: Node) -> Iterable[str]:
    if isinstance(node, Occupation) and node.parent:
        yield node.parent
    if node.area:
        yield from map(area_id, (node.area, *ancestors(node.area)))
    if node.id.startswith(AREA_PREFIX):
        yield from map(area_id, ancestors(node.id.removeprefix(AREA_PREFIX)))
