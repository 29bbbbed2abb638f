"""How far each sage's teaching got, and which households no sage's teaching got to.

The reach of a sage in k steps is the distinct households within k teaching links, followed from
teacher to learner (k-step reach, Borgatti 2006, doi 10.1007/s10588-006-7084-x). A trainer whom
the sage taught is a step, and the households that the trainer taught are two steps away.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Area, Node
from graph_api.ports import GraphReader
from graph_api.services.limits import check_range
from graph_api.services.lookup import required_area
from graph_api.services.population import all_of, links_at, nodes_by_id, village_of
from graph_api.services.shares import Share

STEPS_MAX = 4

_Ways = Mapping[str, set[str]]


@dataclass(frozen=True, slots=True)
class SageReach:
    """How many a sage's teaching got to, wherever they live.

    `by_step[i]` counts the households that are i + 1 steps away; `villages` the villages they
    live in; `of_area` is the share of the households of the area asked about.
    """

    sage: Node
    households: int
    learners: int
    """Households and persons (trainers among them)."""
    by_step: Sequence[int]
    villages: int
    of_area: Share


@dataclass(frozen=True, slots=True)
class LearningReach:
    """The sages of an area, the widest reach first, and the households of it that nobody reaches.

    `reached` counts the households that some sage reaches, be the sage of this area or not.
    """

    area: Area
    steps: int
    sages: Sequence[SageReach]
    reached: Share
    unreached: Sequence[Node]


async def learning_reach(store: GraphReader, area: str, *, steps: int = 3) -> LearningReach:
    """The reach of each sage of an area in some steps, and who is left out.

    Raises:
        InvalidArgument: `area` is no area code, or `steps` is not 1 to 4.
        NodeNotFound: the graph holds no such area.
    """
    check_range("steps", steps, 1, STEPS_MAX)
    scope = await required_area(store, area)
    sages = await all_of(store, NodeKind.SAGE, area)
    households = await all_of(store, NodeKind.HOUSEHOLD, area)
    ids = {each.id for each in households}
    taught = await _ways(store, [sage.id for sage in sages], steps, Direction.OUT)
    learners = await nodes_by_id(store, _ends(taught))
    reaches = [_reach(sage, taught, steps, learners, ids) for sage in sages]
    reached = await _reached(store, ids, steps)
    return LearningReach(
        area=scope,
        steps=steps,
        sages=sorted(reaches, key=lambda each: (-each.households, each.sage.id)),
        reached=Share(len(reached), len(households)),
        unreached=[each for each in households if each.id not in reached],
    )


async def _reached(store: GraphReader, households: Collection[str], steps: int) -> set[str]:
    """The households to which the teaching of some sage leads in so many steps."""
    learnt = await _ways(store, households, steps, Direction.IN)
    teachers = await nodes_by_id(store, _ends(learnt))
    sages = {each.id for each in teachers.values() if NodeKind.SAGE in each.kinds}
    taught: dict[str, set[str]] = {}
    for learner, sources in learnt.items():
        for teacher in sources:
            taught.setdefault(teacher, set()).add(learner)
    near = _at_steps(taught, sages, steps)
    return {found for level in near for found in level if found in households}


async def _ways(
    store: GraphReader, origins: Iterable[str], steps: int, direction: Direction
) -> dict[str, set[str]]:
    """The teaching links within some steps of the origins, by the end nearer to them."""
    ways: dict[str, set[str]] = {}
    frontier = set(origins)
    for _ in range(steps):
        links = await links_at(store, frontier, {LinkType.TAUGHT}, direction)
        ways |= {each: set() for each in frontier}
        for link in links:
            near, far = link.source, link.target
            if direction is Direction.IN:
                near, far = far, near
            ways[near].add(far)
        frontier = _ends(ways) - ways.keys()
    return ways


def _ends(ways: _Ways) -> set[str]:
    return {end for ends in ways.values() for end in ends}


def _at_steps(ways: _Ways, origins: Iterable[str], steps: int) -> list[set[str]]:
    """Who is met first at each step, the origins left out."""
    seen = set(origins)
    frontier, levels = set(seen), list[set[str]]()
    for _ in range(steps):
        frontier = {end for each in frontier for end in ways.get(each, ())} - seen
        seen |= frontier
        levels.append(frontier)
    return levels


def _reach(
    sage: Node, ways: _Ways, steps: int, learners: Mapping[str, Node], of_area: Collection[str]
) -> SageReach:
    levels = _at_steps(ways, (sage.id,), steps)
    households = [[each for each in level if _is_household(learners.get(each))] for level in levels]
    every = [each for level in households for each in level]
    return SageReach(
        sage=sage,
        households=len(every),
        learners=sum(len(level) for level in levels),
        by_step=[len(level) for level in households],
        villages=len({village for each in every if (village := village_of(learners[each]))}),
        of_area=Share(sum(each in of_area for each in every), len(of_area)),
    )


def _is_household(node: Node | None) -> bool:
    return node is not None and NodeKind.HOUSEHOLD in node.kinds
