"""What a refresh is asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Wish:
    """What a refresh is to do.

    Attributes:
        project: the folder that holds ``sources`` and ``output``.
        names: the folder of names files.
        schedule: the group of sources to look at; empty for those of all groups.
        offline: take from the store what earlier refreshes fetched and ask nobody.
        fresh: ask for everything in full, even if a server says that it has not changed.
        webhook: an address that is told the summary, empty for none.
    """

    project: Path
    names: Path
    schedule: str = ""
    offline: bool = False
    fresh: bool = False
    webhook: str = ""
