"""Each decision has a number of its own, and its title begins with it."""

import pytest

from tests.repository import ROOT

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


def test_the_numbers_follow_each_other():
    numbers = [int(page.name[:4]) for page in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_title_begins_with_the_number(page):
    assert page.read_text(encoding="utf-8").startswith(f"# {page.name[:4]} ")
