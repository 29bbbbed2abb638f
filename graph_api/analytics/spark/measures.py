"""The measures by distributed links: the same values as `graph_api.analytics` gives.

Each function says what differs in the way, not in the meaning: that stands where the measure is
defined.
"""

import numpy as np
from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812 -- as all of Spark's documentation has it
from scipy.sparse.linalg import LinearOperator, eigsh

from graph_api.analytics.diffusion import ROUNDS
from graph_api.analytics.pagerank import DAMPING
from graph_api.analytics.spark.links import DistributedLinks, Values

RESIDUAL = 1e-12
_STEPS_MAX = 500
_DENSE_NODES = 3


def reach_counts(links: DistributedLinks, steps: int) -> Values:
    """Others within `steps`, exact: distinct pairs, step by step.

    The pairs of two steps are as many as the squares of the degrees add up to; for more steps ask
    `reach_sketched`.
    """
    pairs = links.frame
    onward = links.frame.select(F.col("near").alias("by"), F.col("far").alias("end"))
    for _ in range(steps - 1):
        further = pairs.join(onward, pairs["far"] == onward["by"])
        wider = further.select("near", F.col("end").alias("far")).where("near <> far")
        pairs = pairs.unionByName(wider).distinct()
    return _counted(links, pairs)


def _counted(links: DistributedLinks, pairs: DataFrame) -> Values:
    table = pairs.groupBy("near").agg(F.count("*").alias("value")).toArrow()
    counts = np.zeros(links.nodes)
    counts[table["near"].to_numpy()] = table["value"].to_numpy()
    return counts


def reach_sketched(links: DistributedLinks, steps: int, precision: int = 10) -> Values:
    r"""Others within `steps`, by HyperLogLog: off by about $1.04 / \sqrt{2^p}$ (p = `precision`).

    A sketch of $2^p$ bytes a node is united with those of the neighbours in each step, so the cost
    does not grow with how many are reached.
    Reference: Flajolet et al. 2007; Boldi, Rosa & Vigna 2011 (HyperANF), arXiv 1011.5599.
    """
    own = links.frame.select("near").distinct()
    held = own.select("near", F.col("near").alias("far")).unionByName(links.frame)
    sketches = held.groupBy("near").agg(F.hll_sketch_agg("far", F.lit(precision)).alias("sketch"))
    for _ in range(steps - 1):
        sketches = sketches.localCheckpoint()
        others = sketches.withColumnRenamed("near", "far")
        gathered = links.frame.join(others, "far").select("near", "sketch")
        united = gathered.unionByName(sketches).groupBy("near")
        sketches = united.agg(F.hll_union_agg("sketch").alias("sketch"))
    sized = sketches.select("near", (F.hll_sketch_estimate("sketch") - 1).alias("value"))
    table = sized.toArrow()
    counts = np.zeros(links.nodes)
    counts[table["near"].to_numpy()] = table["value"].to_numpy()
    return counts


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


def leading_eigenvalue(links: DistributedLinks) -> float:
    """The largest eigenvalue: Lanczos on the driver, a job for each of its steps."""
    nodes = links.nodes
    if nodes <= _DENSE_NODES:
        columns = [links.sums(row) for row in np.eye(nodes)]
        return max(float(np.linalg.eigvalsh(np.array(columns))[-1]), 0.0) if nodes else 0.0
    ties = LinearOperator((nodes, nodes), matvec=links.sums, dtype=np.float64)
    values = eigsh(ties, k=1, which="LA", v0=np.ones(nodes), tol=0, return_eigenvectors=False)
    return max(float(values[0]), 0.0)


def diffusion(links: DistributedLinks, degrees: Values) -> Values:
    """Diffusion centrality with passing 1 / (largest eigenvalue), in seven rounds."""
    value = leading_eigenvalue(links)
    heard = np.zeros(links.nodes)
    if value == 0.0:
        return heard
    # The first round adds up ones: each node hears from all that it is tied to.
    news = degrees / value
    for _ in range(ROUNDS - 1):
        heard += news
        news = links.sums(news) / value
    return heard + news
