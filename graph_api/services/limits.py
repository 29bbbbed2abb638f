"""How much one question may ask for; asking for more is an error that says so, never a cut."""

from graph_api.domain.areas import is_area_code
from graph_api.domain.errors import InvalidArgument

PAGE_DEFAULT = 50
PAGE_MAX = 500
NETWORK_BUDGET_DEFAULT = 2_000
NETWORK_BUDGET_MAX = 20_000
EGO_STEPS_MAX = 4
RADIUS_KM_MAX = 300.0
PATH_STEPS_MAX = 8
POPULATION_MAX = 100_000


def check_range(name: str, value: float, low: float, high: float) -> None:
    """Accept a value between two bounds, both included.

    Raises:
        InvalidArgument: it is outside; the message gives the bounds.
    """
    if not low <= value <= high:
        msg = f"{name} = {value:.15g} ใช้ไม่ได้: ต้องอยู่ระหว่าง {low:.15g} ถึง {high:.15g}"
        raise InvalidArgument(msg)


def check_area(code: str) -> None:
    """Accept what has the form of an area code.

    Raises:
        InvalidArgument: it has not.
    """
    if not is_area_code(code):
        msg = (
            f"รหัสพื้นที่ {code!r} ใช้ไม่ได้: ต้องเป็นตัวเลขอารบิก 2 หลัก (จังหวัด) 4 หลัก (อำเภอ) "
            "6 หลัก (ตำบล) หรือ 8 หลัก (หมู่บ้าน)"
        )
        raise InvalidArgument(msg)
