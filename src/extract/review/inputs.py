"""What builds were made of, kept by digest beside the versions, so that documents can be read again as they were read then.

    documents/<sha256>        the bytes of a document
    sources/<digest>.jsonl    which bytes each source held, and what the catalogue says of it, a line each
    names/<digest>/           the names files
    rules/<digest>.zip        the code with its rules and schemas, a package that Python can import
    verdicts/<digest>.jsonl   what reviewers decided about names

Each is written once, in one step, and is a copy: nothing here is a user's own file. A version's manifest names the digests.
"""

from __future__ import annotations

import fcntl
import json
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from extract.datasets.versions import Version, VersionStore
from extract.ids import sha256_bytes
from extract.review.kept import (
    WRITING,
    contents_digest,
    digest_of,
    keep_bytes,
    keep_names,
    keep_rules,
    names_files,
    unwritable,
)
from extract.sources.catalogue import Metadata, SourceEntry
from extract.sources.verdict_lines import DIFFERENT, SAME
from extract.sources.verdicts import Verdict

FOLDER = "inputs"
_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class KeptSource:
    """A source as a build read it.

    Attributes:
        entry_id: as in the catalogue; of a file that was named by its whole path, its name.
        sha256: of the bytes that it held.
        suffix: the ending of its file, by which a text's format is told.
        known: what was known of it beforehand.
        expected_pages: the fewest pages that it should have.
    """

    entry_id: str
    sha256: str
    suffix: str
    known: Metadata
    expected_pages: int

    @property
    def document_id(self) -> str:
        """The id of the document that is read from it, if one is."""
        return f"doc-{self.sha256[:16]}"

    @property
    def content(self) -> tuple[object, ...]:
        """All that decides what is read from it."""
        return self.sha256, self.suffix, self.known, self.expected_pages


# `dataclasses.asdict` copies every value, which takes longer than to read the document.
_SOURCE_FIELDS, _KNOWN_FIELDS = (tuple(each.name for each in fields(kind)) for kind in (KeptSource, Metadata))


@dataclass(frozen=True)
class Inputs:
    """What a version was made of.

    Attributes:
        version_id: the version.
        sources: sorted.
        names: the digest of the names files.
        rules: that of the package.
        verdicts: that of what reviewers decided about names.
        fingerprint: of all that decides beside documents and verdicts, libraries included.
        folder: where all of it lies.
    """

    version_id: str
    sources: tuple[KeptSource, ...]
    names: str
    rules: str
    verdicts: str
    fingerprint: str
    folder: Path

    def document(self, sha256: str) -> Path | None:
        """Return the file of a document's bytes, None if it was pruned or damaged."""
        path = self.folder / "documents" / sha256
        return path if digest_of(path) == sha256 else None

    def names_folder(self) -> Path | None:
        """Return the folder of the names files, None if it was pruned or damaged."""
        path = self.folder / "names" / self.names
        return path if path.is_dir() and contents_digest(names_files(path)) == self.names else None

    def verdicts_file(self) -> Path | None:
        """Return the file of verdicts about names, None if it was pruned or damaged."""
        path = self.folder / "verdicts" / f"{self.verdicts}.jsonl"
        return path if digest_of(path) == self.verdicts else None

    def unpack_rules(self, folder: Path) -> bool:
        """Write the package into an empty folder from which it can be imported; return whether it is there and whole."""
        try:
            with zipfile.ZipFile(self.folder / "rules" / f"{self.rules}.zip") as package:
                files = {name: package.read(name) for name in package.namelist()}
        except (OSError, zipfile.BadZipFile, ValueError):
            return False
        if contents_digest(files) != self.rules:
            return False
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return True


@contextmanager
def kept_inputs(
    versions: Path, entries: Iterable[SourceEntry], names: Path, verdicts: Sequence[Verdict]
) -> Iterator[dict[str, str]]:
    """Keep what a build is made of and give the digests for its manifest; add the version within the block.

    Until the block ends `prune_inputs` waits, so it never takes what no manifest names yet.

    Args:
        versions: the folder of the versions.
        entries: all sources, readable or not.
        names: the folder of the names files.
        verdicts: what reviewers decided about names, oldest first.

    Raises:
        ShuttenError: if the folder cannot be written.
    """
    folder = versions / FOLDER
    with _locked(folder, fcntl.LOCK_SH):
        documents = folder / "documents"
        sources = [kept for entry in entries if (kept := _keep_document(documents, entry))]
        lines = sorted(set(map(_source_line, sources)))
        yield {
            "sources": keep_bytes(folder / "sources", "".join(f"{line}\n" for line in lines).encode(), ".jsonl"),
            "names": keep_names(folder / "names", names_files(names)),
            "rules": keep_rules(folder / "rules"),
            "identities": keep_bytes(folder / "verdicts", _verdict_lines(verdicts), ".jsonl"),
        }


def read_inputs(version: Version) -> Inputs | None:
    """Return what a version was made of, None if it does not tell or the list of its sources was pruned."""
    named = version.inputs
    folder = version.folder.parent / FOLDER
    try:
        content = (folder / "sources" / f"{named['sources']}.jsonl").read_bytes()
        if sha256_bytes(content) != named["sources"]:
            return None
        sources = tuple(sorted(map(_kept_source, content.splitlines()), key=lambda each: each.entry_id))
        return Inputs(
            version.version_id,
            sources,
            named["names"],
            named["rules"],
            named["identities"],
            named["fingerprint"],
            folder,
        )
    except (OSError, LookupError, TypeError, ValueError):
        return None


def prune_inputs(store: VersionStore) -> int:
    """Remove what no version is made of; return how many files and folders went.

    Raises:
        ShuttenError: if the folder cannot be written.
    """
    folder = store.folder / FOLDER
    if not folder.is_dir():
        return 0
    gone = 0
    with _locked(folder, fcntl.LOCK_EX):
        named: set[str] = set()
        for version in store.versions():
            named.update(str(version.inputs.get(key)) for key in ("sources", "names", "rules", "identities"))
            if inputs := read_inputs(version):
                named.update(each.sha256 for each in inputs.sources)
        for path in sorted(folder.glob("*/*")):
            if path.name.startswith(WRITING) or path.name.split(".")[0] not in named:
                gone += 1
                try:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
                except OSError as error:
                    raise unwritable(folder, error) from error
    return gone


@contextmanager
def _locked(folder: Path, how: int) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / _LOCK).open("w")
    except OSError as error:
        raise unwritable(folder, error) from error
    with file:
        fcntl.flock(file, how)
        yield


def _keep_document(folder: Path, entry: SourceEntry) -> KeptSource | None:
    try:
        content = entry.path.read_bytes()
    except OSError:  # the run told of it
        return None
    given = Path(entry.entry_id)
    named = given.name if given.is_absolute() else entry.entry_id
    return KeptSource(named, keep_bytes(folder, content), entry.path.suffix, entry.known, entry.expected_pages)


def _verdict_lines(verdicts: Iterable[Verdict]) -> bytes:
    lines: list[dict[str, Any]] = [
        {
            "verdict": SAME if each.is_same else DIFFERENT, "one": each.one, "other": each.other,
            "reviewer": each.reviewer, "time": each.time, "note": each.note,
        }
        for each in verdicts
    ]  # fmt: skip
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode()


def _source_line(source: KeptSource) -> str:
    values = {name: getattr(source, name) for name in _SOURCE_FIELDS}
    known = {name: getattr(source.known, name) for name in _KNOWN_FIELDS}
    return json.dumps({**values, "known": known}, ensure_ascii=False, sort_keys=True)


def _kept_source(line: bytes) -> KeptSource:
    read = json.loads(line)
    known = read.pop("known")
    lists = {name: tuple(known[name]) for name in ("authors", "addresses")}
    return KeptSource(**read, known=Metadata(**{**known, **lists}))
