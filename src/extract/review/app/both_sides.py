"""What the published version and the candidate hold about a change, asked of their files while a page is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from extract.datasets.columns import pa
from extract.datasets.schema import DATASETS, Row, TableSchema, read_schemas

BEFORE, AFTER = "before", "after"
_MEMORY = "500MB"
_PLACES = 'evidence_id, dataset, row_id, document_id, page, start, "end", quote, bbox, rule, confidence, main'
_ORDER = 'main DESC, document_id, page, start, "end", evidence_id'


@dataclass(frozen=True, slots=True)
class Place:
    """A place that states a row; the columns are those of ``schemas/evidence.json``."""

    evidence_id: str
    dataset: str
    row_id: str
    document_id: str
    page: int
    start: int
    end: int
    quote: str
    bbox: tuple[float, ...] | None
    rule: str
    confidence: float
    main: bool


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's text and its size in points; no size where it has no layout."""

    text: str
    width: float | None
    height: float | None


class BothSides:
    """The files of both versions, open for questions from several threads.

    Args:
        folders: by side, ``before`` and ``after``, the folder of the version.
    """

    def __init__(self, folders: dict[str, Path]) -> None:
        self.folders = folders
        self._kept: set[tuple[str, str]] = set()
        self._db = duckdb.connect(
            config={"memory_limit": _MEMORY, "autoinstall_known_extensions": "false", "threads": 1}
        )
        for side, folder in folders.items():
            for dataset in DATASETS:
                self._db.execute(f"CREATE VIEW {side}_{dataset} AS {self._source(read_schemas()[dataset], folder)}")

    def close(self) -> None:
        """Close the files."""
        self._db.close()

    def keep(self, rows: Collection[tuple[str, str, str]]) -> None:
        """Hold what will be asked most: some rows, their evidence and the pages on which it stands.

        Args:
            rows: side, dataset and key of each.
        """
        names = ("side", "dataset", "row_id")
        columns = list(zip(*sorted(set(rows)), strict=True)) or [(), (), ()]
        asked = pa.table({name: pa.array(each, pa.string()) for name, each in zip(names, columns, strict=True)})
        self._db.register("asked", asked)
        self._db.execute("CREATE TABLE asked_rows AS FROM asked")
        self._db.unregister("asked")
        for side in self.folders:
            self._db.execute(
                f"""CREATE TABLE {side}_places AS SELECT {_PLACES} FROM {side}_evidence
                SEMI JOIN (FROM asked_rows WHERE side = '{side}') USING (dataset, row_id) ORDER BY dataset, row_id"""
            )
            self._db.execute(
                f"""CREATE TABLE {side}_texts AS SELECT document_id, page, text, width, height FROM {side}_pages
                SEMI JOIN {side}_places USING (document_id, page) ORDER BY document_id, page"""
            )
            self._db.execute(f"CREATE INDEX {side}_of_row ON {side}_places (row_id)")
            self._db.execute(f"CREATE INDEX {side}_of_page ON {side}_texts (document_id)")
        for side, dataset in sorted({each[:2] for each in rows}):
            key = read_schemas()[dataset].primary_key
            self._db.execute(
                f"""CREATE TABLE {side}_{dataset}_kept AS FROM {side}_{dataset} WHERE "{key}" IN
                (SELECT row_id FROM asked_rows WHERE side = '{side}' AND dataset = '{dataset}')"""
            )
            self._db.execute(f'CREATE INDEX {side}_{dataset}_key ON {side}_{dataset}_kept ("{key}")')
            self._kept.add((side, dataset))

    def places(self, side: str, dataset: str, row_id: str) -> tuple[Place, ...]:
        """Return the evidence of a row that is kept, the main places first."""
        return self._places(
            f"SELECT {_PLACES} FROM {side}_places WHERE dataset = ? AND row_id = ? ORDER BY {_ORDER}", [dataset, row_id]
        )

    def places_of_all(self, side: str, rows: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[Place]]:
        """Return the evidence of many rows that are kept, the main places first."""
        found: dict[tuple[str, str], list[Place]] = {row: [] for row in rows}
        question = f"SELECT {_PLACES} FROM {side}_places ORDER BY dataset, row_id, {_ORDER}"
        for place in self._places(question, []):
            if (place.dataset, place.row_id) in found:
                found[place.dataset, place.row_id].append(place)
        return found

    def places_anywhere(self, side: str, dataset: str, row_id: str, most: int) -> tuple[Place, ...]:
        """Return the first places that state a row, kept or not."""
        return self._places(
            f"SELECT {_PLACES} FROM {side}_evidence WHERE dataset = ? AND row_id = ? ORDER BY {_ORDER} LIMIT {most:d}",
            [dataset, row_id],
        )

    def page(self, side: str, document: str, number: int) -> PageText | None:
        """Return a page, None if it is not there; one that is kept is there at once."""
        for source in (f"{side}_texts", f"{side}_pages"):
            found = self._ask(
                f"SELECT text, width, height FROM {source} WHERE document_id = ? AND page = ?", [document, number]
            )
            if found:
                return PageText(found[0][0] or "", *found[0][1:])
        return None

    def texts(self, side: str) -> dict[tuple[str, int], str]:
        """Return the text of every page that is kept."""
        return {
            (document, page): text or ""
            for document, page, text in self._ask(f"SELECT document_id, page, text FROM {side}_texts", [])
        }

    def documents(self, side: str) -> dict[str, Row]:
        """Return the documents of a side by key."""
        return {row["document_id"]: row for row in self.rows(side, "documents", "true", [])}

    def row(self, side: str, dataset: str, row_id: str) -> Row | None:
        """Return a row, None if it is not there; one that is kept is there at once."""
        test = f'"{read_schemas()[dataset].primary_key}" = ?'
        found = self.rows(side, f"{dataset}_kept", test, [row_id], 1) if (side, dataset) in self._kept else []
        found = found or self.rows(side, dataset, test, [row_id], 1)
        return found[0] if found else None

    def rows_like(self, side: str, dataset: str, values: Row, most: int) -> list[Row]:
        """Return rows that agree on some columns; null agrees with null."""
        tests = " AND ".join(f'"{column}" IS NOT DISTINCT FROM ?' for column in values)
        return self.rows(side, dataset, tests, list(values.values()), most)

    def conflicts(self, side: str, row_ids: Sequence[str]) -> list[Row]:
        """Return the conflicts that name any of some rows."""
        return self.rows(side, "conflicts", "list_has_any(row_ids, ?::VARCHAR[])", [list(row_ids)])

    def rows(self, side: str, dataset: str, where: str, values: list[Any], most: int | None = None) -> list[Row]:
        """Return the rows for which a condition holds, in the order of their keys."""
        schema = read_schemas()[dataset.removesuffix("_kept")]
        limit = "" if most is None else f" LIMIT {most:d}"
        columns = ", ".join(f'"{name}"' for name in schema.fields)
        question = f'SELECT {columns} FROM {side}_{dataset} WHERE {where} ORDER BY "{schema.primary_key}"{limit}'
        return [dict(zip(schema.fields, map(_plain, row), strict=True)) for row in self._ask(question, values)]

    def _places(self, question: str, values: list[Any]) -> tuple[Place, ...]:
        found = []
        for row in self._ask(question, values):
            made: list[Any] = [tuple(value) if isinstance(value, list) else value for value in row]
            found.append(Place(*made))
        return tuple(found)

    def _ask(self, question: str, values: list[Any]) -> list[Any]:
        with self._db.cursor() as cursor:  # a connection is for one thread at a time
            return cursor.execute(question, values).fetchall()

    def _source(self, schema: TableSchema, folder: Path) -> str:
        """Return a query for a dataset with today's columns; what an older version did not have is null."""
        path = folder / f"{schema.dataset}.parquet"
        if not path.is_file():
            return "SELECT " + ", ".join(f'NULL::VARCHAR AS "{name}"' for name in schema.fields) + " WHERE false"
        name = "".join(f"[{char}]" if char in "*?[" else char for char in str(path)).replace("'", "''")
        there = {each for each, *_ in self._db.execute(f"DESCRIBE FROM read_parquet('{name}')").fetchall()}
        columns = (f'"{each}"' if each in there else f'NULL AS "{each}"' for each in schema.fields)
        return f"SELECT {', '.join(columns)} FROM read_parquet('{name}')"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
