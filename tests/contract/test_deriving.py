"""Derived links give way to those that follow now; what somebody declared is never touched."""

from dataclasses import replace
from datetime import date

import pytest

from graph_api.domain.errors import InvalidArgument, StoreUnavailable
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Activity, ActivityKind, Household, Node, Person
from graph_api.ports import Counts, GraphStore
from tests.contract.network import link, peer

DAY = date(2018, 2, 14)


def taught(source: str, target: str, activity: str = "a1", **fields: object) -> Link:
    given = {"since": DAY, "properties": {"activity": activity, "hours": 6.0}, **fields}
    return link(LinkType.TAUGHT, source, target, key=activity, derived=True, **given)


def sells(market: str, since: date | None = DAY) -> Link:
    return link(LinkType.SELLS_AT, "g1", market, derived=True, since=since)


TEACHING: tuple[Node, ...] = (
    Activity(id="a1", name="อบรม", activity_kind=ActivityKind.TRAINING),
    Person(id="teacher", name="ครู"),
)


async def links(store: GraphStore, kind: LinkType, *ids: str) -> dict[tuple[str, str, str], Link]:
    found = await store.links_of(ids, {kind}, Direction.OUT)
    return {(each.source, each.target, each.key): each for each in found}


@pytest.fixture
async def derived(full: GraphStore) -> GraphStore:
    """Beside the declared TAUGHT of a1 in the network, some derived ones of a1 and of a2."""
    given = [taught("sage", "h2"), taught("sage", "h3"), taught("sage", "h2", "a2")]
    report = await full.replace_derived(["a1", "a2"], given)
    assert (report.links, report.removed) == (Counts(created=3), 0)
    return full


async def test_what_follows_no_longer_is_removed_and_the_rest_stays(derived: GraphStore):
    report = await derived.replace_derived(["a1"], [taught("sage", "h3"), taught("sage", "alone")])
    assert (report.links, report.removed) == (Counts(created=1, unchanged=1), 1)
    held = await links(derived, LinkType.TAUGHT, "sage")
    assert {(target, key) for _, target, key in held} == {
        *(("trainer", "a1"), ("twin", "a1")),  # declared
        *(("h3", "a1"), ("alone", "a1"), ("h2", "a2")),
    }


async def test_a_correction_replaces_the_link_whole(derived: GraphStore):
    later = date(2018, 3, 1)
    given = [replace(taught("sage", "h2", since=later), properties={"activity": "a1"})]
    report = await derived.replace_derived(["a1"], [*given, taught("sage", "h3")])
    assert (report.links, report.removed) == (Counts(updated=1, unchanged=1), 0)
    changed = (await links(derived, LinkType.TAUGHT, "sage"))["sage", "h2", "a1"]
    assert (changed.since, changed.properties) == (later, {"activity": "a1"})
    undated = taught("sage", "h2", since=None)
    await derived.replace_derived(["a1"], [undated, taught("sage", "h3")])
    assert (await links(derived, LinkType.TAUGHT, "sage"))["sage", "h2", "a1"].since is None


async def test_a_declared_link_is_never_touched(derived: GraphStore):
    before = (await links(derived, LinkType.TAUGHT, "sage"))["sage", "trainer", "a1"]
    report = await derived.replace_derived(["a1"], [taught("sage", "trainer")])
    assert (report.links, report.removed) == (Counts(unchanged=1), 2)
    after = await links(derived, LinkType.TAUGHT, "sage")
    assert after["sage", "trainer", "a1"] == before
    assert not before.derived
    report = await derived.replace_derived(["a1"], [])
    assert report.removed == 0


async def test_links_of_a_seller_are_replaced_by_seller(full: GraphStore):
    await full.replace_derived(["g1"], [sells("m1"), sells("m2")])
    await full.write([], [replace(sells("m2"), derived=False)])
    report = await full.replace_derived(["g1"], [sells("m1", None)])
    assert (report.links, report.removed) == (Counts(updated=1), 0)
    report = await full.replace_derived(["g1"], [])
    assert report.removed == 1
    assert [key[1] for key in await links(full, LinkType.SELLS_AT, "g1")] == ["m2"]


async def test_the_same_again_changes_nothing(derived: GraphStore):
    version = await derived.version()
    given = [taught("sage", "h3"), taught("sage", "h2"), taught("sage", "h2")]
    report = await derived.replace_derived(["a1"], given)
    assert (report.links, report.removed) == (Counts(unchanged=3), 0)
    assert await derived.version() == version
    await derived.replace_derived(["a1"], [])
    assert await derived.version() > version


async def test_an_impossible_link_is_refused_alone(derived: GraphStore):
    given = [taught("sage", "nobody"), taught("sage", "h3"), taught("sage", "m1")]
    report = await derived.replace_derived(["a1"], given)
    assert (report.links, report.removed) == (Counts(unchanged=1, refused=2), 1)
    assert [refused.link for refused in report.refused_links] == [given[0], given[2]]


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(replace(taught("sage", "h1"), derived=False), id="declared"),
        pytest.param(taught("sage", "h1", "a2"), id="of another activity"),
        pytest.param(replace(peer("h1", "h3"), derived=True), id="never derived"),
    ],
)
async def test_what_does_not_follow_is_not_taken(derived: GraphStore, wrong: Link):
    version = await derived.version()
    with pytest.raises(InvalidArgument, match=wrong.type.value):
        await derived.replace_derived(["a1"], [wrong])
    assert await derived.version() == version


async def test_a_stream_under_way_is_whole_or_says_that_it_is_not(store: GraphStore):
    homes = [Household(id=f"h{n:05}", name="บ้าน") for n in range(12_000)]
    await store.write([*homes, *TEACHING], [])
    given = [taught("teacher", home.id) for home in homes]
    await store.replace_derived(["a1"], given)
    batches = store.stream_links()
    seen = list(await anext(batches))
    await store.replace_derived(["a1"], given[:100])
    try:
        seen += [each async for batch in batches for each in batch]
    except StoreUnavailable:
        return
    assert len(seen) == len(homes)


async def test_an_export_under_way_is_whole_or_says_that_it_is_not(store: GraphStore):
    homes = [Household(id=f"h{n:05}", name="บ้าน") for n in range(4_000)]
    await store.write([*homes, *TEACHING], [])
    given = [taught("teacher", home.id) for home in homes]
    await store.replace_derived(["a1"], given)
    batches = store.export_links()
    seen = list(await anext(batches))
    await store.replace_derived(["a1"], [given[0]])
    try:
        seen += [each async for batch in batches for each in batch]
    except StoreUnavailable:
        return
    assert len(seen) == len(homes)
