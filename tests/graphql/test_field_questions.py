"""The questions answered in rows, asked of the example as a user asks them.

The answers themselves are held by tests/questions; here it is what goes into which column.
"""

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


async def test_a_cascade_shows_the_teacher_the_level_and_the_proof(example):
    answer = await asked(example, "cascade", first=500)
    assert answer["count"] == 120
    assert [row["others"][0]["id"] for row in answer["rows"][:4]] == ["C5"] * 4
    assert sorted(set(column(answer, "value"))) == [1, 2, 3]
    assert all(row["links"] for row in answer["rows"])


async def test_a_chain_numbers_its_steps(example):
    answer = await asked(example, "chain")
    assert list(zip(ids(answer), column(answer, "value"), strict=True)) == [
        ("H081", 0),
        ("S4", 1),
        ("S1", 2),
    ]
    assert [len(links) for links in column(answer, "links")] == [0, 1, 1]


async def test_shares_are_of_all_that_was_asked_about(example):
    shares = {
        name: (await asked(example, name))["share"]
        for name in ("criteria", "coverage", "follow-ups", "forums-before", "selling-places")
    }
    assert shares == {
        "criteria": 3 / 5,
        "coverage": 3 / 5,  # on the last day S3 no longer holds the role
        "follow-ups": 2 / 100,
        "forums-before": 34 / 35,
        "selling-places": 4 / 7,
    }


async def test_what_is_short_is_told_from_what_is_unknown(example):
    answer = await asked(example, "undelivered")
    assert list(zip(ids(answer), column(answer, "says"), column(answer, "value"), strict=True)) == [
        ("E041", "SHORT", 1),
        ("E042", "SHORT", 15),
        ("E046", "UNKNOWN", 30),
    ]


async def test_a_clash_names_the_other_and_who_was_to_be_at_both(example):
    answer = await asked(example, "clashes")
    assert [[other["id"] for other in others] for others in column(answer, "others")] == [
        ["E052", "H021"],
        ["E091"],
    ]


async def test_rows_are_cut_and_continued(example):
    whole = await asked(example, "cascade", first=500)
    text = (
        'query($s: Int!) { cascade(id: "C5") { count rows(first: 7, skip: $s) { node { id } } } }'
    )
    parts = [(await example.ask(text, s=skip))["cascade"]["rows"] for skip in range(0, 120, 7)]
    assert [row["node"]["id"] for part in parts for row in part] == ids(whole)


async def test_an_unknown_area_is_told(example):
    error = await example.error('{ coverage(area: "10") { count } }')
    assert error["extensions"]["code"] == "NOT_FOUND"
