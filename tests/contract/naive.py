"""The port's questions answered the slow and plain way, over lists of nodes and links."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import Node

NEVER_WALKED_THROUGH = {NodeKind.AREA, NodeKind.OCCUPATION}


class Walks:
    """Walks over links of some types, followed both ways."""

    def __init__(self, nodes: Iterable[Node], links: Iterable[Link], types: Collection[LinkType]):
        self.nodes = {node.id: node for node in nodes}
        self.links = [link for link in links if link.type in types]
        self.beside: Mapping[str, set[str]] = defaultdict(set)
        for link in self.links:
            self.beside[link.source].add(link.target)
            self.beside[link.target].add(link.source)

    def steps(self, origins: Collection[str], most: int) -> dict[str, int]:
        """The steps to each node that lies within `most` of the origins."""
        at = {each: 0 for each in origins if each in self.nodes}
        frontier = sorted(at)
        for step in range(1, most + 1):
            reached = {other for each in frontier for other in self.beside[each]} - at.keys()
            at.update(dict.fromkeys(reached, step))
            frontier = [
                each for each in reached if self.nodes[each].KIND not in NEVER_WALKED_THROUGH
            ]
        return at

    def path(self, origins: Collection[str], target: str, most: int) -> Sequence[str] | None:
        """Of all shortest ways, the first by its ids read from the target back."""
        at = self.steps(origins, most)
        if target not in at:
            return None
        way = [target]
        while at[way[-1]]:
            nearer = at[way[-1]] - 1
            way.append(
                min(
                    each
                    for each in self.beside[way[-1]]
                    if at.get(each) == nearer and (nearer == 0 or self.passable(each))
                )
            )
        return way[::-1]

    def passable(self, node_id: str) -> bool:
        return self.nodes[node_id].KIND not in NEVER_WALKED_THROUGH

    def among(self, ids: Collection[str]) -> list[tuple[str, str, str, str]]:
        """The identities of the links among these nodes, in order."""
        return sorted(
            identity(link) for link in self.links if link.source in ids and link.target in ids
        )


def identity(link: Link) -> tuple[str, str, str, str]:
    """What orders links."""
    kind, source, target, key = link.identity
    return (kind.value, source, target, key)
