"""What follows from activities and sales, by hand."""

from datetime import date

import pytest

from graph_api.domain.derivation import from_activities, from_sales
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType, check_link
from graph_api.domain.nodes import Activity, ActivityKind, Phase

KINDS = {
    "sage": frozenset({NodeKind.PERSON, NodeKind.SAGE}),
    "trainer": frozenset({NodeKind.PERSON, NodeKind.TRAINER}),
    "officer": frozenset({NodeKind.OFFICER}),
    "home": frozenset({NodeKind.HOUSEHOLD}),
    "group": frozenset({NodeKind.OCCUPATION_GROUP}),
    "centre": frozenset({NodeKind.LEARNING_CENTRE}),
    "agency": frozenset({NodeKind.AGENCY}),
}


def links_of(kind, *, led=(), attended=(), held_at=(), **more):
    activity = Activity(id="E", name="e", activity_kind=kind, started_on=date(2018, 2, 14), **more)
    links = [
        *(Link(type=LinkType.LED, source=each, target="E") for each in led),
        *(Link(type=LinkType.ATTENDED, source=each, target="E") for each in attended),
        *(Link(type=LinkType.HELD_AT, source="E", target=each) for each in held_at),
    ]
    derived = list(from_activities([activity], links, KINDS))
    for link in derived:
        check_link(link.type, KINDS[link.source], KINDS[link.target])
        assert (link.derived, link.key, link.since) == (True, "E", date(2018, 2, 14))
        assert link.properties["activity"] == "E"
    return {(link.type.value, link.source, link.target): link for link in derived}


@pytest.mark.parametrize("kind", [ActivityKind.TRAINING, ActivityKind.DEMONSTRATION])
def test_persons_who_led_taught_persons_and_households_that_came(kind):
    found = links_of(
        kind, led=["sage", "officer"], attended=["trainer", "home", "group", "agency"], hours=6.0
    )
    assert set(found) == {("TAUGHT", "sage", "home"), ("TAUGHT", "sage", "trainer")}
    assert {link.properties["hours"] for link in found.values()} == {6.0}


def test_those_who_lead_together_do_not_teach_each_other():
    found = links_of(
        ActivityKind.TRAINING, led=["sage", "trainer"], attended=["sage", "trainer", "home"]
    )
    assert set(found) == {("TAUGHT", "sage", "home"), ("TAUGHT", "trainer", "home")}


def test_those_who_came_on_a_study_visit_visited_the_place():
    found = links_of(
        ActivityKind.STUDY_VISIT,
        led=["officer"],
        attended=["home", "group", "officer"],
        held_at=["centre", "group"],
    )
    assert set(found) == {
        ("VISITED", "home", "centre"),
        ("VISITED", "home", "group"),
        ("VISITED", "group", "centre"),
    }


def test_a_follow_up_keeps_its_phase():
    found = links_of(
        ActivityKind.FOLLOW_UP, led=["officer"], attended=["home", "group"], phase=Phase.AFTER
    )
    assert set(found) == {("FOLLOWED_UP", "officer", "home"), ("FOLLOWED_UP", "officer", "group")}
    assert {link.properties["phase"] for link in found.values()} == {"AFTER"}


def test_those_who_made_results_public_informed_the_agencies_that_came():
    found = links_of(
        ActivityKind.PUBLICITY, led=["officer", "sage"], attended=["agency", "home", "officer"]
    )
    assert set(found) == {("INFORMED", "officer", "agency")}


@pytest.mark.parametrize(
    "kind",
    [
        ActivityKind.FORUM,
        ActivityKind.SELLING_EVENT,
        ActivityKind.SELECTION,
        ActivityKind.FARM_SEASON,
    ],
)
def test_nothing_follows_from_other_activities(kind):
    assert not links_of(kind, led=["sage"], attended=["home"], held_at=["centre"])


def test_an_end_of_no_known_kind_is_passed_over():
    assert not links_of(ActivityKind.TRAINING, led=["sage"], attended=["nobody"])


def test_a_seller_sells_at_a_market_since_the_first_sale():
    sales = [
        Link(type=LinkType.SOLD_AT, source=seller, target=market, key=str(at), since=day)
        for at, (seller, market, day) in enumerate(
            [
                ("b", "m", date(2018, 5, 1)),
                ("a", "m", date(2018, 3, 1)),
                ("a", "m", date(2018, 2, 1)),
                ("a", "n", None),
            ]
        )
    ]
    assert [(k.source, k.target, k.since) for k in from_sales(sales)] == [
        ("a", "m", date(2018, 2, 1)),
        ("a", "n", None),
        ("b", "m", date(2018, 5, 1)),
    ]
