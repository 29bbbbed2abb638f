"""The example row of a template: what it holds, and how a load knows it again.

Its ids begin with a mark that nobody gives to a thing of theirs. A load passes over a row that
equals it in every column that the sheet has; one changed cell makes it a row like any other.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from graph_api.domain.areas import is_area_code
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LINK_RULES, LinkType
from loaders.contract import Column, Table

EXAMPLE_MARK = "ตัวอย่าง-"
"""What the ids of example rows begin with; of an area, whose code is official, the name."""

_IDS = frozenset({"id", "reference", "references"})
_LIST_MARK = "; "


@cache
def example_row(table: Table) -> Mapping[str, object]:
    """The example row of a table, by column name.

    >>> from loaders.contract import tables
    >>> example_row(tables()["peers"])["household"]
    'ตัวอย่าง-H1'
    """
    return {column.name: _example(table, column) for column in _shown(table)}


def is_example_row(table: Table, columns: Mapping[int, Column], cells: Sequence[Any]) -> bool:
    """Whether these cells are the example row of the table, in the columns that the sheet has."""
    example = example_row(table)
    return bool(columns) and all(
        _text(cells[at] if at < len(cells) else None) == _text(example.get(column.name))
        for at, column in columns.items()
    )


def _shown(table: Table) -> list[Column]:
    """The columns that the example fills: of a link of any type, those that its type carries."""
    columns = list(table.columns.values())
    declared = table.links
    if declared is None or declared.type_column is None:
        return columns
    said = table.columns[declared.type_column]
    kind = LinkType(said.by_word[said.schema["examples"][0]])
    carried = LINK_RULES[kind].properties
    others = {held for name, held in declared.properties.items() if name not in carried}
    return [column for column in columns if column.name not in others]


def _example(table: Table, column: Column) -> object:
    is_area = table.node_kind is NodeKind.AREA
    # Of the areas, a village shows more than a subdistrict, which the official list holds.
    example: object = column.schema["examples"][-1 if is_area else 0]
    if column.reads in _IDS or (is_area and column.name == "name"):
        return _LIST_MARK.join(map(_marked, str(example).split(_LIST_MARK)))
    return example


def _marked(token: str) -> str:
    return token if is_area_code(token) else f"{EXAMPLE_MARK}{token}"


def _text(cell: Any) -> str:
    """A cell as text, whether a spreadsheet kept it as a number or not."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()
