"""How many of the households that were trained practise what they learnt, by occupation.

The department's target is that at least 85 of 100 trained households practise. A household counts
as trained in the occupations that its trainings were about (ABOUT), and as practising one where a
PRACTISES link to it, or to a narrower occupation, has not ended.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Area, Household, HouseholdStatus, Node, Occupation
from graph_api.ports import GraphReader
from graph_api.services.lookup import required_area
from graph_api.services.population import all_of, by_source, by_target, links_at, nodes_by_id
from graph_api.services.shares import Share

TARGET = 0.85

_SAID = frozenset({HouseholdStatus.PRACTISING, HouseholdStatus.GROUPED, HouseholdStatus.MODEL})
"""Statuses that say that a household practises something."""


@dataclass(frozen=True, slots=True)
class OccupationPractice:
    """Of the households trained in an occupation, how many practise it."""

    occupation: Node
    practising: Share


@dataclass(frozen=True, slots=True)
class Practice:
    """The shares by occupation, most trained first, and the share that practises anything taught.

    `by_status` is the share whose stated status says that they practise; `unknown` in it counts
    households without a status. `untrained` counts households nobody has taught, `no_occupation`
    trained ones of whose trainings none says what it was about (they are in no share by
    occupation).
    """

    area: Area
    target: float
    occupations: Sequence[OccupationPractice]
    any_taught: Share
    by_status: Share
    untrained: int
    no_occupation: int


async def practice(store: GraphReader, area: str) -> Practice:
    """Who practises what was taught, of the households of an area.

    Raises:
        InvalidArgument: `area` is no area code.
        NodeNotFound: the graph holds no such area.
    """
    scope = await required_area(store, area)
    households = await all_of(store, NodeKind.HOUSEHOLD, area)
    ids = {each.id for each in households}
    taught = by_target(await links_at(store, ids, {LinkType.TAUGHT}, Direction.IN))
    subjects = await subjects_of(store, taught)
    practised = await practised_by(store, taught)
    known = [each for each in taught if subjects[each]]
    by_occupation: dict[str, list[str]] = defaultdict(list)
    for household in known:
        for subject in subjects[household]:
            by_occupation[subject].append(household)
    nodes = await nodes_by_id(store, by_occupation)
    rows = [
        OccupationPractice(nodes[subject], _share(trained, practised, {subject}))
        for subject, trained in by_occupation.items()
        if subject in nodes
    ]
    doing = sum(bool(practised[each] & subjects[each]) for each in known)
    return Practice(
        area=scope,
        target=TARGET,
        occupations=sorted(rows, key=lambda row: (-row.practising.whole, row.occupation.id)),
        any_taught=Share(doing, len(known), unknown=len(taught) - len(known)),
        by_status=_by_status([each for each in households if each.id in taught]),
        untrained=len(ids) - len(taught),
        no_occupation=len(taught) - len(known),
    )


async def subjects_of(
    store: GraphReader, taught: Mapping[str, Sequence[Link]]
) -> Mapping[str, set[str]]:
    """The occupations that the activities each learner was taught at were about."""
    held = {
        learner: {str(activity) for k in links if (activity := k.properties.get("activity"))}
        for learner, links in taught.items()
    }
    activities = {activity for of_one in held.values() for activity in of_one}
    about = by_source(await links_at(store, activities, {LinkType.ABOUT}, Direction.OUT))
    return {
        learner: {link.target for activity in of_one for link in about.get(activity, ())}
        for learner, of_one in held.items()
    }


async def practised_by(store: GraphReader, ids: Collection[str]) -> Mapping[str, set[str]]:
    """What each of these practises now, the wider occupations of it included."""
    links = await links_at(store, ids, {LinkType.PRACTISES}, Direction.OUT)
    own = by_source(link for link in links if link.until is None)
    wider = await _wider(store, {link.target for link in links})
    return {
        each: {occupation for k in own.get(each, ()) for occupation in wider[k.target]}
        for each in ids
    }


async def _wider(store: GraphReader, occupations: set[str]) -> Mapping[str, set[str]]:
    """Each occupation with those around it in the tree."""
    parents: dict[str, str | None] = {}
    asked = set(occupations)
    while asked:
        found = await nodes_by_id(store, asked)
        parents |= dict.fromkeys(asked)
        parents |= {n.id: n.parent for n in found.values() if isinstance(n, Occupation)}
        asked = {parent for parent in parents.values() if parent} - parents.keys()
    return {each: set(_line(each, parents)) for each in occupations}


def _line(occupation: str, parents: Mapping[str, str | None]) -> list[str]:
    line: list[str] = []
    at: str | None = occupation
    while at is not None and at not in line:
        line.append(at)
        at = parents.get(at)
    return line


def _share(
    trained: Sequence[str], practised: Mapping[str, set[str]], occupation: set[str]
) -> Share:
    return Share(sum(bool(practised[each] & occupation) for each in trained), len(trained))


def _by_status(trained: Sequence[Node]) -> Share:
    stated = [h.status for h in trained if isinstance(h, Household) and h.status]
    practising = sum(status in _SAID for status in stated)
    return Share(practising, len(stated), unknown=len(trained) - len(stated))
