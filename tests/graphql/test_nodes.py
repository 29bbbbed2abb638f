"""Nodes, lists, links, search: what anyone asks."""

import pytest

from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes import NODE_CLASSES
from tests.graphql.small_network import NODES

LISTS = {
    "sages": NodeKind.SAGE,
    "trainers": NodeKind.TRAINER,
    "leaders": NodeKind.LEADER,
    "chairs": NodeKind.CHAIR,
    "people": NodeKind.PERSON,
    "officers": NodeKind.OFFICER,
    "teams": NodeKind.TEAM,
    "households": NodeKind.HOUSEHOLD,
    "occupations": NodeKind.OCCUPATION,
    "occupationGroups": NodeKind.OCCUPATION_GROUP,
    "products": NodeKind.PRODUCT,
    "agencies": NodeKind.AGENCY,
    "markets": NodeKind.MARKET,
    "learningCentres": NodeKind.LEARNING_CENTRE,
    "activities": NodeKind.ACTIVITY,
    "materials": NodeKind.MATERIAL,
    "onlineMedia": NodeKind.ONLINE_MEDIA,
    "programmes": NodeKind.PROGRAMME,
    "plans": NodeKind.PLAN,
    "goals": NodeKind.GOAL,
    "incomeObservations": NodeKind.INCOME_OBSERVATION,
    "stageChanges": NodeKind.STAGE_CHANGE,
    "knowledgeRecords": NodeKind.KNOWLEDGE_RECORD,
    "recordSections": NodeKind.RECORD_SECTION,
    "areas": NodeKind.AREA,
}


async def test_a_node_says_who_where_and_who_says_so(client):
    data = await client.ask(
        """{ node(id: "p:thongbai") {
          __typename id name kind kinds areaCode precision
          area { name level province { name nameEn } district { name } subdistrict { name } }
          point { lat lon }
          provenance { source place confidence }
          ... on Person {
            givenName capacity
            roles { role since { date calendarText } until { date } }
            criteria { name state }
            occupations { name aliases parent { name } }
            taught { times learners last { date } }
            lastTaught { date calendarText }
          } } }"""
    )
    node = data["node"]
    assert (node["__typename"], node["kind"]) == ("Person", "SAGE")
    assert node["kinds"] == ["PERSON", "SAGE", "LEADER"]
    assert node["area"] == {
        "name": "บ้านหนึ่ง",
        "level": "VILLAGE",
        "province": {"name": "ศรีสะเกษ", "nameEn": "Si Sa Ket"},
        "district": {"name": "พยุห์"},
        "subdistrict": {"name": "ตำบลตัวอย่าง"},
    }
    assert node["point"] == {"lat": 15.0, "lon": 104.0}
    assert node["provenance"] == {
        "source": "small.xlsx",
        "place": "sheet 1, row 2",
        "confidence": 0.9,
    }
    sage = next(role for role in node["roles"] if role["role"] == "SAGE")
    assert sage["since"] == {"date": "2016-10-01", "calendarText": "1 ต.ค. 2559"}
    assert [each["state"] for each in node["criteria"]] == ["PROVEN", "PROVEN", "UNPROVEN"]
    mat = {"name": "ทอเสื่อ", "aliases": ["ทอเสื่อกก"], "parent": {"name": "งานทอ"}}
    assert node["occupations"] == [mat]
    assert node["taught"] == {"times": 1, "learners": 1, "last": {"date": "2018-02-14"}}
    assert node["lastTaught"] == {"date": "2018-02-14", "calendarText": "14 ก.พ. 2561"}


async def test_every_kind_of_node_can_be_asked_for_by_its_id(client):
    one_of_each = {type(node): node.id for node in NODES}
    assert set(one_of_each) == set(NODE_CLASSES.values())
    ids = list(one_of_each.values())
    data = await client.ask("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", ids=ids)
    assert data["nodes"] == [
        {"__typename": cls.__name__, "id": node_id} for cls, node_id in one_of_each.items()
    ]


async def test_an_unknown_id_is_null_and_keeps_its_place(client):
    data = await client.ask('{ node(id: "none") { id } nodes(ids: ["none", "h:1"]) { id } }')
    assert data == {"node": None, "nodes": [None, {"id": "h:1"}]}


async def test_the_year_of_a_product_is_told_in_both_eras(client):
    data = await client.ask('{ node(id: "prod:mat") { ... on Product { otopYear otopYearBe } } }')
    assert data["node"] == {"otopYear": 2019, "otopYearBe": 2562}


@pytest.mark.parametrize("name,kind", LISTS.items())
async def test_a_list_of_each_kind_holds_all_of_that_kind(client, name, kind):
    data = await client.ask(f"{{ {name} {{ totalCount edges {{ node {{ id }} }} }} }}")
    wanted = {node.id for node in NODES if kind in node.kinds}
    assert wanted
    assert {edge["node"]["id"] for edge in data[name]["edges"]} == wanted
    assert data[name]["totalCount"] == len(wanted)


async def test_pages_follow_each_other_without_gap_or_repeat(client):
    query = """query($after: String) { households(first: 2, after: $after) {
        edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }"""
    first = (await client.ask(query))["households"]
    assert first["pageInfo"] == {
        "hasNextPage": True,
        "endCursor": first["edges"][-1]["cursor"],
    }
    second = (await client.ask(query, after=first["pageInfo"]["endCursor"]))["households"]
    assert second["pageInfo"]["hasNextPage"] is False
    found = [edge["node"]["id"] for page in (first, second) for edge in page["edges"]]
    assert found == ["h:1", "h:2", "h:3"]


@pytest.mark.parametrize(
    "conditions,ids",
    [
        ({"area": "33209901"}, {"p:thongbai"}),
        ({"area": "3320"}, {"p:thongbai", "p:khamdee"}),
        ({"occupation": "ทอเสื่อ"}, {"p:thongbai", "p:khamdee"}),
        ({"text": "ทองไบ"}, {"p:thongbai"}),
        ({"area": "33209903", "text": "ทองใบ"}, set()),
        ({"level": "VILLAGE"}, {"p:thongbai", "p:khamdee"}),
        ({"level": "PROVINCE"}, set()),
    ],
)
async def test_a_filter_takes_all_its_conditions_together(client, conditions, ids):
    query = "query($f: ListFilter) { sages(filter: $f) { totalCount edges { node { id } } } }"
    sages = (await client.ask(query, f=conditions))["sages"]
    assert {edge["node"]["id"] for edge in sages["edges"]} == ids
    assert sages["totalCount"] == len(ids)


LINKS = """query($id: ID!, $types: [LinkType!], $direction: Direction! = UNDIRECTED,
                 $first: Int! = 50, $after: String) {
  node(id: $id) { links(types: $types, direction: $direction, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { other { id } node {
      type caption directed identity sourceId targetId source { id } target { id }
      since { date } activity { id } product { id } properties { hours amountBaht } } } } } }"""


async def test_a_link_says_what_and_why_from_either_end(client):
    out = (await client.ask(LINKS, id="p:somsri", types=["TAUGHT"], direction="OUT"))["node"]
    met = (await client.ask(LINKS, id="p:somsri", types=["TAUGHT"], direction="IN"))["node"]
    both = (await client.ask(LINKS, id="p:somsri", types=["TAUGHT"]))["node"]
    others = [{edge["other"]["id"] for edge in each["links"]["edges"]} for each in (out, met, both)]
    assert others == [{"h:1", "h:2"}, {"p:thongbai"}, {"h:1", "h:2", "p:thongbai"}]
    assert met["links"]["edges"][0]["node"] == {
        "type": "TAUGHT",
        "caption": "สอน",
        "directed": True,
        "identity": "TAUGHT|p:thongbai|p:somsri|act:1",
        "sourceId": "p:thongbai",
        "targetId": "p:somsri",
        "source": {"id": "p:thongbai"},
        "target": {"id": "p:somsri"},
        "since": {"date": "2018-02-14"},
        "activity": {"id": "act:1"},
        "product": None,
        "properties": {"hours": 6.0, "amountBaht": None},
    }


async def test_links_come_in_pages_that_stay_good_when_a_link_is_gone(client):
    whole = (await client.ask(LINKS, id="g:1"))["node"]["links"]
    first = (await client.ask(LINKS, id="g:1", first=3))["node"]["links"]
    rest = (await client.ask(LINKS, id="g:1", after=first["pageInfo"]["endCursor"]))["node"][
        "links"
    ]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (len(whole["edges"]), True)
    assert first["edges"] + rest["edges"] == whole["edges"]
    # The cursor of a list of all types still says where to go on in a list of sales alone.
    sales = (await client.ask(LINKS, id="g:1", types=["SOLD_AT"]))["node"]["links"]["edges"]
    after = first["pageInfo"]["endCursor"]
    later = (await client.ask(LINKS, id="g:1", types=["SOLD_AT"], after=after))["node"]["links"]
    assert later["edges"] == [edge for edge in sales if edge not in first["edges"]]


async def test_a_misspelt_name_is_found(client):
    data = await client.ask(
        '{ search(text: "ทองไบ", kinds: [SAGE], within: "3320", first: 3) { score node { id } } }'
    )
    assert data["search"][0]["node"] == {"id": "p:thongbai"}
    assert 45 <= data["search"][0]["score"] <= 100


async def test_a_summary_counts_every_kind_in_an_area(client):
    data = await client.ask(
        '{ summary(area: "33209902") { area { name } counts { kind count } snapshot { stale } } }'
    )
    counts = {each["kind"]: each["count"] for each in data["summary"]["counts"]}
    assert counts == {"AREA": 1, "HOUSEHOLD": 2, "OCCUPATION_GROUP": 1}
    assert data["summary"]["snapshot"] == {"stale": False}


async def test_the_criteria_are_those_of_the_roles_held(client):
    data = await client.ask(
        """{ nodes(ids: ["p:thongbai", "p:somsri", "h:1"]) {
          ... on Person { criteria { name } } ... on Household { criteria { name state } } } }"""
    )
    sage, trainer, home = ([c["name"] for c in node["criteria"]] for node in data["nodes"])
    assert sage == ["LIVELIHOOD", "TEACHING", "VOLUNTEER"]
    assert trainer == ["LIVELIHOOD", "VOLUNTEER"]
    assert home == ["WILLINGNESS"]
    assert data["nodes"][2]["criteria"][0]["state"] == "UNPROVEN"


async def test_the_course_of_the_programme_can_be_asked_for(client):
    data = await client.ask(
        """{
          activities(first: 1) { edges { node { startsAt endsAt
            links(types: [PART_OF, USES], direction: OUT, first: 5) { edges {
              other { id } node { properties { planned delivered } } } } } } }
          incomeObservations(first: 2) { edges { node {
            baht basis phase periodStart { calendarText } } } }
          stageChanges(first: 2) { edges { node { stage scheme year } } }
          recordSections(first: 2) { edges { node { text
            links(types: [PART_OF], first: 2) { edges { other { ... on KnowledgeRecord {
              calendar warnings
              links(types: [MENTIONS], first: 5) { edges { node {
                properties { line start end text } } } }
            } } } } } } }
        }"""
    )
    [activity] = [edge["node"] for edge in data["activities"]["edges"]]
    assert (activity["startsAt"], activity["endsAt"]) == ("09:00", "16:30")
    assert {edge["other"]["id"] for edge in activity["links"]["edges"]} == {"plan:1", "mat:sedge"}
    assert {"planned": 20.0, "delivered": 0.0} in [
        edge["node"]["properties"] for edge in activity["links"]["edges"]
    ]
    [income] = [edge["node"] for edge in data["incomeObservations"]["edges"]]
    assert income == {
        "baht": 36000.0,
        "basis": "DECLARED",
        "phase": "BEFORE",
        "periodStart": {"calendarText": "1 ม.ค. 2560"},
    }
    [step] = [edge["node"] for edge in data["stageChanges"]["edges"]]
    assert step == {"stage": "OTOP_REGISTERED", "scheme": "ลงทะเบียน OTOP", "year": 2019}
    [section] = [edge["node"] for edge in data["recordSections"]["edges"]]
    assert section["text"] == "ทอแน่น\nตากแดด"
    [record] = [edge["other"] for edge in section["links"]["edges"]]
    assert (record["calendar"], record["warnings"]) == ("CE", ["heading_shifted"])
    [mention] = [edge["node"]["properties"] for edge in record["links"]["edges"]]
    assert mention == {"line": 8, "start": 3, "end": 10, "text": "YouTube"}
