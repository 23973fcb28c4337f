"""The files that an entry of the catalogue stands for."""

from __future__ import annotations

from pathlib import Path

from extract.errors import Problem
from extract.sources.source import FileSource, FolderSource, WorkSource


def files_of(source: FileSource | FolderSource | WorkSource, folder: Path) -> tuple[Path, ...] | Problem:
    """Return the files of an entry in the order of their names, relative to the catalogue's folder; hidden ones are none.

    Of a work that is only known, it is the copy that is held, if there is one.

    Args:
        source: the entry.
        folder: that of the catalogue.
    """
    if isinstance(source, WorkSource):
        here = source.copy_at and (folder / source.copy_at).is_file()
        if source.held and not here:
            return _missing(source.id, "The copy that the catalogue says is held", source.copy_at)
        return (Path(source.copy_at),) if here else ()
    if isinstance(source, FileSource):
        if not (folder / source.file).is_file():
            return _missing(source.id, "The file", source.file)
        return (Path(source.file),)
    root = folder / source.folder
    if not root.is_dir():
        return _missing(source.id, "The folder", source.folder)
    found = (path.relative_to(root) for path in sorted(root.glob(source.pattern)) if path.is_file())
    return tuple(Path(source.folder) / path for path in found if not any(part.startswith(".") for part in path.parts))


def _missing(source: str, what: str, path: str) -> Problem:
    return Problem(source, None, "file-missing", f"{what} '{path}' is not there.", "Check the path in the catalogue.")
