"""The domain's enumerations as GraphQL enums, each with what it means in English and Thai.

`strawberry.enum` is called for its effect: the domain's classes stay plain Python and know
nothing of GraphQL. The values keep their names; what a value means is said where its name alone
does not say it.
"""

from collections.abc import Mapping
from enum import Enum

import strawberry

from graph_api.analytics.concentration import Concentration
from graph_api.analytics.stage import Stage
from graph_api.domain.areas import AreaLevel
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LINK_RULES, LinkType
from graph_api.domain.metrics import Direction, LinkScope, Method, Metric, NetworkFigure
from graph_api.domain.nodes import (
    ActivityKind,
    AgencyLevel,
    Calendar,
    CentreKind,
    CriterionState,
    DevelopmentStage,
    GroupStage,
    HouseholdStatus,
    IncomeBasis,
    MarketKind,
    MaterialKind,
    Phase,
    ProductCategory,
    TeamKind,
)
from graph_api.domain.places import Precision
from graph_api.services.analysis import Question
from graph_api.services.answers.captions import CRITERIA, KINDS
from graph_api.services.knowledge_records import RecordMatch
from graph_api.services.market_figures import GroupBy, Side
from graph_api.services.nearby_sages import RankPart, SageOrder
from graph_api.services.set_questions import Choice, SetQuestion


class Criterion(Enum):
    """What persons and households are chosen by (B13, B19, B20, B39)."""

    LIVELIHOOD = "LIVELIHOOD"
    TEACHING = "TEACHING"
    VOLUNTEER = "VOLUNTEER"
    WILLINGNESS = "WILLINGNESS"


def _register(
    cls: type[Enum],
    description: str,
    values: Mapping[str, str] | None = None,
    name: str | None = None,
) -> None:
    registered = strawberry.enum(cls, name=name, description=description)
    meanings = values or {}
    for value in registered.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = meanings.get(value.name)


_register(
    NodeKind,
    "What a node is; a person counts as PERSON and as each role held · ชนิดของสิ่งในเครือข่าย",
    {kind.value: caption for kind, caption in KINDS.items()},
)
_register(
    LinkType,
    "What a link says, read from source to target · ชนิดของความเชื่อมโยง",
    {kind.value: rule.caption_th for kind, rule in LINK_RULES.items()},
)
_register(AreaLevel, "Level of an area · ระดับพื้นที่")
_register(Precision, "How closely a point is known · ความละเอียดของพิกัด")
_register(
    Criterion,
    "Criteria of selection: of a sage three, a trainer two, a household one · เกณฑ์คัดเลือก",
    {
        "LIVELIHOOD": f"Runs a successful livelihood here · {CRITERIA['livelihood']}",
        "TEACHING": f"Can pass the knowledge on · {CRITERIA['teaching']}",
        "VOLUNTEER": f"Volunteers for the whole process · {CRITERIA['volunteer']}",
        "WILLINGNESS": f"Wants to be trained in an occupation · {CRITERIA['willingness']}",
    },
)
_register(
    CriterionState,
    "What is known of a criterion · สถานะของเกณฑ์",
    {
        "PROVEN": "มีหลักฐานว่าผ่าน",
        "UNPROVEN": "ยังไม่มีหลักฐาน",
        "FAILED": "มีหลักฐานว่าไม่ผ่าน",
    },
)
_register(TeamKind, "ทีมวิทยากรหมู่บ้าน หรือทีมสนับสนุนระดับอำเภอ")
_register(HouseholdStatus, "How far a household has come · ความก้าวหน้าของครัวเรือน")
_register(GroupStage, "How far a group has come · ขั้นการพัฒนาของกลุ่มอาชีพ")
_register(ProductCategory, "The five OTOP categories · ประเภทผลิตภัณฑ์ OTOP")
_register(AgencyLevel, "Level of administration · ระดับหน่วยงาน")
_register(MarketKind, "Kind of selling place · ชนิดของแหล่งจำหน่าย")
_register(CentreKind, "What a centre grew from · ที่มาของศูนย์เรียนรู้")
_register(ActivityKind, "What happened · ชนิดของกิจกรรม")
_register(MaterialKind, "วัตถุดิบ อุปกรณ์ หรือวัสดุสาธิต")
_register(IncomeBasis, "Told by those who earned it, or taken from books · ที่มาของตัวเลขรายได้")
_register(
    DevelopmentStage, "Steps from trained to OTOP, lowest first · ขั้นพัฒนาตั้งแต่อบรมแล้วจนเป็น OTOP"
)
_register(Calendar, "Era that a year was written in: พ.ศ. (BE) or ค.ศ. (CE)")
_register(Phase, "Before, during or after a training · ก่อน ระหว่าง หรือหลังการอบรม")
_register(
    Metric,
    "Place of a node in the network; definitions in docs/metrics.md · ตัวชี้วัดตำแหน่งในเครือข่าย",
    {
        "DEGREE": "Distinct neighbours · จำนวนผู้ที่เชื่อมโยงโดยตรง",
        "IN_DEGREE": "Distinct teachers · จำนวนผู้สอน",
        "OUT_DEGREE": "Distinct learners · จำนวนผู้เรียน",
        "REACH_COUNT": "Others within `steps` · จำนวนผู้ที่ไปถึงได้ภายในจำนวนก้าว",
        "REACH_SHARE": "REACH_COUNT / (n - 1) · สัดส่วนที่ไปถึงได้",
        "REACH_EFFICIENCY": "REACH_SHARE / (neighbours + 1) · สัดส่วนที่ไปถึงต่อผู้ติดต่อหนึ่งราย",
        "LEARNING_REACH": "Others within `steps` along teaching links · ผู้ที่ได้เรียนต่อกันไป",
        "CASCADE_REACH": "The same in the order of the days · ผู้ที่ได้เรียนต่อกันไปตามลำดับวัน",
        "BETWEENNESS": "Connects groups that do not know each other · ความเป็นสะพานเชื่อมกลุ่ม",
        "CLOSENESS": "How quickly news gets to all · ความใกล้ชิด",
        "HARMONIC_CLOSENESS": "Closeness for a network in parts · ความใกล้ชิดแบบฮาร์มอนิก",
        "PAGERANK": "Known by those who are known · ความสำคัญจากผู้ที่สำคัญ",
        "COMPONENT": "Number of the part the node is in · หมายเลขส่วนของเครือข่าย",
        "COMPONENT_SIZE": "Nodes in that part · ขนาดของส่วนนั้น",
        "ARTICULATION": "1 if leaving cuts the network · 1 ถ้าขาดแล้วเครือข่ายแยกออกจากกัน",
        "CUT_OFF": "Nodes cut off by leaving · จำนวนที่ถูกตัดขาดถ้าขาดไป",
        "BRIDGES": "Ties that nothing could replace · จำนวนสายสัมพันธ์ที่ไม่มีทางอื่นแทน",
        "CORE_NUMBER": "Largest k of a circle with k ties each · ความแน่นแฟ้นของวงที่อยู่",
        "CONSTRAINT": "Contacts who know each other; low is a broker · ความซ้ำซ้อนของผู้ติดต่อ",
        "EFFECTIVE_SIZE": "Contacts that others do not repeat · จำนวนผู้ติดต่อที่ไม่ซ้ำซ้อน",
        "EIGENVECTOR": "Known by those who are known (eigenvector) · เป็นที่รู้จักของผู้ที่เป็นที่รู้จัก",
        "DIFFUSION": "How far news is expected to spread · การแพร่ข่าวที่คาดหมาย",
        "COMMUNITY": "Number of the circle the node is in · หมายเลขวงที่สัมพันธ์กันแน่น",
        "COMMUNITY_SIZE": "Nodes in that circle · ขนาดของวงนั้น",
    },
)
_register(
    NetworkFigure,
    "The network as a whole; definitions in docs/metrics.md · ตัวเลขของทั้งเครือข่าย",
    {
        "COMPONENTS": "Parts that do not meet · จำนวนส่วน",
        "LARGEST_SHARE": "Share of actors in the largest part · สัดส่วนของส่วนที่ใหญ่ที่สุด",
        "DENSITY": "Ties over possible ties · ความหนาแน่น",
        "ARTICULATION_POINTS": "Single points of failure · จำนวนจุดเชื่อมวิกฤต",
        "DEGREE_CENTRALISATION": "1 where all leans on one · การกระจุกของความเชื่อมโยง",
        "HUBS": "Known by a tenth of all others · จำนวนจุดรวมของเครือข่าย",
        "CORE_SHARE": "Share of actors in the 3-core · สัดส่วนในแกนกลาง",
        "COMMUNITIES": "Circles with many ties inside · จำนวนวง",
        "MODULARITY": "How much more ties stay in circles than by chance · ความเป็นวง",
        "DEGREE_ASSORTATIVITY": "Whether the busy know each other · ผู้มีเครือข่ายมากผูกกันเองหรือไม่",
        "EI_BY_VILLAGE": "-1 villages keep to themselves, 1 outward · การเปิดสู่นอกหมู่บ้าน",
        "EI_BY_SUBDISTRICT": "The same of subdistricts · การเปิดสู่นอกตำบล",
    },
)
_register(
    Stage,
    "Stages of weaving a network (Krebs & Holley) · ขั้นของการถักทอเครือข่าย",
    {
        "SCATTERED": "กระจัดกระจาย",
        "HUB_AND_SPOKE": "พึ่งจุดรวมเดียว",
        "MULTI_HUB": "หลายจุดรวม",
        "CORE_PERIPHERY": "มีแกนที่แน่นแฟ้น",
    },
    name="NetworkStage",
)
_register(
    Direction,
    "Which way links are followed · ทิศทางของความเชื่อมโยง",
    {
        "OUT": "Source to target · ออก",
        "IN": "Target to source · เข้า",
        "UNDIRECTED": "Both ways · สองทาง",
    },
)
_register(Method, "Every node counted, or a sample · คำนวณครบ หรือสุ่มตัวอย่าง")
_register(LinkScope, "Which links a metric follows · ความเชื่อมโยงที่ใช้คำนวณ")
_register(GroupBy, "What the flows are added up by · จัดกลุ่มกระแสสินค้าตาม")
_register(Side, "Where a sale went, seen from the seller · ปลายทางของการขาย")
_register(
    Concentration,
    "Bands of the HHI: moderate from 1,000, high above 1,800 · ระดับการกระจุกตัวของตลาด",
    name="ConcentrationBand",
)
_register(SageOrder, "What comes first · ลำดับรายการ")
_register(
    RankPart,
    "Parts of the rank, each 0 to 1 · องค์ประกอบของคะแนน",
    {
        "NEARNESS": "ใกล้",
        "ACQUAINTANCE": "มีคนรู้จักเชื่อมถึง",
        "EXPERIENCE": "เคยสอน",
        "CRITERIA": "ผ่านเกณฑ์",
    },
)
_register(
    Question,
    "Questions of an analyst about an area · คำถามของนักวิเคราะห์",
    {
        "LEARNING_REACH": "การสอนไปถึงใคร",
        "BRIDGING_PEOPLE": "ใครเชื่อมหมู่บ้าน",
        "SINGLE_POINTS": "ขาดใครแล้วใครหลุด",
        "MARKET_REACH": "ตลาดในและนอกพื้นที่",
        "MARKET_BROKERS": "ใครพาออกตลาด",
        "TRAINED_UNSOLD": "อบรมแล้วไม่มีตลาด",
        "SHARED_MARKETS": "พบกันที่งานใด",
        "HOUSEHOLD_INCOME": "รายได้ครัวเรือน",
        "GROUP_INCOME": "รายได้กลุ่ม",
        "PRACTICE": "ทำอาชีพที่อบรม",
        "GROUP_COVERAGE": "หมู่บ้านที่มีกลุ่ม",
        "STAGES": "ถึงขั้นใด ติดที่ใด",
        "FOLLOW_UP": "ติดตามแล้วทำต่อ",
        "STUDY_VISITS": "ของใหม่หลังดูงาน",
        "PEER_DENSITY": "ความเกื้อกูล",
        "HOMOPHILY_OCCUPATION": "คบอาชีพเดียวกัน",
        "HOMOPHILY_AREA": "คบพื้นที่เดียวกัน",
        "BECAME_CENTRES": "ครัวเรือนที่เป็นศูนย์",
        "TIES_BY_TYPE": "ใครเชื่อมโยงเรื่องใด",
        "INCOME_BY_DISTANCE": "รายได้ตามระยะจากการอบรม",
        "PRODUCT_SPACE": "พื้นที่ใดทำอะไรต่อได้",
        "PRODUCT_SPACE_SELLERS": "กลุ่มใดทำอะไรต่อได้",
    },
)
_register(
    SetQuestion,
    "What is asked about a given set · คำถามต่อคนกลุ่มหนึ่ง",
    {
        "JOINT_REACH": "ไปถึงร่วมกันกี่ราย",
        "LEAVING": "ถ้าออกไป เสียอะไร",
        "MEETING": "ถ้ารู้จักกัน ได้อะไร",
        "ADOPTION": "ถ้าเริ่มก่อน มีผู้ทำตามกี่ราย",
    },
)
_register(
    Choice,
    "What a set is chosen for · เลือกเพื่ออะไร",
    {
        "COVER": "Joint reach · ไปถึงได้มากที่สุด",
        "SEEDS": "Passed on by chance; of all actors · เริ่มแล้วแพร่ไกลที่สุด",
        "SEEDS_BY_TWO": "Adopted from two · เริ่มแล้วมีผู้เห็นจากสองราย",
        "INTRODUCTIONS": "New ties · ควรแนะนำใครให้ใคร",
    },
)
_register(RecordMatch, "Where a record says it · พบที่ส่วนใดของบันทึก")
