"""What every test shares: the event loop, and the markers that skip what a machine cannot run."""

import pytest


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Async tests run on asyncio, as the service does under uvicorn."""
    return "asyncio"
