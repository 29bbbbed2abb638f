"""What Gephi, yEd and Kumu write lands in the graph as the mapping says; what does not is told."""

import json
import tomllib

import pytest
from openpyxl import Workbook

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from loaders import check, load
from loaders.errors import FileNotReadable, FileTypeUnknown, FormUnknown, MappingInvalid
from loaders.foreign import first_mapping, read_mapping
from tests.loading.memory_store import MemoryStore

# As Gephi 0.10 writes it: attributes by number, a default, colours and places beside the values.
GEXF = """<?xml version='1.0' encoding='UTF-8'?>
<gexf xmlns="http://gexf.net/1.3" version="1.3" xmlns:viz="http://gexf.net/1.3/viz">
  <meta lastmodifieddate="2026-01-05"><creator>Gephi 0.10.1</creator></meta>
  <graph defaultedgetype="directed" mode="static">
    <attributes class="node" mode="static">
      <attribute id="0" title="ประเภท" type="string"><default>ครัวเรือน</default></attribute>
      <attribute id="1" title="เบอร์" type="string"/>
      <attribute id="modularity_class" title="Modularity Class" type="integer"/>
    </attributes>
    <attributes class="edge" mode="static">
      <attribute id="2" title="relation" type="string"/>
    </attributes>
    <nodes>
      <node id="S1" label="นางทองใบ แก้วตัวอย่าง">
        <attvalues><attvalue for="0" value="ปราชญ์"/><attvalue for="1" value="081-234-5678"/>
        <attvalue for="modularity_class" value="3"/></attvalues>
        <viz:size value="10.0"/><viz:position x="1.0" y="2.0"/><viz:color r="1" g="2" b="3"/>
      </node>
      <node id="H1" label="บ้าน 1"/>
      <node id="H2" label="บ้าน 2"><attvalues><attvalue for="1" value="12"/></attvalues></node>
      <node id="X1" label="ถนน"><attvalues><attvalue for="0" value="ฉาก"/></attvalues></node>
    </nodes>
    <edges>
      <edge id="0" source="S1" target="H1" weight="2.0">
        <attvalues><attvalue for="2" value="สอน"/></attvalues></edge>
      <edge id="1" source="H1" target="S1">
        <attvalues><attvalue for="2" value="เรียนจาก"/></attvalues></edge>
      <edge id="2" source="H1" target="H2">
        <attvalues><attvalue for="2" value="ช่วยกัน"/></attvalues></edge>
    </edges>
  </graph>
</gexf>
"""
MAPPING = """
[nodes]
kind = "ประเภท"
[nodes.kinds]
"ปราชญ์" = "sages"
"ครัวเรือน" = "ครัวเรือนสัมมาชีพ"
"ฉาก" = ""
[nodes.columns]
label = "name"
"เบอร์" = "โทรศัพท์"
[links]
type = "relation"
reversed = ["เรียนจาก"]
[links.types]
"สอน" = "TAUGHT"
"เรียนจาก" = "TAUGHT"
"ช่วยกัน" = "PEER"
"""


@pytest.fixture
def store():
    return MemoryStore()


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def mapping_of(tmp_path, text):
    return read_mapping(written(tmp_path / "mapping.toml", text))


async def test_gexf_of_gephi(tmp_path, store):
    path = written(tmp_path / "g.gexf", GEXF)
    report = await load([path], store, mapping=mapping_of(tmp_path, MAPPING))
    assert {i: node.KIND for i, node in store.held.items()} == {
        "S1": NodeKind.PERSON,
        "H1": NodeKind.HOUSEHOLD,
    }
    assert store.held["S1"].kinds >= {NodeKind.SAGE}
    assert store.held["S1"].phone == "+66812345678"
    assert store.held["H1"].name == "บ้าน 1"
    assert store.held["H1"].provenance.place == "แผ่น ครัวเรือนสัมมาชีพ แถว 3"
    [taught] = store.linked.values()
    assert (taught.type, taught.source, taught.target) == (LinkType.TAUGHT, "S1", "H1")
    # H2 has no valid telephone, so its tie falls with it; the second TAUGHT says the first again.
    rules = {(r.table, r.rule, r.column) for r in report.refusals}
    assert rules == {
        ("households", "phone", "โทรศัพท์ (เบอร์)"),
        ("links", "refused-reference", "ปลายทาง (target)"),
        ("links", "duplicate-link", "ปลายทาง (target)"),
    }
    told = "\n".join(report.warnings)
    assert "ข้าม “ฉาก” 1 จุด" in told
    assert "ไม่ได้จับคู่ “Modularity Class” ของจุด จึงไม่ได้อ่าน 1 ค่า" in told
    assert "ไม่ได้จับคู่ “weight” ของความเชื่อมโยง" in told


async def test_graphml_of_yed_and_networkx(tmp_path, store):
    graphml = """<?xml version="1.0" encoding="UTF-8"?>
    <graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
      <key id="d0" for="node" attr.name="kind" attr.type="string"/>
      <key id="d1" for="node" yfiles.type="nodegraphics"/>
      <key id="d2" for="edge" attr.name="kind" attr.type="string"><default>peer</default></key>
      <graph edgedefault="undirected">
        <node id="n0"><data key="d0">home</data>
          <data key="d1"><y:ShapeNode><y:NodeLabel>บ้านหนึ่ง</y:NodeLabel></y:ShapeNode></data></node>
        <node id="n1"><data key="d0">home</data></node>
        <edge source="n0" target="n1"/>
      </graph>
    </graphml>"""
    mapping = mapping_of(
        tmp_path,
        '[nodes]\nkind = "kind"\n[nodes.kinds]\nhome = "households"\n[nodes.columns]\n'
        'label = "name"\n[links]\ntype = "kind"\n[links.types]\npeer = "PEER"\n',
    )
    report = await load([written(tmp_path / "g.graphml", graphml)], store, mapping=mapping)
    assert report.refusals == ()
    assert [store.held[i].name for i in ("n0", "n1")] == ["บ้านหนึ่ง", "ครัวเรือน n1"]
    assert [link.type for link in store.linked.values()] == [LinkType.PEER]


NODES_CSV = "Id,Label,Role\nH1,บ้าน 1,home\nH2,บ้าน 2,home\n\nM1,ตลาดนัด,place\n"
EDGES_CSV = "Source,Target,Type,Weight\nH1,H2,Undirected,1.0\n"
CSV_MAPPING = """
[nodes]
kind = "Role"
[nodes.kinds]
home = "households"
place = "markets"
[nodes.columns]
Label = "name"
[nodes.fixed.markets]
market_kind = "MARKET"
[links.types]
"*" = "PEER"
[links.columns]
Weight = ""
Type = ""
"""


async def test_the_two_tables_of_gephi(tmp_path, store):
    paths = [
        written(tmp_path / "nodes.csv", NODES_CSV),
        written(tmp_path / "edges.csv", EDGES_CSV),
    ]
    report = await load(paths, store, mapping=mapping_of(tmp_path, CSV_MAPPING))
    assert (report.refusals, report.warnings) == ((), ())
    assert store.held.keys() == {"H1", "H2", "M1"}
    assert store.held["M1"].provenance.place.endswith("แถว 5")
    assert len(store.linked) == 1


def kumu_workbook(path):
    book = Workbook(write_only=True)
    elements = book.create_sheet("Elements")
    elements.append(["Label", "Type", "Description", "Tags"])
    elements.append(["นายก ตัวอย่าง", "Sage", "สอนทอเสื่อ", "weaving|north"])
    elements.append(["กลุ่มทอเสื่อ", "Group", "", ""])
    connections = book.create_sheet("Connections")
    connections.append(["From", "To", "Direction", "Type"])
    connections.append(["นายก ตัวอย่าง", "กลุ่มทอเสื่อ", "directed", "member"])
    book.save(path)
    return path


def kumu_blueprint(path):
    held = {
        "elements": [
            {"label": "นายก ตัวอย่าง", "type": "Sage", "tags": ["weaving"]},
            {"label": "กลุ่มทอเสื่อ", "type": "Group"},
        ],
        "connections": [
            {"from": "นายก ตัวอย่าง", "to": "กลุ่มทอเสื่อ", "direction": "directed", "type": "member"}
        ],
    }
    return written(path, json.dumps(held, ensure_ascii=False))


def kumu_export(path):
    held = {
        "elements": [
            {
                "_id": "elem-1",
                "attributes": {"label": "นายก ตัวอย่าง", "element type": "x", "type": "Sage"},
            },
            {"_id": "elem-2", "attributes": {"label": "กลุ่มทอเสื่อ", "type": "Group"}},
        ],
        "connections": [
            {"_id": "c", "from": "elem-1", "to": "elem-2", "attributes": {"type": "member"}}
        ],
        "maps": [],
    }
    return written(path, json.dumps(held, ensure_ascii=False))


@pytest.mark.parametrize(
    "make,name", [(kumu_workbook, "k.xlsx"), (kumu_blueprint, "k.json"), (kumu_export, "k.json")]
)
async def test_kumu(tmp_path, store, make, name):
    path = make(tmp_path / name)
    label = "Label" if name == "k.xlsx" else "label"
    kind = "Type" if name == "k.xlsx" else "type"
    mapping = mapping_of(
        tmp_path,
        f'[nodes]\nkind = "{kind}"\n[nodes.kinds]\nSage = "sages"\nGroup = "groups"\n'
        f'[nodes.columns]\n{label} = "name"\n[links]\ntype = "{kind}"\n'
        '[links.types]\nmember = "MEMBER_OF"\n',
    )
    report = await load([path], store, mapping=mapping)
    assert report.refusals == ()
    assert sorted(node.name for node in store.held.values()) == ["กลุ่มทอเสื่อ", "นายก ตัวอย่าง"]
    assert [link.type for link in store.linked.values()] == [LinkType.MEMBER_OF]


# ---- the first mapping -------------------------------------------------------------------------


def test_a_first_mapping_holds_what_the_file_holds(tmp_path):
    path = written(tmp_path / "g.gexf", GEXF)
    text = first_mapping([path])
    held = tomllib.loads(text)
    assert held["nodes"]["kind"] == "ประเภท"
    assert held["nodes"]["kinds"] == {
        "ปราชญ์": "sages",
        "ครัวเรือน": "households",
        "ฉาก": "",
    }
    assert held["nodes"]["columns"]["label"] == "name"
    assert held["links"]["type"] == "relation"
    assert held["links"]["types"] == {"สอน": "TAUGHT", "เรียนจาก": "", "ช่วยกัน": ""}


async def test_a_first_mapping_can_be_read_and_tried_at_once(tmp_path):
    path = kumu_workbook(tmp_path / "k.xlsx")
    mapping = mapping_of(tmp_path, first_mapping([path]))
    report = await check([path], mapping=mapping)
    assert report.tables.keys() == {"sages", "groups"}


def test_odd_names_of_attributes_are_quoted(tmp_path):
    path = written(tmp_path / "n.csv", 'Id,Label,"a ""b"" \\ = #\t"\n1,x,"y\n[z]"\n')
    held = tomllib.loads(first_mapping([path]))
    assert 'a "b" \\ = #' in {name.strip() for name in held["nodes"]["columns"]}


# ---- what is wrong -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text,said",
    [
        ("[nodes", "TOML"),
        ("[node]\n", "node"),
        ("nodes = 1\n", "nodes"),
        ("[nodes]\nkind = 1\n", "kind"),
        ('[nodes.kinds]\na = "weather"\n', "weather"),
        ('[nodes.kinds]\na = "households"\n[nodes.columns]\nb = "colour"\n', "colour"),
        ('[nodes.kinds]\na = "links"\n', "links"),
        ("[nodes.kinds]\na = 1\n", "a"),
        ('[links.types]\na = "LOVES"\n', "LOVES"),
        ('[links.columns]\na = "colour"\n', "colour"),
        ('[links]\nreversed = "a"\n', "reversed"),
        ('[nodes.fixed.markets]\ncolour = "x"\n', "colour"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_in_words(tmp_path, text, said):
    with pytest.raises(MappingInvalid) as refused:
        mapping_of(tmp_path, text)
    assert refused.value.message.startswith("mapping.toml: ")
    assert said in refused.value.message


async def test_a_value_that_nobody_foresaw_stops_the_load_and_is_counted(tmp_path, store):
    path = written(tmp_path / "g.gexf", GEXF)
    mapping = mapping_of(tmp_path, MAPPING.replace('"ฉาก" = ""\n', ""))
    with pytest.raises(MappingInvalid) as refused:
        await load([path], store, mapping=mapping)
    assert "“ฉาก” (1)" in refused.value.message
    assert "[nodes.kinds]" in refused.value.message
    assert store.transactions == 0


@pytest.mark.parametrize(
    "name,text,error",
    [
        ("g.gexf", GEXF[:900], FileNotReadable),
        ("g.graphml", "<gexf/>", FormUnknown),
        ("g.json", "{", FileNotReadable),
        ("g.json", "[]", FormUnknown),
        ("g.json", '{"elements": [1], "connections": []}', FormUnknown),
        ("g.net", "*Vertices 2", FileTypeUnknown),
        ("g.gexf", '<!DOCTYPE gexf [<!ENTITY a "b">]><gexf/>', FormUnknown),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path, store, name, text, error):
    path = written(tmp_path / name, text)
    with pytest.raises(error) as refused:
        await load([path], store, mapping=mapping_of(tmp_path, MAPPING))
    assert "g." in refused.value.message
    assert store.transactions == 0


def test_a_mapping_that_is_not_there(tmp_path):
    with pytest.raises(FileNotReadable, match=r"no\.toml"):
        read_mapping(tmp_path / "no.toml")
