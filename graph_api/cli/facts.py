"""`sammachip derive`: work out again the links that follow from activities and sales."""

import click

from graph_api.cli.stores import settings, store_option, with_store
from graph_api.services.derive import Rebuilt, rebuild_links


@click.command()
@store_option
def derive(store: str | None) -> None:
    """คำนวณความเชื่อมโยงที่ตามมาจากกิจกรรมและการขายใหม่ทั้งหมด.

    Work out again every link that follows from activities and sales; what somebody declared stays.
    """
    click.echo(rebuilt_text(with_store(settings(store).store, rebuild_links)))
    click.echo("ต่อไป: sammachip refresh")


def rebuilt_text(done: Rebuilt) -> str:
    """What a rebuilding did, as an officer reads it."""
    links = done.report.links
    counted = (
        f"คำนวณใหม่จาก {done.activities:,} กิจกรรม และผู้ขาย {done.sellers:,} ราย: "
        f"ความเชื่อมโยงใหม่ {links.created:,} เปลี่ยน {links.updated:,} เดิม {links.unchanged:,} "
        f"เอาออก {done.report.removed:,} (ที่มีผู้บันทึกไว้เองคงอยู่ตามเดิม)"
    )
    refused = (f"ไม่รับ: {each.reason}" for each in done.report.refused_links)
    return "\n".join((counted, *refused))
