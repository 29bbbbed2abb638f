"""The questions of the port, each asked about another place every time.

`draw` chooses what to ask about and is not timed; `ask` puts the question.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.country import OCCUPATIONS, Country, occupation
from graph_api.domain.kinds import ACTORS, NodeKind
from graph_api.domain.links import TIES, LinkType
from graph_api.domain.metrics import Direction, Metric, MetricSpec
from graph_api.domain.names import name_key
from graph_api.ports import GraphStore, NodeFilter
from graph_api.services.market_linkages import market_linkages
from graph_api.services.search import search

DEGREE = MetricSpec(Metric.DEGREE)
UNDIRECTED = Direction.UNDIRECTED
BUDGET = 200
_PAGE = 100
_NEAR_M = 20_000.0


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what it is about, and how it is put."""

    name: str
    draw: Callable[[GraphStore, Country, Random], Awaitable[Any]]
    ask: Callable[[GraphStore, Any], Awaitable[object]]


async def _household(_: GraphStore, country: Country, draws: Random) -> str:
    return country.household(draws)


async def _sage(_: GraphStore, country: Country, draws: Random) -> str:
    return country.sage(draws)


async def _two(_: GraphStore, country: Country, draws: Random) -> tuple[str, str]:
    return country.household(draws), country.household(draws)


async def _place(_: GraphStore, country: Country, draws: Random) -> tuple[Any, str]:
    village = draws.randrange(country.villages)
    return country.point(village), occupation(draws.randrange(len(OCCUPATIONS)))


async def _misspelt(store: GraphStore, country: Country, draws: Random) -> str:
    """The name of a sage with one letter left out."""
    [sage] = (await store.nodes([country.sage(draws)])).values()
    at = draws.randrange(1, len(sage.name) - 1)
    return sage.name[:at] + sage.name[at + 1 :]


async def _given_name(store: GraphStore, country: Country, draws: Random) -> NodeFilter:
    [sage] = (await store.nodes([country.sage(draws)])).values()
    return NodeFilter(name_key=name_key(sage.name.split()[0]))


async def _district(_: GraphStore, country: Country, draws: Random) -> str:
    return country.code(draws.randrange(country.villages))[:4]


async def _subdistrict(_: GraphStore, country: Country, draws: Random) -> str:
    return country.code(draws.randrange(country.villages))[:6]


async def _somewhere(store: GraphStore, country: Country, draws: Random) -> str:
    """A cursor somewhere in the list of all households."""
    where = NodeFilter(area=country.code(draws.randrange(country.villages)))
    return (await store.page(NodeKind.HOUSEHOLD, where, 1, None)).cursors[0]


async def _village_households(_: GraphStore, country: Country, draws: Random) -> list[str]:
    return [country.household(draws) for _ in range(BUDGET)]


async def _page_and_count(
    store: GraphStore, where: NodeFilter, after: str | None = None
) -> tuple[object, int]:
    page = await store.page(NodeKind.HOUSEHOLD, where, _PAGE, after)
    return page, await store.count(NodeKind.HOUSEHOLD, where)


QUESTIONS = (
    Question("node by id", _household, lambda s, x: s.nodes([x])),
    Question("links of a node", _sage, lambda s, x: s.links_of([x], LinkType, UNDIRECTED)),
    Question("1-step ego, 200", _household, lambda s, x: s.neighbourhood([x], TIES, 1, BUDGET)),
    Question("2-step ego, 200", _household, lambda s, x: s.neighbourhood([x], TIES, 2, BUDGET)),
    Question(
        "sages of an occupation in 20 km",
        _place,
        lambda s, x: s.nearby(NodeKind.SAGE, x[0], _NEAR_M, [x[1]]),
    ),
    Question(
        "20 nearest of an occupation",
        _place,
        lambda s, x: s.nearest(NodeKind.SAGE, x[0], [x[1]], 20),
    ),
    Question("shortest path", _two, lambda s, x: s.paths([x[0]], [x[1]], TIES, 6)),
    Question("search, misspelt", _misspelt, search),
    Question("name contains", _given_name, lambda s, x: s.page(NodeKind.SAGE, x, 20, None)),
    Question("page of all + count", _somewhere, lambda s, x: _page_and_count(s, NodeFilter(), x)),
    Question(
        "page of a district + count",
        _district,
        lambda s, x: _page_and_count(s, NodeFilter(area=x)),
    ),
    Question("kinds in a district", _district, lambda s, x: s.kind_counts(x)),
    Question("kinds of all", _district, lambda s, _: s.kind_counts(None)),
    Question("subdistrict network", _subdistrict, lambda s, x: s.within(x, ACTORS, TIES, 500)),
    Question("sales of a district", _district, lambda s, x: s.sales(x, None, None)),
    Question("market totals of a district", _district, market_linkages),
    Question(
        "ranking in a district",
        _district,
        lambda s, x: s.ranking(DEGREE, [NodeKind.SAGE], x, 20, None),
    ),
    Question(
        "ranking of all", _district, lambda s, _: s.ranking(DEGREE, [NodeKind.SAGE], None, 20, None)
    ),
    Question(
        "metrics of 200 nodes", _village_households, lambda s, x: s.metric_values(x, [DEGREE])
    ),
)
