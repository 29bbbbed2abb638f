"""What a knowledge record's text is searched by: its letters without what misspellings change."""

from graph_api.domain.names import name_key
from graph_api.domain.nodes import Node, RecordSection


def section_key(section: RecordSection) -> str:
    r"""The folded heading and text of a section, apart from each other.

    >>> section_key(RecordSection(id="s", name="s", heading="วัสดุ", text="ต้นกก ๓ มัด"))
    'วัสดุ\nตนกก3มัด'
    """
    return f"{name_key(section.heading or '')}\n{name_key(section.text or '')}"


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a question, as blanks part them; each once.

    >>> words_of("ต้นกก  ย้อมสี")
    ('ตนกก', 'ยอมสิ')
    """
    folded = (name_key(word) for word in text.split())
    return tuple(dict.fromkeys(word for word in folded if word))


def runs(text: str) -> tuple[str, ...]:
    """The distinct runs of three letters within the lines of a folded text.

    >>> runs("กขคกขค"), runs("กข")
    (('กขค', 'ขคก', 'คกข'), ())
    """
    lines = text.split("\n")
    return tuple(dict.fromkeys(line[at : at + 3] for line in lines for at in range(len(line) - 2)))


def searched_text(node: Node) -> str | None:
    """What a store keeps of a node to find sections by; nothing of other kinds."""
    return section_key(node) if isinstance(node, RecordSection) else None
