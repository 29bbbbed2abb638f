"""The benchmark of the stores runs, on a country of a few hundred nodes."""

import json
import subprocess
import sys

import pytest

from benchmarks.country import Country
from benchmarks.questions import QUESTIONS
from benchmarks.server_time import ServerClock
from benchmarks.stores import measure, neo4j_url, table
from graph_api.domain.links import check_link
from tests.repository import ROOT


def test_an_invented_country_obeys_the_rules_of_links():
    country = Country.of(400)
    kinds = {node.id: node.kinds for node in country.nodes()}
    links = list(country.links())
    for link in links:
        check_link(link.type, kinds[link.source], kinds[link.target])
    assert len({link.identity for link in links}) == len(links)
    assert len(links) > 3.5 * len(kinds)


def test_a_country_is_the_same_each_time_it_is_drawn():
    assert list(Country.of(300).nodes()) == list(Country.of(300).nodes())
    assert list(Country.of(300).links()) == list(Country.of(300).links())
    assert list(Country.of(300, seed=1).links()) != list(Country.of(300).links())


async def test_every_question_is_asked_and_a_second_load_changes_nothing():
    rows = await measure("sqlite", Country.of(400), 2, [], wipe=False, keep=None)
    first, second, *asked = rows
    assert first["changed"] == first["loaded_nodes"] + first["loaded_links"]
    assert second["changed"] == 0
    assert [row["question"] for row in asked] == [question.name for question in QUESTIONS]
    assert all(0 < row["p50"] <= row["p99"] for row in asked)
    assert all(question.name in table(rows) for question in QUESTIONS)


def test_the_command_prints_rows():
    asked = [
        "--nodes",
        "300",
        "--stores",
        "sqlite",
        "--asks",
        "1",
        "--only",
        "node by id",
        "--json",
    ]
    command = [sys.executable, "-m", "benchmarks.stores", *asked]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert [row.get("load", row.get("question")) for row in json.loads(said.stdout)] == [
        "first load",
        "second load",
        "node by id",
    ]


def test_a_server_is_asked_for_by_name():
    environment = {"NEO4J_URI": "bolt://127.0.0.1:7687", "NEO4J_PASSWORD": "p@ss/word"}
    assert neo4j_url(environment) == "bolt://neo4j:p%40ss%2Fword@127.0.0.1:7687"
    with pytest.raises(SystemExit, match="NEO4J_URI"):
        neo4j_url({})


def test_a_server_that_is_not_here_has_no_clock():
    clock = ServerClock(None)
    assert (clock.known, clock.seconds(), clock.peak_mb()) == (False, 0.0, 0.0)
