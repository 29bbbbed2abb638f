"""The command line as a user has it: a process of its own; and its store asked in GraphQL."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from graph_api.asgi.app import create_app
from graph_api.bootstrap import open_store

ROOT = Path(__file__).resolve().parents[2]


def sammachip(
    *arguments: str, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `sammachip` and wait for its end."""
    inherited = {name: value for name, value in os.environ.items() if "SAMMACHIP" not in name}
    return subprocess.run(
        [sys.executable, "-c", "from graph_api.cli import main; main()", *arguments],
        cwd=cwd or ROOT,
        env={**inherited, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


async def ask(url: str, query: str, variables: Mapping[str, Any] | None = None) -> Any:
    """Answer a query from the store of a URL, through the whole application."""
    store = await open_store(url)
    try:
        transport = httpx.ASGITransport(create_app(store))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            reply = await client.post("/graphql", json={"query": query, "variables": variables})
    finally:
        await store.close()
    body = reply.json()
    assert "errors" not in body, body["errors"]
    return body["data"]
