"""NetworkX's own tests pass when NetworkX hands its calls to the backend `sammachip`."""

import json
import os
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from graph_api.analytics.backend.info import CLAIMED

pytest.importorskip("numba", reason="the extra [national] is not installed")
pytestmark = pytest.mark.skipif(
    not entry_points(group="networkx.backends", name="sammachip"),
    reason="the project is not installed, so that NetworkX does not know its backend",
)

ROOT = Path(__file__).parents[2]
WITH_KERNELS = [
    "networkx.algorithms.centrality",
    "networkx.algorithms.components",
    "networkx.algorithms.link_analysis",
    "networkx.algorithms.shortest_paths",
    "networkx.algorithms.tests.test_bridges",
    "networkx.algorithms.tests.test_cluster",
    "networkx.algorithms.tests.test_core",
    "networkx.algorithms.tests.test_structuralholes",
    "networkx.generators.tests.test_ego",
]
OWN_XFAILS = 2
"""NetworkX's own: a missing check for loops in `center`, and a test of what no backend has."""


def _run(tmp_path: Path, *modules: str) -> tuple[dict[str, int], dict[str, int]]:
    """The outcomes of NetworkX's tests, and how often each kernel was called."""
    calls = tmp_path / "calls.json"
    plain = {key: value for key, value in os.environ.items() if key != "PYTEST_ADDOPTS"}
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "--rootdir", str(tmp_path)),
            *("-p", "no:cacheprovider", "-p", "tests.networkx_suite.kernel_calls"),
            *("--pyargs", *modules),
        ],
        cwd=tmp_path,
        env=plain
        | {
            "NETWORKX_TEST_BACKEND": "sammachip",
            "NETWORKX_FALLBACK_TO_NX": "1",
            "KERNEL_CALLS": str(calls),
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"(\d+) (passed|failed|skipped|xfailed|xpassed|errors?)", run.stdout)
    assert found, run.stdout + run.stderr
    return {word: int(count) for count, word in found}, json.loads(calls.read_text())


def test_the_tests_of_all_that_has_a_kernel(tmp_path):
    outcomes, calls = _run(tmp_path, *WITH_KERNELS)
    assert set(outcomes) <= {"passed", "skipped"}, outcomes
    assert outcomes["passed"] > 600
    # `ego_graph` speaks for the backend's own graphs alone, which NetworkX's tests do not make.
    assert set(calls) == set(CLAIMED) - {"ego_graph"}


@pytest.mark.slow
@pytest.mark.skipif("SAMMACHIP_TEST_ALL" not in os.environ, reason="`make test-all` runs it")
def test_all_tests_of_networkx(tmp_path):
    outcomes, _ = _run(tmp_path, "networkx")
    assert outcomes.pop("passed") > 6_000
    assert outcomes.pop("xfailed") <= OWN_XFAILS
    assert set(outcomes) <= {"skipped"}, outcomes
