"""Whether the service can answer, from which store, and how old its metrics are."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import anyio
from starlette.requests import Request
from starlette.responses import Response

from graph_api import __version__
from graph_api.asgi.replies import ASK_AGAIN, reply
from graph_api.domain.errors import SammachipError
from graph_api.ports import GraphStore
from graph_api.services.snapshots import SnapshotState, snapshot_state

SECONDS = 5.0


def health_route(store: GraphStore, now: Callable[[], datetime]) -> Callable[[Request], Any]:
    """The handler of `/health`: 200 when the store answers, else 503."""

    async def health(_: Request) -> Response:
        told = {"version": __version__, "store": store.name}
        try:
            with anyio.fail_after(SECONDS):
                version, state = await store.version(), await snapshot_state(store)
        except SammachipError as error:
            return _unavailable(told, error.message)
        except TimeoutError:
            return _unavailable(told, f"no answer from the store within {SECONDS:g} seconds")
        snapshot = _snapshot(state, now()) if state else None
        return reply({"status": "ok", **told, "graphVersion": version, "snapshot": snapshot})

    return health


def _unavailable(told: Mapping[str, str], reason: str) -> Response:
    body = {"status": "unavailable", **told, "reason": reason}
    return reply(body, 503, headers=ASK_AGAIN)


def _snapshot(state: SnapshotState, now: datetime) -> dict[str, Any]:
    return {
        "id": state.info.id,
        "asOf": state.info.as_of,
        "ageSeconds": round((now - state.info.as_of).total_seconds(), 1),
        "nodes": state.info.nodes,
        "links": state.info.links,
        "stale": state.stale,
    }
