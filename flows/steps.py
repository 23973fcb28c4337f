"""The only tasks: each calls the library once, takes and gives ids and paths, and works on a batch of documents.

A task costs 8 to 12 ms on Prefect's thread runner and its state goes through the server, so a batch is the unit of work
and no text travels between tasks. Prefect's own caching is off: it would not see a change in the library. What was read is
kept under a key of the document's content, what the catalogue says of it and the fingerprint of code, rules and names.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from extract.cache import cache_key, read_extracted, write_extracted
from extract.ids import stable_id
from extract.pipeline import Extractor, Report, publish
from extract.progress import Progress
from extract.sources.catalogue import SourceEntry
from extract.sources.knowledge import read_knowledge
from extract.sources.verdicts import read_verdicts

BATCH = 8


@dataclass(frozen=True)
class Batch:
    """The files in which what a batch of sources says is kept, and how many of them were there already."""

    files: tuple[Path, ...]
    reused: int


@task(cache_policy=NO_CACHE, retries=0, task_run_name="extract-{number}")
def extract_batch(
    number: int, of: int, entries: tuple[SourceEntry, ...], names: Path, store: Path, *, fresh: bool
) -> Batch:
    """Read a batch of sources into the store; one that was read before and has not changed is not read again.

    Args:
        number: the number of its first source among all.
        of: how many sources the run has.
        entries: the sources.
        names: the folder of names files.
        store: where what was read is kept.
        fresh: read every source again.
    """
    extractor = Extractor(read_knowledge(names))
    files, reused = [], 0
    with Progress(of, done=number - 1) as progress:
        for entry in entries:
            progress.begin(entry.entry_id)
            key = cache_key(entry, names)
            path = store / f"{key}.json"
            if key and path.is_file() and not fresh:
                reused += 1
                progress.unchanged()
            else:
                extracted, problems = extractor.read(entry, progress.page)
                if extracted is None:  # tried again by the next run: the fault may be mended by then
                    path = store / f"{stable_id('unreadable', entry.entry_id)}.json"
                write_extracted(path, extracted, problems)
                progress.end(extracted is not None)
            files.append(path)
    return Batch(tuple(files), reused)


@task(cache_policy=NO_CACHE, retries=0)
def build_datasets(files: tuple[Path, ...], reused: int, names: Path, verdicts: Path, output: Path) -> Report:
    """Build, validate and publish all datasets of what was read.

    Args:
        files: the store's files of all sources.
        reused: how many of them had been there, for the report.
        names: the folder of names files.
        verdicts: the file of what reviewers decided about names.
        output: where the package goes.
    """
    read = [read_extracted(path) for path in files]
    return publish(
        [extracted for extracted, _ in read if extracted],
        [problem for _, problems in read for problem in problems],
        read_knowledge(names),
        output,
        reused,
        read_verdicts(verdicts),
    )
