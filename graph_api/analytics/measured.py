"""The metrics of a saved snapshot, beside it: what the next refresh need not compute anew.

A folder `measured` in the snapshot's own holds `manifest.json` and one array, a row a metric, which
is mapped into memory. It is written beside its place and moved there when it is whole.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np

from graph_api.analytics.snapshot import Snapshot
from graph_api.domain.metrics import Estimate, Method, MetricSpec
from graph_api.ports import MetricColumn

FORMAT = 2
"""To be raised whenever a measure gives other values than before for the same network."""

_FOLDER, _MANIFEST, _VALUES = "measured", "manifest.json", "values.npy"


@dataclass(frozen=True, slots=True, eq=False)
class Earlier:
    """A snapshot of before, and its metrics."""

    snapshot: Snapshot
    columns: Sequence[MetricColumn]


def save_measured(columns: Sequence[MetricColumn], place: Path) -> None:
    """Write the metrics of the snapshot that was saved at `place`, in place of earlier ones.

    Raises:
        OSError: the folder cannot be written.
    """
    draft = Path(mkdtemp(prefix=".draft-", dir=place))
    try:
        np.save(draft / _VALUES, np.array([column.values for column in columns], np.float64))
        told = {"format": FORMAT, "columns": [_to_row(column) for column in columns]}
        (draft / _MANIFEST).write_text(json.dumps(told), encoding="utf-8")
        shutil.rmtree(place / _FOLDER, ignore_errors=True)
        draft.replace(place / _FOLDER)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def open_measured(snapshot: Snapshot, place: Path) -> list[MetricColumn] | None:
    """The metrics that were saved for a snapshot; nothing where there are none that still hold."""
    folder = place / _FOLDER
    try:
        told = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            return None
        values = np.load(folder / _VALUES, mmap_mode="r", allow_pickle=False).view(np.ndarray)
        if values.shape != (len(told["columns"]), len(snapshot)):
            return None
        return [_to_column(row, of) for row, of in zip(told["columns"], values, strict=True)]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _to_row(column: MetricColumn) -> dict[str, Any]:
    how = asdict(column.estimate) | {"method": column.estimate.method.value}
    return {"spec": column.spec.key, "estimate": how}


def _to_column(row: dict[str, Any], values: "np.ndarray[Any, Any]") -> MetricColumn:
    estimate = Estimate(**row["estimate"] | {"method": Method(row["estimate"]["method"])})
    return MetricColumn(MetricSpec.from_key(row["spec"]), estimate, values)
