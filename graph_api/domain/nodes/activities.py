"""What happened, when, and in which phase of the training."""

from dataclasses import dataclass
from datetime import date, time
from enum import Enum

from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes.base import Node


class ActivityKind(Enum):
    """What happened (A15-A21, A29, B18-B27).

    A FARM_SEASON is a busy season of a village, entered so that trainings can keep clear of it.
    """

    FORUM = "FORUM"
    TRAINING = "TRAINING"
    DEMONSTRATION = "DEMONSTRATION"
    STUDY_VISIT = "STUDY_VISIT"
    FOLLOW_UP = "FOLLOW_UP"
    SELLING_EVENT = "SELLING_EVENT"
    SELECTION = "SELECTION"
    PUBLICITY = "PUBLICITY"
    FARM_SEASON = "FARM_SEASON"


class Phase(Enum):
    """Before, during or after a training (B24)."""

    BEFORE = "BEFORE"
    DURING = "DURING"
    AFTER = "AFTER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Node):
    """Something that happened on a day: the truth that teaching and visiting links follow from."""

    KIND = NodeKind.ACTIVITY

    activity_kind: ActivityKind
    started_on: date | None = None
    ended_on: date | None = None
    starts_at: time | None = None
    """Time of day at which each of its days begins, local."""
    ends_at: time | None = None
    hours: float | None = None
    phase: Phase | None = None
    objective: str | None = None
