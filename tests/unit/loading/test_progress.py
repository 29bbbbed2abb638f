"""The bar is for a terminal only."""

import io

from rich.console import Console

from loaders.progress import progress_bar, silent


def test_nothing_is_written_where_stderr_is_no_terminal(capsys):
    with progress_bar() as tell:
        tell("อ่าน", 1, 2)
        assert tell is silent
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_the_stage_and_how_far_it_is_are_shown():
    out = io.StringIO()
    with progress_bar(Console(file=out, force_terminal=True, width=100)) as tell:
        tell("อ่าน", 0, 2000)
        tell("อ่าน", 2000, 2000)
        tell("บันทึก", 10, 10)
    assert "อ่าน" in out.getvalue()
    assert "2000/2000" in out.getvalue()
