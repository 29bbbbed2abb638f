"""A refused number is shown as it was given."""

import pytest

from graph_api.domain.errors import InvalidArgument
from graph_api.services.limits import check_range


@pytest.mark.parametrize(
    "value, shown",
    [(1_000_000, "1000000"), (2**31 - 1, "2147483647"), (-3, "-3"), (8.5, "8.5"), (0.1, "0.1")],
)
def test_a_number_out_of_bounds_is_shown_digit_by_digit(value: float, shown: str):
    with pytest.raises(InvalidArgument) as refused:
        check_range("levels", value, 1, 8)
    assert refused.value.message == f"levels = {shown} ใช้ไม่ได้: ต้องอยู่ระหว่าง 1 ถึง 8"
