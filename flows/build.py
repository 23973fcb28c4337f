"""The main job: sources -> all datasets, validated and published."""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from extract.pipeline import Report
from extract.sources.catalogue import SourceEntry
from flows.ingest import ingest
from flows.steps import build_datasets


@flow(name="shutten", validate_parameters=False)
def build(
    entries: tuple[SourceEntry, ...],
    names: Path,
    verdicts: Path,
    store: Path,
    output: Path,
    *,
    versions: Path | None = None,
    fresh: bool = False,
) -> Report:
    """Read the sources and publish all datasets.

    Args:
        entries: the sources.
        names: the folder of names files.
        verdicts: the file of what reviewers decided about names; it need not be there.
        store: where what was read is kept.
        output: where the package goes.
        versions: where builds are kept; without it the package is written and no more.
        fresh: read every document again, changed or not.

    Raises:
        ShuttenError: if a names file or a verdict is wrong or the output cannot be written.
    """
    read = ingest(entries, names, store, fresh=fresh)
    return build_datasets(read.files, read.reused, names, verdicts, output, versions)
