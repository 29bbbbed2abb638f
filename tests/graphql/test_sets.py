"""What is asked about sets of people is asked of the snapshot that is kept as files."""

import pytest

from graph_api.asgi.app import create_app
from graph_api.services.refresh import refresh
from graph_api.services.set_questions import Choice, SetQuestion
from graph_api.services.shelf import Shelf
from tests.graphql.conftest import Client
from tests.graphql.small_network import AS_OF

TOGETHER = """query ($ids: [ID!]!, $question: SetQuestion! = JOINT_REACH, $steps: Int! = 2,
                     $chance: Float! = 0.1) {
    together(ids: $ids, question: $question, steps: $steps, chance: $chance) {
        figures { name caption value part whole interval }
        rows { node { id } figures { name value } }
        snapshot { id stale } } }"""
KEY_PEOPLE = """query ($choice: Choice!, $k: Int!, $area: ID, $kinds: [NodeKind!]) {
    keyPeople(choice: $choice, k: $k, area: $area, kinds: $kinds) {
        figures { name value } rows { node { id } others { id } } snapshot { id } } }"""


@pytest.fixture
async def asking(store, tmp_path):
    shelf = Shelf(tmp_path / "snapshots")
    await refresh(store, exact_betweenness_nodes=1000, now=lambda: AS_OF, shelf=shelf, force=True)
    client = Client(create_app(store, now=lambda: AS_OF, shelf=shelf))
    yield client
    await client.http.aclose()


async def test_nobody_is_counted_twice(asking, store):
    # thongbai taught somsri and leads t:1; somsri taught h:1 and h:2; h:1 is in g:1, h:2 helps h:3.
    one = (await asking.ask(TOGETHER, ids=["p:thongbai"], steps=1))["together"]
    assert reached(one)["part"] == len({"p:thongbai", "p:somsri", "t:1"})
    both = (await asking.ask(TOGETHER, ids=["p:thongbai", "p:somsri"], steps=1))["together"]
    assert reached(both)["part"] == len({"p:thongbai", "p:somsri", "t:1", "h:1", "h:2"})
    published = await store.snapshot()
    assert reached(both)["whole"] == published.nodes
    assert reached(both)["interval"] is None, "all actors are counted, none is drawn"
    assert both["snapshot"] == {"id": published.id, "stale": False}
    parts = {row["node"]["id"]: [x["value"] for x in row["figures"]] for row in both["rows"]}
    assert parts == {"p:thongbai": [3, 1], "p:somsri": [4, 2]}


def reached(answer):
    (found,) = (each for each in answer["figures"] if each["name"] == "reached")
    return found


@pytest.mark.parametrize("question", SetQuestion)
async def test_every_question_answers_with_captions_and_its_snapshot(asking, question):
    answer = (await asking.ask(TOGETHER, ids=["p:thongbai", "h:1"], question=question.value))[
        "together"
    ]
    assert answer["figures"]
    assert all(each["caption"] for each in answer["figures"])
    assert {row["node"]["id"] for row in answer["rows"]} == {"p:thongbai", "h:1"}
    assert answer["snapshot"]["id"]


@pytest.mark.parametrize("choice", Choice)
async def test_every_choice_answers(asking, choice):
    answer = (await asking.ask(KEY_PEOPLE, choice=choice.value, k=1, kinds=["HOUSEHOLD", "SAGE"]))[
        "keyPeople"
    ]
    assert len(answer["rows"]) == 1
    assert answer["figures"]
    assert answer["snapshot"]["id"]


@pytest.mark.parametrize(
    "variables, code",
    [
        ({"ids": ["nobody", "h:1"]}, "NOT_FOUND"),
        ({"ids": ["occ:mat"]}, "NOT_FOUND"),
        ({"ids": []}, "INVALID_ARGUMENT"),
        ({"ids": ["h:1"] * 101}, "INVALID_ARGUMENT"),
        ({"ids": ["h:1"] * 21, "question": "MEETING"}, "INVALID_ARGUMENT"),
        ({"ids": ["h:1"], "steps": 5}, "INVALID_ARGUMENT"),
        ({"ids": ["h:1"], "question": "ADOPTION", "chance": 1.5}, "INVALID_ARGUMENT"),
    ],
)
async def test_what_cannot_be_answered_is_refused(asking, variables, code):
    assert (await asking.error(TOGETHER, **variables))["extensions"]["code"] == code


async def test_a_type_of_tie_may_have_a_chance_of_its_own(asking):
    query = """{ together(ids: ["p:thongbai"], question: ADOPTION, chance: 0,
        chances: [{type: TAUGHT, chance: 1}]) { figures { name value } } }"""
    figures = (await asking.ask(query))["together"]["figures"]
    found = {each["name"]: each["value"] for each in figures}
    # thongbai taught somsri, who taught h:1 and h:2.
    assert found["expected"] == 4
    assert (found["chance"], found["chance.taught"]) == (0, 1)


@pytest.mark.parametrize(
    "variables",
    [{"k": 0}, {"k": 101}, {"k": 1, "area": "ขอนแก่น"}, {"k": 1, "kinds": ["PROGRAMME"]}],
)
async def test_what_cannot_be_chosen_is_refused(asking, variables):
    error = await asking.error(KEY_PEOPLE, choice="COVER", **variables)
    assert error["extensions"]["code"] == "INVALID_ARGUMENT"


async def test_a_service_without_a_folder_says_what_to_set(client):
    error = await client.error(TOGETHER, ids=["h:1"])
    assert "SAMMACHIP_SNAPSHOTS" in error["message"]


async def test_a_snapshot_that_is_elsewhere_is_said_to_be_missing(store, tmp_path):
    client = Client(create_app(store, shelf=Shelf(tmp_path / "empty")))
    error = await client.error(TOGETHER, ids=["h:1"])
    assert error["extensions"]["code"] == "SNAPSHOT_MISSING"
    await client.http.aclose()
