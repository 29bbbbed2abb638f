"""The shipped operations are valid, say who asks them, and answer on the example."""

import json
import re

import pytest
from graphql import build_schema, parse, validate

from graph_api.asgi.app import create_app
from graph_api.contracts import api_sdl, operations, schema_folder
from graph_api.services.derive import derive_links
from graph_api.services.refresh import refresh
from graph_api.services.shelf import Shelf
from graph_api.stores.sqlite import SqliteStore
from loaders.loading import load
from tests.graphql.conftest import Client
from tests.graphql.small_network import AS_OF
from tests.repository import ROOT

NAMES = sorted(operations())
EXAMPLE = ROOT / "examples" / "phayu" / "phayu.xlsx"


def _variables(name: str) -> dict[str, object]:
    path = schema_folder() / "operations" / f"{name}.variables.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
async def example(tmp_path_factory: pytest.TempPathFactory):
    store = await SqliteStore.open(None)
    await load([EXAMPLE], store, derive=derive_links)
    shelf = Shelf(tmp_path_factory.mktemp("snapshots"))
    await refresh(store, exact_betweenness_nodes=1000, now=lambda: AS_OF, shelf=shelf)
    client = Client(create_app(store, shelf=shelf))
    yield client
    await client.http.aclose()
    await store.close()


@pytest.mark.parametrize("name", NAMES)
def test_an_operation_is_valid_against_the_promise(name):
    assert validate(build_schema(api_sdl()), parse(operations()[name])) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_operation_says_who_asks_it_and_how(name):
    header = re.match(r"(?:#.*\n)+", operations()[name])
    assert header
    assert " asks: " in header.group()
    (stated,) = re.findall(r"# Variables for examples/phayu: (.*)\n", header.group())
    assert json.loads(stated) == _variables(name)


@pytest.mark.parametrize("name", NAMES)
async def test_an_operation_answers_on_the_example(example, name):
    (answer,) = (await example.ask(operations()[name], **_variables(name))).values()
    assert answer
    for rows in ("edges", "nodes", "flows", "counts", "rows"):
        if isinstance(answer, dict) and rows in answer:
            assert answer[rows]


def test_every_file_of_variables_belongs_to_an_operation():
    files = (schema_folder() / "operations").glob("*.variables.json")
    assert {path.name.split(".")[0] for path in files} == set(NAMES)


GUIDE = (ROOT / "docs" / "graphql.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```graphql\n(.*?)```", GUIDE, flags=re.DOTALL)


def test_the_guide_has_an_example_for_each_user():
    assert len(EXAMPLES) >= 5


def _name(query: str) -> str:
    """The field that is asked, and the question it is asked."""
    return " ".join(re.findall(r"\A{\s*\w+|question: \w+", query)).lstrip("{ \n")


@pytest.mark.parametrize("query", EXAMPLES, ids=_name)
async def test_an_example_of_the_guide_answers(example, query):
    assert all((await example.ask(query)).values())
