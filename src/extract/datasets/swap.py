"""Put a finished folder in the place of another: a reader finds the old one or the new one, never half.

The folder stays a real folder (a symbolic link to versions would surprise Windows, archives and whoever
made the folder by hand). On Linux the two are exchanged in one system call. Elsewhere the old one is
renamed away and the new one in, and a reader may, for the time between two renames, find none.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def replaced_folder(folder: Path, ours: frozenset[str]) -> Iterator[Path]:
    """Give an empty folder to write into; it takes the place of `folder` if the block ends well.

    What stands in `folder` and is not named in `ours` is carried over.

    Args:
        folder: what is to be replaced; it need not exist.
        ours: names of the files that belong to the writer.
    """
    target = folder.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        yield fresh
        fresh.chmod(target.stat().st_mode & 0o7777 if target.is_dir() else 0o777 & ~_umask())
        if not target.exists():
            fresh.rename(target)
        else:
            _exchange(fresh, target)
            _carry_over(fresh, target, ours)
    finally:
        if fresh.is_dir() and not _has_strangers(fresh, ours):
            shutil.rmtree(fresh)


def _exchange(fresh: Path, target: Path) -> None:
    """Swap two folders."""
    if sys.platform == "linux" and _renameat2(fresh, target):
        return
    away = fresh.with_name(f"{fresh.name}.old")
    target.rename(away)
    try:
        fresh.rename(target)
    except OSError:
        away.rename(target)
        raise
    away.rename(fresh)


def _renameat2(one: Path, other: Path) -> bool:
    """Exchange two paths in one system call; return whether the system could."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    outcome: int = call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return outcome == 0


def _carry_over(old: Path, new: Path, ours: frozenset[str]) -> None:
    for path in sorted(old.iterdir()):
        if path.name not in ours and not os.path.lexists(new / path.name):
            path.rename(new / path.name)


def _has_strangers(folder: Path, ours: frozenset[str]) -> bool:
    return any(path.name not in ours for path in folder.iterdir())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
