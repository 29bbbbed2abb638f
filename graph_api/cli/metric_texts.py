"""The metrics in lines of text: what a refresh did, and what a service answers with."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from graph_api.analytics.engine import Engine
from graph_api.domain.calendar import thai_date
from graph_api.domain.metrics import MetricSpec
from graph_api.services.snapshots import SnapshotState

if TYPE_CHECKING:  # a service says how old its metrics are, and starts without computing any
    from graph_api.services.refresh import RefreshResult

_ENGINE_TH = {
    Engine.NETWORKX: "ด้วย NetworkX",
    Engine.KERNELS: "ด้วยชุดคำนวณระดับประเทศ",
    Engine.SPARK: "ด้วย Spark",
}


def refresh_line(result: "RefreshResult") -> str:
    """What a refresh did: how many, how long, how exact, and what it left out."""
    info = result.snapshot
    done = f"ใน {result.seconds:.1f} วินาที" if result.computed else "(เครือข่ายไม่เปลี่ยน ไม่ต้องคำนวณใหม่)"
    line = (
        f"ตัวชี้วัด: {info.nodes:,} จุด {info.links:,} ความเชื่อมโยง {done} "
        f"(snapshot {info.id[:8]}, {_exactness(result)}, {_ENGINE_TH[result.engine]})"
    )
    if not result.read_whole:
        line += "\nอ่านเฉพาะข้อมูลที่เปลี่ยนไปจากครั้งก่อน (อ่านใหม่ทั้งหมด: sammachip refresh --force)"
    if result.updated:
        line += "\nคำนวณเฉพาะส่วนที่เปลี่ยนไปจากครั้งก่อน (คำนวณใหม่ทั้งหมด: sammachip refresh --force)"
    if result.not_kept:
        line += f"\nเก็บภาพเครือข่ายเป็นไฟล์ไม่ได้ ครั้งหน้าจะคำนวณใหม่ทั้งหมด: {result.not_kept}"
    if result.left_out and result.engine is Engine.SPARK:
        line += (
            f"\nตัวชี้วัดที่ Spark ไม่ได้คำนวณ จึงไม่ได้เผยแพร่: {_specs(result.left_out)} "
            "ค่าเดิมของตัวชี้วัดเหล่านี้ไม่แสดงเป็นค่าปัจจุบันอีก "
            "(คำนวณครบทุกตัว: sammachip refresh)"
        )
    elif result.left_out:
        line += f"\nไม่ได้คำนวณเพราะเครือข่ายใหญ่เกินไป: {_specs(result.left_out)}"
        if result.engine is Engine.NETWORKX:
            line += '\nหากต้องการ ติดตั้ง pip install "sammachip-graph[national]" แล้วสั่ง refresh อีกครั้ง'
    return line


def snapshot_line(state: SnapshotState | None) -> str:
    """Which metrics a service answers with, and whether they are of the graph as it is now."""
    if state is None:
        return "ตัวชี้วัด      ยังไม่เคยคำนวณ: สั่ง sammachip refresh"
    when = state.info.as_of.astimezone()
    line = f"ตัวชี้วัด      snapshot {state.info.id[:8]} เมื่อ {thai_date(when.date())} {when:%H:%M} น."
    return f"{line} ข้อมูลเปลี่ยนไปแล้ว: สั่ง sammachip refresh" if state.stale else line


def _exactness(result: "RefreshResult") -> str:
    return f"ประมาณจากตัวอย่าง: {_specs(result.sampled)}" if result.sampled else "นับครบทุกจุด"


def _specs(specs: Iterable[MetricSpec]) -> str:
    return ", ".join(
        spec.metric.value if spec.steps is None else f"{spec.metric.value} {spec.steps} ก้าว"
        for spec in specs
    )
