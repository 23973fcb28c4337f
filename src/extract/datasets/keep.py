"""What a build leaves to the next one to save work: Arrow tables by name, which may be missing, damaged or old at any time."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from extract.datasets.columns import pa
from extract.errors import ShuttenError
from extract.ids import code_fingerprint, fingerprint_of, sha256_bytes
from extract.resources import schemas_folder

_MADE_BY = b"made_by"


class Keep:
    """Tables in a folder, a file for each name; what other code or another DuckDB wrote counts for nothing.

    Args:
        folder: made when something is first written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> Any:
        """Return the table that was written under a name, with its metadata, None if there is none that is whole."""
        try:
            with pa.memory_map(str(self._path(name))) as source:
                table = pa.ipc.open_file(source).read_all()
        except (OSError, pa.ArrowInvalid):
            return None
        return table if (table.schema.metadata or {}).get(_MADE_BY) == maker().encode() else None

    def write(self, name: str, table: Any) -> None:
        """Write a table in the place of the one of that name, in one step.

        Raises:
            ShuttenError: if the folder cannot be written.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, prefix=".writing-", delete=False) as file:
                marked = table.replace_schema_metadata({**(table.schema.metadata or {}), _MADE_BY: maker().encode()})
                with pa.ipc.new_file(file, marked.schema) as writer:
                    writer.write_table(marked)
            Path(file.name).replace(self._path(name))
        except OSError as error:
            raise ShuttenError(
                str(self._folder), f"cannot be written ({error.strerror}).", "Make it a folder that you may write."
            ) from error

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.arrow"


@cache
def maker() -> str:
    """Return what must be equal for a kept table to be good: our code, the schemas, and DuckDB, whose hashes are kept."""
    schemas = fingerprint_of(schemas_folder().glob("*.json"))
    return sha256_bytes(f"{code_fingerprint()} {schemas} {duckdb.__version__}".encode())
