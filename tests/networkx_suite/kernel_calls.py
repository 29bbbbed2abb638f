"""A pytest plugin for NetworkX's own tests: counts which calls a kernel answered, into a file."""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

from graph_api.analytics.backend import algorithms
from graph_api.analytics.backend.info import CLAIMED

_CALLS: Counter[str] = Counter()


def pytest_configure() -> None:
    for name in CLAIMED:
        setattr(algorithms, name, _counted(name, getattr(algorithms, name)))


def _counted(name: str, kernel: Any) -> Any:
    def call(*args: Any, **kwargs: Any) -> Any:
        _CALLS[name] += 1
        return kernel(*args, **kwargs)

    return call


def pytest_sessionfinish() -> None:
    Path(os.environ["KERNEL_CALLS"]).write_text(json.dumps(_CALLS), encoding="utf-8")
