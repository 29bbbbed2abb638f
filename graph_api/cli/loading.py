"""`sammachip check` and `sammachip load`: an officer's files into the graph."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from graph_api.bootstrap import store_exists
from graph_api.cli.main import STOPPED
from graph_api.cli.record_loading import Parted, check_records, load_into_graph, part
from graph_api.cli.refreshing import run_refresh
from graph_api.cli.stores import settings, store_option, with_store
from graph_api.domain.errors import InvalidArgument
from graph_api.ports import GraphStore
from graph_api.services.derive import derive_links
from graph_api.stores.neo4j.server.places import data_folder
from loaders import LoadReport
from loaders import check as check_files
from loaders import load as load_files
from loaders.exports import GRAPH_FILES, GraphLoad, check_graphs, load_graphs
from loaders.foreign import Mapping, first_mapping, read_mapping
from loaders.journal import FolderJournal, Journal
from loaders.progress import progress_bar
from loaders.report import as_text, check_report_path, graph_lines, write_report
from loaders.targets import check_target, written_whole

IN_MEMORY = "sqlite://"

_paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
_report = click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="เขียนรายงานเป็นไฟล์: .json ทั้งหมด, .xlsx หรือ .csv เฉพาะแถวที่ไม่รับและแถวที่แก้ให้ พร้อมเหตุผล",
)

_mapping = click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="ไฟล์จับคู่ (.toml) สำหรับกราฟจากโปรแกรมอื่น ดู sammachip mapping",
)


@click.command()
@_paths
@_report
@_mapping
@store_option
def check(
    paths: tuple[Path, ...], report: Path | None, mapping: Path | None, store: str | None
) -> None:
    """ตรวจไฟล์ใน PATHS โดยไม่นำเข้า.

    Say what loading these files would do; write nothing.
    """
    if report:
        check_report_path(report)
    mapped = read_mapping(mapping) if mapping else None
    parted = part(paths) if mapped is None else Parted((), tuple(paths), [], frozenset())
    codes = [_check_tables(parted.tables, report, store, mapped)] if parted.tables else []
    if parted.records:
        codes.append(check_records(parted))
    sys.exit(max(codes))


def _check_tables(
    paths: Sequence[Path], report: Path | None, store: str | None, mapping: Mapping | None
) -> int:
    if mapping is None and are_graphs(paths):
        return _tell_graphs(check_graphs(paths))
    url = settings(store).store
    if store_exists(url):
        return _tell(with_store(url, lambda graph: _check(paths, graph, mapping)), report)
    return _tell(asyncio.run(_check(paths, None, mapping)), report)


@click.command()
@_paths
@_report
@_mapping
@store_option
@click.option(
    "--with-address",
    is_flag=True,
    help="เก็บตำบลและหมู่บ้านของที่อยู่ผู้เขียนบันทึกด้วย (ปกติเก็บถึงอำเภอ เพราะอาจเป็นบ้าน)",
)
@click.option("--refresh", "then_refresh", is_flag=True, help="คำนวณตัวชี้วัดใหม่ทันทีหลังนำเข้า")
def load(
    paths: tuple[Path, ...],
    report: Path | None,
    mapping: Path | None,
    store: str | None,
    *,
    with_address: bool,
    then_refresh: bool,
) -> None:
    """นำเข้าไฟล์ใน PATHS (โฟลเดอร์ ตาราง กราฟ หรือบันทึกองค์ความรู้) ลงที่เก็บข้อมูล.

    Load these files; what was loaded before and has not changed stays as it is.
    """
    if report:
        check_report_path(report)
    chosen = settings(store)
    url = chosen.store
    mapped = read_mapping(mapping) if mapping else None
    parted = part(paths) if mapped is None else Parted((), tuple(paths), [], frozenset())
    # Tables first: records are linked to the occupations that tables bring.
    codes = [_load_tables(url, parted.tables, report, mapped)] if parted.tables else []
    if parted.records:
        codes.append(load_into_graph(url, parted, with_address=with_address))
    if then_refresh:
        # Rows that were refused do not keep those that were accepted from being measured.
        run_refresh(chosen)
    if max(codes):
        sys.exit(max(codes))
    click.echo("ต่อไป: " + ("" if then_refresh else "sammachip refresh แล้ว ") + "sammachip serve")


def _load_tables(
    url: str, paths: Sequence[Path], report: Path | None, mapping: Mapping | None
) -> int:
    if mapping is None and are_graphs(paths):
        return _tell_graphs(with_store(url, lambda graph: _load_graphs(graph, paths)))
    return _tell(_until_stopped(url, paths, mapping), report)


def _until_stopped(url: str, paths: Sequence[Path], mapping: Mapping | None) -> LoadReport:
    """Load; Ctrl+C ends it in words, and the same command goes on from there."""
    journal = FolderJournal(data_folder() / "loads") if url != IN_MEMORY else None
    try:
        return with_store(url, lambda graph: load_into(graph, paths, journal, mapping))
    except KeyboardInterrupt:
        click.echo("หยุดแล้ว ไม่มีสิ่งใดลงครึ่งเดียว: สั่งคำสั่งเดิมอีกครั้งเพื่อทำต่อจากที่ค้างไว้", err=True)
        sys.exit(STOPPED)


@click.command()
@_paths
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="เขียนลงไฟล์นี้ (.toml)")
@click.option("--force", is_flag=True, help="เขียนทับของเดิม")
def mapping(paths: tuple[Path, ...], out: Path | None, force: bool) -> None:
    """เขียนไฟล์จับคู่เริ่มต้นจากกราฟของโปรแกรมอื่น (Gephi, yEd, Kumu).

    Write a first mapping of another program's graph, to be gone over and given to `load`.
    """
    if out:
        check_target(out, overwrite=force)
    text = first_mapping(paths)
    if out is None:
        click.echo(text, nl=False)
        return
    with written_whole(out) as beside:
        beside.write_text(text, encoding="utf-8")
    files = " ".join(map(str, paths))
    click.echo(f"เขียน {out}\nต่อไป: แก้ให้ครบ แล้วสั่ง sammachip check {files} --mapping {out}")


async def load_into(
    store: GraphStore,
    paths: Sequence[Path],
    journal: Journal | None = None,
    mapping: Mapping | None = None,
) -> LoadReport:
    """Load files and work out the links that follow from what they say."""
    with progress_bar() as progress:
        return await load_files(
            paths,
            store,
            mapping=mapping,
            progress=progress,
            derive=derive_links,
            journal=journal,
        )


async def _load_graphs(store: GraphStore, paths: Sequence[Path]) -> GraphLoad:
    with progress_bar() as progress:
        return await load_graphs(paths, store, progress=progress)


def are_graphs(paths: Sequence[Path]) -> bool:
    """Whether these are graph files and not tables.

    Raises:
        InvalidArgument: there are some of each, which are loaded in different ways.
    """
    graphs = [path.suffix.lower() in GRAPH_FILES for path in paths]
    if any(graphs) and not all(graphs):
        raise InvalidArgument(
            f"นำเข้าตารางกับไฟล์กราฟ ({', '.join(GRAPH_FILES)}) พร้อมกันไม่ได้ สั่งทีละชนิด\n"
            "load tables and graph files one after the other"
        )
    return any(graphs)


def _tell_graphs(found: GraphLoad) -> int:
    click.echo(f"อ่าน {found.nodes:,} จุด {found.links:,} ความเชื่อมโยง")
    for line in graph_lines(found):
        click.echo(line)
    return int(bool(found.written and found.written.refused_links))


async def _check(
    paths: Sequence[Path], store: GraphStore | None, mapping: Mapping | None
) -> LoadReport:
    with progress_bar() as progress:
        return await check_files(paths, store, mapping=mapping, progress=progress)


def _tell(found: LoadReport, report: Path | None) -> int:
    click.echo(as_text(found))
    for path in write_report(found, report) if report else ():
        click.echo(f"รายงาน: {path}")
    if found.refused_rows and not report:
        click.echo("แถวที่ไม่รับพร้อมเหตุผล: สั่งอีกครั้งโดยเพิ่ม --report ไม่รับ.xlsx แก้แล้วนำเข้าไฟล์นั้น")
    return found.exit_code
