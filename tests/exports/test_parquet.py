"""Parquet is for data frames: one row a fact, one type a column, and clear words where it fails."""

import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import Household
from graph_api.stores.sqlite import SqliteStore
from loaders.errors import ExtraMissing, FileNotReadable, FormUnknown
from loaders.exports import check_graphs, export_graph
from loaders.exports.parquet import LINKS, NODES


@pytest.fixture
async def folder(tmp_path):
    store = await SqliteStore.open(None)
    households = [Household(id=f"H{n}", name=f"ครัวเรือน {n}") for n in range(3)]
    await store.write(households, [Link(type=LinkType.PEER, source="H0", target="H1")])
    await export_graph(store, tmp_path / "out.parquet")
    await store.close()
    return tmp_path / "out.parquet"


async def test_a_row_stands_for_a_fact_under_the_names_of_the_domain(folder):
    nodes, links = pq.read_table(folder / NODES), pq.read_table(folder / LINKS)
    assert nodes.select(["id", "label", "kind"]).to_pylist()[1] == {
        "id": "H1",
        "label": "ครัวเรือน 1",
        "kind": "HOUSEHOLD",
    }
    assert links.select(["source", "target", "type", "derived"]).to_pylist() == [
        {"source": "H0", "target": "H1", "type": "PEER", "derived": False}
    ]


async def test_one_file_of_the_folder_can_be_read_alone(folder):
    assert check_graphs([folder / NODES]).nodes == 3


def test_parquet_of_another_program_is_refused_with_what_to_do(tmp_path):
    pq.write_table(pa.table({"id": ["a"]}), tmp_path / "other.parquet")
    with pytest.raises(FormUnknown, match="sammachip template"):
        check_graphs([tmp_path / "other.parquet"])


async def test_a_file_that_is_cut_off_or_missing_is_said(folder):
    data = (folder / LINKS).read_bytes()
    (folder / LINKS).write_bytes(data[: len(data) // 2])
    with pytest.raises(FileNotReadable, match=LINKS):
        check_graphs([folder])
    (folder / LINKS).unlink()
    with pytest.raises(FileNotReadable, match=LINKS):
        check_graphs([folder])


async def test_without_pyarrow_the_message_says_what_to_install(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(ExtraMissing, match=r"sammachip-graph\[parquet\]"):
        check_graphs([folder])
