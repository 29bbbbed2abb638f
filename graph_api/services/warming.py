"""The first question of a kind is slow where a store plans it anew: so each is asked ahead once.

What is asked for is nowhere in the graph, so that nothing but the planning costs time.
"""

from asyncio import sleep
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress

from graph_api.domain.errors import SammachipError, StoreUnavailable
from graph_api.domain.kinds import ACTORS, NodeKind
from graph_api.domain.links import TIES, LinkType
from graph_api.domain.metrics import Direction, Metric, MetricSpec
from graph_api.domain.places import Point
from graph_api.ports import GraphReader, NodeFilter

_LOOK_EVERY_S = 5.0
_NOBODY = ("-",)
# Neo4j plans anew for a list of another order of magnitude.
_SIZES = (1, 10, 100, 1000)
_NO_AREA = "-"
_IN_THE_SEA = Point(lat=5.0, lon=90.0)
_LISTED = (
    *(NodeKind.SAGE, NodeKind.TRAINER, NodeKind.HOUSEHOLD, NodeKind.OCCUPATION_GROUP),
    *(NodeKind.MARKET, NodeKind.PRODUCT, NodeKind.OCCUPATION, NodeKind.AREA),
)
_OF_A_SAGE = (LinkType.TAUGHT, LinkType.PRACTISES)
_DEGREE = MetricSpec(Metric.DEGREE)

Question = Callable[[GraphReader], Awaitable[object]]


def questions() -> Mapping[str, Question]:
    """What the three kinds of users ask most, by name."""
    return {
        "version": lambda store: store.version(),
        "snapshot": lambda store: store.snapshot(),
        "count by kind": lambda store: store.kind_counts(_NO_AREA),
        "count all by kind": lambda store: store.kind_counts(None),
        "search": lambda store: store.name_candidates(("---",), tuple(NodeKind), None, 1),
        "search in area": lambda store: store.name_candidates(("---",), ACTORS, _NO_AREA, 1),
        "sections": lambda store: store.sections_with(("---",), 1, None),
        "neighbours 1": lambda store: store.neighbourhood(_NOBODY, TIES, 1, 1),
        "neighbours 2": lambda store: store.neighbourhood(_NOBODY, TIES, 2, 1),
        "network": lambda store: store.within(_NO_AREA, ACTORS, TIES, 1),
        "near": lambda store: store.nearby(NodeKind.SAGE, _IN_THE_SEA, 1.0, None),
        "near of a trade": lambda store: store.nearby(NodeKind.SAGE, _IN_THE_SEA, 1.0, _NOBODY),
        "sales": lambda store: store.sales(_NO_AREA, None, None),
        "links out": lambda store: store.links_of(_NOBODY, _OF_A_SAGE, Direction.OUT),
        "links": lambda store: store.links_of(_NOBODY, TIES, Direction.UNDIRECTED),
        "ranking": lambda store: store.ranking(_DEGREE, tuple(ACTORS), None, 1, None),
        "ranking in area": lambda store: store.ranking(_DEGREE, ACTORS, _NO_AREA, 1, None),
        **{f"nodes, {size}": _nodes_of(size) for size in _SIZES},
        **{f"ways to {size}": _ways_to(size) for size in _SIZES},
        **{f"links of {size}": _links_of(size) for size in _SIZES},
        **{f"metrics of {size}": _metrics_of(size) for size in _SIZES},
        **{f"list {kind.value}": _list_of(kind) for kind in _LISTED},
        **{f"count {kind.value}": _count_of(kind) for kind in _LISTED},
    }


async def warm(store: GraphReader, pause: Callable[[float], Awaitable[object]] = sleep) -> None:
    """Ask each question once; one that cannot be answered is left to whoever asks it.

    A store that is not there yet is waited for, with a pause (seconds) between two looks.
    """
    while not await _answers(store):
        await pause(_LOOK_EVERY_S)
    for ask in questions().values():
        with suppress(SammachipError):
            await ask(store)


async def _answers(store: GraphReader) -> bool:
    try:
        await store.version()
    except StoreUnavailable:
        return False
    return True


def _nobodies(size: int) -> Sequence[str]:
    return [f"-{number}" for number in range(size)]


def _nodes_of(size: int) -> Question:
    return lambda store: store.nodes(_nobodies(size))


def _ways_to(size: int) -> Question:
    return lambda store: store.paths(_NOBODY, _nobodies(size), TIES, 2)


def _links_of(size: int) -> Question:
    return lambda store: store.links_of(_nobodies(size), _OF_A_SAGE, Direction.UNDIRECTED)


def _metrics_of(size: int) -> Question:
    return lambda store: store.metric_values(_nobodies(size), (_DEGREE,))


def _list_of(kind: NodeKind) -> Question:
    return lambda store: store.page(kind, NodeFilter(area=_NO_AREA), 1, None)


def _count_of(kind: NodeKind) -> Question:
    return lambda store: store.count(kind, NodeFilter(area=_NO_AREA))
