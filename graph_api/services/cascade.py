"""Who taught whom, from a training centre or a sage down to the households (B13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import LearningCentre, Node, Person
from graph_api.ports import GraphReader
from graph_api.services.gathering import links
from graph_api.services.limits import check_range
from graph_api.services.lookup import required_node
from graph_api.services.population import nodes_by_id

LEVELS_MAX = 8


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody in the tree: the level, who taught them first from the level above, and the proof.

    `links` are the TAUGHT link, or, below a centre, the attendance of what the centre led.
    """

    node: Node
    level: int
    teacher: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Cascade:
    """The tree below a root: everybody once, at the fewest steps from it."""

    root: Node
    learners: Sequence[Learner]

    def level(self, number: int) -> Sequence[Learner]:
        """Those at a level, 1 directly below the root."""
        return [each for each in self.learners if each.level == number]


async def cascade(store: GraphReader, root: str, *, levels: int = 4) -> Cascade:
    """The teaching tree below a learning centre or a person, level by level.

    Somebody taught by several of the level above hangs below the one who taught first (then by
    id). One store call a level for the links and one for the nodes, in portions.

    Raises:
        NodeNotFound: no node has this id.
        InvalidArgument: `levels` is out of bounds.
    """
    check_range("levels", levels, 1, LEVELS_MAX)
    top = await required_node(store, root)
    seen, frontier, learners = {root}, [root], list[Learner]()
    for number in range(1, levels + 1):
        taught = await (
            _taught_by_centre(store, root)
            if number == 1 and isinstance(top, LearningCentre)
            else _taught(store, frontier)
        )
        below = {learner: found for learner, found in taught.items() if learner not in seen}
        known = await nodes_by_id(store, below)
        for learner, (teacher, proof) in sorted(below.items()):
            learners.append(Learner(known[learner], number, teacher, proof))
        seen |= below.keys()
        frontier = [each for each in below if isinstance(known[each], Person)]
        if not frontier:
            break
    return Cascade(top, learners)


_Proof = tuple[str, tuple[Link, ...]]


async def _taught(store: GraphReader, teachers: Sequence[str]) -> dict[str, _Proof]:
    found = await links(store, teachers, {LinkType.TAUGHT}, Direction.OUT)
    first: dict[str, _Proof] = {}
    for link in sorted(found, key=lambda x: (x.since or date.max, x.source, x.key)):
        first.setdefault(link.target, (link.source, (link,)))
    return first


async def _taught_by_centre(store: GraphReader, centre: str) -> dict[str, _Proof]:
    led = await store.links_of([centre], {LinkType.LED}, Direction.OUT)
    by_activity = {link.target: link for link in led}
    came = await links(store, list(by_activity), {LinkType.ATTENDED}, Direction.IN)
    people = await nodes_by_id(store, {link.source for link in came})
    first: dict[str, _Proof] = {}
    for link in came:
        who = people.get(link.source)
        if who and who.kinds & {NodeKind.PERSON, NodeKind.HOUSEHOLD}:
            first.setdefault(link.source, (centre, (by_activity[link.target], link)))
    return first
