"""The one form of every answer: who, with whom, what is found, what it is of, and the proof.

A table on a screen shows any of them, and the promise (schema/api.graphql) stays short enough to be
read; docs/questions.md says what each holds.
"""

from collections.abc import Sequence

import strawberry
from strawberry import Parent

from graph_api.domain import nodes as domain
from graph_api.domain.links import Link
from graph_api.graphql.days import Day
from graph_api.graphql.measures import SnapshotType
from graph_api.graphql.nodes import AreaType, LinkView, NodeType
from graph_api.graphql.sizes import by_argument, items
from graph_api.services.answers.form import Answer, AnswerRow, Figure
from graph_api.services.limits import PAGE_MAX, check_range


@strawberry.type(name="Figure", description="A number; a share shows what it is of · ตัวเลข")
class FigureType:
    """A figure of an answer."""

    name: str
    caption: str
    value: float | None

    @strawberry.field(description="Of a share · ตัวตั้ง")
    @staticmethod
    def part(parent: Parent[Figure]) -> int | None:
        """How many have it."""
        return parent.share.part if parent.share else None

    @strawberry.field(description="Of a share: counted in all · ตัวหาร")
    @staticmethod
    def whole(parent: Parent[Figure]) -> int | None:
        """Of how many."""
        return parent.share.whole if parent.share else None

    @strawberry.field(description="Too little known to count them · ไม่มีข้อมูล")
    @staticmethod
    def unknown(parent: Parent[Figure]) -> int | None:
        """How many are in neither."""
        return parent.share.unknown if parent.share else None

    @strawberry.field(
        description="95 % interval of a share (Wilson) · ช่วงความเชื่อมั่น", metadata=items(2)
    )
    @staticmethod
    def interval(parent: Parent[Figure]) -> list[float] | None:
        """Low and high."""
        found = parent.share.interval if parent.share else None
        return list(found) if found else None


@strawberry.type(name="AnswerRow", description="What is said of one thing · แถวหนึ่งของคำตอบ")
class AnswerRowType:
    """A row of an answer."""

    node: NodeType
    says: str = strawberry.field(description="In Thai, where figures do not tell it · ข้อค้นพบ")
    day: Day | None
    figures: list[FigureType] = strawberry.field(metadata=items(4))

    @strawberry.field(
        graphql_type=list[NodeType],
        description="Whom or what it concerns besides · ผู้เกี่ยวข้อง",
        metadata=by_argument("first"),
    )
    @staticmethod
    def others(parent: Parent[AnswerRow], first: int = 20) -> Sequence[domain.Node]:
        """The others in it."""
        check_range("first", first, 1, PAGE_MAX)
        return parent.others[:first]

    @strawberry.field(
        graphql_type=list[LinkView], description="หลักฐาน", metadata=by_argument("first")
    )
    @staticmethod
    def evidence(parent: Parent[AnswerRow], first: int = 5) -> Sequence[Link]:
        """The links that prove it."""
        check_range("first", first, 1, PAGE_MAX)
        return parent.evidence[:first]


@strawberry.type(
    name="Answer", description="docs/questions.md has what each question answers · คำตอบ"
)
class AnswerType:
    """The answer to a question."""

    area: AreaType | None
    figures: list[FigureType] = strawberry.field(metadata=items(20))
    note: str = strawberry.field(description="How not to read it · ข้อควรระวังในการอ่าน")
    snapshot: SnapshotType | None = strawberry.field(
        description="Of the metrics in it · ภาพเครือข่ายของตัวชี้วัด"
    )

    @strawberry.field
    @staticmethod
    def count(parent: Parent[Answer]) -> int:
        """How many rows there are in all."""
        return len(parent.rows)

    @strawberry.field(graphql_type=list[AnswerRowType], metadata=by_argument("first"))
    @staticmethod
    def rows(parent: Parent[Answer], first: int = 50, skip: int = 0) -> Sequence[AnswerRow]:
        """Some rows."""
        check_range("first", first, 1, PAGE_MAX)
        check_range("skip", skip, 0, len(parent.rows))
        return parent.rows[skip : skip + first]
