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
        return self._by_node(self.frame.groupBy("near").agg(F.count("*").alias("value")), 0.0)

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

    def _gather(self, values: Values, how: Column, missing: float) -> Values:
        held = self.session.createDataFrame(
            pa.table({"far": np.arange(self.nodes, dtype=np.int32), "held": values})
        )
        joined = self.frame.join(F.broadcast(held), "far")
        return self._by_node(joined.groupBy("near").agg(how.alias("value")), missing)

    def _by_node(self, found: DataFrame, missing: float) -> Values:
        table = found.toArrow()
        values = np.full(self.nodes, missing)
        values[table["near"].to_numpy()] = table["value"].to_numpy()
        return values
