"""Shards kept on the disk in packs: a folder for each batch of documents, written once, read through the page cache.

A pack has an Arrow file for each table and `index.json`, which tells the documents in it, the files of what was read of them,
and the problems met in reading. A pack that is not whole counts for nothing; what was in it is made again.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from extract.datasets.columns import pa, pc
from extract.datasets.copies import DOCUMENT
from extract.errors import Problem, ShuttenError

_INDEX = "index.json"
_WRITING = ".writing-"

Key = str
"""Names what was read of one source; another content has another key."""


@dataclass(frozen=True)
class PackIndex:
    """What a pack holds.

    Attributes:
        documents: the id of each document and the keys of the sources that give it, in the order of their numbers.
        problems: those met in reading each key; a key without a document stands here too.
    """

    documents: tuple[tuple[str, tuple[Key, ...]], ...]
    problems: Mapping[Key, tuple[Problem, ...]]


@dataclass
class Pack:
    """A pack on the disk and the numbers of the documents that are wanted of it."""

    folder: Path
    index: PackIndex
    wanted: set[int] = field(default_factory=set)

    def tables(self) -> dict[str, Any]:
        """Return the tables of the wanted documents, with their numbers in this pack.

        Raises:
            OSError or ArrowInvalid: if a file is not there or not whole.
        """
        found = {path.stem: _read(path) for path in sorted(self.folder.glob("*.arrow"))}
        if len(self.wanted) == len(self.index.documents):
            return found
        numbers = pa.array(sorted(self.wanted), pa.int32())
        return {name: table.filter(pc.is_in(table[DOCUMENT], value_set=numbers)) for name, table in found.items()}


class Packs:
    """The packs in a folder.

    Args:
        folder: made when the first pack is written.
        made_by: tells what packs depend on beside the keys in them; others than of the same count for nothing.
    """

    def __init__(self, folder: Path, made_by: str = "") -> None:
        self.folder = folder
        self._made_by = made_by

    def read(self) -> list[Pack]:
        """Return all packs that are whole, by name."""
        paths = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        return [pack for path in paths if not path.name.startswith(_WRITING) and (pack := _pack(path, self._made_by))]

    def write(self, index: PackIndex, tables: Mapping[str, Any]) -> Pack:
        """Write a pack, in one step.

        Raises:
            ShuttenError: if the folder cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            scratch = Path(tempfile.mkdtemp(prefix=_WRITING, dir=self.folder))
            for name, table in tables.items():
                with (
                    pa.OSFile(str(scratch / f"{name}.arrow"), "wb") as sink,
                    pa.ipc.new_file(sink, table.schema) as writer,
                ):
                    writer.write_table(table.combine_chunks())
            sizes = {path.name: path.stat().st_size for path in sorted(scratch.iterdir())}
            content = {
                "documents": index.documents,
                "problems": {key: [asdict(each) for each in found] for key, found in index.problems.items()},
                "sizes": sizes,
                "made_by": self._made_by,
            }
            (scratch / _INDEX).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            # A pack that stays away is no loss, so nothing waits for the disk; sizes tell one that a power cut spoiled.
            target = self.folder / scratch.name.removeprefix(_WRITING)
            scratch.rename(target)
        except OSError as error:
            raise ShuttenError(
                str(self.folder), f"cannot be written ({error.strerror}).", "Make it a folder that you may write."
            ) from error
        return Pack(target, index, set(range(len(index.documents))))

    def keep(self, packs: Iterable[Pack]) -> None:
        """Remove all packs but these, and what killed writers left."""
        kept = {pack.folder.name for pack in packs}
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)


def joined(packs: Sequence[Pack]) -> tuple[PackIndex, dict[str, Any]]:
    """Return the tables of the wanted documents of packs behind each other, numbered anew, and what is in them."""
    documents: list[tuple[str, tuple[Key, ...]]] = []
    problems: dict[Key, tuple[Problem, ...]] = {}
    parts = []
    for pack in packs:
        numbers: list[int | None] = [None] * len(pack.index.documents)
        for old in sorted(pack.wanted):
            numbers[old] = len(documents)
            documents.append(pack.index.documents[old])
        parts.append({name: _renumbered(table, numbers) for name, table in pack.tables().items()})
        problems |= pack.index.problems
    return PackIndex(tuple(documents), problems), {
        name: pa.concat_tables([part[name] for part in parts]) for name in parts[0]
    }


def _renumbered(table: Any, numbers: Sequence[int | None]) -> Any:
    made = pc.take(pa.array(numbers, pa.int32()), table[DOCUMENT])
    return table.set_column(table.schema.names.index(DOCUMENT), DOCUMENT, made)


def _read(path: Path) -> Any:
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def _pack(path: Path, made_by: str) -> Pack | None:
    try:
        content = json.loads((path / _INDEX).read_text(encoding="utf-8"))
        if content["made_by"] != made_by or any(
            (path / name).stat().st_size != size for name, size in content["sizes"].items()
        ):
            return None
        problems = {str(key): tuple(Problem(**each) for each in found) for key, found in content["problems"].items()}
        return Pack(
            path,
            PackIndex(tuple((str(document_id), tuple(keys)) for document_id, keys in content["documents"]), problems),
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
