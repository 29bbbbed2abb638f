"""The application: one store behind `/graphql`, with its health, its query page, its front door."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from graph_api.asgi.endpoint import GraphQLEndpoint
from graph_api.asgi.envelope import Envelope
from graph_api.asgi.graphiql import PAGES, static_routes
from graph_api.asgi.health import health_route
from graph_api.asgi.replies import Refusal, refusal_reply
from graph_api.graphql.execution import Answerer
from graph_api.graphql.limits import Limits
from graph_api.ports import GraphStore
from graph_api.services.shelf import Shelf

ENDPOINT = "/graphql"
_CODES = {404: "NO_SUCH_PAGE", 405: "METHOD_NOT_ALLOWED"}


def utc_now() -> datetime:
    """The time now, with its zone."""
    return datetime.now(UTC)


def create_app(
    store: GraphStore,
    *,
    limits: Limits | None = None,
    seconds: float = 30.0,
    body_bytes: int = 100_000,
    body_seconds: float = 10.0,
    now: Callable[[], datetime] = utc_now,
    shelf: Shelf | None = None,
) -> Starlette:
    """The ASGI application that answers from `store`; closing the store is up to the caller.

    `seconds` is the longest a question may take, `body_bytes` and `body_seconds` bound how it is
    sent, `now` tells the time for the age of the snapshot, `shelf` holds the snapshots as files.
    """
    answerer = Answerer(store, limits=limits, seconds=seconds, now=now, shelf=shelf)
    endpoint = GraphQLEndpoint(answerer, body_bytes=body_bytes, body_seconds=body_seconds)
    return Starlette(
        routes=[
            Route(ENDPOINT, endpoint),
            Route("/health", health_route(store, now)),
            Route("/", front_door),
            *static_routes(),
        ],
        middleware=[
            Middleware(Envelope),
            # A village's line is slow and Thai packs to a sixth; level 4 costs little time.
            Middleware(GZipMiddleware, minimum_size=2_000, compresslevel=4),
        ],
        exception_handlers={HTTPException: _plain_refusal},
    )


async def front_door(_: Request) -> Response:
    """A page for whoever opens the bare address."""
    return HTMLResponse(
        _front_door(),
        headers={"Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'"},
    )


@cache
def _front_door() -> str:
    return (PAGES / "front.html").read_text(encoding="utf-8")


async def _plain_refusal(_: Request, error: Exception) -> Response:
    status, headers = 500, dict[str, str]()
    if isinstance(error, HTTPException):
        status, headers = error.status_code, dict(error.headers or {})
    code = _CODES.get(status, "BAD_REQUEST")
    message = f"เปิดไม่ได้ ({status}): คำถามอยู่ที่ {ENDPOINT} · no such page; ask at {ENDPOINT}"
    return refusal_reply(Refusal(status, code, message, **headers))
