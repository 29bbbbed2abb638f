"""`sammachip refresh`: compute the metrics and publish them, or leave the last good ones."""

import asyncio
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import click

from graph_api.bootstrap import open_shelf
from graph_api.cli.main import STOPPED
from graph_api.cli.metric_texts import refresh_line
from graph_api.cli.stores import settings, store_option, with_store
from graph_api.domain.errors import RefreshCancelled
from graph_api.ports import GraphStore
from graph_api.services.refresh import RefreshResult
from graph_api.services.refresh import refresh as compute
from graph_api.settings import Settings
from loaders.progress import progress_bar

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


async def refresh_metrics(
    store: GraphStore,
    chosen: Settings,
    *,
    force: bool = False,
    parquet: Path | None = None,
    spark: bool = False,
) -> RefreshResult:
    """Compute and publish the metrics of the graph as it is now.

    Raises:
        RefreshCancelled: Ctrl+C or SIGTERM came before they were published.
    """
    with progress_bar() as progress, stopped_by_signals() as stop:
        return await compute(
            store,
            exact_betweenness_nodes=chosen.exact_betweenness_nodes,
            now=lambda: datetime.now(UTC),
            progress=progress,
            force=force,
            keep_last=chosen.history,
            stop=stop,
            shelf=open_shelf(chosen),
            parquet=parquet,
            spark=spark,
        )


@contextmanager
def stopped_by_signals() -> Iterator[Event]:
    """An event that the first Ctrl+C or SIGTERM sets; a second one ends the process as ever."""
    stop, loop = Event(), asyncio.get_running_loop()

    def first() -> None:
        stop.set()
        _leave(loop)

    # Not on every system; there Ctrl+C ends the process, and still nothing is half published.
    with suppress(NotImplementedError, ValueError, RuntimeError):
        for each in _SIGNALS:
            loop.add_signal_handler(each, first)
    try:
        yield stop
    finally:
        _leave(loop)


def _leave(loop: asyncio.AbstractEventLoop) -> None:
    with suppress(NotImplementedError, ValueError, RuntimeError):
        for each in _SIGNALS:
            loop.remove_signal_handler(each)


@click.command()
@store_option
@click.option("--force", is_flag=True, help="คำนวณใหม่ทั้งหมดแม้เครือข่ายไม่เปลี่ยน")
@click.option(
    "--engine",
    type=click.Choice(["auto", "spark"]),
    default="auto",
    show_default=True,
    help="spark: คำนวณบน Spark เฉพาะตัวชี้วัดที่แบ่งคำนวณได้",
)
@click.option(
    "--parquet",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="เขียนภาพเครือข่ายเป็น Parquet ด้วย",
)
def refresh(store: str | None, force: bool, engine: str, parquet: Path | None) -> None:
    """คำนวณตัวชี้วัดของเครือข่ายแล้วเผยแพร่.

    Compute the network's metrics and publish them, all or nothing.
    """
    run_refresh(settings(store), force=force, parquet=parquet, spark=engine == "spark")


def run_refresh(
    chosen: Settings, *, force: bool = False, parquet: Path | None = None, spark: bool = False
) -> None:
    """Refresh and say what was done; a refresh that was stopped ends with 130."""
    try:
        result = with_store(
            chosen.store,
            lambda graph: refresh_metrics(graph, chosen, force=force, parquet=parquet, spark=spark),
        )
    except RefreshCancelled as error:
        click.echo(error.message, err=True)
        sys.exit(STOPPED)
    click.echo(refresh_line(result))


@click.command()
def kernels() -> None:
    """แปลโค้ดคำนวณเครือข่ายใหญ่ไว้ล่วงหน้า (ราวหนึ่งนาที ทำครั้งเดียว).

    Compile the kernels of the extra [national] ahead, so that no refresh waits for it.
    """
    from graph_api.analytics.compiling_ahead import compile_kernels
    from graph_api.analytics.engine import installed

    if not installed():
        click.echo("ยังไม่ได้ติดตั้งส่วนเสริม: pip install 'sammachip-graph[national]'", err=True)
        sys.exit(1)
    compile_kernels()
    click.echo("แปลโค้ดคำนวณไว้แล้ว: refresh ครั้งต่อไปเริ่มคำนวณได้ทันที")
