"""What values of the domain are called in Thai, in an answer's words."""

from collections.abc import Mapping

from graph_api.domain.areas import AreaLevel
from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes import ActivityKind, Phase

KINDS: Mapping[NodeKind, str] = {
    NodeKind.AREA: "พื้นที่",
    NodeKind.PERSON: "บุคคล",
    NodeKind.SAGE: "ปราชญ์ชุมชน",
    NodeKind.TRAINER: "วิทยากรสัมมาชีพ",
    NodeKind.LEADER: "ผู้นำชุมชน",
    NodeKind.CHAIR: "ประธานกลุ่ม/องค์กร",
    NodeKind.OFFICER: "เจ้าหน้าที่พัฒนาชุมชน",
    NodeKind.TEAM: "ทีมวิทยากร/ทีมสนับสนุน",
    NodeKind.HOUSEHOLD: "ครัวเรือน",
    NodeKind.OCCUPATION: "อาชีพ",
    NodeKind.OCCUPATION_GROUP: "กลุ่มอาชีพ",
    NodeKind.PRODUCT: "ผลิตภัณฑ์",
    NodeKind.MATERIAL: "วัสดุ/วัตถุดิบ/อุปกรณ์",
    NodeKind.AGENCY: "หน่วยงานภาคี",
    NodeKind.MARKET: "ตลาด/แหล่งจำหน่าย",
    NodeKind.LEARNING_CENTRE: "ศูนย์เรียนรู้",
    NodeKind.ONLINE_MEDIA: "สื่อออนไลน์",
    NodeKind.ACTIVITY: "กิจกรรม",
    NodeKind.PROGRAMME: "โครงการ/ยุทธศาสตร์",
    NodeKind.PLAN: "แผนงาน",
    NodeKind.GOAL: "เป้าหมาย",
    NodeKind.INCOME_OBSERVATION: "รายได้ก่อน/หลัง",
    NodeKind.STAGE_CHANGE: "การพัฒนาต่อยอด",
    NodeKind.KNOWLEDGE_RECORD: "บันทึกองค์ความรู้",
    NodeKind.RECORD_SECTION: "หัวข้อในบันทึกองค์ความรู้",
}

ACTIVITIES: Mapping[ActivityKind, str] = {
    ActivityKind.FORUM: "เวทีประชุมชี้แจง",
    ActivityKind.TRAINING: "การอบรม",
    ActivityKind.DEMONSTRATION: "การสาธิต",
    ActivityKind.STUDY_VISIT: "การศึกษาดูงาน",
    ActivityKind.FOLLOW_UP: "การติดตามเยี่ยมเยียน",
    ActivityKind.SELLING_EVENT: "การออกร้าน",
    ActivityKind.SELECTION: "การคัดเลือก",
    ActivityKind.PUBLICITY: "การประชาสัมพันธ์",
    ActivityKind.FARM_SEASON: "ฤดูทำการเกษตร",
}

PHASES: Mapping[Phase, str] = {
    Phase.BEFORE: "ก่อนอบรม",
    Phase.DURING: "ระหว่างอบรม",
    Phase.AFTER: "หลังอบรม",
}

LEVELS: Mapping[AreaLevel, str] = {
    AreaLevel.PROVINCE: "จังหวัด",
    AreaLevel.DISTRICT: "อำเภอ",
    AreaLevel.SUBDISTRICT: "ตำบล",
    AreaLevel.VILLAGE: "หมู่บ้าน",
}

CRITERIA: Mapping[str, str] = {
    "livelihood": "ประกอบอาชีพสำเร็จในชุมชน",
    "teaching": "ถ่ายทอดความรู้ได้",
    "volunteer": "มีจิตอาสาตลอดกระบวนการ",
    "willingness": "สมัครใจฝึกอาชีพ",
}
