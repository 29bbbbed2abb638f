"""The releases of Neo4j that this project is tried on, and what each needs to run."""

from dataclasses import dataclass
from pathlib import Path

from graph_api.domain.errors import InvalidArgument

_JARS = Path(__file__).parent / "jars"


@dataclass(frozen=True, slots=True)
class Release:
    """One release: its exact version, where it starts, and the Java it runs on.

    `newest_java` is None where every later Java runs it as well.
    """

    name: str
    version: str
    main_class: str
    oldest_java: int
    newest_java: int | None

    @property
    def pom(self) -> Path:
        """The Maven project that names the server and nothing else."""
        return _JARS / f"neo4j-{self.name}.pom.xml"

    @property
    def sums(self) -> Path:
        """The sha256 sums of all its jars, as `sha256sum` writes them."""
        return _JARS / f"neo4j-{self.name}.sha256"

    @property
    def image(self) -> str:
        """The Docker image of the same version."""
        return f"neo4j:{self.version}-community"

    def runs_on(self, java: int) -> bool:
        """Whether a Java of this feature version runs it.

        >>> release("5.26").runs_on(17), release("5.26").runs_on(25)
        (True, False)
        """
        return self.oldest_java <= java <= (self.newest_java or java)

    @property
    def java_needed(self) -> str:
        """The Java it needs, for people."""
        end = f"-{self.newest_java}" if self.newest_java else "+"
        return f"Java {self.oldest_java}{end}"


RELEASES = {
    made.name: made
    for made in (
        Release("5.26", "5.26.30", "org.neo4j.server.CommunityEntryPoint", 17, 21),
        Release("2026.08", "2026.08.1", "org.neo4j.server.Neo4jCommunity", 21, None),
    )
}
"""By name; the first is the long-term release and the default."""

DEFAULT_RELEASE = next(iter(RELEASES))


def release(name: str) -> Release:
    """The release of a name.

    Raises:
        InvalidArgument: it is not one that this project is tried on.
    """
    try:
        return RELEASES[name]
    except KeyError:
        known = ", ".join(RELEASES)
        raise InvalidArgument(f"ไม่รู้จัก Neo4j รุ่น {name!r}: เลือกได้ {known}") from None
