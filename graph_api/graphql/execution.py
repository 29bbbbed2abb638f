"""From the text of a document to an answer: parse, measure, validate, execute.

Parsing and validation are remembered by the text; measuring depends on the variables and is done
each time. A request whose reads straddled a commit is answered anew (there are no mutations, so
asking again changes nothing), so an answer is of one version of the graph wherever a second try
can make it so.
"""

import inspect
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import anyio
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    OperationType,
    execute,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from graph_api.domain.errors import StoreUnavailable, TookTooLong
from graph_api.graphql import errors
from graph_api.graphql.context import Context
from graph_api.graphql.limits import Limits, excess, measure, too_much
from graph_api.graphql.schema import core, schema
from graph_api.ports import GraphReader
from graph_api.services.shelf import Shelf

_log = logging.getLogger(__name__)

DOCUMENTS = 500
"""How many documents are remembered."""

_RULES = (*specified_rules, OneOfInputValidationRule)
_TRIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a client sends."""

    query: str
    variables: Mapping[str, Any] | None = None
    operation_name: str | None = None
    read_only: bool = False
    """Whether anything but a query is refused (a GET)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a client gets back; without `executed` it is a request error and has no data."""

    executed: bool
    data: Mapping[str, Any] | None = None
    errors: Sequence[Mapping[str, Any]] = ()
    extensions: Mapping[str, Any] | None = None
    timed_out: bool = False
    unavailable: bool = False
    """Whether the store could not be asked: the same question may be answered a little later."""

    @property
    def body(self) -> dict[str, Any]:
        """The response map, as the GraphQL specification orders it."""
        told: dict[str, Any] = {"errors": list(self.errors)} if self.errors else {}
        if self.executed:
            told["data"] = self.data
        return {**told, "extensions": dict(self.extensions)} if self.extensions else told


class Answerer:
    """Answers questions from one store, within limits."""

    def __init__(
        self,
        store: GraphReader,
        *,
        limits: Limits | None = None,
        seconds: float = 30.0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        shelf: Shelf | None = None,
    ) -> None:
        self._store = store
        self._now = now
        self._shelf = shelf
        self._limits = limits or Limits()
        self._seconds = seconds
        self._parsed = lru_cache(DOCUMENTS)(self._parse)
        self._validated = lru_cache(DOCUMENTS)(self._validate)

    async def answer(self, question: Question, request_id: str) -> Answer:
        """The answer to a question; whatever goes wrong is in it and is not raised."""
        try:
            with anyio.fail_after(self._seconds):
                return await self._answer(question, request_id)
        except TimeoutError:
            told = errors.timeout_error(self._seconds)
            return Answer(executed=False, errors=[told], timed_out=True)
        except TookTooLong as error:
            return Answer(executed=False, errors=[errors.told(error)], timed_out=True)
        except StoreUnavailable as error:
            # Half an answer would look like a whole one to whoever reads the data alone.
            _log.warning("request %s: %s", request_id, error.message)
            return Answer(executed=False, errors=[errors.told(error)], unavailable=True)

    async def _answer(self, question: Question, request_id: str) -> Answer:
        try:
            document = self._parsed(question.query)
        except GraphQLError as error:
            return _refused([error], errors.SYNTAX)
        if refused := self._refusals(question, document):
            return refused
        return await self._execute_at_one_version(question, document, request_id)

    def _refusals(self, question: Question, document: DocumentNode) -> Answer | None:
        asked = measure(core, document, question.operation_name, question.variables or {})
        if found := excess(asked, self._limits):
            return _refused(found, errors.LIMIT)
        if found := self._validated(question.query):
            return _refused(found, errors.VALIDATION)
        operation = get_operation_ast(document, question.operation_name)
        if question.read_only and operation and operation.operation is not OperationType.QUERY:
            return _refused([GraphQLError("A GET may only query.")], errors.VALIDATION)
        return None

    async def _execute_at_one_version(
        self, question: Question, document: DocumentNode, request_id: str
    ) -> Answer:
        moved = False
        result = ExecutionResult()
        for _ in range(_TRIES):
            before = await self._store.version()
            result = await self._execute(question, document, request_id)
            _raise_what_the_store_met(result)
            moved = await self._store.version() != before
            if not moved:
                break
        return _answer_of(result, request_id, {"graphMoved": True} if moved else None)

    async def _execute(
        self, question: Question, document: DocumentNode, request_id: str
    ) -> ExecutionResult:
        result = execute(
            core,
            document,
            context_value=Context(self._store, request_id, self._now, self._shelf),
            variable_values=dict(question.variables or {}),
            operation_name=question.operation_name,
            executor_class=schema.execution_context_class,
        )
        return await _settled(result)

    def _parse(self, text: str) -> DocumentNode:
        try:
            return parse(text, no_location=False, max_tokens=self._limits.tokens)
        except GraphQLError as error:
            if "tokens" in error.message:
                raise too_much("tokens", self._limits.tokens + 1, self._limits.tokens) from None
            raise

    def _validate(self, text: str) -> list[GraphQLError]:
        return validate(core, self._parsed(text), _RULES, max_errors=20)


def _raise_what_the_store_met(result: ExecutionResult) -> None:
    for error in result.errors or ():
        if isinstance(cause := errors.cause_of(error), StoreUnavailable | TookTooLong):
            raise cause


async def _settled(result: ExecutionResult | Awaitable[ExecutionResult]) -> ExecutionResult:
    return await result if inspect.isawaitable(result) else result


def _refused(found: Sequence[GraphQLError], code: str) -> Answer:
    return Answer(executed=False, errors=[errors.request_error(error, code) for error in found])


def _answer_of(
    result: ExecutionResult, request_id: str, extensions: Mapping[str, Any] | None
) -> Answer:
    found = result.errors or []
    if result.data is None and found and all(error.path is None for error in found):
        return _refused(found, errors.BAD_VARIABLES)
    return Answer(
        executed=True,
        data=result.data,
        errors=[errors.field_error(error, request_id) for error in found],
        extensions=extensions,
    )
