"""Ends the servers of a test run that was itself ended before it could.

Run as a process of its own, it reads the homes of servers, one a line, until the run that writes
them is gone, however that ended; then it takes away what is left.
"""

import shutil
import sys
from contextlib import suppress
from pathlib import Path

from graph_api.stores.neo4j.server import control, process
from graph_api.stores.neo4j.server.home import Home


def tidy(home: Home) -> None:
    if (running := control.status(home.path)) is not None:
        control.remove(running)
    with suppress(OSError, ValueError):
        # One that was not ready yet is known by its number alone.
        process.kill(int(home.pid_file.read_text(encoding="ascii")), home)
    shutil.rmtree(home.path, ignore_errors=True)


if __name__ == "__main__":
    for known in [Home(Path(line.rstrip("\n"))) for line in sys.stdin]:
        tidy(known)
