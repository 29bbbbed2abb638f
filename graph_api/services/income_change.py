"""Income before and after training: per household and group, per village, and how many rose.

Incomes are compared as baht a year, so an observation without its period says nothing here and is
counted. The department's measure is the share whose income rose by at least 3 of 100. All of it is
observed: nobody was drawn by lot to be trained, so a rise shows no effect of the training.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from statistics import median

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Area, IncomeBasis, IncomeObservation, Node, Phase
from graph_api.ports import GraphReader
from graph_api.services.lookup import areas_of, required_area
from graph_api.services.population import all_of, links_at, nodes_by_id, village_of
from graph_api.services.shares import Share

RISE = 0.03
"""A rise counts from here on: the department's measure."""

_YEAR = 365.25


class Earner(Enum):
    """Whose incomes are compared."""

    HOUSEHOLD = "HOUSEHOLD"
    OCCUPATION_GROUP = "OCCUPATION_GROUP"


@dataclass(frozen=True, slots=True)
class IncomeChange:
    """One earner: baht a year before and after, and the observations that say so.

    `basis` is missing where some were declared and some recorded, or it is not said.
    """

    earner: Node
    before: float
    after: float
    basis: IncomeBasis | None
    evidence: Sequence[IncomeObservation]

    @property
    def change(self) -> float | None:
        """The rise as a share of the income before; nothing where that was none."""
        return self.after / self.before - 1 if self.before > 0 else None

    @property
    def rises(self) -> bool:
        """Whether it rose by at least 3 of 100 (from nothing, any income is a rise)."""
        return self.after > 0 if self.change is None else self.change >= RISE - 1e-9


@dataclass(frozen=True, slots=True)
class IncomeSummary:
    """A number of earners: medians in baht a year, of those with both sides, and who rose."""

    median_before: float | None
    median_after: float | None
    median_change: float | None
    rising: Share


@dataclass(frozen=True, slots=True)
class VillageIncome:
    """The earners of one village."""

    village: Area
    summary: IncomeSummary


@dataclass(frozen=True, slots=True)
class IncomeChanges:
    """The answer for an area; `earners` are those with both sides, the largest rise first.

    `one_side` counts earners known only before or only after, `none` those with no observation.
    `no_period` counts observations that have no period or no phase. In the share of `all`,
    `unknown` is one_side and none together.
    """

    area: Area
    of: Earner
    all: IncomeSummary
    by_basis: Mapping[IncomeBasis | None, Share]
    villages: Sequence[VillageIncome]
    earners: Sequence[IncomeChange]
    one_side: int
    none: int
    no_period: int


async def income_changes(
    store: GraphReader, area: str, *, of: Earner = Earner.HOUSEHOLD
) -> IncomeChanges:
    """Incomes before and after of the households or the groups of an area.

    Raises:
        InvalidArgument: `area` is no area code.
        NodeNotFound: the graph holds no such area.
    """
    scope = await required_area(store, area)
    earners = {each.id: each for each in await all_of(store, NodeKind(of.value), area)}
    observed = await _observed(store, earners)
    useful = {earner: list(filter(_has_period, each)) for earner, each in observed.items()}
    rows = [
        row
        for earner, each in useful.items()
        if (row := _change(earners[earner], each)) is not None
    ]
    rows.sort(key=lambda row: (row.change is None, -(row.change or 0.0), row.earner.id))
    with_some = sum(bool(each) for each in useful.values())
    return IncomeChanges(
        area=scope,
        of=of,
        all=_summary(rows, missing=len(earners) - len(rows)),
        by_basis=_by_basis(rows),
        villages=await _villages(store, rows, earners.values()),
        earners=rows,
        one_side=with_some - len(rows),
        none=len(earners) - with_some,
        no_period=sum(map(len, observed.values())) - sum(map(len, useful.values())),
    )


async def _observed(
    store: GraphReader, earners: Iterable[str]
) -> Mapping[str, list[IncomeObservation]]:
    links = await links_at(store, set(earners), {LinkType.CONCERNS}, Direction.IN)
    nodes = await nodes_by_id(store, (link.source for link in links))
    found: dict[str, list[IncomeObservation]] = defaultdict(list)
    for link in sorted(links, key=lambda each: each.source):
        observation = nodes.get(link.source)
        if isinstance(observation, IncomeObservation):
            found[link.target].append(observation)
    return found


def _has_period(observation: IncomeObservation) -> bool:
    return observation.phase in (Phase.BEFORE, Phase.AFTER) and _days(observation) > 0


def _days(observation: IncomeObservation) -> int:
    start, end = observation.period_start, observation.period_end
    return (end - start).days + 1 if start and end else 0


def _change(earner: Node, observations: Sequence[IncomeObservation]) -> IncomeChange | None:
    before = [each for each in observations if each.phase is Phase.BEFORE]
    after = [each for each in observations if each.phase is Phase.AFTER]
    if not before or not after:
        return None
    bases = {each.basis for each in observations}
    return IncomeChange(
        earner,
        _yearly(before),
        _yearly(after),
        bases.pop() if len(bases) == 1 else None,
        observations,
    )


def _yearly(observations: Sequence[IncomeObservation]) -> float:
    days = sum(map(_days, observations))
    return sum(each.baht for each in observations) / days * _YEAR


def _summary(rows: Sequence[IncomeChange], missing: int) -> IncomeSummary:
    changes = [row.change for row in rows if row.change is not None]
    return IncomeSummary(
        median_before=median(row.before for row in rows) if rows else None,
        median_after=median(row.after for row in rows) if rows else None,
        median_change=median(changes) if changes else None,
        rising=Share(sum(row.rises for row in rows), len(rows), unknown=missing),
    )


def _by_basis(rows: Sequence[IncomeChange]) -> Mapping[IncomeBasis | None, Share]:
    bases = [basis for basis in (*IncomeBasis, None) if any(row.basis is basis for row in rows)]
    of_basis = {basis: [row for row in rows if row.basis is basis] for basis in bases}
    return {
        basis: Share(sum(row.rises for row in each), len(each)) for basis, each in of_basis.items()
    }


async def _villages(
    store: GraphReader, rows: Iterable[IncomeChange], earners: Iterable[Node]
) -> list[VillageIncome]:
    known: dict[str, list[IncomeChange]] = defaultdict(list)
    for row in rows:
        if village := village_of(row.earner):
            known[village].append(row)
    living = [village for each in earners if (village := village_of(each))]
    names = await areas_of(store, set(chain(known, living)))
    return [
        VillageIncome(names[code], _summary(known[code], living.count(code) - len(known[code])))
        for code in sorted(known)
        if code in names
    ]
