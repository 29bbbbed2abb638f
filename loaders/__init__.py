"""Files to checked rows to domain objects to the store, and back."""

from loaders.loading import check, load
from loaders.outcome import LoadReport

__all__ = ["LoadReport", "check", "load"]
