"""The refresh: sources of the web -> what is new of them -> a build of all datasets, and a summary of what has changed."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner

from extract.commands.project import policy_of, version_store
from extract.errors import Problem
from extract.pipeline import Report, written_folder
from extract.refresh.built import (
    count_published,
    digest_of,
    last_build,
    note_built,
    published_before,
    report_of_built,
)
from extract.refresh.entries import STORE, fetched_entries, held
from extract.refresh.fetching import Outcome, not_asked, refresh_source
from extract.refresh.rows import count_rows, keep_before, unchanged_rows
from extract.refresh.seen import Seen
from extract.refresh.summary import Summary, in_words, source_table, tell, write_summary
from extract.refresh.wish import Wish
from extract.sources.catalogue import SourceEntry, read_catalogue
from extract.sources.fetch import Fetcher
from extract.sources.register import read_sources
from extract.sources.source import Source
from extract.sources.verdicts import FILE_NAME
from flows.ingest import Ingested, ingest
from flows.steps import SHARDS, build_version, publish_version

AT_ONCE = 8
"""So many sources are asked at the same time; one host is asked one thing at a time, whatever sources it has."""


@flow(name="refresh", validate_parameters=False, task_runner=ThreadPoolTaskRunner(max_workers=AT_ONCE))
def refresh(wish: Wish) -> Summary:
    """Look at sources, read what is new, build all datasets, publish what may be, and say what has changed.

    A refresh that was interrupted, at any point, is gone on with: what was fetched and read stays so, and its summary tells
    of all that is new since the last refresh that came to its end.

    Raises:
        ShuttenError: if a file of the project is wrong or the output cannot be written; what was published stays.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    catalogue = read_sources(wish.project / "sources")
    chosen = catalogue.of_schedule(wish.schedule)
    store = wish.project / STORE
    with (
        Seen(store) as seen,
        Fetcher(store, catalogue.fetching, offline=wish.offline, fresh=wish.fresh) as fetcher,
    ):
        number = seen.refresh
        looks = [fetch_source.submit(source, fetcher, catalogue.folder, store, seen) for source in chosen]
        outcomes = (*(look.result() for look in looks), *not_asked(catalogue, chosen))
        documents = held(seen, catalogue)
        entries = (*read_catalogue(catalogue.folder), *fetched_entries(documents, store))
        read = ingest(entries, wish.names, wish.project / "output" / "cache" / "extracted")
        kept = wish.project / "output" / "refresh"
        before, versions = kept / f"before-{number}", version_store(wish.project)
        was_published = published_before(seen, versions)
        report = _build(wish, seen, entries, read, before)
        rows = dict(report.rows)
        policy, verdicts = policy_of(wish.project), wish.project / "sources" / FILE_NAME
        outcome = publish_version(versions, verdicts, policy) if rows else None
        written = written_folder(wish.project / "output" / "cache" / SHARDS)
        compared = count_rows(before, last_build(versions), rows, written) if before.is_dir() else unchanged_rows(rows)
        summary = Summary(
            refresh=number,
            schedule=wish.schedule,
            offline=wish.offline,
            started=started.isoformat(timespec="seconds"),
            seconds=time.monotonic() - clock,
            sources=outcomes,
            news=seen.news(number),
            documents=report.documents,
            read=len(entries) - read.reused,
            fetched=tuple(each for each in documents if each.first == number),
            rows=compared,
            first="" if was_published or outcome is None or outcome.published is None else outcome.published.version_id,
            published=count_published(versions, was_published),
            waiting=outcome.waiting if outcome else 0,
            accepted=outcome.accepted if outcome else 0,
            problems=_sorted((*report.problems, *(problem for each in outcomes for problem in each.problems))),
            notices=_sorted(notice for each in outcomes for notice in each.notices),
        )
        create_table_artifact(source_table(summary), key="shutten-refresh", description="\n".join(in_words(summary)))
        if wish.webhook and (untold := tell(wish.webhook, summary)):
            summary = replace(summary, notices=(*summary.notices, untold))
        write_summary(summary, kept)
        seen.complete(number)
        for left in kept.glob("before-*"):
            shutil.rmtree(left)
    return summary


@task(cache_policy=NO_CACHE, retries=0, task_run_name="fetch-{source.id}")
def fetch_source(source: Source, fetcher: Fetcher, folder: Path, store: Path, seen: Seen) -> Outcome:
    """Look at a source and fetch what it names; servers that fail for the moment are asked again by the fetcher."""
    return refresh_source(source, fetcher, folder, store, seen)


def _build(wish: Wish, seen: Seen, entries: Sequence[SourceEntry], read: Ingested, before: Path) -> Report:
    """Keep a build of what was read, or find that the last one is it; the last one as it was stays beside it."""
    if not read.files:
        return Report(0, 0, {}, ())
    verdicts = wish.project / "sources" / FILE_NAME
    versions = version_store(wish.project)
    digest = digest_of(read.files, wish.names, verdicts)
    if report := report_of_built(seen, digest, last_build(versions)):
        return report
    keep_before(last_build(versions), before, written_folder(wish.project / "output" / "cache" / SHARDS))
    report = build_version(entries, read.files, read.reused, wish.names, verdicts, versions)
    note_built(seen, digest, last_build(versions), report)
    return report


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(
        sorted(set(problems), key=lambda each: (each.source, each.page or 0, each.code, each.message, each.quote))
    )
