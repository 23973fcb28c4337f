"""Bytes, folders of names files and our own package, each written once under its digest."""

from __future__ import annotations

import io
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import extract
from extract.datasets.swap import sync_folder
from extract.errors import ShuttenError
from extract.ids import sha256_bytes
from extract.resources import schemas_folder
from extract.sources.knowledge import NAMES_FILES
from extract.sources.raw_store import write_whole

WRITING = ".writing-"
"""The beginning of the names of what is being written, or was when its writer was killed."""

_PATTERNS = ("*.py", "*.yaml", "*.tsv")  # what decides what is read; see `extract.ids.code_fingerprint`
_DAY_ONE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can tell


def keep_bytes(folder: Path, content: bytes, suffix: str = "") -> str:
    """Write bytes under their digest, unless they are there; return it."""
    digest = sha256_bytes(content)
    path = folder / f"{digest}{suffix}"
    # Whoever reads it checks the digest; to do so here would read every document twice in each run.
    try:
        there = path.stat()
    except OSError:
        there = None
    if there is None or not stat.S_ISREG(there.st_mode) or there.st_size != len(content):
        write_whole(path, content)
    return digest


def keep_names(folder: Path, files: Mapping[str, bytes]) -> str:
    """Write names files into a folder named after their digest, unless they are there; return it.

    Raises:
        ShuttenError: if the folder cannot be written.
    """
    digest = contents_digest(files)
    target = folder / digest
    if target.is_dir() and contents_digest(names_files(target)) == digest:
        return digest
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=WRITING, dir=folder))
        for name, content in files.items():
            write_whole(fresh / name, content)
        fresh.chmod(0o755)
        sync_folder(fresh)
        if target.exists():  # damaged
            target.rename(fresh.with_name(f"{fresh.name}-damaged"))
        try:
            fresh.rename(target)
        except OSError:  # another build was quicker
            if not target.is_dir():
                raise
            shutil.rmtree(fresh)
        sync_folder(folder)
    except OSError as error:
        raise unwritable(folder, error) from error
    return digest


def keep_rules(folder: Path) -> str:
    """Pack the package that runs into a file named after the digest of what is in it, unless it is there; return the digest."""
    files = _running_files()
    digest = contents_digest(files)
    path = folder / f"{digest}.zip"
    if not zipfile.is_zipfile(path):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in sorted(files.items()):
                info = zipfile.ZipInfo(name, _DAY_ONE)
                info.external_attr = 0o644 << 16
                package.writestr(info, content, zipfile.ZIP_DEFLATED)
        write_whole(path, packed.getvalue())
    return digest


def installed_rules() -> str:
    """Return the digest of our package as it lies on the disk now."""
    return contents_digest(_package_files())


@cache
def _running_files() -> dict[str, bytes]:
    """Return the files of the package that runs: what is edited meanwhile is not what this process reads with."""
    return _package_files()


def _package_files() -> dict[str, bytes]:
    """Return the files of our package that decide what is read, by the names under which they can be imported."""
    package = Path(extract.__file__).parent
    own = [path.relative_to(package) for pattern in _PATTERNS for path in package.rglob(pattern)]
    files = {f"extract/{path.as_posix()}": (package / path).read_bytes() for path in own if path.parts[0] != "_data"}
    schemas = {f"extract/_data/schemas/{path.name}": path.read_bytes() for path in schemas_folder().glob("*.json")}
    return files | schemas


def names_files(folder: Path) -> dict[str, bytes]:
    """Return the names files of a folder by name."""
    return {name: (folder / name).read_bytes() for name in NAMES_FILES if (folder / name).is_file()}


def contents_digest(files: Mapping[str, bytes]) -> str:
    """Return a digest of names and bytes; that of a packed file would depend on who packed it."""
    return sha256_bytes("".join(f"{name}\0{sha256_bytes(files[name])}\n" for name in sorted(files)).encode())


def digest_of(path: Path) -> str | None:
    """Return the SHA-256 of a file, None if it cannot be read."""
    try:
        return sha256_bytes(path.read_bytes())
    except OSError:
        return None


def unwritable(folder: Path, error: OSError) -> ShuttenError:
    """Return what to raise if nothing can be kept."""
    return ShuttenError(str(folder), f"cannot be written: {error}.", "Give a folder that you may write.")
