from __future__ import annotations

import socket
from pathlib import Path

import pytest

from extract.cli import main


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "catalogue.yaml").write_text("sources: []\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.com"])
def test_no_network_is_let_in(project: Path, host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "--project", str(project), "--no-browser", "--host", host]) == 3
    assert f"--host {host}: is not this machine alone. Use 127.0.0.1 or ::1" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["review", "--project", str(project), "--no-browser", "--port", str(port)]) == 3
    assert f"127.0.0.1:{port}: cannot be listened on" in capsys.readouterr().err


def test_a_fault_of_the_project_is_told_before_anything_is_served(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "sources" / "verdicts.jsonl").write_text("{}\n", encoding="utf-8")
    assert main(["review", "--project", str(project), "--no-browser"]) == 3
    assert "verdicts.jsonl, line 1" in capsys.readouterr().err


def test_without_a_project_there_is_nothing_to_review(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "--project", str(tmp_path), "--no-browser"]) == 3
    assert "catalogue.yaml" in capsys.readouterr().err
