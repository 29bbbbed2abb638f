"""How far a long load is: rows a second and time left, on a terminal only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
)
from rich.text import Text

Tell = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is."""


Count = Callable[[int], None]
"""Called with how much more of a stage is done."""


def counted(tell: Tell, stage: str, total: int) -> Count:
    """Tell a stage by how much more of it is done."""
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        tell(stage, min(done, total), total)

    return count


def silent(stage: str, done: int, total: int) -> None:
    """Say nothing."""


class _Speed(ProgressColumn):
    """Rows a second."""

    def render(self, task: Task) -> Text:
        return Text("" if task.speed is None else f"{task.speed:,.0f} แถว/วินาที")


class _Left(ProgressColumn):
    """The time left, by the speed of the last half minute."""

    def render(self, task: Task) -> Text:
        left = task.time_remaining
        if left is None:
            return Text("")
        minutes, seconds = divmod(int(left), 60)
        return Text(
            f"เหลือ {minutes:,} นาที {seconds:02} วินาที" if minutes else f"เหลือ {seconds} วินาที"
        )


@contextmanager
def progress_bar(console: Console | None = None) -> Iterator[Tell]:
    """A bar on stderr for each stage; silent where stderr is no terminal."""
    shown = console or Console(stderr=True)
    if not shown.is_terminal:
        yield silent
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Speed(),
        _Left(),
    )
    with Progress(*columns, console=shown, transient=True) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(stage, total=total)
            progress.update(tasks[stage], completed=done, total=total)

        yield tell
