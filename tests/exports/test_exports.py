"""What exports hold, who else can read them, and what is said where they cannot be made."""

import json
import os

import networkx as nx
import pytest

from graph_api.contracts import examples_folder
from graph_api.domain.codec import property_types
from graph_api.domain.errors import InvalidArgument, NodeNotFound, StoreUnavailable
from graph_api.domain.links import LINK_RULES, Link, LinkType
from graph_api.domain.nodes import NODE_CLASSES, Household, Occupation
from graph_api.domain.places import Point, Precision
from graph_api.services.derive import derive_links
from graph_api.stores.sqlite import SqliteStore
from loaders import load
from loaders.contract import tables
from loaders.errors import FileNotReadable, FileNotWritable, FormUnknown
from loaders.exports import check_graphs, content_hash, export_graph, load_graphs
from loaders.exports.attributes import LINK_TYPES, NODE_TYPES
from loaders.exports.exporting import form_of
from loaders.exports.forms import FORMS
from loaders.writing import AT_ONCE, BATCH

EXAMPLE = examples_folder() / "phayu" / "phayu.xlsx"


@pytest.fixture
async def empty(tmp_path):
    store = await SqliteStore.open(None)
    yield store
    await store.close()


@pytest.fixture
async def example():
    store = await SqliteStore.open(None)
    await load([EXAMPLE], store, derive=derive_links)
    yield store
    await store.close()


async def count(store):
    return sum([len(batch) async for batch in store.export_nodes()]), sum(
        [len(batch) async for batch in store.export_links()]
    )


# ---- who else can read them --------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, read",
    [("g.graphml", nx.read_graphml), ("g.gexf", lambda path: nx.read_gexf(path, version="1.3"))],
)
async def test_networkx_reads_the_same_nodes_links_and_names(example, tmp_path, name, read):
    done = await export_graph(example, tmp_path / name)
    graph = read(tmp_path / name)
    assert (len(graph), graph.number_of_edges()) == (done.nodes, done.links) == await count(example)
    async for batch in example.export_nodes():
        for node in batch:
            assert graph.nodes[node.id]["label"] == node.name
            assert graph.nodes[node.id]["kind"] == node.KIND.value
            assert graph.nodes[node.id].get("lat") == (node.point and node.point.lat)
    async for links in example.export_links():
        assert all(graph.has_edge(link.source, link.target) for link in links)


async def test_geojson_holds_the_points_longitude_first(example, tmp_path):
    done = await export_graph(example, tmp_path / "p.geojson")
    features = json.loads((tmp_path / "p.geojson").read_text(encoding="utf-8"))["features"]
    placed = {
        node.id: node.point
        async for batch in example.export_nodes()
        for node in batch
        if node.point
    }
    assert len(features) == len(placed) == done.written_nodes < done.nodes
    for feature in features:
        lon, lat = feature["geometry"]["coordinates"]
        assert placed[feature["id"]] == Point(lat, lon)
    assert {"name", "kind", "kinds"} <= features[0]["properties"].keys()


async def test_geojson_of_a_graph_without_points_is_still_geojson(empty, tmp_path):
    await empty.write([Household(id="h", name="บ้าน")], [])
    done = await export_graph(empty, tmp_path / "p.geojson")
    assert json.loads((tmp_path / "p.geojson").read_text())["features"] == []
    assert (done.nodes, done.written_nodes) == (1, 0)


def test_no_value_of_a_node_or_link_has_the_name_of_another():
    common = {"label", "kind", "area", "lat", "lon", "precision", "roles"}
    own = {"from", "from_place", "confidence", "loaded_at"}
    for cls in NODE_CLASSES.values():
        assert not property_types(cls).keys() & (common | own)
        for name, kind in property_types(cls).items():
            plain = kind if kind in (int, float, bool) else str
            assert NODE_TYPES[name] is plain, "two kinds give one name two types"
    for rule in LINK_RULES.values():
        assert not rule.properties.keys() & (
            own | {"type", "link_key", "since", "until", "derived", "more"}
        )
        assert all(LINK_TYPES[name] is kind for name, kind in rule.properties.items())


# ---- an area -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["area", "area.xlsx"])
async def test_an_area_loads_by_itself(example, empty, tmp_path, name):
    await export_graph(example, tmp_path / name, area="33209905")
    report = await load([tmp_path / name], empty, derive=derive_links)
    assert report.refusals == ()
    inside = await example.kind_counts("33209905")
    assert inside == await empty.kind_counts("33209905")
    assert sum(each.count for each in inside) > 0


async def test_an_area_holds_every_link_of_what_lies_in_it_and_less_than_the_whole(
    example, empty, tmp_path
):
    done = await export_graph(example, tmp_path / "g.graphml", area="33209905")
    await load_graphs([tmp_path / "g.graphml"], empty)
    assert done.nodes < (await count(example))[0]
    inside = {
        node.id
        async for batch in example.export_nodes()
        for node in batch
        if (node.area or "").startswith("33209905")
    }

    async def touching(store):
        return {
            link.identity
            async for batch in store.export_links()
            for link in batch
            if {link.source, link.target} & inside
        }

    assert await touching(empty) == await touching(example) != set()


async def test_an_area_takes_the_wider_occupations_along(empty, tmp_path):
    nodes = [
        Occupation(id="craft", name="หัตถกรรม"),
        Occupation(id="weaving", name="ทอ", parent="craft"),
        Occupation(id="farming", name="นา"),
        Household(id="h", name="บ้าน", area="332001"),
    ]
    await empty.write(nodes, [Link(type=LinkType.PRACTISES, source="h", target="weaving")])
    done = await export_graph(empty, tmp_path / "g.graphml", area="3320")
    assert (done.nodes, done.links) == (3, 1)


@pytest.mark.parametrize(
    "area, error", [("3320x", InvalidArgument), ("", InvalidArgument), ("10", NodeNotFound)]
)
async def test_an_area_that_cannot_be_is_refused(example, tmp_path, area, error):
    with pytest.raises(error):
        await export_graph(example, tmp_path / "g.gexf", area=area)
    assert list(tmp_path.iterdir()) == []


# ---- the hash ----------------------------------------------------------------------------------


async def test_the_hash_moves_with_every_fact_and_not_with_its_source(empty):
    home = Household(id="h", name="บ้าน")
    seen = {await content_hash(empty)}
    await empty.write([home, Household(id="i", name="บ้าน")], [])
    seen.add(await content_hash(empty))
    await empty.write([Household(id="h", name="บ้าน", phone="+66812345678")], [])
    seen.add(await content_hash(empty))
    point = Household(id="h", name="บ้าน", point=Point(15, 104), precision=Precision.HOUSE)
    await empty.write([point], [])
    seen.add(await content_hash(empty))
    await empty.write([], [Link(type=LinkType.PEER, source="h", target="i")])
    seen.add(await content_hash(empty))
    assert len(seen) == 5
    await empty.write([], [Link(type=LinkType.PEER, source="i", target="h")])
    assert await content_hash(empty) in seen


# ---- what goes wrong ---------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
async def test_an_empty_store_is_said_and_leaves_no_file(empty, tmp_path, form):
    name = {"csv": "t"}.get(form, f"t.{form}")
    with pytest.raises(InvalidArgument, match="ว่าง"):
        await export_graph(empty, tmp_path / name, form=form)
    assert list(tmp_path.iterdir()) == []


def test_the_form_is_that_of_the_ending_unless_it_is_named(tmp_path):
    assert form_of(tmp_path / "a.GEXF") == "gexf"
    assert form_of(tmp_path / "a") == "csv"
    assert form_of(tmp_path / "a.json", "geojson") == "geojson"
    for name, named in (("a.docx", None), ("a.txt", "xlsx")):
        with pytest.raises(FileNotWritable):
            form_of(tmp_path / name, named)


@pytest.mark.parametrize("name", ["g.graphml", "t.xlsx", "t"])
async def test_what_is_there_is_not_written_over_by_accident(example, tmp_path, name):
    await export_graph(example, tmp_path / name)
    with pytest.raises(FileNotWritable, match="--force"):
        await export_graph(example, tmp_path / name)
    await export_graph(example, tmp_path / name, overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == [name]


async def test_writing_over_a_folder_leaves_no_table_of_the_earlier_export(
    example, empty, tmp_path
):
    await export_graph(example, tmp_path / "t")
    (tmp_path / "t" / "mine.txt").write_text("kept")
    await empty.write([Household(id="h", name="บ้าน")], [])
    await export_graph(empty, tmp_path / "t", overwrite=True)
    assert sorted(path.name for path in (tmp_path / "t").iterdir()) == [
        "households.csv",
        "mine.txt",
    ]


async def test_a_folder_that_is_missing_or_closed_is_said(example, tmp_path):
    with pytest.raises(FileNotWritable, match="ไม่มีโฟลเดอร์"):
        await export_graph(example, tmp_path / "missing" / "g.gexf")
    (tmp_path / "closed").mkdir(mode=0o500)
    if not os.access(tmp_path / "closed", os.W_OK):
        with pytest.raises(FileNotWritable):
            await export_graph(example, tmp_path / "closed" / "g.gexf")


class Restless(SqliteStore):
    """A store that somebody writes to whenever its links are read."""

    writes = 1

    async def export_links(self):
        if self.writes:
            self.writes -= 1
            await self.write([Household(id=f"new{self.writes}", name="ใหม่")], [])
        async for batch in super().export_links():
            yield batch


@pytest.mark.parametrize("name", ["g.graphml", "t"])
async def test_an_export_begins_again_where_the_store_was_written_to(tmp_path, name):
    store = await Restless.open(None)
    await store.write([Household(id="h", name="บ้าน")], [])
    done = await export_graph(store, tmp_path / name)
    assert (done.nodes, done.hash) == (2, await content_hash(store))
    store.writes = 99
    with pytest.raises(StoreUnavailable):
        await export_graph(store, tmp_path / f"again-{name}")
    assert [path.name for path in tmp_path.iterdir()] == [name]
    await store.close()


async def test_a_person_of_two_roles_and_no_table_lost(example, tmp_path):
    done = await export_graph(example, tmp_path / "t")
    assert done.written_nodes == done.nodes
    names = {path.stem for path in (tmp_path / "t").iterdir()}
    assert {"sages", "trainers", "links"} <= names <= tables().keys()


# ---- graph files that cannot be loaded ---------------------------------------------------------


async def written(store, path):
    await export_graph(store, path)
    return path.read_bytes()


@pytest.mark.parametrize("name", ["g.graphml", "g.gexf"])
async def test_a_file_that_is_cut_off_or_spoilt_is_refused_whole(example, empty, tmp_path, name):
    path = tmp_path / name
    whole = await written(example, path)
    for spoilt in (whole[:-200], whole[: len(whole) // 2], b"", b"\xff\xfe\x00", b"no xml"):
        path.write_bytes(spoilt)
        with pytest.raises((FileNotReadable, FormUnknown), match=name):
            await load_graphs([path], empty)
    path.write_bytes(whole.replace(b"HOUSEHOLD", b"CASTLE"))
    with pytest.raises(FileNotReadable, match="CASTLE"):
        await load_graphs([path], empty)
    assert await count(empty) == (0, 0)


@pytest.mark.parametrize("name", ["g.graphml", "g.gexf"])
async def test_a_file_of_another_program_is_refused_with_what_to_do(tmp_path, name):
    path = tmp_path / name
    graph = nx.florentine_families_graph()
    (nx.write_graphml if name.endswith("graphml") else nx.write_gexf)(graph, path)
    with pytest.raises(FormUnknown, match="sammachip mapping"):
        check_graphs([path])


async def test_a_file_of_a_newer_release_is_told_from_one_of_another_program(example, tmp_path):
    path = tmp_path / "g.graphml"
    path.write_bytes(
        (await written(example, path)).replace(b"sammachip-graph 1", b"sammachip-graph 2")
    )
    with pytest.raises(FormUnknown, match="รุ่นที่ใหม่กว่า"):
        check_graphs([path])


@pytest.mark.parametrize("name", ["g.graphml", "g.gexf"])
def test_a_document_type_is_refused_before_its_entities_can_grow(tmp_path, name):
    root = name.partition(".")[2]
    (tmp_path / name).write_text(f'<!DOCTYPE {root} [<!ENTITY a "aaaa">]><{root}>&a;</{root}>')
    with pytest.raises(FormUnknown, match="DOCTYPE"):
        check_graphs([tmp_path / name])


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(FileNotReadable, match=r"none\.gexf"):
        check_graphs([tmp_path / "none.gexf"])


async def test_a_large_graph_lands_in_batches_and_whole(empty, tmp_path):
    other = await SqliteStore.open(tmp_path / "other.db")
    many = [Household(id=f"h{n:06}", name="บ้าน") for n in range(AT_ONCE + 1)]
    await empty.write(many, [Link(type=LinkType.PEER, source="h000000", target="h050000")])
    await export_graph(empty, tmp_path / "g.graphml")
    steps: list[int] = []
    await load_graphs([tmp_path / "g.graphml"], other, progress=lambda _, at, __: steps.append(at))
    assert await content_hash(other) == await content_hash(empty)
    assert len(steps) >= (AT_ONCE + 2) // (2 * BATCH)
    assert steps[-1] == AT_ONCE + 2
    await other.close()
