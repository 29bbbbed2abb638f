"""The table contracts, the domain's classes and the rules of links say the same thing."""

from dataclasses import fields

import jsonschema
import pytest

from graph_api.contracts import table_schemas
from graph_api.domain.codec import property_types
from graph_api.domain.derivation import DERIVED_TYPES
from graph_api.domain.links import LINK_RULES, LinkType
from graph_api.domain.nodes import NODE_CLASSES
from loaders.cells import READERS, read_cell
from loaders.contract import Table, kind_of_table, tables
from loaders.keys import heading_key
from tests.loading.example_rows import example_rows
from tests.repository import ROOT

TABLES = list(tables().values())
NODE_TABLES = [table for table in TABLES if table.node_kind]
LINK_TABLES = [(table, table.links) for table in TABLES if table.links]
COMMON = {"id", "name", "area", "lat", "lon", "precision", "confidence"}
SPLIT = {"position": {"position", "position_level"}, "name": {"title", "given_name", "family_name"}}


def named(table: Table) -> str:
    return table.name


@pytest.fixture(params=TABLES, ids=named)
def table(request):
    return request.param


def test_each_contract_is_a_json_schema_named_after_its_file(table):
    jsonschema.Draft202012Validator.check_schema(table.schema)
    assert set(table.schema["required"]) <= set(table.schema["properties"])


def test_orders_are_distinct():
    orders = [schema["x-order"] for schema in table_schemas().values()]
    assert sorted(orders) == list(range(1, len(orders) + 1))


def test_a_table_holds_nodes_or_links_and_not_both(table):
    assert (table.node_kind is None) != (table.links is None)


def test_every_column_is_read_by_a_known_reader_and_described(table):
    for column in table.columns.values():
        assert column.reads in READERS
        assert column.title
        assert column.schema["description"].endswith(".")
        assert column.schema["examples"]


def test_no_heading_means_two_columns(table):
    for column in table.columns.values():
        for heading in column.headings:
            assert table.by_heading[heading_key(heading)] is column


def test_no_sheet_name_means_two_tables():
    keys = [key for table in TABLES for key in table.sheet_keys]
    assert len(keys) == len(set(keys))


def test_no_word_means_two_values(table):
    for column in table.columns.values():
        for value, words in column.words.items():
            assert {column.by_word[heading_key(word)] for word in (value, *words)} == {value}
        assert list(column.schema.get("enum", [])) == list(column.words)


@pytest.mark.parametrize("node_table", NODE_TABLES, ids=named)
def test_every_column_of_a_node_is_a_field_a_link_or_the_time_of_one(node_table):
    types = property_types(NODE_CLASSES[node_table.node_kind])
    times = {"since", "until"} if node_table.role else set()
    for column in node_table.columns.values():
        if column.link:
            times |= {column.link.since, column.link.until}
    for column in node_table.columns.values():
        assert column.link or column.name in {*types, *COMMON, *times}, column.name


@pytest.mark.parametrize("node_table", NODE_TABLES, ids=named)
def test_every_enumeration_of_a_node_holds_the_values_of_the_domain(node_table):
    for name, kind in property_types(NODE_CLASSES[node_table.node_kind]).items():
        column = node_table.columns.get(name)
        if column and column.reads == "enum":
            assert list(column.words) == [member.value for member in kind]


@pytest.mark.parametrize("kind", NODE_CLASSES, ids=lambda kind: kind.value)
def test_every_field_of_a_class_has_a_column_in_a_table_of_its_kind(kind):
    columns = {name for t in NODE_TABLES if t.node_kind is kind for name in t.columns}
    written = set().union(*(SPLIT.get(name, {name}) for name in columns))
    assert set(property_types(NODE_CLASSES[kind])) <= written | columns


@pytest.mark.parametrize("node_table", NODE_TABLES, ids=named)
def test_personal_data_is_marked_in_contract_and_class_alike(node_table):
    cls = NODE_CLASSES[node_table.node_kind]
    personal = {field.name for field in fields(cls) if field.metadata.get("personal")}
    marked = {n for n, c in node_table.columns.items() if c.schema.get("x-personal")}
    assert marked == personal & set(node_table.columns)


def test_links_of_columns_join_what_their_rule_joins():
    for table in NODE_TABLES:
        for column in table.columns.values():
            if column.link:
                rule = LINK_RULES[column.link.type]
                ends = rule.targets if column.link.outward else rule.sources
                own = rule.sources if column.link.outward else rule.targets
                assert {kind_of_table(name) for name in column.refers} <= ends, column.name
                assert table.node_kind in own
                assert set(column.link.constants) <= set(rule.properties)


def test_link_tables_join_what_their_rule_joins_and_hold_its_properties():
    for table, declared in LINK_TABLES:
        if declared.type is None:
            continue
        rule = LINK_RULES[declared.type]
        for end, kinds in ((declared.source, rule.sources), (declared.target, rule.targets)):
            assert {kind_of_table(name) for name in table.columns[end].refers} == kinds
        assert set(declared.properties) == set(rule.properties)


def test_every_type_of_link_can_be_loaded_and_every_property():
    general = tables()["links"]
    assert list(general.columns["type"].words) == [each.value for each in LinkType]
    assert general.links is not None
    assert set(general.links.properties) == {p for r in LINK_RULES.values() for p in r.properties}
    own = {declared.type for _, declared in LINK_TABLES} | {
        column.link.type for t in NODE_TABLES for column in t.columns.values() if column.link
    }
    assert set(LinkType) - own == DERIVED_TYPES


def test_the_words_of_a_type_of_link_are_its_caption():
    words = tables()["links"].columns["type"].words
    assert {LinkType(v): w[0] for v, w in words.items()} == {
        each: rule.caption_th for each, rule in LINK_RULES.items()
    }


def test_example_cells_are_read_and_fit_their_json_schema(table):
    for row in example_rows(table):
        for name, raw in row.items():
            column = table.columns[name]
            value = read_cell(column, raw).value
            plain = list(value) if isinstance(value, tuple) else getattr(value, "raw", value)
            plain = plain.isoformat() if hasattr(plain, "isoformat") else plain
            jsonschema.validate(plain, column.schema)


def test_the_page_lists_every_table_with_what_its_rows_are():
    page = (ROOT / "docs" / "loading.md").read_text("utf-8")
    section = page.split("\n## The tables\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    assert [[cell.strip() for cell in line.strip("|").split("|")] for line in lines] == [
        [f"`{table.name}`", table.sheet, _rows_are(table), ", ".join(_column_links(table))]
        for table in TABLES
    ]


def _rows_are(table: Table) -> str:
    if table.node_kind:
        return (table.role or table.node_kind).value
    return table.links.type.value if table.links and table.links.type else "any type of link"


def _column_links(table: Table) -> list[str]:
    return sorted({c.link.type.value for c in table.columns.values() if c.link})
