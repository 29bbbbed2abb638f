"""How concentrated the sales of every seller are, as one job."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812 -- as all of Spark's documentation has it


def concentration(sales: DataFrame) -> DataFrame:
    """HHI, effective markets and dependency of every seller: see `analytics.concentration`.

    `sales` has the columns seller, market and baht; sales without a positive sum are left out.
    """
    flows = sales.groupBy("seller", "market").agg(F.sum("baht").alias("baht")).where("baht > 0")
    totals = flows.groupBy("seller").agg(F.sum("baht").alias("total"))
    shares = flows.join(totals, "seller").withColumn("share", F.col("baht") / F.col("total"))
    squares = F.sum(F.col("share") * F.col("share"))
    return shares.groupBy("seller").agg(
        (squares * 10_000).alias("hhi"),
        (1 / squares).alias("effective"),
        F.max("share").alias("dependency"),
    )
