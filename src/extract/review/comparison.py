"""Two versions' files side by side: which rows went, came or differ, and which places of evidence were lost or won.

DuckDB hashes every row and joins the two sides by key, so that only what differs is ever looked at in Python. A hash has 64 bits:
a change would go unseen if one row had the same hash before and after, one chance in 18 quintillion; among a million places of
evidence the chance that any two share a hash is 1 in 37 million.
"""

from __future__ import annotations

import csv
import datetime as dt
import filecmp
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from extract.datasets.schema import Row, TableSchema, read_schemas
from extract.errors import ShuttenError
from extract.review.identities import NOT_COMPARED

SHOWN_EVIDENCE = 20
"""So many keys of evidence stand in a change; an organization may be named in thousands of places."""

_MEMORY = "700MB"  # with what Python holds, a million rows stay below 1 GB; beyond it DuckDB goes to the disk
_SIDES = ("before", "after")

Place = tuple[Any, ...]
"""Document, page, start and end; on a page whose text has changed document, page and quote."""


@dataclass(frozen=True)
class RowDifference:
    """The rows of one dataset that differ, by key.

    Attributes:
        removed: only in the first version.
        added: only in the second.
        changed: in both, with other content: before, after.
    """

    removed: Mapping[str, Row]
    added: Mapping[str, Row]
    changed: Mapping[str, tuple[Row, Row]]


@dataclass(frozen=True)
class EvidenceDifference:
    """The places of evidence that differ, by dataset and row; a row that came has won all of its places."""

    lost: Mapping[tuple[str, str], frozenset[Place]]
    won: Mapping[tuple[str, str], frozenset[Place]]


@dataclass(frozen=True, slots=True)
class RowEvidence:
    """The evidence of a row.

    Attributes:
        ids: the first keys, those of main evidence first.
        documents: all documents, sorted.
        confidence: the highest; None without evidence.
    """

    ids: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    confidence: float | None = None


class Comparison:
    """Two versions, open for questions until the block ends.

    Args:
        before: the folder of the first version.
        after: the folder of the second.

    Raises:
        ShuttenError: if a file of a version cannot be read, here or by any question.
    """

    def __init__(self, before: Path, after: Path) -> None:
        self._folders = {"before": before, "after": after}

    def __enter__(self) -> Comparison:
        with ExitStack() as stack:
            self._spill = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            self._db = duckdb.connect(
                config={
                    "memory_limit": _MEMORY,
                    "temp_directory": str(self._spill),
                    "autoinstall_known_extensions": "false",
                    "preserve_insertion_order": "false",
                }
            )
            stack.callback(self._db.close)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
        if isinstance(error, duckdb.Error | OSError):
            names = " and ".join(str(folder) for folder in self._folders.values())
            raise ShuttenError(names, f"cannot be compared: {error}.", "Build the version again.") from error

    def rows(self, dataset: str) -> RowDifference:
        """Return the rows of a dataset that differ."""
        schema = read_schemas()[dataset]
        if self._is_same_file(dataset):
            return RowDifference({}, {}, {})
        key = _quoted(schema.primary_key)
        hashed = ", ".join(_quoted(name) for name in schema.fields)
        sides = [
            f"SELECT {key} AS id, hash({hashed}) AS content FROM ({self._source(schema, side)})" for side in _SIDES
        ]
        self._db.execute(
            f"""CREATE OR REPLACE TEMP TABLE differing AS
            SELECT coalesce(b.id, a.id) AS id FROM ({sides[0]}) b FULL JOIN ({sides[1]}) a ON b.id = a.id
            WHERE b.content IS DISTINCT FROM a.content"""
        )
        found = [self._rows(schema, side, f"{key} IN (SELECT id FROM differing)") for side in _SIDES]
        before, after = ({row[schema.primary_key]: row for row in rows} for rows in found)
        return RowDifference(
            {row_id: row for row_id, row in before.items() if row_id not in after},
            {row_id: row for row_id, row in after.items() if row_id not in before},
            {row_id: (row, after[row_id]) for row_id, row in before.items() if row_id in after},
        )

    def rows_naming(self, side: str, dataset: str, columns: Iterable[str], ids: Collection[str]) -> list[Row]:
        """Return the rows of one side, ``before`` or ``after``, that have one of `ids` in one of `columns`."""
        self._set_keys([("", each) for each in sorted(ids)])
        tests = [f"{_quoted(column)} IN (SELECT row_id FROM wanted)" for column in columns]
        return self._rows(read_schemas()[dataset], side, " OR ".join(tests)) if tests else []

    def evidence(self, documents: Mapping[str, str]) -> EvidenceDifference:
        """Return the places of evidence that differ.

        Args:
            documents: by id of a document before, the id of the one that took its place.
        """
        if self._is_same_file("evidence"):
            return EvidenceDifference({}, {})
        schema = read_schemas()["evidence"]
        place = 'hash(dataset, row_id, document_id, page, start, "end")'
        sides = {side: self._source(schema, side) for side in _SIDES}
        self._db.execute(
            f"""CREATE OR REPLACE TEMP TABLE moved AS SELECT coalesce(b.place, a.place) AS place
            FROM (SELECT {place} AS place FROM ({sides["before"]})) b
            FULL JOIN (SELECT {place} AS place FROM ({sides["after"]})) a ON b.place = a.place
            WHERE b.place IS NULL OR a.place IS NULL"""
        )
        left_out = ", ".join(f"'{name}'" for name in sorted(NOT_COMPARED))
        for side, source in sides.items():
            self._db.execute(
                f"""CREATE OR REPLACE TEMP TABLE only_{side} AS
                SELECT DISTINCT dataset, row_id, document_id, page, start, "end", quote FROM ({source})
                WHERE {place} IN (SELECT place FROM moved) AND dataset NOT IN ({left_out})"""
            )
        rewritten = self._rewritten_pages()
        lost = self._places("before", rewritten, documents)
        copies = {new: new for new in documents.values()}
        won = self._places("after", rewritten, copies)
        standing = self._standing(copies) if copies and lost else {}
        both = {key: lost[key] & won[key] for key in lost.keys() & won.keys()}
        return EvidenceDifference(
            {
                key: left
                for key, places in lost.items()
                if (left := frozenset(places - both.get(key, set()) - standing.get(key, set())))
            },
            {key: left for key, places in won.items() if (left := frozenset(places - both.get(key, set())))},
        )

    def evidence_of(self, side: str, rows: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], RowEvidence]:
        """Return the evidence of rows of one side."""
        self._set_keys(sorted(rows))
        source = self._source(read_schemas()["evidence"], side)
        found = self._db.execute(
            f"""SELECT dataset, row_id,
            list(evidence_id ORDER BY main DESC, document_id, page, start, "end", evidence_id)[:{SHOWN_EVIDENCE}],
            list_sort(list_distinct(list(document_id))), max(confidence)
            FROM ({source}) SEMI JOIN wanted USING (dataset, row_id) GROUP BY dataset, row_id"""
        ).fetchall()
        return {
            (dataset, row_id): RowEvidence(tuple(ids), tuple(documents), confidence)
            for dataset, row_id, ids, documents, confidence in found
        }

    def _places(
        self, side: str, rewritten: set[Place], documents: Mapping[str, str]
    ) -> dict[tuple[str, str], set[Place]]:
        places: defaultdict[tuple[str, str], set[Place]] = defaultdict(set)
        for dataset, row_id, document, page, start, end, quote in self._db.execute(
            f"FROM only_{side}"
        ).fetchall():  # fmt: skip
            now = documents.get(document, document)
            is_rewritten = document in documents or (document, page) in rewritten
            places[dataset, row_id].add((now, page, quote) if is_rewritten else (document, page, start, end))
        return places

    def _standing(self, copies: Iterable[str]) -> dict[tuple[str, str], set[Place]]:
        """Return where new copies of documents state, on either side, the rows that have lost places."""
        self._set_keys([("", each) for each in sorted(copies)])
        source = self._source(read_schemas()["evidence"], "after")
        found = self._db.execute(
            f"""SELECT DISTINCT dataset, row_id, document_id, page, quote FROM ({source})
            SEMI JOIN only_before USING (dataset, row_id) WHERE document_id IN (SELECT row_id FROM wanted)"""
        )
        places: defaultdict[tuple[str, str], set[Place]] = defaultdict(set)
        for dataset, row_id, *place in found.fetchall():
            places[dataset, row_id].add(tuple(place))
        return places

    def _rewritten_pages(self) -> set[Place]:
        """Return the pages of both sides whose text is not the same, of those on which evidence differs."""
        documents = [f"SELECT document_id FROM ({self._source(read_schemas()['pages'], side)})" for side in _SIDES]
        moved = "(FROM only_before SELECT document_id UNION FROM only_after SELECT document_id)"
        if not self._db.execute(f"{moved} INTERSECT {' INTERSECT '.join(documents)} LIMIT 1").fetchone():
            return set()  # as when documents only came: their pages are on one side alone
        pages = "(FROM only_before SELECT document_id, page UNION FROM only_after SELECT document_id, page)"
        texts = [
            f"""SELECT document_id, page, text FROM ({self._source(read_schemas()["pages"], side)})
            SEMI JOIN {pages} USING (document_id, page)"""
            for side in _SIDES
        ]
        found = self._db.execute(
            f"""SELECT b.document_id, b.page FROM ({texts[0]}) b JOIN ({texts[1]}) a
            ON b.document_id = a.document_id AND b.page = a.page WHERE b.text IS DISTINCT FROM a.text"""
        )
        return {(document, page) for document, page in found.fetchall()}

    def _set_keys(self, keys: list[tuple[str, str]]) -> None:
        # Through a file: parameters, `register` and pyarrow's arrays all import pandas, which takes as long as the rest.
        path = self._spill / "wanted.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows(keys)
        self._db.execute(
            f"""CREATE OR REPLACE TEMP TABLE wanted AS FROM read_csv('{_escaped(path)}', header = false, auto_detect = false,
            delim = ',', quote = '"', escape = '"', columns = {{'dataset': 'VARCHAR', 'row_id': 'VARCHAR'}})"""
        )

    def _rows(self, schema: TableSchema, side: str, where: str) -> list[Row]:
        question = f"FROM ({self._source(schema, side)}) WHERE {where} ORDER BY {_quoted(schema.primary_key)}"
        found = self._db.execute(question).to_arrow_table().to_pylist()
        return [{name: _plain(value) for name, value in row.items()} for row in found]

    def _source(self, schema: TableSchema, side: str) -> str:
        """Return a query for a dataset with today's columns; what an older version did not have is null."""
        path = self._folders[side] / f"{schema.dataset}.parquet"
        if not path.is_file():
            nothing = ", ".join(f"NULL::VARCHAR AS {_quoted(name)}" for name in schema.fields)
            return f"SELECT {nothing} WHERE false"
        file = f"read_parquet('{_escaped(path)}')"
        there = {name for name, *_ in self._db.execute(f"DESCRIBE FROM {file}").fetchall()}
        columns = (name if name in there else None for name in schema.fields)
        listed = zip(schema.fields, columns, strict=True)
        return f"SELECT {', '.join(_quoted(name) if column else f'NULL AS {_quoted(name)}' for name, column in listed)} FROM {file}"

    def _is_same_file(self, dataset: str) -> bool:
        before, after = (folder / f"{dataset}.parquet" for folder in self._folders.values())
        return before.is_file() and after.is_file() and filecmp.cmp(before, after, shallow=False)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _quoted(name: str) -> str:
    return f'"{name}"'


def _escaped(path: Path) -> str:
    """Return a path as DuckDB takes it literally: it would read ``*``, ``?`` and ``[`` as a pattern."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in str(path)).replace("'", "''")
