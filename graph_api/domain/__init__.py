"""The learning network in pure Python (standard library only): nodes, links, areas, metrics."""
