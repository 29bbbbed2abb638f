"""A file of the first release is brought up to date with all that was in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.names import name_key, sort_key, trigrams
from graph_api.ports import NodeFilter
from graph_api.stores.sqlite import SqliteStore
from graph_api.stores.sqlite.schema import _migrate

NAMES = {"h1": "บ้านทอเสื่อ", "h2": "บ้านทอผ้า"}


async def test_names_links_and_totals_of_an_old_file_are_found(path: Path):
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        _migrate(old, 0)
        for pk, (node_id, name) in enumerate(NAMES.items(), 1):
            row = (pk, node_id, "HOUSEHOLD", name, name_key(name), "{}")
            old.execute(
                "INSERT INTO node (pk, id, kind, name, name_key, properties) VALUES (?,?,?,?,?,?)",
                row,
            )
            old.execute(
                "INSERT INTO kind (kind, sort_key, id, node) VALUES (?, ?, ?, ?)",
                ("HOUSEHOLD", sort_key(name), node_id, pk),
            )
        old.execute(
            "INSERT INTO link (type, source, target, key, derived, properties) "
            "VALUES ('PEER', 1, 2, '', 0, '{}')"
        )
    store = await SqliteStore.open(path)
    try:
        runs = trigrams(name_key("ทอเสื่อ"))
        [best, *_] = await store.name_candidates(runs, [NodeKind.HOUSEHOLD], None, 5)
        part = NodeFilter(name_key=name_key("ทอผ้า"))
        [link] = await store.links_of(["h2"], [LinkType.PEER], Direction.UNDIRECTED)
        assert best.id == "h1"
        assert [
            node.id for node in (await store.page(NodeKind.HOUSEHOLD, part, 5, None)).items
        ] == ["h2"]
        assert (link.source, link.target) == ("h1", "h2")
        assert await store.count(NodeKind.HOUSEHOLD, NodeFilter()) == 2
    finally:
        await store.close()
