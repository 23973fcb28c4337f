"""Files that only ever grow by whole lines: a log of versions, the verdicts of reviewers."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO

_TAIL = 1 << 16
"""Bytes that are read at once from the end of a file, to find its last line."""


def append_line(path: Path, line: str) -> None:
    """Append a line to a file, as `append_lines` does."""
    append_lines(path, (line,))


def append_lines(path: Path, lines: Sequence[str]) -> None:
    """Append lines to a file, each whole or not at all, and wait until they are on the disk; two writers take turns.

    What a power cut left of a half line is cut off first; a last line that somebody wrote without a line end is kept.

    Args:
        path: a file of JSON objects, one a line; made if it is not there.
        lines: without line ends.

    Raises:
        OSError: if it cannot be written.
    """
    is_new = not path.exists()
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        begin, last = _last_line(file)
        whole = b""
        if last and is_half(last):
            file.truncate(begin)
        elif last:
            whole = b"\n"
        file.write(whole + b"".join(line.encode() + b"\n" for line in lines))
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


def _last_line(file: IO[bytes]) -> tuple[int, bytes]:
    """Return where the last line begins and what stands in it; it is empty if the file ends with a line end."""
    begin, last = file.seek(0, os.SEEK_END), b""
    while begin and b"\n" not in last:
        size = min(_TAIL, begin)
        begin = file.seek(begin - size)
        last = file.read(size) + last
    head, end, last = last.rpartition(b"\n")
    return begin + len(head) + len(end), last


def _sync_entry(folder: Path) -> None:
    """Wait until the name of a new file is on the disk, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
