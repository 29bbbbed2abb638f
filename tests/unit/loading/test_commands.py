"""What the commands for other programs' graphs, and a load that is stopped, say to a user."""

import pytest
from click.testing import CliRunner

from graph_api.cli import loading
from graph_api.cli.main import STOPPED, commands

NODES = "Id,Label,Role\nH1,บ้าน 1,ครัวเรือน\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMMACHIP_DATA", str(tmp_path / "data"))

    def call(*arguments):
        return CliRunner().invoke(commands, arguments)

    return call


def test_a_first_mapping_is_written_tried_and_loaded(run, tmp_path):
    (tmp_path / "nodes.csv").write_text(NODES, encoding="utf-8")
    written = run("mapping", "nodes.csv", "--out", "m.toml")
    assert written.exit_code == 0, written.output
    assert "sammachip check nodes.csv --mapping m.toml" in written.output
    checked = run("check", "nodes.csv", "--mapping", "m.toml")
    assert "1 แถว = รับ 1" in checked.output
    loaded = run("load", "nodes.csv", "--mapping", "m.toml", "--store", "sqlite:///a.db")
    assert loaded.exit_code == 0, loaded.output
    assert "จุด: ใหม่ 1" in loaded.output


def test_a_mapping_is_shown_without_out_and_never_written_over(run, tmp_path):
    (tmp_path / "nodes.csv").write_text(NODES, encoding="utf-8")
    assert '"ครัวเรือน" = "households"' in run("mapping", "nodes.csv").output
    (tmp_path / "m.toml").write_text("mine", encoding="utf-8")
    assert run("mapping", "nodes.csv", "--out", "m.toml").exit_code != 0
    assert (tmp_path / "m.toml").read_text(encoding="utf-8") == "mine"


def test_ctrl_c_ends_a_load_in_words_that_say_how_to_go_on(run, tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    (tmp_path / "households.csv").write_text("id\nH1\n", encoding="utf-8")
    monkeypatch.setattr(loading, "with_store", stop)
    stopped = run("load", "households.csv", "--store", "sqlite:///a.db")
    assert stopped.exit_code == STOPPED
    assert "สั่งคำสั่งเดิมอีกครั้งเพื่อทำต่อ" in stopped.output
