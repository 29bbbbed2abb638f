"""A page of one kind in a province-size view, and how much of the area it does not show (A14)."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes import Node
from graph_api.ports import GraphReader, NodeFilter, Page
from graph_api.services.limits import PAGE_DEFAULT
from graph_api.services.lookup import page, required_area


@dataclass(frozen=True, slots=True)
class AreaPage:
    """A page by name with cursors; `hidden` counts, by kind, what lies in the area beside it."""

    page: Page[Node]
    total: int
    hidden: Mapping[NodeKind, int]


async def area_page(
    store: GraphReader,
    area: str,
    kind: NodeKind,
    *,
    first: int = PAGE_DEFAULT,
    after: str | None = None,
) -> AreaPage:
    """Nodes of a kind in an area, a page at a time, with counts of all that is not shown.

    A person counts under PERSON and under every role held, as everywhere.

    Raises:
        NodeNotFound: the graph holds no such area.
        InvalidArgument: `area` is no area code, `first` out of bounds, or `after` no cursor.
    """
    await required_area(store, area)
    found = await page(store, kind, NodeFilter(area=area), first, after)
    counts = {each.kind: each.count for each in await store.kind_counts(area)}
    total = counts.get(kind, 0)
    shown = {each: sum(each in node.kinds for node in found.items) for each in counts}
    return AreaPage(found, total, {each: counts[each] - shown[each] for each in counts})
