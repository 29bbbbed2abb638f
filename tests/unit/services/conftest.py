"""The small world as a fixture."""

import pytest

from tests.unit.services.world import small_world


@pytest.fixture
async def store():
    async with small_world() as world:
        yield world
