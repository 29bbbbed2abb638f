"""The composition root: which store stands behind the port."""

from pathlib import Path
from urllib.parse import unquote

from graph_api.domain.errors import StoreUnavailable
from graph_api.ports import GraphStore
from graph_api.services.shelf import Shelf
from graph_api.settings import Settings
from graph_api.stores.sqlite import SqliteStore

_SQLITE = "sqlite://"
_NEO4J = ("neo4j", "bolt")


async def open_store(url: str, *, patient: bool = False) -> GraphStore:
    """Open the store that `url` names; the caller closes it.

    `sqlite:///file.db` is a file beside the working directory, `sqlite:////full/path.db` one
    anywhere, `sqlite://` a store in memory; `neo4j://user:password@host:7687/database` is a Neo4j
    server, cluster or Aura (`neo4j+s` with TLS), `bolt://` one server without routing.
    With `patient`, a server that is not there yet is awaited by whoever asks.

    Raises:
        StoreUnavailable: the URL names no kind of store, or the store cannot be opened.
    """
    if is_neo4j(url):
        # Imported late, so that everything else runs where the driver is not installed.
        from graph_api.stores.neo4j.store import Neo4jStore

        return await Neo4jStore.open(url, patient=patient)
    if not url.startswith(_SQLITE):
        scheme = url.partition(":")[0]
        msg = (
            f"ไม่รู้จักที่เก็บข้อมูลแบบ {scheme!r}: ตั้ง SAMMACHIP_STORE (หรือ --store) เป็น sqlite:///ชื่อไฟล์.db "
            "หรือ neo4j://user:password@host:7687"
        )
        raise StoreUnavailable(msg)
    return await SqliteStore.open(_sqlite_path(url))


def open_shelf(settings: Settings) -> Shelf | None:
    """Where the snapshots of a store are kept as files.

    The folder that the settings name, else `FILE.snapshots` beside a store that is a file; nowhere
    for a store in memory, and for a Neo4j without the setting.
    """
    if settings.snapshots:
        return Shelf(settings.snapshots)
    url = settings.store
    path = _sqlite_path(url) if url.startswith(_SQLITE) else None
    return Shelf(path.with_name(f"{path.name}.snapshots")) if path else None


def is_neo4j(url: str) -> bool:
    """Whether the URL names a Neo4j."""
    return url.partition(":")[0].partition("+")[0] in _NEO4J


def store_exists(url: str) -> bool:
    """Whether opening the store would find one there and not make a new one."""
    if is_neo4j(url):
        return True
    path = _sqlite_path(url) if url.startswith(_SQLITE) else None
    return path is not None and path.exists()


def _sqlite_path(url: str) -> Path | None:
    path = unquote(url.removeprefix(_SQLITE)).removeprefix("/")
    return Path(path) if path else None
