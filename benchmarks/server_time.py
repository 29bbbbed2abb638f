"""Processor time and memory of the server at the other end of a local port, from /proc."""

import os
from pathlib import Path
from urllib.parse import urlsplit

_LISTENS = "0A"


class ServerClock:
    """The processor time that a server has taken; nothing where it cannot be seen from here."""

    def __init__(self, pid: int | None) -> None:
        self._pid = pid

    @classmethod
    def of(cls, url: str) -> "ServerClock":
        """The clock of the process that listens at the port of a URL on this machine."""
        port = urlsplit(url).port
        return cls(_listener(port) if port else None)

    @property
    def known(self) -> bool:
        """Whether there is a server whose time can be read."""
        return self._pid is not None

    def seconds(self) -> float:
        """The processor time taken so far, user and system."""
        if self._pid is None:
            return 0.0
        # The second field is the name in brackets, which may hold blanks.
        fields = _read(Path(f"/proc/{self._pid}/stat")).rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_mb(self) -> float:
        """The most memory the server has held at once."""
        if self._pid is None:
            return 0.0
        status = _read(Path(f"/proc/{self._pid}/status"))
        [line] = [line for line in status.splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) / 1024


def _listener(port: int) -> int | None:
    sockets = {f"socket:[{inode}]" for inode in _inodes(port)}
    for folder in Path("/proc").glob("[0-9]*/fd"):
        try:
            names = {str(each.readlink()) for each in folder.iterdir()}
        except OSError:
            continue
        if names & sockets:
            return int(folder.parent.name)
    return None


def _inodes(port: int) -> set[str]:
    found = set()
    for table in ("tcp", "tcp6"):
        for line in _read(Path("/proc/net") / table).splitlines()[1:]:
            fields = line.split()
            if fields[3] == _LISTENS and int(fields[1].rpartition(":")[2], 16) == port:
                found.add(fields[9])
    return found


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
