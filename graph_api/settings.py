"""What may be set from outside, read once from the environment by the composition root."""

from collections.abc import Mapping
from dataclasses import dataclass

DEFAULT_STORE = "sqlite:///sammachip.db"
EXACT_BETWEENNESS_NODES = 2_000


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a process.

    `store` is a URL (`sqlite:///relative.db`, `sqlite:////absolute.db`, `sqlite://` for memory);
    `exact_betweenness_nodes` is the largest network whose betweenness is computed exactly.
    """

    store: str = DEFAULT_STORE
    exact_betweenness_nodes: int = EXACT_BETWEENNESS_NODES

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Settings from `SAMMACHIP_...` variables; what is not set keeps its default.

        Raises:
            ValueError: a variable that should be a number is none.
        """
        exact = environment.get("SAMMACHIP_EXACT_BETWEENNESS_NODES", EXACT_BETWEENNESS_NODES)
        return cls(
            store=environment.get("SAMMACHIP_STORE", DEFAULT_STORE),
            exact_betweenness_nodes=int(exact),
        )
