"""Where a server's files lie: jars in a cache, the graph with the user's data."""

import os
from collections.abc import Mapping
from pathlib import Path


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where jars are kept: SAMMACHIP_CACHE, or the user's cache folder (XDG)."""
    if chosen := environment.get("SAMMACHIP_CACHE"):
        return Path(chosen)
    return _base(environment, "XDG_CACHE_HOME", ".cache") / "sammachip"


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where a user's own server keeps its graph: SAMMACHIP_DATA, or the data folder (XDG)."""
    if chosen := environment.get("SAMMACHIP_DATA"):
        return Path(chosen)
    return _base(environment, "XDG_DATA_HOME", ".local/share") / "sammachip"


def _base(environment: Mapping[str, str], variable: str, otherwise: str) -> Path:
    stated = environment.get(variable, "")
    # The standard has relative paths ignored.
    return Path(stated) if Path(stated).is_absolute() else Path.home() / otherwise
