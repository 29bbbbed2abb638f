"""The NetworkX backend `sammachip`: `nx.pagerank(snapshot)` in compiled kernels.

NetworkX finds it by the entry points `networkx.backends` and `networkx.backend_info`. Snapshots and
`CsrGraph` are its graphs; what no kernel does for them, NetworkX does on a converted copy.
"""
