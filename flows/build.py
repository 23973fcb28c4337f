"""The main job: sources -> all datasets, validated; what the catalogue lets through is published, the rest waits."""

from __future__ import annotations

from dataclasses import replace
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


@flow(name="shutten", validate_parameters=False)
def build(
    entries: tuple[SourceEntry, ...],
    names: Path,
    verdicts: Path,
    read_before: Path,
    store: VersionStore,
    policy: Policy,
    *,
    fresh: bool = False,
) -> Report:
    """Read the sources, keep what is built of them as a version, and publish what may be.

    Args:
        entries: the sources.
        names: the folder of names files.
        verdicts: the file of what reviewers decided; it need not be there.
        read_before: where what was read is kept.
        store: the project's versions.
        policy: what is published without a reviewer's word.
        fresh: read every document again, changed or not.

    Raises:
        ShuttenError: if a names file or a verdict is wrong or the output cannot be written.
    """
    read = ingest(entries, names, read_before, fresh=fresh)
    report = build_version(entries, read.files, read.reused, names, verdicts, store)
    return replace(report, outcome=publish_version(store, verdicts, policy)) if report.rows else report


@flow(name="shutten-package", validate_parameters=False)
def package(
    entries: tuple[SourceEntry, ...],
    names: Path,
    verdicts: Path,
    read_before: Path,
    output: Path,
    *,
    fresh: bool = False,
) -> Report:
    """Read the sources and write all datasets as a package, which is no version of the project's.

    Args:
        entries: the sources.
        names: the folder of names files.
        verdicts: the file of what reviewers decided; it need not be there.
        read_before: where what was read is kept.
        output: where the package goes.
        fresh: read every document again, changed or not.

    Raises:
        ShuttenError: if a names file or a verdict is wrong or the output cannot be written.
    """
    read = ingest(entries, names, read_before, fresh=fresh)
    return build_package(read.files, read.reused, names, verdicts, output)
