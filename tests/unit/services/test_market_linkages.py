"""Marketing linkages worked out by hand: 1,000 baht each of two groups."""

from datetime import date

import pytest

from graph_api.domain.areas import AreaLevel
from graph_api.domain.errors import NodeNotFound
from graph_api.services.market_figures import GroupBy, Side
from graph_api.services.market_linkages import market_linkages


def split(found, level):
    return next(each for each in found.splits if each.level is level)


async def test_totals_count_baht_sales_and_pairs(store):
    totals = (await market_linkages(store, "332099")).totals
    assert (totals.baht, totals.sales, totals.pairs) == (2000.0, 5, 4)


async def test_inside_and_outside_are_seen_from_the_seller_at_each_level(store):
    found = await market_linkages(store, "332099")
    subdistrict = split(found, AreaLevel.SUBDISTRICT)
    assert subdistrict.share(Side.INSIDE) == pytest.approx(1300 / 2000)
    assert subdistrict.share(Side.OUTSIDE) == pytest.approx(600 / 2000)
    assert subdistrict.share(Side.ONLINE) == pytest.approx(100 / 2000)
    assert subdistrict.pair_share(Side.INSIDE) == pytest.approx(2 / 4)
    village = split(found, AreaLevel.VILLAGE)
    # The subdistrict market may or may not lie in the village: unknown, and said so.
    assert village.share(Side.UNKNOWN) == pytest.approx(1300 / 2000)
    assert village.share(Side.OUTSIDE) == pytest.approx(600 / 2000)


async def test_concentration_of_a_seller(store):
    found = await market_linkages(store, "332099")
    g1 = next(each for each in found.sellers if each.seller.id == "g1")
    # Shares .3, .6, .1: 900 + 3,600 + 100.
    assert g1.concentration.hhi == pytest.approx(4600)
    assert g1.concentration.band.value == "HIGH"
    assert g1.concentration.dependency == pytest.approx(0.6)
    assert g1.main_market.id == "m2"
    assert g1.outside_share == pytest.approx(0.7)


async def test_flows_by_product_add_the_sales_to_each_market(store):
    found = await market_linkages(store, "332099", group_by=GroupBy.PRODUCT)
    flows = [(f.key, f.market.id, f.totals.baht, f.totals.sales, f.quantity) for f in found.flows]
    assert flows == [
        ("p1", "m1", 1300.0, 3, 6.0),
        ("p1", "m2", 600.0, 1, 2.0),
        ("p1", "m3", 100.0, 1, 2.0),
    ]
    assert [link.key for link in found.flows[0].evidence] == ["1", "2", "5"]
    assert (found.flows[0].first, found.flows[0].last) == (date(2017, 1, 5), date(2018, 4, 5))


async def test_flows_by_year(store):
    found = await market_linkages(store, "332099", group_by=GroupBy.YEAR)
    assert {(f.key, f.market.id, f.totals.baht) for f in found.flows} == {
        ("2017", "m1", 100.0),
        ("2018", "m1", 1200.0),
        ("2018", "m2", 600.0),
        ("2018", "m3", 100.0),
    }


async def test_a_time_takes_in_both_ends(store):
    found = await market_linkages(store, "332099", since=date(2018, 1, 5), until=date(2018, 2, 5))
    assert (found.totals.baht, found.totals.sales) == (800.0, 2)


async def test_groups_that_meet_at_a_market_and_groups_without_any(store):
    found = await market_linkages(store, "332099")
    assert [(c.first.id, c.second.id, c.weight) for c in found.co_selling] == [("g1", "g2", 1.0)]
    assert [market.id for market in found.co_selling[0].markets] == ["m1"]
    assert [node.id for node in found.without_market] == ["g3"]


async def test_an_area_without_sales_gives_zeros_and_no_concentration(store):
    found = await market_linkages(store, "33209903")
    assert (found.totals.baht, found.concentration, list(found.flows)) == (0, None, [])
    assert {each.share(Side.INSIDE) for each in found.splits} == {0.0}


async def test_an_unknown_area_is_named(store):
    with pytest.raises(NodeNotFound, match="9999"):
        await market_linkages(store, "9999")
