"""What an analyst's answer does with what is not known: it is counted, and never filled in."""

from collections.abc import AsyncIterator
from datetime import date
from itertools import pairwise

import pytest

from graph_api.domain.areas import AreaLevel
from graph_api.domain.errors import InvalidArgument, NodeNotFound, SnapshotMissing
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import (
    Activity,
    ActivityKind,
    Agency,
    Area,
    DevelopmentStage,
    GroupStage,
    HeldRole,
    Household,
    IncomeObservation,
    LearningCentre,
    Market,
    MarketKind,
    Node,
    Occupation,
    OccupationGroup,
    Person,
    Phase,
    Product,
)
from graph_api.ports import GraphStore
from graph_api.services import population
from graph_api.services.analysis import Question, Terms, analysis
from graph_api.services.centre_origins import centre_origins
from graph_api.services.fact_sources import node_sources
from graph_api.services.follow_up_and_practice import follow_up_and_practice
from graph_api.services.group_coverage import group_coverage
from graph_api.services.income_by_distance import income_by_distance
from graph_api.services.income_change import income_changes
from graph_api.services.learning_reach import learning_reach
from graph_api.services.market_brokers import market_brokers
from graph_api.services.peer_density import peer_density
from graph_api.services.practice import practice
from graph_api.services.product_space import SoldBy, sold_products
from graph_api.services.shared_markets import shared_markets
from graph_api.services.stage_progress import stage_progress
from graph_api.services.study_visit_outcomes import study_visit_outcomes
from graph_api.stores.sqlite import SqliteStore

VILLAGE, TAMBON = "33209901", "332099"
AREAS = tuple(
    Area(id=f"area:{code}", name=code, area=code) for code in ("33", "3320", TAMBON, VILLAGE)
)


def link(kind: LinkType, source: str, target: str, **fields: object) -> Link:
    return Link(type=kind, source=source, target=target, **fields)  # type: ignore[arg-type]


def home(node_id: str, area: str | None = VILLAGE) -> Household:
    return Household(id=node_id, name=node_id, area=area)


def income(number: str, phase: Phase | None, baht: float, *days: date) -> IncomeObservation:
    start, end = days or (None, None)
    return IncomeObservation(
        id=number, name=number, baht=baht, phase=phase, period_start=start, period_end=end
    )


@pytest.fixture
async def empty() -> AsyncIterator[GraphStore]:
    store = await SqliteStore.open(None)
    await store.write(AREAS, [])
    yield store
    await store.close()


async def fill(store: GraphStore, nodes: list[Node], links: list[Link]) -> None:
    report = await store.write(nodes, links)
    assert not report.refused_links


@pytest.mark.parametrize("question", Question)
async def test_of_an_area_with_nothing_every_share_has_no_value(empty, question):
    needs_metrics = {Question.BRIDGING_PEOPLE, Question.SINGLE_POINTS}
    if question in needs_metrics:
        with pytest.raises(SnapshotMissing):
            await analysis(empty, TAMBON, question, Terms())
        return
    answer = await analysis(empty, TAMBON, question, Terms())
    assert list(answer.rows) == []
    for figure in answer.figures:
        if figure.share:
            assert (figure.value, figure.share.whole, figure.share.interval) == (None, 0, None)


@pytest.mark.parametrize("question", Question)
async def test_an_area_that_is_not_there_or_no_code_is_refused(empty, question):
    with pytest.raises(NodeNotFound):
        await analysis(empty, "40", question, Terms())
    with pytest.raises(InvalidArgument):
        await analysis(empty, "ขอนแก่น", question, Terms())


async def test_incomes_are_set_beside_each_other_by_ties_from_a_training(empty):
    """h0 came; h1 to h4 are each the peer of the one before; h9 knows nobody."""
    homes = ["h0", "h1", "h2", "h3", "h4", "h9"]
    year, later = ((date(y, 1, 1), date(y, 12, 31)) for y in (2017, 2018))
    observations = [
        observed
        for rise, each in enumerate(homes)
        for observed in (
            (each, income(f"{each}:b", Phase.BEFORE, 100, *year)),
            (each, income(f"{each}:a", Phase.AFTER, 100 + rise, *later)),
        )
    ]
    training = Activity(
        id="e1",
        name="e1",
        area=VILLAGE,
        activity_kind=ActivityKind.TRAINING,
        started_on=date(2017, 6, 1),
    )
    await fill(
        empty,
        [training, *map(home, homes), *(each for _, each in observations)],
        [
            link(LinkType.ATTENDED, "h0", "e1"),
            *(link(LinkType.PEER, one, other) for one, other in pairwise(homes[:-1])),
            *(link(LinkType.CONCERNS, each.id, whose) for whose, each in observations),
        ],
    )
    found = await income_by_distance(empty, TAMBON)
    assert {steps: each.households for steps, each in found.changes.items()} == {
        0: 1,
        1: 1,
        2: 1,
        3: 1,
        None: 2,
    }
    assert found.changes[0].rising == 0
    assert all(found.changes[steps].rising == 1 for steps in (1, 2, 3, None))
    assert [each.steps for each in found.households] == [0, 1, 2, 3, None, None]
    assert found.took_part == 1
    answer = await analysis(empty, TAMBON, Question.INCOME_BY_DISTANCE, Terms())
    assert {"steps_3.rising", "beyond.rising"} <= {each.name for each in answer.figures}
    assert "ไม่ใช่เหตุและผล" in answer.note


async def test_a_product_is_told_by_its_name_and_only_sales_with_a_value_count(empty):
    groups = [
        OccupationGroup(id=each, name=each, area=area)
        for each, area in (("g1", VILLAGE), ("g2", VILLAGE), ("g3", TAMBON))
    ]
    products = [
        Product(id=each, name=name)
        for each, name in (("p1", "เสื่อ กก"), ("p2", "เสื่อ  กก"), ("p3", "ผ้า"))
    ]
    market = Market(id="m", name="m", area=TAMBON, market_kind=MarketKind.SHOP)
    sold = [
        ("g1", "p1", 10.0),
        ("g2", "p2", 10.0),
        ("g2", "p3", None),
        ("g3", "p3", 5.0),
        ("g1", None, 7.0),
    ]
    sales = []
    for at, (seller, product, baht) in enumerate(sold):
        said = {"product": product, "amount_baht": baht}
        known = {key: value for key, value in said.items() if value is not None}
        day = date(2018, 1, at + 1)
        sales.append(link(LinkType.SOLD_AT, seller, "m", key=str(at), since=day, properties=known))
    await fill(empty, [*groups, *products, market], sales)
    found = await sold_products(empty, TAMBON, by=SoldBy.SELLER)
    assert {each.place.id: [x.product.id for x in each.makes] for each in found.places} == {
        "g1": ["p1"],
        "g2": ["p1"],
        "g3": ["p3"],
    }
    assert (found.unnamed, found.unpriced, found.unplaced) == (1, 1, 0)
    villages = await sold_products(empty, TAMBON, level=AreaLevel.VILLAGE)
    assert [each.place.area for each in villages.places] == [VILLAGE]
    assert villages.unplaced == 1
    answer = await analysis(empty, TAMBON, Question.PRODUCT_SPACE, Terms())
    assert "เทียบไม่ได้" in answer.note


async def test_incomes_without_a_period_or_on_one_side_are_counted(empty):
    year = (date(2017, 1, 1), date(2017, 12, 31))
    half = (date(2018, 1, 1), date(2018, 7, 1))
    observations = [
        ("h1", income("i1", Phase.BEFORE, 100, *year)),
        ("h1", income("i2", Phase.AFTER, 60, *half)),
        ("h2", income("i3", Phase.BEFORE, 100, *year)),
        ("h3", income("i4", Phase.AFTER, 100)),
        ("h3", income("i5", None, 100, *year)),
        ("h5", income("i6", Phase.BEFORE, 0, *year)),
        ("h5", income("i7", Phase.AFTER, 10, *year)),
    ]
    homes = [home(f"h{number}") for number in range(1, 6)]
    links = [link(LinkType.CONCERNS, each.id, who) for who, each in observations]
    await fill(empty, [*homes, *(each for _, each in observations)], links)
    found = await income_changes(empty, TAMBON)
    # 60 baht in 182 days is 120 in 364: a rise of more than 3 of 100, though 60 is less than 100.
    assert {each.earner.id: each.rises for each in found.earners} == {"h1": True, "h5": True}
    assert {each.earner.id: each.change is None for each in found.earners} == {
        "h1": False,
        "h5": True,
    }
    assert (found.one_side, found.none, found.no_period) == (1, 2, 2)
    assert (found.all.rising.whole, found.all.rising.unknown) == (2, 3)


async def test_teaching_about_nothing_stated_is_in_no_share_by_occupation(empty):
    training = Activity(id="a", name="อบรม", activity_kind=ActivityKind.TRAINING)
    stopped = link(LinkType.PRACTISES, "h2", "o", until=date(2018, 1, 1))
    await fill(
        empty,
        [
            *(home("h1"), home("h2"), home("h3"), training, Person(id="p", name="ครู")),
            Activity(id="b", name="อบรม", activity_kind=ActivityKind.TRAINING),
            *(Occupation(id="w", name="งานผ้า"), Occupation(id="o", name="ทอผ้า", parent="w")),
        ],
        [
            link(LinkType.TAUGHT, "p", "h1", key="a", properties={"activity": "a"}),
            link(LinkType.TAUGHT, "p", "h2", key="b", properties={"activity": "b"}),
            link(LinkType.TAUGHT, "p", "h3", key="b", properties={"activity": "b"}),
            *(link(LinkType.ABOUT, "b", "w"), stopped, link(LinkType.PRACTISES, "h3", "o")),
        ],
    )
    found = await practice(empty, TAMBON)
    # h3 practises a narrower occupation than it was taught; h2 has stopped.
    (only,) = found.occupations
    assert (only.occupation.id, only.practising.part, only.practising.whole) == ("w", 1, 2)
    assert (found.no_occupation, found.any_taught.unknown) == (1, 1)
    assert (found.by_status.whole, found.by_status.unknown) == (0, 3)


async def test_sales_and_fairs_without_a_day_are_counted_and_credit_nobody(empty):
    fair = Market(id="m", name="งาน", area="3401", market_kind=MarketKind.FAIR)
    kindless = Market(id="n", name="ตลาด", area="3401")
    event = Activity(id="e", name="ออกร้าน", activity_kind=ActivityKind.SELLING_EVENT)
    dated = Activity(
        id="f",
        name="ออกร้าน",
        activity_kind=ActivityKind.SELLING_EVENT,
        started_on=date(2018, 1, 1),
    )
    groups = [OccupationGroup(id=f"g{n}", name=f"กลุ่ม {n}", area=VILLAGE) for n in (1, 2)]
    await fill(
        empty,
        [*(fair, kindless, event, dated, Agency(id="a", name="หน่วยงาน")), *groups],
        [
            link(LinkType.SOLD_AT, "g1", "m", key="1", properties={"activity": "e"}),
            link(LinkType.SOLD_AT, "g2", "n", key="2", since=date(2018, 2, 1)),
            *(link(LinkType.ATTENDED, f"g{n}", "f") for n in (1, 2)),
            *(link(LinkType.ARRANGED, "a", each) for each in ("e", "f")),
            *(link(LinkType.HELD_AT, each, "m") for each in ("e", "f")),
        ],
    )
    found = await market_brokers(empty, TAMBON)
    (broker,) = found.agencies
    assert [each.group.id for each in broker.newly] == ["g2"]
    assert found.undated == 1
    met = await shared_markets(empty, TAMBON)
    assert (list(met.pairs), met.kindless) == ([], 1)
    assert (await study_visit_outcomes(empty, TAMBON)).never_went == 2


async def test_a_group_without_days_has_reached_steps_and_timed_none(empty):
    await fill(
        empty,
        [OccupationGroup(id="g", name="กลุ่ม", area=VILLAGE, stage=GroupStage.PRODUCT)],
        [],
    )
    found = await stage_progress(empty, TAMBON)
    assert [step.reached.part for step in found.steps] == [1, 1, 1, 1, 0, 0, 0, 0]
    assert all(step.days is None for step in found.steps)
    assert (found.undated, found.as_of, found.stall) == (4, None, DevelopmentStage.PRODUCT)


async def test_visits_without_a_day_are_left_out_of_follow_up_and_counted(empty):
    group = OccupationGroup(id="g", name="กลุ่ม", area=VILLAGE)
    await fill(
        empty,
        [group, Person(id="p", name="ผู้ติดตาม")],
        [link(LinkType.FOLLOWED_UP, "p", "g")],
    )
    found = await follow_up_and_practice(empty, TAMBON)
    assert found.undated == 1
    # Without any day there is no last year, so nothing is known to go on.
    assert found.groups[0].carrying_on.whole == 1


async def test_what_lies_in_no_village_makes_no_target_and_is_counted(empty):
    await fill(
        empty,
        [home("h1"), home("h2", TAMBON), OccupationGroup(id="g", name="กลุ่ม", area=TAMBON)],
        [],
    )
    found = await group_coverage(empty, TAMBON)
    assert (found.villages.part, found.villages.whole) == (0, 1)
    assert (found.unplaced_groups, found.unplaced_households) == (1, 1)
    assert [area.area for area in found.without] == [VILLAGE]


async def test_a_centre_with_no_sage_behind_it_has_no_line(empty):
    centre = LearningCentre(id="c", name="ศูนย์", opened_on=date(2018, 3, 1))
    later = link(LinkType.TAUGHT, "s", "h", since=date(2018, 4, 1))
    sage = Person(id="s", name="ปราชญ์", roles=(HeldRole(NodeKind.SAGE),))
    await fill(empty, [home("h"), centre, sage], [link(LinkType.HOSTS, "h", "c"), later])
    (origin,) = (await centre_origins(empty, TAMBON)).origins
    # Taught only after it had opened: no line, and no months before it.
    assert (list(origin.line), origin.months, origin.opened_on) == ([], None, date(2018, 3, 1))


async def test_teaching_in_a_circle_ends(empty):
    sage = Person(id="s", name="ปราชญ์", area=VILLAGE, roles=(HeldRole(NodeKind.SAGE),))
    await fill(
        empty,
        [sage, Person(id="p", name="วิทยากร"), home("h"), home("i")],
        [
            *(link(LinkType.TAUGHT, "s", "p"), link(LinkType.TAUGHT, "p", "s")),
            link(LinkType.TAUGHT, "p", "h"),
        ],
    )
    found = await learning_reach(empty, TAMBON, steps=4)
    assert [(each.households, each.learners) for each in found.sages] == [(1, 2)]
    assert [each.id for each in found.unreached] == ["i"]
    with pytest.raises(InvalidArgument):
        await learning_reach(empty, TAMBON, steps=5)


async def test_a_household_in_two_groups_is_counted_once(empty):
    groups = [OccupationGroup(id=f"g{n}", name=f"กลุ่ม {n}", area=VILLAGE) for n in (1, 2)]
    await fill(
        empty,
        [*groups, home("h1"), home("h2"), home("h3")],
        [
            *(link(LinkType.MEMBER_OF, each, "g1") for each in ("h1", "h2")),
            *(link(LinkType.MEMBER_OF, each, "g2") for each in ("h1", "h2", "h3")),
            *(link(LinkType.PEER, "h1", "h2"), link(LinkType.PEER, "h2", "h2")),
        ],
    )
    found = await peer_density(empty, TAMBON)
    assert (found.within.part, found.within.whole, found.between.whole) == (1, 3, 0)


async def test_a_population_that_is_too_large_is_refused_with_the_mend(empty, monkeypatch):
    monkeypatch.setattr(population, "POPULATION_MAX", 1)
    monkeypatch.setattr(population, "PAGE_MAX", 1)
    await fill(empty, [home("h1"), home("h2")], [])
    with pytest.raises(InvalidArgument, match="จังหวัด"):
        await practice(empty, TAMBON)


async def test_a_stated_link_rests_on_nothing_else(empty):
    await fill(empty, [home("h1"), home("h2")], [link(LinkType.PEER, "h1", "h2")])
    (only,) = (await node_sources(empty, "h1")).links
    assert (list(only.rests_on), list(only.sources), only.confidence) == ([], [], None)
