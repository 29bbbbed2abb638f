"""The import rules hold, each of them catches its breach, and the documentation says the same."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

from tests.repository import ROOT

LAYERS = (
    "cli",
    "asgi",
    "bootstrap",
    "graphql",
    "services",
    "stores",
    "stores.sqlite",
    "stores.neo4j",
    "analytics",
    "ports",
    "contracts",
    "settings",
    "domain",
)
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
NAMES = [contract["name"] for contract in CONTRACTS]
LAYERED, STORES_APART, STORES_PLAIN, DRIVER, NETWORKX, SPARK, PARQUET, *_REST = NAMES
NO_WEB, LOADERS_HIDDEN, LOADERS_PORT = _REST


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", program, "--no-cache", "--no-logo"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "400"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """An empty house with the rooms of the real one, and its rules."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("graph_api", "loaders", *(f"graph_api/{name}" for name in LAYERS)):
        folder = tmp_path / package.replace(".", "/")
        folder.mkdir()
        (folder / "__init__.py").touch()
    return tmp_path


def test_the_import_rules_are_kept():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_empty_house_keeps_all_rules(skeleton: Path):
    done = lint(skeleton)
    assert f"{len(NAMES)} kept, 0 broken" in done.stdout


@pytest.mark.parametrize(
    "module, line, rule",
    [
        ("graph_api/domain/nodes.py", "import graph_api.ports", LAYERED),
        ("graph_api/ports/sums.py", "import graph_api.analytics", LAYERED),
        ("graph_api/services/finding.py", "import graph_api.stores.sqlite", LAYERED),
        ("graph_api/graphql/types.py", "import graph_api.bootstrap", LAYERED),
        ("graph_api/stores/sqlite/rows.py", "import graph_api.stores.neo4j", STORES_APART),
        ("graph_api/stores/sqlite/sums.py", "import graph_api.analytics", STORES_PLAIN),
        ("graph_api/services/cypher.py", "import neo4j", DRIVER),
        ("graph_api/stores/sqlite/bolt.py", "import neo4j", DRIVER),
        ("graph_api/services/ranks.py", "import networkx as nx", NETWORKX),
        ("loaders/paths.py", "from networkx import path_graph", NETWORKX),
        ("graph_api/services/clusters.py", "import pyspark", SPARK),
        ("graph_api/analytics/joins.py", "from pyspark.sql import functions", SPARK),
        ("graph_api/services/columns.py", "import pyarrow", PARQUET),
        ("graph_api/services/answers.py", "import strawberry", NO_WEB),
        ("graph_api/domain/scalars.py", "from graphql import GraphQLError", NO_WEB),
        ("graph_api/asgi/upload.py", "import loaders", LOADERS_HIDDEN),
        ("graph_api/bootstrap/files.py", "import loaders", LOADERS_HIDDEN),
        ("loaders/direct.py", "import graph_api.stores.sqlite", LOADERS_PORT),
    ],
)
def test_breaking_a_rule_is_caught(skeleton: Path, module: str, line: str, rule: str):
    (skeleton / module).write_text(line + "\n")
    done = lint(skeleton)
    assert done.returncode == 1
    assert f"{rule} BROKEN" in done.stdout


@pytest.mark.parametrize(
    "module, line",
    [
        ("graph_api/stores/neo4j/driver.py", "import neo4j"),
        ("graph_api/analytics/reaching.py", "import networkx as nx"),
        ("graph_api/analytics/tables.py", "import pyarrow.parquet"),
        ("loaders/tables.py", "import pyarrow.parquet"),
        ("graph_api/cli/load.py", "import loaders"),
        ("loaders/batches.py", "import graph_api.ports"),
        ("graph_api/services/ranks.py", "import graph_api.analytics"),
    ],
)
def test_what_the_rules_allow_is_allowed(skeleton: Path, module: str, line: str):
    (skeleton / module).write_text(line + "\n")
    assert lint(skeleton).returncode == 0


def test_a_module_outside_the_layers_is_caught(skeleton: Path):
    (skeleton / "graph_api/utils.py").touch()
    assert lint(skeleton).returncode == 1


def test_the_domain_imports_the_standard_library_alone():
    graph = grimp.build_graph("graph_api", include_external_packages=True, cache_dir=None)
    modules = {"graph_api.domain"} | graph.find_descendants("graph_api.domain")
    imported = {
        name for module in modules for name in graph.find_modules_directly_imported_by(module)
    }
    foreign = imported - modules - set(sys.stdlib_module_names)
    assert len(modules) > 1
    assert not foreign


@pytest.mark.parametrize("name", NAMES)
def test_the_documentation_says_the_same(name: str):
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert name in page
