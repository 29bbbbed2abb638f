"""The shortest chain of learning or support between two people, with its proof (A14, A39)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph_api.domain.links import TIES, Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Node
from graph_api.ports import GraphReader
from graph_api.services.limits import PATH_STEPS_MAX, check_range
from graph_api.services.lookup import nodes_in_order, required_node


@dataclass(frozen=True, slots=True)
class Chain:
    """The nodes from one end to the other, and for each step the links that make it."""

    nodes: Sequence[Node]
    steps: Sequence[tuple[Link, ...]]


async def shortest_chain(
    store: GraphReader,
    source: str,
    target: str,
    *,
    types: Collection[LinkType] = (),
    max_steps: int = PATH_STEPS_MAX,
) -> Chain | None:
    """One shortest way between two nodes; nothing where none is short enough.

    `types` empty means the ties. Links are followed both ways.

    Raises:
        NodeNotFound: one of the ids names no node.
        InvalidArgument: `max_steps` is out of bounds.
    """
    check_range("maxSteps", max_steps, 1, PATH_STEPS_MAX)
    for end in (source, target):
        await required_node(store, end)
    allowed = types or TIES
    way = (await store.paths([source], [target], allowed, max_steps)).get(target)
    if way is None:
        return None
    among = await store.links_of(way[:-1], allowed, Direction.UNDIRECTED) if way[1:] else []
    steps = [
        tuple(link for link in among if {link.source, link.target} == {one, other})
        for one, other in pairwise(way)
    ]
    return Chain(await nodes_in_order(store, way), steps)
