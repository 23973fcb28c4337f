"""What a refresh costs beside reading: nothing new, and some new documents, among many that are stored.

    python bench/refresh.py [DOCUMENTS [NEW]]

The documents are invented articles (see `refresh_articles`), each as long as news, and every one of them is read: 5,000 take
two processors about six minutes. Then the steps of a refresh are run as `flows.refresh` runs them, without the web and without
Prefect, in one process that has its dictionaries loaded. Prints processor seconds, seconds, and shares of the processor time
that reading all took. The limit is 2 per cent for a refresh that finds nothing new, and what is new should cost in proportion.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import TypeVar

from refresh_articles import article

from extract.datasets.versions import VersionStore
from extract.pipeline import written_folder
from extract.refresh.built import digest_of, last_build
from extract.refresh.rows import count_rows, keep_before
from extract.resources import names_folder
from extract.review.policy import Policy
from extract.sources.catalogue import SourceEntry, entry_of_file
from flows.steps import BATCH, SHARDS, Plan, build_version, extract_batch, plan_reading, publish_version

_T = TypeVar("_T")


class _Project:
    """A folder with articles and what is made of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._store = folder / "cache" / "extracted"
        self._verdicts = folder / "verdicts.jsonl"
        self._before = folder / "before"
        self._versions = VersionStore(folder / "versions", folder / "datasets")
        self._written = written_folder(folder / "cache" / SHARDS)
        self._files: tuple[Path, ...] = ()

    def write(self, numbers: Sequence[int]) -> list[SourceEntry]:
        """Write articles into the project."""
        found = []
        for number in numbers:
            language, text = article(number)
            path = self.folder / f"{number}.{language}.md"
            path.write_text(text, encoding="utf-8")
            found.append(entry_of_file(path))
        return found

    def look(self, entries: Sequence[SourceEntry]) -> Plan:
        """Tell what is new, by the content of every file, and whether anything is to be built."""
        with redirect_stderr(StringIO()):
            plan = plan_reading.fn(entries, names_folder(), self._store, fresh=False)
        self._files = tuple(file for file in plan.files.values()) + tuple(path for _, path in plan.unread.values())
        if not plan.unread:
            digest_of(self._files, names_folder(), self._verdicts)
        return plan

    def read(self, plan: Plan) -> None:
        """Read what is new."""
        unread = list(plan.unread.items())
        with redirect_stderr(StringIO()):
            for start in range(0, len(unread), BATCH):
                extract_batch.fn(0, plan.of, dict(unread[start : start + BATCH]), names_folder())

    def build(self, entries: Sequence[SourceEntry]) -> dict[str, int]:
        """Build a version; return how many rows each dataset has."""
        report = build_version.fn(entries, self._files, 0, names_folder(), self._verdicts, self._versions)
        return dict(report.rows)

    def publish(self) -> None:
        """Publish the first version; tell what a later one would change."""
        publish_version.fn(self._versions, self._verdicts, Policy())

    def keep(self) -> None:
        """Keep the last build beside the next one."""
        keep_before(last_build(self._versions), self._before, self._written)

    def count(self, rows: dict[str, int]) -> int:
        """Count the new rows of a build."""
        counts = count_rows(self._before, last_build(self._versions), rows, self._written)
        return sum(each.new for each in counts.values())


def main(documents: int, new: int) -> None:
    """Measure a refresh and print what it costs.

    Args:
        documents: how many are stored.
        new: how many are new in the second refresh.
    """
    folder = Path(tempfile.mkdtemp(prefix="shutten-refresh-"))
    try:
        _measure(_Project(folder), documents, new)
    finally:
        shutil.rmtree(folder)


def _measure(project: _Project, documents: int, new: int) -> None:
    stored = project.write(range(documents))
    warm = project.write(range(documents + new, documents + new + BATCH))
    project.read(project.look(warm))  # dictionaries are loaded once, whatever the number of documents
    whole = _read_all(project, stored)
    print(f"reading: {whole / documents:.3f} processor seconds a document, {whole:.0f} s for {documents:,}", flush=True)
    shares = _Shares(whole)
    shares.of("nothing new", lambda: project.look(stored))
    rows = shares.of(f"first build of {documents:,}", lambda: project.build(stored))
    print(f"    {sum(rows.values()):,} rows")
    shares.of("first publication", project.publish)
    fresh = project.write(range(documents, documents + new))
    shares.start()
    plan = shares.of(f"{new} new: looking", lambda: project.look([*stored, *fresh]))
    shares.of(f"{new} new: reading", lambda: project.read(plan))
    shares.of(f"{new} new: keeping the last build", project.keep)
    rows = shares.of(f"{new} new: building", lambda: project.build([*stored, *fresh]))
    found = shares.of(f"{new} new: counting rows", lambda: project.count(rows))
    shares.show(f"{new} new: all of this")
    print(f"    {found:,} new rows, {new / documents:.2%} new documents")
    shares.of(f"{new} new: changes for review", project.publish)


class _Shares:
    """Prints what steps cost as shares of what reading all cost."""

    def __init__(self, whole: float) -> None:
        self._whole = whole
        self._sum = (0.0, 0.0)

    def start(self) -> None:
        """Begin a sum."""
        self._sum = (0.0, 0.0)

    def of(self, what: str, job: Callable[[], _T]) -> _T:
        """Do and print a step."""
        spent, clock = time.process_time(), time.perf_counter()
        found = job()
        spent, clock = time.process_time() - spent, time.perf_counter() - clock
        self._sum = (self._sum[0] + spent, self._sum[1] + clock)
        self._print(what, spent, clock)
        return found

    def show(self, what: str) -> None:
        """Print the sum."""
        self._print(what, *self._sum)

    def _print(self, what: str, spent: float, clock: float) -> None:
        share = spent / self._whole
        print(f"  {what:<32}{spent:>8.2f} s processor {clock:>8.2f} s {share:>8.2%} of reading all", flush=True)


def _read_all(project: _Project, entries: Sequence[SourceEntry]) -> float:
    """Read documents with all processors; return the processor seconds that reading took."""
    parts = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return sum(pool.map(_read_part, [project.folder] * len(parts), parts))


def _read_part(folder: Path, entries: Sequence[SourceEntry]) -> float:
    project = _Project(folder)
    plan = project.look(entries)
    spent = time.process_time()
    project.read(plan)
    return time.process_time() - spent


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(*(given + [5000, 50][len(given) :]))
