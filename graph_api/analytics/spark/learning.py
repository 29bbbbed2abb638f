"""How far knowledge was passed on, by distributed teachings: see `analytics.reaching`."""

from pathlib import Path

import numpy as np
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812 -- as all of Spark's documentation has it

from graph_api.analytics.parquet import TEACHINGS
from graph_api.analytics.spark.links import Values, counted


class DistributedTeachings:
    """Who taught whom on which days; a day that is not known is null."""

    def __init__(self, session: SparkSession, folder: Path, nodes: int) -> None:
        self.nodes = nodes
        self.frame = session.read.parquet(str(folder / TEACHINGS)).cache()

    def pairs(self) -> DataFrame:
        """Each teacher (`near`) and learner (`far`) once."""
        columns = F.col("teacher").alias("near"), F.col("learner").alias("far")
        return self.frame.select(*columns).distinct()


def learning_degrees(teachings: DistributedTeachings) -> tuple[Values, Values]:
    """How many teachers and how many learners each node has."""
    pairs = teachings.pairs()
    turned = pairs.select(F.col("far").alias("near"), F.col("near").alias("far"))
    return counted(turned, teachings.nodes), counted(pairs, teachings.nodes)


def learning_reach_counts(teachings: DistributedTeachings, steps: int) -> Values:
    """How many have learnt within 1, 2, ... teachings (rows), exact."""
    reached = teachings.pairs()
    onward = reached.select(F.col("near").alias("by"), F.col("far").alias("end"))
    counts = [counted(reached, teachings.nodes)]
    for _ in range(steps - 1):
        reached = reached.unionByName(_passed_on(reached, onward)).distinct().localCheckpoint()
        counts.append(counted(reached, teachings.nodes))
    return np.stack(counts)


def _passed_on(reached: DataFrame, onward: DataFrame) -> DataFrame:
    further = reached.join(onward, reached["far"] == onward["by"]).where("near <> end")
    return further.select("near", F.col("end").alias("far"))


def cascade_reach_counts(teachings: DistributedTeachings, steps: int) -> Values:
    """How many have learnt within 1, 2, ... teachings whose days never fall (rows), exact.

    Of everybody reached the earliest day is kept: whatever can follow a later one can follow it.
    """
    dated = teachings.frame.where("day IS NOT NULL")
    onward = dated.select(
        F.col("teacher").alias("by"), F.col("learner").alias("end"), F.col("day").alias("then")
    )
    reached = _earliest(
        dated.select(F.col("teacher").alias("near"), F.col("learner").alias("far"), "day")
    )
    counts = [counted(reached, teachings.nodes)]
    for _ in range(steps - 1):
        after = (reached["far"] == onward["by"]) & (onward["then"] >= reached["day"])
        further = reached.join(onward, after).where("near <> end")
        moved = further.select("near", F.col("end").alias("far"), F.col("then").alias("day"))
        reached = _earliest(reached.unionByName(moved)).localCheckpoint()
        counts.append(counted(reached, teachings.nodes))
    return np.stack(counts)


def _earliest(reached: DataFrame) -> DataFrame:
    return reached.groupBy("near", "far").agg(F.min("day").alias("day"))
