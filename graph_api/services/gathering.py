"""What questions of an area share: all of a kind, links in portions, what holds on a day.

A page or portion is a few hundred, so the number of store calls grows with what lies in the area
and with nothing else.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from graph_api.domain.areas import AreaLevel
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Node
from graph_api.ports import GraphReader, NodeFilter

N = TypeVar("N", bound=Node)
_AT_A_TIME = 500


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
    """
    found: list[N] = []
    after: str | None = None
    where = NodeFilter(area=area, level=level)
    while True:
        page = await store.page(kind or cls.KIND, where, _AT_A_TIME, after)
        found += [node for node in page.items if isinstance(node, cls)]
        if not page.has_next:
            return found
        after = page.cursors[-1]


async def links(
    store: GraphReader, ids: Collection[str], types: Collection[LinkType], direction: Direction
) -> list[Link]:
    """The links of many nodes, asked for in portions, each once, by identity."""
    asked = sorted(set(ids))
    found: dict[object, Link] = {}
    for at in range(0, len(asked), _AT_A_TIME):
        portion = await store.links_of(asked[at : at + _AT_A_TIME], types, direction)
        found.update({link.identity: link for link in portion})
    return sorted(found.values(), key=lambda x: (x.type.value, x.source, x.target, x.key))


async def nodes(store: GraphReader, ids: Collection[str]) -> dict[str, Node]:
    """Many nodes by id, asked for in portions."""
    asked = sorted(set(ids))
    found: dict[str, Node] = {}
    for at in range(0, len(asked), _AT_A_TIME):
        found.update(await store.nodes(asked[at : at + _AT_A_TIME]))
    return found


def holds(since: date | None, until: date | None, day: date | None) -> bool:
    """Whether something that began and ended holds on a day; without a day, whether it ever did.

    >>> holds(date(2018, 1, 1), None, date(2017, 12, 31))
    False
    >>> holds(date(2018, 1, 1), date(2017, 1, 1), None)  # taken back: ended before it began
    False
    """
    if since and until and until < since:
        return False
    return day is None or ((since is None or since <= day) and (until is None or day <= until))


def standing(found: Iterable[Link], day: date | None) -> list[Link]:
    """The links that hold on a day (`holds`)."""
    return [link for link in found if holds(link.since, link.until, day)]


def by_source(found: Iterable[Link]) -> Mapping[str, Sequence[Link]]:
    """Links by the node they leave."""
    grouped: dict[str, list[Link]] = defaultdict(list)
    for link in found:
        grouped[link.source].append(link)
    return grouped


def by_target(found: Iterable[Link]) -> Mapping[str, Sequence[Link]]:
    """Links by the node they meet."""
    grouped: dict[str, list[Link]] = defaultdict(list)
    for link in found:
        grouped[link.target].append(link)
    return grouped
