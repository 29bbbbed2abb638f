"""What the store keeps of acts that cannot be undone: who asked, when and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from graph_api.domain.kinds import NodeKind


class AuditAct(Enum):
    """What was done."""

    ERASED = "ERASED"


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One act: it names the node by its id alone, so that the line holds nothing personal.

    Numbered from 1 in the order of the acts; `at` is in UTC.
    """

    number: int
    at: datetime
    act: AuditAct
    node: str
    kind: NodeKind
    asked_by: str
    reason: str
