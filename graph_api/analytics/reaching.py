"""How many others are within some steps.

This is not NetworkX's `local_reaching_centrality` (Mones, Vicsek & Vicsek 2012,
doi 10.1371/journal.pone.0033799): that one has no limit of steps, and is a share.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.degree import degree
from graph_api.analytics.snapshot import Snapshot, Values
from graph_api.analytics.typed import UNDATED

REACH_STEPS = (1, 2, 3, 4)
"""The numbers of steps that reach is computed for."""


def reach_counts(snapshot: Snapshot, max_steps: int) -> NDArray[np.int64]:
    r"""How many others lie within 1, 2, ... `max_steps` ties.

    Definition: $r_k(v) = |\{u \neq v : d(v, u) \leq k\}|$ with $d$ the fewest ties between them;
    row `k - 1` of the result (shape `(max_steps, n)`) is $r_k$.
    Officer: how many people someone's teaching or news can get to in k steps.
    Cost: O(n times the links within k steps), at worst O(n m). Exact.
    Reference: m-reach of one node, Borgatti 2006, doi 10.1007/s10588-006-7084-x.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> chain = snapshot_of_people([("a", "b"), ("b", "c"), ("c", "d")])
    >>> reach_counts(chain, 2).tolist()
    [[1, 2, 2, 1], [2, 3, 3, 2]]
    """
    return _within(snapshot.to_networkx(), snapshot.ids, max_steps)


def reach_shares(counts: NDArray[np.int64]) -> Values:
    """The share of all others that is reached, from `reach_counts`.

    Definition: $r_k(v) / (n - 1)$; 0 where there is nobody else.
    Officer: the same as the count, comparable between villages and years.
    Cost: O(n). Exact.
    Reference: Borgatti 2006, doi 10.1007/s10588-006-7084-x.

    >>> reach_shares(np.array([[1, 2, 1]])).tolist()
    [[0.5, 1.0, 0.5]]
    """
    shares: Values = counts / max(counts.shape[-1] - 1, 1)
    return shares


def reach_efficiencies(snapshot: Snapshot, counts: NDArray[np.int64]) -> Values:
    r"""Reach per contact kept up, from `reach_counts`.

    Definition: $\frac{r_k(v) / (n - 1)}{\deg(v) + 1}$.
    Officer: who gets far with few contacts, and so can be asked to do more.
    Cost: O(n). Exact.
    Reference: reach as in Borgatti 2006, doi 10.1007/s10588-006-7084-x; this project's ratio.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> star = snapshot_of_people([("a", "b"), ("a", "c")])
    >>> reach_efficiencies(star, reach_counts(star, 2))[1].round(3).tolist()
    [0.333, 0.5, 0.5]
    """
    return reach_shares(counts) / (degree(snapshot) + 1)


def learning_reach_counts(snapshot: Snapshot, max_steps: int) -> NDArray[np.int64]:
    r"""How many have learnt from a node within 1, 2, ... `max_steps` teachings.

    Definition: $|\{u \neq v : 1 \leq \vec{d}(v, u) \leq k\}|$ with $\vec{d}$ the fewest learning
    links from teacher to learner; row `k - 1` of the result (shape `(max_steps, n)`). All who are
    reached count: trainers as well as households. The days of the teachings are not compared.
    Officer: how far a sage's knowledge has been passed on, hand to hand.
    Cost: O(n times the learning links within k steps). Exact.
    Reference: after local reaching centrality, Mones, Vicsek & Vicsek 2012,
    doi 10.1371/journal.pone.0033799, which counts a share at any number of steps.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> cascade = snapshot_of_people(learning=[("sage", "trainer"), ("trainer", "home")])
    >>> cascade.ids
    ('home', 'sage', 'trainer')
    >>> learning_reach_counts(cascade, 2).tolist()
    [[0, 1, 1], [0, 2, 1]]
    """
    return _within(snapshot.learning_to_networkx(), snapshot.ids, max_steps)


def cascade_reach_counts(snapshot: Snapshot, max_steps: int) -> NDArray[np.int64]:
    r"""How many have learnt from a node within 1, 2, ... teachings that followed each other.

    Definition: $|\{u \neq v : \text{a way } v = w_0, w_1, \ldots, w_j = u,\; j \leq k,
    \text{ of learning links with } t_1 \leq t_2 \leq \ldots \leq t_j\}|$, $t_i$ the day that
    $w_{i-1}$ taught $w_i$. What a trainer taught before having learnt it is not passed on; the
    same day counts, and a teaching whose day is not known does not. Row `k - 1` of the result
    (shape `(max_steps, n)`) is that of k.
    Officer: who has really learnt through whom; beside `learning_reach_counts` it shows how much
    of the teaching has its day written down, and its order right.
    Cost: O(n times the learning links within k steps). Exact.
    Reference: ways that respect time, Holme & Saramaki 2012, doi 10.1016/j.physrep.2012.03.001.

    >>> from datetime import date
    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> may, june = date(2024, 5, 1), date(2024, 6, 1)
    >>> chain = snapshot_of_people(taught=[("a", "b", june), ("b", "c", may), ("b", "d", june)])
    >>> cascade_reach_counts(chain, 2).tolist()
    [[1, 2, 0, 0], [2, 2, 0, 0]]
    """
    from graph_api.analytics.kernels.learning import within_steps_in_time

    rows, days = snapshot.teachings.rows, snapshot.teachings.days
    indptr, indices = rows.indptr.view(np.uint64), rows.indices.view(np.uint32)
    return within_steps_in_time(indptr, indices, days, max_steps, UNDATED)


def _within(graph: "nx.Graph[str]", ids: Sequence[str], max_steps: int) -> NDArray[np.int64]:
    counts = np.zeros((max_steps, len(ids)), np.int64)
    for position, node in enumerate(ids):
        steps = nx.single_source_shortest_path_length(
            graph, node, cutoff=max_steps, backend="networkx"
        )
        at = Counter(steps.values())
        counts[:, position] = list(accumulate(at[step] for step in range(1, max_steps + 1)))
    return counts
