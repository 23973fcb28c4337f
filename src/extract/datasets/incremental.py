"""What was read of all sources -> all datasets; only what is new since the last time is looked at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.datasets.build import DocumentClaims, merged
from extract.datasets.columns import pa
from extract.datasets.keep import maker
from extract.datasets.merge import merge_since
from extract.datasets.news import Before, Made
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
    build = _Build(read, Linker(knowledge, verdicts), Packs(folder / name), Packs(folder / f"{name}-last", maker()))
    return build.run(files, lasting)


class _Build:
    def __init__(self, read: Callable[[Path], Read], linker: Linker, packs: Packs, last: Packs) -> None:
        self._read = read
        self._linker = linker
        self._packs = packs
        self._last = last
        self._problems: dict[Key, tuple[Problem, ...]] = {}
        self._keys: defaultdict[str, set[Key]] = defaultdict(set)  # by document
        self._paths: dict[Key, Path] = {}
        self._lasting: set[Key] = set()

    def run(self, files: Sequence[Path], lasting: Callable[[Path], bool]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """Make shards of what is new, keep them, and merge all."""
        self._paths = {path.stem: path for path in files}
        self._lasting = {key for key, path in self._paths.items() if lasting(path)}
        kept = self._packs.read()
        known = {key for pack in kept for key in pack.index.problems} & self._lasting
        unread = self._paths.keys() - known
        for pack in kept:
            self._problems |= {key: found for key, found in pack.index.problems.items() if key in known}
            for document_id, keys in pack.index.documents:
                self._keys[document_id].update(known.intersection(keys))
        used = self._wanted(kept)
        changed = {document_id for document_id, keys in self._keys.items() if keys} - _documents(used)
        parts = _parts(sorted(unread), sorted(changed))
        for part in parts:
            used.append(self._new_pack(*part, used))
        used = [pack for pack in used if pack.wanted or pack.index.problems.keys() & self._paths.keys()]
        index, shards = joined(used) if used else (PackIndex((), {}), {})
        problems = tuple(problem for key in self._paths for problem in self._problems.get(key, ()))
        tables = self._merged(index, shards, [*kept, *used]) if index.documents else {}
        if len(kept) + len(parts) > _PACKS:
            problems_left = {key: found for key, found in index.problems.items() if key in self._paths}
            self._packs.keep([self._packs.write(PackIndex(index.documents, problems_left), shards)])
        return tables, problems

    def _merged(self, index: PackIndex, shards: Mapping[str, Any], packs: Sequence[Pack]) -> dict[str, Any]:
        """Merge shards with what the last merge left, and leave what this one makes.

        A merge may be left by any earlier build, for it says which documents it is of; so a build that is killed leaves the
        one before, this one or both.
        """
        is_lasting = all(self._lasting.issuperset(keys) for _, keys in index.documents)
        last = next(iter(self._last.read()), None) if is_lasting else None
        merged = merge_since(_before(last, packs) if last else None, shards, index.documents, self._linker)
        left = PackIndex(tuple(merged.documents.items()), {})
        self._last.keep([self._last.write(left, merged.kept)] if is_lasting else [])
        return merged.tables

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


def _before(last: Pack, packs: Sequence[Pack]) -> Before:
    documents = dict(last.index.documents)
    whole = Pack(last.folder, last.index, set(range(len(documents))))

    def shards(ids: Collection[str]) -> Mapping[str, Any] | None:
        return _shards_of({document_id: documents[document_id] for document_id in ids}, packs)

    return Before(documents, whole.tables(), shards)


def _shards_of(documents: Mapping[str, Made], packs: Sequence[Pack]) -> Mapping[str, Any] | None:
    """Return the shard tables of documents that were made of just these keys, None if they are in no pack any more."""
    asked = set(documents.items())
    parts = []
    for pack in packs:
        if numbers := {number for number, each in enumerate(pack.index.documents) if each in asked}:
            asked -= {pack.index.documents[number] for number in numbers}
            parts.append(Pack(pack.folder, pack.index, numbers).tables())
    if asked:
        return None
    return {name: pa.concat_tables([part[name] for part in parts]) for name in parts[0]} if parts else {}


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
