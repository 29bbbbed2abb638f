"""Whether every training had a forum before it, so that people knew what it was for (B18, B42)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.areas import ancestors, area_level, is_within
from graph_api.domain.nodes import Activity, ActivityKind
from graph_api.ports import GraphReader
from graph_api.services.gathering import every


@dataclass(frozen=True, slots=True)
class ForumBefore:
    """A training and the last forum before it, if there was one."""

    training: Activity
    forum: Activity | None


async def forums_before_trainings(
    store: GraphReader, area: str | None = None
) -> Sequence[ForumBefore]:
    """Every dated training of an area with the last forum before it, by day, then id.

    A forum counts for a training of its own area or of one within it, from its own day on.
    """
    held = await every(store, Activity, area)
    around = [each for code in ancestors(area or "") for each in await _of_whole(store, code)]
    forums = [x for x in (*held, *around) if x.activity_kind is ActivityKind.FORUM]
    trainings = [x for x in held if x.activity_kind is ActivityKind.TRAINING and x.started_on]
    return [
        ForumBefore(training, _last_before(training, forums))
        for training in sorted(trainings, key=lambda x: (x.started_on or date.min, x.id))
    ]


async def _of_whole(store: GraphReader, code: str) -> list[Activity]:
    # A forum of the whole district counts for a training in a village of it.
    return await every(store, Activity, code, level=area_level(code))


def _last_before(training: Activity, forums: Sequence[Activity]) -> Activity | None:
    day = training.started_on or date.min
    fitting = [
        forum
        for forum in forums
        if forum.started_on
        and forum.started_on <= day
        and forum.area
        and is_within(training.area or "", forum.area)
    ]
    return max(fitting, key=lambda x: (x.started_on or date.min, x.id), default=None)
