"""Corners of the field questions that the example does not have."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, time

import pytest

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import (
    Activity,
    ActivityKind,
    Agency,
    AgencyLevel,
    Area,
    HeldRole,
    Household,
    Material,
    Node,
    Occupation,
    OccupationGroup,
    OnlineMedia,
    Person,
)
from graph_api.ports import GraphStore
from graph_api.services.cascade import cascade
from graph_api.services.circles import circles_and_villages
from graph_api.services.clashes import clashes
from graph_api.services.follow_ups import follow_ups
from graph_api.services.forums import forums_before_trainings
from graph_api.services.invitations import invitations
from graph_api.services.materials import undelivered_materials
from graph_api.services.online_learning import online_learning
from graph_api.services.selling_places import selling_places
from graph_api.stores.sqlite import SqliteStore

VILLAGE, OTHER, DISTRICT = "33209901", "33219901", "3320"
DAY = date(2018, 2, 14)


@pytest.fixture
async def store() -> AsyncIterator[GraphStore]:
    opened = await SqliteStore.open(None)
    yield opened
    await opened.close()


async def fill(store: GraphStore, nodes: Sequence[Node], links: Sequence[Link] = ()) -> None:
    report = await store.write(nodes, links)
    assert not report.refused_links


def area(code: str) -> Area:
    return Area(id=f"area:{code}", name=code, area=code)


def home(node_id: str, village: str = VILLAGE) -> Household:
    return Household(id=node_id, name=node_id, area=village)


def link(kind: LinkType, source: str, target: str, **fields) -> Link:
    return Link(type=kind, source=source, target=target, **fields)


def held(node_id: str, kind: ActivityKind, day: date | None = DAY, **fields) -> Activity:
    given = {"area": VILLAGE, **fields}
    return Activity(id=node_id, name=node_id, activity_kind=kind, started_on=day, **given)


async def test_a_forum_of_the_district_counts_and_one_of_another_village_does_not(store):
    await fill(
        store,
        [
            held("t1", ActivityKind.TRAINING),
            held("t2", ActivityKind.TRAINING, area=OTHER),
            held("f1", ActivityKind.FORUM, area=DISTRICT),
            held("f2", ActivityKind.FORUM, date(2018, 2, 15), area=OTHER),
        ],
    )
    for asked in (None, "33", VILLAGE):
        found = {
            x.training.id: x.forum and x.forum.id
            for x in await forums_before_trainings(store, asked)
        }
        assert found["t1"] == "f1"
        assert found.get("t2") is None, "the day after is too late"


async def test_sessions_of_several_days_and_unknown_hours_clash(store):
    def training(node_id: str, first: int, **fields) -> Activity:
        return held(node_id, ActivityKind.TRAINING, date(2018, 2, first), **fields)

    morning = {"starts_at": time(9), "ends_at": time(12)}
    afternoon = {"starts_at": time(12), "ends_at": time(16)}
    await fill(
        store,
        [
            training("long", 1, ended_on=date(2018, 2, 3), **morning),
            training("within", 2, **morning),
            training("after noon", 3, **afternoon),
            training("whole day", 3),
            training("later", 4),
            home("h"),
        ],
        [
            link(LinkType.ATTENDED, "h", x)
            for x in ("long", "within", "after noon", "whole day", "later")
        ],
    )
    assert {(x.session.id, x.other.id) for x in await clashes(store, VILLAGE)} == {
        ("long", "within"),
        ("long", "whole day"),
        ("after noon", "whole day"),
    }


async def test_a_season_counts_in_the_village_that_entered_it(store):
    await fill(
        store,
        [
            held("t", ActivityKind.TRAINING),
            held("here", ActivityKind.FARM_SEASON, date(2018, 2, 1), ended_on=date(2018, 3, 1)),
            held("there", ActivityKind.FARM_SEASON, date(2018, 2, 1), area=OTHER),
        ],
    )
    assert [(x.session.id, x.other.id) for x in await clashes(store)] == [("t", "here")]


async def test_who_is_taught_by_two_hangs_below_the_first_and_a_ring_ends(store):
    people = [Person(id=each, name=each) for each in ("a", "b", "c")]
    await fill(
        store,
        [*people, home("h")],
        [
            link(LinkType.TAUGHT, "a", "b", key="1"),
            link(LinkType.TAUGHT, "a", "c", key="1"),
            link(LinkType.TAUGHT, "b", "a", key="2"),
            link(LinkType.TAUGHT, "b", "h", key="3", since=date(2018, 5, 1)),
            link(LinkType.TAUGHT, "c", "h", key="4", since=date(2018, 4, 1)),
        ],
    )
    found = await cascade(store, "a", levels=8)
    assert [(x.node.id, x.level, x.teacher) for x in found.learners] == [
        ("b", 1, "a"),
        ("c", 1, "a"),
        ("h", 2, "c"),
    ]


async def test_a_visit_after_the_day_is_not_seen_yet_and_the_limit_itself_is_in_time(store):
    seen = link(LinkType.FOLLOWED_UP, "p", "h", key="1", since=DAY, properties={"phase": "AFTER"})
    later = link(LinkType.FOLLOWED_UP, "p", "h", key="2", since=date(2018, 12, 1))
    await fill(store, [area(VILLAGE), home("h"), Person(id="p", name="p")], [seen, later])
    [on_time] = await follow_ups(store, VILLAGE, date(2018, 5, 15))
    [overdue] = await follow_ups(store, VILLAGE, date(2018, 5, 16))
    assert [(x.days, x.overdue) for x in (on_time, overdue)] == [(90, False), (91, True)]


async def test_a_chair_who_has_left_and_a_leader_no_more_are_not_invited(store):
    ended = date(2018, 1, 1)
    await fill(
        store,
        [
            area(VILLAGE),
            OccupationGroup(id="g", name="g", area=VILLAGE),
            Person(
                id="old", name="old", area=VILLAGE, roles=(HeldRole(NodeKind.LEADER, None, ended),)
            ),
            Person(id="was", name="was"),
            Person(id="is", name="is", area=OTHER),
        ],
        [
            link(LinkType.LEADS, "was", "g", until=ended),
            link(LinkType.LEADS, "is", "g", since=ended),
        ],
    )
    assert [x.person.id for x in await invitations(store, VILLAGE, DAY)] == ["is"]


async def test_agencies_serve_what_their_level_says(store):
    def agency(node_id: str, level: AgencyLevel | None, code: str | None) -> Agency:
        return Agency(id=node_id, name=node_id, agency_level=level, area=code)

    await fill(
        store,
        [
            area(DISTRICT),
            agency("national", AgencyLevel.NATIONAL, "10"),
            agency("province", AgencyLevel.PROVINCE, "3301"),
            agency("other province", AgencyLevel.PROVINCE, "3401"),
            agency("other district", AgencyLevel.DISTRICT, "332101"),
            agency("subdistrict", AgencyLevel.SUBDISTRICT, VILLAGE),
            agency("unknown level", None, "332001"),
            agency("nowhere", None, None),
        ],
    )
    found = await selling_places(store, DISTRICT)
    assert {x.agency.id for x in found} == {"national", "province", "subdistrict", "unknown level"}
    assert not any(x.did_before for x in found)


async def test_more_than_planned_is_not_short(store):
    used = link(LinkType.USES, "t", "m", properties={"planned": 3.0, "delivered": 4.0})
    await fill(store, [held("t", ActivityKind.TRAINING), Material(id="m", name="m")], [used])
    assert not await undelivered_materials(store, VILLAGE)


async def test_an_occupation_nobody_made_a_film_about(store):
    await fill(store, [Occupation(id="o", name="ตีเหล็ก"), OnlineMedia(id="v", name="v")])
    assert not await online_learning(store, "ตีเหล็ก")


async def test_an_area_of_nobody_has_no_circles(store):
    await fill(store, [area(VILLAGE)])
    found = await circles_and_villages(store, VILLAGE)
    assert (found.circles, found.agreement, found.adjusted_rand) == ([], None, None)
