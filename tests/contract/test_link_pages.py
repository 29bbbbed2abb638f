"""The links of a node come in pages, and all pages together are the links of the node."""

import random
from collections.abc import Collection, Sequence

import pytest

from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.ports import GraphStore, LinkPage, LinkPlace, link_place
from graph_api.stores.sqlite import link_pages
from tests.contract.network import NODES, household, link, peer

ALL = list(LinkType)


@pytest.fixture(params=["few links", "hubs"])
def _hubs_or_not(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded store reads a hub otherwise than other nodes: here every node is one."""
    if request.param == "hubs":
        monkeypatch.setattr(link_pages, "_FEW", -1)


async def all_pages(
    store: GraphStore, node_id: str, types: Collection[LinkType], way: Direction, first: int
) -> Sequence[LinkPage]:
    pages, after = list[LinkPage](), None
    while not pages or pages[-1].has_next:
        pages.append((await store.link_pages([node_id], types, way, first, after))[node_id])
        after = link_place(pages[-1].items[-1]) if pages[-1].items else None
    return pages


@pytest.mark.usefixtures("_hubs_or_not")
@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("first", [1, 2, 50])
async def test_all_pages_together_are_the_links_of_the_node(
    full: GraphStore, direction: Direction, first: int
):
    for node in NODES:
        links = await full.links_of([node.id], ALL, direction)
        pages = await all_pages(full, node.id, ALL, direction, first)
        assert [each for page in pages for each in page.items] == links
        assert {page.total for page in pages} == {len(links)}
        assert all(len(page.items) == first for page in pages[:-1])


@pytest.mark.usefixtures("_hubs_or_not")
async def test_each_node_has_a_page_of_its_own(full: GraphStore):
    ids = ["h1", "h2", "nobody", "alone"]
    found = await full.link_pages(ids, [LinkType.PEER], Direction.UNDIRECTED, 1, None)
    assert found.keys() == {"h1", "h2", "alone"}
    assert [link.identity[1:3] for link in found["h2"].items] == [("h1", "h2")]
    assert (found["h2"].has_next, found["h2"].total) == (True, 2)
    assert found["alone"] == LinkPage([], has_next=False, total=0)
    assert await full.link_pages(ids, [], Direction.UNDIRECTED, 1, None) == {}
    assert await full.link_pages([], ALL, Direction.UNDIRECTED, 1, None) == {}


@pytest.mark.usefixtures("_hubs_or_not")
@pytest.mark.parametrize("direction", Direction)
async def test_a_page_may_begin_anywhere_at_all(store: GraphStore, direction: Direction):
    """Also after links that are not there, of other nodes and of other types."""
    draws = random.Random(direction.value)
    names = [f"h{number:02}" for number in range(12)]
    links: list[Link] = [peer(*draws.sample(names, 2)) for _ in range(25)]
    links += [link(LinkType.PEER, *draws.sample(names, 2), key=str(number)) for number in range(25)]
    await store.write([household(each) for each in names], links)
    for _ in range(20):
        hub, one, other = draws.choice(names), draws.choice(names), draws.choice(names)
        kind = draws.choice(["MEMBER_OF", "PEER", "PEER", "PEER", "TAUGHT"])
        after: LinkPlace = (kind, one, other, draws.choice(["", "1", "17", "9"]))
        every = await store.links_of([hub], ALL, direction)
        wanted = [each for each in every if link_place(each) > after]
        page = (await store.link_pages([hub], ALL, direction, 3, after))[hub]
        assert page == LinkPage(wanted[:3], len(wanted) > 3, len(every))


async def test_the_links_written_between_two_pages_neither_repeat_nor_hide_one(store: GraphStore):
    await store.write(
        [household(f"h{at}") for at in range(6)], [peer("h0", "h2"), peer("h0", "h4")]
    )
    first = await store.link_pages(["h0"], ALL, Direction.UNDIRECTED, 1, None)
    await store.write([], [peer("h0", "h1"), peer("h0", "h3")])
    place = link_place(first["h0"].items[-1])
    rest = await store.link_pages(["h0"], ALL, Direction.UNDIRECTED, 9, place)
    assert [each.target for each in rest["h0"].items] == ["h3", "h4"]
