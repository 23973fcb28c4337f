"""Rows that name other rows: foreign keys, evidence both ways, and quotes against the text of the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from extract.datasets.coerce import Fault
from extract.datasets.schema import FACT_DATASETS, Row, TableSchema

Rows = dict[str, list[Row]]
Refuse = Callable[[str, Row, list[Fault]], None]


class Keys(Protocol):
    """What rows can be named by.

    Attributes:
        primary: the primary key of each dataset.
    """

    primary: Mapping[str, str]

    def has(self, dataset: str, columns: tuple[str, ...], values: tuple[object, ...]) -> bool:
        """Return whether a row of `dataset` has these values."""

    def is_stated(self, dataset: str, row_id: str) -> bool:
        """Return whether evidence states a row."""

    def text(self, document_id: str, page: int) -> str | None:
        """Return the text of a page with which its quotes are compared, None if there is none."""


def drop_dangling(rows: Rows, schemas: Mapping[str, TableSchema], refuse: Refuse) -> Rows:
    """Return the rows whose references all hold.

    A row that names a row which is refused is refused as well, until nothing more changes.

    Args:
        rows: rows that are valid by themselves.
        schemas: the schemas that tell the references.
        refuse: is told every row that is left out, with all its faults.
    """
    while True:
        keys = _RowKeys(rows, schemas)
        kept: Rows = {}
        for dataset, found in rows.items():
            kept[dataset] = []
            for row in found:
                if faults := list(faults_of(schemas[dataset], row, keys)):
                    refuse(dataset, row, faults)
                else:
                    kept[dataset].append(row)
        if sum(map(len, kept.values())) == sum(map(len, rows.values())):
            return kept
        rows = kept


class _RowKeys:
    """The values that rows can be named by, made when first asked for."""

    def __init__(self, rows: Rows, schemas: Mapping[str, TableSchema]) -> None:
        self.primary: Mapping[str, str] = {dataset: schema.primary_key for dataset, schema in schemas.items()}
        self._rows = rows
        self._sets: dict[tuple[str, tuple[str, ...]], set[tuple[object, ...]]] = {}
        self._stated = {(row["dataset"], row["row_id"]) for row in rows["evidence"]}
        self._texts = {(row["document_id"], row["page"]): row["text"] or "" for row in rows["pages"]}

    def has(self, dataset: str, columns: tuple[str, ...], values: tuple[object, ...]) -> bool:
        """Return whether a row of `dataset` has these values."""
        known = self._sets.get((dataset, columns))
        if known is None:
            known = {tuple(row[column] for column in columns) for row in self._rows[dataset]}
            self._sets[dataset, columns] = known
        return values in known

    def is_stated(self, dataset: str, row_id: str) -> bool:
        """Return whether evidence states a row."""
        return (dataset, row_id) in self._stated

    def text(self, document_id: str, page: int) -> str | None:
        """Return the text of a page, None if there is no such page."""
        return self._texts.get((document_id, page))


def faults_of(schema: TableSchema, row: Row, keys: Keys) -> Iterator[Fault]:
    """Yield what is wrong with the references of a row."""
    dataset = schema.dataset
    for foreign in schema.foreign_keys:
        values = tuple(row[column] for column in foreign.fields)
        if None not in values and not keys.has(foreign.resource, foreign.reference, values):
            named = " ".join(map(str, values))
            yield Fault("foreign-key", f"{', '.join(foreign.fields)}: {foreign.resource} has no row {named}.")
    for typed in schema.typed_keys:
        resource = typed.resources.get(row[typed.type_field])
        if resource and not keys.has(resource, (keys.primary[resource],), (row[typed.field],)):
            check = "evidence-without-row" if dataset == "evidence" else "foreign-key"
            yield Fault(check, f"{typed.field}: {resource} has no row {row[typed.field]}.")
    if dataset in FACT_DATASETS and not keys.is_stated(dataset, row[schema.primary_key]):
        yield Fault("no-evidence", "No row of evidence states it.")
    if dataset == "evidence":
        text = keys.text(row["document_id"], row["page"])
        if text is not None and text[row["start"] : row["end"]] != row["quote"]:
            yield Fault(
                "quote-mismatch",
                f"The text from {row['start']} to {row['end']} of the page is not the quote.",
            )
