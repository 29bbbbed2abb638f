"""Which villages have no sage, fewer trainers than usual, or not their households (B13, B20)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.areas import AreaLevel
from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes import Area, Household, Node, Person
from graph_api.domain.periods import holds
from graph_api.ports import GraphReader
from graph_api.services.gathering import every
from graph_api.services.lookup import required_area

SAGES, TRAINERS, HOUSEHOLDS = 1, 4, 20
"""How many of each the programme gives a village."""

_VILLAGE = AreaLevel.VILLAGE.digits


@dataclass(frozen=True, slots=True)
class VillageCoverage:
    """How many a village has, and what it lacks of what the programme asks for."""

    village: Area
    sages: int
    trainers: int
    households: int
    lacks: tuple[NodeKind, ...]


async def coverage(
    store: GraphReader,
    area: str,
    *,
    on: date | None = None,
    trainers: int = TRAINERS,
    households: int = HOUSEHOLDS,
) -> Sequence[VillageCoverage]:
    """Every village of an area, in order of its code; `on` counts only roles held on that day.

    Raises:
        NodeNotFound: the graph holds no such area.
        InvalidArgument: `area` is no area code.
    """
    await required_area(store, area)
    villages = await every(store, Area, area, level=AreaLevel.VILLAGE)
    sages = await _people(store, area, NodeKind.SAGE, on)
    taught = await _people(store, area, NodeKind.TRAINER, on)
    homes = _by_village(await every(store, Household, area))
    found = []
    for village in sorted(villages, key=lambda node: node.area or ""):
        code = village.area or ""
        counts = {
            NodeKind.SAGE: (sages[code], SAGES),
            NodeKind.TRAINER: (taught[code], trainers),
            NodeKind.HOUSEHOLD: (homes[code], households),
        }
        lacks = tuple(kind for kind, (held, asked) in counts.items() if held < asked)
        found.append(VillageCoverage(village, sages[code], taught[code], homes[code], lacks))
    return found


async def _people(store: GraphReader, area: str, kind: NodeKind, on: date | None) -> Counter[str]:
    people = await every(store, Person, area, kind=kind)
    held = ((person, person.role(kind)) for person in people)
    return _by_village(who for who, role in held if role and holds(role.since, role.until, on))


def _by_village(nodes: Iterable[Node]) -> Counter[str]:
    return Counter((node.area or "")[:_VILLAGE] for node in nodes)
