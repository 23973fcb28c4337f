"""How things stand in a build of what changes are about: whether a row is there, what a column holds, which places state it.

A change has come about in a build if all that it is about stands there as in the build that has it. Rows are asked by key, so
how two versions are paired row by row does not matter here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
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


def rows_of_change(change: Change) -> tuple[RowKey, ...]:
    """Return the rows that a change is about."""
    ids = dict.fromkeys(each for each in (change.row_id, change.row_id_before) if each)
    return tuple((change.dataset, each) for each in ids)


class Build:
    """The files of a build, for questions about rows.

    Args:
        folder: of the package; None if there is none, and then nothing stands in it.
        rows: those that will be asked for.

    Raises:
        ShuttenError: if a file cannot be read.
    """

    def __init__(self, folder: Path | None, rows: Iterable[RowKey]) -> None:
        self._folder = folder
        self._rows: dict[RowKey, Mapping[str, Any]] = {}
        self._copies: Mapping[str, Collection[str]] = {}
        self._places: defaultdict[RowKey, list[tuple[Any, ...]]] = defaultdict(list)
        if folder is None:
            return
        asked = frozenset(rows)
        try:
            self._read_rows(asked)
            table = pq.read_table(folder / "documents.parquet", columns=["document_id", "copies"]).to_pylist()
            groups = [{row["document_id"], *row["copies"]} for row in table if row["copies"]]
            self._copies = {each: group for group in groups for each in group}
            conflicts = (row for (dataset, _), row in self._rows.items() if dataset == "conflicts")
            stated = {(row["dataset"], row_id) for row in conflicts for row_id in row["row_ids"]}
            self._read_places(asked | stated)
        except (OSError, pa.ArrowException) as error:
            raise ShuttenError(str(folder), f"cannot be read: {error}.", "Build the version again.") from error

    def state(self, change: Change, same: Mapping[str, str]) -> State:
        """Return how what a change is about stands here.

        Args:
            change: one whose rows were asked for.
            same: by the id of a document that took the place of another, the id of that one.
        """
        row = self._rows.get((change.dataset, change.row_id))
        before = change.row_id_before and (change.dataset, change.row_id_before) in self._rows
        if change.field is None:
            return row is not None
        if change.field == EVIDENCE:
            return self._listed_places(change, same)
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
            found.update(place[0] for each in keys for place in self._places.get(each, ()))
            if change.dataset == "documents":
                found.add(key[1])
            for column in _NAMING.get(change.dataset, ()):
                named = row.get(column) or ()
                found.update([named] if isinstance(named, str) else named)
        return self._with_copies(found)

    def _with_copies(self, documents: Collection[str]) -> frozenset[str]:
        return frozenset(documents).union(*(self._copies.get(each, ()) for each in documents))

    def _listed_places(self, change: Change, same: Mapping[str, str]) -> State:
        there: set[tuple[Any, ...]] = set()
        for document, page, start, end, quote in self._places.get((change.dataset, change.row_id), ()):
            there |= {(document, page, start, end), (document, page, quote)}
        return tuple(
            place in there or (place[0] in same and (same[place[0]], *place[1:]) in there) for place in _listed(change)
        )

    def _read_rows(self, rows: Collection[RowKey]) -> None:
        asked: defaultdict[str, list[str]] = defaultdict(list)
        for dataset, row_id in rows:
            asked[dataset].append(row_id)
        for dataset, ids in asked.items():
            key = read_schemas()[dataset].primary_key
            for row in self._rows_with(dataset, key, ids).to_pylist():
                self._rows[dataset, row[key]] = row

    def _read_places(self, rows: Collection[RowKey]) -> None:
        columns = ["dataset", "row_id", "document_id", "page", "start", "end", "quote"]
        for each in self._rows_with("evidence", "row_id", [row_id for _, row_id in rows], columns).to_pylist():
            if (each["dataset"], each["row_id"]) in rows:
                self._places[each["dataset"], each["row_id"]].append(tuple(each[name] for name in columns[2:]))

    def _rows_with(self, dataset: str, column: str, values: Iterable[str], columns: list[str] | None = None) -> Any:
        assert self._folder is not None
        wanted = pa.array(sorted(set(values)), pa.string())
        path = self._folder / f"{dataset}.parquet"
        if not path.is_file():  # of an older shutten
            return pa.table({})
        return pq.read_table(path, columns=columns, filters=pc.is_in(pc.field(column), value_set=wanted))


def _listed(change: Change) -> list[tuple[Any, ...]]:
    """Return the places that a change of evidence lists, on both sides."""
    sides = (json.loads(side or "[]") for side in (change.before, change.after))
    return sorted({tuple(place) for side in sides for place in side}, key=repr)
