"""Who meets whom at the same markets."""

from collections.abc import Iterable


def co_selling(sales: Iterable[tuple[str, str]]) -> dict[tuple[str, str], float]:
    r"""How closely sellers are tied by the markets they share.

    Definition: $w(u, v) = \sum_k \frac{1}{\deg_k - 1}$ over the markets $k$ where both sell, with
    $\deg_k$ the sellers at $k$: meeting at a small market counts more than at a large fair.
    `sales` are pairs (seller, market); a pair given twice counts once. The keys of the result
    are pairs of sellers in order of id; pairs without a shared market are left out.
    Officer: which groups could ship or sell together.
    Cost: O(sum of deg_k squared). Exact, as
    `networkx.bipartite.collaboration_weighted_projected_graph`.
    Reference: Newman 2001, doi 10.1103/PhysRevE.64.016132.

    >>> co_selling([("weavers", "fair"), ("potters", "fair"), ("potters", "shop")])
    {('potters', 'weavers'): 1.0}
    """
    import networkx as nx

    pairs = {(_seller(seller), _market(market)) for seller, market in sales}
    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    graph.add_edges_from(sorted(pairs))
    projected = nx.bipartite.collaboration_weighted_projected_graph(
        graph, {seller for seller, _ in pairs}, backend="networkx"
    )
    weights = {
        (min(u, v)[1], max(u, v)[1]): float(projected[u][v]["weight"]) for u, v in projected.edges
    }
    return dict(sorted(weights.items()))


# The two sides are told apart even where a seller and a market have the same id.
def _seller(node: str) -> tuple[str, str]:
    return ("seller", node)


def _market(node: str) -> tuple[str, str]:
    return ("market", node)
