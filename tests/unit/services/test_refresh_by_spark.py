"""What Spark did not compute is not published, and nobody takes its earlier values for current."""

from pathlib import Path
from typing import cast

import numpy as np
import pytest

from graph_api.analytics.engine import Engine
from graph_api.analytics.measures import STANDING
from graph_api.cli.metric_texts import refresh_line
from graph_api.domain.metrics import Estimate, Method, Metric, MetricSpec
from graph_api.ports import GraphStore, MetricColumn
from graph_api.services import outside
from graph_api.services.refresh import RefreshResult, refresh
from graph_api.services.shelf import Shelf
from tests.unit.services.test_refresh import Clock, DictStore

DEGREE = MetricSpec(Metric.DEGREE)
FAR = MetricSpec(Metric.REACH_COUNT, steps=3)
COLUMNS = [
    MetricColumn(DEGREE, Estimate(), np.array([1.0, 1.0, 2.0])),
    MetricColumn(FAR, Estimate(Method.SAMPLED, 256, 0.1), np.array([2.0, 2.0, 2.0])),
]


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> DictStore:
    """A store of a chain of three; a Spark that computes two metrics."""
    monkeypatch.setattr(outside, "by_spark", lambda *_: COLUMNS)
    return DictStore([("sage", "trainer"), ("trainer", "home")])


async def run(store: DictStore, shelf: Shelf, *, spark: bool) -> RefreshResult:
    graph = cast(GraphStore, store)
    return await refresh(graph, exact_betweenness_nodes=9, now=Clock(), shelf=shelf, spark=spark)


async def test_only_what_it_computed_is_published(store: DictStore, tmp_path: Path):
    shelf = Shelf(tmp_path)
    await run(store, shelf, spark=False)
    result = await run(store, shelf, spark=True)
    assert [column.spec for column in store.columns] == [DEGREE, FAR]
    assert (result.engine, result.sampled) == (Engine.SPARK, (FAR,))
    assert set(result.left_out) == set(STANDING) - {DEGREE, FAR}
    assert len(shelf.open(result.snapshot.id)) == 3
    told = refresh_line(result)
    assert "BETWEENNESS" in told.split("จึงไม่ได้เผยแพร่:")[1]
    assert "ไม่แสดงเป็นค่าปัจจุบัน" in told
    assert "ประมาณจากตัวอย่าง: REACH_COUNT 3 ก้าว" in told


async def test_the_next_refresh_computes_all_of_them(store: DictStore, tmp_path: Path):
    await run(store, Shelf(tmp_path), spark=True)
    result = await run(store, Shelf(tmp_path), spark=False)
    assert (result.computed, result.left_out) == (True, ())
    assert {column.spec for column in store.columns} == set(STANDING)
