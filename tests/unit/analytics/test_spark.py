"""The distributed measures equal the kernels'; on a network of 100,000 nodes, in local mode."""

import os
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

pytest.importorskip("pyspark", reason="PySpark is not installed: make test-all installs it")
pytest.importorskip("numba", reason="the extra [national] is not installed")

from pyspark.sql import SparkSession

from benchmarks.network import national_rows
from benchmarks.ours import snapshot_of, village_snapshot
from graph_api.analytics.by_kernels import Run
from graph_api.analytics.measures import Limits
from graph_api.analytics.parquet import write_parquet
from graph_api.analytics.reaching import cascade_reach_counts
from graph_api.analytics.snapshot import Snapshot, snapshot_of_people
from graph_api.analytics.spark import learning, measures
from graph_api.analytics.spark.holes import structural_holes
from graph_api.analytics.spark.learning import DistributedTeachings
from graph_api.analytics.spark.links import DistributedLinks
from graph_api.analytics.spark.session import spark_session
from graph_api.analytics.spark.standing import DistributedRun, distributed_columns
from graph_api.analytics.standing import standing_metrics
from graph_api.domain.metrics import Method

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


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return snapshot_of(national_rows(NODES))


@pytest.fixture(scope="module")
def links(session: SparkSession, snapshot: Snapshot, tmp_path_factory) -> DistributedLinks:
    folder = write_parquet(snapshot, tmp_path_factory.mktemp("ties"))
    return DistributedLinks(session, folder, NODES)


@pytest.fixture(scope="module")
def taught() -> Snapshot:
    return village_snapshot(NODES)


@pytest.fixture(scope="module")
def teachings(session: SparkSession, taught: Snapshot, tmp_path_factory) -> DistributedTeachings:
    folder = write_parquet(taught, tmp_path_factory.mktemp("teachings"))
    return DistributedTeachings(session, folder, NODES)


@pytest.fixture(scope="module")
def kernels(snapshot: Snapshot) -> Run:
    return Run(snapshot)


@pytest.fixture(scope="module")
def degrees(links: DistributedLinks):
    return links.degrees()


def test_degree_and_reach_of_two_steps(links, kernels, degrees):
    ones, twos = kernels.near_counts()
    np.testing.assert_array_equal(degrees, ones)
    np.testing.assert_array_equal(measures.two_step_counts(links), twos)


def test_reach_of_three_and_four_steps_is_within_its_error(links, kernels):
    found = np.stack(measures.reach_sketched(links, (3, 4)))
    wanted = kernels.far_counts()
    np.testing.assert_array_equal(found > 0, wanted > 0)
    off = np.abs(found - wanted)[wanted > 0] / wanted[wanted > 0]
    # What two reach is mostly the same, and so is how far it is off: no mean is nearer.
    assert np.sqrt((off**2).mean()) < 2 * measures.SKETCH_ERROR
    assert off.max() < 6 * measures.SKETCH_ERROR


def test_who_learnt_through_whom(teachings, taught):
    teachers, learners = learning.learning_degrees(teachings)
    np.testing.assert_array_equal(teachers, taught.learning.in_degrees())
    np.testing.assert_array_equal(learners, taught.learning.out_degrees())
    in_any_order = learning.learning_reach_counts(teachings, 4)
    np.testing.assert_array_equal(in_any_order, Run(taught).learning_counts())
    in_order = learning.cascade_reach_counts(teachings, 4)
    np.testing.assert_array_equal(in_order, cascade_reach_counts(taught, 4))
    assert (in_order < in_any_order).any()


def test_pagerank(links, kernels, degrees):
    np.testing.assert_allclose(measures.pagerank(links, degrees), kernels.pagerank()[0], rtol=1e-9)


def test_components(links, kernels):
    for found, wanted in zip(measures.components(links), kernels.components(), strict=True):
        np.testing.assert_array_equal(found, wanted)


def test_cores(links, kernels, degrees):
    np.testing.assert_array_equal(measures.core_numbers(links, degrees), kernels.cores()[0])


def test_structural_holes(links, kernels, degrees):
    found = structural_holes(links, degrees)
    np.testing.assert_allclose(np.stack(found), np.stack(kernels.holes()), rtol=1e-9)


def test_eigenvector_and_diffusion(links, kernels, degrees):
    vector, spread = measures.eigenvector_and_diffusion(links, degrees)
    wanted, wanted_spread = kernels.eigenvector_and_diffusion()
    np.testing.assert_allclose(vector, wanted, rtol=1e-9, atol=1e-13)
    np.testing.assert_allclose(spread, wanted_spread, rtol=1e-9)


def small_networks() -> Iterator[Snapshot]:
    """Parts of several forms with teachings of known and unknown days, and nobody's ties."""
    graphs = [nx.path_graph(30), nx.star_graph(9), nx.complete_graph(5)]
    pairs = [(f"v{u:02}", f"v{v:02}") for u, v in nx.disjoint_union_all(graphs).edges]
    draws, begin = np.random.default_rng(0), date(2024, 1, 1)
    ends = [(f"v{u:02}", f"v{v:02}") for u, v in draws.integers(0, 45, (60, 2)).tolist()]
    days = [begin + timedelta(days=int(day)) for day in draws.integers(0, 9, len(ends))]
    dated = [(*pair, day) for pair, day in zip(ends, days, strict=True)]
    yield snapshot_of_people(pairs, learning=ends[:9], taught=[*dated, *dated[:5]], alone=["w"])
    yield snapshot_of_people(alone=["a", "b"])


def test_every_column_of_small_networks(session: SparkSession, tmp_path: Path):
    for number, snapshot in enumerate(small_networks()):
        folder, nodes = write_parquet(snapshot, tmp_path / str(number)), len(snapshot)
        run = DistributedRun(
            DistributedLinks(session, folder, nodes), DistributedTeachings(session, folder, nodes)
        )
        found = {each.spec: each for each in distributed_columns(run)}
        wanted = standing_metrics(snapshot, Limits(exact_betweenness_nodes=100))
        equal = {each.spec: each.values for each in wanted if each.spec in found}
        assert found.keys() == equal.keys()
        assert len(found) == 31
        for spec, column in found.items():
            sampled = column.estimate.method is Method.SAMPLED
            assert sampled == (spec.links.value == "TIES" and (spec.steps or 0) > 2)
            off = 3 * (column.estimate.standard_error or 0.0)
            np.testing.assert_allclose(
                column.values, equal[spec], rtol=1e-9, atol=off + 1e-12, err_msg=spec.key
            )
