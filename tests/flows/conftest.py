"""One server of Prefect for all tests of flows, and the command as a user calls it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.server import LocalServer

SHUTTEN = Path(sys.executable).with_name("shutten")


@pytest.fixture(scope="session")
def prefect_environment(tmp_path_factory):
    """Return the environment of a process that uses a server of its own, which runs until the last test has ended."""
    home = tmp_path_factory.mktemp("prefect")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    before = dict(os.environ)
    os.environ["PREFECT_HOME"] = str(home)
    try:
        with LocalServer(home) as server:
            server.wait()
            yield {
                **clean,
                "PREFECT_API_URL": server.api,
                "PREFECT_HOME": str(home),
                "PREFECT_LOGGING_TO_API_ENABLED": "false",
            }
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture(scope="session")
def shutten(prefect_environment):
    """Return a function that runs the command in a folder."""

    def run(*words, cwd, **more):
        return subprocess.run(
            [SHUTTEN, *map(str, words)], cwd=cwd, env={**prefect_environment, **more}, capture_output=True, text=True,
            timeout=300, check=False,
        )  # fmt: skip

    return run
