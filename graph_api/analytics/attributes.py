"""The attributes of nodes in columns: names in one text, few distinct values as codes.

A million Python texts would take a hundred megabytes in every worker; these are arrays, which may
be mapped into memory from a file. To read them they are sequences as any other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")

_AT_ONCE = 65_536


class Names(Sequence[str]):
    """Names one after another in UTF-8; `ends[v]` is where name v ends."""

    def __init__(self, text: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self.text = text
        self.ends = ends

    @classmethod
    def of(cls, names: Iterable[str]) -> "Names":
        """The column of some names.

        >>> list(Names.of(["ก", "b"]))
        ['ก', 'b']
        """
        encoded = [name.encode() for name in names]
        ends = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)), dtype=np.int64)
        return cls(np.frombuffer(b"".join(encoded), np.uint8), ends)

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if isinstance(place, slice):
            return tuple(self._some(*place.indices(len(self))))
        at = range(len(self))[place]
        start = int(self.ends[at - 1]) if at else 0
        return bytes(self.text[start : int(self.ends[at])]).decode()

    def __iter__(self) -> Iterator[str]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self._some(start, min(start + _AT_ONCE, len(self)), 1)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Names):
            return np.array_equal(self.ends, other.ends) and np.array_equal(self.text, other.text)
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(tuple(self))

    def _some(self, start: int, stop: int, step: int) -> Iterator[str]:
        if step != 1:
            yield from (self[at] for at in range(start, stop, step))
            return
        first = int(self.ends[start - 1]) if start else 0
        ends = (self.ends[start:stop] - first).tolist()
        text = bytes(self.text[first : first + (ends[-1] if ends else 0)])
        begin = 0
        for end in ends:
            yield text[begin:end].decode()
            begin = end


class Places(Mapping[str, int]):
    """The place of every name in a column that ascends, by halving: nothing is built for it."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def __getitem__(self, name: str) -> int:
        low, high = 0, len(self._names)
        while low < high:
            middle = (low + high) // 2
            if self._names[middle] < name:
                low = middle + 1
            else:
                high = middle
        if low == len(self._names) or self._names[low] != name:
            raise KeyError(name)
        return low

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Coded(Sequence[T], Generic[T]):
    """A value for each node out of few distinct ones: `values[codes[v]]`."""

    def __init__(self, codes: NDArray[np.int32], values: Sequence[T]) -> None:
        self.codes = codes
        self.values = tuple(values)

    @classmethod
    def of(cls, given: Iterable[T]) -> "Coded[T]":
        """The column of some values; codes are in the order of first appearance.

        >>> Coded.of("aba").codes.tolist(), Coded.of("aba").values
        ([0, 1, 0], ('a', 'b'))
        """
        known: dict[T, int] = {}
        codes = [known.setdefault(value, len(known)) for value in given]
        return cls(np.array(codes, np.int32), tuple(known))

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        if isinstance(place, slice):
            return tuple(self.values[code] for code in self.codes[place].tolist())
        return self.values[int(self.codes[place])]

    def __iter__(self) -> Iterator[T]:
        values = self.values
        return (values[code] for code in self.codes.tolist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(tuple(self))

    def ordered(self, key: Any) -> "Coded[T]":
        """The same values with codes that follow from the values alone, and none unused."""
        used = np.unique(self.codes)
        order = sorted(used.tolist(), key=lambda code: key(self.values[code]))
        new = np.zeros(len(self.values), np.int32)
        new[order] = np.arange(len(order))
        return Coded(new[self.codes], [self.values[code] for code in order])


def coded(values: Sequence[T]) -> Coded[T]:
    """The values as a column of codes; one that is such a column already stays."""
    return values if isinstance(values, Coded) else Coded.of(values)
