"""One shape for the answers of many small questions: who, with whom, what is found, and the proof.

A table on a screen shows any of them, and the promise (schema/api.graphql) stays short enough to be
read; docs/questions.md says what each column holds in each question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import strawberry
from strawberry import Parent

from graph_api.domain import nodes as domain
from graph_api.domain.links import Link
from graph_api.graphql.days import Day
from graph_api.graphql.nodes import LinkView, NodeType
from graph_api.graphql.sizes import by_argument
from graph_api.services.limits import PAGE_MAX, check_range


@dataclass(frozen=True, slots=True)
class Finding:
    """A row of an answer."""

    node: domain.Node
    others: Sequence[domain.Node] = ()
    says: str = ""
    value: float | None = None
    day: date | None = None
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer, and the share that they come to where the question asks for one."""

    rows: Sequence[Finding]
    share: float | None = None


@strawberry.type(name="Finding", description="A row of an answer, see docs/questions.md · ข้อค้นพบ")
class FindingType:
    """A row of an answer."""

    node: NodeType
    says: str
    value: float | None
    day: Day | None

    @strawberry.field(graphql_type=list[NodeType], metadata=by_argument("first"))
    @staticmethod
    def others(parent: Parent[Finding], first: int = 20) -> Sequence[domain.Node]:
        """With whom or what, the first of them."""
        check_range("first", first, 1, PAGE_MAX)
        return parent.others[:first]

    @strawberry.field(
        graphql_type=list[LinkView], description="หลักฐาน", metadata=by_argument("first")
    )
    @staticmethod
    def links(parent: Parent[Finding], first: int = 5) -> Sequence[Link]:
        """The links that prove it, the first of them."""
        check_range("first", first, 1, PAGE_MAX)
        return parent.links[:first]


@strawberry.type(name="Findings", description="An answer of many rows · คำตอบ")
class FindingsType:
    """The rows of an answer."""

    share: float | None

    @strawberry.field
    @staticmethod
    def count(parent: Parent[Answer]) -> int:
        """How many rows there are in all."""
        return len(parent.rows)

    @strawberry.field(graphql_type=list[FindingType], metadata=by_argument("first"))
    @staticmethod
    def rows(parent: Parent[Answer], first: int = 50, skip: int = 0) -> Sequence[Finding]:
        """Some rows."""
        check_range("first", first, 1, PAGE_MAX)
        check_range("skip", skip, 0, len(parent.rows))
        return parent.rows[skip : skip + first]
