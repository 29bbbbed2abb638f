"""Compiled kernels over compressed sparse rows: plain loops that numba turns into machine code.

Each function takes the rows of a network as two read-only arrays, `indptr` (uint64, one longer
than the nodes) and `indices` (uint32), and gives arrays in the order of the nodes. Unsigned
indices spare the check for negative ones. Without numba (the extra `[national]`) the very same
functions run as plain Python: right, and slow. Every kernel is serial, since a refresh shares its
machine.
"""
