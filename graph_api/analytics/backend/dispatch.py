"""The object that NetworkX talks to."""

from collections.abc import Callable, Mapping
from functools import partial
from inspect import signature
from typing import Any

from networkx.utils.backends import _registered_algorithms  # type: ignore[attr-defined]

from graph_api.analytics.backend import claims
from graph_api.analytics.backend.graph import CsrGraph
from graph_api.analytics.engine import national_extra_missing
from graph_api.analytics.snapshot import Snapshot

WORTH_CONVERTING = 500
"""Nodes below which converting a NetworkX graph costs more than it spares."""


class Dispatcher:
    """Every algorithm of NetworkX: by a kernel where there is one, else by NetworkX on a copy."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in _registered_algorithms:
            raise AttributeError(name)
        return partial(_run, name)

    @staticmethod
    def convert_from_nx(graph: Any, *, weight: Any = None, **_: Any) -> Any:
        """A graph of this backend; graphs of it stay as they are."""
        del weight
        return graph if _is_own(graph) else CsrGraph.from_networkx(graph)

    @staticmethod
    def convert_to_nx(result: Any, **_: Any) -> Any:
        """A NetworkX graph of a graph of this backend; any other result as it is."""
        return result.to_networkx() if _is_own(result) else result

    @staticmethod
    def can_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:
        """True, or why a call is better left to NetworkX.

        A graph of this backend can always be asked: NetworkX is called on a copy where no kernel
        speaks.
        """
        arguments = _arguments(name, args, kwargs)
        if any(_is_own(value) for value in arguments.values()):
            return True
        return claims.reason_against(name, arguments) or True

    @staticmethod
    def should_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:
        """Whether a call on a NetworkX graph pays for converting it."""
        graph = _arguments(name, args, kwargs).get("G")
        if graph is None or _is_own(graph) or len(graph) >= WORTH_CONVERTING:
            return True
        return f"fewer than {WORTH_CONVERTING} nodes"


def _is_own(value: Any) -> bool:
    return isinstance(value, CsrGraph | Snapshot)


def _arguments(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    bound = signature(_registered_algorithms[name].orig_func).bind(*args, **kwargs)
    bound.apply_defaults()
    return dict(bound.arguments)


def _run(name: str, *args: Any, **kwargs: Any) -> Any:
    arguments = _arguments(name, args, kwargs)
    graph = arguments.get("G")
    if isinstance(graph, Snapshot):
        graph = arguments["G"] = graph.as_csr()
    if isinstance(graph, CsrGraph):
        if claims.too_large_for_networkx(len(graph)):
            raise national_extra_missing(len(graph))
        if claims.reason_against(name, arguments) is None:
            from graph_api.analytics.backend import algorithms

            kernel: Callable[..., Any] = getattr(algorithms, name)
            return kernel(**arguments)
    return _by_networkx(name, args, kwargs)


def _by_networkx(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
    plain = [Dispatcher.convert_to_nx(value) for value in args]
    named = {key: Dispatcher.convert_to_nx(value) for key, value in kwargs.items()}
    return _registered_algorithms[name].orig_func(*plain, **named)


dispatcher = Dispatcher()
"""What the entry point `networkx.backends` names."""
