"""A service begins quickly: what only loading and computing need is not imported for it."""

import subprocess
import sys

from tests.repository import ROOT

LATER = ("loaders", "openpyxl", "networkx", "numba", "scipy", "neo4j", "graph_api.services.refresh")


def imported_by(module: str) -> set[str]:
    """What a fresh interpreter holds once it has imported a module."""
    program = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_serving_waits_for_no_loader_and_no_measuring():
    imported = imported_by("graph_api.cli.serving")
    assert "graph_api.graphql.schema" in imported
    assert not imported.intersection(LATER)


def test_a_command_is_imported_when_it_is_asked_for():
    assert "graph_api.cli.serving" not in imported_by("graph_api.cli")
