"""The rows that the examples of the contracts make, and files of them."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from graph_api.domain.links import LINK_RULES, LinkType
from loaders.contract import Table, tables

Rows = Sequence[Mapping[str, object]]


def example_rows(table: Table) -> Rows:
    """Row n takes the n-th example of each column."""
    examples = {name: column.schema["examples"] for name, column in table.columns.items()}
    if table.name == "links":
        allowed = LINK_RULES[LinkType.TAUGHT].properties
        declared = table.links.properties if table.links else {}
        others = {column for name, column in declared.items() if name not in allowed}
        examples = {n: e for n, e in examples.items() if n not in others}
    count = max(len(each) for name, each in examples.items() if table.columns[name].required)
    return [{n: e[at] for n, e in examples.items() if at < len(e)} for at in range(count)]


def write_csv(path: Path, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


def write_examples(folder: Path, language: str = "th") -> Path:
    """All example rows as a folder of CSV files under Thai or English headings."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables().values():
        thai = language == "th"
        headings = [c.title if thai else c.name for c in table.columns.values()]
        rows = [[row.get(name, "") for name in table.columns] for row in example_rows(table)]
        write_csv(folder / f"{table.sheet if thai else table.name}.csv", headings, rows)
    return folder
