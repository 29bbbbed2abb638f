"""Questions 28 to 31: where groups sell, who brought them there, who sells nowhere, who meets.

Worked out from the sales and fairs of the example (examples/phayu/economy.py): M1 lies in village
01, M2 in 02, M4 in 04, M3 in the next subdistrict of the district (332001), M7 in another district
(3316), M5 and M9 in the town (3301), M6 in another province (3401), M8 is online.
"""

from graph_api.domain.areas import AreaLevel
from graph_api.services.market_brokers import market_brokers
from graph_api.services.market_reach import market_reach
from graph_api.services.shared_markets import shared_markets
from graph_api.services.trained_unsold import trained_unsold

TAMBON = "332099"


def ids(nodes):
    return [node.id for node in nodes]


async def test_28_market_reach_inside_and_outside_at_each_level(store):
    """G2 of village 01 sells at M1, M2, M3, M5, M6, M8: one more inside with each wider level."""
    found = await market_reach(store, TAMBON)
    groups = {each.group.id: each for each in found.groups}
    assert {group: ids(each.markets) for group, each in groups.items()} == {
        "G1": ["M2", "M5", "M9"],
        "G2": ["M1", "M2", "M3", "M5", "M6", "M8"],
        "G3": ["M3", "M6", "M8"],
        "G4": ["M1", "M2"],
        "G5": ["M5", "M6", "M8", "M9"],
        "G6": ["M4", "M7"],
        "G7": ["M4"],
        "G8": [],
    }
    sides = {s.level: (s.inside, s.outside, s.online, s.unknown) for s in groups["G2"].levels}
    assert sides == {
        AreaLevel.VILLAGE: (1, 4, 1, 0),
        AreaLevel.SUBDISTRICT: (2, 3, 1, 0),
        AreaLevel.DISTRICT: (3, 2, 1, 0),
        AreaLevel.PROVINCE: (4, 1, 1, 0),
    }


async def test_29_agencies_after_whose_arrangement_groups_first_sold_outside(store):
    """First sales outside the subdistrict: G1 at M9 and G2 at M3 before any fair, G5 at M9 too.

    G3 first sold outside at M6 on the fair of 8 September 2017 (A1 and A5 arranged it), G6 at M7
    on 21 March 2018 (A6). A3 arranged only the fair of village 04, which is outside for nobody
    there.
    """
    found = await market_brokers(store, TAMBON)
    newly = {
        each.agency.id: [(new.group.id, new.event.id, new.sale.target) for new in each.newly]
        for each in found.agencies
    }
    assert newly == {
        "A5": [("G3", "E081", "M6")],
        "A1": [("G3", "E081", "M6")],
        "A6": [("G6", "E084", "M7")],
        "A3": [],
    }
    assert all(link.provenance for each in found.agencies for link in each.arranged)
    assert found.undated == 0


async def test_29_seen_from_the_district_another_group_is_new_outside(store):
    """M3 is inside the district: so G2 first sold outside it at the fair M5 on 8 December 2017.

    A5 arranged that. G1 and G5 had sold at M9 before.
    """
    found = await market_brokers(store, TAMBON, level=AreaLevel.DISTRICT)
    (a5,) = (each for each in found.agencies if each.agency.id == "A5")
    assert [(new.group.id, new.event.id) for new in a5.newly] == [("G2", "E083"), ("G3", "E081")]


async def test_30_trained_groups_with_no_market_or_one(store):
    """All six members of G8 were trained and it sold nothing; the five of G7 sell at M4 alone."""
    found = await trained_unsold(store, TAMBON)
    told = [
        (each.group.id, each.trained.part, each.trained.whole, ids(each.markets))
        for each in found.groups
    ]
    assert told == [("G8", 6, 6, []), ("G7", 5, 5, ["M4"])]
    assert found.of == 8
    only_none = await trained_unsold(store, TAMBON, at_most=0)
    assert [each.group.id for each in only_none.groups] == ["G8"]


async def test_31_which_groups_meet_at_the_same_fairs(store):
    """At M4 G6 and G7 meet (weight 1), at M5 G1, G2, G5 and at M6 G2, G3, G5 (1/2 for each pair).

    So G2 and G5, who meet twice, have 1/2 + 1/2. G6 alone came to M7. G4 and G8 came to no fair.
    """
    found = await shared_markets(store, TAMBON)
    pairs = {
        (each.first.id, each.second.id): (each.weight, ids(each.markets)) for each in found.pairs
    }
    assert pairs == {
        ("G2", "G5"): (1.0, ["M5", "M6"]),
        ("G6", "G7"): (1.0, ["M4"]),
        ("G1", "G2"): (0.5, ["M5"]),
        ("G1", "G5"): (0.5, ["M5"]),
        ("G2", "G3"): (0.5, ["M6"]),
        ("G3", "G5"): (0.5, ["M6"]),
    }
    assert sorted(ids(found.alone)) == ["G4", "G8"]
