"""The measures by distributed links: the same values as `graph_api.analytics` gives.

Each function says what differs in the way, not in the meaning: that stands where the measure is
defined.
"""

from collections.abc import Sequence
from math import sqrt

import numpy as np
from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812 -- as all of Spark's documentation has it
from scipy.sparse import csr_array
from scipy.sparse.linalg import LinearOperator

from graph_api.analytics.diffusion import ROUNDS
from graph_api.analytics.eigen import DENSE_NODES, lanczos, leading_eigenvector
from graph_api.analytics.pagerank import DAMPING
from graph_api.analytics.spark.links import DistributedLinks, Values, by_node, counted

RESIDUAL = 1e-12
_STEPS_MAX = 500

REGISTERS = 256
"""Of a sketch; as many as the kernels' have."""

SKETCH_ERROR = 1.04 / sqrt(REGISTERS)
"""Standard error of a count read from a sketch, as a share of it."""


def two_step_counts(links: DistributedLinks) -> Values:
    """Others within two steps, exact: distinct pairs, as many as the squares of the degrees."""
    onward = links.frame.select(F.col("near").alias("by"), F.col("far").alias("end"))
    further = links.frame.join(onward, links.frame["far"] == onward["by"]).where("near <> end")
    pairs = links.frame.unionByName(further.select("near", F.col("end").alias("far")))
    return counted(pairs.distinct(), links.nodes)


def reach_sketched(links: DistributedLinks, steps: Sequence[int]) -> list[Values]:
    """Others within each of the steps (ascending, from 1), by HyperLogLog.

    A sketch of `REGISTERS` bytes a node is united with those of the neighbours in each step, so
    the cost does not grow with how many are reached; `SKETCH_ERROR` says how far a count is off.
    Reference: Flajolet et al. 2007; Boldi, Rosa & Vigna 2011 (HyperANF), arXiv 1011.5599.
    """
    own = links.frame.select("near").distinct()
    held = own.select("near", F.col("near").alias("far")).unionByName(links.frame)
    precision = F.lit(REGISTERS.bit_length() - 1)
    sketches = held.groupBy("near").agg(F.hll_sketch_agg("far", precision).alias("sketch"))
    counts = []
    for step in range(1, max(steps) + 1):
        if step > 1:
            sketches = _united(links, sketches)
        if step in steps:
            value = F.hll_sketch_estimate("sketch") - 1
            counts.append(by_node(sketches.select("near", value.alias("value")), links.nodes))
    return counts


def _united(links: DistributedLinks, sketches: DataFrame) -> DataFrame:
    others = sketches.withColumnRenamed("near", "far")
    gathered = links.frame.join(others, "far").select("near", "sketch").unionByName(sketches)
    united = gathered.groupBy("near").agg(F.hll_union_agg("sketch").alias("sketch"))
    return united.localCheckpoint()


def pagerank(links: DistributedLinks, degrees: Values) -> Values:
    """PageRank by conjugate gradient, as the kernel has it; some forty jobs."""
    tied = degrees > 0
    root = np.where(tied, 1 / np.sqrt(np.maximum(degrees, 1)), 1.0)
    x, r, p = np.zeros(links.nodes), root.copy(), root.copy()
    norm = float(r @ r)
    for _ in range(_STEPS_MAX):
        if norm <= RESIDUAL * RESIDUAL:
            break
        image = p - DAMPING * root * links.sums(p * root)
        step = norm / float(p @ image)
        x, r = x + step * p, r - step * image
        before, norm = norm, float(r @ r)
        p = r + (norm / before) * p
    ranks = np.where(tied, x / root, x)
    return ranks / ranks.sum() if links.nodes else ranks


def components(links: DistributedLinks) -> tuple[Values, Values]:
    """The place of each part (1 the largest), and its size: least labels, with short cuts."""
    labels = np.arange(links.nodes, dtype=np.float64)
    while True:
        lower = np.minimum(labels, links.minima(labels))
        # Whoever the label names may know a lower one, and so may the one whose label it was.
        told = labels.copy()
        np.minimum.at(told, labels.astype(np.int64), lower)
        lower = np.minimum(lower, told[lower.astype(np.int64)])
        if np.array_equal(lower, labels):
            break
        labels = lower
    _, first, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    places = np.empty(len(sizes))
    places[np.argsort(-sizes, kind="stable")] = np.arange(1, len(sizes) + 1)
    return places[first], sizes[first].astype(float)


def core_numbers(links: DistributedLinks, degrees: Values) -> Values:
    """The cores: a bound of everybody's, lowered to the h-index of the neighbours' until it rests.

    Reference: Lü, Zhou, Zhang & Stanley 2016, doi 10.1038/ncomms10168.
    """
    bounds = degrees
    while True:
        lower = np.minimum(bounds, links.h_indices(bounds))
        if np.array_equal(lower, bounds):
            return bounds
        bounds = lower


def eigenvector_and_diffusion(links: DistributedLinks, degrees: Values) -> tuple[Values, Values]:
    """The eigenvector of the largest value, and diffusion with passing 1 / value in seven rounds.

    Lanczos on the driver, a job for each of its steps.
    """
    value, vector = _leading(links, degrees)
    heard = np.zeros(links.nodes)
    if value == 0.0:
        return vector, heard
    # The first round adds up ones: each node hears from all that it is tied to.
    news = degrees / value
    for _ in range(ROUNDS - 1):
        heard += news
        news = links.sums(news) / value
    return vector, heard + news


def _leading(links: DistributedLinks, degrees: Values) -> tuple[float, Values]:
    nodes = links.nodes
    if nodes <= DENSE_NODES or not degrees.any():
        table = links.frame.toArrow()
        ends = (table["near"].to_numpy(), table["far"].to_numpy())
        return leading_eigenvector(csr_array((np.ones(len(table)), ends), shape=(nodes, nodes)))
    return lanczos(LinearOperator((nodes, nodes), matvec=links.sums, dtype=np.float64))
