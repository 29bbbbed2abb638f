"""A server as a Java process: started, awaited by its log, stopped by its number."""

import os
import signal
import socket
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path

from graph_api.domain.errors import StoreUnavailable
from graph_api.stores.neo4j.server.home import Home, Memory
from graph_api.stores.neo4j.server.java import Java
from graph_api.stores.neo4j.server.releases import Release

_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
_READY = "Started."
_POLL_S = 0.2


def command_line(release: Release, java: Java, jars: Path, home: Home, memory: Memory) -> list[str]:
    """The command that runs a server."""
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED]
    return [
        str(java.launcher),
        f"-Xmx{memory.heap}",
        *opened,
        "-Dfile.encoding=UTF-8",
        "-cp",
        f"{jars}{os.sep}*",
        release.main_class,
        f"--home-dir={home.path}",
        f"--config-dir={home.path / 'conf'}",
    ]


def start(command: list[str], home: Home, wait_s: float) -> int:
    """Start a server and wait until it answers; its process number.

    Raises:
        StoreUnavailable: it ended, or was not ready in time; the message has the log's last
            lines, and no process is left behind.
    """
    written = home.log.stat().st_size if home.log.is_file() else 0
    with home.console.open("wb") as console:
        process = subprocess.Popen(  # noqa: S603 (our own command line)
            command,
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
            cwd=home.path,
            start_new_session=True,
        )
    home.pid_file.write_text(str(process.pid), encoding="ascii")
    try:
        _await_ready(process, home, written, wait_s)
    except BaseException:
        process.kill()
        process.wait()
        raise
    # Whoever stops the server asks the system and not this object, which must not complain then.
    process.returncode = 0
    return process.pid


def _await_ready(
    process: "subprocess.Popen[bytes]", home: Home, written: int, wait_s: float
) -> None:
    end = time.monotonic() + wait_s
    while not _says_ready(home.log, written):
        if process.poll() is not None:
            raise StoreUnavailable(f"Neo4j เริ่มทำงานไม่ได้ (ดู {home.log}):\n{home.tail()}")
        if time.monotonic() > end:
            raise StoreUnavailable(
                f"Neo4j ไม่พร้อมภายใน {wait_s:.0f} วินาที (ดู {home.log}):\n{home.tail()}"
            )
        time.sleep(_POLL_S)


def _says_ready(log: Path, after: int) -> bool:
    if not log.is_file():
        return False
    with log.open("rb") as stream:
        # A log that was rotated begins anew.
        stream.seek(after if log.stat().st_size >= after else 0)
        return _READY.encode() in stream.read()


def is_running(pid: int, home: Home) -> bool:
    """Whether this process still is the server of this home, and not another that got its number.

    A process that has ended but was not yet asked for its end counts as ended.
    """
    with suppress(ChildProcessError, OSError):
        os.waitpid(pid, os.WNOHANG)
    return str(home.path) in _command_of(pid)


def _command_of(pid: int) -> str:
    proc = Path(f"/proc/{pid}/cmdline")
    if proc.parent.parent.joinpath("self").exists():
        try:
            return proc.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            return ""
    command = ["ps", "-ww", "-o", "args=", "-p", str(pid)]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603
    except OSError:
        return ""


def stop(pid: int, home: Home, wait_s: float = 60) -> None:
    """End a server and wait for its end; one that does not end in time is killed."""
    if not is_running(pid, home):
        return
    os.kill(pid, signal.SIGTERM)
    if not _await_end(pid, home, wait_s):
        kill(pid, home)


def kill(pid: int, home: Home) -> None:
    """End a server at once, as a power cut would."""
    if is_running(pid, home):
        os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        _await_end(pid, home, 30)


def _await_end(pid: int, home: Home, wait_s: float) -> bool:
    end = time.monotonic() + wait_s
    while is_running(pid, home):
        if time.monotonic() > end:
            return False
        time.sleep(_POLL_S)
    return True


def free_port(preferred: int = 0) -> int:
    """A port of the loopback that is free now: the preferred one where it is."""
    for port in (preferred, 0):
        with closing(socket.socket()) as tried, suppress(OSError):
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(("127.0.0.1", port))
            return int(tried.getsockname()[1])
    raise StoreUnavailable("ไม่มีพอร์ตว่างบนเครื่องนี้")
