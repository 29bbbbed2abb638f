"""Queries are constant text and parameters: what a user gives never enters the text."""

import pytest
from inline_snapshot import snapshot

from graph_api.domain.areas import AreaLevel
from graph_api.domain.errors import StoreUnavailable
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LINK_RULES, Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import NODE_CLASSES
from graph_api.domain.places import Point
from graph_api.ports import NodeFilter
from graph_api.stores.neo4j import (
    lists,
    migrations,
    name_search,
    near,
    published,
    rankings,
    reading,
    record_search,
    streaming,
    walking,
    ways,
    writing,
)
from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.rows import _OF_LINKS, from_link, to_link

TIES = (LinkType.TAUGHT, LinkType.PEER)
EVIL = "x'}) DETACH DELETE n //"


def test_a_page_goes_on_after_a_key():
    where = NodeFilter(
        area="33",
        level=AreaLevel.VILLAGE,
        occupations=frozenset({"silk", "mats"}),
        name_key="ก",
    )
    query = lists.page_query(NodeKind.OCCUPATION_GROUP, where, 11, "กมล\u0001g1")
    assert query.text == snapshot(
        "MATCH (n:Node:OccupationGroup) WHERE n.order_key > $after AND n.area STARTS WITH $area AND size(n.area) = $digits AND EXISTS { (n)-[:PRACTISES]->(o:Node) WHERE o.id IN $occupations } AND n.name_key CONTAINS $name_key WITH n ORDER BY n.order_key LIMIT $first RETURN collect(properties(n))"  # noqa: E501
    )
    assert query.parameters == {
        "after": "กมล\u0001g1",
        "area": "33",
        "digits": 8,
        "occupations": ["mats", "silk"],
        "name_key": "ก",
        "first": 11,
    }


def test_a_whole_kind_is_counted_by_the_server():
    query = lists.count_query(NodeKind.SAGE, NodeFilter())
    assert query.text == snapshot("MATCH (n:Sage) RETURN count(n)")


def test_a_walk_is_written_layer_by_layer():
    assert walking.layers_query(["a"], TIES, 2, 200).text == snapshot("""\
MATCH (n:Node) WHERE n.id IN $origins WITH n ORDER BY n.id WITH collect(n) AS l0
WITH *, l0 AS b1
CALL (l0, b1) { UNWIND l0 AS n MATCH (n)-[:PEER|TAUGHT]-(m) WITH DISTINCT m, b1 WHERE NOT m IN b1 WITH m ORDER BY m.id LIMIT $most RETURN collect(m) AS l1 }
WITH *, l0 + l1 AS b2
CALL (l1, b2) { UNWIND l1 AS n WITH n WHERE NOT n:Area AND NOT n:Occupation MATCH (n)-[:PEER|TAUGHT]-(m) WITH DISTINCT m, b2 WHERE NOT m IN b2 WITH m ORDER BY m.id LIMIT $most RETURN collect(m) AS l2 }
WITH l0 + l1 + l2 AS every, [size(l0), size(l1), size(l2)] AS sizes
WITH every[..$budget] AS shown, size(every) AS total, sizes
CALL (shown) { UNWIND shown AS n MATCH (n)-[r:PEER|TAUGHT]->(m) WHERE m IN shown
  RETURN collect([type(r), n.id, m.id, properties(r)]) AS links }
RETURN [n IN shown | properties(n)], links, total, sizes\
""")  # noqa: E501


def test_a_walk_over_no_links_stays_where_it_is():
    assert walking.layers_query(["a"], (), 3, 200).text == snapshot("""\
MATCH (n:Node) WHERE n.id IN $origins WITH n ORDER BY n.id WITH collect(n) AS l0
WITH l0 AS every, [size(l0)] AS sizes
WITH every[..$budget] AS shown, size(every) AS total, sizes
WITH *, [] AS links RETURN [n IN shown | properties(n)], links, total, sizes\
""")


def test_new_persons_get_a_label_for_each_role():
    kinds = frozenset({NodeKind.PERSON, NodeKind.TRAINER, NodeKind.SAGE})
    assert writing.create_nodes_query(kinds, []).text == snapshot(
        "UNWIND $rows AS row CREATE (n:Node:Person:Sage:Trainer) SET n = row"
    )


@pytest.mark.parametrize(
    "query",
    [
        reading.nodes_query([EVIL]),
        lists.page_query(NodeKind.PERSON, NodeFilter(area=EVIL, name_key=EVIL), 1, EVIL),
        lists.page_query(NodeKind.PERSON, NodeFilter(occupations=frozenset({EVIL})), 1, EVIL),
        name_search.name_candidates_query([EVIL], [NodeKind.PERSON], EVIL, 1),
        record_search.sections_query([EVIL], 1, EVIL),
        reading.links_of_query([EVIL], TIES, Direction.IN),
        reading.sales_query(EVIL, None, None),
        streaming.link_batch_query(LinkType.PEER, EVIL, 1),
        near.in_circle_query(NodeKind.SAGE, Point(15.0, 104.0), 10.0, [EVIL]),
        walking.layers_query([EVIL], TIES, 3, 200),
        ways.step_query([EVIL], TIES),
        walking.within_query(EVIL, [NodeKind.SAGE], TIES, 200),
        writing.create_nodes_query([NodeKind.PERSON], [{"id": EVIL}]),
        writing.known_links_query(LinkType.PEER, [EVIL]),
        rankings.begin_query(1, EVIL, 1.0),
        rankings.ranking_query(
            1, EVIL, range(2), kinds=[NodeKind.SAGE], first=1, after=(1.0, EVIL)
        ),
        published.values_query(1, [EVIL]),
        published.history_query(EVIL),
    ],
    ids=lambda query: query.text,
)
def test_what_a_user_gives_is_a_parameter(query):
    assert EVIL not in query.text
    assert EVIL in str(query.parameters) or EVIL.replace("'", "\\'") in str(query.parameters)


def test_no_property_of_the_model_is_named_as_one_of_the_store():
    for rule in LINK_RULES.values():
        assert not rule.properties.keys() & _OF_LINKS
    own = {"kind", "kinds", "name_key", "order_key", "grams", "landed", "moved"}
    own |= {"told_by", "told_at", "confidence", "loaded_at"}
    for cls in NODE_CLASSES.values():
        assert not set(cls.__dataclass_fields__) & own


def test_a_link_comes_back_from_its_properties():
    link = Link(type=LinkType.TAUGHT, source="a", target="b", key="1", properties={"hours": 2.5})
    assert to_link("TAUGHT", "a", "b", from_link(link)) == link


def every_statement() -> str:
    return " ".join(text for each in migrations.migrations() for text in each.statements)


@pytest.mark.parametrize("kind", NodeKind)
def test_every_kind_has_its_indexes(kind: NodeKind):
    text = every_statement()
    name = "".join(part.capitalize() for part in kind.value.split("_"))
    assert f"FOR (n:{name}) ON (n.order_key)" in text
    assert f"FOR (n:{name}) ON (n.point)" in text


@pytest.mark.parametrize("kind", LinkType)
def test_every_type_of_link_is_told_apart_by_its_identity(kind: LinkType):
    text = every_statement()
    assert f"FOR ()-[r:{kind.value}]-() REQUIRE r.uid IS UNIQUE" in text


def test_every_statement_of_a_migration_may_be_run_again():
    for migration in migrations.migrations():
        for statement in migration.statements:
            assert "IF NOT EXISTS" in statement or "ON CREATE SET" in statement
    numbers = [migration.number for migration in migrations.migrations()]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("scheme", ["neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"])
def test_an_address_with_tls_or_without(scheme: str):
    address = Address.parse(f"{scheme}://reader:p%40ss@db.example/graph", {})
    assert (address.uri, address.database) == (f"{scheme}://db.example:7687", "graph")
    assert (address.user, address.password) == ("reader", "p@ss")
    assert "p@ss" not in f"{address!r} {address.shown}"


def test_a_password_may_come_from_the_environment_or_a_file(tmp_path):
    file = tmp_path / "password"
    file.write_text("from-file\n", encoding="utf-8")
    url = "bolt://neo4j@localhost"
    assert Address.parse(url, {"NEO4J_PASSWORD": "given"}).password == "given"
    assert Address.parse(url, {"NEO4J_PASSWORD_FILE": str(file)}).password == "from-file"
    with pytest.raises(StoreUnavailable, match="NEO4J_PASSWORD_FILE"):
        Address.parse(url, {})
    with pytest.raises(StoreUnavailable, match="missing"):
        Address.parse(url, {"NEO4J_PASSWORD_FILE": str(tmp_path / "missing")})


@pytest.mark.parametrize(
    "url", ["neo4j://", "http://user:secret@host", "bolt://user:secret@host:port", "neo4j://[x"]
)
def test_an_address_that_is_none_is_refused_without_showing_the_password(url: str):
    with pytest.raises(StoreUnavailable, match="neo4j://") as caught:
        Address.parse(url, {"NEO4J_PASSWORD": "x"})
    assert "secret" not in caught.value.message
