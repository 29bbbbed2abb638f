"""Questions 25 to 27 and 38 to 40: reach, bridges, single points, peers, likeness, centres.

Worked out from the rows of the example (examples/phayu): trainer n teaches households 5n-4 to 5n in
his village, four trainers and twenty households to a village; S1, S2, S3 trained the trainers of
villages 01, 02, 03, and S4 those of 04 and 05. H018, H039, H057 and H096 never came.
"""

import pytest

from graph_api.services.bridging_people import bridging_people
from graph_api.services.centre_origins import centre_origins
from graph_api.services.homophily import Likeness, homophily
from graph_api.services.learning_reach import learning_reach
from graph_api.services.peer_density import peer_density
from graph_api.services.single_points import single_points

TAMBON = "332099"


def ids(nodes):
    return [node.id for node in nodes]


async def test_25_reach_of_each_sage_and_who_is_reached_by_nobody(store):
    """S1 taught 10 households himself (6-8, 51-53, 21-24).

    His trainers taught 16 more of 1-20, T03 also 36-38, and T09 and T11, whom he trained, 41-45
    and 54-55: 10 + 16 + 3 + 7 = 36. S4: 5 himself, and 61-100 but 96: 39. S2: 19 of 21-40 and
    43-44. S3: 41-60 but 57.
    """
    found = await learning_reach(store, TAMBON, steps=3)
    assert {each.sage.id: each.households for each in found.sages} == {
        "S4": 39,
        "S1": 36,
        "S2": 21,
        "S3": 19,
    }
    assert [each.sage.id for each in found.sages] == ["S4", "S1", "S2", "S3"]
    (first,) = (each for each in found.sages if each.sage.id == "S1")
    assert list(first.by_step) == [10, 26, 0]
    # He trained T01-T04, T09 and T11 as well.
    assert (first.learners, first.villages) == (36 + 6, 3)
    assert (found.reached.part, found.reached.whole) == (96, 100)
    assert sorted(ids(found.unreached)) == ["H018", "H039", "H057", "H096"]


async def test_25_in_one_step_only_what_a_sage_taught_himself_counts(store):
    """S1: 6-8, 51-53, 21-24; S3: 54, 55, 41, 45, 47; S4: 81, 86, 91, 66, 71: 20 households."""
    found = await learning_reach(store, TAMBON, steps=1)
    assert {each.sage.id: each.households for each in found.sages} == {
        "S1": 10,
        "S3": 5,
        "S4": 5,
        "S2": 0,
    }
    assert found.reached.part == 20


async def test_26_who_bridges_villages_that_are_otherwise_separate(store):
    """S4 of 04 leads the team of 05 and works with S1 of 01: nobody else ties 05 to either.

    S1 is tied to S4 of 04 and taught in 03: only he joins 03 and 04. (02 and 04 also meet at C1,
    which H065 and H021 visited.)
    """
    found = await bridging_people(store, TAMBON, first=5)
    assert [each.ranked.node.id for each in found.people[:2]] == ["S1", "S4"]
    alone = {
        each.ranked.node.id: {(pair.first.area, pair.second.area) for pair in each.joins_alone}
        for each in found.people
    }
    assert alone["S4"] == {("33209901", "33209905"), ("33209904", "33209905")}
    assert alone["S1"] == {("33209903", "33209904")}
    assert not any(pairs for person, pairs in alone.items() if person not in ("S1", "S4"))
    assert not found.snapshot.stale


async def test_27_whose_leaving_cuts_households_off(store):
    """Without S4 village 05 hangs on nothing.

    20 households, 4 trainers, their team, the group G8, its chair P08 and the leader L5: 28
    actors.
    """
    found = await single_points(store, TAMBON, at_least=2)
    assert [each.person.id for each in found.people] == ["S4"]
    assert ids(found.people[0].households) == [f"H{n:03}" for n in range(81, 101)]
    assert found.people[0].actors == 28


async def test_38_peers_within_groups_and_between_them(store):
    """Of 17 pairs of peers, 5 have an end in no group: 7-16, 37-38, 51-52, 66-78, 91-97.

    The other 12 are in one group each. Groups of 8, 6, 7, 5, 6, 6, 5, 6 members make 129 pairs;
    49 grouped households make 1,176, so 1,047 are between groups, and none of these is a peer.
    """
    found = await peer_density(store, TAMBON)
    assert (found.within.part, found.within.whole) == (12, 129)
    assert (found.between.part, found.between.whole) == (0, 1047)
    assert (found.grouped, found.ungrouped, found.other) == (49, 51, 5)
    assert {each.group.id: (each.pairs.part, each.pairs.whole) for each in found.groups} == {
        "G1": (3, 28),
        "G2": (2, 15),
        "G3": (2, 21),
        "G4": (1, 10),
        "G5": (1, 15),
        "G6": (1, 15),
        "G7": (1, 10),
        "G8": (1, 15),
    }


@pytest.mark.parametrize("by", [Likeness.VILLAGE, Likeness.OCCUPATION])
async def test_39_do_links_stay_within_a_village_or_an_occupation(store, by):
    """148 pairs of teacher and learner and 17 of peers: 165.

    Leaving a village: S1 to T09, T11, 51-53, 21-24 (9); S4 to T17-T20, 81, 86, 91 (7); T05 to 43,
    44 (2); T03 to 36-38 (3); peers 8-23, 14-36, 26-43 (3): 24. Leaving an occupation: sages to
    trainers of another (S1 to T03, T04, T09; S2 to T07, T08; S3 to T12; S4 to T17, T18: 8); S1 to
    21-24, S4 to 81, 86, T05 to 43, 44, T13 to 71, 72, T07 to 21 (11); peers 7-16, 8-23, 26-43,
    66-78, 91-97 (5): 24.
    """
    found = await homophily(store, TAMBON, by=by)
    assert (found.mixing.external, found.mixing.internal, found.mixing.unknown) == (24, 141, 0)
    assert found.mixing.ei == pytest.approx((24 - 141) / 165)
    assert found.assortativity is not None
    assert found.assortativity > 0.7
    assert len(found.groups) == (5 if by is Likeness.VILLAGE else 6)


async def test_39_in_one_subdistrict_nothing_can_leave_it(store):
    """All live in 332099 but for nobody: no tie leaves it, so chance cannot be told from liking."""
    found = await homophily(store, TAMBON, by=Likeness.SUBDISTRICT)
    assert (found.mixing.external, found.mixing.internal, found.mixing.ei) == (0, 165, -1.0)
    assert found.assortativity is None


async def test_40_which_households_became_centres_when_and_from_whose_line(store):
    """H065 learnt from T13 on 13 July 2017, whom S4 trained; C3 opened on 4 December: 4 months.

    H007 learnt first on 27 April 2017 and opened C6 on 1 August 2018: 15 whole months. S1 taught
    H007 himself on 8 June 2017, which is the shortest way to a sage.
    """
    found = await centre_origins(store, TAMBON)
    assert [
        (each.household.id, each.centre.id, each.months, ids(each.line)) for each in found.origins
    ] == [
        ("H065", "C3", 4, ["S4", "T13", "H065"]),
        ("H007", "C6", 15, ["S1", "H007"]),
    ]
    assert (found.became.part, found.became.whole) == (2, 100)
