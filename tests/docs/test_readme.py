"""What the README shows is what the program does.

A `console` block holds commands behind `$ ` and what they print, `...` standing for what may
differ; a `graphql` block is asked of the example, and a `json` block after it is the answer.
"""

import doctest
import json
import re
import shlex

import pytest

from tests.end_to_end.commands import ROOT, ask, sammachip

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
EXAMPLE = "examples/phayu/phayu.xlsx"


def commands() -> list[tuple[str, str]]:
    """The commands of all console blocks with what they print."""
    parts = (part for kind, text in BLOCKS if kind == "console" for part in text.split("$ ")[1:])
    return [(command, told) for command, _, told in (part.partition("\n") for part in parts)]


def questions() -> list[tuple[str, object]]:
    """The queries, each with the answer that follows it, if one does."""
    following = [*BLOCKS[1:], ("", "")]
    return [
        (text, json.loads(after) if kind_after == "json" else None)
        for (kind, text), (kind_after, after) in zip(BLOCKS, following, strict=True)
        if kind == "graphql"
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A working folder with the example where the README has it."""
    place = tmp_path_factory.mktemp("reader")
    (place / "examples").symlink_to(ROOT / "examples")
    return place


def test_there_is_something_to_try():
    assert len(commands()) >= 4
    assert len(questions()) == 3


def test_the_commands_print_what_the_readme_shows(folder):
    alike = doctest.OutputChecker().check_output
    for command, told in commands():
        name, *arguments = shlex.split(command)
        assert name == "sammachip"
        done = sammachip(*arguments, cwd=folder)
        assert done.returncode == 0, done.stderr
        assert alike(told, done.stdout, doctest.ELLIPSIS), f"{command}\n{done.stdout}"


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The address of a store that holds the example, measured."""
    url = f"sqlite:///{tmp_path_factory.mktemp('example') / 'phayu.db'}"
    for command in (["load", str(ROOT / EXAMPLE)], ["refresh"]):
        assert sammachip(*command, "--store", url).returncode == 0
    return url


@pytest.mark.parametrize("number", range(3))
async def test_the_queries_are_answered(example, number):
    query, told = questions()[number]
    answer = await ask(example, query)
    assert all(answer.values())
    if told is not None:
        assert answer == told
