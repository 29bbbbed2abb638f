"""docs/loading.md says what the loader does."""

import re
from pathlib import Path

from graph_api.domain.errors import InputUnreadable
from loaders import errors
from loaders.cells import READERS
from loaders.contract import tables
from loaders.outcome import RULES
from loaders.writing import AT_ONCE, BATCH

TEXT = Path("docs/loading.md").read_text(encoding="utf-8")


def test_every_rule_is_explained_and_none_besides():
    table = TEXT.split("| rule |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `([a-z-]+)` \|", table, flags=re.MULTILINE) == list(RULES)


def test_every_word_of_the_contracts_is_explained():
    words = {
        w
        for t in tables().values()
        for s in (t.schema, *t.schema["properties"].values())
        for w in s
    }
    assert {word for word in words if word.startswith("x-")} == set(
        re.findall(r"`(x-[a-z-]+)`", TEXT)
    )


def test_every_reader_is_named():
    assert set(READERS) <= set(re.findall(r"`([a-z-]+)`", TEXT))


def test_every_fault_of_a_file_is_named():
    faults = [
        e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, InputUnreadable)
    ]
    assert all(f"`{fault.code}`" in TEXT for fault in faults if fault is not InputUnreadable)


def test_the_sizes_of_transactions_are_those_of_the_code():
    assert f"{AT_ONCE:,} nodes and links are **one transaction**" in TEXT
    assert f"transactions of {BATCH:,}" in TEXT
