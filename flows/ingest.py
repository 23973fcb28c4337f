"""Sources -> what each of them says, in the store."""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from extract.sources.catalogue import SourceEntry
from flows.steps import BATCH, Batch, extract_batch


@flow(name="ingest", validate_parameters=False)
def ingest(entries: tuple[SourceEntry, ...], names: Path, store: Path, *, fresh: bool = False) -> Batch:
    """Read all sources, a batch after the other.

    Args:
        entries: the sources.
        names: the folder of names files.
        store: where what was read is kept.
        fresh: read every source again, changed or not.
    """
    batches = [
        extract_batch(start + 1, len(entries), entries[start : start + BATCH], names, store, fresh=fresh)
        for start in range(0, len(entries), BATCH)
    ]
    return Batch(tuple(path for batch in batches for path in batch.files), sum(batch.reused for batch in batches))
