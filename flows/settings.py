"""Prefect's settings for a run on one machine: its own folder in the project, quiet, and nothing sent anywhere."""

from __future__ import annotations

import os
from pathlib import Path

_DEFAULTS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_CLI_COLORS": "false",
}


def use_local_prefect(home: Path) -> None:
    """Set what the environment leaves open; call it before Prefect is imported.

    Args:
        home: the folder of Prefect's database.
    """
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("PREFECT_HOME", str(home.resolve()))
