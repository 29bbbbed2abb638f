"""What the services need of a store, cut by the question asked.

Every adapter answers these verbs alike; tests/contract holds them to it. There is no verb that
takes query text: an answer may not depend on which store is behind the port.

Orders are total (ties broken by id), missing values come last, and pages are cut by key and not
by offset, so that rows added between two pages neither repeat nor hide another.
"""

from graph_api.ports.answers import (
    KindCount,
    LinkPage,
    LinkPlace,
    NameCandidate,
    Neighbourhood,
    NodeAtDistance,
    NodeFilter,
    Page,
    Ranked,
    Subgraph,
    counted_at_most,
    link_place,
)
from graph_api.ports.publications import (
    KeptSnapshot,
    MetricColumn,
    MetricPoint,
    Publication,
)
from graph_api.ports.reports import (
    Counts,
    DerivedReport,
    Erasure,
    RefusedLink,
    RefusedNode,
    WriteReport,
)
from graph_api.ports.store import (
    GraphReader,
    GraphStore,
    GraphWriter,
)
from graph_api.ports.streams import (
    CHANGES_KEPT,
    GraphChanges,
    GraphLink,
    GraphNode,
)

__all__ = [
    "CHANGES_KEPT",
    "Counts",
    "DerivedReport",
    "Erasure",
    "GraphChanges",
    "GraphLink",
    "GraphNode",
    "GraphReader",
    "GraphStore",
    "GraphWriter",
    "KeptSnapshot",
    "KindCount",
    "LinkPage",
    "LinkPlace",
    "MetricColumn",
    "MetricPoint",
    "NameCandidate",
    "Neighbourhood",
    "NodeAtDistance",
    "NodeFilter",
    "Page",
    "Publication",
    "Ranked",
    "RefusedLink",
    "RefusedNode",
    "Subgraph",
    "WriteReport",
    "counted_at_most",
    "link_place",
]
