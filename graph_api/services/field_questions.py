"""What is asked about the learning network and the work in the field, answered in the one form.

Each function asks one service, fetches what its answer names, and shows it (`answers`); what
counts as what, and which errors are raised, is said at the service.
"""

from datetime import date

from graph_api.domain.kinds import NodeKind
from graph_api.ports import GraphReader
from graph_api.services.answers import choosing, field_work, learning, selling
from graph_api.services.answers.form import Answer
from graph_api.services.cascade import cascade as _cascade
from graph_api.services.chain import shortest_chain
from graph_api.services.circles import circles_and_villages
from graph_api.services.clashes import clashes as _clashes
from graph_api.services.coming_fairs import coming_fairs as _coming_fairs
from graph_api.services.coverage import coverage as _coverage
from graph_api.services.criteria import criteria as _criteria
from graph_api.services.fiscal_years import compare_years
from graph_api.services.follow_ups import DAYS
from graph_api.services.follow_ups import follow_ups as _follow_ups
from graph_api.services.forums import forums_before_trainings
from graph_api.services.invitations import invitations as _invitations
from graph_api.services.learning_centres import nearby_centres
from graph_api.services.lookup import areas_of, required_area
from graph_api.services.materials import undelivered_materials
from graph_api.services.nearby_sages import Origin
from graph_api.services.online_learning import online_learning as _online_learning
from graph_api.services.population import nodes_by_id
from graph_api.services.responsible_officers import responsible_officers
from graph_api.services.selling_places import selling_places as _selling_places
from graph_api.services.similar_sages import same_or_similar_sages
from graph_api.services.study_visits import study_visit_flows
from graph_api.services.support_team import support_presence


async def cascade(store: GraphReader, root: str, levels: int) -> Answer:
    """Who taught whom below a centre or a person, level by level."""
    return learning.cascade(await _cascade(store, root, levels=levels))


async def chain(store: GraphReader, source: str, target: str, max_steps: int) -> Answer:
    """One shortest way between two nodes, step by step."""
    return learning.chain(await shortest_chain(store, source, target, max_steps=max_steps))


async def study_visits(store: GraphReader, area: str) -> Answer:
    """Study visits of those who live in an area."""
    scope = await required_area(store, area)
    found = await study_visit_flows(store, area)
    visitors = await nodes_by_id(store, (link.source for flow in found for link in flow.links))
    return learning.visits(scope, found, visitors)


async def appeared(store: GraphReader, area: str, fiscal_year: int) -> Answer:
    """What began in an area in a fiscal year (common era)."""
    scope = await required_area(store, area)
    return learning.year(scope, await compare_years(store, area, [fiscal_year]))


async def circles(store: GraphReader, area: str) -> Answer:
    """Communities of an area beside its villages."""
    scope = await required_area(store, area)
    found = await circles_and_villages(store, area)
    villages = await areas_of(store, {code for each in found.circles for code in each.villages})
    return learning.circles(scope, found, villages)


async def criteria(store: GraphReader, area: str | None, kind: NodeKind) -> Answer:
    """The state of the criteria by which people are chosen, in an area or everywhere."""
    scope = await required_area(store, area) if area else None
    return choosing.criteria(scope, await _criteria(store, area, kind))


async def coverage(store: GraphReader, area: str, on: date | None) -> Answer:
    """The villages of an area and what they lack."""
    scope = await required_area(store, area)
    return choosing.coverage(scope, await _coverage(store, area, on=on))


async def responsible(store: GraphReader, area: str, on: date | None) -> Answer:
    """Officers responsible for an area or one around it."""
    scope = await required_area(store, area)
    return choosing.responsible(scope, await responsible_officers(store, area, on))


async def centres_near(
    store: GraphReader,
    origin: Origin,
    *,
    radius_km: float,
    occupation: str | None,
    on: date | None,
) -> Answer:
    """Learning centres within a radius."""
    found = await nearby_centres(store, origin, radius_km=radius_km, occupation=occupation, on=on)
    return choosing.centres(found)


async def similar_sages(
    store: GraphReader, origin: Origin, occupation: str, *, radius_km: float, on: date | None
) -> Answer:
    """Sages of the same occupation, else of a similar one."""
    found = await same_or_similar_sages(
        store, origin, occupation, radius_km=radius_km, teaches_on=on
    )
    return choosing.similar(found)


async def follow_ups(store: GraphReader, area: str, on: date, days: int = DAYS) -> Answer:
    """Households that are overdue or lack a phase."""
    scope = await required_area(store, area)
    return field_work.follow_ups(scope, await _follow_ups(store, area, on, days=days))


async def forums_before(store: GraphReader, area: str) -> Answer:
    """Trainings with the forum before each."""
    scope = await required_area(store, area)
    return field_work.forums(scope, await forums_before_trainings(store, area))


async def support_team(store: GraphReader, area: str, on: date) -> Answer:
    """Activities at which a district support team was present."""
    scope = await required_area(store, area)
    return field_work.support(scope, await support_presence(store, area, on))


async def undelivered(store: GraphReader, area: str) -> Answer:
    """Materials planned that did not all come."""
    scope = await required_area(store, area)
    return field_work.materials(scope, await undelivered_materials(store, area))


async def clashes(store: GraphReader, area: str) -> Answer:
    """Trainings at the same time as others or in a farm season."""
    scope = await required_area(store, area)
    found = await _clashes(store, area)
    people = await nodes_by_id(store, (person for each in found for person in each.shared))
    return field_work.clashes(scope, found, people)


async def invitations(store: GraphReader, area: str, on: date | None) -> Answer:
    """Leaders and chairs to invite to a forum."""
    scope = await required_area(store, area)
    return field_work.invitations(scope, await _invitations(store, area, on))


async def online_learning(store: GraphReader, occupation: str) -> Answer:
    """Online media of an occupation and who applied them."""
    return field_work.media(await _online_learning(store, occupation))


async def selling_places(store: GraphReader, area: str, on: date | None) -> Answer:
    """Agencies that can give a selling place."""
    scope = await required_area(store, area)
    return selling.places(scope, await _selling_places(store, area, on))


async def coming_fairs(store: GraphReader, area: str, on: date) -> Answer:
    """Fairs to come, and the groups of an area without a place at them."""
    scope = await required_area(store, area)
    return selling.fairs(scope, await _coming_fairs(store, area, on))
