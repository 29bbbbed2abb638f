"""Whatever stands in the cells: no traceback, counts that add up, and nothing that dangles."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from graph_api.domain.errors import InputUnreadable
from loaders import check, load
from loaders.contract import tables
from loaders.report import as_text, write_report
from tests.loading.example_rows import example_rows
from tests.loading.memory_store import MemoryStore

SMALL_IDS = ["H1", "S1", "T1", "G1", "M1", "E1", "A1", "O1", "area:33", "332001", "33209901", "x y"]
CELL = st.one_of(
    st.sampled_from(SMALL_IDS),
    st.sampled_from(["", "-", "30 ก.พ. 2560", "14 ก.พ. 2561", "104.4", "15.0", "อบรม", "H1; S1"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12),
)
TABLE_NAMES = list(tables())


@st.composite
def inputs(draw):
    """Some tables, each with rows of the examples in which some cells were replaced."""
    names = draw(st.lists(st.sampled_from(TABLE_NAMES), min_size=1, max_size=6, unique=True))
    held = {}
    for name in names:
        table = tables()[name]
        columns = list(table.columns)
        rows = [[row.get(c, "") for c in columns] for row in example_rows(table)]
        for _ in range(draw(st.integers(0, 3))):
            rows.append(list(draw(st.sampled_from(rows))))
        for _ in range(draw(st.integers(0, 6))):
            row = draw(st.sampled_from(rows))
            row[draw(st.integers(0, len(columns) - 1))] = draw(CELL)
        held[name] = (columns, rows)
    return held


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(held=inputs())
async def test_counts_add_up_and_nothing_dangles(held):
    with tempfile.TemporaryDirectory() as name:
        for table, (columns, rows) in held.items():
            with (Path(name) / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([columns, *rows])
        store = MemoryStore()
        report = await load([Path(name)], store)
        total = report.total
        assert total.accepted + total.corrected + total.refused == total.rows
        assert total.rows == sum(
            any(str(cell).strip() for cell in row) for _, rows in held.values() for row in rows
        )
        assert len({r.place for r in report.refusals}) == total.refused == len(report.refused_rows)
        assert report.links is not None
        assert report.links.refused == 0
        for link in store.linked.values():
            assert link.source in store.held
            assert link.target in store.held
        for node in store.held.values():
            assert node.area is None or f"area:{node.area}" in store.held
        assert as_text(report)
        again = await load([Path(name)], store)
        for counts in (again.nodes, again.links):
            assert counts is not None
            assert (counts.created, counts.updated, counts.refused) == (0, 0, 0)
        assert again.total == report.total
        assert {r.place for r in again.refusals} == {r.place for r in report.refusals}


@settings(max_examples=100, deadline=None)
@given(data=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda t: t.encode())))
async def test_any_bytes_are_read_or_refused_in_words(data):
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "households.csv"
        path.write_bytes(data)
        said, rows = "", 0
        try:
            rows = (await check([path])).total.rows
        except InputUnreadable as fault:
            said = fault.message
        assert rows > 0 or "households.csv" in said


@settings(max_examples=20, deadline=None)
@given(held=inputs())
async def test_refused_rows_come_back_in_the_same_form(held):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        book = Workbook(write_only=True)
        for table, (columns, rows) in held.items():
            sheet = book.create_sheet(table)
            for row in [columns, *rows]:
                sheet.append(["".join(c for c in str(v) if c.isprintable()) for v in row])
        book.save(folder / "a.xlsx")
        report = await check([folder])
        [out] = write_report(report, Path(name) / "a.refused.xlsx")
        refused = {name: count.refused for name, count in report.tables.items() if count.refused}
        written = {
            tables_by_sheet()[sheet.title]: sheet.max_row - 1
            for sheet in load_workbook(io.BytesIO(out.read_bytes())).worksheets
            if sheet.title in tables_by_sheet()
        }
        assert written == refused
        if refused:
            again = await check([out])
            assert again.total.rows == report.total.refused


def tables_by_sheet():
    return {table.sheet: name for name, table in tables().items()}
