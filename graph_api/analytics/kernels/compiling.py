"""How a kernel is compiled: kept on disk, releasing the interpreter lock."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

Function = TypeVar("Function", bound=Callable[..., Any])

Rows = NDArray[np.uint64]
"""Where each node's row begins and ends (`indptr`)."""

Targets = NDArray[np.uint32]
"""The targets of all rows, one after another (`indices`)."""

COMPILED = find_spec("numba") is not None
"""Whether numba is here; without it kernels run as plain Python."""


def kernel(function: Function) -> Function:
    """Compile `function` at its first call, and keep the machine code beside it."""
    if not COMPILED:
        return function
    from numba import njit

    return cast(Function, njit(cache=True, nogil=True, error_model="numpy")(function))


def _bit_count(word: int) -> int:
    return int(word).bit_count()


def _intrinsic_bit_count() -> Any:
    # One machine instruction instead of a dozen.
    from numba.core import types
    from numba.extending import intrinsic

    @intrinsic
    def population(_context: Any, _word: Any) -> Any:
        def emit(_: Any, builder: Any, __: Any, arguments: Any) -> Any:
            return builder.ctpop(arguments[0])

        return types.uint64(types.uint64), emit

    return population


bit_count: Any = _intrinsic_bit_count() if COMPILED else _bit_count
"""How many bits of a 64-bit word are set."""
