"""Burt's structural holes by distributed ties: see `analytics.holes`."""

from itertools import permutations

import numpy as np
from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812 -- as all of Spark's documentation has it

from graph_api.analytics.spark.links import DistributedLinks, Values, by_node, counted

_SIDE = ("near", "far", "third")


def structural_holes(links: DistributedLinks, degrees: Values) -> tuple[Values, Values]:
    r"""Constraint and effective size; NaN without ties. O(m^{3/2}) rows.

    $c_v = d_v^{-2} \sum_u (1 + \sum_{w \sim u, v} 1/d_w)^2$: each triangle is found once, from its
    node of fewest ties, and tells each of its ties of the third node.
    """
    inverse = np.divide(1.0, degrees, out=np.full(links.nodes, np.nan), where=degrees > 0)
    corners = _triangles(links, degrees).localCheckpoint()
    squares = by_node(_squares(links, corners, inverse), links.nodes)
    at = corners.select(F.explode(F.array("a", "b", "c")).alias("near"))
    triangles = counted(at, links.nodes)
    return squares * inverse**2, degrees - 2 * triangles * inverse


def _triangles(links: DistributedLinks, degrees: Values) -> DataFrame:
    """Every three that are tied to each other once: a, b, c from fewest ties to most."""
    order = np.empty(links.nodes)
    order[np.argsort(degrees, kind="stable")] = np.arange(links.nodes)
    ordered = links.told(links.told(links.frame, "near", "own", order), "far", "other", order)
    upward = ordered.where("own < other").select("near", "far").localCheckpoint()
    first = upward.select(F.col("near").alias("a"), F.col("far").alias("b"))
    second = upward.select(F.col("near").alias("a"), F.col("far").alias("c"))
    closing = upward.select(F.col("near").alias("b"), F.col("far").alias("c"))
    return first.join(second, "a").join(closing, ["b", "c"]).select("a", "b", "c")


def _squares(links: DistributedLinks, corners: DataFrame, inverse: Values) -> DataFrame:
    """For each node the sum over its ties of (1 + what their shared neighbours hold) squared."""
    sides = [
        F.struct(*(F.col(corner).alias(name) for corner, name in zip(each, _SIDE, strict=True)))
        for each in permutations("abc")
    ]
    told = links.told(
        corners.select(F.explode(F.array(*sides)).alias("side")).select("side.*"),
        *("third", "held", inverse),
    )
    shared = told.groupBy("near", "far").agg(F.sum("held").alias("shared"))
    ties = links.frame.join(shared, ["near", "far"], "left").withColumn(
        "whole", 1 + F.coalesce("shared", F.lit(0.0))
    )
    return ties.groupBy("near").agg(F.sum(F.col("whole") * F.col("whole")).alias("value"))
