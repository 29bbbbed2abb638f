"""JSON replies by orjson (Thai stays readable and short), and errors of the transport."""

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.responses import Response

from graph_api.asgi.negotiation import JSON
from graph_api.graphql.errors import help_for

ASK_AGAIN = {"Retry-After": "5"}
"""When to ask again while the store cannot be asked: a server takes some seconds to come back."""


class Refusal(Exception):
    """A request that is refused before any document is looked at."""

    def __init__(self, status: int, code: str, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers

    @property
    def body(self) -> dict[str, Any]:
        """The error in the form that all errors of the service have."""
        extensions = {"code": self.code, "help": help_for(self.code)}
        return {"errors": [{"message": self.message, "extensions": extensions}]}


def reply(
    body: Any, status: int = 200, media: str = JSON, headers: Mapping[str, str] | None = None
) -> Response:
    """A JSON reply in UTF-8; it is not kept by anyone on the way."""
    return Response(
        orjson.dumps(body),
        status,
        {"Cache-Control": "no-store", **(headers or {})},
        media_type=f"{media}; charset=utf-8",
    )


def refusal_reply(refusal: Refusal, media: str = JSON) -> Response:
    """The reply to a refused request."""
    return reply(refusal.body, refusal.status, media, refusal.headers)
