"""Writing: what becomes of facts, and that the counts say so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from graph_api.domain.errors import InvalidArgument
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import HeldRole, Household, HouseholdStatus, Node, Person, Team
from graph_api.domain.provenance import Provenance
from graph_api.ports import Counts, GraphStore
from tests.contract.network import (
    LEADER,
    LINKS,
    NODES,
    SAGE,
    TRAINER,
    V2,
    household,
    link,
    peer,
)


def without_time(node: Node) -> Node:
    provenance = node.provenance or Provenance("")
    return replace(node, provenance=replace(provenance, loaded_at=None))


async def one(store: GraphStore, node_id: str) -> Node:
    return (await store.nodes([node_id]))[node_id]


async def links_of(store: GraphStore, node_id: str, kind: LinkType) -> list[Link]:
    return list(await store.links_of([node_id], [kind], Direction.UNDIRECTED))


async def test_what_is_written_comes_back_as_it_was(full: GraphStore):
    found = await full.nodes([node.id for node in NODES])
    assert {each.id: without_time(each) for each in found.values()} == {
        node.id: without_time(node) for node in NODES
    }


async def test_what_is_written_of_links_comes_back_as_it_was(full: GraphStore):
    found = await full.links_of([node.id for node in NODES], list(LinkType), Direction.UNDIRECTED)
    assert [replace(each, provenance=None) for each in found] == sorted(
        (in_order(each) for each in LINKS),
        key=lambda each: (each.type.value, each.source, each.target, each.key),
    )


def in_order(given: Link) -> Link:
    _, source, target, _ = given.identity
    return replace(given, source=source, target=target)


async def test_counts_of_a_first_and_a_second_write(store: GraphStore):
    first = await store.write(NODES, LINKS)
    assert first.nodes == Counts(created=len(NODES))
    assert first.links == Counts(created=len(LINKS))
    second = await store.write(NODES, LINKS)
    assert second.nodes == Counts(unchanged=len(NODES))
    assert second.links == Counts(unchanged=len(LINKS))
    assert not second.refused_links


async def test_counts_add_up_when_everything_happens_at_once(full: GraphStore):
    report = await full.write(
        [household("new"), NODES[0], replace(household("h2"), status=HouseholdStatus.MODEL)],
        [
            peer("new", "h1"),
            peer("h1", "h2"),
            replace(peer("h3", "h2"), since=date(2018, 1, 1)),
            peer("new", "nobody"),
        ],
    )
    assert report.nodes == Counts(created=1, updated=1, unchanged=1)
    assert report.links == Counts(created=1, updated=1, unchanged=1, refused=1)


async def test_what_is_not_given_stays(full: GraphStore):
    before = await one(full, "h1")
    await full.write([Household(id="h1", name="ชื่อใหม่", phone="0800000000")], [])
    after = await one(full, "h1")
    assert isinstance(after, Household)
    assert (after.name, after.phone) == ("ชื่อใหม่", "0800000000")
    assert (after.area, after.point, after.status) == (
        before.area,
        before.point,
        HouseholdStatus.TRAINED,
    )


async def test_the_kind_of_a_team_stays_where_it_is_not_given(full: GraphStore):
    before = await one(full, "team")
    await full.write([Team(id="team", name="ทีมบ้านหนึ่ง")], [])
    assert await one(full, "team") == before


async def test_roles_are_united(full: GraphStore):
    until = date(2020, 1, 1)
    given = (HeldRole(NodeKind.SAGE, until=until), LEADER)
    await full.write([Person(id="sage", name="เกษม แก้วตัวอย่าง", roles=given)], [])
    sage = await one(full, "sage")
    assert isinstance(sage, Person)
    assert set(sage.roles) == {replace(SAGE, until=until), TRAINER, LEADER}
    assert sage.kinds == {NodeKind.PERSON, NodeKind.SAGE, NodeKind.TRAINER, NodeKind.LEADER}


async def test_a_role_given_twice_in_one_statement_is_united(store: GraphStore):
    twice = (
        HeldRole(NodeKind.SAGE, date(2016, 1, 1)),
        HeldRole(NodeKind.SAGE, until=date(2020, 1, 1)),
    )
    await store.write([Person(id="p", name="ก", roles=twice)], [])
    person = await one(store, "p")
    assert isinstance(person, Person)
    assert person.roles == (HeldRole(NodeKind.SAGE, date(2016, 1, 1), date(2020, 1, 1)),)


async def test_the_order_of_roles_is_no_change(store: GraphStore):
    report = await store.write(
        [
            Person(id="p", name="ก", roles=(TRAINER, SAGE, LEADER)),
            Person(id="p", name="ก", roles=(SAGE, LEADER, TRAINER)),
        ],
        [],
    )
    assert report.nodes == Counts(created=1, unchanged=1)


async def test_properties_of_a_link_are_merged(full: GraphStore):
    given = link(LinkType.TAUGHT, "trainer", "h1", key="a1", properties={"activity": "a1"})
    await full.write([], [given])
    [found] = [
        each for each in await links_of(full, "h1", LinkType.TAUGHT) if each.source == "trainer"
    ]
    assert found.properties == {"activity": "a1", "hours": 6.0}


async def test_a_restated_fact_keeps_its_source(full: GraphStore):
    before = await one(full, "sage")
    person = Person(id="sage", name=before.name, provenance=Provenance("อื่น.csv"))
    report = await full.write(
        [person], [replace(peer("h1", "h2"), provenance=Provenance("อื่น.csv"))]
    )
    assert (report.nodes, report.links) == (Counts(unchanged=1), Counts(unchanged=1))
    assert await one(full, "sage") == before
    [kept] = await links_of(full, "h1", LinkType.PEER)
    assert kept.provenance is not None
    assert kept.provenance.source != "อื่น.csv"


async def test_the_place_that_stated_a_fact_can_say_how_sure_it_is_now(full: GraphStore):
    row = Provenance("แผ่น.xlsx", "แถว 2", 0.7)
    home = Household(id="sure", name="ก", provenance=row)
    told = replace(peer("sure", "h1"), provenance=row)
    await full.write([home], [told])
    checked = replace(row, confidence=1.0)
    elsewhere = replace(row, place="แถว 3", confidence=0.2)
    for now, counts in ((checked, Counts(updated=1)), (elsewhere, Counts(unchanged=1))):
        report = await full.write([replace(home, provenance=now)], [replace(told, provenance=now)])
        assert (report.nodes, report.links) == (counts, counts)
    [link] = await links_of(full, "sure", LinkType.PEER)
    for fact in (await one(full, "sure"), link):
        assert fact.provenance is not None
        assert (fact.provenance.place, fact.provenance.confidence) == ("แถว 2", 1.0)


async def test_a_changed_fact_names_its_new_source(full: GraphStore):
    person = Person(id="sage", name="เกษม", provenance=Provenance("อื่น.csv", "แผ่น!3", 0.5))
    await full.write([person], [])
    told = (await one(full, "sage")).provenance
    assert told is not None
    assert (told.source, told.place, told.confidence) == ("อื่น.csv", "แผ่น!3", 0.5)


async def test_the_store_says_when_a_fact_landed(store: GraphStore):
    started = datetime.now(UTC)
    long_ago = Provenance("ไฟล์", loaded_at=datetime(2001, 1, 1, tzinfo=UTC))
    await store.write(
        [replace(household("h1"), provenance=long_ago), household("h2")],
        [replace(peer("h1", "h2"), provenance=long_ago)],
    )
    [tie] = await links_of(store, "h1", LinkType.PEER)
    for told in ((await one(store, "h1")).provenance, tie.provenance):
        assert told is not None
        assert told.source == "ไฟล์"
        assert told.loaded_at is not None
        assert started <= told.loaded_at <= datetime.now(UTC)
        assert told.loaded_at.utcoffset() == timedelta(0)


async def test_a_derived_link_that_is_declared_is_no_longer_derived(full: GraphStore):
    sells = link(LinkType.SELLS_AT, "g1", "m1", derived=True, since=date(2018, 1, 1))
    await full.write([], [sells])
    await full.write([], [replace(sells, derived=False)])
    report = await full.write([], [sells])
    assert report.links == Counts(unchanged=1)
    [found] = await links_of(full, "g1", LinkType.SELLS_AT)
    assert not found.derived


async def test_an_undirected_link_is_the_same_from_either_end(full: GraphStore):
    report = await full.write(
        [], [peer("h2", "h1"), peer("h2", "h3"), peer("h3", "h1"), peer("h1", "h3")]
    )
    assert report.links == Counts(created=1, unchanged=3)


async def test_a_directed_link_is_another_from_the_other_end(full: GraphStore):
    report = await full.write([], [link(LinkType.TAUGHT, "trainer", "sage", key="a1")])
    assert report.links == Counts(created=1)


async def test_links_are_told_apart_by_their_key(full: GraphStore):
    report = await full.write([], [link(LinkType.TAUGHT, "sage", "trainer", key="a2")])
    assert report.links == Counts(created=1)


async def test_given_twice_in_one_write(store: GraphStore):
    twice = [household("h1"), household("h1"), replace(household("h1"), house_no="๑")]
    report = await store.write([*twice, household("h2")], [peer("h1", "h2"), peer("h2", "h1")])
    assert report.nodes == Counts(created=2, updated=1, unchanged=1)
    assert report.links == Counts(created=1, unchanged=1)
    found = await one(store, "h1")
    assert isinstance(found, Household)
    assert found.house_no == "๑"


async def test_another_kind_under_a_known_id_stops_the_write(full: GraphStore):
    version = await full.version()
    with pytest.raises(InvalidArgument, match="h1"):
        await full.write([household("new"), Person(id="h1", name="คน")], [peer("new", "h2")])
    assert await full.version() == version
    assert not await full.nodes(["new"])
    assert isinstance(await one(full, "h1"), Household)


async def test_two_kinds_under_one_id_in_one_write_stop_it(store: GraphStore):
    with pytest.raises(InvalidArgument):
        await store.write([household("x"), Person(id="x", name="คน")], [])
    assert not await store.nodes(["x"])


async def test_links_that_cannot_be_are_refused_and_the_others_land(full: GraphStore):
    bad = {
        "nobody": peer("h1", "nobody"),
        "PEER": peer("h1", "sage"),
        "MAKES": link(LinkType.MAKES, "p1", "g1"),
    }
    report = await full.write([], [*bad.values(), peer("h1", "alone")])
    assert report.links == Counts(created=1, refused=3)
    assert [refused.link for refused in report.refused_links] == list(bad.values())
    for named, refused in zip(bad, report.refused_links, strict=True):
        assert named in refused.reason
        assert any("ก" <= letter <= "๛" for letter in refused.reason)


async def test_a_role_opens_and_a_person_suffices_for_a_link(store: GraphStore):
    await store.write([Person(id="p", name="ก", roles=(SAGE,)), household("h")], [])
    report = await store.write([], [link(LinkType.TAUGHT, "p", "h")])
    assert report.links.created == 1


async def test_a_link_sees_the_nodes_of_its_own_write(store: GraphStore):
    report = await store.write([household("h1"), household("h2")], [peer("h1", "h2")])
    assert report.links == Counts(created=1)


class BreaksOff(Mapping[str, str]):
    """Properties that cannot be read to their end."""

    def __getitem__(self, key: str) -> str:
        raise RuntimeError("broken off")

    def __iter__(self):
        raise RuntimeError("broken off")

    def __len__(self) -> int:
        return 1


async def test_a_write_that_fails_midway_leaves_nothing(full: GraphStore):
    version = await full.version()
    broken = link(LinkType.TAUGHT, "sage", "h3", properties=BreaksOff())
    with pytest.raises(RuntimeError, match="broken off"):
        await full.write([household("new")], [peer("new", "h1"), broken])
    assert not await full.nodes(["new"])
    assert await full.version() == version
    report = await full.write([household("new")], [peer("new", "h1")])
    assert (report.nodes, report.links) == (Counts(created=1), Counts(created=1))


async def test_a_move_is_found_at_the_new_place_alone(full: GraphStore):
    await full.write([replace(household("h1"), area=V2)], [])
    moved = (await one(full, "h1")).area
    assert moved == V2
    assert "h1" not in {
        each.id for each in (await full.within("33209901", [NodeKind.HOUSEHOLD], [], 99)).nodes
    }


async def test_nothing_given_changes_nothing(full: GraphStore):
    version = await full.version()
    report = await full.write([], [])
    assert (report.nodes.total, report.links.total) == (0, 0)
    assert await full.version() == version


async def test_the_version_moves_with_each_commit_that_changed_something(store: GraphStore):
    seen = [await store.version()]
    for nodes, links in (
        ([household("h1"), household("h2")], []),
        ([], [peer("h1", "h2")]),
        ([replace(household("h1"), house_no="1")], []),
    ):
        await store.write(nodes, links)
        seen.append(await store.version())
    assert seen == sorted(set(seen))
    await store.write([household("h1")], [peer("h1", "h2"), peer("h1", "nobody")])
    assert await store.version() == seen[-1]
