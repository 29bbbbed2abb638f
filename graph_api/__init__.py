"""Sammachip Graph: the learning networks of community livelihoods as a graph, asked in GraphQL."""

__version__ = "0.1.0"
