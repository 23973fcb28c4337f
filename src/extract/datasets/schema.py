"""The datasets' Table Schemas from ``schemas/``: what rows are checked and files written against."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from extract.errors import ShuttenError
from extract.resources import schemas_folder

Row = dict[str, Any]
"""One row: column -> str, int, Decimal, float, bool, list or None; dates are ISO strings."""

FACT_DATASETS = (
    "organizations",
    "people",
    "models",
    "products",
    "releases",
    "figures",
    "relations",
    "policies",
    "events",
    "definitions",
    "citations",
    "rankings",
    "tables",
)
"""Datasets of which every row has at least one row in `evidence`."""

DATASETS = ("documents", "pages", *FACT_DATASETS, "evidence", "links", "conflicts", "corrections", "quarantine")

_ORDER = {
    "pages": ("document_id", "page"),
    "tables": ("document_id", "table_id", "row", "column"),
    "evidence": ("dataset", "row_id", "document_id", "page", "start", "end", "rule"),
    "links": ("entity_type", "entity_id", "candidate_id"),
    "corrections": ("dataset", "row_id", "field"),
    "quarantine": ("dataset", "check", "document_id", "page", "start", "quarantine_id"),
}


WHOLE_LIMIT = 2**53
"""From here on a spreadsheet, JavaScript and pandas (in a column with nulls) round a whole number."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column.

    Attributes:
        type: a Table Schema type: string, integer, number, boolean, date or array.
        item_type: of an array the type of its items, else empty.
        scale: of an exact decimal the digits after the point, else None.
        precision: of an exact decimal all its digits.
        constraints: as the Table Schema has them.
        limited: whether they tell more than whether null or the same value again is a fault.
    """

    name: str
    type: str
    description: str
    constraints: Mapping[str, Any]
    item_type: str = ""
    scale: int | None = None
    precision: int = 38
    limited: bool = True

    @property
    def required(self) -> bool:
        """Whether null is a fault."""
        return bool(self.constraints.get("required"))


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns of a row that name a row of `resource`, by its columns `reference`."""

    fields: tuple[str, ...]
    resource: str
    reference: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypedKey:
    """A column that names a row of one of several datasets; another column says which, or that none."""

    field: str
    type_field: str
    resources: Mapping[str, str]


@dataclass(frozen=True)
class TableSchema:
    """One dataset's schema.

    Attributes:
        descriptor: the Table Schema itself.
    """

    dataset: str
    fields: Mapping[str, Field]
    primary_key: str
    foreign_keys: tuple[ForeignKey, ...]
    typed_keys: tuple[TypedKey, ...]
    descriptor: Mapping[str, Any]

    @cached_property
    def dated(self) -> tuple[str, ...]:
        """The columns that hold dates as sources give them, with the earliest and latest day beside them."""
        return tuple(name for name in self.fields if f"{name}_earliest" in self.fields)

    @property
    def order(self) -> tuple[str, ...]:
        """The columns by which the rows are sorted, null first."""
        return (*_ORDER.get(self.dataset, ()), self.primary_key)

    def sorted(self, rows: list[Row]) -> list[Row]:
        """Return `rows` in the order in which they are published."""
        columns = self.order
        return sorted(rows, key=lambda row: [_sortable(row.get(column)) for column in columns])


@cache
def read_schemas(folder: Path | None = None) -> Mapping[str, TableSchema]:
    """Return the schema of every dataset, in the order of `DATASETS`.

    Raises:
        ShuttenError: if a schema is missing, is not JSON or says what we do not understand.
    """
    root = folder or schemas_folder()
    return {dataset: _read(root / f"{dataset}.json", dataset) for dataset in DATASETS}


def read_schema(name: str) -> TableSchema:
    """Return the schema of a table that is no published dataset, such as ``changes``.

    Raises:
        ShuttenError: as `read_schemas`.
    """
    return _read(schemas_folder() / f"{name}.json", name)


def _read(path: Path, dataset: str) -> TableSchema:
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        schema = TableSchema(
            dataset,
            {each["name"]: _field(each) for each in descriptor["fields"]},
            descriptor["primaryKey"],
            tuple(_foreign_key(each, dataset) for each in descriptor.get("foreignKeys", ())),
            tuple(
                TypedKey(each["fields"], each["type"], each["resources"]) for each in descriptor.get("typedKeys", ())
            ),
            descriptor,
        )
    except FileNotFoundError as error:
        raise ShuttenError(str(path), "is missing.", "Restore it from the repository.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ShuttenError(
            str(path), f"is no Table Schema: {error}.", "Mend it, or restore it from the repository."
        ) from error
    if schema.primary_key not in schema.fields:
        raise ShuttenError(str(path), f"has no column {schema.primary_key}, its primary key.", "Mend it.")
    return schema


def _field(descriptor: Mapping[str, Any]) -> Field:
    decimal = descriptor.get("decimal", {})
    return Field(
        descriptor["name"],
        descriptor["type"],
        descriptor["description"],
        descriptor.get("constraints", {}),
        descriptor.get("arrayItem", {}).get("type", ""),
        decimal.get("scale"),
        decimal.get("precision", 38),
        bool(descriptor.get("constraints", {}).keys() - {"required", "unique"}),
    )


def _foreign_key(descriptor: Mapping[str, Any], dataset: str) -> ForeignKey:
    fields, reference = descriptor["fields"], descriptor["reference"]
    return ForeignKey(_listed(fields), reference["resource"] or dataset, _listed(reference["fields"]))


def _listed(fields: str | list[str]) -> tuple[str, ...]:
    return (fields,) if isinstance(fields, str) else tuple(fields)


def _sortable(value: Any) -> tuple[bool, Any]:
    return value is not None, 0 if value is None else value
