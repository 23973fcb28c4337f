"""What happens before the flow: one run at a time, and a server that does not start."""

import os
import subprocess
import sys

import pytest

from extract.errors import ShuttenError
from flows.main import one_run_at_a_time
from flows.server import LocalServer
from flows.settings import use_local_prefect


def test_a_second_run_in_the_same_project_is_refused(tmp_path):
    with one_run_at_a_time(tmp_path / ".lock"):
        second = (
            "import sys; from pathlib import Path; from flows.main import one_run_at_a_time\n"
            "with one_run_at_a_time(Path(sys.argv[1])): pass"
        )
        told = subprocess.run(
            [sys.executable, "-c", second, tmp_path / ".lock"], capture_output=True, text=True, check=False
        )
        assert told.returncode == 1
        assert "another run is at work here" in told.stderr
    with one_run_at_a_time(tmp_path / ".lock"):
        pass


def test_settings_fill_only_what_the_environment_leaves_open(tmp_path, monkeypatch):
    for name in list(os.environ):
        if name.startswith("PREFECT"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PREFECT_HOME", "before")  # so that it is put back at the end
    monkeypatch.delenv("PREFECT_HOME")
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "DEBUG")
    monkeypatch.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "before")
    monkeypatch.delenv("PREFECT_SERVER_ANALYTICS_ENABLED")
    monkeypatch.setenv("PREFECT_CLI_COLORS", "before")
    monkeypatch.delenv("PREFECT_CLI_COLORS")
    monkeypatch.setenv("DO_NOT_TRACK", "1")
    use_local_prefect(tmp_path / "prefect")
    assert os.environ["PREFECT_HOME"] == str(tmp_path / "prefect")
    assert os.environ["PREFECT_LOGGING_LEVEL"] == "DEBUG"
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


@pytest.mark.slow
def test_a_server_that_dies_is_named_with_its_last_error_and_a_remedy(tmp_path, monkeypatch):
    (tmp_path / "prefect.db").write_bytes(b"this is no database " * 500)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    with LocalServer(tmp_path) as server, pytest.raises(ShuttenError) as raised:
        server.wait()
    assert str(raised.value).startswith(f"{tmp_path / 'server.log'}: Prefect's server did not start: ")
    assert "file is not a database" in raised.value.message
    assert "shutten extract" in raised.value.remedy
