"""GraphQL over HTTP, by the specification of the GraphQL foundation (2025 draft).

A client that accepts `application/graphql-response+json` gets status 400 for a document that is
not answered; one that asks for plain `application/json` gets 200 with the errors, as older
clients expect. What is no GraphQL request at all is a 4xx to both.
"""

import anyio
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graph_api.asgi.graphiql import page
from graph_api.asgi.negotiation import GRAPHQL, HTML, JSON, preferred
from graph_api.asgi.replies import ASK_AGAIN, Refusal, refusal_reply, reply
from graph_api.asgi.requests import read_question
from graph_api.graphql.execution import Answer, Answerer, Question

_METHODS = ("GET", "POST")


class GraphQLEndpoint:
    """The ASGI application behind `/graphql`."""

    def __init__(self, answerer: Answerer, *, body_bytes: int, body_seconds: float) -> None:
        self._answerer = answerer
        self._body_bytes = body_bytes
        self._body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        accept = request.headers.get("accept")
        media = preferred(accept, (JSON, GRAPHQL))
        try:
            _check_method(request)
            if _wants_page(request, accept):
                return page(request.url.path)
            if media is None:
                raise _not_acceptable()
            question = await self._question(request)
        except Refusal as refusal:
            return refusal_reply(refusal, media or JSON)
        answer = await self._answerer.answer(question, request.state.request_id)
        headers = ASK_AGAIN if answer.unavailable else None
        return reply(answer.body, _status(answer, media), media, headers)

    async def _question(self, request: Request) -> Question:
        try:
            with anyio.fail_after(self._body_seconds):
                return await read_question(request, self._body_bytes)
        except TimeoutError:
            message = "ส่งคำถามช้าเกินไป · the request body did not arrive in time"
            raise Refusal(408, "REQUEST_TIMEOUT", message) from None


def _check_method(request: Request) -> None:
    if request.method not in _METHODS:
        message = "ใช้ GET หรือ POST · use GET or POST"
        raise Refusal(405, "METHOD_NOT_ALLOWED", message, Allow=", ".join(_METHODS))


def _wants_page(request: Request, accept: str | None) -> bool:
    asks = request.method == "GET" and "query" not in request.query_params
    return asks and preferred(accept, (JSON, GRAPHQL, HTML)) == HTML


def _not_acceptable() -> Refusal:
    return Refusal(
        406,
        "NOT_ACCEPTABLE",
        f"ตอบได้เป็น {JSON} หรือ {GRAPHQL} เท่านั้น · answers come as {JSON} or {GRAPHQL}",
    )


def _status(answer: Answer, media: str) -> int:
    if answer.timed_out or answer.unavailable:
        return 503
    return 200 if answer.executed or media == JSON else 400
