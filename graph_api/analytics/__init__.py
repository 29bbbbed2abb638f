"""Measures of the network: pure functions over an immutable snapshot; the home of NetworkX."""
