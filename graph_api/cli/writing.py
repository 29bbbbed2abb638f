"""`sammachip export-schema` and `sammachip synth`: files that the project itself writes."""

from pathlib import Path

import click

from graph_api.graphql.schema import export
from loaders.progress import progress_bar
from loaders.synth import NATION, write_synthetic


@click.command("export-schema")
@click.option("--out", type=click.Path(path_type=Path), help="เขียนลงไฟล์นี้แทนการพิมพ์")
def export_schema(out: Path | None) -> None:
    """พิมพ์ GraphQL schema (SDL).

    Print the GraphQL schema that this release serves.
    """
    if out:
        out.write_text(export(), encoding="utf-8")
    else:
        click.echo(export(), nl=False)


@click.command()
@click.option(
    "--villages",
    default=NATION,
    show_default="ทั้งประเทศ",
    type=click.IntRange(min=1),
    help="จำนวนหมู่บ้าน",
)
@click.option("--seed", default=1, show_default=True, help="เมล็ดสุ่ม: เลขเดิมได้เครือข่ายเดิม")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="โฟลเดอร์ปลายทาง")
def synth(villages: int, seed: int, out: Path) -> None:
    """สร้างเครือข่ายจำลองเป็นตาราง CSV.

    Write an invented network as tables, of the whole nation or of some villages; the same seed
    gives the same bytes.
    """
    with progress_bar() as progress:
        counts = write_synthetic(villages, seed, out, progress)
    click.echo(f"เขียน {counts.total_rows:,} แถว ใน {len(counts.files)} ตาราง ที่ {out}")
    click.echo(f"ต่อไป: sammachip load {out}")
