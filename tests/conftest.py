"""What every test shares: the event loop, and the markers that skip what a machine cannot run."""

import pytest
from hypothesis import settings

from tests.neo4j_servers import neo4j_server, pytest_addoption

__all__ = ["neo4j_server", "pytest_addoption"]

# A busy machine is no bug: an example may take as long as it takes.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Async tests run on asyncio, as the service does under uvicorn."""
    return "asyncio"
