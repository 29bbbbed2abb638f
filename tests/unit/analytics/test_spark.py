"""The distributed measures equal the kernels'; on a network of 100,000 nodes, in local mode."""

import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

pytest.importorskip("pyspark", reason="PySpark is not installed: make test-all installs it")
pytest.importorskip("numba", reason="the extra [national] is not installed")

from pyspark.sql import SparkSession

from benchmarks.network import national_rows
from benchmarks.ours import snapshot_of
from graph_api.analytics.by_kernels import Run
from graph_api.analytics.concentration import dependency, effective_number, hhi
from graph_api.analytics.measures import Limits
from graph_api.analytics.parquet import write_parquet
from graph_api.analytics.snapshot import Snapshot, snapshot_of_people
from graph_api.analytics.spark import measures
from graph_api.analytics.spark.links import DistributedLinks
from graph_api.analytics.spark.marketing import concentration
from graph_api.analytics.spark.session import spark_session
from graph_api.analytics.spark.standing import DistributedRun, distributed_columns
from graph_api.analytics.standing import standing_metrics

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("SAMMACHIP_TEST_ALL" not in os.environ, reason="`make test-all` runs it"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a Java 17 on PATH"),
    # What Spark and its bridge to Java warn of is no fault of ours.
    pytest.mark.filterwarnings("default"),
]

NODES = 100_000


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    with spark_session("local[2]") as opened:
        yield opened


def links_of(session: SparkSession, snapshot: Snapshot, folder: Path) -> DistributedLinks:
    return DistributedLinks(session, write_parquet(snapshot, folder), len(snapshot))


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return snapshot_of(national_rows(NODES))


@pytest.fixture(scope="module")
def links(session: SparkSession, snapshot: Snapshot, tmp_path_factory) -> DistributedLinks:
    return links_of(session, snapshot, tmp_path_factory.mktemp("parquet"))


@pytest.fixture(scope="module")
def kernels(snapshot: Snapshot) -> Run:
    return Run(snapshot)


@pytest.fixture(scope="module")
def degrees(links: DistributedLinks):
    return links.degrees()


def test_degree_and_reach_of_two_steps(links, kernels, degrees):
    ones, twos = kernels.near_counts()
    np.testing.assert_array_equal(degrees, ones)
    np.testing.assert_array_equal(measures.reach_counts(links, 2), twos)


def test_pagerank(links, kernels, degrees):
    np.testing.assert_allclose(measures.pagerank(links, degrees), kernels.pagerank()[0], rtol=1e-9)


def test_components(links, kernels):
    for found, wanted in zip(measures.components(links), kernels.components(), strict=True):
        np.testing.assert_array_equal(found, wanted)


def test_cores(links, kernels, degrees):
    np.testing.assert_array_equal(measures.core_numbers(links, degrees), kernels.cores()[0])


def test_diffusion(links, kernels, degrees):
    wanted = kernels.eigenvector_and_diffusion()[1]
    np.testing.assert_allclose(measures.diffusion(links, degrees), wanted, rtol=1e-9)


def test_reach_by_sketches_is_within_its_error(session: SparkSession, tmp_path: Path):
    small = snapshot_of(national_rows(2_000))
    links = links_of(session, small, tmp_path)
    counts = Run(small).far_counts()[0]
    found = measures.reach_sketched(links, 3, precision=10)
    tied = counts > 0
    errors = found[tied] / counts[tied] - 1
    assert np.sqrt((errors**2).mean()) < 2 * 1.04 / np.sqrt(2**10)


def test_networks_in_parts_and_without_ties(session: SparkSession, tmp_path: Path):
    graphs = [nx.path_graph(30), nx.star_graph(9), nx.complete_graph(5)]
    whole = nx.disjoint_union_all(graphs)
    pairs = [(f"v{u:02}", f"v{v:02}") for u, v in whole.edges]
    for number, snapshot in enumerate(
        [snapshot_of_people(pairs, alone=["w"]), snapshot_of_people(alone=["a", "b"])]
    ):
        links = links_of(session, snapshot, tmp_path / str(number))
        columns = {each.spec: each.values for each in distributed_columns(DistributedRun(links))}
        wanted = standing_metrics(snapshot, Limits(exact_betweenness_nodes=100))
        for column in wanted:
            if column.spec in columns:
                np.testing.assert_allclose(
                    columns[column.spec], column.values, rtol=1e-9, err_msg=str(column.spec)
                )
        assert len(columns) == 12
        np.testing.assert_array_equal(
            measures.reach_counts(links, 3),
            next(c.values for c in wanted if c.spec.key == "REACH_COUNT/UNDIRECTED/TIES/3"),
        )


def test_how_concentrated_the_sales_of_each_seller_are(session: SparkSession):
    draws = np.random.default_rng(0)
    sales = [
        (f"g{draws.integers(20)}", f"m{draws.integers(8)}", float(draws.integers(1, 500)))
        for _ in range(300)
    ]
    flows: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for seller, market, baht in sales:
        flows[seller][market] += baht
    frame = session.createDataFrame([*sales, ("gift", "m1", 0.0)], ["seller", "market", "baht"])
    found = {row["seller"]: row for row in concentration(frame).collect()}
    assert found.keys() == flows.keys()
    for seller, markets in flows.items():
        amounts = list(markets.values())
        assert found[seller]["hhi"] == pytest.approx(hhi(amounts))
        assert found[seller]["effective"] == pytest.approx(effective_number(amounts))
        assert found[seller]["dependency"] == pytest.approx(dependency(amounts))
