"""The same load into the embedded store."""

import pytest

from graph_api.domain.links import LinkType
from graph_api.domain.metrics import Direction
from graph_api.services.derive import derive_links
from graph_api.stores.sqlite import SqliteStore
from loaders import load
from tests.loading.example_rows import write_examples


@pytest.fixture
async def store(tmp_path):
    opened = await SqliteStore.open(tmp_path / "graph.sqlite")
    yield opened
    await opened.close()


async def test_the_examples_land_and_land_once(store, tmp_path):
    folder = write_examples(tmp_path / "tables")
    first = await load([folder], store, derive=derive_links)
    assert first.nodes is not None
    assert (first.exit_code, first.nodes.created) == (0, first.node_count)
    version = await store.version()
    second = await load([folder], store, derive=derive_links)
    assert await store.version() == version
    for counts in (second.nodes, second.links, second.derived):
        assert counts is not None
        assert counts.unchanged == counts.total > 0


async def test_derived_links_are_in_the_store(store, tmp_path):
    await load([write_examples(tmp_path / "tables")], store, derive=derive_links)
    links = await store.links_of(["T1"], {LinkType.TAUGHT}, Direction.OUT)
    assert [(k.target, k.key, k.derived) for k in links] == [("H1", "E1", True)]
