"""What a store tells of its changes: enough to bring a snapshot up to date, or nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import SnapshotInfo
from graph_api.ports import GraphChanges, GraphLink, GraphNode, GraphStore, Publication
from graph_api.services.refresh import RefreshResult, refresh
from graph_api.services.shelf import Shelf
from graph_api.stores.neo4j import changes as neo4j_changes
from graph_api.stores.sqlite import changes as sqlite_changes
from tests.contract.network import household, link, peer

NOW = datetime(2024, 5, 1, tzinfo=UTC)
DAY = date(2018, 5, 1)


def at(version: int, name: str = "one") -> SnapshotInfo:
    return SnapshotInfo(name, NOW, 0, 0, version)


async def publish(store: GraphStore, version: int | None = None) -> int:
    """Publish at a version, that of now if none is given; the version of now."""
    now = await store.version()
    info = at(now if version is None else version)
    await store.publish(Publication(info, [], [], {}), 3)
    return now


async def told(store: GraphStore, version: int) -> GraphChanges:
    found = await store.changes_since(version, [])
    assert found is not None
    return found


async def test_a_refresh_reads_what_changed_and_publishes_what_a_whole_one_does(
    full: GraphStore, tmp_path: Path
):
    shelf, moments = Shelf(tmp_path / "snapshots"), (NOW + timedelta(n) for n in range(9))

    async def refreshed(*, force: bool = False) -> RefreshResult:
        return await refresh(
            full,
            exact_betweenness_nodes=99,
            now=lambda: next(moments),
            shelf=shelf,
            force=force,
        )

    assert (await refreshed()).read_whole
    ends = Link(type=LinkType.PEER, source="h1", target="h3", until=(NOW + timedelta(3)).date())
    await full.write([household("new")], [peer("new", "h3"), ends])
    small = await refreshed()
    assert (small.read_whole, small.computed) == (False, True)
    assert (await refreshed(force=True)).snapshot.id == small.snapshot.id
    # Nobody writes, and one of the ties ends.
    ended = [await refreshed() for _ in range(3)]
    assert not any(result.read_whole for result in ended)
    links = [result.snapshot.links - small.snapshot.links for result in ended]
    assert (links[0], links[-1]) == (0, -1)
    assert (await refreshed(force=True)).snapshot.id == ended[-1].snapshot.id


async def test_nothing_is_told_before_something_was_published(full: GraphStore):
    assert await full.changes_since(await full.version(), []) is None


async def test_nothing_changed(full: GraphStore):
    version = await publish(full)
    assert await told(full, version) == GraphChanges(version, [], [], [])


async def test_actors_and_ties_that_came_are_told_with_all_ties_of_their_pair(full: GraphStore):
    version = await publish(full)
    helps = Link(type=LinkType.PEER, source="h2", target="h1", since=DAY, until=DAY)
    taught = link(LinkType.TAUGHT, "sage", "trainer", key="a2")
    await full.write([household("new")], [peer("new", "h2"), helps, taught])
    found = await told(full, version)
    assert found.version == version + 1
    assert [node.id for node in found.actors] == ["new"]
    assert found.pairs == [("h1", "h2"), ("h2", "new"), ("sage", "trainer")]
    assert sorted(found.links, key=lambda x: (x.source, x.target, str(x.since))) == [
        GraphLink("h1", "h2", LinkType.PEER, DAY, DAY),
        GraphLink("h2", "new", LinkType.PEER),
        GraphLink("sage", "trainer", LinkType.TAUGHT, date(2018, 2, 14)),
        GraphLink("sage", "trainer", LinkType.TAUGHT),
    ]


async def test_what_is_no_part_of_the_network_is_not_told(full: GraphStore):
    version = await publish(full)
    area = (await full.nodes(["area:3320"]))["area:3320"]
    await full.write([replace(area, name="ชื่อใหม่")], [link(LinkType.PRACTISES, "h1", "silk")])
    found = await told(full, version)
    assert (found.actors, found.pairs, found.links) == ([], [], [])


async def test_a_derived_tie_that_went_is_told_by_its_pair(full: GraphStore):
    derived = Link(type=LinkType.VISITED, source="h1", target="g1", key="a9", derived=True)
    await full.replace_derived(["a9"], [derived])
    version = await publish(full)
    await full.replace_derived(["a9"], [])
    found = await told(full, version)
    assert (found.pairs, found.links) == ([("g1", "h1")], [])


async def test_a_changed_area_and_an_erased_person_are_told(full: GraphStore):
    version = await publish(full)
    await full.write([household("nowhere", "34")], [])
    await full.erase("villager", asked_by="ก", reason="ข")
    found = await told(full, version)
    assert GraphNode("nowhere", household("nowhere").kinds, "34") in found.actors
    assert "villager" in {node.id for node in found.actors}


async def test_pairs_that_are_asked_for_are_told_too(full: GraphStore):
    version = await publish(full)
    found = await full.changes_since(version, [("h2", "h1"), ("h1", "nobody"), ("h1", "h1")])
    assert found is not None
    assert found.pairs == [("h1", "h1"), ("h1", "h2"), ("h1", "nobody")]
    assert found.links == [GraphLink("h1", "h2", LinkType.PEER)]


async def test_a_publication_lets_go_of_what_led_to_it(full: GraphStore):
    first = await publish(full)
    await full.write([], [peer("h1", "h3")])
    second = await full.version()
    await full.write([], [peer("alone", "h3")])
    await publish(full, second)
    assert await full.changes_since(first, []) is None
    assert (await told(full, second)).pairs == [("alone", "h3")]


async def test_a_confirmation_lets_go_as_well(full: GraphStore):
    first = await publish(full)
    await full.write([], [link(LinkType.PRACTISES, "h1", "silk")])
    second = await full.version()
    await full.confirm(at(second))
    assert await full.changes_since(first, []) is None
    assert (await told(full, second)).pairs == []


async def test_a_version_that_is_not_known_is_not_told_of(full: GraphStore):
    version = await publish(full)
    assert await full.changes_since(version - 1, []) is None
    assert await full.changes_since(version + 1, []) is None


async def test_what_was_changed_before_changes_were_noted_is_never_guessed(full: GraphStore):
    version = await full.version()
    await full.write([], [peer("h1", "h3")])
    await publish(full, version)
    assert await full.changes_since(version, []) is None


async def test_too_many_changes_are_not_kept(full: GraphStore, monkeypatch: pytest.MonkeyPatch):
    for module in (neo4j_changes, sqlite_changes):
        monkeypatch.setattr(module, "CHANGES_KEPT", 3)
    version = await publish(full)
    await full.write([], [peer("h1", "h3"), peer("alone", "h3")])
    assert (await told(full, version)).pairs
    await full.write([household("new")], [peer("alone", "new")])
    assert await full.changes_since(version, []) is None
    again = await publish(full)
    await full.write([], [peer("nowhere", "new")])
    assert (await told(full, again)).pairs == [("new", "nowhere")]
