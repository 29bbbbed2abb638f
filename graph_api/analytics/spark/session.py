"""A Spark session: on this machine unless SAMMACHIP_SPARK_MASTER names a cluster."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pyspark.sql import SparkSession

LOCAL = "local[*]"

_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.driver.memory": "2g",
}
_HERE = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
    # Re-planning each of some hundred short jobs takes longer than it saves on one machine.
    "spark.sql.adaptive.enabled": "false",
}


@contextmanager
def spark_session(master: str | None = None) -> Iterator[SparkSession]:
    """A session, stopped at the end; one on this machine listens on loopback alone."""
    where = master or os.environ.get("SAMMACHIP_SPARK_MASTER") or LOCAL
    local = where.startswith("local")
    if local:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder: Any = SparkSession.builder
    for name, value in (_SETTINGS | (_HERE if local else {})).items():
        builder = builder.config(name, value)
    session: SparkSession = builder.master(where).appName("sammachip").getOrCreate()
    try:
        yield session
    finally:
        session.stop()
