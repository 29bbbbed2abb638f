"""The answers of the services as rows: which of their parts goes into which column."""

from collections.abc import Sequence
from typing import TypeVar

from graph_api.domain.nodes import Node
from graph_api.graphql.context import Info
from graph_api.graphql.findings import Answer, Finding
from graph_api.services.cascade import Cascade
from graph_api.services.chain import Chain
from graph_api.services.circles import CirclesAndVillages
from graph_api.services.clashes import Clash
from graph_api.services.coming_fairs import ComingFair
from graph_api.services.coverage import VillageCoverage
from graph_api.services.criteria import Assessed
from graph_api.services.fiscal_years import YearComparison
from graph_api.services.follow_ups import FollowUp
from graph_api.services.forums import ForumBefore
from graph_api.services.invitations import Invitation
from graph_api.services.learning_centres import NearbyCentre
from graph_api.services.materials import Undelivered
from graph_api.services.nearby_sages import NearbySages
from graph_api.services.online_learning import MediumUsed
from graph_api.services.responsible_officers import Responsible
from graph_api.services.selling_places import PlaceGiver
from graph_api.services.similar_sages import SameOrSimilar
from graph_api.services.study_visits import VisitFlow
from graph_api.services.support_team import SupportPresence

T = TypeVar("T")
_KM = 1_000


def of_cascade(found: Cascade) -> Answer:
    """Learner; teacher; level; the first teaching."""
    by_id = {found.root.id: found.root} | {each.node.id: each.node for each in found.learners}
    return Answer(
        [
            Finding(x.node, [by_id[x.teacher]], "", x.level, x.links[-1].since, x.links)
            for x in found.learners
        ]
    )


def of_chain(found: Chain | None) -> Answer:
    """Node; its number on the way, from 0; the links from the one before."""
    if found is None:
        return Answer([])
    steps = [(), *found.steps]
    pairs = zip(found.nodes, steps, strict=True)
    return Answer([Finding(x, value=at, links=links) for at, (x, links) in enumerate(pairs)])


async def of_visits(info: Info, found: Sequence[VisitFlow]) -> Answer:
    """Place; visitors; border crossed; how many; day."""
    visitors = await _by_id(info, [link.source for flow in found for link in flow.links])
    return Answer(
        [
            Finding(
                x.place,
                [visitors[link.source] for link in x.links if link.source in visitors],
                x.crosses.value if x.crosses else "",
                len(x.links),
                x.day,
                x.links,
            )
            for x in found
        ]
    )


def of_year(found: YearComparison) -> Answer:
    """Node; its kind."""
    return Answer([Finding(x, says=x.KIND.value) for year in found.years for x in year.nodes])


def of_circles(found: CirclesAndVillages) -> Answer:
    """A member; all members; how many of each village; size; share: agreement with villages."""
    return Answer(
        [
            Finding(
                x.members[0],
                x.members,
                " ".join(f"{village}:{count}" for village, count in x.villages.items()),
                len(x.members),
            )
            for x in found.circles
        ],
        found.agreement,
    )


def of_criteria(found: Sequence[Assessed]) -> Answer:
    """Who; what is unproven or failed; how many are proven; share: who meets all."""
    rows = [
        Finding(
            x.node,
            says=" ".join(
                (*(f"UNPROVEN:{c}" for c in x.unproven), *(f"FAILED:{c}" for c in x.failed))
            ),
            value=len(x.proven),
        )
        for x in found
    ]
    return Answer(rows, _share(found, [x for x in found if x.meets_all]))


def of_coverage(found: Sequence[VillageCoverage]) -> Answer:
    """Village; what it lacks; how much of that; share: villages that lack nothing."""
    rows = [
        Finding(x.village, says=" ".join(kind.value for kind in x.lacks), value=len(x.lacks))
        for x in found
    ]
    return Answer(rows, _share(found, [x for x in found if not x.lacks]))


def of_responsible(found: Sequence[Responsible]) -> Answer:
    """Officer; area and offices; since."""
    return Answer(
        [Finding(x.officer, [x.area, *x.offices], "", None, x.link.since, [x.link]) for x in found]
    )


def of_centres(found: Sequence[NearbyCentre]) -> Answer:
    """Centre; hosts; km; day of opening."""
    return Answer(
        [Finding(x.centre, x.hosts, "", x.metres / _KM, x.centre.opened_on) for x in found]
    )


def of_similar(found: SameOrSimilar) -> Answer:
    """Sage; occupation taught; SAME or SIMILAR; km."""
    rows = _sages("SAME", found.asked, found.same)
    for occupation, sages in found.similar:
        rows += _sages("SIMILAR", [occupation], sages)
    return Answer(rows)


def _sages(says: str, occupations: Sequence[Node], found: NearbySages) -> list[Finding]:
    return [Finding(x.sage, occupations, says, x.metres / _KM) for x in found.sages]


def of_follow_ups(found: Sequence[FollowUp]) -> Answer:
    """Household; phases missing; days since the last, and its day; share: who is not overdue."""
    rows = [
        Finding(
            x.household,
            says=" ".join(phase.value for phase in x.missing),
            value=x.days,
            day=x.last,
            links=x.visits,
        )
        for x in found
        if x.overdue or x.missing
    ]
    return Answer(rows, _share(found, [x for x in found if not x.overdue]))


def of_forums(found: Sequence[ForumBefore]) -> Answer:
    """Training; the forum before it, if any; day of the training; share: those with one."""
    rows = [
        Finding(x.training, [x.forum] if x.forum else [], day=x.training.started_on) for x in found
    ]
    return Answer(rows, _share(found, [x for x in found if x.forum]))


def of_support(found: SupportPresence) -> Answer:
    """Activity attended; day; the links; share: of all that was held."""
    rows = [Finding(x.activity, day=x.activity.started_on, links=x.links) for x in found.attended]
    return Answer(rows, found.share)


def of_materials(found: Sequence[Undelivered]) -> Answer:
    """Activity; material; UNKNOWN or SHORT; how much is short."""
    return Answer(
        [
            Finding(
                x.activity,
                [x.material],
                "UNKNOWN" if x.delivered is None else "SHORT",
                x.short_of,
                x.activity.started_on,
                [x.link],
            )
            for x in found
        ]
    )


async def of_clashes(info: Info, found: Sequence[Clash]) -> Answer:
    """Session; what it clashes with and who was to be at both; day."""
    people = await _by_id(info, [each for x in found for each in x.shared])
    return Answer(
        [
            Finding(
                x.session,
                [x.other, *(people[each] for each in x.shared if each in people)],
                x.other.activity_kind.value,
                len(x.shared),
                x.session.started_on,
            )
            for x in found
        ]
    )


def of_invitations(found: Sequence[Invitation]) -> Answer:
    """Person; groups chaired; roles."""
    return Answer(
        [
            Finding(x.person, x.chairs, " ".join(sorted(r.value for r in x.roles)), links=x.links)
            for x in found
        ]
    )


def of_media(found: Sequence[MediumUsed]) -> Answer:
    """Medium; households that applied it, did not, or of which nothing is known."""
    return Answer(
        [
            Finding(
                x.medium,
                says=f"APPLIED:{x.applied} NOT:{x.not_applied} UNKNOWN:{x.unknown}",
                value=x.applied,
                day=x.medium.retrieved_on,
                links=[*x.households, *x.others],
            )
            for x in found
        ]
    )


def of_places(found: Sequence[PlaceGiver]) -> Answer:
    """Agency; markets it found places at; events arranged; share: those that did so before."""
    rows = []
    for x in found:
        markets = {market.id: market for event in x.arranged for market in event.markets}
        links = [*(event.link for event in x.arranged), *x.supported]
        rows.append(Finding(x.agency, list(markets.values()), "", len(x.arranged), links=links))
    return Answer(rows, _share(found, [x for x in found if x.did_before]))


def of_fairs(found: Sequence[ComingFair]) -> Answer:
    """Event; groups without a place; its markets; how many have one; day."""
    return Answer(
        [
            Finding(
                x.event,
                x.not_placed,
                " ".join(market.name for market in x.markets),
                len(x.placed),
                x.event.started_on,
            )
            for x in found
        ]
    )


async def _by_id(info: Info, ids: Sequence[str]) -> dict[str, Node]:
    found = await info.context.nodes(sorted(set(ids)))
    return {node.id: node for node in found if node}


def _share(all_of_them: Sequence[T], some: Sequence[T]) -> float | None:
    return len(some) / len(all_of_them) if all_of_them else None
