"""Put a finished folder in the place of another: a reader finds the old one or the new one, never half.

The folder stays a real folder (a symbolic link to versions would surprise Windows, archives and whoever
made the folder by hand). On Linux the two are exchanged in one system call. Elsewhere the old one is
renamed away and the new one in, and a reader may, for the time between two renames, find none.

A writer locks its new folder, and the folder above while folders are exchanged. So what a killed writer left can
be told from what another is still writing: a lock ends with its process, however it ends.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_OLD = ".old"


@contextmanager
def replaced_folder(folder: Path, ours: frozenset[str]) -> Iterator[Path]:
    """Give an empty folder to write into; it takes the place of `folder` if the block ends well.

    What stands in `folder` and is not named in `ours` is carried over. What writers of the same folder left
    when they were killed is cleared away first.

    Args:
        folder: what is to be replaced; it need not exist.
        ours: names of the files that belong to the writer.
    """
    target = folder.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as locks:
        with _locked(target.parent) as is_mine:  # nobody takes a folder for left over that is not locked yet
            if is_mine:
                _clear(target, ours)
            fresh = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
            locks.enter_context(_locked(fresh))
        try:
            yield fresh
            fresh.chmod(target.stat().st_mode & 0o7777 if target.is_dir() else 0o777 & ~_umask())
            sync_folder(fresh)
            with _locked(target.parent):
                _put(fresh, target, ours)
        finally:
            if fresh.is_dir() and not _has_strangers(fresh, ours):
                shutil.rmtree(fresh)


def _put(fresh: Path, target: Path, ours: frozenset[str]) -> None:
    """Put `fresh` in the place of `target` and remove what stood there, but for what is not ours."""
    if target.exists():
        _exchange(fresh, target)
        sync_folder(target.parent)
        _carry_over(fresh, target, ours)
        if not _has_strangers(fresh, ours):
            shutil.rmtree(fresh)
    else:
        fresh.rename(target)
        sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _prefix(target: Path) -> str:
    return f".{target.name}.shutten-"


def _clear(target: Path, ours: frozenset[str]) -> None:
    """Finish or undo what killed writers of `target` left; folders of living ones are locked and stay."""
    pattern = re.compile(rf"{re.escape(_prefix(target))}\w{{8}}({re.escape(_OLD)})?")
    left = sorted(path for path in target.parent.iterdir() if pattern.fullmatch(path.name) and path.is_dir())
    for path in left:
        with _locked(path, wait=False) as is_mine:
            if not is_mine:
                continue
            if path.name.endswith(_OLD) and not target.exists():  # killed between the two renames
                path.rename(target)
                continue
            if target.is_dir():
                _carry_over(path, target, ours)
            if not _has_strangers(path, ours):
                shutil.rmtree(path)


@contextmanager
def _locked(folder: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold the lock of a folder for the block; tell whether it could be had.

    On a file system without locks on folders (NFS) there is none: then nothing is cleared away either.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


def _exchange(fresh: Path, target: Path) -> None:
    """Swap two folders."""
    if sys.platform == "linux" and _renameat2(fresh, target):
        return
    away = fresh.with_name(f"{fresh.name}{_OLD}")
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
