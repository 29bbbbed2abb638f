"""The URL of a Neo4j store: where it is, who asks, which database."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from graph_api.domain.errors import StoreUnavailable

SCHEMES = frozenset(f"{base}{tls}" for base in ("neo4j", "bolt") for tls in ("", "+s", "+ssc"))


@dataclass(frozen=True, slots=True)
class Address:
    """What a connection needs; the password is never shown.

    `uri` is without user and password; `database` is None for the server's default one.
    """

    uri: str
    user: str
    password: str = field(repr=False)
    database: str | None

    @classmethod
    def parse(cls, url: str, environment: Mapping[str, str] = os.environ) -> "Address":
        """The address of `neo4j://user:password@host:port/database` and its TLS variants.

        A password that the URL leaves out is NEO4J_PASSWORD, or is read from the file that
        NEO4J_PASSWORD_FILE names.

        Raises:
            StoreUnavailable: the URL names no server, or there is no password.

        >>> address = Address.parse("neo4j+s://reader:p%40ss@db.example:7687/graph")
        >>> address.uri, address.user, address.password, address.database
        ('neo4j+s://db.example:7687', 'reader', 'p@ss', 'graph')
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port or 7687
        except ValueError:
            raise _unusable() from None
        if not host or parts.scheme not in SCHEMES:
            raise _unusable()
        shown = f"[{host}]" if ":" in host else host
        password = unquote(parts.password) if parts.password else _password(environment)
        return cls(
            uri=f"{parts.scheme}://{shown}:{port}" + (f"?{parts.query}" if parts.query else ""),
            user=unquote(parts.username or environment.get("NEO4J_USER") or "neo4j"),
            password=password,
            database=unquote(parts.path.strip("/")) or None,
        )

    @property
    def shown(self) -> str:
        """The address for people and logs, without secrets."""
        return f"{self.uri}/{self.database or ''}"


def _unusable() -> StoreUnavailable:
    # The URL itself is not shown: it may hold a password.
    return StoreUnavailable(
        "ที่อยู่ของ Neo4j ใช้ไม่ได้: ตั้ง SAMMACHIP_STORE เป็น neo4j://user:password@host:7687/database"
    )


def _password(environment: Mapping[str, str]) -> str:
    if given := environment.get("NEO4J_PASSWORD"):
        return given
    path = environment.get("NEO4J_PASSWORD_FILE")
    if not path:
        raise StoreUnavailable(
            "ไม่มีรหัสผ่านของ Neo4j: ใส่ใน SAMMACHIP_STORE หรือตั้ง NEO4J_PASSWORD หรือ NEO4J_PASSWORD_FILE"
        )
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise StoreUnavailable(f"อ่านไฟล์รหัสผ่าน {path} ไม่ได้: {error.strerror}") from error
