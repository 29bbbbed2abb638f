"""What went wrong is said to whoever can mend it, and to nobody else."""

import logging
import re
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import pytest

import graph_api.asgi as asgi_package
from graph_api.asgi.app import create_app
from graph_api.asgi.negotiation import GRAPHQL, JSON
from graph_api.domain import errors as domain_errors
from graph_api.domain.errors import SammachipError, StoreUnavailable, TookTooLong
from graph_api.graphql import errors
from tests.graphql.conftest import Client
from tests.graphql.test_query_counts import CountingStore
from tests.repository import ROOT


@pytest.mark.parametrize(
    "query,code",
    [
        ('{ egoNetwork(id: "none") { truncated } }', "NOT_FOUND"),
        ('{ network(area: "99") { truncated } }', "NOT_FOUND"),
        ('{ network(area: "9x") { truncated } }', "INVALID_ARGUMENT"),
        ('{ sages(filter: {occupation: "ขับยานอวกาศ"}) { totalCount } }', "NOT_FOUND"),
        ("{ sages(first: 0) { totalCount } }", "INVALID_ARGUMENT"),
        ("{ sages(first: 501) { totalCount } }", "INVALID_ARGUMENT"),
        ('{ sages(after: "no cursor") { totalCount } }', "INVALID_ARGUMENT"),
        ('{ households(after: "WyJhIl0") { totalCount } }', "INVALID_ARGUMENT"),
        ('{ ranking(metric: DEGREE, after: "x") { metric } }', "INVALID_ARGUMENT"),
        ("{ ranking(metric: DEGREE, steps: 2) { metric } }", "INVALID_ARGUMENT"),
        ('{ node(id: "h:1") { links(after: "WzFd") { totalCount } } }', "INVALID_ARGUMENT"),
        ('{ node(id: "h:1") { links(first: 9999) { totalCount } } }', "INVALID_ARGUMENT"),
        ('{ node(id: "h:1") { links(after: "bnVsbA") { totalCount } } }', "INVALID_ARGUMENT"),
        ('{ node(id: "h:1") { metrics(metrics: [REACH_COUNT], steps: 9) { value } } }',
         "INVALID_ARGUMENT"),
        ("{ nearbySages(near: {point: {lat: 50, lon: 104}}) { totalCount } }", "INVALID_ARGUMENT"),
        ('{ nearbySages(near: {village: "33209901"}, first: 0) { totalCount } }',
         "INVALID_ARGUMENT"),
        ('{ nearbySages(near: {village: "33209901"}, after: "!") { totalCount } }',
         "INVALID_ARGUMENT"),
        ('{ marketLinkages(area: "332099") { flows(first: -1) { key } } }', "INVALID_ARGUMENT"),
        ('{ search(text: " ") { score } }', "INVALID_ARGUMENT"),
    ],
)  # fmt: skip
async def test_a_fault_of_the_question_is_explained_in_thai(client, query, code):
    error = await client.error(query)
    assert error["extensions"]["code"] == code
    assert error["extensions"]["help"] == f"docs/errors.md#{code.lower()}"
    assert re.search("[\u0e01-\u0e2e]", error["message"])
    assert error["path"]


async def test_one_fault_leaves_the_other_answers_standing(client):
    told = await client.answer('{ network(area: "99") { truncated } snapshot { stale } }')
    assert told["data"] == {"network": None, "snapshot": {"stale": False}}
    assert len(told["errors"]) == 1


@pytest.mark.parametrize(
    "query,variables,code",
    [
        ("{ nope", {}, "GRAPHQL_PARSE_FAILED"),
        ("{ nope }", {}, "GRAPHQL_VALIDATION_FAILED"),
        ("query($f: Int!) { sages(first: $f) { totalCount } }", {"f": "x"}, "BAD_USER_INPUT"),
        ("query($f: Int!) { sages(first: $f) { totalCount } }", {}, "BAD_USER_INPUT"),
        ("query A { __typename } query B { __typename }", {}, "BAD_USER_INPUT"),
        ("query($d: Date) { marketLinkages(area: 33, since: $d) { flowCount } }",
         {"d": "30 ก.พ. 2560"}, "BAD_USER_INPUT"),
    ],
)  # fmt: skip
async def test_a_fault_of_the_document_has_no_data(client, query, variables, code):
    told = await client.answer(query, **variables)
    assert "data" not in told
    assert {error["extensions"]["code"] for error in told["errors"]} == {code}
    assert all("help" in error["extensions"] for error in told["errors"])


class Failing(CountingStore):
    """A store whose search by name fails as it is told."""

    def __init__(self, store, failure):
        super().__init__(store)
        self.failure = failure

    async def snapshot(self):
        raise self.failure


async def test_a_fault_of_the_service_is_masked_and_logged_by_request(store, caplog):
    client = Client(create_app(Failing(store, RuntimeError("secret of the house"))))
    with caplog.at_level(logging.ERROR, "graph_api"):
        response = await client.http.post(
            "/graphql", json={"query": "{ snapshot { id } }"}, headers={"X-Request-ID": "r-1"}
        )
    (error,) = response.json()["errors"]
    assert response.headers["X-Request-ID"] == "r-1"
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["extensions"]["requestId"] == "r-1"
    assert "secret" not in response.text
    (record,) = caplog.records
    assert "r-1" in record.getMessage()
    assert record.exc_info
    assert "secret of the house" in str(record.exc_info[1])


class Gone(CountingStore):
    """A store whose server has gone."""

    async def version(self) -> int:
        raise StoreUnavailable("ปิดอยู่")


GONE = StoreUnavailable("ปิดอยู่")


@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
@pytest.mark.parametrize("wrapped", [Gone, partial(Failing, failure=GONE)], ids=["all", "a field"])
async def test_a_store_that_cannot_be_reached_is_a_503_that_says_when_to_ask_again(
    store, wrapped, accept
):
    client = Client(create_app(wrapped(store)))
    question = {"query": "{ summary { counts { kind } } snapshot { id } }"}
    response = await client.http.post("/graphql", json=question, headers={"Accept": accept})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert response.headers["content-type"].startswith(accept)
    assert "data" not in response.json()
    (error,) = response.json()["errors"]
    assert (error["extensions"]["code"], error["message"]) == ("STORE_UNAVAILABLE", "ปิดอยู่")
    assert error["extensions"]["help"] == "docs/errors.md#store_unavailable"


async def test_the_health_of_a_service_whose_store_has_gone_says_so(store):
    client = Client(create_app(Gone(store)))
    response = await client.http.get("/health")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert response.json()["status"] == "unavailable"
    assert response.json()["reason"] == "ปิดอยู่"


async def test_a_question_that_the_store_gave_up_is_a_time_out(store):
    client = Client(create_app(Failing(store, TookTooLong("นานเกินไป"))))
    response = await client.http.post("/graphql", json={"query": "{ snapshot { id } }"})
    assert response.status_code == 503
    assert "Retry-After" not in response.headers
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "TIMEOUT"


class Hanging(CountingStore):
    """A store that never answers."""

    async def kind_counts(self, area: str | None) -> Any:
        await anyio.Event().wait()


async def test_no_question_takes_longer_than_it_may(store):
    client = Client(create_app(Hanging(store), seconds=0.05))
    response = await client.http.post("/graphql", json={"query": "{ summary { counts { kind } } }"})
    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "TIMEOUT"
    assert "data" not in response.json()
    after = await client.http.post("/graphql", json={"query": "{ snapshot { stale } }"})
    assert after.status_code == 200


def _documented() -> set[str]:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    return set(re.findall(r"^## ([A-Z_]+)$", page, flags=re.MULTILINE))


def _codes() -> set[str]:
    of_domain = {
        each.code
        for each in vars(domain_errors).values()
        if isinstance(each, type) and issubclass(each, SammachipError)
    } - {SammachipError.code}
    of_graphql = {
        value for name, value in vars(errors).items() if name.isupper() and name != "HELP"
    }
    folder = Path(asgi_package.__file__).parent
    texts = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    of_transport = set(re.findall(r"""["']([A-Z]+(?:_[A-Z]+)+)["'],?""", texts))
    return of_domain | of_graphql | of_transport


def test_every_error_code_has_its_section_in_the_docs():
    assert _documented() == _codes()
