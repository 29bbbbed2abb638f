"""`sammachip export`: the graph of a store as files."""

from pathlib import Path

import click

from graph_api.bootstrap import store_exists
from graph_api.cli.stores import settings, store_option, with_store
from graph_api.domain.errors import StoreUnavailable
from graph_api.ports import GraphStore
from loaders.exports import ExportReport, export_graph
from loaders.exports.exporting import form_of
from loaders.exports.forms import FORMS
from loaders.progress import progress_bar
from loaders.targets import check_target


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(list(FORMS)), help="รูปแบบ ถ้าไม่ระบุดูจากนามสกุล")
@click.option("--area", metavar="CODE", help="เฉพาะพื้นที่นี้และสิ่งที่เชื่อมโยงถึง (รหัส 2 4 6 หรือ 8 หลัก)")
@click.option("--force", is_flag=True, help="เขียนทับของเดิม")
@store_option
def export(path: Path, form: str | None, area: str | None, force: bool, store: str | None) -> None:
    """ส่งออกกราฟเป็นตาราง (โฟลเดอร์ CSV, .xlsx), .graphml, .gexf, .parquet หรือ .geojson.

    Write the graph of the store; all but GeoJSON load back to an equal graph.
    """
    form = form_of(path, form)
    check_target(path, overwrite=force)
    url = settings(store).store
    if not store_exists(url):
        raise StoreUnavailable(f"ไม่มีที่เก็บข้อมูล {url}: นำเข้าก่อนด้วย sammachip load หรือระบุ --store")

    async def work(graph: GraphStore) -> ExportReport:
        with progress_bar() as progress:
            return await export_graph(
                graph, path, form=form, area=area, overwrite=force, progress=progress
            )

    _tell(with_store(url, work))


def _tell(done: ExportReport) -> None:
    click.echo(
        f"ส่งออก {done.written_nodes:,} จุด {done.written_links:,} ความเชื่อมโยง → {done.path} "
        f"(เนื้อหา {done.hash[:12]})"
    )
    for line in _left_out(done):
        click.echo(line)
    click.echo("ไฟล์นี้อาจมีข้อมูลส่วนบุคคล (ชื่อ โทรศัพท์ บ้านเลขที่) เก็บและส่งต่อด้วยความระวัง")


def _left_out(done: ExportReport) -> list[str]:
    nodes, links = done.nodes - done.written_nodes, done.links - done.written_links
    if done.form == "geojson":
        return [f"ไม่ได้เขียน: {nodes:,} จุดที่ไม่มีพิกัด และความเชื่อมโยงทั้งหมด {links:,}"]
    lines = []
    if nodes:
        lines.append(f"ไม่ได้เขียน {nodes:,} จุดที่ยังไม่มีตารางของตนเอง: ใช้ .graphml หรือ .gexf เพื่อเก็บทั้งหมด")
    if links:
        lines.append(f"ไม่ได้เขียน {links:,} ความเชื่อมโยงที่คำนวณได้ เพราะนำเข้าแล้วคำนวณใหม่เหมือนเดิม")
    return lines
