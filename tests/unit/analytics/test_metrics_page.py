"""docs/metrics.md says of every metric and every tie what the code does."""

import re
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
)

from graph_api.analytics.betweenness import BATCHES, PIVOTS
from graph_api.analytics.measures import ALL_PAIRS_NODES, STANDING
from graph_api.contracts import api_sdl, operations
from graph_api.domain.links import LINK_RULES, TIES
from graph_api.domain.metrics import Direction, Metric
from graph_api.services.set_questions import Choice, SetQuestion
from graph_api.settings import EXACT_BETWEENNESS_NODES

PAGE = (Path(__file__).parents[3] / "docs" / "metrics.md").read_text(encoding="utf-8")
ROWS = {
    cells[0]: cells
    for line in PAGE.splitlines()
    if len(cells := [cell.strip() for cell in line.strip("|").split("|")]) == 7
}
THAI = re.compile("[\u0e01-\u0e5b]")


def test_every_standing_metric_has_a_row_and_no_row_is_of_another():
    assert set(ROWS) - {"metric", "---"} == {metric.value for metric in Metric}


@pytest.mark.parametrize("metric", list(Metric))
def test_a_row_has_a_thai_name_and_the_parameters_of_the_metric(metric: Metric):
    _, thai, definition, meaning, parameters, method, source = ROWS[metric.value]
    specs = [spec for spec in STANDING if spec.metric is metric]
    assert THAI.search(thai)
    assert all((definition, meaning, method, source))
    assert ("k = 1..4" in parameters or "as REACH_COUNT" in parameters) == (len(specs) == 4)
    if "as REACH_COUNT" not in parameters:
        words = {Direction.UNDIRECTED: "undirected", Direction.OUT: "out", Direction.IN: "in"}
        assert specs[0].links.value.lower() in parameters
        assert re.search(rf"\b{words[specs[0].direction]}\b", parameters)


SDL = build_schema(api_sdl())
WHERE = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.split("## Where each is asked")[1].split("\n## ")[0].splitlines()
    if line.startswith("| ")
][1:]


@pytest.mark.parametrize("row", WHERE, ids=lambda row: row[0])
def test_what_is_said_of_where_a_measure_is_asked_is_so(row: list[str]):
    """Each field, argument, enum value and operation that the table names is there."""
    _, asked, named = row
    assert SDL.query_type
    names = {*SDL.type_map, *SDL.query_type.fields}
    for each in SDL.type_map.values():
        if isinstance(each, GraphQLEnumType):
            names |= each.values.keys()
        elif isinstance(each, GraphQLObjectType | GraphQLInterfaceType):
            names |= {*each.fields, *(arg for field in each.fields.values() for arg in field.args)}
    words = {word for code in re.findall("`([^`]+)`", asked) for word in re.findall(r"\w+", code)}
    words |= set(re.findall(r"\b[A-Z]{2,}(?:_[A-Z]+)*\b", asked)) - {"HHI", "ECI", "PCI"}
    assert words
    assert words <= names
    assert set(re.split(", ", named)) <= set(operations())


def test_every_metric_figure_and_question_about_sets_is_in_the_table():
    said = " ".join(row[1] for row in WHERE)
    figures = {"EI_BY_VILLAGE", "EI_BY_SUBDISTRICT"}
    for value in (*Metric, *SetQuestion, *Choice):
        assert re.search(rf"\b{value.value}\b", said), value
    assert all(figure in said for figure in figures)


def test_the_table_of_ties_lists_the_ties_of_the_domain():
    table = PAGE.split("| type | why it is a tie |")[1].split("\n\n")[0]
    listed = re.findall(
        r"[A-Z]+(?:_[A-Z]+)*(?=[ ,|])",
        "\n".join(row.split("|")[1] for row in table.splitlines() if row.startswith("| ")),
    )
    assert sorted(listed) == sorted(link_type.value for link_type in TIES)
    assert len(TIES) < len(LINK_RULES)


def test_the_limits_are_those_of_the_code():
    assert f"({EXACT_BETWEENNESS_NODES:,} unless set)" in PAGE
    assert f"above {ALL_PAIRS_NODES:,} actors" in PAGE
    assert f"mean of {BATCHES} independent samples of {PIVOTS} sources each" in PAGE
    assert f"`sampleSize` is {BATCHES * PIVOTS}" in PAGE
