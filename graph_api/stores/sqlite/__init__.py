"""The embedded store: SQLite from the standard library, for a first try and a small office."""

from graph_api.stores.sqlite.store import SqliteStore

__all__ = ["SqliteStore"]
