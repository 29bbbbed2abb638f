"""Eight values of a node side by side: one cache line, and one instruction for all of them.

Each function changes the row of one node in arrays of shape (nodes, 8), of numbers or (only
`gather_lanes`) of words of bits. Where numba is, they are vector instructions: the compiler by
itself makes eight scalar ones of a loop over a row, since it cannot know that two arrays do not
overlap. Rows are given by numbers that are not negative.
"""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import COMPILED, Targets

LANES = 8

Lanes = NDArray[np.float64]
Words = NDArray[np.uint64]
Rows8 = TypeVar("Rows8", Lanes, Words)


def _gather(into: Rows8, v: int, held: Rows8, targets: Targets, begin: int, end: int) -> None:
    join = np.bitwise_or if into.dtype == np.uint64 else np.add
    into[v] = join.reduce(held[targets[begin:end]], axis=0)


def _add(into: Lanes, v: int, held: Lanes, u: int) -> None:
    into[v] += held[u]


def _settle(gained: Lanes, ways: Lanes, v: int) -> int:
    gained[v] = np.where(ways[v] == 0, gained[v], 0.0)
    ways[v] += gained[v]
    return int(np.packbits(gained[v] > 0, bitorder="little")[0])


def _spread(shares: Lanes, ways: Lanes, v: int, lanes: int) -> float:
    here = np.unpackbits(np.uint8(lanes), bitorder="little").astype(np.bool_)
    through = float(shares[v, here] @ ways[v, here])
    shares[v, here] += 1 / ways[v, here]
    shares[v, ~here] = 0.0
    return through


def _by_vectors() -> tuple[Any, Any, Any, Any]:
    from llvmlite import ir
    from numba.core import types
    from numba.extending import intrinsic

    word = ir.IntType(64)
    numbers, words = (ir.VectorType(kind, LANES) for kind in (ir.DoubleType(), word))
    zeros, ones = (ir.Constant(numbers, [value] * LANES) for value in (0.0, 1.0))

    def row(context: Any, builder: Any, kind: Any, array: Any, node: Any) -> Any:
        data = context.make_array(kind)(context, builder, array).data
        wide = builder.zext(node, word) if node.type.width < word.width else node
        place = builder.gep(data, [builder.mul(wide, ir.Constant(word, LANES))])
        vector = words if kind.dtype == types.uint64 else numbers
        return builder.bitcast(place, vector.as_pointer())

    def load(builder: Any, place: Any) -> Any:
        loaded = builder.load(place)
        loaded.align = 8  # rows need not begin at a cache line
        return loaded

    def store(builder: Any, value: Any, place: Any) -> None:
        builder.store(value, place).align = 8

    @intrinsic
    def gather(_: Any, into: Any, v: Any, held: Any, targets: Any, begin: Any, end: Any) -> Any:
        def emit(context: Any, builder: Any, signature: Any, given: Any) -> None:
            into, v, held, targets, begin, end = given
            bits = signature.args[0].dtype == types.uint64
            vector, join = (words, builder.or_) if bits else (numbers, builder.fadd)
            nothing = ir.Constant(vector, [0] * LANES)
            arcs = context.make_array(signature.args[3])(context, builder, targets).data
            before = builder.block
            loop, done = (builder.append_basic_block(name) for name in ("arcs", "done"))
            builder.cbranch(builder.icmp_unsigned("<", begin, end), loop, done)
            builder.position_at_end(loop)
            arc, total = builder.phi(word), builder.phi(vector)
            u = builder.load(builder.gep(arcs, [arc]))
            other = load(builder, row(context, builder, signature.args[2], held, u))
            wider = join(total, other)
            following = builder.add(arc, ir.Constant(word, 1))
            for number, first, next_ in ((arc, begin, following), (total, nothing, wider)):
                number.add_incoming(first, before)
                number.add_incoming(next_, loop)
            builder.cbranch(builder.icmp_unsigned("<", following, end), loop, done)
            builder.position_at_end(done)
            found = builder.phi(vector)
            found.add_incoming(nothing, before)
            found.add_incoming(wider, loop)
            store(builder, found, row(context, builder, signature.args[0], into, v))

        return types.void(into, v, held, targets, begin, end), emit

    @intrinsic
    def add(_: Any, into: Any, v: Any, held: Any, u: Any) -> Any:
        def emit(context: Any, builder: Any, signature: Any, given: Any) -> None:
            place = row(context, builder, signature.args[0], *given[:2])
            other = row(context, builder, signature.args[2], *given[2:])
            store(builder, builder.fadd(load(builder, place), load(builder, other)), place)

        return types.void(into, v, held, u), emit

    @intrinsic
    def settle(_: Any, gained: Any, ways: Any, v: Any) -> Any:
        def emit(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            new, old = (
                row(context, builder, kind, array, given[2])
                for kind, array in zip(signature.args, given[:2], strict=False)
            )
            known = load(builder, old)
            unseen = builder.fcmp_ordered("==", known, zeros)
            first = builder.select(unseen, load(builder, new), zeros)
            store(builder, first, new)
            store(builder, builder.fadd(known, first), old)
            return builder.bitcast(builder.fcmp_ordered(">", first, zeros), ir.IntType(LANES))

        return types.uint8(gained, ways, v), emit

    @intrinsic
    def spread(_: Any, shares: Any, ways: Any, v: Any, lanes: Any) -> Any:
        def emit(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            place, other = (
                row(context, builder, kind, array, given[2])
                for kind, array in zip(signature.args, given[:2], strict=False)
            )
            here = builder.bitcast(given[3], ir.VectorType(ir.IntType(1), LANES))
            share = load(builder, place)
            count = builder.select(here, load(builder, other), ones)
            through = builder.select(here, builder.fmul(share, count), zeros)
            own = builder.fadd(share, builder.fdiv(ones, count))
            store(builder, builder.select(here, own, zeros), place)
            total = ir.Constant(ir.DoubleType(), 0.0)
            for lane in range(LANES):
                part = builder.extract_element(through, ir.Constant(ir.IntType(32), lane))
                total = builder.fadd(total, part)
            return total

        return types.float64(shares, ways, v, lanes), emit

    return gather, add, settle, spread


gather_lanes: Any
"""`(into, v, held, targets, begin, end)`: the row of v is the sum of those of its targets.

Of words it is the union.
"""

add_lanes: Any
"""`(into, v, held, u)`: add the row of u to that of v."""

settle_lanes: Any
"""`(gained, ways, v)`: what v gained counts where it had no ways yet; the bits of these lanes."""

spread_lanes: Any
"""`(shares, ways, v, lanes)`: what leads through v over these lanes, all together.

The shares of v, gathered from those behind it, become its own; other lanes become 0.
"""

gather_lanes, add_lanes, settle_lanes, spread_lanes = (
    _by_vectors() if COMPILED else (_gather, _add, _settle, _spread)
)
