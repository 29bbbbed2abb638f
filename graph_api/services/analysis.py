"""The questions of an analyst about an area, each answered in the one form (`answers`)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from graph_api.domain.areas import AreaLevel
from graph_api.ports import GraphReader
from graph_api.services.answers import people, progress, selling
from graph_api.services.answers.form import Answer
from graph_api.services.bridging_people import bridging_people
from graph_api.services.centre_origins import centre_origins
from graph_api.services.follow_up_and_practice import follow_up_and_practice
from graph_api.services.group_coverage import group_coverage
from graph_api.services.homophily import Likeness, homophily
from graph_api.services.income_change import Earner, income_changes
from graph_api.services.learning_reach import learning_reach
from graph_api.services.market_brokers import market_brokers
from graph_api.services.market_reach import market_reach
from graph_api.services.peer_density import peer_density
from graph_api.services.practice import practice
from graph_api.services.shared_markets import shared_markets
from graph_api.services.single_points import single_points
from graph_api.services.stage_progress import stage_progress
from graph_api.services.study_visit_outcomes import study_visit_outcomes
from graph_api.services.trained_unsold import trained_unsold


class Question(Enum):
    """What an analyst asks about an area."""

    LEARNING_REACH = "LEARNING_REACH"
    BRIDGING_PEOPLE = "BRIDGING_PEOPLE"
    SINGLE_POINTS = "SINGLE_POINTS"
    MARKET_REACH = "MARKET_REACH"
    MARKET_BROKERS = "MARKET_BROKERS"
    TRAINED_UNSOLD = "TRAINED_UNSOLD"
    SHARED_MARKETS = "SHARED_MARKETS"
    HOUSEHOLD_INCOME = "HOUSEHOLD_INCOME"
    GROUP_INCOME = "GROUP_INCOME"
    PRACTICE = "PRACTICE"
    GROUP_COVERAGE = "GROUP_COVERAGE"
    STAGES = "STAGES"
    FOLLOW_UP = "FOLLOW_UP"
    STUDY_VISITS = "STUDY_VISITS"
    PEER_DENSITY = "PEER_DENSITY"
    HOMOPHILY_OCCUPATION = "HOMOPHILY_OCCUPATION"
    HOMOPHILY_AREA = "HOMOPHILY_AREA"
    BECAME_CENTRES = "BECAME_CENTRES"


@dataclass(frozen=True, slots=True)
class Terms:
    """What some questions leave open; missing means as their services say.

    `level` is where outside begins (market questions) or what makes people alike
    (HOMOPHILY_AREA: VILLAGE or SUBDISTRICT), `steps` the reach of learning, `at_least` the
    households that must be cut off, `as_of` the day that waiting is counted to.
    """

    level: AreaLevel = AreaLevel.SUBDISTRICT
    steps: int = 3
    at_least: int = 1
    as_of: date | None = None


_Ask = Callable[[GraphReader, str, Terms], Awaitable[Answer]]


async def analysis(store: GraphReader, area: str, question: Question, terms: Terms) -> Answer:
    """The answer to a question about an area.

    Raises:
        InvalidArgument: `area` is no area code, or a term is out of bounds.
        NodeNotFound: the graph holds no such area.
        SnapshotMissing: BRIDGING_PEOPLE and SINGLE_POINTS need metrics, and there are none.
    """
    return await _QUESTIONS[question](store, area, terms)


async def _reach(store: GraphReader, area: str, terms: Terms) -> Answer:
    return people.reach(await learning_reach(store, area, steps=terms.steps))


async def _bridges(store: GraphReader, area: str, _: Terms) -> Answer:
    return people.bridges(await bridging_people(store, area, first=50))


async def _points(store: GraphReader, area: str, terms: Terms) -> Answer:
    return people.points(await single_points(store, area, at_least=terms.at_least))


async def _markets(store: GraphReader, area: str, terms: Terms) -> Answer:
    return selling.markets(await market_reach(store, area), terms.level)


async def _brokers(store: GraphReader, area: str, terms: Terms) -> Answer:
    return selling.brokers(await market_brokers(store, area, level=terms.level))


async def _unsold(store: GraphReader, area: str, _: Terms) -> Answer:
    return selling.unsold(await trained_unsold(store, area))


async def _shared(store: GraphReader, area: str, _: Terms) -> Answer:
    return selling.shared(await shared_markets(store, area))


async def _household_income(store: GraphReader, area: str, _: Terms) -> Answer:
    return progress.income(await income_changes(store, area))


async def _group_income(store: GraphReader, area: str, _: Terms) -> Answer:
    return progress.income(await income_changes(store, area, of=Earner.OCCUPATION_GROUP))


async def _practice(store: GraphReader, area: str, _: Terms) -> Answer:
    return progress.practising(await practice(store, area))


async def _coverage(store: GraphReader, area: str, _: Terms) -> Answer:
    return progress.coverage(await group_coverage(store, area))


async def _stages(store: GraphReader, area: str, terms: Terms) -> Answer:
    return progress.stages(await stage_progress(store, area, as_of=terms.as_of))


async def _follow_up(store: GraphReader, area: str, terms: Terms) -> Answer:
    return progress.follow_up(await follow_up_and_practice(store, area, as_of=terms.as_of))


async def _visits(store: GraphReader, area: str, _: Terms) -> Answer:
    return progress.visits(await study_visit_outcomes(store, area))


async def _peers(store: GraphReader, area: str, _: Terms) -> Answer:
    return people.peers(await peer_density(store, area))


async def _same_work(store: GraphReader, area: str, _: Terms) -> Answer:
    return people.likeness(await homophily(store, area))


async def _same_area(store: GraphReader, area: str, terms: Terms) -> Answer:
    by = Likeness.VILLAGE if terms.level is AreaLevel.VILLAGE else Likeness.SUBDISTRICT
    return people.likeness(await homophily(store, area, by=by))


async def _centres(store: GraphReader, area: str, _: Terms) -> Answer:
    return people.centres(await centre_origins(store, area))


_QUESTIONS: Mapping[Question, _Ask] = {
    Question.LEARNING_REACH: _reach,
    Question.BRIDGING_PEOPLE: _bridges,
    Question.SINGLE_POINTS: _points,
    Question.MARKET_REACH: _markets,
    Question.MARKET_BROKERS: _brokers,
    Question.TRAINED_UNSOLD: _unsold,
    Question.SHARED_MARKETS: _shared,
    Question.HOUSEHOLD_INCOME: _household_income,
    Question.GROUP_INCOME: _group_income,
    Question.PRACTICE: _practice,
    Question.GROUP_COVERAGE: _coverage,
    Question.STAGES: _stages,
    Question.FOLLOW_UP: _follow_up,
    Question.STUDY_VISITS: _visits,
    Question.PEER_DENSITY: _peers,
    Question.HOMOPHILY_OCCUPATION: _same_work,
    Question.HOMOPHILY_AREA: _same_area,
    Question.BECAME_CENTRES: _centres,
}
