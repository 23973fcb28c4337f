"""The main job: sources -> all datasets, validated; what the catalogue lets through is published, the rest waits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from prefect import flow

from extract.pipeline import Report
from extract.sources.catalogue import SourceEntry
from flows.ingest import ingest
from flows.steps import build_package, build_version, publish_version

if TYPE_CHECKING:
    from extract.datasets.versions import VersionStore
    from extract.review.policy import Policy


@dataclass(frozen=True)
class Versioned:
    """Where a project's own builds go: its versions, and what is published of them without a reviewer's word."""

    store: VersionStore
    policy: Policy


@flow(name="shutten", validate_parameters=False)
def build(
    entries: tuple[SourceEntry, ...],
    names: Path,
    verdicts: Path,
    read_before: Path,
    to: Versioned | Path,
    *,
    fresh: bool = False,
) -> Report:
    """Read the sources and build all datasets: a version of the project's, of which what may be is published, or a package.

    Args:
        entries: the sources.
        names: the folder of names files.
        verdicts: the file of what reviewers decided; it need not be there.
        read_before: where what was read is kept.
        to: the project's versions, or the folder of a package for somebody else.
        fresh: read every document again, changed or not.

    Raises:
        ShuttenError: if a names file or a verdict is wrong or the output cannot be written.
    """
    read = ingest(entries, names, read_before, fresh=fresh)
    if isinstance(to, Path):
        return build_package(read.files, read.reused, names, verdicts, to)
    report = build_version(entries, read.files, read.reused, names, verdicts, to.store)
    return replace(report, outcome=publish_version(to.store, verdicts, to.policy)) if report.rows else report
