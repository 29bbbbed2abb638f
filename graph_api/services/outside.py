"""A snapshot handed to what may not be installed: Parquet, and Spark on it."""

import shutil
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from graph_api.analytics.snapshot import Snapshot
from graph_api.analytics.standing import Progress
from graph_api.domain.errors import InvalidArgument
from graph_api.ports import MetricColumn


def write(snapshot: Snapshot, folder: Path) -> None:
    """Write a snapshot as Parquet.

    Raises:
        InvalidArgument: pyarrow is not installed, or the folder cannot be written.
    """
    _need("pyarrow", "parquet")
    from graph_api.analytics.parquet import write_parquet

    try:
        write_parquet(snapshot, folder)
    except OSError as error:
        raise InvalidArgument(
            f"เขียนภาพเครือข่ายลง {folder} ไม่ได้ ({error.strerror or error}): เลือกโฟลเดอร์อื่น"
        ) from error


def by_spark(snapshot: Snapshot, written: Path | None, tell: Progress) -> list[MetricColumn]:
    """The distributed metrics of a snapshot, from where it was written or from a passing folder.

    Raises:
        InvalidArgument: PySpark or Java is not installed.
    """
    _need("pyspark", "spark")
    if shutil.which("java") is None:
        raise InvalidArgument("ไม่พบ Java ที่ Spark ต้องใช้: ติดตั้ง Java 17 หรือใหม่กว่า แล้วสั่งอีกครั้ง")
    from graph_api.analytics.spark.standing import distributed_metrics

    if written is not None:
        return distributed_metrics(written, len(snapshot), tell)
    with TemporaryDirectory(prefix="sammachip-") as folder:
        write(snapshot, Path(folder))
        return distributed_metrics(Path(folder), len(snapshot), tell)


def _need(module: str, extra: str) -> None:
    if find_spec(module) is None:
        raise InvalidArgument(
            f'ยังไม่ได้ติดตั้ง {module}: สั่ง pip install "sammachip-graph[{extra}]" แล้วสั่งอีกครั้ง'
        )
