"""What is under review, held in memory and read again when a file that it comes from has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from extract.datasets.schema import Row
from extract.datasets.scratch import locked
from extract.datasets.versions import Version, VersionStore
from extract.review.app.both_sides import AFTER, BEFORE, BothSides
from extract.review.app.index import ChangeIndex
from extract.review.app.links import undecided
from extract.review.change import ADDED, REMOVED, Change
from extract.sources.verdicts import ChangeVerdict, Verdicts, read_verdicts

Stamp = tuple[Any, ...]


@dataclass(frozen=True)
class Published:
    """What publishing came to: the version, empty if there was nothing to do; how many changes went out, and how many wait."""

    version: str
    through: int
    waiting: int


@dataclass(frozen=True)
class Rules:
    """How changes are found, decided and published; the page itself knows none of it.

    Attributes:
        find: takes the published version and the candidate, gives what differs, undecided, with causes.
        decide: takes these and the verdicts as well, gives the changes with their statuses.
        verdicts_on: gives by key of a change the verdict that was given on it, whether it still holds or not.
        publish: takes the state that was looked at and who asks for it; publishes what is accepted.
        kept_documents: the folder in which documents lie under their hash, as builds read them.
        own_files: gives the project's own files.
    """

    find: Callable[[Version, Version], tuple[Change, ...]]
    decide: Callable[[Sequence[Change], Verdicts, Version, Version], tuple[Change, ...]]
    verdicts_on: Callable[[Sequence[Change], Verdicts], Mapping[str, ChangeVerdict]]
    publish: Callable[[Snapshot, str], Published]
    kept_documents: Path
    own_files: Callable[[], Iterable[Path]]


@dataclass(frozen=True)
class Snapshot:
    """One state of the review; it never changes.

    Attributes:
        published: the published version, None if there is none.
        candidate: the last build if it is not published, else None; without it there are no changes.
        index: the changes.
        sides: what both versions hold, without a candidate twice the published one; None if nothing is published.
        documents: those of both versions by key; where they differ, as the candidate has them.
        verdicts: everything that reviewers have said.
    """

    published: Version | None
    candidate: Version | None
    index: ChangeIndex
    sides: BothSides | None
    documents: Mapping[str, Row]
    verdicts: Verdicts

    @property
    def state(self) -> str:
        """The two versions, as forms name them that were made from this state."""
        return "-".join(version.version_id if version else "" for version in (self.published, self.candidate))

    @cached_property
    def links(self) -> tuple[Row, ...]:
        """The suggestions that two names are one thing, as far as nobody has decided on them."""
        return undecided(self.sides, self.verdicts.identities) if self.sides else ()


class Workspace:
    """The state of a project's review.

    Args:
        store: the project's versions.
        verdicts: the file of verdicts.
        rules: how changes are found, decided and published.
        causes: the file that causes are taken from.
        policy: the file that says what is let through.
    """

    def __init__(self, store: VersionStore, verdicts: Path, rules: Rules, causes: Path, policy: Path) -> None:
        self.store = store
        self.verdicts_path = verdicts
        self.rules = rules
        self._causes = causes
        self._policy = policy
        self._lock = threading.RLock()
        self._built: tuple[Stamp, Version | None, Version | None] | None = None
        self._base: tuple[BothSides | None, Mapping[str, Row], ChangeIndex] = None, {}, ChangeIndex((), {})
        self._now: tuple[Stamp, Snapshot] | None = None

    def snapshot(self) -> Snapshot:
        """Return the state as the files have it now.

        Raises:
            ShuttenError: if a version or the file of verdicts cannot be read.
        """
        with self._lock:
            versions = self._versions_stamp()
            stamp = (versions, _stamp(self.verdicts_path), _stamp(self._policy))
            if self._now is None or self._now[0] != stamp:
                self._now = stamp, self._read(versions)
            return self._now[1]

    @contextmanager
    def deciding(self) -> Iterator[Snapshot]:
        """Give the state, and let nobody else decide on this machine until the block ends."""
        self.store.folder.mkdir(parents=True, exist_ok=True)
        folder = self.store.folder / ".review"
        folder.mkdir(exist_ok=True)
        with self._lock, locked(folder):
            yield self.snapshot()

    def _read(self, versions: Stamp) -> Snapshot:
        if self._built is None or self._built[0] != versions:
            self._build(versions)
        _, published, candidate = self._built or (None, None, None)
        sides, documents, index = self._base
        verdicts = read_verdicts(self.verdicts_path)
        if published and candidate:
            index = index.decided(self.rules.decide(index.changes, verdicts, published, candidate))
        return Snapshot(published, candidate, index, sides, documents, verdicts)

    def _build(self, versions: Stamp) -> None:
        published, candidate = self.store.published(), self.store.candidate()
        self._base = None, {}, ChangeIndex((), {})
        if published is not None:
            found = self.rules.find(published, candidate) if candidate else ()
            sides = BothSides({BEFORE: published.folder, AFTER: (candidate or published).folder})
            sides.keep(set(_rows(found)))
            # Those of an earlier build stay open for whoever still reads them, and are closed with the last reader.
            documents = {**sides.documents(BEFORE), **sides.documents(AFTER)}
            titles = {
                key: " ".join(filter(None, (row["title"], row["publisher"], row["url"])))
                for key, row in documents.items()
            }
            self._base = sides, documents, ChangeIndex(found, titles)
        self._built = versions, published, candidate

    def _versions_stamp(self) -> Stamp:
        folder = self.store.folder
        files = (self.store.published_folder / "manifest.json", folder / "log.jsonl", self._causes)
        return (*map(_stamp, files), _names(folder))


def _rows(changes: Sequence[Change]) -> Iterator[tuple[str, str, str]]:
    for change in changes:
        if change.kind != ADDED:
            yield BEFORE, change.dataset, change.row_id_before or change.row_id
        if change.kind != REMOVED:
            yield AFTER, change.dataset, change.row_id


def _stamp(path: Path) -> Stamp:
    """Return what is another whenever a file was written or exchanged."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _names(folder: Path) -> Stamp:
    try:
        return tuple(sorted(path.name for path in folder.iterdir() if not path.name.startswith(".")))
    except OSError:
        return ()
