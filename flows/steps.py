"""The only tasks: each calls the library once, takes and gives ids and paths, and works on a batch of documents.

A task costs 8 to 12 ms on Prefect's thread runner and its state goes through the server, so a batch is the unit of work
and no text travels between tasks. Prefect's own caching is off: it would not see a change in the library. What was read is
kept under a key of the document's content, what the catalogue says of it and the fingerprint of code, rules and names.

No task is tried again by Prefect. The only faults that pass by themselves are those of servers, and the fetcher tries those
again with their own pauses; the same document gives the same fault however often it is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prefect import task
from prefect.cache_policies import NO_CACHE

from extract.cache import cache_key, fingerprint, read_extracted, write_extracted
from extract.errors import Problem, ShuttenError
from extract.ids import stable_id
from extract.pipeline import UNREADABLE, Extractor, Report, extractor_for, keep_build, publish_files
from extract.progress import Progress
from extract.publish import Outcome, changes_folder, publish_built
from extract.review.causes import prove_last_build
from extract.review.inputs import kept_inputs
from extract.review.policy import Policy
from extract.sources.catalogue import SourceEntry
from extract.sources.verdicts import read_verdicts

if TYPE_CHECKING:
    from extract.datasets.build import DocumentClaims
    from extract.datasets.versions import VersionStore
    from extract.review.change import Change

BATCH = 8
SHARDS = "shards"
"""The folder beside what was read, with what was made of it for the datasets."""

_SETTLED = frozenset(
    {
        "file-empty", "file-too-large", "format-unknown", "language-unsupported", "no-text", "pdf-encrypted", "text-binary",
        "text-damaged",
    }
)  # fmt: skip
"""Why a document cannot be read and never will be, so long as it and the rules are what they are."""


@dataclass(frozen=True)
class Plan:
    """What is to be read.

    Attributes:
        files: the store's file of each source that has not changed, by its number among all.
        unread: the others, by their numbers, each with the file to write.
        of: how many sources there are.
    """

    files: dict[int, Path]
    unread: dict[int, tuple[SourceEntry, Path]]
    of: int


@task(cache_policy=NO_CACHE, retries=0)
def plan_reading(entries: Sequence[SourceEntry], names: Path, store: Path, *, fresh: bool) -> Plan:
    """Tell the sources that were read before and have not changed from those to read.

    Args:
        entries: all sources.
        names: the folder of names files.
        store: where what was read is kept.
        fresh: read every source again.
    """
    files: dict[int, Path] = {}
    unread: dict[int, tuple[SourceEntry, Path]] = {}
    kept = {path.name for path in store.glob("*.json")} if store.is_dir() and not fresh else set()
    with Progress(len(entries)) as progress:
        for number, entry in enumerate(entries):
            key = cache_key(entry, names)
            path = store / f"{key or stable_id(UNREADABLE, entry.entry_id)}.json"
            if key and path.name in kept:
                progress.begin(entry.entry_id)
                progress.unchanged()
                files[number] = path
            else:
                unread[number] = entry, path
    return Plan(files, unread, len(entries))


@task(cache_policy=NO_CACHE, retries=0, task_run_name="extract-{done}")
def extract_batch(done: int, of: int, batch: dict[int, tuple[SourceEntry, Path]], names: Path) -> dict[int, Path]:
    """Read a batch of sources into the store.

    Args:
        done: how many sources of the run are done.
        of: how many it has.
        batch: sources by number, each with the file to write.
        names: the folder of names files.

    Returns:
        the file of each source in which what it says stands.
    """
    extractor = extractor_for(names)
    files = {}
    with Progress(of, done=done) as progress:
        for number, (entry, path) in batch.items():
            progress.begin(entry.entry_id)
            extracted, problems = _read(extractor, entry, progress)
            files[number] = path
            if extracted is None and not {problem.code for problem in problems} <= _SETTLED:
                # Tried again by the next run: the fault may be mended by then.
                files[number] = path.with_name(f"{stable_id(UNREADABLE, entry.entry_id)}.json")
            write_extracted(files[number], extracted, problems)
            progress.end(extracted is not None)
    return files


def _read(
    extractor: Extractor, entry: SourceEntry, progress: Progress
) -> tuple[DocumentClaims | None, tuple[Problem, ...]]:
    """Read a source; a fault of ours that one document brings out must not keep all others from being published."""
    try:
        return extractor.read(entry, progress.page)
    except ShuttenError:
        raise
    except Exception as error:
        message = f"Reading it failed: {type(error).__name__}: {error}."[:300]
        return None, (Problem(entry.entry_id, None, "document-crash", message, "Report it to the project."),)


@task(cache_policy=NO_CACHE, retries=0)
def build_package(files: tuple[Path, ...], reused: int, names: Path, verdicts: Path, output: Path) -> Report:
    """Build and validate all datasets of what was read and write them as a package for somebody else.

    Args:
        files: the store's files of all sources, at least one.
        reused: how many of them had been there, for the report.
        names: the folder of names files.
        verdicts: the file of what reviewers decided.
        output: where the package goes.
    """
    return publish_files(
        files,
        read_extracted,
        extractor_for(names).knowledge,
        output,
        shards=_shards(files),
        reused=reused,
        verdicts=read_verdicts(verdicts).identities,
    )


@task(cache_policy=NO_CACHE, retries=0)
def build_version(
    entries: Sequence[SourceEntry],
    files: tuple[Path, ...],
    reused: int,
    names: Path,
    verdicts: Path,
    store: VersionStore,
) -> Report:
    """Build and validate all datasets of what was read and keep them as a version; what is published stays as it is.

    Args:
        entries: all sources, at least one.
        files: the store's file of each.
        reused: how many of them had been there, for the report.
        names: the folder of names files.
        verdicts: the file of what reviewers decided.
        store: the project's versions.
    """
    identities = read_verdicts(verdicts).identities
    with kept_inputs(store.folder, entries, names, identities) as inputs:
        return keep_build(
            files,
            read_extracted,
            extractor_for(names).knowledge,
            store,
            shards=_shards(files),
            reused=reused,
            verdicts=identities,
            made_with={"fingerprint": fingerprint(names), **inputs},
        )


@task(cache_policy=NO_CACHE, retries=0)
def publish_version(store: VersionStore, verdicts: Path, policy: Policy) -> Outcome:
    """Publish what the catalogue lets through of the last build, and write down what waits.

    Args:
        store: the project's versions.
        verdicts: the file of what reviewers decided.
        policy: the catalogue's rules.
    """

    def prove(changes: Sequence[Change]) -> Sequence[Change]:
        return prove_last_build(store, changes, changes_folder(store), store.folder.with_name("cache")).changes

    return publish_built(store, read_verdicts(verdicts), policy, by="run", prove=prove)


def _shards(files: Sequence[Path]) -> Path:
    return files[0].parent.with_name(SHARDS)
