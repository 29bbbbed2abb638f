"""All of a kind in an area and all their links: what a question about a population reads."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from graph_api.domain.areas import AreaLevel, code_at
from graph_api.domain.errors import InvalidArgument
from graph_api.domain.kinds import ACTORS, NodeKind
from graph_api.domain.links import TIES, Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Node
from graph_api.ports import GraphReader, NodeFilter
from graph_api.services.limits import PAGE_MAX, POPULATION_MAX

_AT_A_TIME = 2_000
_ACTORS = tuple(kind for kind in NodeKind if kind in ACTORS)


async def all_of(
    store: GraphReader, kind: NodeKind, area: str | None, level: AreaLevel | None = None
) -> list[Node]:
    """Every node of a kind in an area, by name; `level` keeps what is known at exactly this level.

    Raises:
        InvalidArgument: there are more than `POPULATION_MAX`; the message says to narrow the area.
    """
    where, cursor, found = NodeFilter(area=area, level=level), None, list[Node]()
    while True:
        page = await store.page(kind, where, PAGE_MAX, cursor)
        found += page.items
        if not page.has_next:
            return found
        if len(found) >= POPULATION_MAX:
            msg = (
                f"พื้นที่ {area or 'ทั้งหมด'} มี {kind.value} เกิน {POPULATION_MAX:,}: ถามทีละจังหวัดหรืออำเภอ"
            )
            raise InvalidArgument(msg)
        cursor = page.cursors[-1]


async def links_at(
    store: GraphReader,
    ids: Collection[str],
    types: Collection[LinkType],
    direction: Direction,
) -> list[Link]:
    """The links of these types at these nodes, some thousand nodes at a time; each link once."""
    ordered = sorted(set(ids))
    found: dict[object, Link] = {}
    for at in range(0, len(ordered), _AT_A_TIME):
        some = await store.links_of(ordered[at : at + _AT_A_TIME], types, direction)
        found |= {link.identity: link for link in some}
    return list(found.values())


async def nodes_by_id(store: GraphReader, ids: Iterable[str]) -> dict[str, Node]:
    """The nodes with these ids, some thousand at a time."""
    ordered = sorted(set(ids))
    found: dict[str, Node] = {}
    for at in range(0, len(ordered), _AT_A_TIME):
        found |= await store.nodes(ordered[at : at + _AT_A_TIME])
    return found


async def ties_of_area(store: GraphReader, area: str) -> tuple[list[Link], dict[str, Node]]:
    """The ties that have an end in an area, and the actors at both ends, by id.

    Raises:
        InvalidArgument: the area holds too many; the message says to narrow it.
    """
    own = {node.id for kind in _ACTORS for node in await all_of(store, kind, area)}
    links = await links_at(store, own, TIES, Direction.UNDIRECTED)
    nodes = await nodes_by_id(store, {end for link in links for end in (link.source, link.target)})
    actors = {each.id: each for each in nodes.values() if each.kinds & ACTORS}
    return [k for k in links if k.source in actors and k.target in actors], actors


def by_source(links: Iterable[Link]) -> Mapping[str, Sequence[Link]]:
    """The links of each source; none for an id that is not there."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        found[link.source].append(link)
    return found


def by_target(links: Iterable[Link]) -> Mapping[str, Sequence[Link]]:
    """The links of each target; none for an id that is not there."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        found[link.target].append(link)
    return found


def village_of(node: Node | None) -> str | None:
    """The code of the village a node lies in, where that is known."""
    return code_at(node.area, AreaLevel.VILLAGE) if node and node.area else None


def first_day(links: Iterable[Link]) -> date | None:
    """The earliest day of these links, of those that have one."""
    return min((link.since for link in links if link.since), default=None)
