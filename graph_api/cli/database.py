"""`sammachip migrate` and `sammachip neo4j`: the schema of a Neo4j, and a server of one's own."""

import asyncio
import os
import sys
from collections.abc import Sequence

import click

from graph_api.bootstrap import is_neo4j
from graph_api.cli.stores import settings, store_option
from graph_api.stores.neo4j.server import control
from graph_api.stores.neo4j.server.releases import DEFAULT_RELEASE, RELEASES

_release = click.option(
    "--release",
    default=DEFAULT_RELEASE,
    show_default=True,
    type=click.Choice(list(RELEASES)),
    help="รุ่นของ Neo4j",
)


@click.command()
@store_option
@click.option("--dry-run", is_flag=True, help="บอกว่าจะทำอะไร โดยไม่ทำ")
def migrate(store: str | None, dry_run: bool) -> None:
    """ปรับโครงสร้างฐานข้อมูลให้ตรงกับรุ่นนี้.

    Apply the migrations that the database has not had yet; a store in SQLite does so by itself.
    """
    url = settings(store).store
    if not is_neo4j(url):
        click.echo("ที่เก็บข้อมูล SQLite ปรับโครงสร้างเองเมื่อเปิด ไม่ต้องทำอะไร")
        return
    names = asyncio.run(_migrate(url, dry_run=dry_run))
    for name in names:
        click.echo(f"{'จะใช้' if dry_run else 'ใช้แล้ว'}: {name}")
    if not names:
        click.echo("โครงสร้างฐานข้อมูลเป็นปัจจุบันแล้ว")


async def _migrate(url: str, *, dry_run: bool) -> Sequence[str]:
    from graph_api.stores.neo4j.address import Address
    from graph_api.stores.neo4j.connection import Connection
    from graph_api.stores.neo4j.migrations import migrate as apply
    from graph_api.stores.neo4j.migrations import pending

    connection = await Connection.open(Address.parse(url))
    try:
        done = await (pending(connection) if dry_run else apply(connection))
    finally:
        await connection.close()
    return [migration.name for migration in done]


@click.group()
def neo4j() -> None:
    """Neo4j บนเครื่องนี้ ด้วย Docker หรือ Java.

    A Neo4j of one's own, on this machine alone, by Docker or by Java and Maven.
    """


@neo4j.command()
@_release
@click.option("--by", type=click.Choice(["docker", "java"]), help="ค่าเริ่มต้น: Docker ถ้ามี ไม่มีใช้ Java")
def up(release: str, by: str | None) -> None:
    """เริ่ม Neo4j แล้วบอกวิธีใช้.

    Start the server; the graph of the last time is there again.
    """
    if uri := os.environ.get("NEO4J_URI"):
        click.echo(f"NEO4J_URI ชี้ไปที่ {uri} อยู่แล้ว: ใช้ SAMMACHIP_STORE={uri}")
        return
    click.echo(f"กำลังเริ่ม Neo4j {RELEASES[release].version} (ครั้งแรกต้องนำไฟล์มาราว 130 MB) ...")
    _tell(control.up(control.default_home(release), release, by=by))


@neo4j.command()
@_release
def down(release: str) -> None:
    """หยุด Neo4j โดยข้อมูลยังอยู่.

    Stop the server; its graph stays.
    """
    stopped = control.down(control.default_home(release))
    click.echo("หยุด Neo4j แล้ว ข้อมูลยังอยู่" if stopped else "ไม่มี Neo4j ทำงานอยู่")


@neo4j.command()
@_release
def status(release: str) -> None:
    """บอกว่า Neo4j ทำงานอยู่หรือไม่ (รหัสจบ 3 ถ้าไม่).

    Say whether the server runs; exits with 3 where it does not.
    """
    running = control.status(control.default_home(release))
    if running is None:
        click.echo("ไม่มี Neo4j ทำงานอยู่: sammachip neo4j up")
        sys.exit(3)
    _tell(running)


def _tell(running: control.Running) -> None:
    store = running.uri.replace("://", f"://{running.user}@")
    click.echo(f"Neo4j {running.release} ทำงานอยู่ที่ {running.uri} (เฉพาะเครื่องนี้) ใช้โดยตั้ง")
    click.echo(f"  export SAMMACHIP_STORE={store}")
    click.echo(f"  export NEO4J_PASSWORD_FILE={running.password_file}")
    click.echo("หยุดด้วย sammachip neo4j down")
