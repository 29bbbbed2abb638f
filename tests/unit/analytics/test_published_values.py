"""The metrics give the values that the literature prints."""

from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph_api.analytics.backend.graph import CsrGraph
from graph_api.analytics.betweenness import betweenness
from graph_api.analytics.closeness import closeness
from graph_api.analytics.concentration import hhi
from graph_api.analytics.diffusion import diffusion_centrality
from graph_api.analytics.projection import co_selling
from tests.unit.analytics.networks import of_graph


def test_closeness_of_the_kite_of_krackhardt():
    kite = of_graph(nx.krackhardt_kite_graph())
    printed = [0.529, 0.529, 0.5, 0.6, 0.5, 0.643, 0.643, 0.6, 0.429, 0.310]
    assert closeness(kite).round(3).tolist() == printed


def test_betweenness_of_the_kite_of_krackhardt():
    kite = of_graph(nx.krackhardt_kite_graph())
    printed = [0.023, 0.023, 0, 0.102, 0, 0.231, 0.231, 0.389, 0.222, 0]
    assert betweenness(kite, exact_nodes=100)[0].round(3).tolist() == printed


@pytest.mark.parametrize(
    "family,printed",
    [("Medici", 0.522), ("Guadagni", 0.255), ("Albizzi", 0.212), ("Strozzi", 0.103)],
)
def test_betweenness_of_the_florentine_marriages(family: str, printed: float):
    florence = of_graph(nx.florentine_families_graph())
    values = betweenness(florence, exact_nodes=100)[0]
    assert values[florence.positions[family]].round(3) == printed


def test_closeness_of_the_medici():
    florence = of_graph(nx.florentine_families_graph())
    assert closeness(florence)[florence.positions["Medici"]].round(3) == 0.560


def _by_kernels(name: str, graph: "nx.Graph[Any]") -> dict[Any, float]:
    own: Any = CsrGraph.from_networkx(graph)
    found: dict[Any, float] = getattr(nx, name)(own)
    return found


def test_the_kernels_give_what_is_printed_too():
    pytest.importorskip("numba", reason="the extra [national] is not installed")
    kite, florence = nx.krackhardt_kite_graph(), nx.florentine_families_graph()
    printed = [0.529, 0.529, 0.5, 0.6, 0.5, 0.643, 0.643, 0.6, 0.429, 0.310]
    found = _by_kernels("closeness_centrality", kite)
    assert [round(value, 3) for value in found.values()] == printed
    printed = [0.023, 0.023, 0, 0.102, 0, 0.231, 0.231, 0.389, 0.222, 0]
    found = _by_kernels("betweenness_centrality", kite)
    assert [round(value, 3) for value in found.values()] == printed
    families = _by_kernels("betweenness_centrality", florence)
    assert round(families["Medici"], 3) == 0.522
    assert round(families["Strozzi"], 3) == 0.103
    assert round(_by_kernels("closeness_centrality", florence)["Medici"], 3) == 0.560


def test_hhi_of_the_worked_example_of_four_firms():
    assert hhi([30, 30, 20, 20]) == 2_600


def test_newmans_projection_of_a_path_with_a_branch():
    sales = [("0", "1"), ("2", "1"), ("2", "3"), ("4", "3"), ("5", "1")]
    printed = {("0", "2"): 0.5, ("0", "5"): 0.5, ("2", "4"): 1.0, ("2", "5"): 0.5}
    assert co_selling(sales) == printed


def test_diffusion_centrality_of_the_worked_example_of_an_and_liu():
    # The R Journal 8(1), 2016: five people, T = 5, the passing on as given.
    passing = np.array(
        [
            [0.0, 0.2, 0.6, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.4, 0.0],
            [0.1, 0.1, 0.0, 0.4, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.3],
            [0.0, 0.4, 0.0, 0.0, 0.0],
        ]
    )
    printed = [1.50832, 0.59296, 0.99968, 0.48816, 0.63488]
    assert diffusion_centrality(passing, rounds=5).round(5).tolist() == printed
