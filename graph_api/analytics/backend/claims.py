"""For which arguments a kernel speaks; a reason against it leaves the call to NetworkX."""

from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx

from graph_api.analytics.backend.graph import CsrGraph
from graph_api.analytics.backend.info import CLAIMED
from graph_api.analytics.engine import NETWORKX_NODES, installed

Arguments = Mapping[str, Any]
Reason = str | None

_STEPS_ENOUGH = 50
"""Steps below which a caller may want to see NetworkX give up."""


def reason_against(name: str, arguments: Arguments) -> Reason:
    """Why no kernel runs this call of an algorithm; None where one does."""
    if name not in CLAIMED:
        return "no kernel for it"
    if not installed():
        return "the extra [national] is not installed"
    graph = arguments["G"]
    for rule in _RULES[name]:
        if reason := rule(graph, arguments):
            return reason
    return None


def too_large_for_networkx(nodes: int) -> bool:
    """Whether a network needs the extra that is not there."""
    return nodes > NETWORKX_NODES and not installed()


def _undirected(graph: Any, _: Arguments) -> Reason:
    return "directed" if graph.is_directed() else None


def _simple(graph: Any, _: Arguments) -> Reason:
    return "parallel edges" if graph.is_multigraph() else None


def _no_loops(graph: Any, _: Arguments) -> Reason:
    has = graph.has_loops if isinstance(graph, CsrGraph) else nx.number_of_selfloops(graph)
    return "loops" if has else None


def _not_empty(graph: Any, _: Arguments) -> Reason:
    return None if len(graph) else "empty"


def _without(*names: str) -> Callable[[Any, Arguments], Reason]:
    def rule(_: Any, arguments: Arguments) -> Reason:
        given = [name for name in names if arguments.get(name) is not None]
        return f"given {', '.join(given)}" if given else None

    return rule


def _unweighted(graph: Any, arguments: Arguments) -> Reason:
    name = arguments.get("weight")
    if name is None or isinstance(graph, CsrGraph):
        return None
    weights = (weight for _, _, weight in graph.edges(data=name, default=1))
    return "weights" if any(weight != 1 for weight in weights) else None


def _damped(graph: Any, arguments: Arguments) -> Reason:
    fair = 0 <= arguments["alpha"] < 1 - 1e-6
    patient = graph.is_directed() or arguments["max_iter"] >= _STEPS_ENOUGH
    return None if fair and patient else "unusual limits"


def _patient(_: Any, arguments: Arguments) -> Reason:
    return None if arguments["max_iter"] >= _STEPS_ENOUGH else "unusual limits"


def _here(*names: str) -> Callable[[Any, Arguments], Reason]:
    def rule(graph: Any, arguments: Arguments) -> Reason:
        return next(
            (f"{name} is missing" for name in names if not _in(graph, arguments[name])), None
        )

    return rule


def _in(graph: Any, node: Any) -> bool:
    return node is not None and node in graph


def _known(graph: Any, arguments: Arguments) -> Reason:
    nodes = arguments.get("nodes")
    if nodes is None or _in(graph, nodes):
        return None
    listed = isinstance(nodes, list | tuple | set | frozenset)
    return None if listed and all(_in(graph, node) for node in nodes) else "unknown nodes"


def _sampled_fairly(graph: Any, arguments: Arguments) -> Reason:
    k = arguments.get("k")
    return None if k is None or 0 < k <= len(graph) else "unusual sample"


def _known_if_given(graph: Any, arguments: Arguments) -> Reason:
    return None if arguments["u"] is None or _in(graph, arguments["u"]) else "u is missing"


def _usual_method(_: Any, arguments: Arguments) -> Reason:
    return None if arguments["method"] in {"dijkstra", "bellman-ford"} else "unknown method"


def _own(graph: Any, _: Arguments) -> Reason:
    return None if isinstance(graph, CsrGraph) else "attributes are not kept"


_HOLES = (_not_empty, _undirected, _simple, _no_loops, _without("weight"), _known)
_WAY = (_here("source", "target"), _without("weight"), _usual_method)
_RULES: dict[str, tuple[Callable[[Any, Arguments], Reason], ...]] = {
    "articulation_points": (_undirected,),
    "betweenness_centrality": (_without("weight"), _sampled_fairly),
    "biconnected_components": (_undirected,),
    "bidirectional_shortest_path": (_here("source", "target"),),
    "bridges": (_undirected, _simple, _without("root")),
    "closeness_centrality": (_without("distance"), _known_if_given),
    "connected_components": (_undirected,),
    "constraint": _HOLES,
    "core_number": (_undirected, _simple, _no_loops),
    "degree_centrality": (_simple, _no_loops),
    "effective_size": _HOLES,
    "ego_graph": (_own, _here("n"), _without("distance")),
    "eigenvector_centrality": (
        _undirected,
        _simple,
        _not_empty,
        _without("nstart"),
        _unweighted,
        _patient,
    ),
    "harmonic_centrality": (_without("nbunch", "distance", "sources"),),
    "is_connected": (_undirected,),
    "node_connected_component": (_undirected, _here("n")),
    "number_connected_components": (_undirected,),
    "pagerank": (
        _simple,
        _without("personalization", "nstart", "dangling"),
        _unweighted,
        _damped,
    ),
    "shortest_path": _WAY,
    "shortest_path_length": _WAY,
    "single_source_shortest_path_length": (_here("source"),),
    "triangles": (_undirected, _simple, _no_loops, _known),
    "weakly_connected_components": (),
}
