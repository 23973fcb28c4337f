"""One difference between the published version and a candidate."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from typing import Any

from extract.datasets.quarantine import row_json
from extract.datasets.schema import Field, Row, TableSchema, read_schema
from extract.ids import plain_number, stable_id

ADDED, REMOVED, CHANGED, REKEYED = "added", "removed", "changed", "re-keyed"
KINDS = (ADDED, REMOVED, CHANGED, REKEYED)
PENDING, ACCEPTED, REJECTED, EDITED = "pending", "accepted", "rejected", "edited"
EVIDENCE = "evidence"
"""What stands in `field` if only the places that state a row differ."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; the columns are those of ``schemas/changes.json``, which says what they mean."""

    change_id: str
    dataset: str
    row_id: str
    kind: str
    field: str | None
    before: str | None
    after: str | None
    label: str
    row_id_before: str | None = None
    cause: str | None = None
    evidence_before: tuple[str, ...] = ()
    evidence_after: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    status: str = PENDING
    reviewer: str | None = None
    decided_at: str | None = None
    note: str | None = None
    confidence: float | None = None
    proof: str | None = None

    def row(self) -> Row:
        """Return the change as a row of ``schemas/changes.json``."""
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values}

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Change:
        """Return the change that a row holds."""
        values: dict[str, Any] = {}
        for field in fields(cls):
            value = row[field.name]
            values[field.name] = tuple(value) if isinstance(value, list) else value
        return cls(**values)


def make_change(
    dataset: str,
    row_id: str,
    kind: str,
    field: str | None,
    before: str | None,
    after: str | None,
    label: str,
    row_id_before: str | None = None,
) -> Change:
    """Return a change with its key; the same difference has the same key whenever it is found."""
    row_id_before = None if row_id_before == row_id else row_id_before
    parts = (dataset, row_id_before, row_id, kind, field, before, after)
    return Change(stable_id("change", *parts), dataset, row_id, kind, field, before, after, label, row_id_before)


@cache
def change_schema() -> TableSchema:
    """Return the schema of the changes."""
    return read_schema("changes")


def value_text(field: Field, value: Any) -> str | None:
    """Return a value as it stands in CSV, before a formula is made harmless; null stays null."""
    if value is None:
        return None
    if field.type == "array":
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if field.type == "boolean":
        return "true" if value else "false"
    if field.type == "number":
        return plain_number(value if isinstance(value, Decimal) else Decimal(repr(float(value))))
    return str(value)


def places_text(places: Iterable[tuple[Any, ...]]) -> str | None:
    """Return places of evidence as a JSON list of ``[document, page, start, end]`` or ``[document, page, quote]``."""
    ordered = sorted([list(place) for place in places], key=lambda place: (place[0], place[1], str(place[2:])))
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":")) if ordered else None


def row_text(row: Row) -> str:
    """Return a whole row as JSON."""
    return row_json(row)
