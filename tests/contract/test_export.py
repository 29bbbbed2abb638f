"""Whole nodes and links in batches: all of them, as they were written, in order, of one moment."""

from dataclasses import replace
from itertools import pairwise

from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import Household, Person
from tests.contract.naive import identity
from tests.contract.network import LINKS, NODES


def plain(link):
    """A link without its source, its ends in order where it has none."""
    _, source, target, _ = link.identity
    return replace(link, source=source, target=target, provenance=None)


async def exported(batches):
    return [each async for batch in batches for each in batch]


async def test_an_empty_store_exports_nothing(store):
    assert await exported(store.export_nodes()) == []
    assert await exported(store.export_links()) == []


async def test_nodes_come_whole_and_by_id(full):
    nodes = await exported(full.export_nodes())
    assert [node.id for node in nodes] == sorted(node.id for node in NODES)
    assert {node.id: node for node in nodes} == await full.nodes([node.id for node in NODES])
    sage = next(node for node in nodes if node.id == "sage")
    assert isinstance(sage, Person)
    assert sage.provenance is not None
    assert (sage.provenance.source, sage.provenance.place) == ("ตัวอย่าง.xlsx", "บุคคล!2")


async def test_links_come_whole_and_in_order(full):
    links = await exported(full.export_links())
    assert [(k.type.value, k.source, k.target, k.key) for k in links] == sorted(
        (k.type.value, k.source, k.target, k.key) for k in links
    )
    by_identity = {identity(link): plain(link) for link in links}
    assert len(by_identity) == len(links)
    assert by_identity == {identity(link): plain(link) for link in LINKS}


async def test_many_batches_repeat_and_lose_nothing(store):
    homes = [Household(id=f"h{n:05}", name=f"บ้าน {n}") for n in range(2_345)]
    peers = [Link(type=LinkType.PEER, source=a.id, target=b.id) for a, b in pairwise(homes)]
    await store.write(homes, peers)
    assert [node.id for node in await exported(store.export_nodes())] == [h.id for h in homes]
    assert [k.source for k in await exported(store.export_links())] == [k.source for k in peers]


async def test_an_export_under_way_does_not_see_what_is_written_meanwhile(store):
    await store.write([Household(id=f"h{n:05}", name="บ้าน") for n in range(2_345)], [])
    batches = store.export_nodes()
    seen = list(await anext(batches))
    await store.write([Household(id="h99999", name="มาทีหลัง")], [])
    seen += [node async for batch in batches for node in batch]
    assert len(seen) == 2_345
