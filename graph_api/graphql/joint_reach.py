"""What several people reach together."""

import strawberry

from graph_api.graphql.measures import SnapshotType


@strawberry.type(
    name="JointReach",
    description="Who is within some ties of at least one of a set, nobody counted twice · "
    "ผู้ที่ไปถึงได้ร่วมกัน",
)
class JointReachType:
    """The joint reach of a set of actors."""

    reached: int = strawberry.field(description="The set included · จำนวน รวมตัวเอง")
    share: float = strawberry.field(description="Of all actors · สัดส่วนของทั้งหมด")
    snapshot: SnapshotType
