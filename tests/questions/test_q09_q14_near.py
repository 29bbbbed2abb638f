"""What an officer asks about people and places: questions 9 to 14.

The distances are those from the points of the tables (examples/phayu/README.md); criteria, roles
and responsibilities are read off the sheets.
"""

from datetime import date

import pytest

from graph_api.domain.areas import AreaLevel
from graph_api.domain.errors import InvalidArgument, NodeNotFound
from graph_api.domain.kinds import NodeKind
from graph_api.domain.places import Precision
from graph_api.ports import GraphStore
from graph_api.services.coverage import coverage
from graph_api.services.criteria import criteria
from graph_api.services.learning_centres import nearby_centres
from graph_api.services.nearby_sages import SageOrder, nearby_sages, origin_of_area
from graph_api.services.responsible_officers import responsible_officers
from graph_api.services.similar_sages import same_or_similar_sages

SUBDISTRICT, HUAI_THOTLONG, NON_TUA_YANG = "332099", "33209905", "33209901"
DAY = date(2018, 12, 31)


async def test_q9_sages_of_an_occupation_near_here_nearest_first(store: GraphStore):
    """Weaving (ทอผ้า, OC05) within 25 km of บ้านห้วยทดลอง: S3 at 4.64 km, S5 at 20.97 km.

    Their points are those of houses; the place asked from is known as that of a village.
    """
    origin = await origin_of_area(store, HUAI_THOTLONG)
    found = await nearby_sages(
        store, origin, radius_km=25, occupation="ทอผ้า", order=SageOrder.DISTANCE
    )
    assert [(each.sage.id, round(each.metres / 1000, 2)) for each in found.sages] == [
        ("S3", 4.64),
        ("S5", 20.97),
    ]
    assert {each.sage.precision for each in found.sages} == {Precision.HOUSE}
    assert origin.precision is Precision.VILLAGE


async def test_q10_a_similar_occupation_where_none_of_the_same_is_near(store: GraphStore):
    """Basketry (จักสาน) within 1 km of บ้านโนนตัวอย่าง: S2 lives 3 km away, so nobody.

    Mat weaving is entered as similar to it, and S1 lives 194 m from the point of the village.
    Within 5 km S2 is found, and nothing similar is looked for.
    """
    origin = await origin_of_area(store, NON_TUA_YANG)
    near = await same_or_similar_sages(store, origin, "จักสาน", radius_km=1)
    assert not near.same.sages
    [(occupation, found)] = near.similar
    assert occupation.id == "OC03"
    assert [(each.sage.id, round(each.metres)) for each in found.sages] == [("S1", 194)]
    far = await same_or_similar_sages(store, origin, "จักสาน", radius_km=5)
    assert [each.sage.id for each in far.same.sages] == ["S2"]
    assert not far.similar


async def test_q11_who_meets_the_criteria_and_what_is_unproven(store: GraphStore):
    """S1, S3, S4: ผ่าน three times. S2: ถ่ายทอด ยังไม่ประเมิน. S5: จิตอาสา ไม่ผ่าน."""
    sages = await criteria(store, None)
    assert [each.node.id for each in sages if each.meets_all] == ["S1", "S3", "S4"]
    assert [(each.node.id, each.unproven, each.failed) for each in sages if not each.meets_all] == [
        ("S2", ("teaching",), ()),
        ("S5", (), ("volunteer",)),
    ]
    # Two criteria for a trainer, one for a household.
    trainers = await criteria(store, SUBDISTRICT, NodeKind.TRAINER)
    assert len(trainers) == 20
    assert {
        each.node.id: (each.unproven, each.failed) for each in trainers if not each.meets_all
    } == {
        "T07": (("volunteer",), ()),
        "T13": (("livelihood",), ()),
        "T20": ((), ("livelihood",)),
    }
    homes = await criteria(store, SUBDISTRICT, NodeKind.HOUSEHOLD)
    assert len(homes) == 100
    assert {each.node.id for each in homes if each.unproven} == {"H039", "H057"}
    assert {each.node.id for each in homes if each.failed} == {"H018", "H096"}
    with pytest.raises(InvalidArgument, match="MARKET"):
        await criteria(store, None, NodeKind.MARKET)


async def test_q12_villages_that_lack_somebody(store: GraphStore):
    """บ้านห้วยทดลอง has no sage; every village has 4 trainers and 20 households.

    S3 of บ้านโคกจำลอง ended the role on 30 ก.ย. 2561, so on a later day that village lacks one too.
    """
    ever = await coverage(store, SUBDISTRICT)
    assert [(each.village.area, each.trainers, each.households) for each in ever] == [
        (f"3320990{n}", 4, 20) for n in range(1, 6)
    ]
    assert {each.village.area: each.lacks for each in ever if each.lacks} == {
        "33209905": (NodeKind.SAGE,)
    }
    later = await coverage(store, SUBDISTRICT, on=DAY)
    assert [each.village.area for each in later if each.lacks] == ["33209903", "33209905"]
    asked_more = await coverage(store, SUBDISTRICT, trainers=5, households=21)
    assert all({NodeKind.TRAINER, NodeKind.HOUSEHOLD} <= set(each.lacks) for each in asked_more)
    with pytest.raises(NodeNotFound):
        await coverage(store, "10")


async def test_q13_who_is_responsible_for_a_village_and_from_which_office(store: GraphStore):
    """O4 has the village since 1 ต.ค. 2561; O1 and O3 the subdistrict, O2 the district.

    O4 had the subdistrict until 30 ก.ย. 2558, and O1 took it over the day after.
    """
    found = await responsible_officers(store, HUAI_THOTLONG, DAY)
    assert [
        (each.officer.id, each.area.level, [office.id for office in each.offices]) for each in found
    ] == [
        ("O4", AreaLevel.VILLAGE, ["A1"]),
        ("O1", AreaLevel.SUBDISTRICT, ["A1"]),
        ("O3", AreaLevel.SUBDISTRICT, ["A3"]),
        ("O2", AreaLevel.DISTRICT, ["A1"]),
    ]
    before = await responsible_officers(store, SUBDISTRICT, date(2015, 9, 30))
    after = await responsible_officers(store, SUBDISTRICT, date(2015, 10, 1))
    assert "O4" in {each.officer.id for each in before}
    assert "O1" not in {each.officer.id for each in before}
    assert "O1" in {each.officer.id for each in after}
    assert "O4" not in {each.officer.id for each in after}


async def test_q14_centres_for_a_study_visit_on_a_topic(store: GraphStore):
    """Mat weaving within 30 km of บ้านห้วยทดลอง: C1 5.23 km (S1's home), C6 5.37 (H007's), C4 20.97.

    C6 opened on 1 ส.ค. 2561: a day earlier it is not open.
    """
    origin = await origin_of_area(store, HUAI_THOTLONG)
    found = await nearby_centres(store, origin, radius_km=30, occupation="ทอเสื่อ", on=DAY)
    assert [
        (each.centre.id, round(each.metres / 1000, 2), [host.id for host in each.hosts])
        for each in found
    ] == [("C1", 5.23, ["S1"]), ("C6", 5.37, ["H007"]), ("C4", 20.97, ["S5"])]
    earlier = await nearby_centres(store, origin, occupation="ทอเสื่อ", on=date(2018, 7, 31))
    assert [each.centre.id for each in earlier] == ["C1", "C4"]
