"""What appeared in the network of an area in one fiscal year and in another (B7, A37)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Activity, LearningCentre, Node, OccupationGroup
from graph_api.ports import GraphReader
from graph_api.services.gathering import links
from graph_api.services.limits import NETWORK_BUDGET_MAX
from graph_api.services.lookup import required_area

_FIRST_MONTH = 10


@dataclass(frozen=True, slots=True)
class YearOfNetwork:
    """What began in a fiscal year (common era): the nodes with their first days, and the links."""

    year: int
    nodes: Sequence[Node]
    links: Sequence[Link]
    days: Mapping[str, date]

    @property
    def nodes_by_kind(self) -> Mapping[NodeKind, int]:
        """How many nodes of each kind began."""
        return Counter(node.KIND for node in self.nodes)

    @property
    def links_by_type(self) -> Mapping[LinkType, int]:
        """How many links of each type began."""
        return Counter(link.type for link in self.links)


@dataclass(frozen=True, slots=True)
class YearComparison:
    """Years side by side; `undated` counts links of which no beginning is known."""

    years: Sequence[YearOfNetwork]
    undated: int
    truncated: bool


def fiscal_year(day: date) -> int:
    """The Thai fiscal year of a day in the common era: it begins on 1 October of the year before.

    >>> fiscal_year(date(2017, 9, 30)), fiscal_year(date(2017, 10, 1))
    (2017, 2018)
    """
    return day.year + (day.month >= _FIRST_MONTH)


async def compare_years(
    store: GraphReader, area: str, years: Sequence[int], *, budget: int = NETWORK_BUDGET_MAX
) -> YearComparison:
    """What began in each of these fiscal years among what lies in an area and its links.

    A node begins on a day of its own (founded, opened, held, a role taken up), else with its
    first dated link; a link with its `since`.

    Raises:
        NodeNotFound: the graph holds no such area.
        InvalidArgument: `area` is no area code.
    """
    await required_area(store, area)
    kinds = [kind for kind in NodeKind if kind is not NodeKind.AREA]
    inside = await store.within(area, kinds, [], budget)
    ids = [node.id for node in inside.nodes]
    found = await links(store, ids, list(LinkType), Direction.UNDIRECTED)
    first = _first_days(found)
    begun = [(node, _own_day(node) or first.get(node.id)) for node in inside.nodes]
    return YearComparison(
        [
            YearOfNetwork(
                year,
                [node for node, day in begun if day and fiscal_year(day) == year],
                [link for link in found if link.since and fiscal_year(link.since) == year],
                {node.id: day for node, day in begun if day and fiscal_year(day) == year},
            )
            for year in years
        ],
        sum(link.since is None for link in found),
        inside.truncated,
    )


def _first_days(found: Iterable[Link]) -> dict[str, date]:
    first: dict[str, date] = {}
    for link in found:
        for end in (link.source, link.target):
            if link.since and link.since < first.get(end, date.max):
                first[end] = link.since
    return first


def _own_day(node: Node) -> date | None:
    match node:
        case OccupationGroup():
            return node.founded_on
        case LearningCentre():
            return node.opened_on
        case Activity():
            return node.started_on
    return min((r.since for r in getattr(node, "roles", ()) if r.since), default=None)
