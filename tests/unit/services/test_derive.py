"""Derived links follow their events: what was corrected is followed, what ended ends."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import (
    Activity,
    ActivityKind,
    Area,
    Household,
    Market,
    Node,
    OccupationGroup,
    Officer,
    Person,
)
from graph_api.ports import Counts, GraphStore
from graph_api.services.derive import derive_links, rebuild_links
from graph_api.stores.sqlite import SqliteStore

DAY, NEXT_WEEK = date(2018, 2, 14), date(2018, 2, 21)
TRAINING = Activity(
    id="a1", name="อบรม", activity_kind=ActivityKind.TRAINING, started_on=DAY, hours=6.0
)
VISIT = Activity(id="a2", name="ศึกษาดูงาน", activity_kind=ActivityKind.STUDY_VISIT, started_on=DAY)
CHECK = Activity(id="a3", name="ติดตาม", activity_kind=ActivityKind.FOLLOW_UP, started_on=DAY)
NODES: tuple[Node, ...] = (
    *(TRAINING, VISIT, CHECK),
    *(Person(id="sage", name="ครู"), Officer(id="officer", name="พัฒนากร")),
    *(Household(id="h1", name="บ้าน"), Household(id="h2", name="เรือน")),
    *(OccupationGroup(id="g", name="กลุ่ม"), Market(id="m", name="ตลาด")),
    Area(id="area:33209901", name="บ้านหนึ่ง", area="33209901"),
)


def link(kind: LinkType, source: str, target: str, **fields) -> Link:
    return Link(type=kind, source=source, target=target, **fields)


LED = link(LinkType.LED, "sage", "a1")
CAME = link(LinkType.ATTENDED, "h1", "a1")
SALE = link(LinkType.SOLD_AT, "g", "m", key="1", since=DAY)
LINKS = (
    *(LED, CAME, link(LinkType.ATTENDED, "h2", "a1")),
    *(link(LinkType.ATTENDED, "h1", "a2"), link(LinkType.HELD_AT, "a2", "area:33209901")),
    *(link(LinkType.LED, "officer", "a3"), link(LinkType.ATTENDED, "h2", "a3")),
    SALE,
)
EVERYTHING = {"a1", "a2", "a3", "g"}


@pytest.fixture
async def store() -> AsyncIterator[GraphStore]:
    opened = await SqliteStore.open(None)
    await opened.write(NODES, LINKS)
    await derive_links(opened, EVERYTHING)
    yield opened
    await opened.close()


async def derived(store: GraphStore) -> dict[tuple[str, str, str], Link]:
    return {
        (each.type.value, each.source, each.target): each
        async for batch in store.export_links()
        for each in batch
        if each.derived
    }


async def test_what_follows_from_events(store: GraphStore):
    assert set(await derived(store)) == {
        *(("TAUGHT", "sage", "h1"), ("TAUGHT", "sage", "h2")),
        ("VISITED", "h1", "area:33209901"),
        ("FOLLOWED_UP", "officer", "h2"),
        ("SELLS_AT", "g", "m"),
    }


async def test_a_day_that_was_corrected_is_followed(store: GraphStore):
    await store.write([replace(TRAINING, started_on=NEXT_WEEK, hours=3.0)], [])
    report = await derive_links(store, ["a1"])
    assert (report.links, report.removed) == (Counts(updated=2), 0)
    taught = (await derived(store))["TAUGHT", "sage", "h1"]
    assert (taught.since, taught.properties) == (NEXT_WEEK, {"activity": "a1", "hours": 3.0})


async def test_an_activity_of_another_kind_takes_its_links_back(store: GraphStore):
    await store.write([replace(TRAINING, activity_kind=ActivityKind.FORUM)], [])
    report = await derive_links(store, ["a1"])
    assert (report.links, report.removed) == (Counts(), 2)


async def test_an_attendance_that_was_taken_back_teaches_nobody(store: GraphStore):
    await store.write([], [replace(CAME, until=date(2018, 2, 13))])
    report = await derive_links(store, ["a1"])
    assert (report.links, report.removed) == (Counts(unchanged=1), 1)
    assert ("TAUGHT", "sage", "h1") not in await derived(store)
    held = await store.links_of(["h1"], {LinkType.ATTENDED}, Direction.OUT)
    assert "a1" in {each.target for each in held}, "the fact itself is not deleted"


async def test_an_attendance_that_ended_ends_what_follows(store: GraphStore):
    await store.write([], [replace(CAME, until=NEXT_WEEK)])
    await derive_links(store, ["a1"])
    assert (await derived(store))["TAUGHT", "sage", "h1"].until == NEXT_WEEK
    assert (await derived(store))["TAUGHT", "sage", "h2"].until is None


async def test_a_sale_that_was_taken_back_sells_nowhere(store: GraphStore):
    await store.write([], [replace(SALE, until=date(2018, 2, 13))])
    report = await derive_links(store, ["g"])
    assert report.removed == 1


async def test_an_end_is_all_there_is_to_an_undated_activity(store: GraphStore):
    undated = Activity(id="a4", name="อบรม", activity_kind=ActivityKind.TRAINING)
    came = link(LinkType.ATTENDED, "h1", "a4")
    await store.write([undated], [link(LinkType.LED, "sage", "a4"), came])
    assert (await derive_links(store, ["a4"])).links == Counts(created=1)
    await store.write([], [replace(came, until=DAY)])
    assert (await derive_links(store, ["a4"])).removed == 1


async def test_a_rebuilding_of_what_is_right_changes_nothing(store: GraphStore):
    version = await store.version()
    done = await rebuild_links(store)
    assert (done.activities, done.sellers) == (3, 1)
    assert (done.report.links, done.report.removed) == (Counts(unchanged=5), 0)
    assert await store.version() == version


async def test_a_rebuilding_mends_whatever_went_wrong(store: GraphStore):
    right = await derived(store)
    stray = link(LinkType.TAUGHT, "sage", "h2", key="no such activity", derived=True)
    wrong = link(LinkType.SELLS_AT, "h1", "m", derived=True)
    declared = link(LinkType.TAUGHT, "sage", "h1", key="told")
    await store.write([], [stray, wrong, declared])
    await store.replace_derived(["a1", "a3"], [])
    done = await rebuild_links(store)
    assert (done.report.links.created, done.report.removed) == (3, 2)
    assert (await derived(store)).keys() == right.keys()
    kept = await store.links_of(["sage"], {LinkType.TAUGHT}, Direction.OUT)
    assert [each.key for each in kept if not each.derived] == ["told"]
