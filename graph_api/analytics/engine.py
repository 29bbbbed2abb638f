"""Which engine computes: NetworkX itself, or kernels compiled by numba."""

from enum import Enum
from importlib.util import find_spec

from graph_api.domain.errors import NationalExtraMissing

NETWORKX_NODES = 20_000
"""The largest network that NetworkX alone serves through the backend."""

KERNELS_FROM_NODES = 2_000
"""From this size a refresh uses kernels where they are installed.

Below it NetworkX takes a second or two, and loading the kernels takes as long.
"""


class Engine(Enum):
    """Who did the computing; all give the same values."""

    NETWORKX = "NETWORKX"
    KERNELS = "KERNELS"
    SPARK = "SPARK"


def national_extra_missing(nodes: int) -> NationalExtraMissing:
    """The error of a network that is too large for NetworkX alone."""
    return NationalExtraMissing(
        f"เครือข่ายมี {nodes:,} ราย เกินขนาดที่ NetworkX คำนวณได้ลำพัง ({NETWORKX_NODES:,} ราย): "
        'ติดตั้งส่วนเสริมระดับประเทศด้วย pip install "sammachip-graph[national]"\n'
        f"{nodes:,} nodes are more than NetworkX alone serves ({NETWORKX_NODES:,}): "
        'install the kernels with pip install "sammachip-graph[national]".'
    )


def installed() -> bool:
    """Whether the kernels can be compiled here (the extra `[national]`)."""
    return find_spec("numba") is not None


def engine_for(nodes: int) -> Engine:
    """The engine of a refresh of a network of this size.

    >>> engine_for(150)
    <Engine.NETWORKX: 'NETWORKX'>
    """
    return Engine.KERNELS if installed() and nodes >= KERNELS_FROM_NODES else Engine.NETWORKX
