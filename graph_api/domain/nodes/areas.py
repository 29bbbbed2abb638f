"""Administrative areas as nodes."""

from dataclasses import dataclass

from graph_api.domain.areas import AreaLevel, area_level
from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes.base import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Node):
    """A province, district, subdistrict or village; its code is the `area` of itself (A4, B9)."""

    KIND = NodeKind.AREA

    name_en: str | None = None

    @property
    def level(self) -> AreaLevel:
        """The level that the code names."""
        return area_level(self.area or "")
