"""`sammachip refresh` as a process of its own: after a load, again, and when it is told to stop."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.end_to_end.commands import ROOT, sammachip

EXAMPLE = str(ROOT / "examples" / "phayu" / "phayu.xlsx")


def test_a_load_may_be_followed_by_a_refresh(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    done = sammachip("load", EXAMPLE, "--refresh", "--store", url)
    assert done.returncode == 0
    assert "ตัวชี้วัด: " in done.stdout
    assert "ต่อไป: sammachip serve" in done.stdout
    [kept] = [place for place in (tmp_path / "graph.db.snapshots").iterdir() if place.is_dir()]
    again = sammachip("refresh", "--store", url)
    assert "เครือข่ายไม่เปลี่ยน" in again.stdout
    assert kept.name[:8] in again.stdout


def test_snapshots_go_where_the_setting_says(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    folder = tmp_path / "elsewhere"
    assert sammachip("load", EXAMPLE, "--store", url).returncode == 0
    done = sammachip("refresh", "--store", url, SAMMACHIP_SNAPSHOTS=str(folder))
    assert done.returncode == 0
    assert (folder / "latest").exists()
    assert not (tmp_path / "graph.db.snapshots").exists()


@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are those of POSIX")
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_refresh_that_is_told_to_stop_publishes_nothing(tmp_path: Path, told: signal.Signals):
    path = tmp_path / "graph.db"
    url = f"sqlite:///{path}"
    assert sammachip("load", EXAMPLE, "--refresh", "--store", url).returncode == 0
    with closing(sqlite3.connect(path)) as connection:
        before = connection.execute("SELECT number, id, as_of FROM publication").fetchall()
    # It is told at its first step and waits until it knows, however fast this machine is.
    code = (
        "import os; from graph_api.services.refresh import Work; tell = Work.tell; "
        f"Work.tell = lambda work, *step: (os.kill(os.getpid(), {int(told)}), "
        "work.stop.wait(60), tell(work, *step)); "
        "from graph_api.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "refresh", "--force", "--store", url],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 130
    assert "ค่าที่เผยแพร่ครั้งล่าสุดยังใช้ได้" in done.stderr
    assert "Traceback" not in done.stderr
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT number, id, as_of FROM publication").fetchall() == before
