"""Prefect's server for the time of one run: a child process with a SQLite database in the project.

Prefect would start such a server by itself, but waits minutes for one that has died, and leaves it running when the run
is killed. This one starts while the run is still importing, is given up as soon as it dies, and ends with its parent.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from types import TracebackType

from extract.errors import ShuttenError

_PATIENCE = 180
"""Seconds for a start; the first one makes the database, 10 to 30 seconds on two cores."""
_LOG = "server.log"
_ERROR = re.compile(r"[\w.]+(?:Error|Exception): ")


class LocalServer:
    """Prefect's server on a free port of this machine; it is stopped when the block ends.

    Args:
        home: the folder of its database and log.
        with_schedules: make the runs of schedules too, and show Prefect's pages.
    """

    def __init__(self, home: Path, *, with_schedules: bool = False) -> None:
        self._with_schedules = with_schedules
        self._log = home / _LOG
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def api(self) -> str:
        """The address of its API."""
        return f"{self.pages}/api"

    @property
    def pages(self) -> str:
        """The address of its pages."""
        return f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> LocalServer:
        bare = {"PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1", "PREFECT_UI_ENABLED": "0"}
        with self._log.open("wb") as log:
            # -P: a file in the working directory that is named like a module must not be imported.
            # A session of its own: Ctrl-C reaches the run, and the run stops its server last.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "flows.server", str(self._port)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={**os.environ, **({} if self._with_schedules else bare)},
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()

    def wait(self) -> None:
        """Return when the server answers.

        Raises:
            ShuttenError: if it has ended, or does not answer in time.
        """
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if self._process is None or self._process.poll() is not None:
                raise ShuttenError(str(self._log), f"Prefect's server did not start: {self._last_words()}.", _REMEDY)
            try:
                with urllib.request.urlopen(f"{self.api}/health", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise ShuttenError(str(self._log), f"Prefect's server did not answer within {_PATIENCE} seconds.", _REMEDY)

    def _last_words(self) -> str:
        lines = [line.strip() for line in self._log.read_text(encoding="utf-8", errors="replace").split("\n")]
        said = [line for line in lines if _ERROR.match(line)] or [line for line in lines if line]
        return said[-1].rstrip(".")[:300] if said else "it said nothing"


_REMEDY = "Read that log; 'make clean' removes a database that is damaged, and 'shutten extract' does the same work without Prefect."


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _end_with_parent() -> None:
    """Stop this process when the other end of its standard input is closed, however the parent ended."""
    while os.read(0, 1):
        pass
    os._exit(0)


def _serve(port: int) -> None:
    import uvicorn

    threading.Thread(target=_end_with_parent, daemon=True).start()
    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        host="127.0.0.1",
        port=port,
        log_level="error",
        lifespan="on",
        timeout_graceful_shutdown=3,
    )


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
