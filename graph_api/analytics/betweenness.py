"""Who lies between others."""

import networkx as nx
import numpy as np
from networkx.utils import create_py_random_state

from graph_api.analytics.engine import Engine
from graph_api.analytics.snapshot import Snapshot, Values
from graph_api.domain.metrics import Estimate, Method

BATCHES = 8
"""Independent samples; the spread between them is the standard error."""

PIVOTS = 24
"""Sources in one sample: kernels take eight at once."""

LARGE = 200_000
LARGE_PIVOTS = 16
"""Sources in one sample of a network of more than `LARGE` nodes, where each costs much."""


def is_sampled(nodes: int, exact_nodes: int) -> bool:
    """Whether a network of this size is sampled; one no larger than a sample never is.

    >>> is_sampled(2_000, 2_000), is_sampled(2_001, 2_000), is_sampled(20, 0)
    (False, True, False)
    """
    return nodes > max(exact_nodes, PIVOTS)


def betweenness(
    snapshot: Snapshot, *, exact_nodes: int, seed: int = 0, engine: Engine = Engine.NETWORKX
) -> tuple[Values, Estimate]:
    r"""The share of shortest ways between others that lead through a node.

    Definition: $\frac{2}{(n - 1)(n - 2)} \sum_{s < t,\; s \neq v \neq t}
    \frac{\sigma_{st}(v)}{\sigma_{st}}$ over ties, as `networkx.betweenness_centrality`.
    Officer: who connects groups that do not know each other, and whom they would miss.
    Cost: exact O(n m); sampled O(192 m). Exact up to `exact_nodes` nodes. Beyond, the mean of
    8 independent samples of 24 sources each (16 above 200,000 nodes), every node a target; the
    standard error given is the largest over the nodes, from the spread between the samples.
    Reference: Freeman 1977, doi 10.2307/3033543; Brandes 2001, doi 10.1080/0022250X.2001.9990249;
    sampling: Brandes & Pich 2007, doi 10.1142/S0218127407018403.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> chain = snapshot_of_people([("a", "b"), ("b", "c")])
    >>> betweenness(chain, exact_nodes=100)[0].tolist()
    [0.0, 1.0, 0.0]
    """
    if is_sampled(len(snapshot), exact_nodes):
        return _sampled(snapshot, seed, engine)
    return _values(snapshot, engine), Estimate()


def _sampled(snapshot: Snapshot, seed: int, engine: Engine) -> tuple[Values, Estimate]:
    sources = LARGE_PIVOTS if len(snapshot) > LARGE else PIVOTS
    seeds = np.random.SeedSequence(seed).generate_state(BATCHES).tolist()
    batches = np.array([_values(snapshot, engine, sources, start) for start in seeds])
    errors = batches.std(axis=0, ddof=1) / np.sqrt(BATCHES)
    estimate = Estimate(Method.SAMPLED, BATCHES * sources, float(errors.max()))
    return batches.mean(axis=0), estimate


def _values(
    snapshot: Snapshot, engine: Engine, k: int | None = None, seed: int | None = None
) -> Values:
    # Both engines draw the same sources, since both see the nodes in the same order.
    if engine is Engine.KERNELS:
        from graph_api.analytics.backend.algorithms import betweenness_values, sources_drawn

        graph = snapshot.as_csr()
        draws = create_py_random_state(seed)
        return betweenness_values(graph, None if k is None else sources_drawn(graph, k, draws))
    found = nx.betweenness_centrality(snapshot.to_networkx(), k=k, seed=seed, backend="networkx")
    return snapshot.align(found)
