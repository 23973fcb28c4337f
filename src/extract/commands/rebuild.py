"""What a proof of causes runs in an interpreter of its own, with the package that an earlier build was made with.

It reads documents and builds datasets of them as a run does, and says in a file which had to be read. What it is told and
what it tells are JSON, because the package at either end may be an older or a newer one: keys may be added, none may go.
"""

from __future__ import annotations

import filecmp
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from extract.cache import cache_key, key_with, read_extracted, write_extracted
from extract.errors import Problem, ShuttenError
from extract.ids import stable_id
from extract.pipeline import UNREADABLE, Extractor, publish_files
from extract.sources.catalogue import Metadata, SourceEntry
from extract.sources.knowledge import read_knowledge
from extract.sources.verdicts import read_verdicts


def rebuild(task: Mapping[str, Any]) -> dict[str, Any]:
    """Build the datasets that a task asks for.

    Args:
        task: `cache`, where what was read is kept; `shards`, where what is made of it is; `ends`, the fingerprints of both builds
            between which these lie; and `builds`, each with its `sources` (`entry_id`, `path`, `known`, `expected_pages`), the
            folder of `names`, the file of `verdicts` and the folder `output`.

    Returns:
        `read`, the paths of the documents that were read; `failed`, why a build could not be made, by its number.
    """
    read: list[str] = []
    failed = {}
    extractors: dict[str, Extractor] = {}
    for number, build in enumerate(task["builds"]):
        try:
            if build["names"] not in extractors:  # to read the names takes as long as to build of few documents
                extractors[build["names"]] = Extractor(read_knowledge(Path(build["names"])))
            extractor = extractors[build["names"]]
            read += _build(build, extractor, Path(task["cache"]), Path(task["shards"]), task["ends"])
        except ShuttenError as error:
            failed[str(number)] = str(error)
    return {"read": read, "failed": failed}


def _build(build: Mapping[str, Any], extractor: Extractor, cache: Path, shards: Path, ends: Sequence[str]) -> list[str]:
    names = Path(build["names"])
    files, read = [], []
    for source in build["sources"]:
        entry = _entry(source)
        file = cache / f"{cache_key(entry, names)}.json"
        if not file.is_file():
            unchanged = _same_at_both_ends(entry, cache, ends)
            if unchanged:
                file = _under_own_key(unchanged, shards / "unchanged" / file.name)
            else:
                read.append(str(entry.path))
                file = _read(extractor, entry, file, shards)
        files.append(file)
    publish_files(
        files,
        read_extracted,
        extractor.knowledge,
        Path(build["output"]),
        shards=shards,
        verdicts=read_verdicts(Path(build["verdicts"])).identities,
    )
    return read


def _read(extractor: Extractor, entry: SourceEntry, file: Path, shards: Path) -> Path:
    """Read a document into the cache; return the file, which is another one if it could not be read."""
    try:
        extracted, problems = extractor.read(entry)
    except ShuttenError:
        raise
    except Exception as error:  # as in a run: one document must not keep all others from being read
        extracted, problems = None, (Problem(entry.entry_id, None, "document-crash", repr(error), ""),)
    if extracted is None:
        file = shards / f"{stable_id(UNREADABLE, entry.entry_id, str(entry.path))}.json"
    write_extracted(file, extracted, problems)
    return file


def _same_at_both_ends(entry: SourceEntry, cache: Path, ends: Sequence[str]) -> Path | None:
    """Return what was read of a document if both builds read the same: no part of what differs between them concerns it."""
    one, other = (cache / f"{key_with(entry, made_with)}.json" for made_with in ends)
    return other if one.is_file() and other.is_file() and filecmp.cmp(one, other, shallow=False) else None


def _under_own_key(file: Path, link: Path) -> Path:
    """Return a file under another name: what is made of it depends on the names, and is kept under its file's."""
    if not link.is_symlink():
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(file)
    return link


def _entry(source: Mapping[str, Any]) -> SourceEntry:
    wanted = {field.name for field in fields(Metadata)}
    known = {name: value for name, value in source["known"].items() if name in wanted}
    plain: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in known.items()}
    return SourceEntry(source["entry_id"], Path(source["path"]), Metadata(**plain), source["expected_pages"])


if __name__ == "__main__":
    asked, told = map(Path, sys.argv[1:])
    told.write_text(json.dumps(rebuild(json.loads(asked.read_text(encoding="utf-8")))), encoding="utf-8")
