"""Graphs of other programs (Gephi, yEd, Kumu) through a mapping into the project's own tables."""

from loaders.foreign.first_mapping import first_mapping
from loaders.foreign.mapped import mapped_sheets
from loaders.foreign.mapping import Mapping, read_mapping

__all__ = ["Mapping", "first_mapping", "mapped_sheets", "read_mapping"]
