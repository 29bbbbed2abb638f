"""GraphQL over HTTP: what each kind of request gets, and that none gets a 5xx."""

import gzip

import httpx
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_api.asgi.app import create_app
from graph_api.asgi.negotiation import GRAPHQL, HTML, JSON, preferred
from graph_api.domain.errors import StoreUnavailable
from tests.graphql.conftest import Client
from tests.graphql.test_errors import Failing

ASK = {"query": "{ snapshot { stale } }"}
ANSWER = {"data": {"snapshot": {"stale": False}}}


async def _post(client: Client, content: bytes | str, **headers: str) -> httpx.Response:
    given = {"Content-Type": "application/json"} | {
        k.replace("_", "-"): v for k, v in headers.items()
    }
    return await client.http.post("/graphql", content=content, headers=given)


@pytest.mark.parametrize(
    "accept,media",
    [
        (None, JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}; charset=utf-8, {JSON}; charset=utf-8", GRAPHQL),
        (f"{JSON}, {GRAPHQL}", JSON),
        (f"{GRAPHQL};q=0.5, {JSON}", JSON),
        (f"text/html, {GRAPHQL}", GRAPHQL),
        (f"*/*, {GRAPHQL}", GRAPHQL),
    ],
)
async def test_the_answer_comes_in_the_form_the_client_likes_best(client, accept, media):
    request = client.http.build_request("POST", "/graphql", json=ASK)
    request.headers.pop("accept")
    if accept:
        request.headers["accept"] = accept
    response = await client.http.send(request)
    assert response.headers["content-type"] == f"{media}; charset=utf-8"
    assert (response.status_code, response.json()) == (200, ANSWER)


async def test_a_client_that_takes_no_json_is_told_so(client):
    response = await client.http.post("/graphql", json=ASK, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert response.json()["errors"][0]["extensions"]["code"] == "NOT_ACCEPTABLE"


@pytest.mark.parametrize(
    "question",
    [
        {"query": "{"},
        {"query": "{ nope }"},
        {"query": "query($i: ID!) { node(id: $i) { id } }"},
        {"query": "{ snapshot { id } }", "operationName": "Other"},
        {"query": "mutation { a }"},
        {"query": "subscription { a }"},
        {"query": "fragment f on Query { __typename }"},
    ],
)
async def test_a_document_that_is_not_answered_is_400_or_as_old_clients_expect(client, question):
    new = await client.http.post("/graphql", json=question, headers={"Accept": GRAPHQL})
    old = await client.http.post("/graphql", json=question, headers={"Accept": JSON})
    assert (new.status_code, old.status_code) == (400, 200)
    assert new.json() == old.json()
    assert set(new.json()) == {"errors"}


async def test_a_field_that_fails_is_a_200_to_both(client):
    question = {"query": '{ network(area: "99") { truncated } }'}
    for accept in (JSON, GRAPHQL):
        response = await client.http.post("/graphql", json=question, headers={"Accept": accept})
        assert response.status_code == 200
        assert response.json()["data"] == {"network": None}


DEEP = "[" * 20_000 + "]" * 20_000
BAD_BODIES = {
    "nothing": b"",
    "a number": b"5",
    "null": b"null",
    "a text": b'"x"',
    "a list": b'[{"query": "{ __typename }"}]',
    "an empty object": b"{}",
    "no JSON": b"{query: 1}",
    "half an object": b'{"query": "{ __typename }"',
    "not UTF-8": b'{"query": "{ \xff\xfe }"}',
    "a lone surrogate": b'{"query": "{ a(b: \\"\\ud800\\") }"}',
    "deep": DEEP.encode(),
    "deep variables": b'{"query": "{ __typename }", "variables": {"a": ' + DEEP.encode() + b"}}",
    "a query that is a number": b'{"query": 5}',
    "a query that is empty": b'{"query": " "}',
    "variables that are a list": b'{"query": "{ __typename }", "variables": []}',
    "variables that are a text": b'{"query": "{ __typename }", "variables": "{}"}',
    "a name that is a number": b'{"query": "{ __typename }", "operationName": 5}',
    "extensions that are a list": b'{"query": "{ __typename }", "extensions": []}',
    "NaN": b'{"query": "{ __typename }", "variables": {"a": NaN}}',
}


@pytest.mark.parametrize("body", BAD_BODIES)
@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
async def test_what_is_no_question_is_a_400_with_the_reason(client, body, accept):
    response = await _post(client, BAD_BODIES[body], Accept=accept)
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert error["message"]


async def test_null_where_null_may_be_is_nothing_given(client):
    question = {**ASK, "variables": None, "operationName": None, "extensions": None, "more": 1}
    assert (await client.http.post("/graphql", json=question)).json() == ANSWER


@pytest.mark.parametrize(
    "media", ["text/plain", "application/graphql", "application/json; charset=utf-16", ""]
)
async def test_another_content_type_is_refused(client, media):
    response = await _post(client, orjson.dumps(ASK), Content_Type=media)
    assert response.status_code == 415
    assert response.json()["errors"][0]["extensions"]["code"] == "UNSUPPORTED_MEDIA_TYPE"


@pytest.mark.parametrize("media", ["application/json; charset=UTF-8", "Application/JSON"])
async def test_json_in_utf8_is_taken_however_it_is_written(client, media):
    assert (await _post(client, orjson.dumps(ASK), Content_Type=media)).json() == ANSWER


async def test_a_long_body_is_refused_whether_or_not_it_says_its_length(client):
    async def pieces():
        for _ in range(30):
            yield b" " * 10_000

    for content in (b" " * 100_001, pieces()):
        response = await client.http.post(
            "/graphql", content=content, headers={"Content-Type": "application/json"}
        )
        assert response.status_code == 413
        assert response.json()["errors"][0]["extensions"]["code"] == "BODY_TOO_LARGE"


async def test_a_get_may_ask(client):
    query = "query A($i: ID!) { node(id: $i) { id } }"
    variables = orjson.dumps({"i": "h:1"}).decode()
    response = await client.http.get(
        "/graphql", params={"query": query, "variables": variables, "operationName": "A"}
    )
    assert (response.status_code, response.json()) == (200, {"data": {"node": {"id": "h:1"}}})


@pytest.mark.parametrize(
    "params",
    [{}, {"query": ""}, {"query": "{ __typename }", "variables": "{"}, {"variables": "{}"}],
)
async def test_a_get_that_asks_nothing_is_a_400(client, params):
    response = await client.http.get("/graphql", params=params)
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
async def test_other_methods_are_named_as_not_allowed(client, method):
    response = await client.http.request(method, "/graphql")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, POST")


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


async def test_a_browser_gets_the_query_page(client):
    response = await client.http.get("/graphql", headers={"Accept": BROWSER})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert "script" in response.text


async def test_a_browser_that_brings_a_query_gets_its_answer(client):
    response = await client.http.get("/graphql", params=ASK, headers={"Accept": BROWSER})
    assert response.json() == ANSWER


async def test_the_front_door_leads_to_the_query_page(client):
    response = await client.http.get("/")
    assert response.status_code == 200
    assert 'href="/graphql"' in response.text
    assert "http://" not in response.text
    assert "https://" not in response.text


async def test_thai_is_sent_as_it_is_written(client):
    response = await client.http.post("/graphql", json={"query": '{ node(id: "g:2") { name } }'})
    assert "กลุ่มทอเสื่อบ้านสอง".encode() in response.content


async def test_a_long_answer_is_packed_for_a_slow_line(client):
    question = {"query": "{ people { edges { node { id name kinds areaCode } cursor } } areas { "
                "edges { node { id name area { name } } cursor } } }"}  # fmt: skip
    async with client.http.stream("POST", "/graphql", json=question) as response:
        packed = b"".join([chunk async for chunk in response.aiter_raw()])
    assert response.headers["content-encoding"] == "gzip"
    assert orjson.loads(gzip.decompress(packed))["data"]["people"]["edges"]


@pytest.mark.parametrize("path", ["/", "/health", "/graphql", "/nowhere"])
async def test_every_reply_carries_its_request_and_forbids_what_it_can(client, path):
    response = await client.http.get(path)
    assert len(response.headers["x-request-id"]) == 32
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]


@pytest.mark.parametrize("given", ["a b", "x" * 65, "é", "<script>"])
async def test_a_request_id_that_is_none_is_replaced(client, given):
    response = await client.http.get("/health", headers={"X-Request-ID": given.encode()})
    assert response.headers["x-request-id"] != given
    assert len(response.headers["x-request-id"]) == 32


async def test_an_unknown_page_is_a_json_404(client):
    response = await client.http.get("/nowhere")
    assert response.status_code == 404
    assert response.json()["errors"][0]["extensions"]["code"] == "NO_SUCH_PAGE"


async def test_health_names_the_store_and_the_age_of_its_metrics(client):
    response = await client.http.get("/health")
    told = response.json()
    assert (response.status_code, told["status"], told["store"]) == (
        200,
        "ok",
        "SQLite (in memory)",
    )
    assert told["snapshot"]["ageSeconds"] == 0.0
    assert told["snapshot"]["stale"] is False
    assert isinstance(told["graphVersion"], int)


async def test_health_is_503_when_the_store_is_away(store):
    client = Client(create_app(Failing(store, StoreUnavailable("ปิดอยู่"))))
    response = await client.http.get("/health")
    assert response.status_code == 503
    assert (response.json()["status"], response.json()["reason"]) == ("unavailable", "ปิดอยู่")


async def test_a_fault_outside_a_question_is_masked(store):
    client = Client(create_app(Failing(store, RuntimeError("secret"))))
    response = await client.http.get("/health")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert (
        response.json()["errors"][0]["extensions"]["requestId"] == response.headers["x-request-id"]
    )


def test_of_offers_liked_equally_the_first_named_wins():
    assert preferred(f"{HTML}, {JSON}", (JSON, GRAPHQL, HTML)) == HTML
    assert preferred(f"{JSON};q=0, */*;q=0.1", (JSON, GRAPHQL)) == GRAPHQL
    assert preferred("nonsense", (JSON,)) is None
    assert preferred("application/json;q=x", (JSON,)) is None


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
QUERIES = st.sampled_from(
    [
        "query($x: ID!) { node(id: $x) { id } }",
        "query($x: [ID!]!) { nodes(ids: $x) { id } }",
        "query($x: Near!) { nearbySages(near: $x) { totalCount } }",
        "query($x: ListFilter) { sages(filter: $x) { totalCount } }",
        "query($x: Int!) { sages(first: $x) { totalCount } }",
        "query($x: String) { sages(after: $x) { totalCount } }",
        "query($x: String!) { search(text: $x) { score } }",
        "query($x: Date) { marketLinkages(area: 33, since: $x) { flowCount } }",
        "query($x: Metric!) { ranking(metric: $x) { metric } }",
    ]
)


@given(query=QUERIES | st.text(), variables=st.fixed_dictionaries({"x": JSON_VALUES}) | JSON_VALUES)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_no_question_whatever_gets_a_5xx_or_the_mask(client, query, variables):
    body = {"query": query, "variables": variables}
    try:
        content = orjson.dumps(body)
    except TypeError:  # integers of more than 64 bits, lone surrogates: sent by no JSON writer here
        return
    response = await _post(client, content)
    assert response.status_code < 500
    codes = [error["extensions"]["code"] for error in response.json().get("errors", [])]
    assert "INTERNAL" not in codes
