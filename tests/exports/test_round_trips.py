"""What is exported loads back to an equal graph, whatever the form."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from graph_api.contracts import examples_folder
from graph_api.services.derive import derive_links
from graph_api.stores.sqlite import SqliteStore
from loaders import load
from loaders.exports import content_hash, export_graph, load_graphs
from loaders.tables_out import write_tables
from tests.exports.graphs import graphs
from tests.exports.rows import tables_of_a_village

EXAMPLE = examples_folder() / "phayu" / "phayu.xlsx"
GRAPHS = ["g.graphml", "g.gexf", "g.parquet"]
TABLES = ["tables", "tables.xlsx"]


@asynccontextmanager
async def a_store():
    store = await SqliteStore.open(None)
    try:
        yield store
    finally:
        await store.close()


async def everything(store):
    nodes = [node async for batch in store.export_nodes() for node in batch]
    links = [link async for batch in store.export_links() for link in batch]
    return nodes, links


def confidences(facts):
    """How sure each fact is, where it is less than certain; derived links are not written."""
    nodes, links = facts
    said = {node.id: node.provenance for node in nodes}
    said |= {link.identity: link.provenance for link in links if not link.derived}
    return {key: p.confidence for key, p in said.items() if p and p.confidence != 1}


def landed_at_no_time(fact):
    """A fact without the time at which it landed, which is the store's own."""
    source = fact.provenance
    return replace(fact, provenance=source and replace(source, loaded_at=None))


@pytest.mark.parametrize("name", TABLES)
async def test_the_example_goes_out_as_tables_and_comes_back_equal(tmp_path, name):
    async with a_store() as store, a_store() as other:
        await load([EXAMPLE], store, derive=derive_links)
        done = await export_graph(store, tmp_path / name)
        report = await load([tmp_path / name], other, derive=derive_links)
        assert (report.refusals, report.corrections, report.warnings) == ((), (), ())
        assert confidences(await everything(other)) == confidences(await everything(store)) != {}
        assert done.hash == await content_hash(store) == await content_hash(other)


@pytest.mark.parametrize("name", GRAPHS)
async def test_the_example_goes_out_as_a_graph_and_comes_back_equal(tmp_path, name):
    async with a_store() as store, a_store() as other:
        await load([EXAMPLE], store, derive=derive_links)
        done = await export_graph(store, tmp_path / name)
        await load_graphs([tmp_path / name], other)
        assert done.hash == await content_hash(store) == await content_hash(other)
        before, after = await everything(store), await everything(other)
        for old, new in zip(before, after, strict=True):
            assert [*map(landed_at_no_time, old)] == [*map(landed_at_no_time, new)]
        again = await load_graphs([tmp_path / name], other)
        assert again.written is not None
        assert again.written.nodes.unchanged == again.nodes > 0
        assert again.written.links.unchanged == again.links > 0


@settings(deadline=None, max_examples=60)
@given(graphs())
@pytest.mark.parametrize("name", GRAPHS)
def test_any_graph_goes_out_and_comes_back_with_its_sources(name, graph):
    async def there_and_back(folder):
        nodes, links = graph
        async with a_store() as store, a_store() as other:
            await store.write(nodes, links)
            before = await everything(store)
            if not nodes:
                return
            await export_graph(store, folder / name)
            loaded = await load_graphs([folder / name], other)
            assert (loaded.nodes, loaded.links) == (len(before[0]), len(before[1]))
            after = await everything(other)
            for old, new in zip(before, after, strict=True):
                assert [*map(landed_at_no_time, old)] == [*map(landed_at_no_time, new)]
            assert await content_hash(other) == await content_hash(store)

    with TemporaryDirectory() as folder:
        asyncio.run(there_and_back(Path(folder)))


@settings(deadline=None, max_examples=40)
@given(tables_of_a_village())
@pytest.mark.parametrize("name", TABLES)
def test_any_loaded_tables_go_out_and_come_back_equal(name, rows):
    async def there_and_back(folder):
        write_tables(folder / "first", rows)
        async with a_store() as store, a_store() as other:
            first = await load([folder / "first"], store, derive=derive_links)
            assert first.refusals == ()
            await export_graph(store, folder / name)
            second = await load([folder / name], other, derive=derive_links)
            assert (second.refusals, second.corrections) == ((), ())
            assert confidences(await everything(other)) == confidences(await everything(store))
            assert await content_hash(other) == await content_hash(store)

    with TemporaryDirectory() as folder:
        asyncio.run(there_and_back(Path(folder)))
