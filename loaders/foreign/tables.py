"""Node and edge tables of other programs: Gephi's CSV, Kumu's workbook (Elements, Connections)."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from loaders.keys import heading_key
from loaders.sources import Sheet

_NAMES = {
    "id": "id",
    "source": "source",
    "from": "source",
    "target": "target",
    "to": "target",
}
"""What the programs call the id and the two ends, by key; all else keeps its heading."""


def is_links(sheet: Sheet) -> bool:
    """Whether the rows of a sheet join two things each."""
    return {"source", "target"} <= set(_headings(sheet))


def table_rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """The rows of a sheet by heading; the headings stand in its first row.

    A table of nodes without a column of ids (Kumu) names its nodes by their labels.
    """
    headings = _headings(sheet)
    label = next((h for h in headings if heading_key(h) == "label"), None)
    needs_id = not is_links(sheet) and "id" not in headings
    for _, cells in islice(sheet.rows(), 1, None):
        row = {h: cell for h, cell in zip(headings, cells, strict=False) if h and cell != ""}
        if needs_id and label in row:
            row["id"] = row[label]
        yield row


def _headings(sheet: Sheet) -> list[str]:
    first = sheet.head[0] if sheet.head else ()
    names = ["" if cell is None else str(cell).strip() for cell in first]
    return [_NAMES.get(heading_key(name), name) for name in names]
