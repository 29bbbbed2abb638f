"""Work out again the links that follow from activities and sales, from what the store holds.

The store and not the input is read, so that participants who come in a later file still count.
What stood and no longer follows (a day that was corrected, an attendance that ended) goes with it.
"""

from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph_api.domain.derivation import (
    ACTIVITY_LINKS,
    KEYED_BY_ACTIVITY,
    from_activities,
    from_sales,
    origin_of,
)
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Activity
from graph_api.ports import (
    Counts,
    DerivedReport,
    GraphReader,
    GraphStore,
    NodeFilter,
    RefusedLink,
)

_AT_A_TIME = 500
_SELLERS = (NodeKind.HOUSEHOLD, NodeKind.OCCUPATION_GROUP)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuilding of all derived links went through and did."""

    activities: int
    sellers: int
    report: DerivedReport


async def derive_links(store: GraphStore, touched: Collection[str]) -> DerivedReport:
    """Make the derived links of these activities and sellers those that follow now.

    Ids of anything else are passed over. Idempotent; a link that somebody declared is left as it
    was declared. Several hundred ids at a time, each a transaction of its own.
    """
    report = _NOTHING
    for ids in _batches(sorted(touched)):
        report = _added(report, await _derive(store, ids))
    return report


async def rebuild_links(store: GraphStore) -> Rebuilt:
    """Make the derived links of the whole graph those that follow now.

    Read a page at a time, so that memory does not grow with the graph. Derived links whose
    activity or seller is none (they came with another program's file) are removed.

    Raises:
        StoreUnavailable: the graph was changed by another while it was read as a whole.
    """
    report, activities, sellers = _NOTHING, 0, 0
    strays = sorted({origin async for origin in _strays(store)})
    for ids in _batches(strays):
        report = _added(report, await store.replace_derived(ids, []))
    async for ids in _pages(store, NodeKind.ACTIVITY):
        activities += len(ids)
        report = _added(report, await _derive(store, ids))
    for kind in _SELLERS:
        async for ids in _pages(store, kind):
            selling = await _selling(store, ids)
            sellers += len(selling)
            if selling:
                report = _added(report, await _derive(store, selling))
    return Rebuilt(activities, sellers, report)


async def _derive(store: GraphStore, ids: Sequence[str]) -> DerivedReport:
    found = await store.nodes(ids)
    activities = [node for node in found.values() if isinstance(node, Activity)]
    sellers = [node.id for node in found.values() if node.KIND in _SELLERS]
    if not activities and not sellers:
        return _NOTHING
    held = await _links_of_activities(store, [activity.id for activity in activities])
    ends = sorted({end for link in held for end in (link.source, link.target)})
    kinds = {node.id: node.kinds for node in (await store.nodes(ends)).values()}
    sales = await store.links_of(sellers, {LinkType.SOLD_AT}, Direction.OUT) if sellers else ()
    derived = [*from_activities(activities, held, kinds), *from_sales(sales)]
    return await store.replace_derived([*(each.id for each in activities), *sellers], derived)


async def _links_of_activities(store: GraphReader, ids: Sequence[str]) -> Sequence[Link]:
    if not ids:
        return ()
    return await store.links_of(ids, ACTIVITY_LINKS, Direction.UNDIRECTED)


async def _pages(store: GraphReader, kind: NodeKind) -> AsyncIterator[list[str]]:
    after: str | None = None
    while True:
        page = await store.page(kind, NodeFilter(), _AT_A_TIME, after)
        if page.items:
            yield [node.id for node in page.items]
        if not page.has_next:
            return
        after = page.cursors[-1]


async def _selling(store: GraphReader, ids: Sequence[str]) -> list[str]:
    links = await store.links_of(ids, {LinkType.SOLD_AT, LinkType.SELLS_AT}, Direction.OUT)
    return sorted({link.source for link in links})


async def _strays(store: GraphReader) -> AsyncIterator[str]:
    """What derived links say they follow from, and is no activity."""
    async for batch in store.export_links():
        origins = {origin_of(each) for each in _keyed(batch)}
        known = await store.nodes(origins)
        for origin in origins:
            if not isinstance(known.get(origin), Activity):
                yield origin


def _keyed(links: Iterable[Link]) -> Iterator[Link]:
    return (link for link in links if link.derived and link.type in KEYED_BY_ACTIVITY)


_NOTHING = DerivedReport(Counts(), 0, ())


def _added(one: DerivedReport, other: DerivedReport) -> DerivedReport:
    refused: list[RefusedLink] = [*one.refused_links, *other.refused_links]
    return DerivedReport(one.links + other.links, one.removed + other.removed, refused)


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(ids), _AT_A_TIME):
        yield ids[at : at + _AT_A_TIME]
