"""The command line as a user has it: a process of its own; and its store asked in GraphQL."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

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


@contextmanager
def service(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running service and its address; killed at the end if it has not ended by itself."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", "from graph_api.cli import main; main()", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if told := re.search(r"(http://\S+)/graphql", line):
                yield process, told.group(1)
                break
        else:
            pytest.fail("the service ended without an address")
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


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
