"""How SQLite goes about each question: by index, and never with the statistics of ANALYZE."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph_api.domain.kinds import NodeKind
from graph_api.domain.metrics import Direction, Estimate, Metric, MetricSpec, SnapshotInfo
from graph_api.ports import MetricColumn, NodeFilter, Publication
from graph_api.stores.sqlite import (
    SqliteStore,
    changes,
    deriving,
    erasing,
    grams,
    link_pages,
    name_search,
    near,
    published,
    ranking,
    reading,
    steps,
    walking,
)
from graph_api.stores.sqlite.writing import _ENDS, _FORGET, _KNOWN_LINKS, _KNOWN_NODES
from tests.contract.network import LINKS, NODES


def listing(where: NodeFilter) -> str:
    conditions, _ = reading.listing(NodeKind.PERSON, where)
    return f"{reading._PAGE}{conditions} AND {reading._AFTER}{reading._IN_ORDER}"


def counting(where: NodeFilter) -> str:
    return reading._COUNT + reading.listing(NodeKind.PERSON, where)[0]


SHORT_NAME = NodeFilter(name_key="กม")
WHERE = {
    "everything": NodeFilter(),
    "area": NodeFilter(area="33"),
    "occupations": NodeFilter(occupations=frozenset({"mats"})),
    "name": NodeFilter(name_key="กมล"),
    "all": NodeFilter(area="33", occupations=frozenset({"mats"}), name_key="กมล"),
}
QUERIES = {
    "NODES": reading.NODES,
    "NODES_BY_PK": reading.NODES_BY_PK,
    "SALES": reading.SALES,
    "KIND_COUNTS": reading.KIND_COUNTS,
    **{f"LINKS_OF {way.value}": reading.LINKS_OF[way] for way in Direction},
    **{f"page by {name}": listing(where) for name, where in WHERE.items()},
    **{f"count by {name}": counting(where) for name, where in WHERE.items()},
    "GRAMS": grams.GRAMS,
    "PLACE": grams.PLACE,
    "NAMES IN AREA": name_search.IN_AREA,
    "NAMES OF KINDS": name_search.OF_KINDS,
    "NAMES FIRST BY ID": name_search.FIRST_BY_ID,
    "LAST PK": name_search.LAST_PK,
    "KIND TOTAL": reading.KIND_TOTAL,
    "NEAR": near.NEAR[False],
    "NEAR by occupation": near.NEAR[True],
    "STANDING": deriving.STANDING,
    "BETWEEN": changes.BETWEEN,
    "AUDIT": erasing.AUDIT,
    "NEXT_OUT": link_pages.NEXT_OUT,
    "NEXT_IN": link_pages.NEXT_IN,
    "COUNT_OUT": link_pages.COUNT_OUT,
    "COUNT_IN": link_pages.COUNT_IN,
    "COUNT_LOOPS": link_pages.COUNT_LOOPS,
    "PKS": steps.PKS,
    "STEP": steps.STEP,
    "FIRST_OUT": steps.FIRST_OUT,
    "FIRST_IN": steps.FIRST_IN,
    "BREADTH": steps.BREADTH,
    "PASSABLE": steps.PASSABLE,
    "LINKS_AMONG": walking.LINKS_AMONG,
    "WITHIN": walking.WITHIN,
    "VALUES": published.VALUES,
    "PLACES_OF": published.PLACES_OF,
    **{f"COUNT by area {how}": query for how, query in ranking.COUNT.items()},
    **{f"CHOSEN by area {how}": query for how, query in ranking.CHOSEN.items()},
    **{f"ORDER after {how}": query for how, query in ranking.ORDER.items()},
    "PLACED": ranking.PLACED,
    "KNOWN_NODES": _KNOWN_NODES,
    "KNOWN_LINKS": _KNOWN_LINKS,
    "ENDS": _ENDS,
    **{statement: statement for statement in _FORGET},
}
READS_ALL = {
    "STREAM_NODES": reading.STREAM_NODES,
    "STREAM_LINKS": reading.STREAM_LINKS,
    "ACTORS_SINCE": changes.ACTORS_SINCE,
    "PAIRS_SINCE": changes.PAIRS_SINCE,
    "ALL_KIND_COUNTS": reading.ALL_KIND_COUNTS,
    "ALL_BY_ID": name_search.ALL_BY_ID,
    "EVERY_NODE": grams.EVERY_NODE,
    "NEWEST": published.NEWEST,
    "HISTORY": published.HISTORY,
    "page by a name of two letters": listing(SHORT_NAME),
    "count by a name of two letters": counting(SHORT_NAME),
}
"""What may go through a whole table, and why: all of it is asked for (of what changed, too), there
is no trigram, or it holds a row for each snapshot that is kept, and the newest is the first."""


@pytest.fixture
async def connection(full: SqliteStore, path: Path):
    with closing(sqlite3.connect(path)) as opened:
        yield opened


def plan(connection: sqlite3.Connection, query: str) -> str:
    names = set(re.findall(r"(?<!:):(\w+)", query))
    parameters = dict.fromkeys(names, "[]") or ("[]",) * query.count("?")
    rows = connection.execute(f"EXPLAIN QUERY PLAN {query}", parameters)
    return "\n".join(row[3] for row in rows)


def full_scans(connection: sqlite3.Connection, query: str) -> list[str]:
    """Steps that go through a whole table; the virtual tables choose by MATCH, rowid or box."""
    shown = plan(connection, query).splitlines()
    return [
        step
        for step in shown
        if step.startswith("SCAN")
        and "VIRTUAL TABLE INDEX" not in step
        and not step.startswith(("SCAN CONSTANT", "SCAN (subquery"))
    ]


@pytest.mark.parametrize("name", QUERIES)
async def test_no_question_goes_through_a_whole_table(connection: sqlite3.Connection, name: str):
    assert not full_scans(connection, QUERIES[name])


@pytest.mark.parametrize("name", READS_ALL)
async def test_these_alone_go_through_a_whole_table(connection: sqlite3.Connection, name: str):
    assert full_scans(connection, READS_ALL[name])


async def test_candidates_by_id_are_read_in_order_and_not_sorted(connection: sqlite3.Connection):
    assert "TEMP B-TREE" not in plan(connection, name_search.ALL_BY_ID)


async def test_near_is_asked_of_the_box_index(connection: sqlite3.Connection):
    [how] = re.findall(r"SCAN p VIRTUAL TABLE INDEX (\S*)", plan(connection, near.NEAR[False]))
    assert how.startswith("2:")
    assert len(how) > len("2:")


async def test_links_among_nodes_are_sought_by_source_alone(connection: sqlite3.Connection):
    shown = plan(connection, walking.LINKS_AMONG)
    assert re.search(
        r"SEARCH l USING (COVERING )?INDEX link_out \(source=\? AND type=\?\)$", shown, re.MULTILINE
    )


@pytest.mark.parametrize("statement", steps.STEP.split("UNION"))
async def test_a_step_begins_at_the_frontier(connection: sqlite3.Connection, statement: str):
    shown = plan(connection, statement).splitlines()
    assert shown[0].startswith("SCAN f VIRTUAL TABLE")
    assert re.match(r"SEARCH l USING COVERING INDEX link_(out|in) ", shown[1])


@pytest.mark.parametrize(
    "query", [steps.FIRST_OUT, steps.FIRST_IN, link_pages.NEXT_OUT, link_pages.NEXT_IN]
)
async def test_the_first_links_of_a_hub_are_read_in_order(
    connection: sqlite3.Connection, query: str
):
    shown = plan(connection, query)
    assert "INDEX link_" in shown
    assert "ORDER BY" not in shown


async def test_a_page_in_order_of_name_sorts_nothing(connection: sqlite3.Connection):
    assert "TEMP B-TREE" not in plan(connection, QUERIES["page by everything"])


@pytest.mark.parametrize("after", [False, True])
async def test_a_ranking_of_everywhere_sorts_nothing(connection: sqlite3.Connection, after: bool):
    assert "TEMP B-TREE" not in plan(connection, ranking.ORDER[after])


async def test_nothing_ever_analyses_the_tables(full: SqliteStore, connection: sqlite3.Connection):
    info = SnapshotInfo("x", datetime(2020, 1, 1, tzinfo=UTC), 1, 1, 1)
    column = MetricColumn(MetricSpec(Metric.DEGREE), Estimate(), [1.0])
    for _ in range(3):
        await full.write(NODES, LINKS)
        await full.publish(Publication(info, ["sage"], [column], {}), 2)
    await full.close()
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert {"node", "link", "measured"} <= tables
    assert not [table for table in tables if table.startswith("sqlite_stat")]
