"""A network of a nation's shape, of any size, from a seed.

Villages of one sage, four trainers and twenty households, as `sammachip synth` makes them; ten
villages are a subdistrict with an officer, ten subdistricts a district with a centre. Some channels
and fairs are known everywhere: the largest, a video channel, to 3.2 % of all. That there are such
hubs is an assumption, and it matters: with few of them two-step reach is much cheaper for others.
"""

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.adjacency import Adjacency

VILLAGE = 25
_HUB_SHARES = (0.032, 0.011, 0.006, 0.004, 0.003, 0.002, 0.002, 0.001, 0.001, 0.001)

Pairs = NDArray[np.int64]


def national_pairs(nodes: int, seed: int = 0) -> Pairs:
    """Each link once, as pairs of positions (rows of two); about 4.2 links a node."""
    rows = national_rows(nodes, seed)
    sources = np.repeat(np.arange(nodes), rows.out_degrees())
    once = sources < rows.indices
    return np.column_stack((sources[once], rows.indices[once].astype(np.int64)))


def _drawn_pairs(nodes: int, seed: int) -> Pairs:
    """Pairs with doubles and loops among them."""
    draws = np.random.default_rng(seed)
    firsts = np.arange(0, nodes - VILLAGE + 1, VILLAGE)
    parts = [
        teaching(firsts),
        _peers(firsts, draws),
        _officers(firsts),
        _hubs(nodes, draws),
        draws.integers(0, nodes, (int(0.45 * nodes), 2)),
    ]
    return np.concatenate(parts)


def national_rows(nodes: int, seed: int = 0) -> Adjacency:
    """The same as rows that hold every link from both ends."""
    u, v = _drawn_pairs(nodes, seed).T
    return Adjacency.from_pairs(nodes, np.concatenate((u, v)), np.concatenate((v, u)))


def teaching(firsts: Pairs) -> Pairs:
    """The sage teaches four trainers, each of them five households."""
    own = np.array([(0, t) for t in range(1, 5)] + [((h - 5) // 5 + 1, h) for h in range(5, 25)])
    taught: Pairs = (firsts[:, None, None] + own).reshape(-1, 2)
    return taught


def _peers(firsts: Pairs, draws: np.random.Generator) -> Pairs:
    """Neighbours help each other: some 75 pairs of households a village."""
    ends = draws.integers(5, VILLAGE, (len(firsts), 75, 2))
    helped: Pairs = (firsts[:, None, None] + ends).reshape(-1, 2)
    return helped


def _officers(firsts: Pairs) -> Pairs:
    """The first trainer of every tenth village is the officer of ten, every hundredth a centre."""
    villages = np.arange(len(firsts))
    officer = firsts[villages // 10 * 10] + 1
    centre = firsts[villages // 100 * 100] + 2
    sages = np.column_stack((firsts, officer))
    homes = (firsts[:, None] + np.arange(5, 12)).ravel()
    helped = np.column_stack((homes, np.repeat(officer, 7)))
    visits = np.column_stack((firsts, centre))
    return np.concatenate((sages, helped, visits))


def _hubs(nodes: int, draws: np.random.Generator) -> Pairs:
    known = [max(int(share * nodes), 1) for share in _HUB_SHARES]
    hubs = draws.choice(nodes, len(known), replace=False)
    ends = [draws.choice(nodes, count, replace=False) for count in known]
    return np.column_stack((np.repeat(hubs, known), np.concatenate(ends)))
