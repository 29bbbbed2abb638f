"""Measures over compressed rows by kernels: arrays in, arrays out.

The first use in a process imports numba; so this module is imported where it is used.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph_api.analytics.adjacency import Adjacency
from graph_api.analytics.kernels import (
    betweenness,
    brokers,
    cohesion,
    distances,
    ranks,
    reach,
    walks,
)
from graph_api.analytics.kernels.compiling import Rows, Targets

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

HUBS = 64
MOST_WORDS = 4_096
"""More distinct sets of hubs than this, and fewer hubs are answered from bits."""

RESIDUAL = 1e-12
"""Norm at which PageRank stops; by it no value is off by more than 1e-11 of itself."""


@dataclass(frozen=True, eq=False)
class Links:
    """A network as rows, read-only: `out` leads from each node, `back` to it.

    Undirected networks hold every link from both ends, and `back` is `out`.
    """

    indptr: Rows
    indices: Targets
    back_indptr: Rows
    back_indices: Targets
    directed: bool

    @classmethod
    def undirected(cls, rows: Adjacency) -> "Links":
        """Rows that hold every link from both ends."""
        indptr, indices = unsigned(rows)
        return cls(indptr, indices, indptr, indices, directed=False)

    @classmethod
    def of_directed(cls, rows: Adjacency) -> "Links":
        """Rows of who leads to whom; the way back is worked out, O(n + m)."""
        indptr, indices = unsigned(rows)
        back_indptr, back_indices = unsigned(turned(rows))
        return cls(indptr, indices, back_indptr, back_indices, directed=True)

    def __len__(self) -> int:
        return len(self.indptr) - 1

    @cached_property
    def degrees(self) -> Counts:
        """How many links lead from each node."""
        starts = self.indptr.view(np.int64)
        return starts[1:] - starts[:-1]

    @cached_property
    def places(self) -> list[NDArray[np.int32]]:
        """Arrays that searches of this network have done with, see `walks.shortest_way`."""
        return []

    @cached_property
    def matrix(self) -> csr_array:
        """The rows as a matrix of ones."""
        shape = (len(self), len(self))
        arrays = (np.ones(len(self.indices)), self.indices.view(np.int32), self.indptr)
        return csr_array(arrays, shape=shape)


def unsigned(rows: Adjacency) -> tuple[Rows, Targets]:
    """The arrays of `rows` as kernels want them, without a copy."""
    indptr, indices = rows.indptr.view(np.uint64), rows.indices.view(np.uint32)
    indptr.flags.writeable = indices.flags.writeable = False
    return indptr, indices


def turned(rows: Adjacency) -> Adjacency:
    """The rows of who leads to a node, from those of where it leads."""
    sources = np.repeat(np.arange(len(rows.indptr) - 1, dtype=np.int32), rows.out_degrees())
    order = np.argsort(rows.indices, kind="stable")
    indptr = np.concatenate(([0], np.cumsum(rows.in_degrees()))).astype(np.int64)
    return Adjacency(indptr, sources[order])


def pagerank(links: Links, damping: float = 0.85, residual: float = RESIDUAL) -> Floats:
    """PageRank of undirected links, see `kernels.ranks.pagerank_undirected`."""
    values, steps = ranks.pagerank_undirected(links.indptr, links.indices, damping, residual)
    if steps < 0:
        raise ArithmeticError(f"PageRank did not get to a residual of {residual}")
    return values


@dataclass(frozen=True, slots=True, eq=False)
class HubWords:
    """Which hubs a node is or is linked from, as bits of a word.

    `joint[v]` is how many nodes share a bit with v.
    """

    hubs: Counts
    masks: NDArray[np.uint64]
    is_hub: NDArray[np.bool_]
    joint: Counts


def two_step_counts(links: Links, chosen: Counts | None = None) -> Counts:
    """How many others are within two steps of every node, or of some, of undirected links."""
    found = hub_words(links)
    asked = np.arange(len(links)) if chosen is None else chosen
    return reach.within_two(
        links.indptr, links.indices, asked, found.masks, found.is_hub, found.joint
    )


def hub_words(links: Links) -> HubWords:
    """The words of the hubs that are answered from bits."""
    hubs = _hubs(links)
    while True:
        masks = reach.hub_masks(links.indptr, links.indices, hubs)
        words, which, counts = np.unique(masks, return_inverse=True, return_counts=True)
        if len(words) <= MOST_WORDS:
            break
        hubs = hubs[: len(hubs) // 2]
    joint = reach.joint_sizes(words, counts)[which]
    is_hub = np.zeros(len(links), np.bool_)
    is_hub[hubs] = True
    return HubWords(hubs, masks, is_hub, joint)


def ball_sizes(links: Links, steps: int) -> Counts:
    """How many are within `steps` of every node of undirected links, itself included."""
    if steps <= 0:
        return np.ones(len(links), np.int64)
    if steps == 1:
        return links.degrees + 1
    return (two_step_counts(links) if steps == 2 else distance_sums(links, steps).within[-1]) + 1


def _hubs(links: Links) -> Counts:
    # A node of few contacts is sooner walked than looked up.
    count = min(HUBS, len(links))
    first = np.argpartition(-links.degrees, count - 1)[:count] if count else np.zeros(0, np.int64)
    first = first[np.argsort(-links.degrees[first], kind="stable")]
    return first[links.degrees[first] > HUBS].astype(np.int64)


def distance_sums(
    links: Links, max_steps: int = 4, starts: Counts | None = None
) -> distances.DistanceSums:
    """Distances from the starts (all nodes unless given), 512 at a time. O(n / 512 m steps)."""
    chosen = np.arange(len(links)) if starts is None else starts.astype(np.int64)
    return distances.distance_sums(links.back_indptr, links.back_indices, chosen, max_steps)


def closeness(found: distances.DistanceSums, *, improved: bool = True) -> Floats:
    """`networkx.closeness_centrality` of every node."""
    nodes = len(found.sums)
    values: Floats = np.zeros(nodes)
    np.divide(found.reached, found.sums, out=values, where=found.sums > 0)
    return values * (found.reached / max(nodes - 1, 1)) if improved else values


def betweenness_sums(
    links: Links, sources: Counts | None = None, *, endpoints: bool = False
) -> Floats:
    """Unscaled dependencies of `sources` (all nodes unless given) on every node."""
    starts = np.arange(len(links)) if sources is None else np.sort(sources).astype(np.int64)
    both = (links.indptr, links.indices, links.back_indptr, links.back_indices)
    return betweenness.betweenness_sums(*both, starts, endpoints)


def structural_holes(links: Links) -> tuple[Floats, Floats, Counts]:
    """Constraint, effective size and triangles of every node of undirected links."""
    return brokers.structural_holes(links.indptr, links.indices)


def shortest_way(links: Links, source: int, target: int) -> Counts:
    """The positions on a way of fewest steps, both ends included; none where there is no way."""
    try:
        places = links.places.pop()
    except IndexError:  # all are in use, by other threads
        places = np.zeros((3, len(links)), np.int32)
    indptr, indices = links.indptr, links.indices
    if links.directed:
        back = links.back_indptr, links.back_indices
        way = walks.shortest_way(indptr, indices, *back, source, target, places)
    else:
        way = walks.shortest_way_either(indptr, indices, source, target, places)
    links.places.append(places)
    return way


def component_labels(links: Links) -> tuple[NDArray[np.int32], int]:
    """A part's number for every node of undirected links, in order of first node."""
    return walks.component_labels(links.indptr, links.indices)


def core_numbers(links: Links) -> NDArray[np.int32]:
    """The largest k of the k-cores a node of undirected links is in."""
    return cohesion.core_numbers(links.indptr, links.indices)


def cuts(links: Links) -> cohesion.Cuts:
    """Cut nodes and bridges of undirected links, in one walk."""
    return cohesion.cuts(links.indptr, links.indices)


def blocks(links: Links) -> list[NDArray[np.int64]]:
    """The positions of every block (biconnected component) of undirected links."""
    walk = cohesion.depth_walk(links.indptr, links.indices)
    numbers, count = cohesion.block_numbers(walk)
    lower = np.flatnonzero(numbers >= 0)
    order = lower[np.argsort(numbers[lower], kind="stable")]
    ends = np.cumsum(np.bincount(numbers[order], minlength=count))[:-1]
    heads = np.full(count, -1, np.int64)
    inner = walk.order[numbers[walk.order] >= 0]
    heads[numbers[inner][::-1]] = walk.parent[inner][::-1]
    inner_parts = np.split(order, ends) if count else []
    return [np.append(part, head) for part, head in zip(inner_parts, heads, strict=True)]


def diffusion(links: Links, passing: float, rounds: int) -> Floats:
    """The sum over t = 1..rounds of (passing A)^t times ones."""
    return ranks.diffusion_sum(links.indptr, links.indices, passing, rounds)
