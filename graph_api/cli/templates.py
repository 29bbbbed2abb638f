"""`sammachip template`: the empty tables, for people to fill in."""

from pathlib import Path

import click

from loaders.template import write_template


@click.command()
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="ไฟล์ปลายทาง .xlsx หรือโฟลเดอร์ของ CSV (ชื่อที่ไม่มีนามสกุล)",
)
@click.option(
    "--tables", metavar="A,B", help="เฉพาะตารางเหล่านี้ คั่นด้วย , เช่น households,groups หรือ ครัวเรือน"
)
@click.option("--force", is_flag=True, help="เขียนทับของเดิม")
def template(out: Path, tables: str | None, force: bool) -> None:
    """เขียนแบบกรอกข้อมูล: หัวคอลัมน์ คำอธิบาย รายการให้เลือก และแถวตัวอย่าง.

    Write the empty tables, to be filled in and loaded.
    """
    names = None if tables is None else [name.strip() for name in tables.split(",")]
    written = write_template(out, names, overwrite=force)
    what = f"{out}" if len(written) == 1 else f"{out} ({len(written)} ไฟล์)"
    click.echo(f"เขียนแบบกรอก {what}")
    click.echo(f"ต่อไป: กรอกใต้แถวตัวอย่าง แล้วสั่ง sammachip check {out}")
