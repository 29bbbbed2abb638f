"""Persons of the community with their roles, officers, and the teams they form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from graph_api.domain.kinds import PERSON_ROLES, NodeKind
from graph_api.domain.nodes.base import Node, personal
from graph_api.domain.nodes.criteria import CriterionState


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role (SAGE, TRAINER, LEADER or CHAIR) that a person holds, with the time it is held."""

    role: NodeKind
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.role not in PERSON_ROLES:
            msg = f"{self.role.value} is no role of a person"
            raise ValueError(msg)


def united_roles(roles: Iterable[HeldRole]) -> tuple[HeldRole, ...]:
    """Each role once, by name; what a later statement gives replaces.

    >>> parts = [HeldRole(NodeKind.SAGE, since=date(2016, 1, 1)), HeldRole(NodeKind.SAGE)]
    >>> united_roles(parts) == (parts[0],)
    True
    """
    held = dict[NodeKind, HeldRole]()
    for new in roles:
        old = held.get(new.role, new)
        held[new.role] = HeldRole(new.role, new.since or old.since, new.until or old.until)
    return tuple(sorted(held.values(), key=lambda role: role.role.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Node):
    """A person of the community with the roles held: sage, trainer, community leader, chair.

    The three criteria of a sage (B19, B39): runs a successful livelihood in the community, can
    pass the knowledge on, volunteers for the whole process. A trainer is chosen by the first and
    the last of them (B20).
    """

    KIND = NodeKind.PERSON

    title: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    phone: str | None = personal()
    roles: tuple[HeldRole, ...] = ()
    livelihood_criterion: CriterionState | None = None
    teaching_criterion: CriterionState | None = None
    volunteer_criterion: CriterionState | None = None
    capacity: int | None = None
    """How many households the person can teach at a time."""

    def __post_init__(self) -> None:
        # Two persons with the same roles are equal, in whatever order and pieces they are given.
        object.__setattr__(self, "roles", united_roles(self.roles))

    @property
    def kind(self) -> NodeKind:
        """The first role held, in the order of PERSON_ROLES, or PERSON."""
        held = {role.role for role in self.roles}
        return next((role for role in PERSON_ROLES if role in held), NodeKind.PERSON)

    @property
    def kinds(self) -> frozenset[NodeKind]:
        """PERSON and every role held."""
        return frozenset({NodeKind.PERSON, *(role.role for role in self.roles)})

    def role(self, role: NodeKind) -> HeldRole | None:
        """The role as held, or nothing."""
        return next((held for held in self.roles if held.role is role), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer(Node):
    """A community development officer (A3, A25, B7, B18)."""

    KIND = NodeKind.OFFICER

    title: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    position: str | None = None
    position_level: str | None = None
    phone: str | None = personal()


class TeamKind(Enum):
    """A village's trainer team, or the district team that supports it (B20, B21)."""

    VILLAGE_TRAINER = "VILLAGE_TRAINER"
    DISTRICT_SUPPORT = "DISTRICT_SUPPORT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Team(Node):
    """A trainer team of a village, led by a sage, or a district support team (A9, B20-B22)."""

    KIND = NodeKind.TEAM

    team_kind: TeamKind | None = None
    """A team of which nothing is said is shown as a village's trainer team."""
