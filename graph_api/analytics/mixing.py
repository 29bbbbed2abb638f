"""Whether people are tied to their like or to others: E-I index, assortativity.

A group is whatever is asked for: a village, a subdistrict, an occupation. `Groups` says which ones
a node belongs to; several are allowed (a household may weave and farm), and a tie is internal
where its two ends share at least one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import nan

import numpy as np

from graph_api.analytics.snapshot import Snapshot
from graph_api.domain.areas import AreaLevel, code_at

Groups = Mapping[str, Collection[str]]
"""The groups of each node; a node without any is left out of the counting."""

Ties = Iterable[tuple[str, str]]
"""Pairs of ids, each tie once, either way."""


@dataclass(frozen=True, slots=True)
class Mixing:
    """Ties counted by whether they stay within a group.

    `unknown` are ties with an end of no known group; they count in nothing else.
    """

    external: int
    internal: int
    unknown: int = 0

    @property
    def ei(self) -> float | None:
        """The E-I index: -1 all ties within the group, 1 all lead out of it; None without ties."""
        known = self.external + self.internal
        return (self.external - self.internal) / known if known else None


def ei_index(ties: Ties, groups: Groups) -> Mixing:
    r"""The E-I index of a network.

    Definition: $\frac{E - I}{E + I}$ with $I$ the ties whose ends share a group, $E$ the others.
    Officer: near -1 the villages (or occupations) keep to themselves; near 1 they look outward.
    How many external ties chance alone would give depends on how large the groups are: compare
    an index with that of another year, or read `attribute_assortativity` beside it.
    Cost: O(m). Exact.
    Reference: Krackhardt & Stern 1988, doi 10.2307/2786835.

    >>> homes = {"a": ["v1"], "b": ["v1"], "c": ["v2"], "d": []}
    >>> found = ei_index([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")], homes)
    >>> found.external, found.internal, found.unknown, round(found.ei, 3)
    (2, 1, 1, 0.333)
    """
    counts = Counter(_side(u, v, groups) for u, v in ties)
    return Mixing(counts[False], counts[True], counts[None])


def ei_by_group(ties: Ties, groups: Groups) -> dict[str, Mixing]:
    """The E-I index of every group: its ties to itself against its ties to others.

    A tie within a group counts once for it; a tie of two groups counts for both.
    Officer: which village or occupation looks inward.
    Cost: O(m). Exact.
    Reference: Krackhardt & Stern 1988, doi 10.2307/2786835.

    >>> homes = {"a": ["v1"], "b": ["v1"], "c": ["v2"]}
    >>> {group: found.ei for group, found in ei_by_group([("a", "b"), ("b", "c")], homes).items()}
    {'v1': 0.0, 'v2': 1.0}
    """
    counts: dict[str, Counter[bool | None]] = defaultdict(Counter)
    for u, v in ties:
        of_u, of_v = set(groups.get(u, ())), set(groups.get(v, ()))
        for group in of_u | of_v:
            known = bool(of_u and of_v)
            counts[group][(group in of_u & of_v) if known else None] += 1
    return {g: Mixing(of[False], of[True], of[None]) for g, of in sorted(counts.items())}


def ei_by_node(ties: Ties, groups: Groups) -> dict[str, Mixing]:
    """The E-I index of every node that has a tie.

    Officer: who links the village, or the occupation, to others.
    Cost: O(m). Exact.
    Reference: Krackhardt & Stern 1988, doi 10.2307/2786835.

    >>> {v: m.ei for v, m in ei_by_node([("a", "b")], {"a": ["v1"], "b": ["v2"]}).items()}
    {'a': 1.0, 'b': 1.0}
    """
    counts: dict[str, Counter[bool | None]] = defaultdict(Counter)
    for u, v in ties:
        side = _side(u, v, groups)
        counts[u][side] += 1
        counts[v][side] += 1
    return {v: Mixing(of[False], of[True], of[None]) for v, of in sorted(counts.items())}


def _side(u: str, v: str, groups: Groups) -> bool | None:
    of_u, of_v = groups.get(u, ()), groups.get(v, ())
    return not set(of_u).isdisjoint(of_v) if of_u and of_v else None


def areas_at(snapshot: Snapshot, level: AreaLevel) -> dict[str, tuple[str, ...]]:
    """The area of every actor at a level, as `Groups`; none where it is known more widely only.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> areas_at(snapshot_of_people([("a", "b")]), AreaLevel.VILLAGE)
    {'a': (), 'b': ()}
    """
    codes = (code_at(area or "", level) for area in snapshot.areas)
    return {v: (code,) if code else () for v, code in zip(snapshot.ids, codes, strict=True)}


def area_ei(snapshot: Snapshot, level: AreaLevel) -> Mixing:
    """The E-I index of a snapshot by areas of a level: `ei_index` in arrays, for a nation.

    Cost: O(n + m). Exact.
    Reference: Krackhardt & Stern 1988, doi 10.2307/2786835.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> area_ei(snapshot_of_people([("a", "b")]), AreaLevel.VILLAGE).unknown
    1
    """
    numbers: dict[str | None, int] = {None: -1}
    codes = (code_at(area or "", level) for area in snapshot.areas)
    places = np.array([numbers.setdefault(code, len(numbers)) for code in codes], np.int64)
    ends = np.repeat(places, snapshot.ties.out_degrees()), places[snapshot.ties.indices]
    known = (ends[0] >= 0) & (ends[1] >= 0)
    internal = int((known & (ends[0] == ends[1])).sum()) // 2
    return Mixing(int(known.sum()) // 2 - internal, internal, int((~known).sum()) // 2)


def attribute_assortativity(ties: Ties, group_of: Mapping[str, str]) -> float:
    r"""How much more ties stay within groups than chance would have it.

    Definition: $r = \frac{\operatorname{tr} e - \lVert e^2 \rVert}{1 - \lVert e^2 \rVert}$ with
    $e_{gh}$ the share of tie ends from group g to group h, as
    `networkx.attribute_assortativity_coefficient`. Ties with an end of no group are left out; NaN
    (not defined) where all ties are within one group, or there is none.
    Officer: 1, people meet only their like; 0, as by chance; below 0, they seek the others.
    Cost: O(m + groups^2). Exact.
    Reference: Newman 2003, doi 10.1103/PhysRevE.67.026126.

    >>> attribute_assortativity([("a", "b"), ("c", "d")], {"a": "x", "b": "x", "c": "y", "d": "y"})
    1.0
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((u, v) for u, v in ties if u in group_of and v in group_of)
    groups = {group_of[v] for v in graph}
    if len(groups) < 2:
        return nan
    nx.set_node_attributes(graph, {v: group_of[v] for v in graph}, "group")
    return float(nx.attribute_assortativity_coefficient(graph, "group", backend="networkx"))


def degree_assortativity(snapshot: Snapshot) -> float:
    r"""Whether those with many contacts are tied to others with many.

    Definition: Pearson's correlation of the degrees at the two ends of a tie, as
    `networkx.degree_assortativity_coefficient`; NaN (not defined) where all degrees are equal, or
    there is no tie.
    Officer: below 0 is a network of hubs with many small contacts, which falls apart without
    them; above 0 the busy know each other.
    Cost: O(m). Exact.
    Reference: Newman 2002, doi 10.1103/PhysRevLett.89.208701.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> degree_assortativity(snapshot_of_people([("hub", leaf) for leaf in "abc"]))
    -1.0
    """
    from graph_api.analytics.kernels.mixing import degree_sums

    ties = snapshot.ties
    sums = degree_sums(ties.indptr.view(np.uint64), ties.indices.view(np.uint32))
    # Every tie is there both ways, so that both ends have one mean and one spread. All are whole
    # numbers: no digit is lost before the division.
    first, second, products = map(int, sums)
    spread = ties.pairs * second - first * first
    return (ties.pairs * products - first * first) / spread if spread else nan
