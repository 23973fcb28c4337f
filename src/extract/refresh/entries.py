"""The documents at hand: the files of the project, and what earlier refreshes fetched and nothing has replaced since."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from extract.ids import sha256_bytes
from extract.refresh.seen import FILE_NAME, Held, Seen
from extract.sources.catalogue import SourceEntry, read_catalogue
from extract.sources.register import Catalogue, entries_of, read_sources

STORE = Path("output", "fetched")
_DOCUMENTS = "documents"


def documents_folder(store: Path) -> Path:
    """Return the folder of the files that were fetched."""
    return store / _DOCUMENTS


def all_entries(project: Path) -> tuple[SourceEntry, ...]:
    """Return every document of a project, without a network: its files, its inbox, and what was fetched.

    Raises:
        ShuttenError: if the catalogue is wrong or the record of what was fetched cannot be used.
    """
    files = read_catalogue(project / "sources")
    store = project / STORE
    if not (store / FILE_NAME).is_file():
        return files
    with Seen(store) as seen:
        return (*files, *fetched_entries(held(seen, read_sources(project / "sources")), store))


def sources_by_content(project: Path) -> dict[str, frozenset[str]]:
    """Return by SHA-256 of a document at hand the ids of the entries of the catalogue that hold it; those of the inbox have none.

    Raises:
        ShuttenError: if the catalogue is wrong or the record of what was fetched cannot be used.
    """
    catalogue = read_sources(project / "sources")
    found: defaultdict[str, set[str]] = defaultdict(set)
    for source in catalogue.sources:
        for entry in entries_of(source, catalogue.folder):
            if entry.path.is_file():
                found[sha256_bytes(entry.path.read_bytes())].add(source.id)
    store = project / STORE
    if (store / FILE_NAME).is_file():
        with Seen(store) as seen:
            for source in catalogue.sources:
                for each in fetched_entries(seen.held([source.id]), store):
                    found[sha256_bytes(each.path.read_bytes())].add(source.id)
    return {digest: frozenset(ids) for digest, ids in found.items()}


def held(seen: Seen, catalogue: Catalogue) -> tuple[Held, ...]:
    """Return the documents of the sources that are enabled, whenever they are looked at; a disabled source leaves its own out."""
    return seen.held(source.id for source in catalogue.sources if source.enabled)


def fetched_entries(documents: tuple[Held, ...], store: Path) -> tuple[SourceEntry, ...]:
    """Return documents as files to read, each named by the address at which it was seen first."""
    folder = documents_folder(store)
    return tuple(
        SourceEntry(each.addresses[0], folder / each.file, replace(each.known, addresses=each.addresses))
        for each in documents
    )
