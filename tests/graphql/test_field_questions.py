"""The questions of the field, asked of the example as a user asks them.

The answers themselves are held by tests/questions; here it is what goes into which column.
"""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from graph_api.asgi.app import create_app
from graph_api.contracts import operations
from graph_api.services.derive import derive_links
from graph_api.stores.sqlite import SqliteStore
from loaders.loading import load
from tests.graphql.conftest import Client
from tests.graphql.test_operations import EXAMPLE, _variables

THAI = re.compile("[ก-๛]")


@pytest.fixture(scope="module")
async def example() -> AsyncIterator[Client]:
    store = await SqliteStore.open(None)
    await load([EXAMPLE], store, derive=derive_links)
    client = Client(create_app(store))
    yield client
    await client.http.aclose()
    await store.close()


async def asked(example: Client, name: str, **variables: object):
    (answer,) = (
        await example.ask(operations()[name], **{**_variables(name), **variables})
    ).values()
    return answer


def column(answer, name: str) -> list[Any]:
    return [row[name] for row in answer["rows"]]


def ids(answer) -> list[str]:
    return [row["node"]["id"] for row in answer["rows"]]


def figures(of) -> dict[str, Any]:
    return {each["name"]: each["value"] for each in of["figures"]}


def figure(answer, name: str) -> list[Any]:
    return [figures(row)[name] for row in answer["rows"]]


def _of_the_field(name: str) -> bool:
    return not any(of in operations()[name] for of in ("analysis(", "together(", "keyPeople("))


FIELDS = [
    name for name in sorted(operations()) if "says" in operations()[name] and _of_the_field(name)
]


def test_every_question_of_the_field_has_an_operation():
    assert len(FIELDS) == 19


@pytest.mark.parametrize("name", FIELDS)
async def test_figures_have_names_of_their_own_and_thai_captions(example, name):
    answer = await asked(example, name, first=500)
    assert answer["count"] == len(answer["rows"])
    for of in (answer, *answer["rows"]):
        named = [each["name"] for each in of["figures"]]
        assert len(named) == len(set(named))
        assert all(THAI.search(each["caption"]) for each in of["figures"])
        for each in of["figures"]:
            if each["whole"]:
                assert each["value"] == pytest.approx(each["part"] / each["whole"])
    assert all(THAI.search(row["says"]) for row in answer["rows"] if row["says"])


async def test_a_cascade_shows_the_teacher_the_level_and_the_proof(example):
    answer = await asked(example, "cascade", first=500)
    assert answer["count"] == figures(answer)["learners"] == 120
    assert [row["others"][0]["id"] for row in answer["rows"][:4]] == ["C5"] * 4
    levels = figure(answer, "level")
    assert sorted(set(levels)) == [1, 2, 3]
    assert [figures(answer)[f"level_{n}"] for n in (1, 2, 3)] == [
        levels.count(n) for n in (1, 2, 3)
    ]
    assert all(row["evidence"] for row in answer["rows"])
    assert answer["area"] is None


async def test_a_chain_numbers_its_steps_and_says_how_they_are_joined(example):
    answer = await asked(example, "chain")
    assert list(zip(ids(answer), figure(answer, "step"), strict=True)) == [
        ("H081", 0),
        ("S4", 1),
        ("S1", 2),
    ]
    assert figures(answer) == {"steps": 2}
    assert [len(links) for links in column(answer, "evidence")] == [0, 1, 1]
    first, second, third = answer["rows"]
    assert first["says"] == "ต้นทาง"
    assert second["says"] == f"{second['node']['name']} สอน {first['node']['name']}"
    assert third["node"]["name"] in third["says"]


async def test_where_no_way_is_short_enough_it_is_said(example):
    answer = await asked(example, "chain", maxSteps=1)
    assert (answer["rows"], figures(answer)) == ([], {"steps": None})
    assert "ไม่พบทาง" in answer["note"]


async def test_shares_are_of_all_that_was_asked_about(example):
    shares = {}
    for name in ("criteria", "coverage", "follow-ups", "forums-before", "selling-places"):
        first = (await asked(example, name))["figures"][0]
        shares[name] = (first["name"], first["part"], first["whole"])
    assert shares == {
        "criteria": ("meets_all", 3, 5),
        "coverage": ("complete", 3, 5),  # on the last day S3 no longer holds the role
        "follow-ups": ("in_time", 2, 100),
        "forums-before": ("with_forum", 34, 35),
        "selling-places": ("did_before", 4, 7),
    }


async def test_the_support_team_is_counted_against_all_that_was_held(example):
    (attended,) = (await asked(example, "support-team", on="2018-12-31"))["figures"]
    assert (attended["part"], attended["whole"]) == (9, 70), (
        "of 74 activities four were held elsewhere"
    )


async def test_a_criterion_without_proof_is_neither_met_nor_failed(example):
    answer = await asked(example, "criteria")
    assert {value for row in answer["rows"] for value in figures(row).values()} == {1, 0, None}
    for row in answer["rows"]:
        assert ("ยังไม่มีหลักฐาน: " in row["says"]) is (None in figures(row).values())
        assert ("มีหลักฐานว่าไม่ผ่าน: " in row["says"]) is (0 in figures(row).values())


async def test_what_is_short_is_told_from_what_is_unknown(example):
    answer = await asked(example, "undelivered")
    said = zip(ids(answer), column(answer, "says"), figure(answer, "short_of"), strict=True)
    assert list(said) == [
        ("E041", "ได้รับไม่ครบ", 1),
        ("E042", "ได้รับไม่ครบ", 15),
        ("E046", "ไม่มีบันทึกว่าได้รับ", 30),
    ]
    assert figure(answer, "delivered")[2] is None
    assert figures(answer) == {"short": 2, "unknown": 1}


async def test_a_clash_names_the_other_and_who_was_to_be_at_both(example):
    answer = await asked(example, "clashes")
    assert [[other["id"] for other in others] for others in column(answer, "others")] == [
        ["E052", "H021"],
        ["E091"],
    ]
    assert figure(answer, "shared") == [1, 0]


async def test_a_circle_says_of_which_villages_it_is(example):
    answer = await asked(example, "circles")
    assert set(figures(answer)) == {"circles", "modularity", "agreement", "adjusted_rand"}
    assert {row["node"]["id"] for row in answer["rows"]} >= {"TEAM2", "TEAM4"}
    largest = answer["rows"][0]
    of_villages = {k: v for k, v in figures(largest).items() if k.startswith("332099")}
    assert largest["says"].startswith("บ้าน")
    assert sum(of_villages.values()) <= figures(largest)["members"]


async def test_what_began_says_on_which_day(example):
    answer = await asked(example, "appeared", first=500)
    days = {row["node"]["id"]: row["day"]["date"] for row in answer["rows"]}
    assert days["C6"] == "2018-08-01"
    assert all("2017-10-01" <= day <= "2018-09-30" for day in days.values())
    kinds = {row["node"]["id"]: row["says"] for row in answer["rows"]}
    assert (kinds["C6"], kinds["E043"]) == ("ศูนย์เรียนรู้", "การอบรม")


async def test_rows_are_cut_and_continued(example):
    whole = await asked(example, "cascade", first=500)
    text = (
        'query($s: Int!) { cascade(id: "C5") { count rows(first: 7, skip: $s) { node { id } } } }'
    )
    parts = [(await example.ask(text, s=skip))["cascade"]["rows"] for skip in range(0, 120, 7)]
    assert [row["node"]["id"] for part in parts for row in part] == ids(whole)


@pytest.mark.parametrize(
    "question",
    [
        "coverage(area: $a)",
        "undelivered(area: $a)",
        "clashes(area: $a)",
        "criteria(area: $a)",
        'supportTeam(area: $a, on: "2018-12-31")',
        "forumsBefore(area: $a)",
    ],
)
async def test_an_unknown_area_is_told(example, question):
    error = await example.error(f"query($a: ID!) {{ {question} {{ count }} }}", a="10")
    assert error["extensions"]["code"] == "NOT_FOUND"
