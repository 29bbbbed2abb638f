"""The way into a database: greeted and migrated before the first question, whenever that is.

A service may be started before its server. Whoever asks first then brings the database up to date;
all who ask meanwhile wait for that one try, and a try that fails is made again for the next.
"""

import asyncio
from contextlib import suppress

from graph_api.domain.errors import StoreUnavailable
from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.connection import Connection, T, Work
from graph_api.stores.neo4j.migrations import migrate


class Gateway:
    """The reads and writes of one database, once it is known to be ours and up to date."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._try: asyncio.Task[None] | None = None
        self._is_ready = False

    @property
    def address(self) -> Address:
        """Where the database is."""
        return self._connection.address

    async def read(self, work: Work[T]) -> T:
        """See `Connection.read`."""
        await self.ready()
        return await self._connection.read(work)

    async def write(self, work: Work[T]) -> T:
        """See `Connection.write`."""
        await self.ready()
        return await self._connection.write(work)

    async def execute(self, text: str) -> None:
        """See `Connection.execute`."""
        await self.ready()
        await self._connection.execute(text)

    async def ready(self) -> None:
        """Greet the server and migrate the database, once.

        Raises:
            StoreUnavailable: no server, wrong password, no such database, too old a server, or a
                database of a newer release.
        """
        if self._is_ready:
            return
        if self._try is None or self._try.done():
            self._try = asyncio.create_task(self._prepare())
        # Whoever gives up waiting does not take the others' try away.
        await asyncio.shield(self._try)

    async def close(self) -> None:
        """Let go of every connection."""
        if self._try is not None:
            self._try.cancel()
            with suppress(asyncio.CancelledError, StoreUnavailable):
                await self._try
        await self._connection.close()

    async def _prepare(self) -> None:
        await self._connection.greet()
        await migrate(self._connection)
        self._is_ready = True
