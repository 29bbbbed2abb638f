"""The questions of an analyst about an area, each answered in the one form (`answers`)."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from graph_api.domain.areas import AreaLevel
from graph_api.domain.links import LinkType
from graph_api.ports import GraphReader
from graph_api.services.answers import people, progress, selling
from graph_api.services.answers.form import Answer
from graph_api.services.bridging_people import bridging_people
from graph_api.services.centre_origins import centre_origins
from graph_api.services.follow_up_and_practice import follow_up_and_practice
from graph_api.services.group_coverage import group_coverage
from graph_api.services.homophily import Likeness, homophily
from graph_api.services.income_by_distance import income_by_distance
from graph_api.services.income_change import Earner, income_changes
from graph_api.services.learning_reach import learning_reach
from graph_api.services.market_brokers import market_brokers
from graph_api.services.market_reach import market_reach
from graph_api.services.peer_density import peer_density
from graph_api.services.practice import practice
from graph_api.services.product_space import SoldBy, sold_products
from graph_api.services.shared_markets import shared_markets
from graph_api.services.single_points import single_points
from graph_api.services.stage_progress import stage_progress
from graph_api.services.study_visit_outcomes import study_visit_outcomes
from graph_api.services.ties_by_type import ties_by_type
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
    TIES_BY_TYPE = "TIES_BY_TYPE"
    INCOME_BY_DISTANCE = "INCOME_BY_DISTANCE"
    PRODUCT_SPACE = "PRODUCT_SPACE"
    PRODUCT_SPACE_SELLERS = "PRODUCT_SPACE_SELLERS"


@dataclass(frozen=True, slots=True)
class Terms:
    """What some questions leave open; missing means as their services say.

    `level` is where outside begins (market questions), what makes people alike (HOMOPHILY_AREA),
    or the places of PRODUCT_SPACE; there it is the village, elsewhere the subdistrict where it is
    missing. `steps` is the reach of learning, `at_least` the households that must be cut off,
    `as_of` the day that waiting is counted to or ties stand on, `types` the links that HOMOPHILY
    follows.
    """

    level: AreaLevel | None = None
    steps: int = 3
    at_least: int = 1
    as_of: date | None = None
    types: Collection[LinkType] = ()

    @property
    def border(self) -> AreaLevel:
        """Where outside begins."""
        return self.level or AreaLevel.SUBDISTRICT


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
    return selling.markets(await market_reach(store, area), terms.border)


async def _brokers(store: GraphReader, area: str, terms: Terms) -> Answer:
    return selling.brokers(await market_brokers(store, area, level=terms.border))


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


async def _same_work(store: GraphReader, area: str, terms: Terms) -> Answer:
    return people.likeness(await homophily(store, area, types=terms.types))


async def _same_area(store: GraphReader, area: str, terms: Terms) -> Answer:
    by = Likeness(terms.border.value)
    return people.likeness(await homophily(store, area, by=by, types=terms.types))


async def _centres(store: GraphReader, area: str, _: Terms) -> Answer:
    return people.centres(await centre_origins(store, area))


async def _ties(store: GraphReader, area: str, terms: Terms) -> Answer:
    return people.ties(await ties_by_type(store, area, terms.as_of))


async def _income_distance(store: GraphReader, area: str, _: Terms) -> Answer:
    return progress.income_distance(await income_by_distance(store, area))


async def _products(store: GraphReader, area: str, terms: Terms) -> Answer:
    level = terms.level or AreaLevel.VILLAGE
    return selling.products(await sold_products(store, area, level=level))


async def _products_of_sellers(store: GraphReader, area: str, _: Terms) -> Answer:
    return selling.products(await sold_products(store, area, by=SoldBy.SELLER))


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
    Question.TIES_BY_TYPE: _ties,
    Question.INCOME_BY_DISTANCE: _income_distance,
    Question.PRODUCT_SPACE: _products,
    Question.PRODUCT_SPACE_SELLERS: _products_of_sellers,
}
