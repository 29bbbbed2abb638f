"""`sammachip record`: what a knowledge record says."""

import json
from pathlib import Path

import click

from loaders.records import read_record
from loaders.records.report import as_text


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="พิมพ์เป็น JSON ครบทุกช่อง")
def record(file: Path, as_json: bool) -> None:
    """อ่านบันทึกองค์ความรู้ FILE แล้วสรุปสิ่งที่อ่านได้.

    Read a knowledge record and say what it holds.
    """
    reading = read_record(file)
    if as_json:
        click.echo(json.dumps(reading.to_json(), ensure_ascii=False, indent=1))
    else:
        click.echo(as_text(reading))
