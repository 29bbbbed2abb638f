"""Compiling ahead leaves no kernel to be compiled at a refresh."""

import pytest

from graph_api.analytics.compiling_ahead import compile_kernels, kernel_functions


def test_every_kernel_is_compiled_or_is_part_of_one_that_is():
    pytest.importorskip("numba", reason="the extra [national] is not installed")
    compile_kernels()
    kernels = dict(kernel_functions())
    parts = {name for each in kernels.values() for name in each.py_func.__code__.co_names}
    left = [name for name, each in kernels.items() if not each.signatures]
    assert len(kernels) > 40
    assert [name for name in left if name.rpartition(".")[2] not in parts] == []
