"""The command `sammachip`: one file a command; only this package may import the loaders."""

from graph_api.cli.main import main

__all__ = ["main"]
