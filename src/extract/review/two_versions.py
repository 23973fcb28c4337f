"""Two versions in one DuckDB: for each dataset a view of the published rows, ``p_``, and one of those of the candidate, ``c_``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from extract.datasets.columns import table_of
from extract.datasets.schema import TableSchema, read_schemas
from extract.errors import ShuttenError
from extract.review.identities import COMPARED

CHOSEN = tuple(dataset for dataset in COMPARED if dataset != "conflicts")
"""Datasets whose rows are chosen one by one; all others follow them."""

SIDES = {"before": "p", "after": "c"}

_REWRITTEN = """CREATE TEMP TABLE rewritten AS
    SELECT document_id, page, p.text AS p_text, c.text AS c_text
    FROM (FROM p_pages SEMI JOIN c_documents USING (document_id)) p
    FULL JOIN (FROM c_pages SEMI JOIN p_documents USING (document_id)) c USING (document_id, page)
    WHERE p.text IS DISTINCT FROM c.text"""
"""Pages of documents of both versions whose text is not the same."""


@contextmanager
def two_versions(before: Path | None, after: Path) -> Iterator[Any]:
    """Open two versions; the view ``rewritten`` tells the pages whose text is not the same.

    Args:
        before: the folder of the published version, None if nothing was published.
        after: the folder of the candidate.

    Raises:
        ShuttenError: if a file of a version cannot be read, here or within the block.
    """
    try:
        with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as db:
            for side, folder in (("p", before), ("c", after)):
                for dataset, schema in read_schemas().items():
                    db.execute(f"CREATE VIEW {side}_{dataset} AS {_source(db, schema, folder)}")
            db.execute(_REWRITTEN)
            yield db
    except (duckdb.Error, OSError) as error:
        raise ShuttenError(
            f"{before} and {after}", f"cannot be put together: {error}.", "Build the version again."
        ) from error


def references(schema: TableSchema) -> Iterator[tuple[str, str, str]]:
    """Give the columns that name a row of another dataset: the column, a condition and that dataset."""
    for key in schema.foreign_keys:
        if len(key.fields) == 1 and key.resource in CHOSEN:
            yield key.fields[0], "true", key.resource
    for typed in schema.typed_keys:
        for kind, resource in typed.resources.items():
            if resource in CHOSEN:
                yield typed.field, f"\"{typed.type_field}\" = '{kind}'", resource


def _source(db: Any, schema: TableSchema, folder: Path | None) -> str:
    """Return a query for a dataset with today's columns; what an older version did not have is null or empty."""
    path = folder / f"{schema.dataset}.parquet" if folder else None
    name = f"empty_{schema.dataset}"
    db.register(name, table_of(schema, ()))
    if path is None or not path.is_file():
        return f"SELECT * FROM {name}"
    escaped = "".join(f"[{char}]" if char in "*?[" else char for char in str(path)).replace("'", "''")
    file = f"read_parquet('{escaped}')"
    known = {column for column, *_ in db.execute(f"DESCRIBE FROM {file}").fetchall()}
    if known == set(schema.fields):
        return f"FROM {file}"
    listed = ", ".join(f'"{column}"' for column in schema.fields if column in known)
    return f"SELECT * FROM {name} UNION ALL BY NAME SELECT {listed} FROM {file}"
