"""The main job: the catalogue's sources -> all datasets, validated and published."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extract.pipeline import Report
from extract.resources import names_folder
from extract.sources.catalogue import SourceEntry, entry_of_file, read_catalogue
from flows.ingest import ingest
from flows.steps import build_datasets
from prefect import flow

STORE = Path("output/cache/extracted")


@flow(name="shutten", validate_parameters=False)
def build(
    sources: Sequence[Path] | None = None,
    language: str = "",
    catalogue: Path = Path("sources"),
    output: Path = Path("output/datasets"),
    names: Path | None = None,
    *,
    fresh: bool = False,
) -> Report:
    """Read the sources and publish all datasets.

    Args:
        sources: files to read in place of the catalogue.
        language: the language of `sources`, empty to have it detected.
        catalogue: the folder of ``catalogue.yaml`` and ``inbox``.
        output: where the package goes.
        names: the folder of names files; by default the project's own.
        fresh: read every document again, changed or not.

    Raises:
        ShuttenError: if a file of the project is wrong or the output cannot be written.
    """
    entries: tuple[SourceEntry, ...]
    if sources:
        entries = tuple(entry_of_file(path, language) for path in dict.fromkeys(sources))
    else:
        entries = read_catalogue(catalogue)
    names = names or names_folder()
    batch = ingest(entries, names, STORE, fresh=fresh)
    return build_datasets(batch.files, batch.reused, names, output)
