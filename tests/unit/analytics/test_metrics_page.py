"""docs/metrics.md says of every metric and every tie what the code does."""

import re
from pathlib import Path

import pytest

from graph_api.analytics.betweenness import BATCHES, PIVOTS
from graph_api.analytics.standing import ALL_PAIRS_NODES, STANDING
from graph_api.domain.links import LINK_RULES, TIES
from graph_api.domain.metrics import Direction, Metric
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
