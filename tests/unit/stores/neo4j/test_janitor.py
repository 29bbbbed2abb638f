"""No server outlives the test run that started it, though the run be killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph_api.stores.neo4j.server.home import Home
from graph_api.stores.neo4j.server.process import is_running
from tests.repository import ROOT

# A run that starts a server of a home, as the tests do, says where, and never ends by itself.
RUN = """
import sys, time
from graph_api.stores.neo4j.server import process
from graph_api.stores.neo4j.server.home import Home, Memory
from tests.neo4j_servers import new_home

home = Home(new_home("janitor"))
home.prepare(4321, Memory())
lasts = "import pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text('Started.'); "
lasts += "time.sleep(600)"
pid = process.start([sys.executable, "-c", lasts, str(home.log), str(home.path)], home, 30)
print(home.path, pid, flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL], ids=lambda end: end.name)
def test_a_server_ends_with_a_run_that_was_killed(end: signal.Signals):
    command = [sys.executable, "-c", RUN]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        told, pid = run.stdout.readline().split()
        home = Home(Path(told))
        assert is_running(int(pid), home)
        run.send_signal(end)
        # The janitor writes its own troubles to the same place, so this ends with the janitor.
        assert run.stderr.read() == ""
    assert not is_running(int(pid), home)
    assert not home.path.exists()
