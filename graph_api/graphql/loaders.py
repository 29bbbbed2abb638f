"""Batches: what many nodes of an answer need is asked of the store once.

Each function takes the keys of one moment of the execution and returns a value for each, in
order; the number of calls depends on the number of different questions and not on the rows.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction, MetricSpec, MetricValue
from graph_api.domain.nodes import Node
from graph_api.ports import GraphReader, LinkPage, LinkPlace

LinksKey = tuple[str, frozenset[LinkType], Direction]
LinkPageQuestion = tuple[frozenset[LinkType], Direction, int, LinkPlace | None]
"""Which types and direction, how many, after which place."""
LinkPageKey = tuple[str, LinkPageQuestion]
MetricsKey = tuple[str, tuple[MetricSpec, ...]]
Question = TypeVar("Question", bound=Hashable)


async def load_nodes(store: GraphReader, ids: Sequence[str]) -> list[Node | None]:
    """The node of each id, or nothing."""
    found = await store.nodes(ids)
    return [found.get(node_id) for node_id in ids]


async def load_links(store: GraphReader, keys: Sequence[LinksKey]) -> list[Sequence[Link]]:
    """The links of each node, by identity: one call for each set of types and direction."""
    found: dict[LinksKey, list[Link]] = {}
    for (types, direction), ids in _by_question((i, (t, d)) for i, t, d in keys).items():
        links = await store.links_of(ids, types, direction)
        for node_id, own in _by_end(links, direction, ids).items():
            found[node_id, types, direction] = own
    return [found.get(key, ()) for key in keys]


async def load_link_pages(store: GraphReader, keys: Sequence[LinkPageKey]) -> list[LinkPage]:
    """A page of the links of each node: one call for each question."""
    found: dict[LinkPageQuestion, Mapping[str, LinkPage]] = {}
    for question, ids in _by_question(keys).items():
        types, direction, first, after = question
        found[question] = await store.link_pages(ids, types, direction, first, after)
    none = LinkPage((), has_next=False, total=0)
    return [found[question].get(node_id, none) for node_id, question in keys]


async def load_metric_values(
    store: GraphReader, keys: Sequence[MetricsKey]
) -> list[Sequence[MetricValue]]:
    """The metric values of each node: one call for each list of metrics."""
    found: dict[tuple[MetricSpec, ...], Mapping[str, Sequence[MetricValue]]] = {}
    for specs, ids in _by_question(keys).items():
        found[specs] = await store.metric_values(ids, specs)
    return [found[specs].get(node_id, ()) for node_id, specs in keys]


def _by_question(keys: Iterable[tuple[str, Question]]) -> dict[Question, list[str]]:
    questions: dict[Question, list[str]] = defaultdict(list)
    for node_id, question in keys:
        questions[question].append(node_id)
    return questions


def _by_end(
    links: Iterable[Link], direction: Direction, ids: Collection[str]
) -> dict[str, list[Link]]:
    wanted, own = set(ids), defaultdict[str, list[Link]](list)
    for link in links:
        ends = {
            Direction.OUT: {link.source},
            Direction.IN: {link.target},
            Direction.UNDIRECTED: {link.source, link.target},
        }
        for end in ends[direction] & wanted:
            own[end].append(link)
    return own
