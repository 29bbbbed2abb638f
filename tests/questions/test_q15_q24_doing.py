"""What an officer asks about what was done and is to be done: questions 15 to 24.

As of 31 ธ.ค. 2561, the last day of the example; the answers are those of examples/phayu/README.md,
read off the sheets.
"""

from datetime import date

from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes import Phase
from graph_api.ports import GraphStore
from graph_api.services.clashes import clashes
from graph_api.services.coming_fairs import coming_fairs
from graph_api.services.follow_ups import follow_ups
from graph_api.services.forums import forums_before_trainings
from graph_api.services.invitations import invitations
from graph_api.services.materials import undelivered_materials
from graph_api.services.online_learning import online_learning
from graph_api.services.search import search
from graph_api.services.selling_places import selling_places
from graph_api.services.support_team import support_presence

SUBDISTRICT, DISTRICT = "332099", "3320"
DAY = date(2018, 12, 31)


async def test_q15_households_not_followed_up_or_missing_a_phase(store: GraphStore):
    """The last follow-up, E076 on 15 พ.ย. 2561 (46 days before), saw H001 and H021.

    H021 was seen before (E071), during (E072) and after (E076) the training, and nobody else in
    all three. H041 was seen before it alone, on 23 มี.ค. 2560.
    """
    found = {each.household.id: each for each in await follow_ups(store, SUBDISTRICT, DAY)}
    assert len(found) == 100
    assert {each for each, seen in found.items() if not seen.overdue} == {"H001", "H021"}
    assert {each for each, seen in found.items() if not seen.missing} == {"H021"}
    assert found["H001"].days == 46
    assert found["H001"].missing == (Phase.DURING,)
    assert (found["H041"].last, found["H041"].missing) == (
        date(2017, 3, 23),
        (Phase.DURING, Phase.AFTER),
    )
    assert (found["H002"].last, found["H002"].days, len(found["H002"].missing)) == (None, None, 3)
    assert {link.key for link in found["H021"].visits} == {"E071", "E072", "E076"}
    # A day more than 46 is overdue, 46 is not.
    patient = {x.household.id for x in await follow_ups(store, SUBDISTRICT, DAY, days=45)}
    assert patient == found.keys()
    strict = await follow_ups(store, SUBDISTRICT, DAY, days=45)
    assert all(each.overdue for each in strict)


async def test_q16_a_forum_before_every_training(store: GraphStore):
    """Forums were on 23 to 27 ม.ค. 2560, one in each village, before the trainings in the villages.

    E012 alone had none: at the college C5, two days after the sages were chosen.
    """
    found = {each.training.id: each.forum for each in await forums_before_trainings(store)}
    assert {training for training, forum in found.items() if forum is None} == {"E012"}
    forum = found["E046"]
    assert forum is not None
    assert forum.id == "E005"
    assert "E041" not in found, "a demonstration is no training"


async def test_q17_at_what_the_support_team_was_present(store: GraphStore):
    """TEAM6 came to E001-E003, E021, E026, E041, E061 and E083, and led E093: 9 of 74 activities.

    Held by then: 78, less the 2 fairs to come and the 2 farm seasons, 74.
    """
    found = await support_presence(store, None, DAY)
    assert {each.activity.id for each in found.attended} == {
        *("E001", "E002", "E003", "E021", "E026", "E041", "E061", "E083"),
        "E093",
    }
    assert len(found.activities) == 74
    assert found.share == 9 / 74
    nothing = await support_presence(store, SUBDISTRICT, date(2000, 1, 1))
    assert nothing.share is None


async def test_q18_materials_planned_and_not_delivered(store: GraphStore):
    """E041 got 2 of 3 sets of dye, E042 none of 15 kg of sedge; of E046's seed nothing is known.

    E045 and E047 got all; PR02 and PR09 use materials without any plan.
    """
    found = await undelivered_materials(store)
    assert [
        (each.activity.id, each.material.id, each.planned, each.delivered, each.short_of)
        for each in found
    ] == [
        ("E041", "MAT2", 3, 2, 1),
        ("E042", "MAT1", 15, 0, 15),
        ("E046", "MAT5", 30, None, 30),
    ]


async def test_q19_trainings_that_clash(store: GraphStore):
    """E043 (09:00-16:00) and E052 (13:00-16:00) of 14 ก.พ. 2561 both had H021.

    E046 of 14 มิ.ย. 2561 fell into the rice season E091 of its village. E050 ended at noon, before
    E053 of the same day began, so H071 could come to both.
    """
    found = await clashes(store)
    assert [(each.session.id, each.other.id, each.shared) for each in found] == [
        ("E043", "E052", ("H021",)),
        ("E046", "E091", ()),
    ]


async def test_q20_whom_to_invite_to_a_forum(store: GraphStore):
    """In บ้านหนองสมมติ: its leader L2, and P03 and P04, who chair G3 and G4."""
    found = await invitations(store, "33209902", DAY)
    assert [
        (each.person.id, set(each.roles), [group.id for group in each.chairs]) for each in found
    ] == [
        ("L2", {NodeKind.LEADER}, []),
        ("P03", {NodeKind.CHAIR}, ["G3"]),
        ("P04", {NodeKind.CHAIR}, ["G4"]),
    ]
    # G8 has had a chair since 15 ม.ค. 2561.
    early = await invitations(store, "33209905", date(2018, 1, 14))
    assert [each.person.id for each in early] == ["L5"]


async def test_q21_a_person_village_or_group_by_a_misspelt_name(store: GraphStore):
    """S1 without a tone mark and with ไ for ใ, a village with ศ for ส, a group without its ท."""
    for text, wanted in (
        ("ทองไบ แกวตัวอย่าง", "S1"),
        ("บ้านหนองศมมติ", "area:33209902"),
        ("กลุ่มอเสื่อกกบ้านโนนตัวอย่าง", "G1"),
    ):
        found = await search(store, text, (), None, 3)
        assert found[0].node.id == wanted, text


async def test_q22_online_media_of_an_occupation_and_who_applied_it(store: GraphStore):
    """V1: H001, H002, H021 applied it, H051 did not, and the trainer T11 did; of H006 with V3 it is
    not known. Mushrooms, V2: H061 applied it, H082 and H085 did not.
    """
    mats = await online_learning(store, "ทอเสื่อ")
    assert [
        (each.medium.id, each.applied, each.not_applied, each.unknown, len(each.others))
        for each in mats
    ] == [("V1", 3, 1, 0, 1), ("V3", 0, 0, 1, 0)]
    assert {link.source for link in mats[0].households} == {"H001", "H002", "H021", "H051"}
    assert [link.source for link in mats[0].others] == ["T11"]
    [mushrooms] = await online_learning(store, "เพาะเห็ด")
    assert (mushrooms.medium.id, mushrooms.applied, len(mushrooms.households)) == ("V2", 1, 3)


async def test_q23_who_can_give_a_selling_place_and_did_before(store: GraphStore):
    """All seven agencies serve the district (A5 to A7 as those of the province).

    A5 arranged M5 and M6 (two events each), A6 M7, A1 M6, A3 M4; A5 also gave places to G1, G2, G3
    and G5, and A6 to G6.
    """
    found = {each.agency.id: each for each in await selling_places(store, DISTRICT, DAY)}
    assert found.keys() == {f"A{n}" for n in range(1, 8)}
    assert {agency for agency, each in found.items() if each.did_before} == {"A1", "A3", "A5", "A6"}
    markets = {
        agency: {market.id for event in each.arranged for market in event.markets}
        for agency, each in found.items()
        if each.arranged
    }
    assert markets == {"A1": {"M6"}, "A3": {"M4"}, "A5": {"M5", "M6"}, "A6": {"M7"}}
    assert [len(found[agency].arranged) for agency in ("A5", "A6", "A1", "A3")] == [4, 2, 2, 2]
    assert {link.target for link in found["A5"].supported} == {"G1", "G2", "G3", "G5"}
    assert next(iter(found)) == "A5"


async def test_q24_fairs_to_come_and_groups_without_a_place(store: GraphStore):
    """E089 at M7 on 16 ม.ค. 2562: G6 has a place, seven groups have none; E090 at M4: nobody."""
    found = await coming_fairs(store, SUBDISTRICT, DAY)
    assert [
        (
            fair.event.id,
            [market.id for market in fair.markets],
            [agency.id for agency in fair.arranged_by],
            [group.id for group in fair.placed],
            {group.id for group in fair.not_placed},
        )
        for fair in found
    ] == [
        ("E089", ["M7"], ["A6"], ["G6"], {f"G{n}" for n in (1, 2, 3, 4, 5, 7, 8)}),
        ("E090", ["M4"], ["A3"], [], {f"G{n}" for n in range(1, 9)}),
    ]
