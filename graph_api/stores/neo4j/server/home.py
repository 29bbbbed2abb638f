"""The home of one server: its configuration, its password, its log."""

import hashlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

USER = "neo4j"
_HASH_ROUNDS = 1024

# The log of transactions gets its room ahead: one that a full disk cut off in the midst of an entry
# could not be read again (tried), and its owner would have lost the graph.
_CONFIGURATION = """\
# Written by sammachip at every start; changes made here are lost.
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.directories.data={home}/data
server.directories.logs={home}/logs
server.directories.run={home}/run
server.memory.heap.initial_size={heap}
server.memory.heap.max_size={heap}
server.memory.pagecache.size={pages}
db.tx_log.preallocate=true
db.tx_log.rotation.size=32m
dbms.usage_report.enabled=false
db.shutdown_transaction_end_timeout=1s
"""


@dataclass(frozen=True, slots=True)
class Memory:
    """How much memory a server takes: Java's heap, and the pages of the graph held in memory."""

    heap: str = "1g"
    pages: str = "256m"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one server."""

    path: Path

    @property
    def log(self) -> Path:
        """The log that says when the server is ready and what ails it."""
        return self.path / "logs" / "neo4j.log"

    @property
    def console(self) -> Path:
        """What the Java process itself printed, should it fail before there is a log."""
        return self.path / "logs" / "console.log"

    @property
    def password_file(self) -> Path:
        """The password, in a file that only its owner can read."""
        return self.path / "password"

    @property
    def state_file(self) -> Path:
        """What runs now, if anything."""
        return self.path / "server.json"

    @property
    def pid_file(self) -> Path:
        """The number of the process from its first moment on, ready or not."""
        return self.path / "run" / "pid"

    def prepare(self, port: int, memory: Memory, settings: Mapping[str, str] | None = None) -> None:
        """Write the configuration, and before the first start a password.

        The folder is open to its owner alone. `settings` are further ones of neo4j.conf.
        """
        for folder in ("", "conf", "logs", "run", "data/dbms"):
            (self.path / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
        text = _CONFIGURATION.format(
            port=port, home=self.path.as_posix(), heap=memory.heap, pages=memory.pages
        )
        text += "".join(f"{name}={value}\n" for name, value in (settings or {}).items())
        (self.path / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")
        if not self.password_file.exists():
            password = new_password()
            write_secret(self.path / "data" / "dbms" / "auth.ini", credential(password))
            write_secret(self.password_file, password)

    @property
    def password(self) -> str:
        """The password of the user `neo4j`."""
        return self.password_file.read_text(encoding="ascii").strip()

    def tail(self, lines: int = 15) -> str:
        """The last lines of the log, or of the console where there is no log."""
        for path in (self.log, self.console):
            if path.is_file() and (text := path.read_text("utf-8", "replace").strip()):
                return "\n".join(text.splitlines()[-lines:])
        return ""


def new_password() -> str:
    """A password that nobody can guess."""
    return secrets.token_urlsafe(24)


def write_secret(path: Path, text: str) -> None:
    """Write a new file that only its owner can read, from its first moment on.

    Raises:
        FileExistsError: the file is there already.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(text + "\n")


def credential(password: str, salt: bytes | None = None) -> str:
    """The line of `auth.ini` that gives the user `neo4j` a password before the first start.

    It is what `neo4j-admin dbms set-initial-password` writes; that command would show the
    password to everyone who lists processes.
    """
    salted = secrets.token_bytes(32) if salt is None else salt
    digest = salted + password.encode()
    for _ in range(_HASH_ROUNDS):
        digest = hashlib.sha256(digest).digest()
    return f"{USER}:SHA-256,{digest.hex()},{salted.hex()},{_HASH_ROUNDS}:"
