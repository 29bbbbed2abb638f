"""Values at the edge of what SQLite can hold: 32-bit boxes, quotes, NUL, halves of characters."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.domain.errors import InvalidArgument
from graph_api.domain.kinds import NodeKind
from graph_api.domain.names import name_key, trigrams
from graph_api.domain.nodes import Household
from graph_api.domain.places import Point
from graph_api.domain.texts import is_text
from graph_api.ports import Counts, NodeFilter
from graph_api.stores.sqlite import SqliteStore, grams, near
from graph_api.stores.sqlite.connections import Connections
from graph_api.stores.sqlite.writing import write
from tests.contract.network import household, peer

LAT, LON = st.floats(5.0, 21.0), st.floats(97.0, 106.0)


@pytest.fixture(scope="module")
def memory():
    connections = Connections(None)
    yield connections._writer
    connections._close_all()


@given(lat=LAT, lon=LON)
def test_the_box_index_never_loses_a_node_for_rounding(memory: sqlite3.Connection, lat, lon):
    memory.execute("BEGIN")
    try:
        write(memory, [household("h", point=Point(lat, lon))], [])
        found = near.nearby(memory, NodeKind.HOUSEHOLD, Point(lat, lon), 0.0, None)
        assert [(hit.node.id, hit.metres) for hit in found] == [("h", 0.0)]
    finally:
        memory.execute("ROLLBACK")


@given(st.text(min_size=3).filter(lambda text: len(name_key(text)) >= 3 and is_text(text)))
def test_every_folded_name_is_found_by_itself_and_by_each_part(memory: sqlite3.Connection, text):
    key = name_key(text)
    memory.execute("BEGIN")
    try:
        grams.put(memory, [(70_000, Household(id="h", name=text))])
        for part in (key, key[1:], key[:-1]):
            if len(part) >= 3:
                assert grams.holding_all(memory, part, NodeKind.HOUSEHOLD) == [70_000]
        pks, shared = grams.counted(memory, trigrams(key), [NodeKind.HOUSEHOLD])
        assert (pks.tolist(), shared.tolist()) == ([70_000], [len(trigrams(key))])
        grams.take_out(memory, [(70_000, Household(id="h", name=text))])
        assert memory.execute("SELECT count(*) FROM gram").fetchone() == (0,)
    finally:
        memory.execute("ROLLBACK")


@pytest.mark.parametrize("text", ['"', "'", '" OR "', "a*", "NEAR(", "^ก", "-ก", "{x}:", "a\0b"])
async def test_odd_names_and_filters(full: SqliteStore, text: str):
    where = NodeFilter(name_key=f"{text}{text}{text}")
    assert await full.count(NodeKind.PERSON, where) == 0
    assert (await full.page(NodeKind.PERSON, where, 5, None)).items == []
    runs = [where.name_key[at : at + 3] for at in range(3)] if where.name_key else []
    assert await full.name_candidates(runs, [NodeKind.PERSON], None, 5) == []


@pytest.mark.parametrize("bad", ["", "a\0b", "\ud800"])
async def test_an_id_that_cannot_be_kept_is_refused_before_anything_is_written(
    full: SqliteStore, bad: str
):
    with pytest.raises(InvalidArgument, match="ใช้ไม่ได้"):
        await full.write([household("new"), household(bad)], [])
    assert await full.nodes(["new", bad]) == {}


async def test_a_text_that_is_no_unicode_is_refused(full: SqliteStore):
    half = household("new")
    object.__setattr__(half, "name", "ครึ่ง\ud800")
    with pytest.raises(InvalidArgument, match="Unicode"):
        await full.write([half], [])


async def test_a_link_whose_key_cannot_be_kept_is_refused_alone(full: SqliteStore):
    tie = peer("h1", "h3")
    bad = [
        type(tie)(type=tie.type, source="h1", target="h3", key=key) for key in ("a\0b", "\ud800")
    ]
    report = await full.write([], [*bad, tie])
    assert report.links == Counts(created=1, refused=2)
