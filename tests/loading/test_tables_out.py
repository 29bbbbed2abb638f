"""Tables written here load back: from rows, from a graph, and from a published network."""

from datetime import date

import networkx as nx
import pytest

from graph_api.contracts import examples_folder
from graph_api.domain.errors import InvalidArgument
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import HeldRole, Person
from graph_api.services.derive import derive_links
from loaders import load
from loaders.contract import tables
from loaders.tables_out import Rows, write_tables
from loaders.to_tables import to_tables
from tests.loading.example_rows import write_examples
from tests.loading.memory_store import MemoryStore

ROWS: Rows = {
    "peers": [{"household": "H1", "peer": "H2", "kind": "HELP", "since": date(2018, 2, 14)}],
    "areas": [
        {"area": "332099", "name": "ตัวอย่าง"},
        {"area": "33209901", "name": "บ้านตัวอย่าง", "lat": 15.0, "lon": 104.5},
    ],
    "households": [{"id": "H1", "area": "33209901", "status": "TRAINED"}, {"id": "H2"}],
    "products": [{"id": "P1", "name": "=เสื่อ", "makers": ["H1", "H2"], "otop_year": 2018}],
}


def facts(store):
    nodes = {i: repr(n).partition("provenance=")[0] for i, n in store.held.items()}
    links = {i: (k.since, k.until, dict(k.properties)) for i, k in store.linked.items()}
    return nodes, links


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", ["out", "out.xlsx"])
async def test_rows_written_are_rows_loaded(tmp_path, name, language):
    paths = write_tables(tmp_path / name, ROWS, language=language)
    assert all(path.exists() for path in paths)
    store = MemoryStore()
    report = await load([tmp_path / name], store)
    assert (report.refusals, report.corrections, report.warnings) == ((), (), ())
    assert {i for i in store.held if not i.startswith("area:")} == {"H1", "H2", "P1"}
    assert store.held["P1"].name == "=เสื่อ"
    peers = [link for link in store.linked.values() if link.type is LinkType.PEER]
    assert [(p.since, p.properties) for p in peers] == [(date(2018, 2, 14), {"kind": "HELP"})]


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", ["out", "out.xlsx"])
async def test_a_graph_written_out_loads_back_the_same(tmp_path, name, language):
    store, other = MemoryStore(), MemoryStore()
    await load([write_examples(tmp_path / "in")], store, derive=derive_links)
    rows = to_tables(store.held.values(), store.linked.values())
    write_tables(tmp_path / name, rows, language=language)
    report = await load([tmp_path / name], other, derive=derive_links)
    assert report.refusals == ()
    assert facts(other) == facts(store)


def test_links_with_a_table_of_their_own_go_there():
    links = [
        Link(type=LinkType.PEER, source="a", target="b", properties={"kind": "HELP"}),
        Link(type=LinkType.SOLD_AT, source="g", target="m", key="1"),
        Link(type=LinkType.TAUGHT, source="s", target="a", derived=True),
        Link(type=LinkType.RESPONSIBLE_FOR, source="o", target="area:3320"),
        Link(type=LinkType.HELD_AT, source="e", target="area:3320"),
    ]
    rows = to_tables([], links)
    assert rows["peers"] == [{"household": "a", "peer": "b", "kind": "HELP"}]
    # A sale without day and sum does not fit the table of sales.
    assert [row["type"] for row in rows["links"]] == ["SOLD_AT", "HELD_AT"]
    assert rows["responsibilities"] == [{"officer": "o", "area": "3320"}]
    assert rows["links"][1]["target"] == "3320"
    assert list(rows) == [name for name in tables() if name in rows]


def test_a_person_has_a_row_for_each_role():
    roles = (HeldRole(NodeKind.SAGE, date(2017, 1, 5)), HeldRole(NodeKind.LEADER))
    rows = to_tables([Person(id="P1", name="นางก ข", roles=roles), Person(id="P2", name="ค")], [])
    assert rows["sages"] == [{"id": "P1", "name": "นางก ข", "since": date(2017, 1, 5)}]
    assert rows["leaders"] == [{"id": "P1", "name": "นางก ข"}]
    assert rows["people"] == [{"id": "P2", "name": "ค"}]


def test_an_unknown_table_or_column_is_refused(tmp_path):
    with pytest.raises(InvalidArgument):
        write_tables(tmp_path / "out", {"weather": []})
    with pytest.raises(InvalidArgument):
        write_tables(tmp_path / "out", {"areas": [{"rain": 1}]})


async def test_the_florentine_families_written_as_tables_load_as_published(tmp_path):
    graph = nx.florentine_families_graph()
    rows = {
        "areas": [
            {"area": "332099", "name": "ตัวอย่าง"},
            {"area": "33209901", "name": "บ้านตัวอย่าง"},
        ],
        "households": [{"id": f, "name": f, "area": "33209901"} for f in graph.nodes],
        "peers": [{"household": a, "peer": b} for a, b in graph.edges],
    }
    write_tables(tmp_path / "florence.xlsx", rows)
    store = MemoryStore()
    report = await load([tmp_path / "florence.xlsx"], store)
    assert report.exit_code == 0
    loaded = nx.Graph((k.source, k.target) for k in store.linked.values())
    assert nx.utils.edges_equal(loaded.edges, graph.edges)
    assert round(nx.betweenness_centrality(loaded)["Medici"], 3) == 0.522


async def test_the_example_network_written_out_loads_back_the_same(tmp_path):
    store, other = MemoryStore(), MemoryStore()
    report = await load([examples_folder() / "phayu" / "phayu.xlsx"], store, derive=derive_links)
    assert (report.exit_code, report.warnings) == (0, ())
    rows = to_tables(store.held.values(), store.linked.values())
    write_tables(tmp_path / "out", rows)
    again = await load([tmp_path / "out"], other, derive=derive_links)
    assert (again.refusals, again.corrections) == ((), ())
    assert facts(other) == facts(store)
