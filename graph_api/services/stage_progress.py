"""How many groups came to each step from training to OTOP, how long it took, and where they stall.

A step is dated by the stage changes of the group and of its products, the first training of a
member (TRAINED) and the day the group was founded (FORMED). The stage that a group is stated to be
at says that it came so far, without saying when. Whoever reached a step counts as having passed
the ones below it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Area, DevelopmentStage, Node, OccupationGroup, StageChange
from graph_api.ports import GraphReader
from graph_api.services.lookup import required_area
from graph_api.services.population import all_of, by_target, first_day, links_at, nodes_by_id
from graph_api.services.shares import Share

LADDER = tuple(stage for stage in DevelopmentStage if stage is not DevelopmentStage.PRACTISING)
"""The steps of a group; to practise is a step of a household (see `practice`)."""

_Steps = Mapping[DevelopmentStage, date | None]


@dataclass(frozen=True, slots=True)
class StageStep:
    """One step of the ladder.

    `reached` is of all groups. `went_on` is the share of those who reached it that reached the
    next step (nothing at the last). `days` is the median from the step before it, of `timed`
    groups in which both are dated. `standing` are the groups whose last step it is, longest
    first by `waiting` days up to `as_of`, where dated.
    """

    stage: DevelopmentStage
    reached: Share
    went_on: Share | None
    days: float | None
    timed: int
    standing: Sequence[Node]
    waiting: Sequence[int]


@dataclass(frozen=True, slots=True)
class StageProgress:
    """The ladder of the groups of an area.

    `stall` is the step from which the smallest share went on (missing where nobody stopped),
    `undated` counts steps reached of which no day is known.
    """

    area: Area
    groups: int
    as_of: date | None
    steps: Sequence[StageStep]
    stall: DevelopmentStage | None
    undated: int


async def stage_progress(
    store: GraphReader, area: str, *, as_of: date | None = None
) -> StageProgress:
    """How far the groups of an area have come; `as_of` missing means the last day that is known.

    Raises:
        InvalidArgument: `area` is no area code.
        NodeNotFound: the graph holds no such area.
    """
    scope = await required_area(store, area)
    groups = {each.id: each for each in await all_of(store, NodeKind.OCCUPATION_GROUP, area)}
    climbed = await _climbed(store, groups)
    days = [day for steps in climbed.values() for day in steps.values() if day]
    until = as_of or max(days, default=None)
    steps = [_step(at, groups, climbed, until) for at in range(len(LADDER))]
    return StageProgress(
        area=scope,
        groups=len(groups),
        as_of=until,
        steps=steps,
        stall=_stall(steps),
        undated=sum(day is None for of_one in climbed.values() for day in of_one.values()),
    )


async def _climbed(store: GraphReader, groups: Mapping[str, Node]) -> Mapping[str, _Steps]:
    """The steps each group has reached, with their days."""
    links = await links_at(store, groups, {LinkType.MAKES}, Direction.OUT)
    makers = [(group, group) for group in groups] + [(k.target, k.source) for k in links]
    concerned = await links_at(
        store, {subject for subject, _ in makers}, {LinkType.CONCERNS}, Direction.IN
    )
    changes = await nodes_by_id(store, (link.source for link in concerned))
    of_subject = by_target(concerned)
    trained = await _trained(store, groups)
    own: dict[str, list[Node]] = {group: [] for group in groups}
    for subject, group in makers:
        own[group] += [
            changes[k.source] for k in of_subject.get(subject, ()) if k.source in changes
        ]
    return {group: _steps(node, own[group], trained.get(group)) for group, node in groups.items()}


async def _trained(store: GraphReader, groups: Iterable[str]) -> Mapping[str, list[Link]]:
    """The teaching that the members of each group received."""
    members = await links_at(store, set(groups), {LinkType.MEMBER_OF}, Direction.IN)
    people = {link.source for link in members}
    taught = by_target(await links_at(store, people, {LinkType.TAUGHT}, Direction.IN))
    found: dict[str, list[Link]] = {}
    for link in members:
        if link.source in taught:
            found.setdefault(link.target, []).extend(taught[link.source])
    return found


def _steps(group: Node, changes: Iterable[Node], taught: Sequence[Link] | None) -> _Steps:
    days: dict[DevelopmentStage, date | None] = {}

    def reach(stage: DevelopmentStage, day: date | None) -> None:
        days[stage] = min(filter(None, (days.get(stage), day)), default=None)

    for change in changes:
        if isinstance(change, StageChange):
            reach(change.stage, change.changed_on)
    if taught:
        reach(DevelopmentStage.TRAINED, first_day(taught))
    if isinstance(group, OccupationGroup):
        reach(DevelopmentStage.FORMED, group.founded_on)
        if group.stage:
            reach(DevelopmentStage(group.stage.value), None)
    highest = max(LADDER.index(stage) for stage in days if stage in LADDER)
    return {stage: days.get(stage) for stage in LADDER[: highest + 1]}


def _step(
    at: int, groups: Mapping[str, Node], climbed: Mapping[str, _Steps], until: date | None
) -> StageStep:
    stage = LADDER[at]
    here = [group for group, steps in climbed.items() if stage in steps]
    on = LADDER[at + 1] if at + 1 < len(LADDER) else None
    gone = [group for group in here if on in climbed[group]]
    since = {group: climbed[group][stage] for group in here if group not in gone}
    standing = sorted(since, key=lambda group: (since[group] or date.max, group))
    took = [days for group in here if (days := _days_from_last(climbed[group], stage)) is not None]
    return StageStep(
        stage=stage,
        reached=Share(len(here), len(groups)),
        went_on=Share(len(gone), len(here)) if on else None,
        days=float(median(took)) if took else None,
        timed=len(took),
        standing=[groups[group] for group in standing],
        waiting=[(until - day).days for each in standing if until and (day := since[each])],
    )


def _days_from_last(steps: _Steps, stage: DevelopmentStage) -> int | None:
    """From the step right below; nothing where either is not dated, or they came out of order."""
    at, day = LADDER.index(stage), steps[stage]
    before = steps[LADDER[at - 1]] if at else None
    if day is None or before is None or before > day:
        return None
    return (day - before).days


def _stall(steps: Sequence[StageStep]) -> DevelopmentStage | None:
    stopped = [
        (step.went_on.value, -step.reached.part, at)
        for at, step in enumerate(steps)
        if step.went_on and step.went_on.value is not None and step.went_on.value < 1
    ]
    return steps[min(stopped)[2]].stage if stopped else None
