"""The main job as plain functions: sources -> documents -> claims -> rows -> files, and a report of what was done.

What is needed only once a document is read is imported then: its first page is there before spaCy and pandas are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from extract.documents.document import Document, Page
from extract.documents.read import read_document
from extract.errors import Problem
from extract.ids import fingerprint_of
from extract.sources.catalogue import SourceEntry
from extract.sources.knowledge import Knowledge, read_knowledge
from extract.sources.verdicts import Verdict

if TYPE_CHECKING:
    from extract.datasets.build import DocumentClaims
    from extract.datasets.versions import VersionStore
    from extract.mentions.names import NameFinder
    from extract.publish import Outcome

Read: TypeAlias = "Callable[[Path], tuple[DocumentClaims | None, tuple[Problem, ...]]]"
"""Reads a file in which what a source says is kept."""

UNREADABLE = "unreadable"
"""The beginning of the names of files that tell of sources which could not be read; such a file may change."""


@dataclass(frozen=True)
class Report:
    """What a run did.

    Attributes:
        documents: how many were read.
        pages: how many pages they have.
        rows: rows of each dataset as written; none if no document could be read, and then nothing was written.
        problems: everything that could not be read; the run is complete only without any.
        reused: how many documents had not changed since they were last read.
        outcome: what was published of it and what waits; None of a package that is no version.
    """

    documents: int
    pages: int
    rows: Mapping[str, int]
    problems: tuple[Problem, ...]
    reused: int = field(default=0)
    outcome: Outcome | None = None

    @property
    def complete(self) -> bool:
        """Whether everything that was given could be read."""
        return not self.problems


class Extractor:
    """Reads sources into claims; the names are compiled once.

    Args:
        knowledge: the known entities.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._finder: NameFinder | None = None

    def read(
        self, entry: SourceEntry, on_page: Callable[[Page], None] | None = None
    ) -> tuple[DocumentClaims | None, tuple[Problem, ...]]:
        """Return what a source says, or None, and the Problems met on the way.

        Args:
            entry: the source.
            on_page: called with each page once it is parsed.
        """
        document = read_document(entry.path, source=entry.entry_id, known=entry.known, on_page=on_page)
        if isinstance(document, Problem):
            return None, (document,)
        from extract.claims.find import find_claims
        from extract.claims.years import own_date
        from extract.datasets.build import DocumentClaims
        from extract.lang.language import load_language

        language = load_language(document.language)
        if not document.published:
            document = replace(document, published=own_date(document, language))
        claims, problems = find_claims(document, self._names(), language)
        return DocumentClaims(document, claims), (
            *document.problems,
            *_unexpected(entry, document),
            *problems,
        )

    def _names(self) -> NameFinder:
        if self._finder is None:
            from extract.mentions.names import NameFinder

            self._finder = NameFinder(self.knowledge)
        return self._finder


def extractor_for(names: Path) -> Extractor:
    """Return the extractor that knows the names files of a folder; it is made again only if they have changed.

    Args:
        names: the folder.

    Raises:
        ShuttenError: if a names file is wrong.
    """
    return _extractor(names, fingerprint_of(path for path in names.iterdir() if path.is_file()))


@lru_cache(maxsize=1)
def _extractor(names: Path, content: str) -> Extractor:
    del content  # that of the files, a part of the key
    return Extractor(read_knowledge(names))


def publish(
    extracted: Sequence[DocumentClaims],
    problems: Iterable[Problem],
    knowledge: Knowledge,
    directory: Path,
    reused: int = 0,
    verdicts: Sequence[Verdict] = (),
) -> Report:
    """Build all datasets of the documents, validate them and write the package into `directory`.

    Args:
        extracted: every document with its claims.
        problems: what could not be read, for the report.
        knowledge: the known entities.
        directory: where the package goes; an earlier one is replaced in one step, and stays if there is no document.
        reused: how many documents were taken from an earlier run, for the report.
        verdicts: what reviewers decided about names, oldest first; documents need not be read again for them.

    Raises:
        ShuttenError: if the folder cannot be written, our own rows fail the independent check or a verdict cannot hold.
    """
    tables: Mapping[str, Any] = {}
    if extracted:
        from extract.datasets.build import merged
        from extract.datasets.merge import merge
        from extract.datasets.shard import shard_tables
        from extract.entities.link import Linker

        linker = Linker(knowledge, verdicts)
        tables = merge(shard_tables(merged(extracted), linker), linker)
    return _written(tables, problems, directory, reused)


def publish_files(
    files: Sequence[Path],
    read: Read,
    knowledge: Knowledge,
    directory: Path,
    *,
    shards: Path,
    reused: int = 0,
    verdicts: Sequence[Verdict] = (),
) -> Report:
    """Build all datasets of what was read before and write the package; only what is new is looked at in full.

    Args:
        files: what was read of each source; the name of a file is the key of its content, or begins with `UNREADABLE`.
        read: reads such a file.
        knowledge: the known entities.
        directory: where the package goes; an earlier one is replaced in one step, and stays if there is no document.
        shards: the folder in which what is made of each document is kept; it may be removed at any time.
        reused: how many documents were taken from an earlier run, for the report.
        verdicts: what reviewers decided about names, oldest first.

    Raises:
        ShuttenError: if a folder cannot be written, our own rows fail the independent check or a verdict cannot hold.
    """
    tables, problems = _tables(files, read, knowledge, shards, verdicts)
    return _written(tables, problems, directory, reused)


def keep_build(
    files: Sequence[Path],
    read: Read,
    knowledge: Knowledge,
    store: VersionStore,
    *,
    shards: Path,
    reused: int = 0,
    verdicts: Sequence[Verdict] = (),
    made_with: Mapping[str, Any],
) -> Report:
    """Build all datasets of what was read before and keep them as a version; what is published stays as it is.

    Args:
        files: as for `publish_files`, as are `read`, `knowledge`, `shards`, `reused` and `verdicts`.
        read: see there.
        knowledge: see there.
        store: the project's versions.
        shards: see there.
        reused: see there.
        verdicts: see there.
        made_with: what decides beside the documents, for the version: fingerprints by name.

    Raises:
        ShuttenError: as `publish_files`.
    """
    tables, problems = _tables(files, read, knowledge, shards, verdicts)
    if not tables:
        return _report({}, problems, reused)
    from extract.datasets.keep import Keep

    documents = tables["documents"].select(["document_id", "sha256"]).to_pylist()
    version = store.add(tables, {"documents": documents, **made_with}, Keep(written_folder(shards)))
    return _report({dataset: version.rows[dataset] for dataset in tables}, problems, reused)


def _tables(
    files: Sequence[Path], read: Read, knowledge: Knowledge, shards: Path, verdicts: Sequence[Verdict]
) -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    from extract.datasets.incremental import build_tables

    return build_tables(files, read, knowledge, verdicts, shards, lambda path: not path.name.startswith(UNREADABLE))


def written_folder(shards: Path) -> Path:
    """Return the folder, in that of the shards, of what is remembered of the files that were written last."""
    return shards / "written"


def _written(tables: Mapping[str, Any], problems: Iterable[Problem], directory: Path, reused: int) -> Report:
    counts: Mapping[str, int] = {}
    if tables:
        from extract.datasets.store import write_package

        counts = write_package(tables, directory)
    return _report(counts, problems, reused)


def _report(counts: Mapping[str, int], problems: Iterable[Problem], reused: int) -> Report:
    return Report(
        documents=counts.get("documents", 0),
        pages=counts.get("pages", 0),
        rows=counts,
        problems=tuple(
            sorted(
                set(problems),
                key=lambda problem: (problem.source, problem.page or 0, problem.code, problem.quote),
            )
        ),
        reused=reused,
    )


def _unexpected(entry: SourceEntry, document: Document) -> tuple[Problem, ...]:
    if len(document.pages) >= entry.expected_pages:
        return ()
    return (
        Problem(
            entry.entry_id,
            None,
            "fewer-pages",
            f"The document has {len(document.pages)} pages, {entry.expected_pages} were expected.",
            "Get the whole document again, or mend 'expect' in the catalogue.",
        ),
    )
