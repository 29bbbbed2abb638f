"""Work out again the links that follow from activities and sales, from what the store holds.

The store and not the input is read, so that participants who come in a later file still count.
"""

from collections.abc import Collection, Iterator, Sequence

from graph_api.domain.derivation import (
    ACTIVITY_LINKS,
    DERIVED_TYPES,
    from_activities,
    from_sales,
)
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Activity
from graph_api.ports import Counts, GraphReader, GraphStore, RefusedLink, WriteReport

_AT_A_TIME = 500


async def derive_links(store: GraphStore, touched: Collection[str]) -> WriteReport:
    """Write the links that follow from these activities and from the sales of these sellers.

    Ids of anything else are passed over. Idempotent; a link that somebody declared is left as it
    was declared. Several hundred ids at a time, each a transaction of its own.
    """
    refused: list[RefusedLink] = []
    links = Counts()
    for ids in _batches(sorted(touched)):
        derived = await _without_declared(store, await _derived(store, ids))
        if derived:
            report = await store.write([], derived)
            links += report.links
            refused += report.refused_links
    return WriteReport(Counts(), links, refused)


async def _derived(store: GraphReader, ids: Sequence[str]) -> list[Link]:
    found = await store.nodes(ids)
    activities = [node for node in found.values() if isinstance(node, Activity)]
    sellers = [node.id for node in found.values() if not isinstance(node, Activity)]
    held = await _links_of_activities(store, [activity.id for activity in activities])
    ends = sorted({end for link in held for end in (link.source, link.target)})
    kinds = {node.id: node.kinds for node in (await store.nodes(ends)).values()}
    sales = await store.links_of(sellers, {LinkType.SOLD_AT}, Direction.OUT) if sellers else ()
    return [*from_activities(activities, held, kinds), *from_sales(sales)]


async def _links_of_activities(store: GraphReader, ids: Sequence[str]) -> Sequence[Link]:
    if not ids:
        return ()
    return await store.links_of(ids, ACTIVITY_LINKS, Direction.UNDIRECTED)


async def _without_declared(store: GraphReader, derived: Sequence[Link]) -> list[Link]:
    if not derived:
        return []
    sources = sorted({link.source for link in derived})
    standing = await store.links_of(sources, DERIVED_TYPES, Direction.OUT)
    declared = {link.identity for link in standing if not link.derived}
    return [link for link in derived if link.identity not in declared]


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(ids), _AT_A_TIME):
        yield ids[at : at + _AT_A_TIME]
