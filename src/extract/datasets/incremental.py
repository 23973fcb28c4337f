"""What was read of all sources -> all datasets; only what is new since the last time is looked at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from extract.datasets.build import DocumentClaims, merged
from extract.datasets.keep import Keep
from extract.datasets.merge import merge
from extract.datasets.packs import Key, Pack, PackIndex, Packs, joined
from extract.datasets.shard import shard_tables
from extract.entities.link import Linker
from extract.errors import Problem
from extract.ids import sha256_bytes
from extract.sources.knowledge import Knowledge
from extract.sources.verdicts import Verdict

Read = tuple[DocumentClaims | None, tuple[Problem, ...]]

_AT_ONCE = 500
"""So many documents are made into one pack; it bounds the memory that claims need."""

_PACKS = 24
"""More packs than these are written anew as one."""


def build_tables(
    files: Sequence[Path],
    read: Callable[[Path], Read],
    knowledge: Knowledge,
    verdicts: Sequence[Verdict],
    folder: Path,
    lasting: Callable[[Path], bool],
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return the validated and sorted tables of all datasets, none if there is no document, and the problems of reading.

    Args:
        files: what was read of the sources, a file each, named by its content and all that it was read with.
        read: reads such a file.
        knowledge: the known entities; the names of the files depend on them.
        verdicts: what reviewers decided about names.
        folder: where shards are kept; it may be removed at any time.
        lasting: tells whether a file's content is known by its name.

    Raises:
        ShuttenError: if the folder cannot be written, our own rows fail the independent check or a verdict cannot hold.
    """
    name = _name_of(verdicts)
    build = _Build(read, Linker(knowledge, verdicts), Packs(folder / name), Keep(folder / f"{name}-merged"))
    return build.run(files, lasting)


class _Build:
    def __init__(self, read: Callable[[Path], Read], linker: Linker, packs: Packs, keep: Keep) -> None:
        self._read = read
        self._linker = linker
        self._packs = packs
        self._keep = keep
        self._problems: dict[Key, tuple[Problem, ...]] = {}
        self._keys: defaultdict[str, set[Key]] = defaultdict(set)  # by document
        self._paths: dict[Key, Path] = {}

    def run(self, files: Sequence[Path], lasting: Callable[[Path], bool]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """Make shards of what is new, keep them, and merge all."""
        self._paths = {path.stem: path for path in files}
        kept = self._packs.read()
        known = {key for pack in kept for key in pack.index.problems if key in self._paths}
        unread = {key for key, path in self._paths.items() if key not in known or not lasting(path)}
        known -= unread
        for pack in kept:
            self._problems |= {key: found for key, found in pack.index.problems.items() if key in known}
            for document_id, keys in pack.index.documents:
                self._keys[document_id].update(known.intersection(keys))
        used = self._wanted(kept)
        changed = {document_id for document_id, keys in self._keys.items() if keys} - _documents(used)
        for part in _parts(sorted(unread), sorted(changed)):
            used.append(self._new_pack(*part, used))
        used = [pack for pack in used if pack.wanted or pack.index.problems.keys() & self._paths.keys()]
        index, tables = joined(used) if used else (PackIndex((), {}), {})
        if len(self._packs.read()) > _PACKS:
            problems_left = {key: found for key, found in index.problems.items() if key in self._paths}
            self._packs.keep([self._packs.write(PackIndex(index.documents, problems_left), tables)])
        problems = tuple(problem for key in self._paths for problem in self._problems.get(key, ()))
        return (merge(tables, self._linker, self._keep) if index.documents else {}), problems

    def _wanted(self, packs: Iterable[Pack]) -> list[Pack]:
        """Note in each pack the documents that are as they were, each once."""
        taken: set[str] = set()
        used = []
        for pack in packs:
            for number, (document_id, keys) in enumerate(pack.index.documents):
                if document_id not in taken and keys and set(keys) == self._keys[document_id]:
                    pack.wanted.add(number)
                    taken.add(document_id)
            used.append(pack)
        return used

    def _new_pack(self, unread: Sequence[Key], changed: Sequence[str], used: Iterable[Pack]) -> Pack:
        """Write a pack of sources that were not read before, and of documents with which another source has come or gone."""
        claims: defaultdict[str, list[DocumentClaims]] = defaultdict(list)
        documents = set(changed)
        fresh = {}
        for key in unread:
            extracted, fresh[key] = self._read(self._paths[key])
            if extracted:
                document_id = extracted.document.document_id
                self._keys[document_id].add(key)
                claims[document_id].append(extracted)
                documents.add(document_id)
        for document_id in sorted(documents):
            for key in sorted(self._keys[document_id] - fresh.keys()):
                extracted, fresh[key] = self._read(self._paths[key])
                if extracted:
                    claims[document_id].append(extracted)
            _forget(used, document_id)
        self._problems |= fresh
        made = merged([each for document_id in sorted(documents) for each in claims[document_id]])
        ids = [each.document.document_id for each in made]
        index = PackIndex(tuple((each, tuple(sorted(self._keys[each]))) for each in ids), fresh)
        return self._packs.write(index, shard_tables(made, self._linker))


def _documents(packs: Iterable[Pack]) -> set[str]:
    return {pack.index.documents[number][0] for pack in packs for number in pack.wanted}


def _forget(packs: Iterable[Pack], document_id: str) -> None:
    for pack in packs:
        pack.wanted = {number for number in pack.wanted if pack.index.documents[number][0] != document_id}


def _parts(unread: Sequence[Key], changed: Sequence[str]) -> list[tuple[Sequence[Key], Sequence[str]]]:
    parts: list[tuple[Sequence[Key], Sequence[str]]] = [
        (unread[start : start + _AT_ONCE], ()) for start in range(0, len(unread), _AT_ONCE)
    ]
    return [*parts, *(((), changed[start : start + _AT_ONCE]) for start in range(0, len(changed), _AT_ONCE))]


def _name_of(verdicts: Sequence[Verdict]) -> str:
    decided = [(each.is_same, each.one, each.other) for each in verdicts]  # who, when and in which file decides nothing
    return sha256_bytes(repr(decided).encode())[:16]
