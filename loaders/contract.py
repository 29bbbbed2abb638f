"""The table contracts of `schema/tables/` as objects: what a table holds and where it goes.

The contract is data: a new column is a change of a contract file and of the domain class it
fills, not of this code (docs/loading.md says what each `x-` word means).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from graph_api.contracts import table_schemas
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from loaders.keys import heading_key

REFERENCES = frozenset({"reference", "references"})
"""How columns are read whose cells name nodes by their ids."""

AREA_CODES = frozenset({"area-code", "area-codes"})
"""How columns are read whose cells name areas by their codes."""


@dataclass(frozen=True, slots=True)
class LinkColumn:
    """A column of a node table whose cells are links between the row's node and others.

    `outward`: from the row's node to the node in the cell. `since` and `until` name columns of
    the same row; `constants` are properties that every such link carries.
    """

    type: LinkType
    outward: bool
    since: str | None
    until: str | None
    constants: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LinkTable:
    """What a table of links makes of a row: names of its columns.

    `type` is missing where a column of the row says it (`type_column`); `properties` maps the
    property of the link to the column that holds it; `key` names the columns whose values tell
    links between the same two nodes apart.
    """

    type: LinkType | None
    type_column: str | None
    source: str
    target: str
    since: str | None
    until: str | None
    key: Sequence[str]
    properties: Mapping[str, str]


@dataclass(frozen=True)
class Column:
    """One column: its headings, how a cell is read, and what it may refer to."""

    name: str
    title: str
    schema: Mapping[str, Any]
    required: bool
    link: LinkColumn | None

    @cached_property
    def reads(self) -> str:
        """How a cell is read (`x-reads`)."""
        return str(self.schema["x-reads"])

    @property
    def refers(self) -> Sequence[str]:
        """Names of the tables whose rows a cell may name; none for a plain value."""
        found: Sequence[str] = self.schema.get("x-refers", ())
        return found

    @property
    def headings(self) -> Sequence[str]:
        """Every heading the column is known by, the Thai title first."""
        return (self.title, self.name, *self.schema["x-headings"])

    @cached_property
    def by_word(self) -> Mapping[str, str]:
        """The values of an enumeration by the keys of their words and of themselves."""
        return {heading_key(w): value for value, ws in self.words.items() for w in (value, *ws)}

    @property
    def words(self) -> Mapping[str, Sequence[str]]:
        """The words for each value of an enumeration."""
        found: Mapping[str, Sequence[str]] = self.schema.get("x-words", {})
        return found

    @property
    def not_before(self) -> str | None:
        """The column whose date may not be later than this one's."""
        return self.schema.get("x-not-before")

    @property
    def default(self) -> str | None:
        """A text for an empty cell, with `{id}` for the id of the row."""
        return self.schema.get("x-default")

    @property
    def default_from(self) -> str | None:
        """The reference whose node gives the value of an empty cell."""
        return self.schema.get("x-default-from")


@dataclass(frozen=True, eq=False)
class Table:
    """One table: rows of nodes of a kind (perhaps in a role), or rows of links."""

    name: str
    sheet: str
    schema: Mapping[str, Any]
    columns: Mapping[str, Column]
    node_kind: NodeKind | None
    role: NodeKind | None
    links: LinkTable | None

    @property
    def required(self) -> Sequence[Column]:
        """The columns without which the table cannot be read."""
        return [column for column in self.columns.values() if column.required]

    @cached_property
    def ordered_in_time(self) -> Sequence[Column]:
        """The columns whose date may not lie before that of another."""
        return [column for column in self.columns.values() if column.not_before]

    @cached_property
    def id_column(self) -> str | None:
        """The column that names a row: no two rows of the input may share its value."""
        if self.node_kind is None:
            return self.schema.get("x-unique")
        return "area" if self.node_kind is NodeKind.AREA else "id"

    @cached_property
    def naming_columns(self) -> Sequence[Column]:
        """The columns whose cells name nodes: by their ids, or areas by their codes."""
        return [c for c in self.columns.values() if c.reads in AREA_CODES | REFERENCES]

    @cached_property
    def link_columns(self) -> Sequence[Column]:
        """The columns whose cells are links."""
        return [column for column in self.columns.values() if column.link]

    @cached_property
    def parent_column(self) -> str | None:
        """The column that names a wider thing of the same table, as of the occupations' tree."""
        for name, column in self.columns.items():
            if column.reads == "reference" and list(column.refers) == [self.name]:
                return name
        return None

    @cached_property
    def by_heading(self) -> Mapping[str, Column]:
        """The columns by the keys of all their headings."""
        return {heading_key(h): c for c in self.columns.values() for h in c.headings}

    @cached_property
    def sheet_keys(self) -> frozenset[str]:
        """The keys of all names a sheet or file of this table is known by."""
        return frozenset(map(heading_key, (self.sheet, *self.schema["x-sheets"])))


@cache
def tables() -> Mapping[str, Table]:
    """All tables by name, in loading order."""
    return {name: _table(name, schema) for name, schema in table_schemas().items()}


@cache
def heading_keys() -> frozenset[str]:
    """The keys of all headings of all tables."""
    return frozenset(key for table in tables().values() for key in table.by_heading)


@cache
def kind_of_table(name: str) -> NodeKind:
    """The kind of node that the rows of a table are (PERSON for the tables of roles).

    Raises:
        ValueError: the rows of the table are links.
    """
    kind = tables()[name].node_kind
    if kind is None:
        msg = f"the rows of {name!r} are links"
        raise ValueError(msg)
    return kind


def _table(name: str, schema: Mapping[str, Any]) -> Table:
    required = frozenset(schema["required"])
    node = schema.get("x-node", {})
    return Table(
        name=name,
        sheet=schema["x-sheet-th"],
        schema=schema,
        columns={c: _column(c, s, c in required) for c, s in schema["properties"].items()},
        node_kind=NodeKind(node["kind"]) if node else None,
        role=NodeKind(node["role"]) if "role" in node else None,
        links=_link_table(schema["x-link"]) if "x-link" in schema else None,
    )


def _column(name: str, schema: Mapping[str, Any], required: bool) -> Column:
    declared = schema.get("x-link")
    link = None
    if declared:
        link = LinkColumn(
            type=LinkType(declared["type"]),
            outward=declared["direction"] == "out",
            since=declared.get("since"),
            until=declared.get("until"),
            constants=declared.get("constants", {}),
        )
    return Column(name, schema["title"], schema, required, link)


def _link_table(declared: Mapping[str, Any]) -> LinkTable:
    said = declared["type"]
    return LinkTable(
        type=LinkType(said) if isinstance(said, str) else None,
        type_column=None if isinstance(said, str) else said["column"],
        source=declared["source"],
        target=declared["target"],
        since=declared.get("since"),
        until=declared.get("until"),
        key=tuple(declared.get("key", ())),
        properties=declared.get("properties", {}),
    )
