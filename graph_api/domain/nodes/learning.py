"""Where people learn besides activities: learning centres and online media."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes.base import Node


class CentreKind(Enum):
    """What a learning centre grew from (A18, A41, B13)."""

    SAGE_HOME = "SAGE_HOME"
    COMMUNITY = "COMMUNITY"
    HOUSEHOLD = "HOUSEHOLD"
    CDD_COLLEGE = "CDD_COLLEGE"


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningCentre(Node):
    """A place where a livelihood is shown and taught (A18, A41, B13)."""

    KIND = NodeKind.LEARNING_CENTRE

    centre_kind: CentreKind | None = None
    opened_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineMedia(Node):
    """An online learning medium: a video, a page, or a platform that a text names (A17)."""

    KIND = NodeKind.ONLINE_MEDIA

    url: str | None = None
    platform: str | None = None
    """Name of the platform, such as YouTube."""
    retrieved_on: date | None = None
