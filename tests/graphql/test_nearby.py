"""Nearby sages: what an officer asks."""

import pytest

from graph_api.services.nearby_sages import WEIGHTS

NEARBY = """query($near: Near!, $radius: Float! = 20, $occupation: String, $on: Date,
                  $order: SageOrder! = RANK, $first: Int! = 10, $after: String) {
  nearbySages(near: $near, radiusKm: $radius, occupation: $occupation, teachesOn: $on,
              orderBy: $order, first: $first, after: $after) {
    totalCount precision radiusKm occupations { id } snapshot { id }
    edges { cursor distanceKm steps via { id } rank { score parts { name value weight } }
            node { id } taught { times learners last { date } } occupations { id } }
    nearestOutside { distanceKm node { id } } pageInfo { hasNextPage endCursor } } }"""


async def test_the_answer_says_where_how_far_through_whom_and_why(client):
    answer = (await client.ask(NEARBY, near={"village": "33209902"}, occupation="ทอเสื่อ"))[
        "nearbySages"
    ]
    (edge,) = answer["edges"]
    assert edge["node"] == {"id": "p:thongbai"}
    assert edge["distanceKm"] == pytest.approx(3.22, abs=0.01)
    assert (edge["steps"], [each["id"] for each in edge["via"]]) == (2, ["h:2", "p:somsri"])
    assert edge["taught"] == {"times": 1, "learners": 1, "last": {"date": "2018-02-14"}}
    assert edge["occupations"] == [{"id": "occ:mat"}]
    parts = edge["rank"]["parts"]
    assert [part["name"] for part in parts] == [part.value for part in WEIGHTS]
    total = sum(part["value"] * part["weight"] for part in parts)
    assert edge["rank"]["score"] == pytest.approx(total)
    assert answer["nearestOutside"]["node"] == {"id": "p:khamdee"}
    assert answer["nearestOutside"]["distanceKm"] == pytest.approx(136.8, abs=0.1)
    assert (answer["precision"], answer["totalCount"]) == ("VILLAGE", 1)
    assert answer["occupations"] == [{"id": "occ:mat"}]
    assert answer["snapshot"]["id"]


async def test_a_node_asks_for_itself(client):
    answer = (await client.ask(NEARBY, near={"node": "h:3"}))["nearbySages"]
    (edge,) = answer["edges"]
    assert (edge["steps"], [each["id"] for each in edge["via"]]) == (3, ["h:2", "p:somsri"])


async def test_nobody_stands_at_a_bare_point(client):
    answer = (await client.ask(NEARBY, near={"point": {"lat": 15.0, "lon": 104.01}}))["nearbySages"]
    (edge,) = answer["edges"]
    assert (edge["steps"], edge["via"]) == (None, [])


async def test_only_those_who_teach_on_a_day_are_listed(client):
    at_khamdees = {"village": "33209903"}
    for day, count in (("2018-06-01", 1), ("2020-06-01", 0)):
        answer = (await client.ask(NEARBY, near=at_khamdees, on=day))["nearbySages"]
        assert answer["totalCount"] == count


@pytest.mark.parametrize("order", ["RANK", "DISTANCE", "STEPS"])
async def test_pages_follow_each_other_in_every_order(client, order):
    wide = {"near": {"village": "33209902"}, "radius": 300, "order": order}
    first = (await client.ask(NEARBY, **wide, first=1))["nearbySages"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (2, True)
    after = first["pageInfo"]["endCursor"]
    second = (await client.ask(NEARBY, **wide, first=1, after=after))["nearbySages"]
    assert second["pageInfo"]["hasNextPage"] is False
    found = [edge["node"]["id"] for page in (first, second) for edge in page["edges"]]
    assert found == ["p:thongbai", "p:khamdee"]
    last = second["pageInfo"]["endCursor"]
    assert (await client.ask(NEARBY, **wide, after=last))["nearbySages"]["edges"] == []


@pytest.mark.parametrize("near", [{}, {"village": "33209902", "node": "h:1"}, {"village": None}])
async def test_exactly_one_origin_is_given(client, near):
    told = await client.answer(NEARBY, near=near)
    assert "data" not in told
    assert told["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_two_origins_in_the_text_are_refused_too(client):
    query = '{ nearbySages(near: {village: "33209902", node: "h:1"}) { totalCount } }'
    told = await client.answer(query)
    assert told["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
