"""The measures of docs/metrics.md that are asked as questions, worked out from the example's rows.

Trainer n teaches households 5n-4 to 5n of his village; S1 to S4 trained the trainers.
"""

from datetime import date
from statistics import median

import networkx as nx
import pytest

from graph_api.analytics.key_players import Cover
from graph_api.analytics.typed import of_type
from graph_api.domain.areas import AreaLevel
from graph_api.domain.errors import InvalidArgument
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import TIES, LinkType
from graph_api.domain.metrics import Direction, Metric, MetricSpec
from graph_api.services.adoption import Passing
from graph_api.services.answers.form import Answer
from graph_api.services.homophily import Likeness, homophily
from graph_api.services.income_by_distance import income_by_distance
from graph_api.services.joint_reach import joint_reach
from graph_api.services.key_people import Among, introductions, widest_cover
from graph_api.services.product_space import SoldBy, sold_products
from graph_api.services.set_questions import Choice, SetQuestion, SetTerms, chosen_set, of_set
from graph_api.services.shelf import Shelf
from graph_api.services.snapshot_reading import read_snapshot
from graph_api.services.ties_by_type import ties_by_type
from tests.questions.conftest import NOW

TAMBON = "332099"


@pytest.fixture
async def shelf(store, tmp_path) -> Shelf:
    """The published network as files, as a refresh keeps it."""
    kept = Shelf(tmp_path / "snapshots")
    kept.put(await read_snapshot(store, lambda: NOW), [])
    return kept


def ids(beside):
    return [each.product.id for each in beside]


async def test_contacts_by_type_and_way(store):
    """S1 taught 10 households and 6 trainers (q25); 148 pairs are of teaching, 17 of peers (q39).

    A team chose 20 households, has four members, and one of them leads it. Help between peers
    (H007 and H016, H037 and H038) goes neither way.
    """
    found = await ties_by_type(store, TAMBON)
    by_actor = {each.actor.id: each for each in found.actors}
    assert by_actor["S1"].by_type[LinkType.TAUGHT, Direction.OUT] == 10 + 6
    assert by_actor["TEAM1"].by_type == {
        (LinkType.SELECTED, Direction.OUT): 20,
        (LinkType.MEMBER_OF, Direction.IN): 4,
        (LinkType.LEADS, Direction.IN): 1,
    }
    assert by_actor["TEAM1"].degree == 25
    helped = (LinkType.PEER, Direction.UNDIRECTED)
    for household in ("H007", "H016", "H037", "H038"):
        assert by_actor[household].by_type[helped] == 1
    assert (found.pairs[LinkType.TAUGHT], found.pairs[LinkType.PEER]) == (148, 17)
    assert set(found.pairs) <= TIES
    degrees = [each.degree for each in found.actors]
    assert degrees == sorted(degrees, reverse=True)
    published = await store.metric_values(list(by_actor), [MetricSpec(Metric.DEGREE)])
    assert {each: by_actor[each].degree for each in by_actor} == {
        each: value.value for each, (value,) in published.items()
    }
    # Agencies of the district are at the other end of ties, and are not of the subdistrict.
    assert all((each.actor.area or "").startswith(TAMBON) for each in found.actors)


async def test_contacts_are_those_of_the_day(store):
    """The programme began in May 2560 (2017): a year before, nobody had taught anybody."""
    before = await ties_by_type(store, TAMBON, on=date(2016, 5, 1))
    assert LinkType.TAUGHT not in before.pairs
    assert (await ties_by_type(store, TAMBON, on=NOW.date())).pairs[LinkType.TAUGHT] == 148


async def test_villages_make_what_they_sell_more_of_than_others(store):
    """Only greens (PR06) are sold by two villages: 02 and 04. So these hang together.

    Each of the two makes its own besides (baskets PR04 and PR05; mushrooms PR08 and PR09), and
    these are the near steps of the other: of the two that are near to a basket, greens are made
    in 04, and proximity to them is 1/2, to the other basket 1: 0.5 / 1.5.
    """
    found = await sold_products(store, TAMBON, level=AreaLevel.VILLAGE)
    places = {each.place.area: each for each in found.places}
    assert {code: set(ids(each.makes)) for code, each in places.items()} == {
        "33209901": {"PR01", "PR02", "PR03", "PR10"},
        "33209902": {"PR04", "PR05", "PR06"},
        "33209903": {"PR07"},
        "33209904": {"PR06", "PR08", "PR09"},
    }
    assert ids(places["33209904"].near) == ["PR04", "PR05"]
    assert [each.value for each in places["33209904"].near] == pytest.approx([0.5 / 1.5] * 2)
    assert ids(places["33209903"].near) == []
    # Two places of equal diversity are as far apart as standardising makes them.
    complexities = {code: each.complexity for code, each in places.items()}
    assert complexities["33209901"] is complexities["33209903"] is None
    compared = [each for each in complexities.values() if each is not None]
    assert sorted(compared) == pytest.approx([-1, 1])
    products = {each.product.id: each for each in found.products}
    assert products["PR06"].makers == 2
    assert {x.product.id: x.value for x in products["PR08"].near} == {"PR09": 1.0, "PR06": 0.5}
    assert products["PR06"].complexity == pytest.approx(0)
    assert (found.unnamed, found.unpriced, found.unplaced) == (0, 0, 0)


async def test_of_sellers_only_those_who_make_the_same_hang_together(store):
    """G4, G7 and household 7 sell greens and nothing else: three places that are all alike."""
    found = await sold_products(store, TAMBON, by=SoldBy.SELLER)
    makers = {each.place.id: ids(each.makes) for each in found.places}
    assert makers["G4"] == makers["G7"] == makers["H007"] == ["PR06"]
    assert set(makers["G3"]) == {"PR04", "PR05"}
    assert all(each.complexity is None for each in found.places)


async def test_one_place_cannot_be_compared(store):
    found = await sold_products(store, TAMBON, level=AreaLevel.SUBDISTRICT)
    (only,) = found.places
    assert only.place.id == "area:332099"
    assert len(only.makes) == 10, "it makes all that it sells, as all do"
    assert (only.near, only.complexity) == ([], None)


async def test_all_who_told_both_incomes_took_part(store):
    """H001, H021, H041, H061 and H081 were trained by their villages' trainers.

    Four of the five rose. Incomes are those of fiscal years, of 366 days before and 365 after.
    """
    found = await income_by_distance(store, TAMBON)
    assert list(found.changes) == [0]
    told = found.changes[0]
    assert told.households == 5
    assert told.rising == 4 / 5
    before = [30_000, 24_000, 30_000, 40_000, 20_000]
    after = [36_000, 24_480, 33_000, 38_000, 20_600]
    a_year = 365.25
    assert told.median_before == pytest.approx(median(before) / 366 * a_year)
    assert told.median_after == pytest.approx(median(after) / 365 * a_year)
    assert told.interval is None, "five are too few for an interval of 95 %"
    assert (found.one_side, found.none) == (1, 94)
    homes = [each.change.earner.id for each in found.households]
    assert sorted(homes) == ["H001", "H021", "H041", "H061", "H081"]


async def test_through_whom_villages_are_joined(store):
    """S1 taught T09, T11, 51-53 and 21-24 in other villages: 9; S4 T17-T20, 81, 86 and 91: 7."""
    found = await homophily(store, TAMBON, by=Likeness.VILLAGE)
    first, second, third = found.outward[:3]
    assert (first.of.id, first.mixing.external) == ("S1", 9)
    assert (second.of.id, second.mixing.external) == ("S4", 7)
    assert (third.of.id, third.mixing.external) == ("T03", 3)
    assert sum(each.mixing.external for each in found.outward) == 2 * 24


async def test_likeness_over_other_links_and_at_wider_levels(store):
    only_peers = await homophily(store, TAMBON, by=Likeness.VILLAGE, types=[LinkType.PEER])
    assert (only_peers.mixing.internal, only_peers.mixing.external) == (17 - 3, 3)
    district = await homophily(store, TAMBON, by=Likeness.DISTRICT)
    assert (district.mixing.internal, district.mixing.external) == (165, 0)


def values(answer: Answer) -> dict[str, float]:
    """The figures that have a value."""
    return {each.name: each.value for each in answer.figures if each.value is not None}


async def ties_of(store, only: LinkType | None = None):
    snapshot = await read_snapshot(store, lambda: NOW)
    ties = [(snapshot.ids[u], snapshot.ids[v]) for u, v in snapshot.ties.iter_pairs()]
    counted = of_type(snapshot.tie_types, only) if only else [True] * len(ties)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(snapshot.ids)
    graph.add_edges_from(tie for tie, counts in zip(ties, counted, strict=True) if counts)
    return graph


async def test_joint_reach_and_what_each_brings(store, shelf):
    graph = await ties_of(store)
    balls = {s: set(nx.ego_graph(graph, s, radius=2)) for s in ("S1", "S2", "S4")}
    found = await joint_reach(store, shelf, ["S1", "S2", "S4"], 2)
    assert found.reached.part == len(set.union(*balls.values()))
    assert found.reached.whole == len(graph)
    for sage, part in found.parts.items():
        others = set.union(*(ball for each, ball in balls.items() if each != sage))
        assert (part.alone, part.adds) == (len(balls[sage]), len(balls[sage] - others))
    assert not found.snapshot.stale


async def test_without_s4_village_five_hangs_on_nothing(store, shelf):
    """28 actors are cut off from the other 150 (q27): 27 who hang together, and the leader L5."""
    answer = await of_set(store, shelf, ["S4"], SetQuestion.LEAVING, SetTerms())
    figures = values(answer)
    assert (figures["nodes_before"], figures["nodes_after"]) == (179, 178)
    assert (figures["components_before"], figures["components_after"]) == (1, 3)
    assert figures["fragmentation_before"] == 0
    assert figures["fragmentation_after"] == pytest.approx(1 - (150 * 149 + 27 * 26) / (178 * 177))
    assert figures["distance_fragmentation_after"] > figures["distance_fragmentation_before"]
    assert answer.snapshot


async def test_if_two_who_are_not_tied_met_there_is_one_tie_more(store, shelf):
    answer = await of_set(store, shelf, ["S2", "S4"], SetQuestion.MEETING, SetTerms())
    figures = values(answer)
    assert figures["links_after"] == figures["links_before"] + 1
    assert figures["distance_fragmentation_after"] < figures["distance_fragmentation_before"]


async def test_adoption_is_certain_or_impossible_at_the_ends_of_chance(store, shelf):
    for chance, expected in ((0.0, 2), (1.0, 179)):
        terms = SetTerms(passing=Passing(chance))
        answer = await of_set(store, shelf, ["S1", "S4"], SetQuestion.ADOPTION, terms)
        figures = values(answer)
        assert (figures["expected"], figures["standard_error"]) == (expected, 0)


async def test_only_what_passes_over_a_type_of_tie_is_passed_on(store, shelf):
    """S1 taught 16 (q25): if teaching alone passes it on, it goes on by those whom they taught."""
    passing = Passing(0.0, {LinkType.TAUGHT: 1.0})
    answer = await of_set(store, shelf, ["S1"], SetQuestion.ADOPTION, SetTerms(passing=passing))
    graph = await ties_of(store, only=LinkType.TAUGHT)
    assert values(answer)["expected"] == len(nx.node_connected_component(graph, "S1"))
    assert values(answer)["chance.taught"] == 1
    nothing = SetTerms(passing=Passing(0.0, {LinkType.PEER: 1.0}))
    seeds = await chosen_set(store, shelf, Choice.SEEDS, Among(), nothing)
    assert values(seeds)["expected"] > 5, "five and their peers"


async def test_a_chance_of_what_is_no_tie_is_refused(store, shelf):
    for types in ({LinkType.SOLD_AT: 0.1}, {LinkType.PEER: 1.1}):
        terms = SetTerms(passing=Passing(0.1, types))
        with pytest.raises(InvalidArgument, match=next(iter(types)).value):
            await of_set(store, shelf, ["S1"], SetQuestion.ADOPTION, terms)


async def test_the_widest_cover_is_the_best_of_all_pairs_of_sages(store, shelf):
    graph = await ties_of(store)
    balls = {s: set(nx.ego_graph(graph, s, radius=2)) for s in ("S1", "S2", "S3", "S4")}
    found = await widest_cover(store, shelf, 2, Among(TAMBON), 2)
    best = max(len(balls[a] | balls[b]) for a in balls for b in balls if a < b)
    assert found.candidates == 4
    assert isinstance(found.choice, Cover)
    assert found.choice.covered == best <= found.choice.upper_bound


async def test_introductions_are_among_the_candidates_and_new(store, shelf):
    graph = await ties_of(store)
    found = await introductions(store, shelf, 3, Among(TAMBON, [NodeKind.SAGE]))
    assert isinstance(found.choice, list)
    assert found.choice
    for tie in found.choice:
        assert set(tie.ends) <= {"S1", "S2", "S3", "S4"}
        assert not graph.has_edge(*tie.ends)
        assert tie.gain > 0


@pytest.mark.parametrize("choice", Choice)
async def test_every_choice_names_whom_and_in_which_network(store, shelf, choice):
    answer = await chosen_set(store, shelf, choice, Among(TAMBON), SetTerms(k=2))
    assert len(answer.rows) == 2
    assert answer.snapshot
    assert all(each.value is not None for each in answer.figures)


async def test_what_cannot_be_chosen_from_is_refused(store, shelf):
    with pytest.raises(InvalidArgument, match="kinds"):
        await widest_cover(store, shelf, 1, Among("10"), 2)
    with pytest.raises(InvalidArgument, match="60"):
        await introductions(store, shelf, 1, Among(TAMBON, [NodeKind.HOUSEHOLD]))
    with pytest.raises(InvalidArgument):
        await widest_cover(store, shelf, 0, Among(TAMBON), 2)
