"""How near a node is to all others."""

import networkx as nx

from graph_api.analytics.snapshot import Snapshot, Values


def closeness(snapshot: Snapshot) -> Values:
    r"""The inverse of the mean number of steps to the others, weighed by how many are reached.

    Definition: $\frac{r}{n - 1} \cdot \frac{r}{\sum_u d(v, u)}$ with $r$ the others in the
    component of $v$, over ties, as `networkx.closeness_centrality` (Wasserman and Faust's form
    for networks in several components); 0 where nobody is reached.
    Officer: how quickly news from here gets to all. Where the network is in pieces, harmonic
    closeness is the fairer one.
    Cost: O(n m). Exact.
    Reference: Sabidussi 1966, doi 10.1007/BF02289527; Freeman 1978,
    doi 10.1016/0378-8733(78)90021-7; Wasserman & Faust 1994, doi 10.1017/CBO9780511815478.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> chain = snapshot_of_people([("a", "b"), ("b", "c")])
    >>> closeness(chain).round(3).tolist()
    [0.667, 1.0, 0.667]
    """
    return snapshot.align(nx.closeness_centrality(snapshot.to_networkx(), backend="networkx"))


def harmonic_closeness(snapshot: Snapshot) -> Values:
    r"""The mean of 1/steps to the others; who cannot be reached counts 0.

    Definition: $\frac{1}{n - 1} \sum_{u \neq v} \frac{1}{d(v, u)}$ over ties:
    `networkx.harmonic_centrality` divided by $n - 1$; 0 where there is nobody else.
    Officer: how quickly news from here gets to all, also where villages are not joined.
    Cost: O(n m). Exact.
    Reference: Boldi & Vigna 2014, doi 10.1080/15427951.2013.865686.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> harmonic_closeness(snapshot_of_people([("a", "b"), ("b", "c")], alone=["d"])).tolist()
    [0.5, 0.6666666666666666, 0.5, 0.0]
    """
    sums = nx.harmonic_centrality(snapshot.to_networkx(), backend="networkx")
    return snapshot.align(sums) / max(len(snapshot) - 1, 1)
