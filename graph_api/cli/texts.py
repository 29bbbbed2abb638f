"""Answers as lines of text: what an officer reads on the screen, Thai first."""

from collections.abc import Iterable, Iterator, Sequence

from graph_api.analytics.engine import Engine
from graph_api.domain.areas import AreaLevel
from graph_api.domain.calendar import thai_date
from graph_api.domain.metrics import MetricSpec
from graph_api.domain.nodes import Node
from graph_api.ports import Ranked
from graph_api.services.market_figures import SellerLinkage, Side
from graph_api.services.market_linkages import MarketLinkages
from graph_api.services.nearby_sages import NearbySage, NearbySages
from graph_api.services.neighbourhoods import NetworkView
from graph_api.services.refresh import RefreshResult
from graph_api.services.snapshots import SnapshotState

_SHOWN = 3
_ENGINE_TH = {
    Engine.NETWORKX: "ด้วย NetworkX",
    Engine.KERNELS: "ด้วยชุดคำนวณระดับประเทศ",
    Engine.SPARK: "ด้วย Spark",
}
_BAND_TH = {"LOW": "ต่ำ", "MODERATE": "ปานกลาง", "HIGH": "สูง"}


def refresh_line(result: RefreshResult) -> str:
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
        line += f"\nตัวชี้วัดที่ Spark ไม่ได้คำนวณ จึงไม่ได้เผยแพร่: {_specs(result.left_out)}"
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


def _exactness(result: RefreshResult) -> str:
    return f"ประมาณจากตัวอย่าง: {_specs(result.sampled)}" if result.sampled else "นับครบทุกจุด"


def _specs(specs: Iterable[MetricSpec]) -> str:
    return ", ".join(
        spec.metric.value if spec.steps is None else f"{spec.metric.value} {spec.steps} ก้าว"
        for spec in specs
    )


def officer_answer(place: str, occupation: str, found: NearbySages) -> Iterator[str]:
    """Who can teach something near a place."""
    yield f"เจ้าหน้าที่ (officer): ใครสอน{occupation}ได้ ภายใน {found.radius_km:g} กม. จาก{place}?"
    for number, sage in enumerate(found.sages, 1):
        yield f"  {number}. {sage.sage.name}   {_km(sage.metres)}   {_taught(sage)}"
        yield f"     {_way(sage)}"
    if not found.sages:
        yield "  ไม่มีปราชญ์ในรัศมีนี้"
    if beyond := found.nearest_outside:
        yield f"  คนใกล้ที่สุดนอกรัศมี: {beyond.node.name} {_km(beyond.metres)}"


def _km(metres: float) -> str:
    return f"{metres / 1000:.1f} กม."


def _way(sage: NearbySage) -> str:
    if sage.steps is None:
        return "ยังไม่มีใครรู้จักกัน"
    if sage.steps == 0:
        return "อยู่ในหมู่บ้านนี้"
    through = f" ผ่าน {' > '.join(node.name for node in sage.via)}" if sage.via else ""
    return f"{sage.steps} ก้าวในเครือข่าย{through}"


def _taught(sage: NearbySage) -> str:
    if not sage.taught.times:
        return "ยังไม่เคยสอน"
    last = f" ล่าสุด {thai_date(sage.taught.last)}" if sage.taught.last else ""
    return f"สอนแล้ว {sage.taught.times} ครั้ง{last}"


def network_answer(
    view: NetworkView, brokers: Sequence[Ranked], cuts: Sequence[Ranked]
) -> Iterator[str]:
    """How an area hangs together, who joins it, and whose leaving would cut whom off."""
    graph = view.subgraph
    yield f"ผู้ดูภาพเครือข่าย (visualiser): เครือข่ายของ{view.centre.name}เป็นอย่างไร?"
    yield f"  {graph.total_nodes:,} จุด {graph.total_links:,} ความเชื่อมโยง (รวมภาคีและตลาดนอกพื้นที่)"
    if brokers:
        named = ", ".join(f"{each.node.name} ({each.value:.2f})" for each in brokers)
        yield f"  ผู้เชื่อมคนที่ไม่รู้จักกัน (betweenness): {named}"
    for each in cuts:
        if each.value > 0:
            yield f"  ถ้าไม่มี {each.node.name} อีก {each.value:.0f} จุดจะขาดจากเครือข่ายส่วนใหญ่"


def market_answer(found: MarketLinkages) -> Iterator[str]:
    """Where the products of an area go, and who depends on whom."""
    yield f"นักวิเคราะห์ (analyst): ผลผลิตของ{found.area.name}ไปขายที่ไหน?"
    if not found.totals.sales:
        yield "  ยังไม่มีข้อมูลการขาย"
        return
    yield f"  ขายรวม {found.totals.baht:,.0f} บาท จาก {found.totals.sales:,} ครั้ง"
    yield f"  {_district_split(found)}"
    for seller in found.sellers[:_SHOWN]:
        yield f"  {_seller_line(seller)}"
    if found.without_market:
        yield f"  ยังไม่มีตลาด: {_names(found.without_market)}"


def _district_split(found: MarketLinkages) -> str:
    split = next(each for each in found.splits if each.level is AreaLevel.DISTRICT)
    inside, outside, online = (
        split.share(side) for side in (Side.INSIDE, Side.OUTSIDE, Side.ONLINE)
    )
    return f"ในอำเภอ {inside:.0%} นอกอำเภอ {outside:.0%} ออนไลน์ {online:.0%} ของมูลค่า"


def _seller_line(seller: SellerLinkage) -> str:
    measured = seller.concentration
    return (
        f"{seller.seller.name}: ขายให้ {seller.main_market.name} {measured.dependency:.0%} "
        f"(HHI {measured.hhi:,.0f} การกระจุกตัว{_BAND_TH[measured.band.value]})"
    )


def _names(nodes: Sequence[Node]) -> str:
    return ", ".join(node.name for node in nodes)
