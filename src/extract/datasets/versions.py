"""Versions: every build as a complete, immutable folder of all datasets, and the one of them that is published.

A version's name is made of what it holds and of what it was made from, so the same build made twice is one version. What is
published is a folder of its own with copies of a version's files; it is exchanged with the new one in one step, and says by
its own manifest which version it is: there is no pointer that could disagree. A reader that opens several files and must not
meet two versions reads the manifest, then the files in the version's own folder, which nothing changes.

A file that several versions share is one file on the disk where the disk allows it; published files are never such files,
because people open them with tools that write in place.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.datasets.keep import Keep
from extract.datasets.lines import Lines
from extract.datasets.scratch import locked, scratch_folder
from extract.datasets.shared_files import share_files
from extract.datasets.store import (
    DESCRIPTOR,
    MANIFEST,
    OUR_FILES,
    PACKAGE_FILES,
    Rows,
    refuse_foreign,
    write_files,
    write_synced,
)
from extract.datasets.swap import replaced_folder, sync_folder
from extract.datasets.version_log import LogEntry, VersionLog
from extract.errors import ShuttenError
from extract.ids import sha256_bytes

BUILT, SETTLED, PUBLISHED, PRUNED = "built", "settled", "published", "pruned"
_MADE = (BUILT, SETTLED)
_ID = re.compile(r"[0-9a-f]{4,16}")
_WRITABLE = 0o222


@dataclass(frozen=True)
class Version:
    """One build, or what was settled of a build and what was published before.

    Attributes:
        version_id: made of its content and its inputs, 16 hexadecimal digits.
        inputs: what it was made from, as JSON: documents by id and hash, fingerprints of code, names and verdicts.
        rows: the number of rows of each dataset.
        files: the SHA-256 of each file.
        folder: where its files are.
    """

    version_id: str
    inputs: Mapping[str, Any]
    rows: Mapping[str, int]
    files: Mapping[str, str]
    folder: Path

    @property
    def is_settled(self) -> bool:
        """Whether it was made of two versions, to be published, and is no build."""
        return bool(self.inputs.get("settled"))

    def is_whole(self) -> bool:
        """Return whether every file is there with the content that was written; an older version may have fewer datasets."""
        try:
            return (
                DESCRIPTOR in self.files
                and set(self.files) <= PACKAGE_FILES
                and all(
                    sha256_bytes((self.folder / name).read_bytes()) == digest for name, digest in self.files.items()
                )
            )
        except OSError:
            return False


class VersionStore:
    """The versions under one folder, and the folder in which one of them is published.

    Args:
        folder: where the versions are kept; made when the first is added.
        published: the folder that other tools read.
        now: tells the time, for the log alone.
    """

    def __init__(
        self, folder: Path, published: Path, now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    ) -> None:
        self.folder = folder
        self.published_folder = published
        self._log = VersionLog(folder / "log.jsonl", now)

    def add(
        self,
        rows: Mapping[str, Rows],
        inputs: Mapping[str, Any],
        keep: Keep | None = None,
        same_as: Iterable[Version] = (),
    ) -> Version:
        """Write validated rows as a version, or find the one that is there if the same was built before.

        Args:
            rows: by dataset, as `write_files` takes them.
            inputs: what they were made from, as JSON; part of the version's name. One that is settled says so here.
            keep: what earlier builds left to save work.
            same_as: versions of which the first that has just these rows is returned instead, whatever it was made from.

        Raises:
            ShuttenError: if the store cannot be written or a row does not fit its schema.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with scratch_folder(self.folder) as scratch:
                package = scratch / "package"
                package.mkdir()
                counts, files = write_files(rows, package, self._lines(keep))
                if same := next((version for version in same_as if files == dict(version.files)), None):
                    return same
                made = {"inputs": dict(inputs), "rows": counts, "files": files}
                version_id = sha256_bytes(_line_of(made))[:16]
                with locked(self.folder):
                    self._keep(package, version_id, made)
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        return self.version(version_id)

    def version(self, name: str) -> Version:
        """Return a version by its id, or by the beginning of one, at least four digits.

        Raises:
            ShuttenError: if there is none of that name, or several.
        """
        names = [path.name for path in self._folders() if path.name.startswith(name)] if _ID.fullmatch(name) else []
        found = [version for each in names if (version := _read_manifest(self.folder / each, each))]
        if len(found) != 1:
            what = "is the beginning of several versions." if found else "is no version here."
            raise ShuttenError(repr(name), what, "'shutten versions' lists them.")
        return found[0]

    def versions(self) -> tuple[Version, ...]:
        """Return all versions in the order in which they were last made."""
        # A version whose builder was killed before it could log it is a new one.
        log = self.log()
        order = {entry.version_id: number for number, entry in enumerate(log) if entry.event in _MADE}
        found = [version for path in self._folders() if (version := _read_manifest(path, path.name))]
        return tuple(sorted(found, key=lambda each: (order.get(each.version_id, len(log)), each.version_id)))

    def published(self) -> Version | None:
        """Return the published version, None if nothing was published yet; its folder is the one that does not change."""
        shown = _read_manifest(self.published_folder)
        if shown is None:
            return None
        return _read_manifest(self.folder / shown.version_id, shown.version_id) or shown

    def builds(self) -> tuple[Version, ...]:
        """Return the versions that were built, in the order in which they last were; not what was settled of them."""
        return tuple(version for version in self.versions() if not version.is_settled)

    def candidate(self) -> Version | None:
        """Return the version that was built last, None if that is the published one or there is none."""
        shown, last = self.published(), self.builds()[-1:]
        return last[0] if last and (shown is None or shown.version_id != last[0].version_id) else None

    def publish(self, name: str, by: str = "") -> Version:
        """Put a version in the place of the published one, in one step.

        Args:
            name: which.
            by: who says so, for the log.

        Raises:
            ShuttenError: if there is no such version, it was damaged, or the folder cannot be written.
        """
        version = self.version(name)
        self._publish(version, by, None)
        return version

    def publish_after(self, name: str, before: Version | None, by: str = "") -> bool:
        """Do as `publish`, unless `before` is no longer the published version (None: there is none); return whether it was done.

        Raises:
            ShuttenError: as `publish`.
        """
        return self._publish(self.version(name), by, before.version_id if before else "")

    def _publish(self, version: Version, by: str, instead_of: str | None) -> bool:
        refuse_foreign(self.published_folder)
        try:
            with locked(self.folder):
                before = _read_manifest(self.published_folder)
                if instead_of is not None and instead_of != (before.version_id if before else ""):
                    return False
                if before and before.version_id == version.version_id and before.is_whole():
                    return True
                with replaced_folder(self.published_folder, OUR_FILES) as fresh:
                    for file in sorted({*version.files, MANIFEST}):
                        write_synced(fresh / file, (version.folder / file).read_bytes())
                    copied = _read_manifest(fresh, version.version_id)
                    if copied is None or not copied.is_whole():
                        raise ShuttenError(
                            str(version.folder), "was damaged: a file is not what was built.",
                            "Run 'shutten run' again, or publish another version.",
                        )  # fmt: skip
                self._log.append(PUBLISHED, version.version_id, by)
        except OSError as error:
            raise _unwritable(self.published_folder, error) from error
        return True

    def prune(self, keep: int) -> tuple[str, ...]:
        """Remove all but the last `keep` builds, as many settled versions, and the published one; return the ids removed.

        Raises:
            ShuttenError: if the store cannot be written.
        """
        if not self.folder.is_dir():
            return ()
        try:
            with scratch_folder(self.folder) as scratch, locked(self.folder):
                published = self.published()
                stays = {published.version_id} if published else set()
                kinds = [[each for each in self.versions() if each.is_settled == settled] for settled in (False, True)]
                old = [each.version_id for kind in kinds for each in kind[: max(0, len(kind) - keep)]]
                gone = [each for each in old if each not in stays]
                for version_id in gone:
                    (self.folder / version_id).rename(scratch / version_id)  # nobody finds half a version
                    self._log.append(PRUNED, version_id)
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        return tuple(gone)

    def log(self) -> tuple[LogEntry, ...]:
        """Return what happened to the versions, oldest first."""
        return self._log.entries()

    def _lines(self, keep: Keep | None) -> Lines | None:
        last = [version.folder for version in self.builds()[-1:]]
        return Lines(keep, [*last, self.published_folder]) if keep else None

    def _keep(self, package: Path, version_id: str, made: Mapping[str, Any]) -> None:
        """Make a finished package a version, unless it is one; the store's lock is held."""
        self._log_left()
        target = self.folder / version_id
        there = _read_manifest(target, version_id)
        if there is None or not there.is_whole():
            if target.exists():  # damaged
                target.rename(package.parent / "damaged")
            write_synced(package / MANIFEST, _line_of({"version": version_id, **made}))
            share_files(package, made["files"], ((each.folder, each.files) for each in self.versions()))
            for path in package.iterdir():
                path.chmod(path.stat().st_mode & ~_WRITABLE)
            sync_folder(package)
            package.rename(target)
            sync_folder(self.folder)
        event = SETTLED if made["inputs"].get("settled") else BUILT
        if [entry.version_id for entry in self.log() if entry.event == event][-1:] != [version_id]:
            self._log.append(event, version_id)

    def _log_left(self) -> None:
        """Log versions whose builders were killed before they could, or they would come after all that is built from now on."""
        logged = {entry.version_id for entry in self.log() if entry.event in _MADE}
        for version in self.versions():
            if version.version_id not in logged:
                self._log.append(SETTLED if version.is_settled else BUILT, version.version_id)

    def _folders(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(path for path in self.folder.iterdir() if _ID.fullmatch(path.name) and path.is_dir())


def _read_manifest(folder: Path, version_id: str = "") -> Version | None:
    try:
        read = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        found = Version(str(read["version"]), dict(read["inputs"]), dict(read["rows"]), dict(read["files"]), folder)
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return found if version_id in ("", found.version_id) else None


def _line_of(made: Mapping[str, Any]) -> bytes:
    """Return what a version was made of as JSON on one line: of thousands of documents that is written ten times as fast."""
    return (json.dumps(made, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _unwritable(folder: Path, error: OSError) -> ShuttenError:
    return ShuttenError(str(folder), f"cannot be written: {error}.", "Give a folder that you may write.")
