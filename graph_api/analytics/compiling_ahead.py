"""Compile every kernel ahead, so that no refresh waits for the compiler.

numba compiles a kernel at its first call and keeps the machine code on disk; compiling all of them
takes about a minute of one core. An image does it while it is built.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import networkx as nx

from graph_api.analytics import kernels
from graph_api.analytics.communities import communities, modularity
from graph_api.analytics.contagion import contagion
from graph_api.analytics.engine import Engine
from graph_api.analytics.influence import best_seeds
from graph_api.analytics.key_players import best_cover, distance_fragmentation
from graph_api.analytics.measured import Earlier
from graph_api.analytics.measures import Limits
from graph_api.analytics.mixing import degree_assortativity
from graph_api.analytics.snapshot import Snapshot, snapshot_of_people
from graph_api.analytics.standing import standing_metrics
from graph_api.analytics.what_if import changed

_PEOPLE = 100
"""More than are computed densely, so that every way of a large network is taken."""
_EXACT = Limits(exact_betweenness_nodes=_PEOPLE, engine=Engine.KERNELS)
_SAMPLED = Limits(exact_betweenness_nodes=0, all_pairs_nodes=0, engine=Engine.KERNELS)


def compile_kernels() -> None:
    """Ask everything that kernels answer of a small network; without numba nothing is compiled."""
    whole = _network()
    columns = standing_metrics(whole, _EXACT)
    standing_metrics(whole, _SAMPLED)
    moved = changed(whole, add=[("0", str(_PEOPLE // 2))])
    standing_metrics(moved, _EXACT, earlier=Earlier(whole, columns))
    _ask_of_sets(whole)
    _ask_through_networkx(whole)


def kernel_functions() -> Iterator[tuple[str, Any]]:
    """Every compiled kernel with its name; none without numba."""
    for module in iter_modules(kernels.__path__, f"{kernels.__name__}."):
        for name, value in vars(import_module(module.name)).items():
            if getattr(value, "__module__", None) == module.name and hasattr(value, "py_func"):
                yield f"{module.name}.{name}", value


def _network() -> Snapshot:
    day = date(2018, 1, 1)
    ring = [(str(node), str((node + 1) % _PEOPLE)) for node in range(_PEOPLE)]
    across = [(str(node), str(node * node % _PEOPLE)) for node in range(2, _PEOPLE)]
    taught = [("0", str(node), day + timedelta(node)) for node in range(1, _PEOPLE // 2)]
    return snapshot_of_people([*ring, *across], taught=taught)


def _ask_of_sets(snapshot: Snapshot) -> None:
    best_cover(snapshot, 2, 2)
    distance_fragmentation(snapshot, ["0"])
    best_seeds(snapshot, 2, 0.5, sets=50, runs=50)
    contagion(snapshot, ["0", "1"])
    degree_assortativity(snapshot)
    modularity(snapshot, communities(snapshot).labels)


def _ask_through_networkx(snapshot: Snapshot) -> None:
    # NetworkX's types know its own graphs alone.
    ties: Any = snapshot.as_csr()
    learning: Any = snapshot.learning_as_csr()
    for graph in (ties, learning):
        nx.pagerank(graph)
        nx.shortest_path(graph, "0", "1")
        nx.single_source_shortest_path_length(graph, "0")
        nx.ego_graph(graph, "0")
    list(nx.biconnected_components(ties))
