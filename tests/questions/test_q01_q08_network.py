"""What the one who looks at the network asks: questions 1 to 8.

By hand means: read off the rows of examples/phayu (its README tells the story), never off the code.
"""

from datetime import date

from graph_api.domain.areas import AreaLevel
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.ports import GraphStore
from graph_api.services.area_pages import area_page
from graph_api.services.cascade import cascade
from graph_api.services.chain import shortest_chain
from graph_api.services.circles import circles_and_villages
from graph_api.services.fiscal_years import compare_years
from graph_api.services.neighbourhoods import area_network, ego_network
from graph_api.services.study_visits import study_visit_flows

SUBDISTRICT, VILLAGE = "332099", "33209901"


async def test_q1_the_learning_network_of_a_village_by_role(store: GraphStore):
    """บ้านโนนตัวอย่าง: sage S1, trainers T01 to T04, households H001 to H020, all tied to S1.

    S1 chose and taught the four trainers (E006), who teach five households each.
    """
    view = await area_network(store, VILLAGE, types=[LinkType.TAUGHT, LinkType.SELECTED])
    inside = [node for node in view.subgraph.nodes if node.area == VILLAGE]
    by_role = {
        kind: {node.id for node in inside if kind in node.kinds}
        for kind in (NodeKind.SAGE, NodeKind.TRAINER, NodeKind.HOUSEHOLD)
    }
    assert by_role == {
        NodeKind.SAGE: {"S1"},
        NodeKind.TRAINER: {"T01", "T02", "T03", "T04"},
        NodeKind.HOUSEHOLD: {f"H{n:03}" for n in range(1, 21)},
    }
    taught = {
        link.target
        for link in view.subgraph.links
        if link.source == "T01" and link.type is LinkType.TAUGHT
    }
    # E021, her training, taught H001 to H005; at E051 she showed dyeing to H006 and H007.
    assert taught == {f"H{n:03}" for n in range(1, 8)}
    assert view.metrics["S1"], "each node comes with its metrics"


async def test_q2_two_steps_around_a_household(store: GraphStore):
    """H003: trained by T01, chosen by TEAM1, member of G1, peer of H006, visited by O1.

    Two steps away lies what these are tied to, such as S1 (who taught T01 and leads TEAM1) and
    O1's office A1, and no step is farther.
    """
    view = await ego_network(store, "H003", steps=2)
    one_step = {node for node, steps in view.steps.items() if steps == 1}
    assert one_step == {"T01", "TEAM1", "G1", "H006", "O1"}
    assert view.steps["H003"] == 0
    assert {view.steps[each] for each in ("S1", "A1", "M9", "H001")} == {2}
    assert max(view.steps.values()) == 2


async def test_q3_who_taught_whom_from_the_first_centre_down(store: GraphStore):
    """C5 trained S1 to S4 (E012); they trained the 20 trainers (E006 to E010) and some households.

    The households a sage taught directly, at E041 to E047: H006-H008, H051-H053, H021-H024, H054,
    H055, H041, H045, H047, H081, H086, H091, H066, H071: 20. All others of the 96 trained ones
    (100 less H018, H039, H057, H096) were taught by trainers alone: 76.
    """
    tree = await cascade(store, "C5", levels=6)
    assert [(each.node.id, each.teacher) for each in tree.level(1)] == [
        (sage, "C5") for sage in ("S1", "S2", "S3", "S4")
    ]
    second = {each.node.id: each for each in tree.level(2)}
    assert {each for each in second if each[0] == "T"} == {f"T{n:02}" for n in range(1, 21)}
    assert {each for each in second if each[0] == "H"} == {
        f"H{n:03}"
        for n in (6, 7, 8, 51, 52, 53, 21, 22, 23, 24, 54, 55, 41, 45, 47, 81, 86, 91, 66, 71)
    }
    # S4 leads the teams of the last two villages, so T13 to T20 hang below S4.
    assert {each for each, learner in second.items() if learner.teacher == "S4"} >= {
        f"T{n:02}" for n in range(13, 21)
    }
    assert (len(tree.level(3)), len(tree.level(4))) == (76, 0)
    [h009] = [each for each in tree.level(3) if each.node.id == "H009"]
    assert (h009.teacher, h009.links[0].key) == ("T02", "E022")
    [s1] = [each for each in tree.level(1) if each.node.id == "S1"]
    assert {(link.type, link.target) for link in s1.links} == {
        (LinkType.LED, "E012"),
        (LinkType.ATTENDED, "E012"),
    }


async def test_q4_study_visits_between_villages_and_the_borders_they_cross(store: GraphStore):
    """Seven visits, eight flows: those of E061 came from two villages (H044 lives in 03).

    C4 lies in 331402, another district; 340101 is in another province. Officers who led a visit
    (O1, O3) are no visitors.
    """
    flows = await study_visit_flows(store, SUBDISTRICT)
    assert [
        (flow.activity, flow.home[-2:], flow.place.id, flow.crosses, len(flow.links))
        for flow in flows
    ] == [
        ("E061", "01", "C4", AreaLevel.DISTRICT, 3),
        ("E061", "03", "C4", AreaLevel.DISTRICT, 1),
        ("E062", "02", "C1", AreaLevel.VILLAGE, 3),
        ("E063", "03", "C2", AreaLevel.VILLAGE, 3),
        ("E064", "04", "C1", AreaLevel.VILLAGE, 1),
        ("E065", "03", "area:33209902", AreaLevel.VILLAGE, 2),
        ("E067", "03", "area:340101", AreaLevel.PROVINCE, 3),
        ("E066", "01", "C2", AreaLevel.VILLAGE, 3),
    ]
    assert {link.source for link in flows[0].links} == {"T01", "H001", "H002"}
    assert flows[0].day == date(2017, 5, 18)


async def test_q5_the_shortest_chain_between_two_people(store: GraphStore):
    """H081 was taught by S4 at E046, and S4 works with S1: two steps, and no tie joins them."""
    chain = await shortest_chain(store, "H081", "S1")
    assert chain is not None
    assert [node.id for node in chain.nodes] == ["H081", "S4", "S1"]
    first, second = chain.steps
    assert [(link.type, link.key) for link in first] == [(LinkType.TAUGHT, "E046")]
    assert [link.type for link in second] == [LinkType.COORDINATES_WITH]
    assert await shortest_chain(store, "H081", "S1", max_steps=1) is None
    itself = await shortest_chain(store, "S1", "S1")
    assert itself is not None
    assert (len(itself.nodes), len(itself.steps)) == (1, 0)


async def test_q6_what_appeared_in_one_fiscal_year_and_in_the_other(store: GraphStore):
    """Fiscal 2560 ends on 30 Sep 2560. Of 19 supports 11 fall in it, 8 in the next (from 2 Oct on).

    G1 to G7 were founded in it, G8 on 15 Jan 2561; C1 and C2 opened in it, C3 (4 Dec 2560) and C6
    (1 Aug 2561) in the next; C4 and C5 are older. All 70 sales but 6 + 53 are of other years.
    """
    found = await compare_years(store, "33", [2017, 2018])
    first, second = found.years
    counts = [
        [year.nodes_by_kind[kind] for year in (first, second)]
        for kind in (NodeKind.OCCUPATION_GROUP, NodeKind.LEARNING_CENTRE)
    ]
    assert counts == [[7, 1], [2, 2]]
    assert [year.links_by_type[LinkType.SUPPORTED] for year in (first, second)] == [11, 8]
    assert {node.id for node in second.nodes if node.KIND is NodeKind.OCCUPATION_GROUP} == {"G8"}
    assert {node.id for node in second.nodes if node.KIND is NodeKind.LEARNING_CENTRE} == {
        "C3",
        "C6",
    }
    hosts = {link.target for link in second.links if link.type is LinkType.HOSTS}
    assert hosts == {"C3", "C6"}
    assert not found.truncated


async def test_q7_the_circles_and_the_villages(store: GraphStore):
    """Two ties alone join the villages 01 to 03 with 04 and 05, so no circle mixes the two sides.

    S4 and H065 are the ends of those ties. How far circles match villages is then counted anew
    from the circles found: in each, those of its commonest village.
    """
    found = await circles_and_villages(store, SUBDISTRICT)
    sides = [
        {village in {"33209904", "33209905"} for village in circle.villages}
        for circle in found.circles
        if circle.villages
    ]
    assert all(len(side) == 1 for side in sides)
    assert len(found.circles) >= 4
    homes = sum(sum(circle.villages.values()) for circle in found.circles)
    commonest = sum(max(circle.villages.values(), default=0) for circle in found.circles)
    assert found.agreement == commonest / homes
    assert 0.9 < found.agreement < 1.0, "circles follow the villages, but G1's and T02's do not"
    assert found.adjusted_rand is not None
    assert 0.5 < found.adjusted_rand < 1.0
    assert found.modularity > 0.6
    again = await circles_and_villages(store, SUBDISTRICT)
    assert again == found


async def test_q8_a_page_of_the_province_and_what_it_does_not_show(store: GraphStore):
    """100 households in pages of 30: 30, 30, 30, 10; the first leaves 70, and 5 sages, 8 groups."""
    first = shown = await area_page(store, "33", NodeKind.HOUSEHOLD, first=30)
    pages = [shown.page]
    while shown.page.has_next:
        after = shown.page.cursors[-1]
        shown = await area_page(store, "33", NodeKind.HOUSEHOLD, first=30, after=after)
        pages.append(shown.page)
    sizes = [len(page.items) for page in pages]
    seen = [node.id for page in pages for node in page.items]
    assert sizes == [30, 30, 30, 10]
    assert sorted(seen) == [f"H{n:03}" for n in range(1, 101)]
    assert first.total == 100
    kinds = (NodeKind.HOUSEHOLD, NodeKind.SAGE, NodeKind.OCCUPATION_GROUP, NodeKind.TRAINER)
    assert [first.hidden[kind] for kind in kinds] == [70, 5, 8, 20]
