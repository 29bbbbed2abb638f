"""The graph out of a store into files of several forms, and such files back into a store."""

from loaders.exports.content import content_hash
from loaders.exports.exporting import ExportReport, export_graph
from loaders.exports.loading import GRAPH_FILES, GraphLoad, check_graphs, load_graphs

__all__ = [
    "GRAPH_FILES",
    "ExportReport",
    "GraphLoad",
    "check_graphs",
    "content_hash",
    "export_graph",
    "load_graphs",
]
