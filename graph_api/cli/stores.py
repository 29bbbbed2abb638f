"""What the commands that use a store share: the option that names it, and its opening."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import click

from graph_api.bootstrap import open_store
from graph_api.ports import GraphStore
from graph_api.settings import Settings

T = TypeVar("T")

store_option = click.option(
    "--store",
    metavar="URL",
    help="ที่เก็บข้อมูล เช่น sqlite:///ชื่อไฟล์.db (หรือตั้ง SAMMACHIP_STORE)",
)


def settings(store: str | None = None) -> Settings:
    """The settings of the environment, with the store that the command line names, if any."""
    environment = dict(os.environ)
    if store:
        environment["SAMMACHIP_STORE"] = store
    return Settings.from_environment(environment)


@asynccontextmanager
async def opened(url: str, *, patient: bool = False) -> AsyncIterator[GraphStore]:
    """The store of a URL, closed at the end; a patient one opens before its server is there."""
    store = await open_store(url, patient=patient)
    try:
        yield store
    finally:
        await store.close()


def with_store(url: str, work: Callable[[GraphStore], Awaitable[T]]) -> T:
    """Open the store, do the work, close the store."""

    async def run() -> T:
        async with opened(url) as store:
            return await work(store)

    return asyncio.run(run())
