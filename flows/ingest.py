"""Sources -> what each of them says, in the store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prefect import flow

from extract.sources.catalogue import SourceEntry
from flows.steps import BATCH, extract_batch, plan_reading


@dataclass(frozen=True)
class Ingested:
    """The files in which what all sources say is kept, in their order, and how many of them were there already."""

    files: tuple[Path, ...]
    reused: int


@flow(name="ingest", validate_parameters=False)
def ingest(entries: tuple[SourceEntry, ...], names: Path, store: Path, *, fresh: bool = False) -> Ingested:
    """Read the sources that were not read before or have changed, a batch after the other.

    Args:
        entries: all sources.
        names: the folder of names files.
        store: where what was read is kept.
        fresh: read every source again, changed or not.
    """
    plan = plan_reading(entries, names, store, fresh=fresh)
    files = dict(plan.files)
    unread = list(plan.unread.items())
    for start in range(0, len(unread), BATCH):
        files.update(extract_batch(len(files), plan.of, dict(unread[start : start + BATCH]), names))
    return Ingested(tuple(files[number] for number in range(plan.of)), len(plan.files))
