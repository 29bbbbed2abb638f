"""`sammachip demo`: the example network, its metrics, and an answer for each kind of user."""

import contextlib
import os
import socket
import sys
import webbrowser
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from graph_api.bootstrap import open_shelf
from graph_api.cli.loading import load_into
from graph_api.cli.metric_texts import refresh_line
from graph_api.cli.refreshing import refresh_metrics
from graph_api.cli.serving import (
    DEFAULT_HOST,
    DEFAULT_PORT,
    address,
    answer_requests,
    listen,
    run_until_stopped,
)
from graph_api.cli.stores import opened, settings
from graph_api.cli.texts import market_answer, network_answer, officer_answer
from graph_api.contracts import examples_folder
from graph_api.domain.kinds import NodeKind
from graph_api.domain.metrics import Metric
from graph_api.ports import GraphStore
from graph_api.services.lookup import required_area
from graph_api.services.market_linkages import market_linkages
from graph_api.services.nearby_sages import nearby_sages, origin_of_area
from graph_api.services.neighbourhoods import area_network
from graph_api.services.ranking import ranking
from graph_api.services.shelf import Shelf
from graph_api.settings import Settings
from loaders.report import last_line

_IN_MEMORY = "sqlite://"
_EXAMPLE = "phayu/phayu.xlsx"
# What is asked of the example; every name and figure of the answers comes from its tables.
_VILLAGE, _OCCUPATION, _RADIUS_KM, _AREA = "33209905", "ทอเสื่อ", 20.0, "332099"


@click.command()
@click.option("--port", default=DEFAULT_PORT, show_default=True, type=click.IntRange(0, 65535))
@click.option("--no-browser", is_flag=True, help="ไม่เปิดเบราว์เซอร์")
@click.option("--check", "only_check", is_flag=True, help="พิมพ์คำตอบทั้งสามแล้วจบ")
def demo(port: int, no_browser: bool, only_check: bool) -> None:
    """ลองใช้กับตำบลตัวอย่าง: นำเข้า คำนวณ และตอบคำถามสามแบบ.

    Load the example subdistrict, answer one question of each kind of user, and serve it.
    """
    listening = None if only_check else listen(DEFAULT_HOST, port)

    # Nothing of a try-out stays behind, unless a store was named.
    url = _url()
    complete = False

    async def run() -> None:
        nonlocal complete
        with _with_snapshots(settings(url)) as chosen:
            async with opened(url) as graph:
                complete = await show_answers(graph, chosen)
                if complete and listening:
                    shelf = open_shelf(chosen)
                    await _serve(graph, listening, shelf, open_browser=not no_browser)

    run_until_stopped(run())
    sys.exit(0 if complete else 1)


def _url() -> str:
    return os.environ.get("SAMMACHIP_STORE") or _IN_MEMORY


@contextlib.contextmanager
def _with_snapshots(chosen: Settings) -> Iterator[Settings]:
    """The settings with a folder for snapshots: a passing one where the store has none."""
    if open_shelf(chosen):
        yield chosen
        return
    with TemporaryDirectory(prefix="sammachip-") as folder:
        yield replace(chosen, snapshots=Path(folder))


async def show_answers(store: GraphStore, chosen: Settings) -> bool:
    """Load the example, measure it, print the three answers; whether all of it succeeded."""
    report = await load_into(store, [examples_folder() / _EXAMPLE])
    click.echo(last_line(report))
    click.echo(refresh_line(await refresh_metrics(store, chosen)))
    answers = [await _officer(store), await _visualiser(store), await _analyst(store)]
    for lines in answers:
        click.echo("\n" + "\n".join(lines))
    return report.exit_code == 0 and all(len(lines) > 1 for lines in answers)


async def _officer(store: GraphStore) -> list[str]:
    village = await required_area(store, _VILLAGE)
    origin = await origin_of_area(store, _VILLAGE)
    found = await nearby_sages(
        store,
        origin,
        radius_km=_RADIUS_KM,
        occupation=_OCCUPATION,
        teaches_on=datetime.now(UTC).date(),
    )
    return list(officer_answer(village.name, _OCCUPATION, found))


async def _visualiser(store: GraphStore) -> list[str]:
    view = await area_network(store, _AREA)
    brokers = await ranking(store, Metric.BETWEENNESS, area=_AREA, first=3)
    people = (NodeKind.PERSON,)
    cuts = await ranking(store, Metric.CUT_OFF, kinds=people, area=_AREA, first=2)
    return list(network_answer(view, brokers.page.items, cuts.page.items))


async def _analyst(store: GraphStore) -> list[str]:
    return list(market_answer(await market_linkages(store, _AREA)))


async def _serve(
    store: GraphStore, listening: socket.socket, shelf: Shelf | None, *, open_browser: bool
) -> None:
    where = address(listening)
    click.echo(f"\nGraphQL  {where}/graphql   (ลองคำถามใน schema/operations/nearby-sages.graphql)")
    click.echo(f"สถานะ    {where}/health")
    click.echo("ต่อไป    sammachip template --out หมู่บ้าน.xlsx กรอกแล้ว sammachip load หมู่บ้าน.xlsx")
    click.echo("หยุดด้วย Ctrl+C")
    if open_browser:
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(f"{where}/graphql")
    await answer_requests(store, listening, shelf)
