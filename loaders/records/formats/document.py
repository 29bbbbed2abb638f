"""What every format becomes, and the building of its lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loaders.records.model import Json

LONGEST_TEXT = 1_000_000
"""Characters. A record is a few pages; a longer text is something else."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text: a blank line parts paragraphs, numbers of lists are written out.

    A picture is a line of its own (`image1 image2`); `warnings` say what the format could not
    tell or what was left out.
    """

    text: str
    warnings: tuple[Json, ...] = ()


class Page:
    """Lines in the making. Pictures are numbered over the whole file, so pages share a count."""

    def __init__(self, pictures: "Pictures | None" = None) -> None:
        self.pictures = pictures or Pictures()
        self._lines: list[str] = []

    def lines(self) -> list[str]:
        """The lines, without blank ones at either end."""
        first = next((at for at, line in enumerate(self._lines) if line.strip()), len(self._lines))
        last = len(self._lines)
        while last > first and not self._lines[last - 1].strip():
            last -= 1
        return self._lines[first:last]

    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines())

    def add(self, line: str) -> None:
        """One line."""
        self._lines.append(line)

    def part(self) -> None:
        """A blank line, where the last one is none."""
        if self._lines and self._lines[-1].strip():
            self._lines.append("")

    def paragraph(self, lines: Iterable[str]) -> None:
        """Lines that belong together, apart from what stands around them."""
        self.part()
        self._lines += lines
        self.part()

    def show(self, how_many: int) -> None:
        """A line with the names of so many pictures, if any."""
        if how_many:
            self.paragraph([" ".join(self.pictures.take(how_many))])

    def row(self, cells: Sequence[Sequence[str]]) -> None:
        """A row of a table: one line where each cell is one, else cell after cell."""
        filled = [list(cell) for cell in cells if any(line.strip() for line in cell)]
        if all(len(cell) == 1 for cell in filled):
            self.paragraph(["\t".join(cell[0].strip() for cell in filled)])
        else:
            for cell in filled:
                self.paragraph(cell)


class Pictures:
    """Names for the pictures of a file, in their order: image1, image2 ..."""

    def __init__(self) -> None:
        self._given = 0

    def take(self, how_many: int) -> list[str]:
        """The next names."""
        first = self._given + 1
        self._given += how_many
        return [f"image{number}" for number in range(first, self._given + 1)]
