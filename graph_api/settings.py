"""What may be set from outside, read once from the environment by the composition root."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graph_api.domain.errors import InvalidArgument

DEFAULT_STORE = "sqlite:///sammachip.db"
EXACT_BETWEENNESS_NODES = 2_000
HISTORY = 12


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a process.

    `store` is a URL (`sqlite:///relative.db`, `sqlite:////absolute.db`, `sqlite://` for memory,
    `neo4j://user:password@host:7687/database`);
    `exact_betweenness_nodes` is the largest network whose betweenness is computed exactly;
    `history` how many snapshots keep their metrics; `snapshots` the folder of saved snapshots
    (without it, beside a store that is a file).
    """

    store: str = DEFAULT_STORE
    exact_betweenness_nodes: int = EXACT_BETWEENNESS_NODES
    history: int = HISTORY
    snapshots: Path | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Settings from `SAMMACHIP_...` variables; what is not set keeps its default.

        Raises:
            InvalidArgument: a variable that should be a number is none.
        """
        folder = environment.get("SAMMACHIP_SNAPSHOTS")
        return cls(
            store=environment.get("SAMMACHIP_STORE") or DEFAULT_STORE,
            exact_betweenness_nodes=_number(
                environment, "SAMMACHIP_EXACT_BETWEENNESS_NODES", EXACT_BETWEENNESS_NODES
            ),
            history=max(_number(environment, "SAMMACHIP_HISTORY", HISTORY), 1),
            snapshots=Path(folder) if folder else None,
        )


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name)
    if not text:
        return default
    try:
        return int(text)
    except ValueError:
        msg = f"{name}={text!r} ไม่ใช่จำนวนเต็ม: ตั้งเป็นตัวเลข เช่น {default}"
        raise InvalidArgument(msg) from None
