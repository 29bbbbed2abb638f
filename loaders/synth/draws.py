"""Draws that are the same on every machine and Python version."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """A stream of draws named by what it is for.

    Built on `Random.random` alone: of all its methods only this one is promised to give the same
    numbers for the same seed in every release of Python.

    >>> Draws(7, "33200101", "groups").below(10) == Draws(7, "33200101", "groups").below(10)
    True
    """

    __slots__ = ("_random",)

    def __init__(self, *named: object) -> None:
        stream = Random()  # noqa: S311 - a made-up network, no secret
        stream.seed("/".join(map(str, named)), version=2)
        self._random = stream.random

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1."""
        return int(self._random() * limit)

    def chance(self, percent: int) -> bool:
        """Whether something happens that happens in `percent` of 100 cases."""
        return self.below(100) < percent

    def pick(self, among: Sequence[T]) -> T:
        """One of several, each as likely."""
        return among[self.below(len(among))]

    def pick_early(self, among: Sequence[T]) -> T:
        """One of several, the earlier the likelier."""
        return among[self.below(self.below(len(among)) + 1)]

    def some(self, count: int, among: Sequence[T]) -> list[T]:
        """`count` different ones (or all, where there are no more), in the order given."""
        left, wanted, taken = len(among), count, []
        for each in among:
            if self.below(left) < wanted:
                taken.append(each)
                wanted -= 1
            left -= 1
        return taken
