"""The query page: what it carries, what it forbids, and that nothing is asked of another host."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from graphql import parse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph_api.asgi import graphiql

ADDRESS = re.compile(r'(?:src|href)="([^"]*)"')


async def ask(_: Request) -> Response:
    return graphiql.page("/graphql")


async def get(path: str) -> httpx.Response:
    app = Starlette(routes=[Route("/graphql", ask), *graphiql.static_routes()])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
        return await client.get(path)


@pytest.fixture
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that could not have GraphiQL."""
    monkeypatch.setattr(graphiql, "GRAPHIQL", tmp_path / "absent")


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that has GraphiQL's files."""
    for name in ("graphiql.js", "graphiql.css", "react.js", "react-dom.js"):
        (tmp_path / name).write_text("/* from npm */")
    monkeypatch.setattr(graphiql, "GRAPHIQL", tmp_path)


async def assert_all_files_are_served(page: httpx.Response) -> None:
    addresses = ADDRESS.findall(page.text)
    assert len(addresses) >= 3
    for address in addresses:
        assert address.startswith("/static/")
        assert (await get(address)).status_code == 200


async def test_without_graphiql_the_plain_page_asks_this_service_alone(plain: None):
    page = await get("/graphql")
    assert "<textarea" in page.text
    await assert_all_files_are_served(page)


async def test_with_graphiql_its_page_asks_this_service_alone(bundled: None):
    page = await get("/graphql")
    assert "/static/graphiql/graphiql.js" in page.text
    await assert_all_files_are_served(page)


@pytest.mark.parametrize("build", ["plain", "bundled"])
async def test_no_script_may_stand_in_the_page(build: str, request: pytest.FixtureRequest):
    request.getfixturevalue(build)
    page = await get("/graphql")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'self'")
    assert "script-src" not in policy
    assert not re.search(r"<script(?![^>]*\bsrc=)", page.text)
    assert not re.search(r"\son\w+=", page.text)


async def test_the_plain_page_needs_no_exception_for_styles(plain: None):
    page = await get("/graphql")
    assert "unsafe-inline" not in page.headers["content-security-policy"]
    assert "style=" not in page.text


async def test_the_page_carries_a_query_that_parses(plain: None):
    page = await get("/graphql")
    carried = re.search(r'<textarea id="query"[^>]*>(.*?)</textarea>', page.text, re.DOTALL)
    assert carried
    assert parse(unescape(carried.group(1))).definitions


def test_the_endpoint_cannot_break_out_of_the_page(plain: None):
    page = bytes(graphiql.page('/x"><script>1</script>').body).decode()
    assert "<script>1" not in page


async def test_graphiql_is_given_a_tab_for_each_kind_of_user(bundled: None):
    page = await get("/graphql")
    carried = re.search(r'<template id="tabs">(.*?)</template>', page.text, re.DOTALL)
    assert carried
    tabs = json.loads(unescape(carried.group(1)))
    assert [next(iter(re.findall("# (?:An|A|The) (\\w+) asks", tab["query"]))) for tab in tabs] == [
        "officer",
        "analyst",
        "visualiser",
    ]
    for tab in tabs:
        assert parse(tab["query"]).definitions
        assert json.loads(tab["variables"])


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Other operations than the shipped ones; nothing of them stays in the cache."""
    folder = tmp_path / "operations"
    folder.mkdir()
    (folder / "nearby-sages.variables.json").write_text('{"km": 20}')
    held: dict[str, str] = {}
    monkeypatch.setattr(graphiql, "schema_folder", lambda: tmp_path)
    monkeypatch.setattr(graphiql, "operations", lambda: held)
    graphiql.first_queries.cache_clear()
    yield held
    graphiql.first_queries.cache_clear()


def test_the_first_queries_are_the_shipped_operations(shipped: dict[str, str]):
    shipped |= {"nearby-sages": "query Q { a }", "village-network": "query V { b }", "other": ""}
    assert graphiql.first_queries() == (
        {"query": "query Q { a }", "variables": '{"km": 20}'},
        {"query": "query V { b }", "variables": "{}"},
    )


def test_without_operations_there_is_a_query_to_begin_with(shipped: dict[str, str]):
    assert not shipped
    (only,) = graphiql.first_queries()
    assert parse(only["query"]).definitions
