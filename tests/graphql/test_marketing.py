"""Marketing linkages: what an analyst asks. The figures are worked out by hand from the sales."""

import pytest

MARKETS = """query(
    $area: ID!, $by: GroupBy! = SELLER, $since: Date, $until: Date, $first: Int! = 50
) {
  marketLinkages(area: $area, groupBy: $by, since: $since, until: $until) {
    area { code } totals { baht sales pairs }
    splits { level total { baht } sides { side share pairShare totals { baht sales pairs } } }
    concentration { hhi band effectiveMarkets dependency }
    flows(first: $first) { key node { id } market { id } totals { baht sales } quantity
      since { date } until { calendarText }
      evidence(first: 1) {
        identity product { id } provenance { source } properties { amountBaht } } }
    flowCount sellerCount
    sellers { seller { id } concentration { band } mainMarket { id } outsideShare }
    coSelling { weight } withoutMarket { id } snapshot { id } } }"""


@pytest.fixture
async def answer(client):
    return (await client.ask(MARKETS, area="332099"))["marketLinkages"]


async def test_what_was_sold_is_added_up(answer):
    assert answer["area"] == {"code": "332099"}
    assert answer["totals"] == {"baht": 5000.0, "sales": 4, "pairs": 3}
    assert answer["snapshot"]["id"]


async def test_inside_and_outside_are_told_at_every_level(answer):
    shares = {
        split["level"]: {side["side"]: side["share"] for side in split["sides"]}
        for split in answer["splits"]
    }
    outside = {"INSIDE": 0.2, "OUTSIDE": 0.6, "ONLINE": 0.2, "UNKNOWN": 0.0}
    assert shares["VILLAGE"] == shares["SUBDISTRICT"] == shares["DISTRICT"] == outside
    assert shares["PROVINCE"] == {"INSIDE": 0.8, "OUTSIDE": 0.0, "ONLINE": 0.2, "UNKNOWN": 0.0}
    pair_shares = {side["side"]: side["pairShare"] for side in answer["splits"][1]["sides"]}
    assert pair_shares["OUTSIDE"] == pytest.approx(1 / 3)


async def test_concentration_says_what_it_means(answer):
    # Shares .2, .6 and .2: 10,000 (.04 + .36 + .04) = 4,400.
    found = answer["concentration"]
    assert found["hhi"] == pytest.approx(4400)
    assert found["effectiveMarkets"] == pytest.approx(1 / 0.44)
    assert (found["band"], found["dependency"]) == ("HIGH", pytest.approx(0.6))


async def test_a_flow_brings_its_evidence(answer):
    assert (answer["flowCount"], answer["sellerCount"]) == (3, 1)
    largest = answer["flows"][0]
    assert (largest["key"], largest["node"], largest["market"]) == (
        "g:1",
        {"id": "g:1"},
        {"id": "m:fair"},
    )
    assert largest["totals"] == {"baht": 3000.0, "sales": 2}
    assert largest["quantity"] == 20.0
    assert (largest["since"], largest["until"]) == (
        {"date": "2019-11-20"},
        {"calendarText": "20 พ.ย. 2563"},
    )
    assert largest["evidence"] == [
        {
            "identity": "SOLD_AT|g:1|m:fair|2",
            "product": {"id": "prod:mat"},
            "provenance": {"source": "small.xlsx"},
            "properties": {"amountBaht": 2500.0},
        }
    ]


async def test_sellers_and_those_without_a_market_are_named(answer):
    (seller,) = answer["sellers"]
    assert (seller["seller"], seller["mainMarket"]) == ({"id": "g:1"}, {"id": "m:fair"})
    assert seller["outsideShare"] == pytest.approx(0.8)
    assert answer["withoutMarket"] == [{"id": "g:2"}]
    assert answer["coSelling"] == []


@pytest.mark.parametrize(
    "by,keys",
    [
        ("PRODUCT", ["prod:mat"]),
        ("MARKET", ["m:fair", "m:online", "m:shop"]),
        ("YEAR", ["2019", "2020"]),
    ],
)
async def test_flows_are_grouped_as_asked(client, by, keys):
    answer = (await client.ask(MARKETS, area="332099", by=by))["marketLinkages"]
    assert sorted({flow["key"] for flow in answer["flows"]}) == keys


async def test_a_time_and_a_length_are_kept(client):
    answer = (
        await client.ask(MARKETS, area="332099", since="2020-01-01", until="2020-11-30", first=1)
    )["marketLinkages"]
    assert answer["totals"]["baht"] == 500.0
    assert len(answer["flows"]) == 1


async def test_an_area_that_sells_nothing_says_so(client):
    answer = (await client.ask(MARKETS, area="33209902"))["marketLinkages"]
    assert answer["totals"] == {"baht": 0.0, "sales": 0, "pairs": 0}
    assert answer["concentration"] is None
    assert answer["flows"] == []
