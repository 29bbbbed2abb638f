"""The locks pin every package by version and hash, agree with each other, and hold no address."""

import json
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.repository import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNNING = PROJECT["dependencies"]
EXTRAS = PROJECT["optional-dependencies"]
DEVELOPING = RUNNING + EXTRAS["dev"]
DECLARED = {
    "requirements.lock": RUNNING,
    "requirements-national.lock": RUNNING + EXTRAS["national"],
    "requirements-dev.lock": DEVELOPING,
    "requirements-spark.lock": DEVELOPING + EXTRAS["spark"],
}
PINNED = re.compile(r"^([a-z0-9.-]+)==([^ ;]+)", re.MULTILINE)


def lock(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    return {canonicalize_name(package): version for package, version in PINNED.findall(lock(name))}


@pytest.mark.parametrize("name", DECLARED)
def test_a_lock_holds_no_address(name: str):
    assert "://" not in lock(name)
    assert "index-url" not in lock(name)


@pytest.mark.parametrize("name", DECLARED)
def test_every_pin_has_a_hash(name: str):
    entries = re.split(r"\n(?=[a-z])", lock(name))
    assert len(entries) == len(PINNED.findall(lock(name)))
    assert not [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize("name", DECLARED)
def test_a_lock_holds_what_the_project_asks_for(name: str):
    locked = pins(name)
    asked = [Requirement(text) for text in DECLARED[name]]
    unmet = [
        str(need)
        for need in asked
        if not need.specifier.contains(locked.get(canonicalize_name(need.name), "0"))
    ]
    assert not unmet


@pytest.mark.parametrize(
    "narrow, wide",
    [
        ("requirements.lock", "requirements-dev.lock"),
        ("requirements-national.lock", "requirements-dev.lock"),
        ("requirements-dev.lock", "requirements-spark.lock"),
    ],
    ids=["running", "national", "developing"],
)
def test_a_wider_lock_uses_the_versions_of_the_narrower(narrow: str, wide: str):
    assert pins(narrow).items() <= pins(wide).items()


def test_the_web_lock_pins_by_checksum_and_names_no_registry():
    packages = json.loads(lock("web/package-lock.json"))["packages"]
    installed = {name: package for name, package in packages.items() if name}
    assert installed
    assert not [name for name, package in installed.items() if "integrity" not in package]
    assert not [name for name, package in installed.items() if "resolved" in package]
