"""Prefect's settings for a run on one machine: its own folder in the project, quiet, and patient with a first start."""

from __future__ import annotations

import os
from pathlib import Path

_DEFAULTS = {
    # A first start migrates the database: 17 to 27 seconds on two cores, more than Prefect's own limit of 20.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_CLI_COLORS": "false",
}


def use_local_prefect(output: Path) -> None:
    """Set what the environment leaves open; call it before Prefect is imported.

    Args:
        output: the project's output folder; Prefect's database goes into ``prefect`` below it.
    """
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("PREFECT_HOME", str((output / "prefect").resolve()))
