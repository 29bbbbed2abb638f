"""The service as a process of its own: it answers, sees what is loaded meanwhile, and ends."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.end_to_end.commands import ROOT, sammachip


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


def test_it_answers_sees_a_load_and_ends_on_ctrl_c(tmp_path):
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    with service("serve", "--port", "0", "--store", url) as (process, address):
        with httpx.Client(base_url=address, timeout=30) as client:
            query = {"query": "{ sages { totalCount } }"}
            empty = client.post("/graphql", json=query).json()
            example = str(ROOT / "examples" / "phayu" / "phayu.xlsx")
            assert sammachip("load", example, "--store", url).returncode == 0
            loaded = client.post("/graphql", json=query).json()
            assert client.get("/health").json()["snapshot"] is None
            page = client.get("/graphql", headers={"Accept": "text/html"})
        assert empty["data"]["sages"]["totalCount"] == 0
        assert loaded["data"]["sages"]["totalCount"] == 5
        assert page.headers["content-type"].startswith("text/html")
        process.send_signal(signal.SIGINT)
        told = process.stdout.read() if process.stdout else ""
        assert process.wait(timeout=30) == 0
        assert "Traceback" not in told


def test_the_demo_serves_what_it_has_answered():
    with (
        service("demo", "--port", "0", "--no-browser", SAMMACHIP_STORE="") as (_, address),
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        health = client.get("/health").json()
    assert health["snapshot"]["stale"] is False
    assert health["store"].startswith("SQLite")
