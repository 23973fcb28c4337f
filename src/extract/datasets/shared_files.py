"""Files that several packages have in common are one file on the disk: an unchanged dataset costs no space."""

from __future__ import annotations

import filecmp
import os
from collections.abc import Iterable, Mapping
from pathlib import Path


def share_files(folder: Path, files: Mapping[str, str], earlier: Iterable[tuple[Path, Mapping[str, str]]]) -> None:
    """Make files that an earlier package has too one file with it, where the disk allows it.

    Args:
        folder: where the new package is.
        files: the SHA-256 of each of its files.
        earlier: folders and digests of packages whose files nothing changes.
    """
    known = {item: package for package, digests in earlier for item in digests.items()}
    for item in files.items():
        name, path = item[0], folder / item[0]
        if item in known and filecmp.cmp(known[item] / name, path, shallow=False):
            twin = folder / f"{name}.twin"
            try:
                os.link(known[item] / name, twin)
            except OSError:  # a disk without links
                return
            twin.replace(path)
