"""`sammachip record`: what knowledge records say."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from loaders.errors import FileNotWritable
from loaders.records.batch import REFUSED, Candidate, Outcome, find_records, read_each
from loaders.records.errors import RecordNotRead
from loaders.records.report import as_text, last_line, line_of, passed_over_line


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="พิมพ์เป็น JSON ครบทุกช่อง (หลายไฟล์: เป็นรายการ)")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="เขียน JSON ของแต่ละบันทึกลงโฟลเดอร์นี้ หนึ่งไฟล์ต่อหนึ่งบันทึก",
)
def record(paths: tuple[Path, ...], as_json: bool, out: Path | None) -> None:
    """อ่านบันทึกองค์ความรู้ใน PATHS (ไฟล์หรือโฟลเดอร์: .txt .docx .html .pdf) แล้วสรุปสิ่งที่อ่านได้.

    Read knowledge records and say what they hold.
    """
    candidates, others = find_records(paths)
    if not candidates:
        raise RecordNotRead(str(paths[0]), "ไม่มีไฟล์บันทึก", "ใส่ไฟล์ .txt, .docx, .html หรือ .pdf")
    outcomes = _written(read_each(candidates), out)
    if len(paths) == 1 and not paths[0].is_dir():
        _tell_one(next(outcomes), as_json=as_json)
    else:
        _tell_all(outcomes, others, as_json=as_json)


def _tell_one(outcome: Outcome, *, as_json: bool) -> None:
    if outcome.refusal:
        raise outcome.refusal
    if as_json:
        click.echo(_as_json(outcome.to_json()))
    elif outcome.reading:
        click.echo(as_text(outcome.reading))


def _tell_all(outcomes: Iterator[Outcome], others: Sequence[Candidate], *, as_json: bool) -> None:
    """A line for each file as it is read; beside JSON they go to the error stream."""
    told: list[Outcome] = []
    for outcome in outcomes:
        click.echo(line_of(outcome), err=as_json)
        told.append(outcome)
    if as_json:
        click.echo(_as_json([outcome.to_json() for outcome in told]))
    if others:
        click.echo(passed_over_line([other.name for other in others]), err=as_json)
    click.echo(last_line(told, len(others)), err=as_json)
    if any(outcome.state == REFUSED for outcome in told):
        sys.exit(1)


def _written(outcomes: Iterator[Outcome], out: Path | None) -> Iterator[Outcome]:
    """The same outcomes; a reading is written to the folder as it passes."""
    taken: set[str] = set()
    for outcome in outcomes:
        if out and outcome.reading:
            _write(out / f"{_free_name(outcome.name, taken)}.json", _as_json(outcome.to_json()))
        yield outcome


def _free_name(name: str, taken: set[str]) -> str:
    """Two folders may hold files of one name; neither takes the other's place."""
    free = name
    number = 1
    while free.casefold() in taken:
        number += 1
        free = f"{name} ({number})"
    taken.add(free.casefold())
    return free


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise FileNotWritable(
            f"{path}: เขียนไม่ได้ ({error.strerror}) เลือกโฟลเดอร์อื่น\n{path}: cannot be written"
        ) from error


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
