"""Files that only ever grow by whole lines: a log of versions, the verdicts of reviewers."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path


def append_line(path: Path, line: str) -> None:
    """Append a line to a file, whole or not at all, and wait until it is on the disk; two writers take turns.

    What a power cut left of a half line is cut off first; a last line that somebody wrote without a line end is kept.

    Args:
        path: a file of JSON objects, one a line; made if it is not there.
        line: without a line end.

    Raises:
        OSError: if it cannot be written.
    """
    is_new = not path.exists()
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        begin, end, last = file.read().rpartition(b"\n")
        whole = b""
        if last and is_half(last):
            file.truncate(len(begin) + len(end))
        elif last:
            whole = b"\n"
        file.write(whole + line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        _sync_entry(path.parent)


def is_half(line: bytes) -> bool:
    """Return whether a last line without a line end was cut off while it was written: it is no JSON and has no closing brace."""
    try:
        json.loads(line)
    except ValueError:
        return not line.rstrip().endswith(b"}")
    return False


def _sync_entry(folder: Path) -> None:
    """Wait until the name of a new file is on the disk, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
