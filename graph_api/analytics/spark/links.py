"""The ties of a snapshot, distributed; a value for each node stays with the driver.

The ties are what grows beyond a machine: they lie in Parquet, partitioned by the end that gathers.
Values of nodes (eight bytes each) are broadcast, and every step is one job: each node gathers what
its neighbours hold.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812 -- as all of Spark's documentation has it

from graph_api.analytics.parquet import TIES

Values = NDArray[np.float64]


def by_node(found: DataFrame, nodes: int, missing: float = 0.0) -> Values:
    """The column `value` as an array by the column `near`; other nodes have the missing value."""
    table = found.toArrow()
    values = np.full(nodes, missing)
    values[table["near"].to_numpy()] = table["value"].to_numpy()
    return values


def counted(pairs: DataFrame, nodes: int) -> Values:
    """How many pairs each `near` has."""
    return by_node(pairs.groupBy("near").agg(F.count("*").alias("value")), nodes)


class DistributedLinks:
    """Ties that hold each pair from both ends: `far` is a neighbour of `near`."""

    def __init__(self, session: SparkSession, folder: Path, nodes: int) -> None:
        self.session = session
        self.nodes = nodes
        once = session.read.parquet(str(folder / TIES))
        down = once.select(F.col("source").alias("near"), F.col("target").alias("far"))
        up = once.select(F.col("target").alias("near"), F.col("source").alias("far"))
        self.frame = down.unionByName(up).repartition("near").cache()

    def degrees(self) -> Values:
        """How many neighbours each node has."""
        return counted(self.frame, self.nodes)

    def sums(self, values: Values) -> Values:
        """The sum of the neighbours' values, 0 without neighbours."""
        return self._gather(values, F.sum("held"), 0.0)

    def minima(self, values: Values) -> Values:
        """The least value of the neighbours, infinity without neighbours."""
        return self._gather(values, F.min("held"), np.inf)

    def h_indices(self, values: Values) -> Values:
        """The largest h so that h neighbours hold h or more."""
        falling = F.sort_array(F.collect_list("held"), asc=False)
        holds = F.filter(falling, lambda value, place: value > place)
        return self._gather(values, F.size(holds), 0.0)

    def told(self, frame: DataFrame, node: str, held: str, values: Values) -> DataFrame:
        """A frame with a column `held` more: what the node in the column `node` holds."""
        places = np.arange(self.nodes, dtype=np.int32)
        known = self.session.createDataFrame(pa.table({node: places, held: values}))
        return frame.join(F.broadcast(known), node)

    def _gather(self, values: Values, how: Column, missing: float) -> Values:
        held = self.told(self.frame, "far", "held", values)
        return by_node(held.groupBy("near").agg(how.alias("value")), self.nodes, missing)
