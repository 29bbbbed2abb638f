"""What the questions of an area share beside `population`: all of a class, what holds on a day."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TypeVar

from graph_api.domain.areas import AreaLevel
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Node
from graph_api.domain.periods import holds
from graph_api.ports import GraphReader
from graph_api.services.population import all_of, links_at

N = TypeVar("N", bound=Node)


async def every(
    store: GraphReader,
    cls: type[N],
    area: str | None,
    *,
    kind: NodeKind | None = None,
    level: AreaLevel | None = None,
) -> list[N]:
    """All nodes of a class that lie in an area (anywhere without one), by name.

    `kind` is the role that persons hold, `level` that of areas.

    Raises:
        InvalidArgument: there are too many; the message says to narrow the area.
    """
    found = await all_of(store, kind or cls.KIND, area, level)
    return [node for node in found if isinstance(node, cls)]


async def links(
    store: GraphReader, ids: Collection[str], types: Collection[LinkType], direction: Direction
) -> list[Link]:
    """The links of many nodes, each once, by identity."""
    found = await links_at(store, ids, types, direction)
    return sorted(found, key=lambda x: (x.type.value, x.source, x.target, x.key))


def standing(found: Iterable[Link], day: date | None) -> list[Link]:
    """The links that hold on a day (`holds`)."""
    return [link for link in found if holds(link.since, link.until, day)]
