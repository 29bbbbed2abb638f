"""The way of an export: one state of the graph into a file that is whole or not there."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from graph_api.domain.errors import InvalidArgument, StoreUnavailable
from graph_api.domain.kinds import PERSON_ROLES
from graph_api.ports import GraphReader
from loaders.contract import tables
from loaders.errors import FileNotWritable
from loaders.exports.content import Content
from loaders.exports.forms import FORMS
from loaders.exports.parquet import LINKS, NODES, need_pyarrow
from loaders.exports.scope import among, ids_around
from loaders.progress import Tell, silent
from loaders.targets import check_target, written_folder, written_whole

_TRIES = 3
_ENDINGS = {
    ".xlsx": "xlsx",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".geojson": "geojson",
    ".parquet": "parquet",
    "": "csv",
}


_FOLDERS: Mapping[str, Callable[[], list[str]]] = {
    "csv": lambda: [f"{name}.csv" for name in tables()],
    "parquet": lambda: [NODES, LINKS],
}
"""The forms that are a folder, and the files that are theirs in it."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written: `written_*` of the `nodes` and `links` that were asked for."""

    path: Path
    form: str
    nodes: int
    links: int
    written_nodes: int
    written_links: int
    hash: str


def form_of(path: Path, named: str | None = None) -> str:
    """The form to write: as named, else by the ending of the path (without one, a folder of CSV).

    Raises:
        FileNotWritable: an ending that stands for no form.
    """
    form = named or _ENDINGS.get(path.suffix.lower())
    if form is None and path.is_dir():
        form = "csv"
    if form is None:
        known = ", ".join(ending for ending in _ENDINGS if ending)
        raise FileNotWritable(
            f"{path}: ส่งออกได้เป็น {known} หรือโฟลเดอร์ของ CSV (ชื่อที่ไม่มีนามสกุล) "
            f"เปลี่ยนชื่อ หรือระบุ --format\n"
            f"{path}: an export ends in one of {known}, or is a folder; or say --format"
        )
    if form == "xlsx" and path.suffix.lower() != ".xlsx":
        raise FileNotWritable(f"{path}: สมุดงานต้องลงท้ายด้วย .xlsx\n{path}: a workbook ends in .xlsx")
    return form


async def export_graph(
    store: GraphReader,
    path: Path,
    *,
    form: str | None = None,
    area: str | None = None,
    overwrite: bool = False,
    progress: Tell = silent,
) -> ExportReport:
    """Write the graph of a store, or what lies in and around an area of it.

    Nodes and links are of one state: where something is written to the store meanwhile, the
    export begins again. Memory does not grow with the graph (with an area, with what is in it).

    Raises:
        ExtraMissing: the form needs a package that is not installed.
        FileNotWritable: see `form_of` and `loaders.targets`.
        InvalidArgument: the store is empty, or see `ids_around`.
        NodeNotFound: see `ids_around`.
        StoreUnavailable: the store is written to all the time.
    """
    form = form_of(path, form)
    if form == "parquet":
        need_pyarrow()
    check_target(path, overwrite=overwrite)
    total = await _count(store)
    if not total:
        raise InvalidArgument(
            "ที่เก็บข้อมูลว่าง ไม่มีอะไรให้ส่งออก: นำเข้าก่อนด้วย sammachip load หรือระบุ --store\n"
            "the store is empty; load something first"
        )
    for _ in range(_TRIES):
        with suppress(_Changed):
            return await _export(store, path, form, area, lambda at: progress("ส่งออก", at, total))
    raise StoreUnavailable(
        "มีการเขียนลงที่เก็บข้อมูลตลอดเวลา จึงส่งออกให้ตรงกันทั้งหมดไม่ได้: รอให้นำเข้าเสร็จแล้วสั่งใหม่\n"
        "the store is being written to; export when that has ended"
    )


class _Changed(Exception):
    """The store was written to while it was read."""


async def _count(store: GraphReader) -> int:
    counts = await store.kind_counts(None)
    return sum(each.count for each in counts if each.kind not in PERSON_ROLES)


async def _export(
    store: GraphReader, path: Path, form: str, area: str | None, tell: Callable[[int], None]
) -> ExportReport:
    version = await store.version()
    kept = await ids_around(store, area) if area is not None else None
    counts = Counter[str]()
    content = Content()
    with _target(path, form) as beside:
        with FORMS[form](beside) as writer:
            async for nodes in store.export_nodes():
                chosen = [node for node in nodes if kept is None or node.id in kept]
                content.add(chosen)
                counts["written nodes"] += writer.add_nodes(chosen)
                counts["nodes"] += len(chosen)
                tell(counts["nodes"])
            async for links in store.export_links():
                between = links if kept is None else among(links, kept)
                content.add(between)
                counts["written links"] += writer.add_links(between)
                counts["links"] += len(between)
        if await store.version() != version:
            raise _Changed
    return ExportReport(
        path=path,
        form=form,
        nodes=counts["nodes"],
        links=counts["links"],
        written_nodes=counts["written nodes"],
        written_links=counts["written links"],
        hash=content.hash,
    )


@contextmanager
def _target(path: Path, form: str) -> Iterator[Path]:
    if form not in _FOLDERS:
        with written_whole(path) as beside:
            yield beside
        return
    # A table of an earlier export that this one has not would be loaded together with it.
    with written_folder(path, owned=_FOLDERS[form]()) as beside:
        yield beside
