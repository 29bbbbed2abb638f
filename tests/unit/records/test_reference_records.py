"""The two knowledge records beside the repository, where there are any, as they should be read."""

import json
from pathlib import Path

import pytest

from loaders.records import read_record

RECORDS = Path(__file__).parents[3].parent / "shared" / "records"
EXPECTED = sorted(RECORDS.glob("expected_*.json")) if RECORDS.is_dir() else []


def with_ids_by_place(graph):
    """The graph with every id as the place of its node, so that two graphs can be compared."""
    places = {node["id"]: f"node {at}" for at, node in enumerate(graph["nodes"])}
    assert len(places) == len(graph["nodes"])
    return graph | {
        "nodes": [node | {"id": places[node["id"]]} for node in graph["nodes"]],
        "links": [
            link | {end: places.get(link[end], link[end]) for end in ("from", "to")}
            for link in graph["links"]
        ],
    }


@pytest.mark.records
@pytest.mark.skipif(not EXPECTED, reason="the knowledge records are not beside the repository")
def test_each_record_reads_as_expected_in_every_field():
    for expected_file in EXPECTED:
        expected = json.loads(expected_file.read_text(encoding="utf-8"))
        read = read_record(RECORDS / expected["source"]["file"]).to_json()
        read["graph"] = with_ids_by_place(read["graph"])
        expected["graph"] = with_ids_by_place(expected["graph"])
        assert read == expected
        assert list(read) == list(expected)
