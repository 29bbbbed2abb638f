"""The query page in a real browser: it comes up, and asks no other host."""

import json
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph_api.asgi import graphiql

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    # Whatever the browser wants for itself stays on this machine too.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--virtual-time-budget=8000",
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on PATH"),
]


async def endpoint(request: Request) -> Response:
    if request.method == "GET":
        return graphiql.page("/graphql")
    return JSONResponse({"data": {"__typename": "Query"}})


class Quietly(uvicorn.Server):
    """A server that says when it has begun, and leaves the signals to pytest."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.begun = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.begun.set()


@contextmanager
def serving() -> Iterator[str]:
    route = Route("/graphql", endpoint, methods=["GET", "POST"])
    app = Starlette(routes=[route, *graphiql.static_routes()])
    listener = socket.create_server(("127.0.0.1", 0))
    server = Quietly(uvicorn.Config(app, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    assert server.begun.wait(20)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()


def visit(address: str, folder: Path) -> tuple[str, set[str]]:
    """The page as the browser has built it, and the addresses that the page asked for."""
    log = folder / "net.json"
    options = (*QUIET, f"--user-data-dir={folder / 'profile'}", f"--log-net-log={log}")
    command = [str(CHROMIUM), *options, "--dump-dom", address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    events = json.loads(log.read_text(encoding="utf-8", errors="replace"))["events"]
    requests = (event.get("params", {}) for event in events)
    # What the browser asks for its own ends has no web page as its initiator.
    asked = {
        request["url"]
        for request in requests
        if "url" in request and str(request.get("initiator", "")).startswith("http")
    }
    return done.stdout, asked


@pytest.fixture(params=["plain", "bundled"])
def landmark(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """A text that stands only in a page that has come up, for each of the two pages."""
    if request.param == "plain":
        monkeypatch.setattr(graphiql, "GRAPHIQL", tmp_path / "absent")
        return 'id="answer"'
    if not graphiql.is_bundled():
        pytest.skip("this build has no GraphiQL (npm could not be had)")
    return "graphiql-query-editor"


def test_the_page_comes_up_and_asks_no_other_host(landmark: str, tmp_path: Path):
    with serving() as service:
        built, asked = visit(f"{service}/graphql", tmp_path)
    assert landmark in built
    if landmark.startswith("graphiql"):
        assert all(tab in built for tab in ("NearbySages", "MarketLinkages", "VillageNetwork"))
    assert f"{service}/static/pages/icon.svg" in asked
    assert not [address for address in asked if not address.startswith(service)]
