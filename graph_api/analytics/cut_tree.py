"""The tree of blocks and cut nodes, and what each cut node holds together.

A block is a largest part that no single node's leaving breaks. Blocks meet in cut nodes
(articulation points), and blocks and cut nodes together form a forest: so what hangs on a cut
node is the sizes of branches, all found in one walk (Hopcroft & Tarjan 1973,
doi 10.1145/362248.362272).
"""

from collections import Counter
from collections.abc import Iterable
from typing import cast

import networkx as nx

_Block = int
_TreeNode = _Block | str


def cut_off_counts(graph: "nx.Graph[str]") -> dict[str, int]:
    """For every cut node: how many lose the largest remaining piece when it leaves. O(n + m).

    >>> cut_off_counts(nx.star_graph(["hub", "a", "b", "c"]))
    {'hub': 2}
    """
    blocks = cast(list[set[str]], list(nx.biconnected_components(graph, backend="networkx")))
    found = Counter(node for block in blocks for node in block)
    cuts = {node for node, count in found.items() if count > 1}
    forest, weights = _forest(blocks, cuts)
    counts: dict[str, int] = {}
    trees = cast(Iterable[set[_TreeNode]], nx.connected_components(forest, backend="networkx"))
    for tree in trees:
        counts |= _cut_off_in_tree(forest, weights, next(iter(tree)))
    return counts


def _forest(
    blocks: list[set[str]], cuts: set[str]
) -> tuple["nx.Graph[_TreeNode]", dict[_TreeNode, int]]:
    """Blocks (by number) joined to their cut nodes; the weights count every node once."""
    forest: nx.Graph[_TreeNode] = nx.Graph()
    weights: dict[_TreeNode, int] = dict.fromkeys(cuts, 1)
    for number, block in enumerate(blocks):
        meeting = block & cuts
        forest.add_node(number)
        forest.add_edges_from((number, node) for node in meeting)
        weights[number] = len(block) - len(meeting)
    return forest, weights


def _cut_off_in_tree(
    forest: "nx.Graph[_TreeNode]", weights: dict[_TreeNode, int], root: _TreeNode
) -> dict[str, int]:
    """Pieces around a cut node: the branches below it, and all the rest above it."""
    found = nx.bfs_predecessors(forest, root, backend="networkx")
    parents = dict(cast(Iterable[tuple[_TreeNode, _TreeNode]], found))
    branch = {node: weights[node] for node in (root, *parents)}
    largest_below: dict[_TreeNode, int] = dict.fromkeys(branch, 0)
    for node, parent in reversed(parents.items()):
        branch[parent] += branch[node]
        largest_below[parent] = max(largest_below[parent], branch[node])
    total = branch[root]
    return {
        node: total - 1 - max(largest_below[node], total - size)
        for node, size in branch.items()
        if isinstance(node, str)
    }
