"""How things stand in a build of what changes are about: whether a row is there, what a column holds, which places state it.

A change has come about in a build if all that it is about stands there as in the build that has it. Rows are asked by key, so
how two versions are paired row by row does not matter here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet

from extract.datasets.columns import pa, pc
from extract.datasets.schema import read_schemas
from extract.errors import ShuttenError
from extract.review.change import EVIDENCE, REKEYED, Change, value_text

pq: Any = pyarrow.parquet  # it has no type stubs

State = Hashable
RowKey = tuple[str, str]
"""Dataset and key of a row."""

_NAMING = {"documents": ("copies", "corrects"), "citations": ("cited_document_id",)}
"""Columns with documents on which a row depends though they do not state it."""

_PLACE = ("dataset", "row_id", "document_id", "page", "start", "end", "quote")


def rows_of_change(change: Change) -> tuple[RowKey, ...]:
    """Return the rows that a change is about."""
    ids = dict.fromkeys(each for each in (change.row_id, change.row_id_before) if each)
    return tuple((change.dataset, each) for each in ids)


class Build:
    """The files of a build, for questions about changes.

    Args:
        folder: of the package; None if there is none, and then nothing stands in it.
        changes: those that will be asked about.
        same: by the id of a document that took the place of another, the id of that one.

    Raises:
        ShuttenError: if a file cannot be read.
    """

    def __init__(self, folder: Path | None, changes: Collection[Change], same: Mapping[str, str]) -> None:
        self._folder = folder
        self._same = same
        self._rows: dict[RowKey, Mapping[str, Any]] = {}
        self._copies: Mapping[str, Collection[str]] = {}
        self._documents: defaultdict[RowKey, set[str]] = defaultdict(set)
        self._places: defaultdict[RowKey, set[tuple[Any, ...]]] = defaultdict(set)
        if folder is None:
            return
        try:
            self._read_rows({row for each in changes for row in rows_of_change(each)})
            table = pq.read_table(folder / "documents.parquet", columns=["document_id", "copies"])
            copied = table.filter(pc.greater(pc.list_value_length(table["copies"]), 0)).to_pylist()
            groups = [{row["document_id"], *row["copies"]} for row in copied]
            self._copies = {each: group for group in groups for each in group}
            self._read_evidence(changes)
        except (OSError, pa.ArrowException) as error:
            raise ShuttenError(str(folder), f"cannot be read: {error}.", "Build the version again.") from error

    def state(self, change: Change) -> State:
        """Return how what a change is about stands here.

        Args:
            change: one of those that the build was opened for.
        """
        row = self._rows.get((change.dataset, change.row_id))
        before = change.row_id_before and (change.dataset, change.row_id_before) in self._rows
        if change.field is None:
            return row is not None
        if change.field == EVIDENCE:
            there = self._places[change.dataset, change.row_id]
            return tuple(place in there or self._as_before(place) in there for place in _listed(change))
        schema = read_schemas()[change.dataset]
        if change.kind == REKEYED and change.field == schema.primary_key:
            return row is not None, before
        return row is not None, row and value_text(schema.fields[change.field], row.get(change.field)), before

    def documents(self, change: Change) -> frozenset[str]:
        """Return the documents on which what a change is about rests here, and those that tell the same as one of them."""
        if change.field == EVIDENCE:
            return self._with_copies({place[0] for place in _listed(change)})
        found: set[str] = set()
        for key in rows_of_change(change):
            row = self._rows.get(key)
            if row is None:
                continue
            keys = [(row["dataset"], each) for each in row["row_ids"]] if change.dataset == "conflicts" else [key]
            found.update(*(self._documents.get(each, ()) for each in keys))
            if change.dataset == "documents":
                found.add(key[1])
            for column in _NAMING.get(change.dataset, ()):
                named = row.get(column) or ()
                found.update([named] if isinstance(named, str) else named)
        return self._with_copies(found)

    def _with_copies(self, documents: Collection[str]) -> frozenset[str]:
        return frozenset(documents).union(*(self._copies.get(each, ()) for each in documents))

    def _as_before(self, place: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Return a place in the document of which another one took the place, None if none did."""
        old = self._same.get(place[0])
        return (old, *place[1:]) if old else None

    def _read_rows(self, rows: Collection[RowKey]) -> None:
        asked: defaultdict[str, list[str]] = defaultdict(list)
        for dataset, row_id in rows:
            asked[dataset].append(row_id)
        for dataset, ids in asked.items():
            key = read_schemas()[dataset].primary_key
            for row in self._rows_with(dataset, key, ids).to_pylist():
                self._rows[dataset, row[key]] = row

    def _read_evidence(self, changes: Iterable[Change]) -> None:
        """Read the documents that state rows, and of changed evidence the places in documents with places that it lists.

        A row that thousands of documents state costs no more than the few places that came or went.
        """
        stated: set[RowKey] = set()
        listed: set[RowKey] = set()
        documents: set[str] = set()
        for change in changes:
            if change.field == EVIDENCE:
                listed.add((change.dataset, change.row_id))
                documents.update(place[0] for place in _listed(change))
            else:
                stated.update(rows_of_change(change))
        conflicts = (row for (dataset, _), row in self._rows.items() if dataset == "conflicts")
        stated |= {(row["dataset"], row_id) for row in conflicts for row_id in row["row_ids"]}
        documents |= {self._same[each] for each in documents if each in self._same}
        evidence = self._rows_with("evidence", "row_id", [row_id for _, row_id in stated | listed], _PLACE)
        for key, document in _values(_with(evidence, "row_id", [row_id for _, row_id in stated]), _PLACE[:3]):
            if key in stated:
                self._documents[key].add(document)
        near = _with(_with(evidence, "row_id", [row_id for _, row_id in listed]), "document_id", documents)
        for key, document, page, start, end, quote in _values(near, _PLACE):
            if key in listed:
                self._places[key] |= {(document, page, start, end), (document, page, quote)}

    def _rows_with(self, dataset: str, column: str, values: Iterable[str], columns: Sequence[str] | None = None) -> Any:
        assert self._folder is not None
        wanted = pa.array(sorted(set(values)), pa.string())
        path = self._folder / f"{dataset}.parquet"
        if not path.is_file():  # of an older shutten
            return pa.table({})
        return pq.read_table(
            path, columns=columns and list(columns), filters=pc.is_in(pc.field(column), value_set=wanted)
        )


def _with(table: Any, column: str, values: Iterable[str]) -> Any:
    """Return the rows of a table with one of some values in a column."""
    return (
        table.filter(pc.is_in(table[column], value_set=pa.array(sorted(values), pa.string()))) if len(table) else table
    )


def _values(table: Any, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield rows of evidence: the key of the row that they state, then other columns."""
    if len(table):
        for dataset, row_id, *others in zip(*(table[name].to_pylist() for name in columns), strict=True):
            yield (dataset, row_id), *others


def _listed(change: Change) -> list[tuple[Any, ...]]:
    """Return the places that a change of evidence lists, on both sides."""
    sides = (json.loads(side or "[]") for side in (change.before, change.after))
    return sorted({tuple(place) for side in sides for place in side}, key=repr)
