"""The files of the repository speak of the project alone, and each Python file says what it is."""

import ast
import re
from pathlib import Path

import pytest

from tests.repository import ROOT, project_files

MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|root|work|Users)/|\b[A-Z]:\\Users\\")
REGISTRY_HOST = re.compile(
    r"(?:registry|repo\d?|files|proxy|index|static)\.[a-z.-]+\.(?:org|com|io)\b"
    r"|https?://(?:test\.)?pypi\."
)
BESIDE_THE_REPOSITORY = re.compile(r"(?<!\.)\.\./shared/(\w+)")
PICTURES_AND_WORKBOOKS = {".png", ".xlsx", ".ico", ".woff2", ".pdf"}


def texts() -> list[tuple[Path, str]]:
    files = [path for path in project_files() if path.suffix not in PICTURES_AND_WORKBOOKS]
    decoded = ((path, path.read_bytes().decode("utf-8", "ignore")) for path in files)
    return [(path.relative_to(ROOT), text) for path, text in decoded]


def found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize(
    "pattern, line",
    [
        (MACHINE_PATH, "see @home@somebody@notes".replace("@", "/")),
        (MACHINE_PATH, "@root@x".replace("@", "/")),
        (REGISTRY_HOST, "https://registry npmjs org".replace(" ", ".")),
        (REGISTRY_HOST, "files pythonhosted org".replace(" ", ".")),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[str], line: str):
    assert pattern.search(line)


def test_no_file_names_a_path_of_one_machine():
    assert not found(MACHINE_PATH)


def test_no_file_names_the_host_of_a_package_registry():
    assert not found(REGISTRY_HOST)


def test_only_tests_look_beside_the_repository_and_only_for_the_records():
    hits = [
        (path, match) for path, text in texts() for match in BESIDE_THE_REPOSITORY.finditer(text)
    ]
    assert not [path for path, match in hits if path.parts[0] != "tests"]
    assert {match.group(1) for _, match in hits} <= {"records"}


def test_every_python_file_begins_with_what_it_is():
    silent = [
        str(path)
        for path, text in texts()
        if path.suffix == ".py" and not ast.get_docstring(ast.parse(text))
    ]
    assert not silent
