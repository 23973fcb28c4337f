"""A folder to work in that several processes share: its lock, and scratch folders that a killed process leaves to nobody."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = ".lock"
_PREFIX = ".building-"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder's lock, waiting for whoever has it; it is free again when the holder ends, however it ends."""
    with (folder / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def scratch_folder(folder: Path) -> Iterator[Path]:
    """Give a new folder within `folder` for the time of the block; those that killed processes left are removed first."""
    with locked(folder):  # nobody takes a scratch folder for left over that is not locked yet
        for path in folder.glob(f"{_PREFIX}*"):
            if not _is_held(path / LOCK):
                shutil.rmtree(path, ignore_errors=True)
        scratch = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
        file = (scratch / LOCK).open("w")
        fcntl.flock(file, fcntl.LOCK_EX)
    with file:
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _is_held(lock: Path) -> bool:
    try:
        with lock.open("r") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False
