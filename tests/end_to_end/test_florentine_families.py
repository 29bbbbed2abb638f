"""A published network through the whole of the project: tables, load, refresh, GraphQL.

Padgett's Florentine marriages (Breiger & Pattison 1986, doi 10.1016/0378-8733(86)90006-7; as in
NetworkX) as an officer's tables: families are households, marriages are peer links. The values
are those of the literature.
"""

import networkx as nx
import pytest

from loaders.tables_out import write_tables
from tests.end_to_end.commands import ask, sammachip

VILLAGE = "33209901"


@pytest.fixture(scope="module")
def florence(tmp_path_factory):
    """The address of a store that holds the families, loaded and measured by the commands."""
    folder = tmp_path_factory.mktemp("florence")
    marriages = nx.florentine_families_graph()
    write_tables(
        folder / "tables",
        {
            "areas": [
                {"area": "332099", "name": "ฟลอเรนซ์"},
                {"area": VILLAGE, "name": "บ้านฟลอเรนซ์"},
            ],
            "households": [
                {"id": name, "head": name, "area": VILLAGE} for name in sorted(marriages)
            ],
            "peers": [{"household": a, "peer": b} for a, b in sorted(marriages.edges)],
        },
        language="th",
    )
    url = f"sqlite:///{folder / 'florence.db'}"
    assert sammachip("load", str(folder / "tables"), "--store", url).returncode == 0
    assert sammachip("refresh", "--store", url).returncode == 0
    return url


async def values(url: str, metric: str) -> dict[str, float]:
    query = """
        query ($metric: Metric!) {
          ranking(metric: $metric, first: 20) {
            edges { value place node { id name } }
          }
        }
    """
    answer = await ask(url, query, {"metric": metric})
    return {edge["node"]["id"]: edge["value"] for edge in answer["ranking"]["edges"]}


async def test_betweenness_is_that_of_the_literature(florence):
    found = await values(florence, "BETWEENNESS")
    printed = {"Medici": 0.522, "Guadagni": 0.255, "Albizzi": 0.212, "Strozzi": 0.103}
    assert {name: round(found[name], 3) for name in printed} == printed
    assert list(found)[:3] == ["Medici", "Guadagni", "Albizzi"]
    assert len(found) == 15


async def test_closeness_of_the_medici(florence):
    assert round((await values(florence, "CLOSENESS"))["Medici"], 3) == 0.560


async def test_every_value_equals_networkx(florence):
    marriages = nx.florentine_families_graph()
    assert await values(florence, "BETWEENNESS") == pytest.approx(
        nx.betweenness_centrality(marriages), rel=1e-9
    )
    assert await values(florence, "PAGERANK") == pytest.approx(
        nx.pagerank(marriages, tol=1e-13), rel=1e-9
    )
