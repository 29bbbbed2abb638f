"""The composition root: which store stands behind the port."""

from pathlib import Path
from urllib.parse import unquote

from graph_api.domain.errors import StoreUnavailable
from graph_api.ports import GraphStore
from graph_api.stores.sqlite import SqliteStore

_SQLITE = "sqlite://"


async def open_store(url: str) -> GraphStore:
    """Open the store that `url` names; the caller closes it.

    `sqlite:///file.db` is a file beside the working directory, `sqlite:////full/path.db` one
    anywhere, `sqlite://` a store in memory.

    Raises:
        StoreUnavailable: the URL names no kind of store, or the store cannot be opened.
    """
    if not url.startswith(_SQLITE):
        scheme = url.partition(":")[0]
        msg = (
            f"ไม่รู้จักที่เก็บข้อมูลแบบ {scheme!r}: ตั้ง SAMMACHIP_STORE (หรือ --store) เป็น sqlite:///ชื่อไฟล์.db"
        )
        raise StoreUnavailable(msg)
    return await SqliteStore.open(_sqlite_path(url))


def store_exists(url: str) -> bool:
    """Whether opening the store would find one there and not make a new one."""
    path = _sqlite_path(url) if url.startswith(_SQLITE) else None
    return path is not None and path.exists()


def _sqlite_path(url: str) -> Path | None:
    path = unquote(url.removeprefix(_SQLITE)).removeprefix("/")
    return Path(path) if path else None
