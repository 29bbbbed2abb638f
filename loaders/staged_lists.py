"""Lists of a report that may be as long as the input: short ones in memory, long ones read anew."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeVar, overload

T = TypeVar("T")

SHORT = 10_000
"""Up to so many items a list lies in memory."""


def staged(read: Callable[[], Iterator[T]]) -> Sequence[T]:
    """The items as a sequence whose memory does not grow with them."""
    first = tuple(islice(read(), SHORT + 1))
    return first if len(first) <= SHORT else _Staged(read)


class _Staged(Sequence[T]):
    """Items that are read from the staging whenever they are asked for."""

    def __init__(self, read: Callable[[], Iterator[T]]) -> None:
        self._read = read
        self._length = sum(1 for _ in read())

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[T]:
        return self._read()

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return list(islice(self._read(), *at.indices(self._length)))
        place = at + self._length if at < 0 else at
        if not 0 <= place < self._length:
            raise IndexError(at)
        return next(islice(self._read(), place, None))
