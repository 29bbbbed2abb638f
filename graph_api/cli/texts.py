"""Answers as lines of text: what an officer reads on the screen, Thai first."""

from collections.abc import Iterator, Sequence

from graph_api.domain.areas import AreaLevel
from graph_api.domain.calendar import thai_date
from graph_api.domain.nodes import Node
from graph_api.ports import Ranked
from graph_api.services.answers.captions import spoken_name
from graph_api.services.market_figures import SellerLinkage, Side
from graph_api.services.market_linkages import MarketLinkages
from graph_api.services.nearby_sages import NearbySage, NearbySages
from graph_api.services.neighbourhoods import NetworkView

_SHOWN = 3
_BAND_TH = {"LOW": "ต่ำ", "MODERATE": "ปานกลาง", "HIGH": "สูง"}


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
    yield f"ผู้ดูภาพเครือข่าย (visualiser): เครือข่ายของ{spoken_name(view.centre)}เป็นอย่างไร?"
    yield f"  {graph.total_nodes:,} จุด {graph.total_links:,} ความเชื่อมโยง (รวมภาคีและตลาดนอกพื้นที่)"
    if brokers:
        named = ", ".join(f"{each.node.name} ({each.value:.2f})" for each in brokers)
        yield f"  ผู้เชื่อมคนที่ไม่รู้จักกัน (betweenness): {named}"
    for each in cuts:
        if each.value > 0:
            yield f"  ถ้าไม่มี {each.node.name} อีก {each.value:.0f} จุดจะขาดจากเครือข่ายส่วนใหญ่"


def market_answer(found: MarketLinkages) -> Iterator[str]:
    """Where the products of an area go, and who depends on whom."""
    yield f"นักวิเคราะห์ (analyst): ผลผลิตของ{spoken_name(found.area)}ไปขายที่ไหน?"
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
