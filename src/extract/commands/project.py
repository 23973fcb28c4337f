"""What commands share: the project's folder and its versions."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import ShuttenError

if TYPE_CHECKING:
    from extract.datasets.versions import VersionStore

_MARK = Path("sources", "catalogue.yaml")


def add_project(command: argparse.ArgumentParser) -> None:
    """Add the option ``--project`` to a command."""
    command.add_argument(
        "--project", type=Path, metavar="DIR",
        help="the folder that holds sources/ and output/ (default: this folder or the nearest one above it that does)",
    )  # fmt: skip


def project_folder(given: Path | None) -> Path:
    """Return the project's folder, as short as it can be written.

    Args:
        given: the folder that the user named; by default this one or the nearest one above it.

    Raises:
        ShuttenError: if there is none.
    """
    here = Path.cwd()
    for folder in (given,) if given else (here, *here.parents):
        if (folder / _MARK).is_file():
            return Path() if folder == here else folder
    if given:
        raise ShuttenError(str(given / _MARK), "is not there.", "Name the folder that holds it with '--project'.")
    raise ShuttenError(
        f"{here}", f"neither this folder nor one above it holds {_MARK}.",
        "Go to the project's folder or name it with '--project DIR'; 'shutten extract' needs none.",
    )  # fmt: skip


def version_store(project: Path) -> VersionStore:
    """Return the versions of a project."""
    from extract.datasets.versions import VersionStore

    return VersionStore(project / "output" / "versions", project / "output" / "datasets")
