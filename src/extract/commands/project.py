"""What commands share: the project's folder and its versions."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import ShuttenError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.datasets.versions import VersionStore
    from extract.review.policy import Policy
    from extract.sources.verdicts import Verdicts

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


def verdicts_of(project: Path) -> Verdicts:
    """Return what reviewers decided in a project.

    Raises:
        ShuttenError: if a line of the file is wrong.
    """
    from extract.sources.verdicts import FILE_NAME, read_verdicts

    return read_verdicts(project / "sources" / FILE_NAME)


def policy_of(project: Path) -> Policy:
    """Return what a project's catalogue lets through without a reviewer's word.

    Raises:
        ShuttenError: if the catalogue is wrong.
    """
    from extract.review.policy import Policy
    from extract.sources.register import read_sources

    def sources() -> Mapping[str, frozenset[str]]:
        from extract.refresh.entries import sources_by_content

        return sources_by_content(project)

    return Policy(read_sources(project / "sources").publishing, sources)


def user() -> str:
    """Return the user's name, for logs; empty where the system has none."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
