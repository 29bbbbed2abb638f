"""An invented learning network of any size, for tests, benchmarks and trials; no fact about anyone.

Each village has a sage, four trainers in a team, twenty households, none to two groups; around
them lie offices, officers, learning centres of which a few draw most study visits, online media of
which a few are known to all, and markets from the shop next door to the online one. The codes of
areas are official, all else is made up.
"""

from loaders.synth.write import NATION, SyntheticCounts, write_synthetic

__all__ = ["NATION", "SyntheticCounts", "write_synthetic"]
