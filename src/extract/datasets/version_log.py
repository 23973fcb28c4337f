"""What happened to the versions, a line of JSON for each event; it tells order and time, and what there is it does not decide."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from extract.journal import append_line


@dataclass(frozen=True)
class LogEntry:
    """What happened to a version: ``built``, ``published`` or ``pruned``, when (UTC, ISO 8601), and by whom."""

    time: str
    event: str
    version_id: str
    by: str = ""


class VersionLog:
    """A log in one file.

    Args:
        path: made with the first entry.
        now: tells the time.
    """

    def __init__(self, path: Path, now: Callable[[], dt.datetime]) -> None:
        self._path = path
        self._now = now

    def append(self, event: str, version_id: str, by: str = "") -> None:
        """Note an event; it is on the disk when this returns."""
        time = self._now().astimezone(dt.UTC).isoformat(timespec="seconds")
        entry = LogEntry(time, event, version_id, by)
        append_line(self._path, json.dumps(asdict(entry), ensure_ascii=False))

    def entries(self) -> tuple[LogEntry, ...]:
        """Return what happened, oldest first; a line that a power cut spoiled is left out."""
        try:
            lines = self._path.read_bytes().split(b"\n")[:-1]
        except FileNotFoundError:
            return ()
        return tuple(entry for line in lines if (entry := _entry(line)))


def _entry(line: bytes) -> LogEntry | None:
    try:
        return LogEntry(**json.loads(line))
    except (ValueError, TypeError):
        return None
