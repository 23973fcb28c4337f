"""Rows of Arrow tables that name other rows: what `extract.datasets.references` checks, a column at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extract.datasets.columns import pa, pc, rows_of
from extract.datasets.references import Refuse, faults_of
from extract.datasets.schema import FACT_DATASETS, TableSchema, read_schemas


def without_dangling(tables: Mapping[str, Any], refuse: Refuse) -> dict[str, Any]:
    """Return the tables with the rows whose references all hold; see `extract.datasets.references.drop_dangling`.

    Quotes are not compared with the pages again: they were cut from them.

    Args:
        tables: rows that are valid by themselves, by dataset; without `conflicts` and `quarantine`.
        refuse: is told every row that is left out, with all its faults.
    """
    found = dict(tables)
    while True:
        keys = _Keys(found)
        masks = {dataset: _is_faulty(read_schemas()[dataset], table, keys) for dataset, table in found.items()}
        if not any(pc.any(mask).as_py() for mask in masks.values()):
            return found
        for dataset, mask in masks.items():
            schema = read_schemas()[dataset]
            for row in rows_of(schema, found[dataset].filter(mask)):
                refuse(dataset, row, list(faults_of(schema, row, keys)))
        found = {dataset: table.filter(pc.invert(masks[dataset])) for dataset, table in found.items()}


class _Keys:
    """The values that rows can be named by; see `extract.datasets.references.Keys`."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.primary: Mapping[str, str] = {dataset: schema.primary_key for dataset, schema in read_schemas().items()}
        self._tables = tables
        self._arrays: dict[tuple[str, ...], Any] = {}
        self._sets: dict[tuple[str, ...], set[Any]] = {}

    def array(self, dataset: str, *columns: str) -> Any:
        """Return the keys of a dataset, those of several columns joined."""
        if (dataset, *columns) not in self._arrays:
            self._arrays[dataset, *columns] = _joined(self._tables[dataset], columns)
        return self._arrays[dataset, *columns]

    def stated_ids(self, dataset: str) -> Any:
        """Return the ids of a dataset's rows that evidence states."""
        evidence = self._tables["evidence"]
        return evidence.filter(pc.equal(evidence["dataset"], dataset))["row_id"].combine_chunks()

    def has(self, dataset: str, columns: tuple[str, ...], values: tuple[object, ...]) -> bool:
        """Return whether a row of `dataset` has these values."""
        asked = (dataset, *columns)
        if asked not in self._sets:
            self._sets[asked] = set(self.array(*asked).to_pylist())
        return "\0".join(map(str, values)) in self._sets[asked]

    def is_stated(self, dataset: str, row_id: str) -> bool:
        """Return whether evidence states a row."""
        asked = ("evidence", dataset)
        if asked not in self._sets:
            self._sets[asked] = set(self.stated_ids(dataset).to_pylist())
        return row_id in self._sets[asked]

    def text(self, document_id: str, page: int) -> None:
        """Return nothing: no quote is compared."""
        del document_id, page


def _is_faulty(schema: TableSchema, table: Any, keys: _Keys) -> Any:
    """Return which rows have a reference that does not hold."""
    mask = pa.array([False] * len(table), pa.bool_())
    for foreign in schema.foreign_keys:
        values = _joined(table, foreign.fields)
        known = pc.is_in(values, value_set=keys.array(foreign.resource, *foreign.reference))
        mask = pc.or_(mask, pc.and_(pc.is_valid(values), pc.invert(known)))
    for typed in schema.typed_keys:
        for kind, resource in typed.resources.items():
            is_kind = pc.fill_null(pc.equal(table[typed.type_field], kind), False)
            known = pc.is_in(table[typed.field], value_set=keys.array(resource, keys.primary[resource]))
            mask = pc.or_(mask, pc.and_(is_kind, pc.invert(known)))
    if schema.dataset in FACT_DATASETS:
        mask = pc.or_(mask, pc.invert(pc.is_in(table[schema.primary_key], value_set=keys.stated_ids(schema.dataset))))
    return mask


def _joined(table: Any, columns: tuple[str, ...]) -> Any:
    """Return columns as one of texts, null where one of them is."""
    texts = [table[column].cast(pa.string()) for column in columns]
    joined = texts[0] if len(texts) == 1 else pc.binary_join_element_wise(*texts, "\0")
    return joined.combine_chunks()
