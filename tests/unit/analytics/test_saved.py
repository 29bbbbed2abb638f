"""A snapshot comes back from disk as it was, or not at all."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from graph_api.analytics.key_players import best_cover
from graph_api.analytics.saved import open_saved, save
from graph_api.analytics.snapshot import Snapshot, snapshot_of_people
from graph_api.domain.errors import InputUnreadable
from tests.unit.analytics.networks import Drawn, networks


@given(networks())
@settings(deadline=None)
def test_what_is_opened_is_what_was_saved(drawn: Drawn):
    snapshot = drawn.snapshot()
    with TemporaryDirectory() as folder:
        found = open_saved(save(snapshot, Path(folder)), verify=True)
        assert (found.info, found.ids, found.kinds) == (snapshot.info, snapshot.ids, snapshot.kinds)
        assert found.areas == snapshot.areas
        assert nx.utils.graphs_equal(found.to_networkx(), snapshot.to_networkx())
        assert nx.utils.graphs_equal(found.learning_to_networkx(), snapshot.learning_to_networkx())


@pytest.fixture
def snapshot() -> Snapshot:
    return snapshot_of_people([("ก", "b"), ("b", "c")], learning=[("ก", "c")])


def test_measures_run_on_what_is_mapped(snapshot: Snapshot, tmp_path: Path):
    found = open_saved(save(snapshot, tmp_path))
    assert best_cover(found, 1, 1) == best_cover(snapshot, 1, 1)
    with pytest.raises(ValueError, match="read-only"):
        found.ties.indices[0] = 2


def test_it_is_saved_once_under_its_id(snapshot: Snapshot, tmp_path: Path):
    place = save(snapshot, tmp_path)
    before = (place / "manifest.json").stat().st_mtime_ns
    assert save(snapshot, tmp_path) == place == tmp_path / snapshot.info.id
    assert (place / "manifest.json").stat().st_mtime_ns == before
    assert list(tmp_path.iterdir()) == [place]


def _no_manifest(place: Path) -> None:
    (place / "manifest.json").unlink()


def _half_an_array(place: Path) -> None:
    path = place / "ties_indices.npy"
    path.write_bytes(path.read_bytes()[:-4])


def _no_array(place: Path) -> None:
    (place / "kinds.npy").unlink()


def _another_format(place: Path) -> None:
    path = place / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8")) | {"format": 0}
    path.write_text(json.dumps(told), encoding="utf-8")


def _one_node_less(place: Path) -> None:
    np.save(place / "areas.npy", np.zeros(2, np.int32))


HARMS = [_no_manifest, _half_an_array, _no_array, _another_format, _one_node_less]


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_not_whole_is_refused_with_the_mend(harm, snapshot: Snapshot, tmp_path: Path):
    place = save(snapshot, tmp_path)
    harm(place)
    with pytest.raises(InputUnreadable, match="sammachip refresh"):
        open_saved(place)


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_not_whole_is_written_anew(harm, snapshot: Snapshot, tmp_path: Path):
    harm(save(snapshot, tmp_path))
    place = save(snapshot, tmp_path)
    assert open_saved(place, verify=True).info == snapshot.info
    assert list(tmp_path.iterdir()) == [place]


def test_a_changed_link_is_found_out_when_asked_for(snapshot: Snapshot, tmp_path: Path):
    place = save(snapshot, tmp_path)
    ends = snapshot.ties.indices.copy()
    ends[0] = ends[-1]
    np.save(place / "ties_indices.npy", ends[::-1])
    with pytest.raises(InputUnreadable):
        open_saved(place, verify=True)
