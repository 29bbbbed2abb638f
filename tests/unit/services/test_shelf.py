"""Snapshots kept as files are whole, few, and found again."""

import json
from pathlib import Path

import numpy as np
import pytest

from graph_api.analytics.measured import open_measured
from graph_api.analytics.measures import Limits
from graph_api.analytics.snapshot import Snapshot, snapshot_of_people
from graph_api.analytics.standing import standing_metrics
from graph_api.domain.errors import SnapshotMissing
from graph_api.domain.metrics import Estimate, Method, Metric, MetricSpec
from graph_api.ports import MetricColumn
from graph_api.services.shelf import KEPT, Shelf

SAMPLED = MetricColumn(
    MetricSpec(Metric.BETWEENNESS), Estimate(Method.SAMPLED, 200, 0.5), [1.0, float("nan")]
)


def network(size: int) -> Snapshot:
    return snapshot_of_people([("a", f"b{number}") for number in range(size)])


def keep(shelf: Shelf, size: int) -> None:
    degrees = network(size).ties.out_degrees().astype(float)
    shelf.put(network(size), [MetricColumn(MetricSpec(Metric.DEGREE), Estimate(), degrees)])


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "graph.db.snapshots")


def test_an_empty_shelf_has_nothing(shelf: Shelf):
    assert shelf.latest() is None
    with pytest.raises(SnapshotMissing, match="sammachip refresh"):
        shelf.open("0" * 32)


def test_the_newest_comes_back_with_its_metrics(shelf: Shelf):
    columns = standing_metrics(network(4), Limits(exact_betweenness_nodes=100))
    shelf.put(network(3), standing_metrics(network(3), Limits(exact_betweenness_nodes=100)))
    shelf.put(network(4), columns)
    found = shelf.latest()
    assert found
    assert (found.snapshot.info, tuple(found.snapshot.ids)) == (
        network(4).info,
        tuple(network(4).ids),
    )
    for one, other in zip(found.columns, columns, strict=True):
        assert (one.spec, one.estimate) == (other.spec, other.estimate)
        np.testing.assert_array_equal(one.values, other.values)


def test_a_sample_says_so_when_it_comes_back(shelf: Shelf):
    shelf.put(network(1), [SAMPLED])
    found = shelf.latest()
    assert found
    assert [column.estimate for column in found.columns] == [SAMPLED.estimate]
    np.testing.assert_array_equal(found.columns[0].values, SAMPLED.values)


def test_only_the_last_few_stay(shelf: Shelf):
    for size in range(1, 6):
        keep(shelf, size)
    kept = {network(size).info.id for size in range(6 - KEPT, 6)}
    assert {place.name for place in shelf.folder.iterdir()} == kept | {"latest"}


def test_one_that_is_open_stays_readable_when_it_is_let_go(shelf: Shelf):
    keep(shelf, 3)
    opened = shelf.open(network(3).info.id)
    for size in range(4, 8):
        keep(shelf, size)
    assert opened.ties.out_degrees().tolist() == [3, 1, 1, 1]


def test_it_is_opened_once(shelf: Shelf):
    keep(shelf, 3)
    assert shelf.open(network(3).info.id) is shelf.open(network(3).info.id)


def test_going_back_to_an_earlier_network_makes_it_the_newest(shelf: Shelf):
    for size in (1, 2, 1):
        keep(shelf, size)
    found = shelf.latest()
    assert found
    assert found.snapshot.info.id == network(1).info.id


def _no_manifest(place: Path) -> None:
    (place / "manifest.json").unlink()


def _no_measures(place: Path) -> None:
    (place / "measured" / "values.npy").unlink()


def _half_the_values(place: Path) -> None:
    np.save(place / "measured" / "values.npy", np.zeros((1, 1)))


def _measures_of_another_release(place: Path) -> None:
    path = place / "measured" / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(told | {"format": 0}), encoding="utf-8")


@pytest.mark.parametrize(
    "harm", [_no_manifest, _no_measures, _half_the_values, _measures_of_another_release]
)
def test_what_is_spoilt_is_as_if_it_were_not_there(shelf: Shelf, harm):
    keep(shelf, 3)
    harm(shelf.folder / network(3).info.id)
    assert shelf.latest() is None
    keep(shelf, 3)
    assert shelf.latest()


def test_without_measures_there_is_nothing_to_open(tmp_path: Path):
    assert open_measured(network(1), tmp_path) is None
