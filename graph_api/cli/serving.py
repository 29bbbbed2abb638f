"""`sammachip serve`: answer over GraphQL."""

import asyncio
import ipaddress
import socket
from collections.abc import Coroutine

import click
import uvicorn

from graph_api.asgi.app import create_app
from graph_api.bootstrap import open_shelf
from graph_api.cli.metric_texts import snapshot_line
from graph_api.cli.stores import opened, settings, store_option
from graph_api.domain.errors import InvalidArgument, StoreUnavailable
from graph_api.ports import GraphStore
from graph_api.services.shelf import Shelf
from graph_api.services.snapshots import snapshot_state
from graph_api.services.warming import warm

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000


@click.command()
@store_option
@click.option("--host", default=DEFAULT_HOST, show_default=True, help="ที่อยู่ที่เปิดรับ")
@click.option("--port", default=DEFAULT_PORT, show_default=True, type=click.IntRange(0, 65535))
def serve(store: str | None, host: str, port: int) -> None:
    """เปิดบริการ GraphQL.

    Serve the graph as GraphQL, on loopback only: there is no sign-in yet.
    """
    chosen = settings(store)
    listening = listen(host, port)

    async def run() -> None:
        # A service that starts with its machine may be there before its server is.
        async with opened(chosen.store, patient=True) as graph:
            click.echo(f"ที่เก็บข้อมูล  {graph.name}")
            click.echo(await _published(graph))
            click.echo(f"GraphQL      {address(listening)}/graphql")
            click.echo("หยุดด้วย Ctrl+C")
            # In the background: whoever asks at once waits no longer than without it.
            warming = asyncio.create_task(warm(graph))
            try:
                await answer_requests(graph, listening, open_shelf(chosen))
            finally:
                warming.cancel()
                await asyncio.gather(warming, return_exceptions=True)

    run_until_stopped(run())


async def _published(store: GraphStore) -> str:
    try:
        return snapshot_line(await snapshot_state(store))
    except StoreUnavailable as error:
        return error.message


def listen(host: str, port: int) -> socket.socket:
    """Take a port of this machine for the service.

    Raises:
        InvalidArgument: the address is not a loopback one, or the port is taken.
    """
    check_loopback(host)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except OSError as error:
        taken.close()
        msg = (
            f"เปิดบริการที่ {host}:{port} ไม่ได้ ({error.strerror}): "
            "เลือกพอร์ตอื่นด้วย --port หรือปิดโปรแกรมที่ใช้พอร์ตนี้อยู่"
        )
        raise InvalidArgument(msg) from error
    taken.listen()
    return taken


def check_loopback(host: str) -> None:
    """Accept an address of this machine alone.

    Raises:
        InvalidArgument: others could reach the service, which has no sign-in yet and would show
            them personal data.
    """
    try:
        inside = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        inside = False
    if not inside:
        msg = (
            f"ไม่เปิดบริการที่ {host!r}: ยังไม่มีระบบยืนยันตัวตน ข้อมูลส่วนบุคคลจะรั่วออกนอกเครื่อง "
            "ใช้ --host 127.0.0.1"
        )
        raise InvalidArgument(msg)


def address(listening: socket.socket) -> str:
    """The address to put into a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def answer_requests(
    store: GraphStore, listening: socket.socket, shelf: Shelf | None = None
) -> None:
    """Answer until the process is told to stop."""
    config = uvicorn.Config(create_app(store, shelf=shelf), log_level="warning", lifespan="off")
    await uvicorn.Server(config).serve(sockets=[listening])


def run_until_stopped(work: Coroutine[None, None, None]) -> None:
    """Run the service; Ctrl+C is the way to end it, and no failure."""
    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        click.echo("ปิดบริการแล้ว")
