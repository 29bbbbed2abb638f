"""What is asked about sets of people in the published network; each is one service call."""

import strawberry

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.graphql.answer_form import AnswerType
from graph_api.graphql.context import Info
from graph_api.graphql.sizes import costly
from graph_api.services.adoption import CHANCE, Passing
from graph_api.services.answers.form import Answer
from graph_api.services.key_people import Among
from graph_api.services.set_questions import Choice, SetQuestion, SetTerms, chosen_set, of_set

_OF_THE_NETWORK = 10_000


@strawberry.input(description="Of passing something on over one type of tie · โอกาสส่งต่อ")
class TieChance:
    """The chance of one type of ties."""

    type: LinkType
    chance: float


def _passing(chance: float, chances: list[TieChance] | None) -> Passing:
    return Passing(chance, {each.type: each.chance for each in chances or ()})


@strawberry.type
class SetQuestions:
    """The questions of docs/metrics.md about sets of people."""

    @strawberry.field(
        graphql_type=AnswerType | None,
        description="Up to 100 actors; `chance` is of the types not in `chances` · คำถามต่อคนกลุ่มหนึ่ง",
        metadata=costly(_OF_THE_NETWORK),
    )
    @staticmethod
    async def together(
        info: Info,
        *,
        ids: list[strawberry.ID],
        question: SetQuestion,
        steps: int = 2,
        chance: float = CHANCE,
        chances: list[TieChance] | None = None,
    ) -> Answer:
        """What a set of actors reaches, or would change."""
        terms = SetTerms(steps, _passing(chance, chances))
        return await of_set(info.context.store, info.context.shelf, ids, question, terms)

    @strawberry.field(
        graphql_type=AnswerType | None,
        description="The best `k`; no kinds means sages · ควรเลือกใคร",
        metadata=costly(_OF_THE_NETWORK),
    )
    @staticmethod
    async def key_people(
        info: Info,
        *,
        choice: Choice,
        k: int = 5,
        area: strawberry.ID | None = None,
        kinds: list[NodeKind] | None = None,
        steps: int = 2,
        chance: float = CHANCE,
        chances: list[TieChance] | None = None,
    ) -> Answer:
        """Whom to choose."""
        among, terms = Among(area, kinds or ()), SetTerms(steps, _passing(chance, chances), k)
        return await chosen_set(info.context.store, info.context.shelf, choice, among, terms)
