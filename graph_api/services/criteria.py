"""Who meets the criteria of selection, and which are unproven or failed (B13, B19, B20, B39)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph_api.domain.errors import InvalidArgument
from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes import CriterionState, Household, Node, Person
from graph_api.ports import GraphReader
from graph_api.services.gathering import every

CRITERIA: Mapping[NodeKind, tuple[str, ...]] = {
    NodeKind.SAGE: ("livelihood", "teaching", "volunteer"),
    NodeKind.TRAINER: ("livelihood", "volunteer"),
    NodeKind.HOUSEHOLD: ("willingness",),
}
"""By what each is chosen: three criteria for a sage, two for a trainer, one for a household."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """Somebody with the criteria that are shown, not yet shown, or shown not to hold."""

    node: Node
    proven: tuple[str, ...]
    unproven: tuple[str, ...]
    failed: tuple[str, ...]

    @property
    def meets_all(self) -> bool:
        """Whether every criterion is proven."""
        return not self.unproven and not self.failed


async def criteria(
    store: GraphReader, area: str | None, kind: NodeKind = NodeKind.SAGE
) -> Sequence[Assessed]:
    """Everybody of a kind in an area with the state of each criterion, by id.

    A criterion of which nothing is written down is unproven.

    Raises:
        InvalidArgument: nobody of this kind is chosen by criteria.
    """
    if kind not in CRITERIA:
        asked = ", ".join(each.value for each in CRITERIA)
        raise InvalidArgument(f"{kind.value} ไม่มีเกณฑ์คัดเลือก: ถามได้เฉพาะ {asked}")
    cls = Household if kind is NodeKind.HOUSEHOLD else Person
    found: list[Node] = [*await every(store, cls, area, kind=kind)]
    return [_assessed(node, CRITERIA[kind]) for node in sorted(found, key=lambda node: node.id)]


def _assessed(node: Node, names: Sequence[str]) -> Assessed:
    states = {name: getattr(node, f"{name}_criterion") for name in names}

    def of(*wanted: CriterionState | None) -> tuple[str, ...]:
        return tuple(name for name, state in states.items() if state in wanted)

    return Assessed(
        node,
        of(CriterionState.PROVEN),
        of(CriterionState.UNPROVEN, None),
        of(CriterionState.FAILED),
    )
