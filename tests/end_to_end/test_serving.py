"""The service as a process of its own: it answers, sees what is loaded meanwhile, and ends."""

import signal

import httpx

from tests.end_to_end.commands import ROOT, sammachip, service


def test_it_answers_sees_a_load_and_ends_on_ctrl_c(tmp_path):
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    with service("serve", "--port", "0", "--store", url) as (process, address):
        with httpx.Client(base_url=address, timeout=30) as client:
            query = {"query": "{ sages { totalCount } }"}
            empty = client.post("/graphql", json=query).json()
            example = str(ROOT / "examples" / "phayu" / "phayu.xlsx")
            assert sammachip("load", example, "--store", url).returncode == 0
            loaded = client.post("/graphql", json=query).json()
            assert client.get("/health").json()["snapshot"] is None
            page = client.get("/graphql", headers={"Accept": "text/html"})
        assert empty["data"]["sages"]["totalCount"] == 0
        assert loaded["data"]["sages"]["totalCount"] == 5
        assert page.headers["content-type"].startswith("text/html")
        process.send_signal(signal.SIGINT)
        told = process.stdout.read() if process.stdout else ""
        assert process.wait(timeout=30) == 0
        assert "Traceback" not in told


def test_the_demo_serves_what_it_has_answered():
    with (
        service("demo", "--port", "0", "--no-browser", SAMMACHIP_STORE="") as (_, address),
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        health = client.get("/health").json()
    assert health["snapshot"]["stale"] is False
    assert health["store"].startswith("SQLite")
