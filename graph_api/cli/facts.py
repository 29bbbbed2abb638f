"""`sammachip derive`, `erase`, `audit`: what becomes of facts after they were loaded."""

import click

from graph_api.cli.stores import settings, store_option, with_store
from graph_api.domain.audit import AuditLine
from graph_api.domain.calendar import thai_date
from graph_api.ports import GraphStore
from graph_api.services.derive import Rebuilt, rebuild_links
from graph_api.services.erasing import Erased, audit_lines, erasable
from graph_api.services.erasing import erase as erase_node


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


@click.command()
@click.argument("node_id", metavar="ID")
@click.option("--by", "asked_by", required=True, help="ผู้ขอให้ลบ (ตำแหน่งหรือเลขหนังสือ ไม่ใช่ข้อมูลส่วนบุคคล)")
@click.option("--reason", required=True, help="เหตุผล บันทึกไว้ในประวัติการลบ")
@click.option("--yes", is_flag=True, help="ไม่ถามซ้ำ")
@store_option
def erase(node_id: str, asked_by: str, reason: str, *, yes: bool, store: str | None) -> None:
    """ลบข้อมูลส่วนบุคคลของบุคคล เจ้าหน้าที่ หรือครัวเรือนรหัส ID อย่างถาวร.

    Erase the personal data of one node for good; its id, area and links stay, so that the network
    keeps its shape. A line stays in the audit.
    """
    url = settings(store).store
    node = with_store(url, lambda graph: erasable(graph, node_id))
    if not yes:
        click.confirm(
            f"ลบข้อมูลส่วนบุคคลของ {node_id} ({node.kind.value}) อย่างถาวร เรียกคืนไม่ได้ ทำต่อหรือไม่",
            abort=True,
        )
    done = with_store(
        url, lambda graph: erase_node(graph, node_id, asked_by=asked_by, reason=reason)
    )
    click.echo(erased_text(done))


@click.command()
@store_option
def audit(store: str | None) -> None:
    """ประวัติการลบข้อมูลส่วนบุคคล.

    What was erased: when, which id, at whose request and why.
    """
    lines = with_store(settings(store).store, _audit)
    for line in lines:
        click.echo(audit_text(line))
    if not lines:
        click.echo("ยังไม่มีการลบข้อมูลส่วนบุคคล")


async def _audit(graph: GraphStore) -> list[AuditLine]:
    return [line async for line in audit_lines(graph)]


def erased_text(done: Erased) -> str:
    """What an erasure did and what is left to a human, as an officer reads it."""
    line = done.erasure.line
    kept = f"ความเชื่อมโยงคงอยู่ตามเดิม (ประวัติการลบลำดับ {line.number})"
    said = [f"ลบข้อมูลส่วนบุคคลของ {line.node} แล้ว {kept}"]
    if done.erasure.redacted:
        said.append(f"ลบชื่อออกจากข้อความของ {', '.join(done.erasure.redacted)} ด้วย")
    if done.same_name:
        said.append(
            f"ยังมีชื่อเดียวกันที่ {', '.join(done.same_name)}: ถ้าเป็นคนเดียวกัน ให้สั่ง erase รหัสนั้นด้วย "
            "หรือแก้ข้อความแล้วนำเข้าใหม่"
        )
    if done.erasure.leftover:
        said.append(done.erasure.leftover)
    said.append("ไฟล์ต้นฉบับ ไฟล์ส่งออก และไฟล์สำรองอยู่นอกระบบ: ลบชื่อออกจากไฟล์เหล่านั้นเอง")
    return "\n".join(said)


def audit_text(line: AuditLine) -> str:
    """One line of the audit."""
    day = thai_date(line.at.date())
    return (
        f"{line.number}. {day} {line.at:%H:%M} UTC ลบข้อมูลส่วนบุคคลของ {line.node} "
        f"({line.kind.value}) ผู้ขอ: {line.asked_by} เหตุผล: {line.reason}"
    )
